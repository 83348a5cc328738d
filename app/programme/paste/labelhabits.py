"""What a label leads to everywhere in a text tells what it leads to where a line leaves it open."""

from collections import defaultdict
from collections.abc import Iterable

from app.programme.paste.drafts import ItemDraft, PersonDraft
from app.programme.paste.roles import is_plural

_PAIR = 2
_FEWEST = 2  # times that make a habit
_COMMA = len(", ")


def settle_bodies(items: Iterable[ItemDraft]) -> None:
    """Of two bare names behind a label the second is a body, where the label always leads to one person.

    "Presenter: Ada Example, Delta Moor" is told so by "Presenter: Bo Sample, Harbour University".
    """
    for found in _labelled(items).values():
        alone = [people[0] for _, people in found if len(people) == 1]
        pairs = [(item, people) for item, people in found if len(people) == _PAIR]
        told = sum(one.has_affiliation and not one.is_bracketed for one in alone)
        if told < _FEWEST or not all(_may_be_body(*people) for _, people in pairs):
            continue
        for item, (person, body) in pairs:
            person.organisation = [body.name]
            item.people = [one for one in item.people if one is not body]


def _labelled(items: Iterable[ItemDraft]) -> dict[str, list[tuple[ItemDraft, list[PersonDraft]]]]:
    """By labels for one, as they are spelled: the items they stand in, and the people behind each."""
    found: dict[str, list[tuple[ItemDraft, list[PersonDraft]]]] = defaultdict(list)
    for item in items:
        lists: dict[tuple[int, str], list[PersonDraft]] = defaultdict(list)
        for person in item.people:
            if (said := person.role_run) and not is_plural(said.folded):
                lists[said.start, said.folded].append(person)
        for (_, label), people in lists.items():
            found[label].append((item, people))
    return found


def _may_be_body(person: PersonDraft, body: PersonDraft) -> bool:
    """Whether two names stand side by side, of which nothing else is said."""
    are_bare = not (person.has_affiliation or body.has_affiliation or body.honorific or body.tbc or body.note)
    return are_bare and body.name.start - person.name.end == _COMMA
