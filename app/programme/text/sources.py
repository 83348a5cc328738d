"""What is written out: the draft in its main language, or a release in the language of its reader. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from app.core import localtime, text
from app.events.models import Lifecycle
from app.network import countries
from app.people.models import Person
from app.programme.models import Appearance, ProgrammeItem
from app.programme.rules import Draft, Span
from app.programme.snapshot import Snapshot, SnapshotAppearance, SnapshotPerson, SnapshotSession
from app.programme.text.sheet import Entry, Sheet, Who
from app.programme.text.words import words
from app.programme.timetable.reader import Reader
from app.rendering import dates
from app.rendering.links import absolute

_Texts = Mapping[str, str]


def of_draft(draft: Draft) -> Sheet:
    """Everything organisers work on, also what is not scheduled and who has not been asked yet."""
    event = draft.event
    language = event.main_language
    unclear = _shared_names(
        (person.public_id, person.name) for item in draft.timetable for person in _persons(item)
    )
    return Sheet(
        title=_called(event.title, language),
        language=language,
        time_zone=event.timezone,
        about=[("hint", words(language).hint)],
        entries=[
            _of_item(item, draft.timetable.span(item), language, unclear) for item in draft.timetable
        ],
    )  # fmt: skip


def of_release(snapshot: Snapshot, language: str) -> Sheet:
    """What the public reads; sessions that were cancelled say so, and the head whether the event is on."""
    with force_locale(language):
        reader = Reader(snapshot, language)
        unclear = _shared_names((one.id, one.name) for one in snapshot.people.values())
        return Sheet(
            title=text.clean_line(reader.title),
            language=language,
            time_zone=snapshot.timezone,
            about=[
                ("page", absolute(reader.path)),
                ("release", _release(reader)),
                ("status", text.clean_line(" ".join(_status(reader)))),
            ],
            entries=[_of_session(one, reader, unclear) for one in _in_order(snapshot)],
        )


def nothing_yet(title: str, language: str, time_zone: str, path: str) -> Sheet:
    """Before the first release."""
    with force_locale(language):
        status = _("The programme has not been published yet.")
    about = [("page", absolute(path)), ("status", status)]
    return Sheet(
        title=text.clean_line(title), language=language, time_zone=time_zone, about=about, entries=()
    )


def _persons(item: ProgrammeItem) -> Iterator[Person]:
    yield from (one.person for one in item.appearances if one.person is not None)


def _shared_names(people: Iterable[tuple[str, str]]) -> set[str]:
    """The names that more than one of these persons have."""
    count = Counter(name for _id, name in set(people))
    return {name for name, times in count.items() if times > 1}


def _line(value: _Texts, language: str) -> str:
    return text.clean_line(value.get(language, ""))


def _called(name: _Texts, language: str) -> str:
    """What something is called in this language, or in any: without a name nobody would know it again."""
    return text.clean_line(text.choose(name, (language,))[0])


def _of_item(item: ProgrammeItem, span: Span | None, language: str, unclear: set[str]) -> Entry:
    return Entry(
        title=_called(item.title, language),
        kind=item.kind.value,
        id=item.public_id,
        is_inside=item.parent_id is not None,
        day=span.day if span else None,
        starts=item.starts_local,
        ends=item.ends_local,
        starts_fold=item.starts_fold,
        ends_fold=item.ends_fold,
        rooms=[] if item.in_all_rooms else _named(_called(room.name, language) for room in item.rooms),
        in_all_rooms=item.in_all_rooms,
        track=_called(item.track.name, language) if item.track else "",
        note=_line(item.note, language),
        abstract=text.clean(item.abstract.get(language, "")),
        key_question=text.clean(item.key_question.get(language, "")),
        objective=text.clean(item.objective.get(language, "")),
        focus_points=text.clean(item.focus_points.get(language, "")),
        people=_each(_of_appearance(one, language, unclear) for one in item.appearances),
    )


def _of_appearance(one: Appearance, language: str, unclear: set[str]) -> Who:
    person = one.person
    given = text.clean_line(person.given_name) if person else ""
    family = text.clean_line(person.family_name) if person else ""
    return Who(
        role=one.role.value,
        id=person.public_id if person and person.name in unclear else "",
        honorific=text.clean_line(person.honorific) if person else "",
        given_name=given,
        family_name=family,
        family_name_first=bool(person and person.family_name_first and given and family),
        label="" if person else _called(one.label, language),
        position=_line(one.job, language),
        organisation=_line(one.organisation, language),
        city=text.clean_line(one.city),
        country=_country(one.country, language),
        mode=one.mode.value,
        state=one.state.value,
    )


def _named(names: Iterable[str]) -> list[str]:
    return [name for name in map(text.clean_line, names) if name]


def _each(people: Iterable[Who]) -> list[Who]:
    """Those of whom there is something to read: an unnamed group may have lost its label."""
    return [who for who in people if who.label or who.given_name or who.family_name]


def _country(code: str, language: str) -> str:
    return text.clean_line(countries.name(code, language)) if code else ""


def _release(reader: Reader) -> str:
    snapshot = reader.snapshot
    released_on = localtime.to_local(snapshot.released_at, snapshot.timezone).date()
    return _(
        "%(state)s, release %(number)s, %(day)s",
        state=reader.state,
        number=snapshot.number,
        day=dates.day(released_on, reader.language),
    )


def _status(reader: Reader) -> Iterator[str]:
    """What a reader must know first of an event that is not on, or not at these times."""
    snapshot = reader.snapshot
    if snapshot.takes_place:
        return
    yield (
        _("This event is cancelled.")
        if snapshot.lifecycle == Lifecycle.CANCELLED
        else _("This event is postponed. The date shown is the old one.")
    )
    yield reader.text(snapshot.status_note)


def _in_order(snapshot: Snapshot) -> Iterator[SnapshotSession]:
    """Every session with those inside it; one whose panel is gone stands by itself."""
    known = {session.id for session in snapshot.sessions}
    for session in snapshot.sessions:
        if session.parent not in known:
            yield session
            yield from snapshot.children(session)


def _of_session(session: SnapshotSession, reader: Reader, unclear: set[str]) -> Entry:
    starts, starts_fold = _wall_clock(session.starts_local, session.starts_fold, session, reader)
    ends, ends_fold = _wall_clock(session.ends_local, session.ends_fold, session, reader)
    track = reader.tracks.get(session.track)
    has_start, has_end = not session.start_is_derived, not session.end_is_derived
    return Entry(
        title=text.clean_line(reader.text(session.title)),
        kind=session.kind,
        id=session.id,
        is_inside=session.parent in reader.sessions,
        is_cancelled=session.is_cancelled,
        day=starts.date(),
        starts=starts if has_start else None,
        ends=ends if has_start and has_end else None,
        starts_fold=starts_fold if has_start else 0,
        ends_fold=ends_fold if has_start and has_end else 0,
        rooms=_named(reader.rooms[room] for room in session.rooms),
        in_all_rooms=session.in_all_rooms,
        track=text.clean_line(reader.text(track.name)) if track else "",
        note=text.clean_line(reader.text(session.note)),
        abstract=text.clean(reader.text(session.abstract)),
        key_question=text.clean(reader.text(session.key_question)),
        objective=text.clean(reader.text(session.objective)),
        focus_points=text.clean(reader.text(session.focus_points)),
        people=_each(_of_face(one, reader, unclear) for one in session.appearances),
    )


def _wall_clock(local: datetime, fold: int, session: SnapshotSession, reader: Reader) -> tuple[datetime, int]:
    """By the clock of the event: a session cancelled long ago may have been planned by another one."""
    zone = reader.snapshot.timezone
    if session.timezone == zone:
        return local, fold
    moved = localtime.to_local(localtime.to_utc(local, session.timezone, fold), zone)
    return moved.replace(tzinfo=None, fold=0), moved.fold


def _of_face(one: SnapshotAppearance, reader: Reader, unclear: set[str]) -> Who:
    person = reader.person(one)
    given, family, family_name_first = _names(person) if person else ("", "", False)
    return Who(
        role=one.role,
        id=person.id if person and person.name in unclear else "",
        honorific=text.clean_line(person.honorific) if person else "",
        given_name=given,
        family_name=family,
        family_name_first=family_name_first,
        label="" if person else text.clean_line(reader.text(one.label)),
        position=text.clean_line(reader.text(one.job)),
        organisation=text.clean_line(reader.text(one.organisation)),
        city=text.clean_line(one.city),
        country=_country(one.country, reader.language),
        mode=one.mode,
        state=one.state,
    )


def _names(person: SnapshotPerson) -> tuple[str, str, bool]:
    """Given and family name, which a release keeps in two orders; in one alone the family name is first."""
    parts: Sequence[str] = text.clean_line(person.sort_name).split(" ")
    name = text.clean_line(person.name)
    for cut in range(1, len(parts)):
        family, given = " ".join(parts[:cut]), " ".join(parts[cut:])
        if name == f"{given} {family}":
            return given, family, False
    given = " ".join(parts[1:])
    return given, parts[0], bool(given)
