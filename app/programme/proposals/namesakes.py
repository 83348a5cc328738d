"""Two people of one name in a text, told apart by what else it says of them. Pure."""

from collections import defaultdict
from collections.abc import Iterable

from app.core import text
from app.programme.proposals import persons
from app.programme.proposals.proposal import ProposedPerson, ProposedSession


def tell_apart(sessions: Iterable[ProposedSession]) -> None:
    """Mark all but the first of a name that stands twice in one role of one session, from two places.

    In place, and wherever else the text names them with theirs. Who is from nowhere is the first.
    """
    first: dict[str, str] = {}
    places: dict[str, set[str]] = defaultdict(set)
    everybody = [[one for one in session.people if _may_be_two(one)] for session in sessions]
    for people in everybody:
        together: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in people:
            name = persons.key(one.name)
            first.setdefault(name, _place(one))
            together[name, one.role].add(_place(one))
        for (name, _role), found in together.items():
            if len(found) > 1:
                places[name] |= found
    for one in (one for people in everybody for one in people):
        name = persons.key(one.name)
        if _place(one) in places[name] - {first[name]}:
            one.namesake = _place(one)


def _place(person: ProposedPerson) -> str:
    return text.searchable(persons.place(person))


def _may_be_two(person: ProposedPerson) -> bool:
    return bool(person.name and _place(person)) and not person.is_group and not person.public_id
