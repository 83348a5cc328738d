"""The people of an event: those its current release names, and those its page presents."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.core import clock, text
from app.events import queries as events
from app.events.models import Event, FeaturedPerson
from app.files import queries as files
from app.files import rules as file_rules
from app.http import language
from app.http.page_store import Page
from app.people import queries as persons
from app.people.errors import NoSuchPerson
from app.people.models import Likeness
from app.programme import queries as programmes
from app.programme.snapshot import Texts
from app.programme.timetable import days, faces
from app.programme.timetable.days import Row, View
from app.programme.timetable.faces import Face
from app.programme.timetable.reader import Reader
from app.rendering import lists
from app.web.filters import tr_text
from app.web.public import pictures
from app.web.public.event_frame import card, frame

PhotoPaths = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Someone:
    """One person with what the release and the event's page know of them."""

    face: Face
    sort_name: str
    biography: Texts = field(default_factory=dict)
    links: list[dict[str, str]] = field(default_factory=list)
    role: str = ""  # on the event's page
    quotation: Texts = field(default_factory=dict)


class Moved(Exception):
    """The entry has been merged into another one, whose public id is `person`."""

    def __init__(self, person: str) -> None:
        super().__init__()
        self.person = person


def index(slug: str) -> Page:
    """Everybody, by family name. Raises NoSuchEvent."""
    event = events.whole(slug)
    people = everybody(event, _reader(event))
    return frame(event, clock.now()).page(
        "public/people/index.html",
        card(event, "people/", _("People")),
        people=people,
        photos=photos(one.face for one in people),
    )


def person(slug: str, public_id: str, zone: str) -> Page:
    """One of them, with their sessions. Raises NoSuchEvent, NoSuchPerson, or Moved."""
    event = events.whole(slug)
    reader = _reader(event)
    _lead_on(public_id, _by_public_id(event, reader))
    someone = somebody(event, reader, public_id)
    described = tr_text(someone.biography) or lists.join(someone.face.lines, language.current())
    return frame(event, clock.now()).page(
        "public/people/show.html",
        card(event, f"people/{public_id}/", someone.face.name, described),
        someone=someone,
        photos=photos([someone.face]),
        sessions=sessions_of(reader, public_id, zone),
    )


def _lead_on(public_id: str, there: Collection[str]) -> None:
    """Raises Moved when this entry has become part of one of those that are there."""
    if public_id in there:
        return
    kept = persons.successors([public_id]).get(public_id)
    if kept is not None and kept in there:
        raise Moved(kept)


def photos(shown: Iterable[Face]) -> PhotoPaths:
    """Where the photos of these people are, by their file, in one query."""
    wanted = {face.photo for face in shown if face.photo}
    found = files.by_public_ids(wanted) if wanted else {}
    return {
        public_id: file_rules.public_path(file, f"{sizes[0]}.webp")
        for public_id, file in found.items()
        if (sizes := file_rules.widths(file))
    }


def everybody(event: Event, reader: Reader | None, *, is_draft: bool = False) -> list[Someone]:
    """Whom the programme `reader` sees names, and whom the event presents, by family name.

    In a draft they are what they have just said of themselves, which the public does not read yet.
    """
    return sorted(_by_public_id(event, reader, is_draft=is_draft).values(), key=_by_name)


def somebody(event: Event, reader: Reader | None, public_id: str, *, is_draft: bool = False) -> Someone:
    """One of them. Raises NoSuchPerson."""
    found = _by_public_id(event, reader, is_draft=is_draft).get(public_id) or _called_off(reader, public_id)
    if found is None:
        raise NoSuchPerson
    return found


def _reader(event: Event) -> Reader | None:
    """The current release in the page's language; None before the first."""
    snapshot = programmes.current(event)
    return Reader(snapshot, language.current()) if snapshot else None


def _by_public_id(event: Event, reader: Reader | None, *, is_draft: bool = False) -> dict[str, Someone]:
    """Who is featured as well keeps what the programme says of them."""
    released = faces.of_release(reader) if reader else []
    people = {one.id: Someone(face, one.sort_name, one.biography, one.links) for one, face in released}
    for featured in event.featured:
        known = people.get(featured.person.public_id)
        shown = featured.person.likeness if is_draft else featured.shown
        people[featured.person.public_id] = _featured(featured, shown, known)
    for former, kept in persons.successors(people).items():
        if kept in people:  # what the release says of an entry that was merged since is said there
            del people[former]
    return people


def _called_off(reader: Reader | None, public_id: str) -> Someone | None:
    """Whoever only appears in what is cancelled: not in the list, but the sessions' pages lead here."""
    found = faces.of_whoever(reader, public_id) if reader else None
    return Someone(found[1], found[0].sort_name, found[0].biography, found[0].links) if found else None


def _featured(featured: FeaturedPerson, one: Likeness, known: Someone | None) -> Someone:
    person, shown = featured.person, pictures.portrait(featured)
    face = Face(
        id=person.public_id,
        name=one.name,
        honorific=one.honorific,
        lines=known.face.lines if known else shown.lines,
        photo=one.photo.public_id if one.photo else "",
        photo_credit=one.photo_credit,
        photo_alt=one.photo_alt,
    )
    return Someone(face, one.sort_name, one.biography, person.links, shown.role, featured.quotation)


def sessions_of(reader: Reader | None, public_id: str, zone: str) -> list[tuple[str, str, Row]]:
    """Role, day and session of each appearance, in order."""
    if reader is None:
        return []
    writer = days.Writer(reader, View(zone, None, path=reader.path))
    return [
        (part.role, writer.day(part.session), writer.row(part.session, ()))
        for part in faces.parts(reader, {public_id, *persons.former_public_ids(public_id)})
    ]


def _by_name(one: Someone) -> tuple[str, str]:
    return text.searchable(one.sort_name), one.face.id
