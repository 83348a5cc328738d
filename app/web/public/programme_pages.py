"""Pages of a released programme, made once for each release, language and zone."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from markupsafe import Markup

from app.core import clock, localtime
from app.events import jsonld as events_jsonld
from app.events import queries as events
from app.events import rules
from app.events.models import Event, Visibility
from app.events.rules import Status
from app.http import language
from app.http.page_store import Page
from app.programme import ical, jsonld, labels
from app.programme import queries as programmes
from app.programme.errors import NoSuchRelease, NoSuchSession
from app.programme.models import ReleaseState
from app.programme.services import printing
from app.programme.snapshot import Snapshot, SnapshotSession
from app.programme.timetable import changes as changing
from app.programme.timetable import days, details
from app.programme.timetable.days import Timetable, View
from app.programme.timetable.reader import Reader
from app.programme.timetable.selection import Selection
from app.rendering import lists
from app.rendering.calendars import links
from app.rendering.calendars.links import Link
from app.web.public import people_pages
from app.web.public.event_frame import Frame, card, feed_url, frame
from app.web.public.programme_choices import choices, zones
from app.web.public.sharing import Card

SHOWN_RELEASES = 20  # on the page of changes; the others have pages of their own


def timetable(slug: str, zone: str, chosen: Selection, layout: str) -> Page:
    """The current release by day, or a kind word before the first one. Raises NoSuchEvent."""
    event, now = events.published(slug), clock.now()
    about, own_card = frame(event, now), card(event, "programme/", _("Programme"))
    snapshot = programmes.current(event)
    if snapshot is None:
        return _nothing_yet(about, own_card, now, is_kept=not chosen)
    reader = Reader(snapshot, language.current())
    table = days.build(
        reader, View(zone, _marked_at(snapshot, now), has_grid=layout != "list", selection=chosen)
    )
    return about.page(
        "public/programme/show.html",
        own_card,
        changes_at=table.changes_at,
        is_kept=chosen.is_known(snapshot),
        **of_release(reader),
        **of_timetable(reader, table, chosen, layout),
        zone=zone,
        zones=zones(first_moment(reader, now), zone, reader.language),
        calendar_links=links.for_feed(feed_url(event), reader.title),
        prints=printing.languages(event, (reader.language,)),
    )


def session(slug: str, public_id: str, zone: str) -> Page:
    """One session of the current release. Raises NoSuchEvent or NoSuchSession."""
    event, now = events.published(slug), clock.now()
    reader, found = _find(event, public_id)
    about = details.build(reader, found, View(zone, _marked_at(reader.snapshot, now), path="../"))
    described = reader.text(found.abstract) or lists.join((about.day, about.when), reader.language)
    own_card = card(event, f"programme/{public_id}/", about.row.title, described)
    return frame(event, now).page(
        "public/programme/session.html",
        own_card,
        changes_at=about.changes_at,
        **of_release(reader),
        session=found,
        about=about,
        photos=people_pages.photos(face for group in about.groups for face in group.faces),
        zone=zone,
        zones=zones(found.starts_at, zone, reader.language),
        calendar_links=_calendar_links(event, reader, found),
        jsonld=_for_search_engines(event, reader, found, own_card),
    )


def stream(slug: str, public_id: str) -> str:
    """Where the way to the session's stream leads now: to its page, unless everybody may watch.

    Raises NoSuchEvent, or NoSuchSession also where nobody was ever promised a stream.
    """
    reader, found = _find(events.published(slug), public_id)
    address = reader.snapshot.stream(found)
    if not (address and reader.snapshot.streams_are_public):
        raise NoSuchSession
    is_open = details.is_stream_open(reader.snapshot, found, clock.now())
    return address if is_open else reader.session_path(found)


def changes(slug: str) -> Page:
    """What the latest releases have changed, the newest first. Raises NoSuchEvent."""
    event, now = events.published(slug), clock.now()
    about, own_card = frame(event, now), card(event, "programme/changes/", _("What changed"))
    snapshot = programmes.current(event)
    if snapshot is None:
        return _nothing_yet(about, own_card, now)
    reader = Reader(snapshot, language.current())
    released = programmes.releases(event)[:SHOWN_RELEASES]
    return about.page(
        "public/programme/changes.html",
        own_card,
        **of_release(reader),
        changed=[(one, changing.by_session(one.changes, reader)) for one in released],
        release_labels=labels.RELEASE,
    )


def releases(slug: str) -> Page:
    """Every release there has been. Raises NoSuchEvent."""
    event, now = events.published(slug), clock.now()
    about, own_card = frame(event, now), card(event, "programme/releases/", _("Releases of the programme"))
    snapshot = programmes.current(event)
    if snapshot is None:
        return _nothing_yet(about, own_card, now)
    return about.page(
        "public/programme/releases.html",
        own_card,
        **of_release(Reader(snapshot, language.current())),
        releases=programmes.releases(event),
        release_labels=labels.RELEASE,
    )


def release(slug: str, number: int, zone: str) -> Page:
    """A release as it was, saying so. Raises NoSuchEvent or NoSuchRelease."""
    event, now = events.published(slug), clock.now()
    current = programmes.current(event)
    if current is None or number > current.number:
        raise NoSuchRelease
    reader = Reader(programmes.release(event.id, number), language.current())
    linked = {one.id for one in current.sessions}
    view = View(zone, None, path=f"/events/{slug}/programme/", linked=linked)
    title = _("Programme, release %(number)s", number=number)
    return frame(event, now).page(
        "public/programme/release.html",
        card(event, f"programme/releases/{number}/", title),
        **of_release(reader),
        title=title,
        table=days.build(reader, view),
        current=current.number,
        layout="",
    )


def of_timetable(reader: Reader, table: Timetable, chosen: Selection, layout: str) -> dict[str, Any]:
    """What the page of a timetable shows of it, and by what it can be narrowed."""
    return {
        "table": table,
        "chosen": chosen,
        "choices": choices(reader),
        "layout": layout,
        "here": _here(reader, {**chosen.words(), "view": layout}),
    }


def _nothing_yet(about: Frame, own_card: Card, now: datetime, *, is_kept: bool = True) -> Page:
    """Before the first release: whoever subscribes now need not come back to look."""
    event = about.event
    is_past = rules.status(event, now, registration_open=None) in {Status.CANCELLED, Status.OVER}
    subscribe_url = "" if is_past else links.webcal(feed_url(event))
    return about.page("public/programme/none.html", own_card, is_kept=is_kept, subscribe_url=subscribe_url)


def _find(event: Event, public_id: str) -> tuple[Reader, SnapshotSession]:
    snapshot = programmes.current(event)
    found = snapshot.session(public_id) if snapshot else None
    if snapshot is None or found is None:
        raise NoSuchSession
    return Reader(snapshot, language.current()), found


def of_release(reader: Reader) -> dict[str, Any]:
    """What every page says of the release it shows."""
    snapshot = reader.snapshot
    return {
        "reader": reader,
        "snapshot": snapshot,
        "released_on": localtime.to_local(snapshot.released_at, snapshot.timezone).date(),
        "tones": [track.colour for track in snapshot.tracks],
        "is_final": snapshot.state == ReleaseState.FINAL,
    }


def _marked_at(snapshot: Snapshot, now: datetime) -> datetime | None:
    """Nothing is on in an event that does not take place."""
    return now if snapshot.takes_place else None


def _here(reader: Reader, words: dict[str, str]) -> str:
    query = urlencode({name: word for name, word in words.items() if word})
    return f"{reader.path}?{query}" if query else reader.path


def first_moment(reader: Reader, now: datetime) -> datetime:
    sessions = reader.snapshot.sessions
    return sessions[0].starts_at if sessions else now


def _calendar_links(event: Event, reader: Reader, session: SnapshotSession) -> list[Link]:
    """Copies of the session, and the programme to follow: no calendar can follow a single session."""
    subscribe = links.for_feed(feed_url(event), reader.title)[0]
    follow = Link(_("Subscribe to the whole programme"), subscribe.href, subscribe.note)
    if session.is_cancelled or not reader.snapshot.takes_place:
        return [follow]
    file_url = feed_url(event, f"programme/{session.id}.ics")
    return [*links.for_entry(ical.entry(reader, session), file_url), follow]


def _for_search_engines(event: Event, reader: Reader, session: SnapshotSession, shown: Card) -> Markup | None:
    """Nothing of events they must not list."""
    if event.visibility is not Visibility.PUBLIC:
        return None
    organisers = events_jsonld.organisers(event, reader.language)
    return jsonld.script(reader, session, image_url=shown.image, organisers=organisers)
