"""The people of a release: who they are there, in which sessions, and as what. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import ngettext

from app.core import text
from app.programme import labels
from app.programme.models import AppearanceMode, AppearanceRole
from app.programme.snapshot import SnapshotAppearance, SnapshotPerson, SnapshotSession
from app.programme.timetable.reader import Reader

# "Moderators" over several, "Moderator" over one.
_HEADINGS: dict[str, Callable[[int], str]] = {
    AppearanceRole.SPEAKER: lambda count: ngettext("Speaker", "Speakers", count),
    AppearanceRole.MODERATOR: lambda count: ngettext("Moderator", "Moderators", count),
    AppearanceRole.CHAIR: lambda count: ngettext("Chair", "Chairs", count),
    AppearanceRole.KEYNOTE: lambda count: ngettext("Keynote speaker", "Keynote speakers", count),
    AppearanceRole.PANELLIST: lambda count: ngettext("Panellist", "Panellists", count),
    AppearanceRole.PRESENTER: lambda count: ngettext("Presenter", "Presenters", count),
    AppearanceRole.RESPONDENT: lambda count: ngettext("Respondent", "Respondents", count),
    AppearanceRole.RAPPORTEUR: lambda count: ngettext("Rapporteur", "Rapporteurs", count),
    AppearanceRole.FACILITATOR: lambda count: ngettext("Facilitator", "Facilitators", count),
    AppearanceRole.HOST: lambda count: ngettext("Host", "Hosts", count),
    AppearanceRole.INTERPRETER: lambda count: ngettext("Interpreter", "Interpreters", count),
    AppearanceRole.CONTRIBUTOR: lambda count: ngettext("Contributor", "Contributors", count),
}


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody as a card shows them. `id` is empty for a group without names."""

    id: str
    name: str
    honorific: str = ""
    lines: Sequence[str] = ()
    photo: str = ""  # public id of a file
    photo_credit: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """People with one role in a session."""

    heading: str
    faces: Sequence[Face]


@dataclass(frozen=True, slots=True)
class Part:
    """One appearance of a person: the session, and the role there."""

    session: SnapshotSession
    role: str


def groups(reader: Reader, session: SnapshotSession) -> list[Group]:
    """The people of a session by role, roles and people in the organiser's order."""
    by_role: dict[str, list[Face]] = {}
    for one in session.appearances:
        by_role.setdefault(one.role, []).append(_face(reader, one))
    return [Group(_HEADINGS[role](len(found)), found) for role, found in by_role.items()]


def of_release(reader: Reader) -> list[tuple[SnapshotPerson, Face]]:
    """Everybody who appears, by family name, with whatever they are in any session."""
    lines: dict[str, dict[str, None]] = {}
    for session in reader.snapshot.sessions:
        for one in session.appearances:
            if one.person and not session.is_cancelled:
                lines.setdefault(one.person, {})[reader.capacity(one)] = None
    people = [(person, lines[person.id]) for person in reader.snapshot.people.values() if person.id in lines]
    people.sort(key=lambda pair: (text.searchable(pair[0].sort_name), pair[0].id))
    return [(person, of_person(person, found)) for person, found in people]


def parts(reader: Reader, person: str) -> list[Part]:
    """Where somebody appears, in order."""
    return [
        Part(session, reader.role(one))
        for session in reader.snapshot.sessions
        for one in session.appearances
        if one.person == person
    ]


def of_person(person: SnapshotPerson, lines: Iterable[str]) -> Face:
    return Face(
        id=person.id,
        name=person.name,
        honorific=person.honorific,
        lines=[line for line in lines if line],
        photo=person.photo,
        photo_credit=person.photo_credit,
    )


def _face(reader: Reader, one: SnapshotAppearance) -> Face:
    lines = [reader.capacity(one)]
    if one.mode != AppearanceMode.IN_PERSON:
        lines.append(str(labels.MODE[AppearanceMode(one.mode)]))
    person = reader.person(one)
    if person is None:
        return Face("", reader.text(one.label), lines=[line for line in lines if line])
    return of_person(person, lines)
