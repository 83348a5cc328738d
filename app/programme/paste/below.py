"""Workshops listed below the programme, without clocks: they fill the slots the timetable has for them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.programme.paste import brackets
from app.programme.paste.bodylines import BodyLine, Entry
from app.programme.paste.children import LISTED, child_reader
from app.programme.paste.kinds import kind_reader
from app.programme.paste.ledger import Ledger
from app.programme.paste.people import people_reader
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_KINDS = {"workshop", "thematic forum", "visit"}
_PLAIN = re.compile(r"\(?(?P<sign>[a-l]|\d{1,2})[.):]\s+\S")
_BEHIND_KIND = re.compile(r"\s?(?:n°|nr\.?|no\.?|#)?\s?(?P<sign>[a-l]|\d{1,2})(?!\w)\s?(?:[:.)(–-]|$)")
_TOLD = re.compile(r"(?<!\w)(?:[a-l]|\d{1,2})(?!\w)")
_SERIES = ([*"abcdefghijkl"], [str(number) for number in range(1, 41)])
_BULLET = "•"  # no slot names it
_FEWEST = 2
_LONGEST_HEADING = 8  # words


class _Slot(NamedTuple):
    entry: Entry
    signs: set[str]  # of the sessions in it, where its title tells: "Workshops A–C"


class ListReader:
    """Finds the list, and the slot of each session on it."""

    def __init__(self, words: Vocabulary, ledger: Ledger) -> None:
        self._words = words
        self._ledger = ledger
        self._kinds = kind_reader(words)
        self._children = child_reader(words)
        self._labels = label_reader(words)
        self._rooms = room_reader(words)
        self._people = people_reader(words)

    def attach(self, entries: Sequence[Entry], pending: Sequence[BodyLine]) -> None:
        """Let the lines below the last item belong to the slots they fill, if the text makes plain which.

        `pending` are those that belong to no item.
        """
        last = entries[-1].body[1:] if entries else []
        lines = [*last, *pending]
        for start, line in enumerate(lines):
            if not line.after_blank:
                continue
            kind = self._heading(line)
            begun = start + 1 if kind else start
            kind = kind or self._kind_of_signed(line)
            signs = self._signs(lines, begun) if kind else {}
            slots = self._slots(entries, kind) if len(signs) >= _FEWEST else []
            if slots and self._is_plain(line, lines, signs, slots):
                end = _end(lines, max(signs))
                self._move(lines[begun:end], {place - begun: sign for place, sign in signs.items()}, slots)
                if begun > start:
                    self._ledger.claim(line.line.whole, "section")
                entries[-1].body[1 : 1 + len(last)] = [*last[:start], *last[end:]]
                return

    def _heading(self, line: BodyLine) -> str:
        """The kind of what a line heads: "Workshops:", "The workshops in detail"."""
        run = line.run.stripped(":. ")
        is_long = len(run.text.split()) > _LONGEST_HEADING or line.run.text[-1:] in ".?!"
        found = None if is_long or self._sign(line) else self._kinds.kind(run)
        return found[0] if found and found[0] in _KINDS else ""

    def _kind_of_signed(self, line: BodyLine) -> str:
        """The kind of "Workshop A: Pond life", which needs no heading."""
        found = self._kinds.kind(line.run) if self._sign(line) and not _PLAIN.match(line.run.folded) else None
        return found[0] if found and found[0] in _KINDS else ""

    def _sign(self, line: BodyLine) -> str:
        """The letter or number a line begins with, behind its kind or alone."""
        if line.key:
            return ""
        if plain := _PLAIN.match(line.run.folded):
            return plain["sign"]
        ends = (
            hit.end
            for hit in self._words.hits(line.run)
            if (hit.start, hit.table, hit.key) == (0, "sections", "numbered")
        )
        found = (_BEHIND_KIND.match(line.run.folded, end) for end in ends)
        return next((match["sign"] for match in found if match), "")

    def _signs(self, lines: Sequence[BodyLine], begun: int) -> dict[int, str]:
        """The lines that begin a session: their signs follow each other, or all have bullets."""
        found: dict[int, str] = {}
        if begun < len(lines) and lines[begun].line.has_bullet and not self._sign(lines[begun]):
            places = range(begun, _end(lines, begun))
            return {place: _BULLET for place in places if lines[place].line.has_bullet}
        series = next(
            (one for one in _SERIES if begun < len(lines) and self._sign(lines[begun]) == one[0]), []
        )
        for place in range(begun, len(lines)):
            if len(found) < len(series) and self._sign(lines[place]) == series[len(found)]:
                found[place] = series[len(found)]
        return found

    def _slots(self, entries: Sequence[Entry], kind: str) -> list[_Slot]:
        """What the timetable has of this kind and says nothing about; none if it lists them itself."""
        found = []
        for entry in entries:
            title = entry.body[0].run if entry.body else None
            told = self._kinds.kind(title) if title else None
            if title and told and told[0] == kind and entry.item.times:
                bare = next((title.part(0, start) for start, _, _ in brackets.groups(title) if start), title)
                signs = _told(bare.folded)
                if len(signs) == 1 or self._children.places(entry):
                    return []
                if signs or self._is_open(bare):
                    found.append(_Slot(entry, signs))
        return found

    def _is_open(self, title: Run) -> bool:
        """Whether a title says only that there are workshops."""
        is_parallel = any(
            hit.table == "sections" and hit.key == "parallel" for hit in self._words.hits(title)
        )
        return is_parallel or self._kinds.is_only_kind(title)

    def _is_plain(
        self, line: BodyLine, lines: Sequence[BodyLine], signs: dict[int, str], slots: Sequence[_Slot]
    ) -> bool:
        """Whether each session has one slot, and the list is of sessions: not of what a workshop is about."""
        if any(len(_fitting(slots, sign)) != 1 for sign in signs.values()):
            return False
        is_headed = self._kinds.is_only_kind(line.run.stripped(":. "))
        first = lines[min(signs)]
        is_signed = bool(self._sign(first)) and not _PLAIN.match(first.run.folded)  # "Workshop 1: Ponds"
        is_told = any(slot.signs for slot in slots) or is_signed
        return is_headed or is_told or any(map(self._is_manned, lines[min(signs) :]))

    def _is_manned(self, line: BodyLine) -> bool:
        """Whether a line says who or where."""
        inside = [group for _, _, group in brackets.groups(line.run)]
        return (
            any(self._rooms.is_room(group) or self._people.people(group) for group in inside)
            or any(label.has_colon for _, label in self._labels.inside(line.run))
            or self._labels.role(line.run) is not None
        )

    def _move(self, lines: Sequence[BodyLine], signs: dict[int, str], slots: Sequence[_Slot]) -> None:
        slot = slots[0]
        for place, line in enumerate(lines):
            if place in signs:
                (slot,) = _fitting(slots, signs[place])
            key = LISTED if place in signs else line.key
            slot.entry.body.append(BodyLine(line.line, line.run, line.after_blank, key))


def _told(folded: str) -> set[str]:
    """The signs a title names; two are the first and the last: "Workshops A–C"."""
    signs = [match[0] for match in _TOLD.finditer(folded)]
    ranges: Iterator[list[str]] = (one for one in _SERIES if len(signs) == _FEWEST and {*signs} <= {*one})
    series = next(ranges, None)
    return {*series[series.index(signs[0]) : series.index(signs[1]) + 1]} if series else {*signs}


def _fitting(slots: Sequence[_Slot], sign: str) -> list[_Slot]:
    """The slots that may hold a session; the only one there is needs no sign."""
    if len(slots) == 1 and not slots[0].signs:
        return [*slots]
    return [slot for slot in slots if sign in slot.signs]


def _end(lines: Sequence[BodyLine], last: int) -> int:
    """Where the last session of the list ends: at a blank line."""
    return next((place for place in range(last + 1, len(lines)) if lines[place].after_blank), len(lines))
