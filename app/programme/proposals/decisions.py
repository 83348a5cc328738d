"""What was decided about an applied text: for whom its names were taken."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.people import queries as people
from app.people.models import Person
from app.programme import queries
from app.programme.models import PastedText
from app.programme.proposals import persons
from app.programme.proposals.persons import Who
from app.programme.proposals.proposal import load
from app.programme.proposals.queries import Review


@dataclass(frozen=True, slots=True)
class Decision:
    """For whom a name was taken. `said` is what an organiser has chosen, if anything, as in Who."""

    who: Who
    said: str
    person: Person | None


def taken(pasted: PastedText, review: Review) -> list[Decision]:
    """The names of an applied text that could have meant somebody else, and what has become of each."""
    found = _persons(pasted, review)
    decisions = [
        Decision(who, review.proposal.who.get(key, ""), found.get(key))
        for key, who in review.differences.people.items()
    ]
    return [one for one in decisions if _was_open(one)]


def _was_open(one: Decision) -> bool:
    others = [person for person in one.who.known if person is not one.person]
    return bool(one.said) or (one.person is not None and bool(others or one.who.alike))


def _persons(pasted: PastedText, review: Review) -> Mapping[str, Person]:
    """Who everybody is today, by the keys of the names as they were corrected."""
    read = load(pasted.reading)
    named = persons.as_corrected(read, review.proposal)
    meant = {persons.key_of(named[key]): one for key, one in read.who.items() if key in named}
    successors = people.successors(set(meant.values()))
    today = {key: successors.get(one, one) for key, one in meant.items()}
    known = people.by_public_ids(set(today.values()), queries.may_be_found_for(pasted.event))
    there = {person.public_id: person for person in known}
    return {key: there[one] for key, one in today.items() if one in there}
