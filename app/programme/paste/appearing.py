"""People entering an item: behind labels, in author lists, one by one; and what they lead to expect."""

from dataclasses import dataclass, field

from app.programme.paste.authors import author_reader
from app.programme.paste.bodylines import BodyLine
from app.programme.paste.drafts import GroupDraft, ItemDraft, PersonDraft
from app.programme.paste.kinds import kind_reader
from app.programme.paste.ledger import Ledger
from app.programme.paste.openplaces import open_place_reader
from app.programme.paste.people import people_reader
from app.programme.paste.roles import Label, label_reader
from app.programme.paste.runs import Run
from app.programme.paste.talks import Talk
from app.programme.paste.vocabulary import Vocabulary

_MOST_GROUP_WORDS = 12
_WELCOMING = {"opening", "address"}
_EDGES = " .;|–-"


@dataclass
class State:
    """What the lines before have promised for the next one."""

    role: Label | None = None  # whoever comes next is that
    paragraph: str = ""  # the field that the next lines belong to
    card: PersonDraft | None = None  # whose office and body may stand on the next lines
    card_lines: int = 0
    has_cards: bool = False  # a card before this one had an office under its name
    authors: list[tuple[PersonDraft, list[int]]] = field(default_factory=list)
    in_series: bool = False  # this line and the next one are quoted titles
    is_talk: bool = False  # one of several inside an item, each with its speaker first
    has_one_quote: bool = False  # one line of the item is all in quotation marks
    is_spaced: bool = False  # a blank line parts even the clock from the title
    is_over: bool = False  # what follows is no part of the item: a letter's end, a heading
    said_role: bool = False
    follows_title: bool = False
    is_above_office: bool = False  # the next line is an office: this one names who holds it
    is_promised: bool = False  # the line before ended with a colon: here comes the title
    listed: Label | None = None  # whose people may go on below: "Speakers: A, Director"
    unfinished: list[PersonDraft] = field(default_factory=list)  # their line ended with a comma
    sharing: list[PersonDraft] = field(default_factory=list)  # their body may stand on the next line


class Entrance:
    """Lets people into items."""

    def __init__(self, words: Vocabulary, ledger: Ledger) -> None:
        self._words = words
        self._ledger = ledger
        self._people = people_reader(words)
        self._authors = author_reader(words)
        self._labels = label_reader(words)
        self._kinds = kind_reader(words)
        self._open_places = open_place_reader(words)

    def labelled(self, item: ItemDraft, rest: Run, label: Label, state: State) -> bool:
        """The people behind a label, and those behind further labels in the line."""
        named = self._labels.title_inside(rest, is_labelled=True)
        if named and self._people.people(rest.part(0, named[0]), sure=True):
            self._entitle(item, rest.part(named[1]), may_be_title=True)
            rest = rest.part(0, named[0])
        inner = [
            (start, other)
            for start, other in self._labels.inside(rest)
            if other.has_colon or rest.text[:start].rstrip().endswith(";") or self._adds(rest, start, other)
        ]
        first = rest.part(0, inner[0][0]) if inner else rest
        others = self._others(first, label)
        first = first.part(0, others.start - first.start) if others else first
        if not self._behind(item, first.stripped(_EDGES), label, state):
            return False
        self.all(item, self._people.people(others, sure=True, alone=True) if others else [], None)
        ends = [*(start for start, _ in inner[1:]), len(rest.text)][: len(inner)]
        for (_, other), end in zip(inner, ends, strict=True):
            self._behind(item, rest.part(other.end, end).stripped(_EDGES), other, state)
        return True

    def announced(self, item: ItemDraft, run: Run, following: BodyLine | None) -> bool:
        """Whether a line only leads to the people below, who all welcome: "Welcome addresses:"."""
        if following is None or not item.title or not run.text.endswith(":"):
            return False
        kind = self._kinds.only(run.stripped(_EDGES + ":"))
        is_lead = kind is not None and kind[0] in _WELCOMING
        if not is_lead or not self._people.people(following.run, sure=True):
            return False
        self._ledger.claim(run, "role label", item)
        return True

    def _others(self, run: Run, label: Label) -> Run | None:
        """Those behind the one whom a label names, and a semicolon: "Chair: A; B, City of X; C"."""
        place = run.text.find(";") if label.is_for_one and label.is_of_person else -1
        others = run.part(place + 1).stripped(_EDGES) if place > 0 else None
        return others if others and self._people.people(others, sure=True, alone=True) else None

    def _adds(self, run: Run, start: int, label: Label) -> bool:
        """Whether others follow who are something else: "moderated by A, with B (City of X) and C"."""
        is_parted = label.cuts and run.text[:start].rstrip().endswith((",", "."))
        return is_parted and bool(self._people.people(run.part(label.end).stripped(_EDGES)))

    def mixed(self, item: ItemDraft, run: Run, label: Label | None, state: State) -> bool:
        """People of whom the last have a label of their own: "A, City of X; moderated by B"."""
        labels = self._labels.inside(run)
        place = next((start for start, label in labels if _is_parted(run, start, label)), None)
        if place is None:
            return False
        people = self._people.people(run.part(0, place).stripped(_EDGES), sure=True)
        last = next(other for start, other in labels if start == place)
        if not people or not self._behind(item, run.part(last.end).stripped(_EDGES), last, state):
            return False
        labelled = item.people[:]
        item.people.clear()
        self.all(item, people, label)
        item.people += labelled
        return True

    def all(
        self, item: ItemDraft, people: list[PersonDraft], label: Label | None, run: Run | None = None
    ) -> None:
        """These people, as what the label says, and whom their list leaves open."""
        for place in self._open_places.read(run, people) if run and people else ():
            self.group(item, place, label)
        for person in people:
            if label is not None and not person.role:
                person.role, person.role_run = label.key, label.said
        item.people += people

    def talk(self, item: ItemDraft, talk: Talk, state: State, *, is_alone: bool) -> None:
        """One of several talks inside a session that has a title: its people, and what they speak about.

        If it is the only one, and the title says no more than "Keynote", that is the title.
        """
        self.all(item, talk.people, state.role or state.listed)
        if talk.title:
            self._entitle(item, talk.title, may_be_title=is_alone)
        state.follows_title, state.card = False, None

    def _entitle(self, item: ItemDraft, title: Run, *, may_be_title: bool) -> None:
        """What somebody speaks about: the title, where the item's says no more than "Keynote"."""
        kind = self._kinds.only(item.title[0]) if may_be_title and len(item.title) == 1 else None
        if kind and not item.label:
            item.label, item.title = item.title[0], [title]
            item.kind, item.kind_run = kind
        else:
            item.abstract.append(title)

    def turn(self, run: Run, state: State) -> None:
        """A line that only says what comes next, "Keynote speech", ends what the lines before have said."""
        kind = self._kinds.only(run)
        if kind is not None:
            is_keynote = kind[0] == "keynote"
            state.listed = Label(kind[0], run.end, run, has_colon=False) if is_keynote else None
            state.role = None
        elif state.listed is not None and state.listed.key == "keynote":
            state.listed = None  # who gave it has been named

    def group(self, item: ItemDraft, run: Run, label: Label | None) -> None:
        """These people without names, as what the label says."""
        item.groups.append(GroupDraft(run, label.key, label.said) if label else GroupDraft(run))

    def authors(self, item: ItemDraft, run: Run, state: State) -> bool:
        """A list of authors, or where those of the line before are from."""
        if state.authors:
            expected = sorted({number for _, numbers in state.authors for number in numbers})
            if bodies := self._authors.affiliations(run, expected):
                self._authors.affiliate(state.authors, bodies)
                return True
        inner = self._labels.inside(run)
        if inner and (kind := self._kinds.only(run.part(0, inner[0][0]))):
            people = self._authors.authors(run.part(inner[0][1].end))
            if people:
                item.kind, item.kind_run = item.kind or kind[0], item.kind_run or kind[1]
                self.all(item, [person for person, _ in people], inner[0][1])
                state.authors = people
                return True
        authors = self._authors.authors(run)
        if not authors:
            return False
        state.authors = authors
        self.all(item, [person for person, _ in authors], state.role)
        return True

    def _behind(self, item: ItemDraft, run: Run, label: Label, state: State) -> bool:
        if authors := self._authors.authors(run):
            state.authors = authors
        people = [person for person, _ in authors] or self._people.people(
            run, sure=True, alone=label.is_for_one
        )
        if not people and not self._is_group(run, label):
            return False
        if people:
            self.all(item, people, label, run)
            state.card = people[-1] if not people[-1].has_affiliation else None
            state.card_lines = 0
        else:
            self.group(item, run, label)
        self._ledger.claim(label.said, "role label", item)
        return True

    def _is_group(self, run: Run, label: Label) -> bool:
        if self._words.first(run, "tbc") or self._people.group(run):
            return True
        is_short = len(run.text.split()) <= _MOST_GROUP_WORDS
        return bool(run) and label.has_colon and is_short and not self._kinds.kind(label.said)


def _is_parted(run: Run, start: int, label: Label) -> bool:
    """Whether a label begins anew: behind a semicolon, or "moderated by" behind a comma."""
    before = run.text[:start].rstrip()
    return (
        before.endswith(";")
        or (label.has_colon and before.endswith((".", "/", "|")))
        or (before.endswith(",") and label.cuts and label.key != "speaker")
    )
