"""Sessions without a clock of their own, listed inside another: "Forum A: Green skills (Room 1)"."""

import re
from collections.abc import Sequence
from functools import cache

from app.programme.paste import brackets
from app.programme.paste.bodylines import BodyLine, Entry
from app.programme.paste.drafts import ItemDraft
from app.programme.paste.kinds import kind_reader
from app.programme.paste.people import people_reader
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.signs import sign_reader
from app.programme.paste.vocabulary import Vocabulary

_PARENTS = {
    "workshop",
    "thematic forum",
    "regional forum",
    "visit",
    "discussion",
    "plenary",
    "panel",
    "presentation",
}
_SIMPLE_PARENTS = {"workshop", "thematic forum", "visit"}
_COUNTED = re.compile(
    r"(?P<word>[^\W\d]{2,})(?:\s(?P<sign>[1-9a-h])|(?P<number>[1-9]))"
    r"(?:\s?[:.(]|\s?[-–]\s|(?<=\d)\s(?=[^\W\d]))"
)
_COLON = re.compile(r"\s?:(?:\s|(?<=[\u3400-\u9fff)]:)(?=[\u3400-\u9fff\"]))")
_LONGEST_NAME = 120  # letters of a person with office and body
LETTERED = re.compile(r"\(?(?P<letter>[A-La-l])[.):]\s+(?=\S)")
# The code of one of several: "A1 | Wells", "T2. Wells", "MC01 – Wells", "1A. Wells".
CODED = re.compile(
    r"(?:(?:(?P<series>[A-Z]{1,3})[-.]?(?P<place>\d{1,2})|(?P<slot>\d{1,2})(?P<letter>[A-H]))"
    r"\s?(?:[.:|)]|(?<=\s)[-–](?=\s))|(?P<part>\d{1,2})\.(?P<point>\d{1,2})[.:)]?(?=\s))\s*(?=[^\s\d])"
)
LISTED = "listed"  # the key of a line that is known to begin such a session
_NUMBER = re.compile(r"\(?\d{1,2}[.)、](?:\s+\S|\s*[\u3400-\u9fff])")


class ChildReader:
    """Finds the lines of an item that are sessions of their own at its time."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._kinds = kind_reader(words)
        self._rooms = room_reader(words)
        self._labels = label_reader(words)
        self._people = people_reader(words)
        self._signs = sign_reader(words)

    def places(self, entry: Entry) -> list[int]:
        """Which of the entry's lines begin such a session; at least two, or none."""
        if len(entry.body) < 3:  # noqa: PLR2004
            return []
        title, lines = entry.body[0].run, list(enumerate(entry.body))[1:]
        kind = self._kinds.kind(title)
        is_parallel = any(
            hit.table == "sections" and hit.key == "parallel" for hit in self._words.hits(title)
        )
        is_simple = is_parallel or (
            kind is not None and kind[0] in _SIMPLE_PARENTS and self._kinds.is_only_kind(_bare(title))
        )
        if listed := [number for number, line in lines if line.key == LISTED]:
            return listed
        ways = [self._talks(lines)]
        if is_parallel or (kind is not None and kind[0] in _PARENTS):
            ways += [self._lettered(lines), self._signed(lines), self._coded(lines)]
        if is_simple:
            ways.append([number for number, line in lines if self._is_listed(line)])
            ways.append([number for number, line in lines if self._is_placed(line)])
            ways.append([number for number, line in lines if self._is_placed_behind(line)])
            ways.append(self._counted(lines))
        return next((places for places in ways if len(places) > 1), [])

    def _signed(self, lines: Sequence[tuple[int, BodyLine]]) -> list[int]:
        """The lines numbered by their kind; where these have bullets, all lines with bullets."""
        signed = [number for number, line in lines if self._is_signed(line)]
        unplaced = [number for number in signed if not self._rooms.is_room(lines[number - 1][1].run)]
        if signed and (signed[0] > 1 or unplaced):  # "Room 1" below what is in it heads nothing
            signed = unplaced
        bulleted = [number for number, line in lines if line.line.has_bullet]
        return bulleted if len(signed) > 1 and set(signed) <= set(bulleted) else signed

    def _lettered(self, lines: Sequence[tuple[int, BodyLine]]) -> list[int]:
        """The lines that are numbered by letters, in order from the first: "A. Storytelling (Room 3)"."""
        found = [(number, match["letter"].lower()) for number, line in lines
                 if not line.key and (match := LETTERED.match(line.run.text))]  # fmt: skip
        letters = "".join(letter for _, letter in found)
        return [number for number, _ in found] if "abcdefghijkl".startswith(letters) else []

    def _counted(self, lines: Sequence[tuple[int, BodyLine]]) -> list[int]:
        """The lines that count one word up from the first, whatever it says: "Island 1: Data", "WG2 Data"."""
        found = [(number, match["word"], match["sign"] or match["number"]) for number, line in lines
                 if not line.key and (match := _COUNTED.match(line.run.folded))]  # fmt: skip
        signs = "".join(sign for _, _, sign in found)
        is_one_word = len({word for _, word, _ in found}) == 1
        is_in_order = "123456789".startswith(signs) or "abcdefgh".startswith(signs)
        return [number for number, _, _ in found] if is_one_word and is_in_order else []

    def _coded(self, lines: Sequence[tuple[int, BodyLine]]) -> list[int]:
        """The lines whose codes are of one series and count up: "A1 | Wells", then "A2 | Roofs"; or "1A"."""
        found = [
            (
                number,
                match["series"] or match["slot"] or match["part"],
                int(match["place"] or match["point"] or ord(match["letter"])),
            )
            for number, line in lines
            if not line.key and (match := CODED.match(line.run.text))
        ]
        is_series = len({series for _, series, _ in found}) == 1
        places = [place for _, _, place in found]
        return [number for number, _, _ in found] if is_series and places == sorted(set(places)) else []

    def _talks(self, lines: Sequence[tuple[int, BodyLine]]) -> list[int]:
        """The lines that are talks; listed ones with bare names, too, if one has a certain person."""
        talks = [number for number, line in lines if self.is_talk(line, bare=False)]
        if not talks:
            return []
        return [
            number
            for number, line in lines
            if number in talks
            or ((line.line.has_bullet or _NUMBER.match(line.run.text)) and self.is_talk(line))
        ]

    def child(self, entry: Entry, line: BodyLine) -> ItemDraft:
        """The session this line begins, inside the entry's item."""
        item = entry.item
        child = ItemDraft(line.line.number, item.day, None, None, item.level + 1, is_timed=False, parent=item)
        if place := self._rooms.leading(line.run, named=True):
            child.room = [place[0]]
        kind = self._kinds.kind(entry.body[0].run)
        if kind and kind[0] in _PARENTS and not self.is_talk(line):
            child.section_kind = kind[0]
        return child

    def is_hall(self, run: Run, following: BodyLine | None) -> bool:
        """Whether only the hall stands where a session begins, and its title on the next line."""
        is_titled = following is not None and not following.key and not self._labels.role(following.run)
        return is_titled and self._rooms.is_room(run)

    def is_talk(self, line: BodyLine, *, bare: bool = True) -> bool:
        """Somebody, then a title: "Ada Example (City of X): How we began"."""
        number = _NUMBER.match(line.run.text)
        run = line.run.part(number.end() - 1) if number else line.run
        match = next(brackets.outside(run, _COLON), None)
        if line.key or match is None or match.start() > _LONGEST_NAME or self._labels.role(run):
            return False
        head, tail = run.part(0, match.start()), run.part(match.end())
        people = self._people.people(head) if tail else []
        are_named = all(person.is_certain or self._people.names.is_name(person.name) for person in people)
        if not people or not (bare or (are_named and any(person.is_certain for person in people))):
            return False
        return not any(person.is_certain for person in self._people.people(tail))

    def _is_signed(self, line: BodyLine) -> bool:
        """Numbered by its kind: "Forum A: ...", "Workshop 2 – ...", "Atelier B (salle 14) : ..."."""
        return not line.key and self._signs.numbered(line.run) is not None

    def _is_placed(self, line: BodyLine) -> bool:
        """What is in which room: "Blue room: Choir without notes"."""
        return not line.key and self._rooms.leading(line.run, named=True) is not None

    def _is_placed_behind(self, line: BodyLine) -> bool:
        """What is where: "Africa – Room 201"."""
        found = None if line.key or self._labels.role(line.run) else self._rooms.trailing(line.run)
        return found is not None and bool(found[0]) and any(map(str.isdigit, found[1].text))

    def _is_listed(self, line: BodyLine) -> bool:
        """A numbered or bulleted line with a room or somebody who leads."""
        run = line.run
        if not (_NUMBER.match(run.text) or line.line.has_bullet):
            return False
        if self._labels.role(run) or self._labels.field(run):
            return False
        has_room = any(self._rooms.is_room(inside) for _, _, inside in brackets.groups(run))
        has_leader = any(label.has_colon or label.key != "speaker" for _, label in self._labels.inside(run))
        has_person = any(self._people.people(inside) for _, _, inside in brackets.groups(run))
        return (
            has_room
            or has_person
            or has_leader
            or self._rooms.trailing(run) is not None
            or bool(_NUMBER.match(run.text))
        )


def _bare(title: Run) -> Run:
    """A title without the remark in brackets at its end: "Break-out sessions (choose one):"."""
    end = title.stripped(": ")
    return title.part(0, end.text.rfind("(")) if end.text.endswith(")") else title


@cache
def child_reader(words: Vocabulary) -> ChildReader:
    """The reader of a vocabulary, made once."""
    return ChildReader(words)
