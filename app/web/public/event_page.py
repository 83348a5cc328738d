"""An event's own page: everything it shows, gathered once for each revision, language and zone."""

from itertools import groupby

from flask import render_template
from markupsafe import Markup

from app.core import clock
from app.documents import labels as document_labels
from app.documents import queries as documents
from app.documents import rules as document_rules
from app.events import ical, jsonld, labels, queries
from app.events.models import Event, EventLink, Lifecycle, LinkKind, Participation, Party, Visibility
from app.events.rules import Status
from app.http import language
from app.http.page_store import Page
from app.programme import jsonld as programme_jsonld
from app.programme import labels as programme_labels
from app.programme import queries as programmes
from app.programme.snapshot import Snapshot
from app.programme.timetable.reader import Reader
from app.registration.queries import attendee
from app.rendering.calendars import links
from app.rendering.calendars.links import Link
from app.rendering.links import absolute
from app.web import navigation
from app.web.public import at_a_glance, lists, pictures, sharing
from app.web.public.at_a_glance import Glance
from app.web.public.event_frame import feed_url
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
        glance=_glance(event, snapshot),
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
        jsonld=_for_search_engines(event, snapshot, card),
        calendar_links=_calendar_links(event, card, how),
        feed_url=feed_url(event),
        entry_url=feed_url(event, "event.ics"),
        series_feed=_series_feed(event),
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


def _glance(event: Event, snapshot: Snapshot | None) -> Glance | None:
    """Nothing of a programme for days on which the event no longer is, unless the page says so first."""
    if snapshot is None or (event.lifecycle is Lifecycle.ANNOUNCED and not snapshot.takes_place):
        return None
    return at_a_glance.glance(snapshot)


def _for_search_engines(event: Event, snapshot: Snapshot | None, card: sharing.Card) -> Markup | None:
    code = language.current()
    parts = programme_jsonld.parts(Reader(snapshot, code)) if snapshot is not None else []
    return jsonld.script(event, code, image_url=card.image, parts=parts)


def _by_role(parties: list[Party]) -> list[tuple[str, list[Party]]]:
    """Parties under what they are here, both in the organiser's order."""
    roles = list(dict.fromkeys(party.role for party in parties))
    ordered = sorted(parties, key=lambda party: roles.index(party.role))
    return [
        (str(labels.PARTY_ROLE[role]), list(some))
        for role, some in groupby(ordered, lambda party: party.role)
    ]


def _calendar_links(event: Event, card: sharing.Card, how: Standing) -> list[Link]:
    """Ways to follow the event in a calendar, or to put it there once; none without a date."""
    if how.status in {Status.POSTPONED, Status.CANCELLED}:
        return []
    entry = ical.entry(event, programmes.calendar_host(), language.current())
    once = links.for_entry(entry, feed_url(event, "event.ics"))
    # Before the first release it holds the event alone, later the sessions: nobody subscribes twice.
    return [*links.for_feed(feed_url(event), card.title), *once]


def _series_feed(event: Event) -> str:
    """The calendar of all editions, as an address programs subscribe to."""
    if event.series is None:
        return ""
    return links.webcal(absolute(language.in_address(f"/series/{event.series.slug}.ics")))


def _links(event: Event, kind: LinkKind) -> list[EventLink]:
    return [link for link in event.links if link.kind is kind]
