"""Who is in a session by a text, beside who is in it in the draft. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from app.core import text
from app.programme.models import Appearance, AppearanceMode, ProgrammeItem
from app.programme.proposals import persons
from app.programme.proposals.changes import Change
from app.programme.proposals.persons import Who
from app.programme.proposals.proposal import ProposedPerson, ProposedSession

_OF_PERSON = ("job", "organisation", "city", "country", "role", "mode")  # what an appearance says of its own


def changes(
    session: ProposedSession,
    item: ProgrammeItem,
    before: ProposedSession | None,
    people: Mapping[str, Who],
    language: str,
) -> list[Change]:
    """What is different about people. `before` is what the text before this one said of the session."""
    return list(_Comparing(session, item, before, people, language).changes())


def appearance_fields(person: ProposedPerson) -> dict[str, str]:
    """What the text says of somebody, under the names the draft has for it."""
    return {
        "job": person.position,
        "organisation": person.organisation,
        "city": person.city,
        "country": person.country,
        "role": person.role,
        "mode": "" if person.mode == AppearanceMode.IN_PERSON else person.mode,  # what nobody says
    }


class _Comparing:
    def __init__(
        self,
        session: ProposedSession,
        item: ProgrammeItem,
        before: ProposedSession | None,
        people: Mapping[str, Who],
        language: str,
    ) -> None:
        self._session = session
        self._item = item
        self._before = before
        self._people = people
        self._language = language

    def changes(self) -> Iterator[Change]:
        """Who is named is compared; who is not named any more goes only where anybody is named."""
        left = list(self._item.appearances)
        for person in self._session.people:
            there = self._appearance(person, left)
            if there is not None:
                left.remove(there)
            yield from self._person(person, there)
        if self._session.people:
            yield from (self._missing(appearance) for appearance in left)

    def _appearance(self, person: ProposedPerson, left: Sequence[Appearance]) -> Appearance | None:
        if person.is_group:
            fits = [one for one in left if one.person is None and self._label(one) == person.name]
        else:
            chosen = persons.settled(self._people, person)
            fits = [one for one in left if one.person is not None and one.person.public_id == chosen]
        return next((one for one in fits if one.role.value == person.role), fits[0] if fits else None)

    def _person(self, person: ProposedPerson, there: Appearance | None) -> Iterator[Change]:
        said = {name: value for name, value in appearance_fields(person).items() if value}
        if there is not None and not person.role_is_said:
            del said["role"]
        before = self._fields(there) if there else None
        if before is not None:
            said = {name: value for name, value in said.items() if before[name] != value}
            before = {name: before[name] for name in said}
        if before is None or said:
            key = f"{self._session.number}/person/{persons.key_of(person)}/{person.role}"
            same = self._before is not None and _as_said(person) in map(_as_said, self._before.people)
            yield Change(
                key=key, what="person", before=before, after=said, name=person.name, person=person,
                appearance=there, is_proposed=not same,
            )  # fmt: skip

    def _missing(self, one: Appearance) -> Change:
        name = one.person.name if one.person else self._label(one)
        key = f"{self._session.number}/missing/{one.public_id}"
        return Change(
            key=key, what="person", before=self._fields(one), after=None, name=name, appearance=one,
            is_proposed=False,
        )  # fmt: skip

    def _label(self, one: Appearance) -> str:
        return text.choose(one.label, (self._language,))[0]

    def _fields(self, one: Appearance) -> dict[str, str]:
        return {
            name: value.get(self._language, "") if isinstance(value, dict) else str(value)
            for name in _OF_PERSON
            for value in (getattr(one, name),)
        }


def _as_said(person: ProposedPerson) -> tuple[str, ...]:
    """What is the same while the text says the same of somebody."""
    return persons.key_of(person), person.honorific, *appearance_fields(person).values()
