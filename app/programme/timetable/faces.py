"""The people of a release: who they are there, in which sessions, and as what. Pure."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core import text
from app.programme import labels
from app.programme.models import AppearanceMode, AppearanceRole
from app.programme.snapshot import SnapshotAppearance, SnapshotPerson, SnapshotSession, Texts
from app.programme.timetable.reader import Reader, hedged, is_confirmed

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
    photo_alt: Texts = field(default_factory=dict)


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
    return [Group(heading, [_face(reader, one) for one in found]) for heading, found in by_role(session)]


def by_role(session: SnapshotSession) -> list[tuple[str, list[SnapshotAppearance]]]:
    """The same as they appear, under what one or several of their role are called."""
    found: dict[str, list[SnapshotAppearance]] = {}
    for one in session.appearances:
        found.setdefault(one.role, []).append(one)
    return [(_HEADINGS[role](len(those)), those) for role, those in found.items()]


def remarks(one: SnapshotAppearance) -> list[str]:
    """How they take part where that is not in the room, and that nobody has agreed yet."""
    said = [] if one.mode == AppearanceMode.IN_PERSON else [str(labels.MODE[AppearanceMode(one.mode)])]
    return said if is_confirmed(one) else [*said, _("To be confirmed")]


def of_release(reader: Reader) -> list[tuple[SnapshotPerson, Face]]:
    """Everybody who appears, by family name, with whatever they are in any session."""
    held = [session for session in reader.snapshot.sessions if not session.is_cancelled]
    roles: dict[str, list[SnapshotAppearance]] = {}
    for one in (one for session in held for one in session.appearances if one.person):
        roles.setdefault(one.person, []).append(one)
    people = [person for person in reader.snapshot.people.values() if person.id in roles]
    people.sort(key=lambda person: (text.searchable(person.sort_name), person.id))
    return [(person, of_person(person, _lines(reader, roles[person.id]))) for person in people]


def of_whoever(reader: Reader, person: str) -> tuple[SnapshotPerson, Face] | None:
    """The same for one of them, also where all their sessions are cancelled; None for strangers."""
    everybody = (one for session in reader.snapshot.sessions for one in session.appearances)
    roles = [one for one in everybody if one.person == person]
    found = reader.snapshot.people.get(person)
    return (found, of_person(found, _lines(reader, roles))) if found is not None and roles else None


def _lines(reader: Reader, roles: Sequence[SnapshotAppearance]) -> Iterable[str]:
    """What they are, each only once; in doubt as long as they have agreed to nothing."""
    lines = dict.fromkeys(reader.capacity(one) for one in roles)
    return [*lines, "" if any(is_confirmed(one) for one in roles) else _("To be confirmed")]


def parts(reader: Reader, person: Collection[str]) -> list[Part]:
    """Where somebody appears, in order, under any of their public ids; each role in a session once."""
    found = (
        Part(session, hedged(reader.role(one), one.state))
        for session in reader.snapshot.sessions
        for one in session.appearances
        if one.person in person
    )
    return list({(part.session.id, part.role): part for part in found}.values())


def of_person(person: SnapshotPerson, lines: Iterable[str]) -> Face:
    return Face(
        id=person.id,
        name=person.name,
        honorific=person.honorific,
        lines=[line for line in lines if line],
        photo=person.photo,
        photo_credit=person.photo_credit,
        photo_alt=person.photo_alt,
    )


def _face(reader: Reader, one: SnapshotAppearance) -> Face:
    lines = [reader.capacity(one), *remarks(one)]
    person = reader.person(one)
    if person is None:
        return Face("", reader.text(one.label), lines=[line for line in lines if line])
    return of_person(person, lines)
