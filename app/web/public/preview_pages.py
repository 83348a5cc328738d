"""The draft as visitors would see it, for whoever holds a preview link: the public pages, said to be none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from app.core import clock
from app.events import queries as events
from app.events.models import Event
from app.files import queries as files
from app.files import rules as file_rules
from app.files.errors import NoSuchFile
from app.files.models import StoredFile
from app.http import language
from app.programme import queries as programmes
from app.programme.errors import NoSuchSession
from app.programme.models import PreviewLink
from app.programme.services import commenting, previewing
from app.programme.timetable import days, details
from app.programme.timetable.days import View
from app.programme.timetable.faces import Face
from app.programme.timetable.reader import Reader
from app.programme.timetable.selection import Selection
from app.web.public import people_pages, programme_pages
from app.web.public.event_frame import card
from app.web.public.people_pages import PhotoPaths
from app.web.public.preview_form import CommentForm
from app.web.public.programme_choices import zones


@dataclass(frozen=True, slots=True)
class Opened:
    """A preview while somebody looks at it: the link, and the draft at this moment."""

    link: PreviewLink
    event: Event
    reader: Reader
    home: str
    at: datetime

    @property
    def is_empty(self) -> bool:
        return not self.reader.snapshot.sessions


def opened(link: PreviewLink, token: str) -> Opened:
    """The draft behind a link, read anew: what was corrected a minute ago is seen."""
    event, home = events.event_page(link.event_id), f"/previews/{token}/"
    snapshot = programmes.next_release(event)
    return Opened(link, event, Reader(snapshot, language.current(), home=home), home, clock.now())


def timetable(seen: Opened, zone: str, chosen: Selection, layout: str, form: CommentForm) -> str:
    """All sessions by day, and what has been said of the whole."""
    view = View(zone, None, has_grid=layout != "list", selection=chosen, path=seen.reader.path)
    table = days.build(seen.reader, view)
    return _page(
        seen,
        "public/previews/programme.html",
        _("Programme"),
        **programme_pages.of_timetable(seen.reader, table, chosen, layout),
        **_comments(seen, "", form),
        zone=zone,
        zones=zones(programme_pages.first_moment(seen.reader, seen.at), zone, seen.reader.language),
    )


def session(seen: Opened, public_id: str, zone: str, form: CommentForm) -> str:
    """One session, and what has been said of it. Raises NoSuchSession."""
    found = seen.reader.sessions.get(public_id)
    if found is None:
        raise NoSuchSession
    about = details.build(seen.reader, found, View(zone, None, path=seen.reader.path))
    return _page(
        seen,
        "public/previews/session.html",
        about.row.title,
        session=found,
        about=about,
        photos=_photos(seen, (face for group in about.groups for face in group.faces)),
        here=seen.reader.session_path(found),
        **_comments(seen, "" if found.is_cancelled else public_id, form),
        zone=zone,
        zones=zones(found.starts_at, zone, seen.reader.language),
    )


def people(seen: Opened) -> str:
    """Everybody the draft names or the event presents."""
    found = people_pages.everybody(seen.event, seen.reader, is_draft=True)
    return _page(
        seen,
        "public/people/index.html",
        _("People"),
        people=found,
        photos=_photos(seen, (one.face for one in found)),
        here=f"{seen.home}people/",
    )


def person(seen: Opened, public_id: str, zone: str) -> str:
    """One of them, with their sessions. Raises NoSuchPerson."""
    someone = people_pages.somebody(seen.event, seen.reader, public_id, is_draft=True)
    return _page(
        seen,
        "public/people/show.html",
        someone.face.name,
        someone=someone,
        photos=_photos(seen, [someone.face]),
        sessions=people_pages.sessions_of(seen.reader, public_id, zone),
        here=f"{seen.home}people/{public_id}/",
    )


def photo(link: PreviewLink, public_id: str, variant: str) -> StoredFile:
    """A picture the preview shows, and no other file. Raises NoSuchFile."""
    file = files.by_public_id(public_id)
    if variant not in file_rules.variants(file) or not previewing.shows(link, file):
        raise NoSuchFile
    return file


def _page(seen: Opened, template: str, title: str, **context: Any) -> str:
    menu = [(_("Programme"), seen.reader.path), (_("People"), f"{seen.home}people/")]
    return render_template(
        template,
        event=seen.event,
        preview=seen,
        menu=menu,
        home=seen.home,
        sharing=card(seen.event, "", title),
        **programme_pages.of_release(seen.reader),
        **context,
    )


def _comments(seen: Opened, public_id: str, form: CommentForm) -> dict[str, Any]:
    said = [one for one in commenting.at(seen.link) if one.session == public_id]
    return {"form": form, "comments": said}


def _photos(seen: Opened, faces: Iterable[Face]) -> PhotoPaths:
    """Through the preview's own address: nobody else may open a photo that is not published."""
    paths = people_pages.photos(faces)
    return {file: f"{seen.home}photos/{file}/{path.rpartition('/')[2]}" for file, path in paths.items()}
