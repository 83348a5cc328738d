"""An event's own page: everything it shows, gathered once for each revision, language and zone."""

from itertools import groupby

from flask import render_template

from app.core import clock
from app.documents import labels as document_labels
from app.documents import queries as documents
from app.documents import rules as document_rules
from app.events import ical, jsonld, labels, queries
from app.events.models import Event, EventLink, LinkKind, Participation, Party, Visibility
from app.events.rules import Status
from app.http import language
from app.http.page_store import Page
from app.programme import labels as programme_labels
from app.programme import queries as programmes
from app.registration.queries import attendee
from app.rendering.calendars import links
from app.rendering.calendars.links import Link
from app.web import navigation
from app.web.public import at_a_glance, lists, pictures, sharing
from app.web.public.standing import Standing, has_stream, live_path, standing

# What somebody looks for first, while it is to come and once it is over.
TO_COME = (
    "figures", "audience", "opening", "glance", "people", "parties", "documents", "sections", "links",
    "contact",
)  # fmt: skip
OVER = (
    "figures", "documents", "opening", "glance", "people", "parties", "sections", "audience", "links",
    "contact",
)  # fmt: skip


def build(slug: str) -> Page:
    """The page as bytes. Costs the same number of queries whatever the event has."""
    return page_of(queries.whole(slug))


def page_of(event: Event, *, is_preview: bool = False) -> Page:
    """As `build`; a preview says first that it is one, for the public may not see the event yet."""
    now = clock.now()
    how = standing(event, attendee.openness(event, now), now, language.current())
    snapshot = programmes.current(event)
    before, after = queries.neighbours(event)
    card = sharing.card(event)
    body = render_template(
        "public/events/show.html",
        event=event,
        standing=how,
        blocks=OVER if how.status is Status.OVER else TO_COME,
        glance=at_a_glance.glance(snapshot) if snapshot is not None else None,
        documents=documents.published(event),
        newest=document_rules.newest,
        document_labels=document_labels,
        parties=_by_role(event.parties),
        recordings=_links(event, LinkKind.RECORDING),
        related=_links(event, LinkKind.RELATED),
        before=before,
        after=after,
        live=live_path(event) if has_stream(event) else "",
        people=[pictures.portrait(featured) for featured in event.featured],
        picture=pictures.of(event),
        sharing=card,
        jsonld=jsonld.script(event, language.current(), image_url=card.image),
        calendar_links=_calendar_links(event, card, how, has_programme=snapshot is not None),
        is_listed=event.visibility is Visibility.PUBLIC,
        menu=navigation.event_menu(
            event.slug,
            has_programme=snapshot is not None,
            takes_registrations=event.participation is Participation.HERE and how.action is not None,
        ),
        labels=labels,
        programme_labels=programme_labels,
        is_preview=is_preview,
    )
    return Page(body.encode(), lists.HTML, fresh_until=how.changes_at)


def _by_role(parties: list[Party]) -> list[tuple[str, list[Party]]]:
    """Parties under what they are here, both in the organiser's order."""
    roles = list(dict.fromkeys(party.role for party in parties))
    ordered = sorted(parties, key=lambda party: roles.index(party.role))
    return [
        (str(labels.PARTY_ROLE[role]), list(some))
        for role, some in groupby(ordered, lambda party: party.role)
    ]


def _calendar_links(event: Event, card: sharing.Card, how: Standing, *, has_programme: bool) -> list[Link]:
    """Ways to follow the event in a calendar, or to put it there once; none without a date."""
    if how.status in {Status.POSTPONED, Status.CANCELLED}:
        return []
    entry = ical.entry(event, programmes.calendar_host(), language.current())
    once = links.for_entry(entry, f"{card.url}event.ics")
    feed = f"{card.url}programme.ics" if has_programme else f"{card.url}event.ics"
    return [*links.for_feed(feed, card.title), *once]


def _links(event: Event, kind: LinkKind) -> list[EventLink]:
    return [link for link in event.links if link.kind is kind]
