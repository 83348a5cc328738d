"""What all pages inside an event have around them: its name, its other pages, what machines are told."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import render_template

from app.events.models import Event, Participation, Visibility
from app.http import language
from app.http.page_store import Page
from app.registration.queries import attendee
from app.rendering import summary
from app.rendering.links import absolute
from app.web import navigation
from app.web.public import lists, sharing
from app.web.public.sharing import Card
from app.web.public.standing import standing


@dataclass(frozen=True, slots=True)
class Frame:
    """`changes_at` is when the clock alone changes the frame."""

    event: Event
    menu: list[tuple[str, str]]
    changes_at: datetime | None

    def page(
        self,
        template: str,
        card: Card,
        *,
        changes_at: datetime | None = None,
        is_kept: bool = True,
        **context: Any,
    ) -> Page:
        """The page as bytes, true until the frame or the page itself changes by the clock."""
        edges = [edge for edge in (self.changes_at, changes_at) if edge is not None]
        body = render_template(
            template,
            event=self.event,
            menu=self.menu,
            home=f"/events/{self.event.slug}/",
            is_listed=self.event.visibility is Visibility.PUBLIC,
            sharing=card,
            feed_url=feed_url(self.event),
            **{"here": urlsplit(card.url).path, **context},
        )
        return Page(body.encode(), lists.HTML, fresh_until=min(edges, default=None), is_kept=is_kept)


def frame(event: Event, now: datetime) -> Frame:
    """The frame of `event` as it is at `now`."""
    how = standing(event, attendee.openness(event, now), now, language.current())
    menu = navigation.event_menu(
        event.slug,
        has_programme=event.current_release is not None,
        takes_registrations=event.participation is Participation.HERE and how.action is not None,
    )
    return Frame(event, menu, how.changes_at)


def card(event: Event, path: str, title: str, description: str = "") -> Card:
    """What is shown of the page at `path` inside the event where its address is shared.

    `description` is Markdown; without any, the event's own words are.
    """
    of_event = sharing.card(event)
    return replace(
        of_event,
        title=title,
        description=summary.short(description, sharing.LONGEST) or of_event.description,
        url=of_event.url + path,
    )


def feed_url(event: Event, path: str = "programme.ics") -> str:
    """A calendar of the event in the reader's language; programs read no cookies."""
    return absolute(language.in_address(f"/events/{event.slug}/{path}", event.main_language))
