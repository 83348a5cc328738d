"""Who is in a session by a text, beside who is in it in the draft. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from app.core import text
from app.programme.models import Appearance, AppearanceMode, AppearanceState, ProgrammeItem
from app.programme.proposals import persons
from app.programme.proposals.changes import Change
from app.programme.proposals.persons import Who
from app.programme.proposals.proposal import ProposedPerson, ProposedSession

_UNSAID = {"mode": AppearanceMode.IN_PERSON.value, "state": AppearanceState.CONFIRMED.value}
"""What nobody writes down."""

Cast = Sequence[tuple[ProposedPerson, Appearance | None]]


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
        "mode": person.mode,
        "state": person.state,
    }


def each_once(people: Sequence[ProposedPerson], known: Mapping[str, Who]) -> list[ProposedPerson]:
    """Everybody in a session, in each role once."""
    found: dict[tuple[str, str], ProposedPerson] = {}
    for person in people:
        found.setdefault((persons.identity(known, person), person.role), person)
    return list(found.values())


def cast(session: ProposedSession, item: ProgrammeItem, people: Mapping[str, Who], language: str) -> Cast:
    """Everybody the text names, with their place in the draft: in the same role first, then in another."""
    left, found = list(item.appearances), {}
    named = each_once(session.people, people)
    for in_same_role in (True, False):
        for number, person in enumerate(named):
            fits = (
                one
                for one in left
                if number not in found
                and _is_of(one, person, people, language)
                and (one.role.value == person.role or not in_same_role)
            )
            there = next(fits, None)
            if there is not None:
                found[number] = there
                left.remove(there)
    return [(person, found.get(number)) for number, person in enumerate(named)]


def _is_of(one: Appearance, person: ProposedPerson, people: Mapping[str, Who], language: str) -> bool:
    if person.is_group or not person.name:
        return one.person is None and person.is_group and _label(one, language) == person.name
    return one.person is not None and one.person.public_id == persons.settled(people, person)


def _label(one: Appearance, language: str) -> str:
    return text.clean_line(text.choose(one.label, (language,))[0])


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
        self._before = before.people if before else ()
        self._language = language
        self._cast = cast(session, item, people, language)

    def changes(self) -> Iterator[Change]:
        """Who is named is compared; who is not named any more goes only where anybody is named."""
        for person, there in self._cast:
            yield from self._person(person, there)
            if there is not None and self._session.says_all:
                yield from self._unsaid(person, there)
        yield from self._honorifics()
        if self._session.people or self._session.says_all:
            met = [there for _person, there in self._cast]
            yield from (self._missing(one) for one in self._item.appearances if one not in met)
        yield from self._order()

    def _person(self, person: ProposedPerson, there: Appearance | None) -> Iterator[Change]:
        """What the text before said too is a change of its own: what the draft has since is to stay."""
        said = self._said(person, there)
        if there is None:
            is_known = _as_said(person) in map(_as_said, self._before)
            yield self._change("person", person, None, None, said, is_proposed=not is_known)
            return
        now, known = self._fields(there), self._said_before(person)
        different = {name: value for name, value in said.items() if now[name] != value}
        again = {name: value for name, value in different.items() if known.get(name) == value}
        fresh = {name: value for name, value in different.items() if name not in again}
        for kind, after in (("person", fresh), ("again", again)):
            if after:
                before = {name: now[name] for name in after}
                yield self._change(kind, person, there, before, after, is_proposed=kind == "person")

    def _said_before(self, person: ProposedPerson) -> dict[str, str]:
        """What the text before this one said of somebody here, in the same role or else in another."""
        key = persons.key_of(person)
        same = [one for one in self._before if persons.key_of(one) == key]
        same.sort(key=lambda one: one.role != person.role)
        return appearance_fields(same[0]) if same else {}

    def _said(self, person: ProposedPerson, there: Appearance | None) -> dict[str, str]:
        """What the text really says: what nobody writes down is said only in a text of our own."""
        says_all = self._session.says_all and there is not None
        return {
            name: value
            for name, value in appearance_fields(person).items()
            if value
            and (says_all or value != _UNSAID.get(name))
            and (name != "role" or there is None or person.role_is_said)
        }

    def _unsaid(self, person: ProposedPerson, there: Appearance) -> Iterator[Change]:
        """What the draft says of somebody and a text of our own does not."""
        before = self._fields(there)
        silent = [name for name, value in appearance_fields(person).items() if not value and before[name]]
        if silent:
            lost = {name: before[name] for name in silent}
            yield self._change(
                "unsaid", person, there, lost, dict.fromkeys(silent, ""), is_proposed=False
            )  # fmt: skip

    def _change(
        self,
        kind: str,
        person: ProposedPerson,
        there: Appearance | None,
        before: dict[str, str] | None,
        after: dict[str, str],
        *,
        is_proposed: bool,
    ) -> Change:
        key = f"{self._session.number}/{kind}/{persons.key_of(person)}/{person.role}"
        return Change(
            key=key, what="person", before=before, after=after, name=person.name or "–", person=person,
            appearance=there, is_proposed=is_proposed,
        )  # fmt: skip

    def _honorifics(self) -> Iterator[Change]:
        """Of those who are at home in this event: others are looked after by other teams."""
        seen = set()
        for person, there in self._cast:
            known = there.person if there else None
            if there is None or known is None or known.home_event_id != self._item.event_id:
                continue
            said, key = person.honorific, persons.key_of(person)
            is_told = (said or self._session.says_all) and key not in seen
            if is_told and said != text.clean_line(known.honorific):
                same = (key, said) in {(persons.key_of(one), one.honorific) for one in self._before}
                yield Change(
                    key=f"{self._session.number}/honorific/{key}", what="honorific", before=known.honorific,
                    after=said, name=known.name, appearance=there, is_proposed=bool(said) and not same,
                )  # fmt: skip
            seen.add(key)

    def _missing(self, one: Appearance) -> Change:
        name = one.person.name if one.person else _label(one, self._language)
        key = f"{self._session.number}/missing/{one.public_id}"
        return Change(
            key=key, what="person", before=self._fields(one), after=None, name=name, appearance=one,
            is_proposed=False,
        )  # fmt: skip

    def _order(self) -> Iterator[Change]:
        """The order in which the text names those who are there. Some texts name groups apart."""
        says_all = self._session.says_all
        wanted = [
            there
            for person, there in self._cast
            if there is not None and (says_all or not person.is_group)
        ]  # fmt: skip
        now = [one for one in self._item.appearances if one in wanted]
        if now != wanted:
            same = [*map(_in_role, self._before)] == [*map(_in_role, self._session.people)]
            yield Change(
                key=f"{self._session.number}/order", what="order", before=self._names(now),
                after=self._names(wanted), is_proposed=not same,
            )  # fmt: skip

    def _names(self, appearances: Sequence[Appearance]) -> list[str]:
        return [one.person.name if one.person else _label(one, self._language) for one in appearances]

    def _fields(self, one: Appearance) -> dict[str, str]:
        """What an appearance says of its own."""
        return {
            name: text.clean_line(value.get(self._language, "") if isinstance(value, dict) else str(value))
            for name in ("job", "organisation", "city", "country", "role", "mode", "state")
            for value in (getattr(one, name),)
        }


def _in_role(person: ProposedPerson) -> tuple[str, str]:
    return persons.key_of(person), person.role


def _as_said(person: ProposedPerson) -> tuple[str, ...]:
    """What is the same while the text says the same of somebody."""
    return persons.key_of(person), *appearance_fields(person).values()
