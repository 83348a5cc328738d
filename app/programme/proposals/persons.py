"""Who the people of a proposal are: somebody of the draft, somebody we know, somebody else. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.core import text
from app.people import doubles, rules
from app.people.models import Person
from app.programme.proposals.proposal import NEW, Proposal, ProposedPerson

IN_TEXT = "text:"  # stands before the key of somebody of the same text
NAMED = "id:"  # stands before the public id of whom the text names


@dataclass(frozen=True, slots=True)
class Who:
    """One name of a text and whose it may be.

    `chosen` is a person's public id, IN_TEXT with another key, or NEW. Where `is_doubtful`, an
    organiser should look: nothing but the same name in this very event is taken for sure, everybody
    else is new until an organiser says whom they are.
    """

    key: str
    name: str
    chosen: str
    is_doubtful: bool
    known: Sequence[Person] = ()
    alike: Sequence["Name"] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the text has it first, and what counts of it.

    `place` is what tells whoever has it from a namesake of the same text; None when there is none.
    """

    key: str
    name: str
    place: str | None = None


def key(name: str) -> str:
    """What is the same for all spellings and orders of the words of a name."""
    return " ".join(sorted(rules.words(name))) or name


def key_of(person: ProposedPerson) -> str:
    """What is the same wherever the text means the same person: who it says they are, or their name."""
    if person.public_id:
        return f"{NAMED}{person.public_id}"
    return f"{key(person.name)} ({person.namesake})" if person.namesake else key(person.name)


def place(person: ProposedPerson) -> str:
    """Where somebody is from by the text, or what they are: it tells namesakes apart."""
    return person.organisation or person.position


def names(proposal: Proposal) -> dict[str, str]:
    """Every name of the text by its key, as it is written first."""
    found: dict[str, str] = {}
    for person in proposal.people():
        found.setdefault(key_of(person), person.name)
    return found


def meant(proposal: Proposal) -> list[tuple[str, str]]:
    """Every public id that the text or an organiser has named, with the name it stands for."""
    by_text = [(person.public_id, person.name) for person in proposal.people() if person.public_id]
    decided = [(proposal.who[one], name) for one, name in names(proposal).items() if one in proposal.who]
    return [*by_text, *((chosen, name) for chosen, name in decided if _is_person(chosen))]


def as_corrected(read: Proposal, corrected: Proposal) -> dict[str, ProposedPerson]:
    """Everybody in a text as it was read, by the keys of their names, and who an organiser says they are."""
    found: dict[str, ProposedPerson] = {}
    for session in read.sessions:
        now = corrected.session(session.number)
        if now is None:
            continue
        same = {key_of(person): person for person in now.people}
        is_whole = len(now.people) == len(session.people)
        for place, person in enumerate(session.people):
            one = same.get(key_of(person)) or (now.people[place] if is_whole else None)
            if one is not None and one.name and not (person.is_group or one.is_group):
                found.setdefault(key_of(person), one)
    return found


def told_before(names: Collection[str], applied: Iterable[Proposal]) -> dict[str, str]:
    """Whom the last text that had each of these names meant by it, by the keys of the names.

    `applied` are texts as they were read when they were applied, the newest first.
    """
    found: dict[str, str] = {}
    for text_before in applied:
        for one, public_id in text_before.who.items():
            if one in names and _is_person(public_id):
                found.setdefault(one, public_id)
    return found


def recognise(
    proposal: Proposal,
    known: Mapping[str, Sequence[Person]],
    here: Collection[int],
    successors: Mapping[str, str],
    before: Mapping[str, str],
) -> dict[str, Who]:
    """Whose each name is.

    `known` are those a name may mean, `here` the numbers of the event's own; `successors` tells by public
    ids who has become part of whom, `before` whom an earlier text meant: they may be called otherwise now.
    """
    found = names(proposal)
    places = _places(proposal)
    written = [Name(one, name, places.get(one)) for one, name in found.items()]
    alike = _alike(written)
    whose = {one.key: known.get(one.name, ()) for one in written}
    decided = {one: successors.get(chosen, chosen) for one, chosen in proposal.who.items()}
    meant = {one: successors.get(chosen, chosen) for one, chosen in before.items()}
    return {
        one.key: _named(one, whose[one.key], successors)
        or _who(one, _ours(one, whose[one.key], here, meant), whose[one.key], alike[one.key], decided)
        for one in written
    }


def _named(name: Name, known: Sequence[Person], successors: Mapping[str, str]) -> Who | None:
    """Whom the text itself names, where we know them."""
    public_id = name.key.removeprefix(NAMED)
    public_id = successors.get(public_id, public_id)
    if not name.key.startswith(NAMED) or all(person.public_id != public_id for person in known):
        return None
    return Who(name.key, name.name, public_id, is_doubtful=False)


def _is_person(chosen: str) -> bool:
    return chosen != NEW and not chosen.startswith(IN_TEXT)


def settled(people: Mapping[str, Who], person: ProposedPerson) -> str:
    """Whom somebody of the text has been decided to be: a public id, or the key of one who is new."""
    who = people[key_of(person)]
    for _ in people:
        if not who.chosen.startswith(IN_TEXT):
            break
        other = people.get(who.chosen.removeprefix(IN_TEXT))
        if other is None:
            break
        who = other
    return who.key if who.chosen == NEW or who.chosen.startswith(IN_TEXT) else who.chosen


def identity(people: Mapping[str, Who], person: ProposedPerson) -> str:
    """What is the same where somebody, or a group, is named twice."""
    is_nobody = person.is_group or not person.name
    return f"group:{person.name}" if is_nobody else settled(people, person)


def _ours(
    name: Name, known: Sequence[Person], here: Collection[int], meant: Mapping[str, str]
) -> list[Person]:
    """Those of this very event who have the name, or else had it when a text brought them."""
    there = [person for person in known if person.id in here]
    ours = [person for person in there if key(person.name) == key(name.name)]
    if name.place is not None:
        ours = [person for person in ours if text.searchable(name.place) in _known_places(person)]
    return ours or [person for person in there if person.public_id == meant.get(name.key)]


def _who(
    name: Name,
    ours: Sequence[Person],
    known: Sequence[Person],
    alike: Sequence[Name],
    decided: Mapping[str, str],
) -> Who:
    is_sure = len(ours) == 1
    offered = {NEW, *(person.public_id for person in known), *(IN_TEXT + one.key for one in alike)}
    found = ours[0].public_id if is_sure else NEW  # a namesake from elsewhere is offered, and no more
    chosen = said if (said := decided.get(name.key, "")) in offered else found
    return Who(name.key, name.name, chosen, bool(known or alike) and not is_sure, known, alike, name.place)


def _places(proposal: Proposal) -> dict[str, str]:
    """What the text says of each of those who share a name, by their keys."""
    shared = {key(person.name) for person in proposal.people() if person.namesake}
    found: dict[str, str] = {}
    for person in proposal.people():
        if key(person.name) in shared and not found.get(key_of(person)):
            found[key_of(person)] = place(person)
    return found


def _known_places(person: Person) -> set[str]:
    """Where somebody we know is from, and what they are there, in any language."""
    said = (one.get(name) or {} for one in person.affiliations for name in ("organisation", "position"))
    return {text.searchable(words) for one in said for words in one.values()}


def _alike(found: Sequence[Name]) -> dict[str, list[Name]]:
    """For each name those of the same text, written before it, that may mean the same person."""
    alike: dict[str, list[Name]] = {one.key: [] for one in found}
    for earlier, later in doubles.pairs(dict(enumerate(one.name for one in found))):
        alike[found[later].key].append(found[earlier])
    return alike
