"""Headings between items: "Session 1", "WORKSHOPS", "Keynotes Day One"; they close what came before."""

import re
from collections.abc import Sequence
from typing import Protocol

from app.programme.paste.kinds import kind_reader
from app.programme.paste.lines import Line
from app.programme.paste.people import people_reader
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_MOST_WORDS = 12
_NUMBERED = re.compile(r"\s*(?:\d|[ivx]{1,4}(?!\w)|[a-h](?!\w)|n°|:|-|–|$)")
_COUNTED = re.compile(r"\s*(?:n°\s?)?(?:\d{1,2}|[ivx]{1,4}|[a-h])(?!\w)")
_ORDINAL = "第"  # "the first part": the number stands inside the word
_ARABIC = re.compile(r"\s[\u0600-\u06ff]")
_CODED = re.compile(r"(?:[A-Z]{1,3}[-.]?\d{1,2}|\d{1,2}[A-H])[.:)]?\s\s?\S")  # "A1  Schools and streets"
_CASED = re.compile(r"[^\W\d_]{2,}")
_MARKS = " ,;:.()[]–-|"
_LEADING = {"chair", "moderator", "facilitator", "host"}
_PAUSES = {"break", "meal", "registration", "networking"}
_HINTS = {"keynote", "workshop", "presentation", "panel", "thematic forum", "discussion", "visit"}


class TextLine(Protocol):
    """What a section is told from: a line of a body."""

    @property
    def line(self) -> Line: ...
    @property
    def run(self) -> Run: ...
    @property
    def after_blank(self) -> bool: ...


class SectionReader:
    """Finds headings that stand between items."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._labels = label_reader(words)
        self._people = people_reader(words)
        self._rooms = room_reader(words)
        self._kinds = kind_reader(words)

    def is_led(self, line: TextLine) -> bool:
        """Whether a line under a heading names who leads the section."""
        label = self._labels.role(line.run)
        if label is None or not label.has_colon or label.key not in _LEADING:
            return False
        return bool(self._people.people(line.run.part(label.end), sure=True))

    def leader(self, run: Run) -> int:
        """Where a heading names its own leader: "Session 1: Wells. Chair: Ada Example"; else 0."""
        hit = self._words.first(run, "sections")
        if hit is None or hit.key != "heading":
            return 0
        for start, label in self._labels.inside(run):
            is_alone = not run.text[hit.end : start].strip(_MARKS)
            is_title = is_alone or self._is_numbered(run) or self._is_counted(run)
            if label.has_colon and label.key in _LEADING and is_title:
                people = self._people.people(run.part(label.end).stripped(") "), sure=True)
                return start if people else 0
        return 0

    def begins(self, body: Sequence[TextLine], after: Run | None = None) -> int | None:
        """Where in an item's lines the heading of the next items begins; `after` is the next one's title."""
        is_pause = bool(body) and self._is_pause(body[0].run)
        is_before_pause = after is not None and not is_pause and self._is_pause(after)
        if self._are_inside(body) or is_before_pause:
            return None  # no session of a pause: it is about the item it stands in
        if (place := self._begins_at_the_end(body)) is not None:
            return place
        for place, line in enumerate(body):
            if is_pause and place and self._is_numbered(line.run):
                return place
            if line.line.cells and line.line.heading:
                continue  # "### 10:00 · Opening · Main hall": a cell of what has its own clock
            following = body[place + 1] if place + 1 < len(body) else None
            if (line.after_blank or line.line.heading) and place and self.is_heading(line, following):
                return place
            if line.after_blank and place == 0 and self.is_heading(line) and line.line.heading:
                return place
        return None

    def _is_pause(self, run: Run) -> bool:
        kind = self._kinds.kind(run)
        return kind is not None and kind[0] in _PAUSES

    def _are_inside(self, body: Sequence[TextLine]) -> bool:
        """Whether the headings are what takes place at once: "Parallel sessions", then "Session 1: ..."."""
        said = self._words.hits(body[0].run) if body else ()
        is_parallel = any(hit.table == "sections" and hit.key == "parallel" for hit in said)
        numbered = (self._is_numbered(line.run) or _CODED.match(line.run.text) for line in body[1:])
        return is_parallel and sum(map(bool, numbered)) > 1

    def _begins_at_the_end(self, body: Sequence[TextLine]) -> int | None:
        """A numbered heading as the last line, or above those who lead it: without a blank line."""
        end = len(body)
        while end > 1 and self.is_led(body[end - 1]):
            end -= 1
        place = end - 1
        if place < 1 or not self._is_counted(body[place].run) or not self.is_heading(body[place]):
            return None
        others = sum(self._is_numbered(line.run) for line in body[1:])
        return place if others <= 1 and (end < len(body) or not self._is_panel(body[place].run)) else None

    def _is_counted(self, run: Run) -> bool:
        """Whether a heading says which one it is: "Session II", "Primera sesión"."""
        hit = self._words.first(run, "sections")
        if hit is not None and hit.key == "heading":
            is_told = run.text[:1] == _ORDINAL or _COUNTED.match(run.folded, hit.end) is not None
            if not is_told and _ARABIC.match(run.text, hit.end):  # "session second"
                ordinal = self._words.first(run.part(hit.end).stripped(" "), "days")
                is_told = ordinal is not None and ordinal.key.isdigit()
            if is_told:
                return not self._rooms.is_room(run)
        ordinal = self._words.first(run, "days")
        if ordinal is None or not ordinal.key.isdigit():
            return False
        hit = self._words.first(run.part(ordinal.end), "sections")
        return hit is not None and hit.key == "heading"

    def _is_panel(self, run: Run) -> bool:
        kind = self._kinds.kind(run)
        return kind is not None and kind[0] in {"panel", "thematic forum", "workshop"}

    def is_heading(self, line: TextLine, following: TextLine | None = None) -> bool:
        """Whether a line heads several items; `following` is the line under it."""
        run = line.run
        is_long = len(run.text.split()) > _MOST_WORDS
        is_long = is_long and len((run.text[: self.leader(run)] or run.text).split()) > _MOST_WORDS
        is_text = run.text[-1:] in ".?!;," or "http" in run.text
        if is_long or is_text or self._words.whole(run, "noise"):
            return False
        if self._is_told(run, following):
            return True
        if self._labels.field(run) or self._people.people(run) or self._rooms.is_room(run):
            return False
        if line.line.heading:
            return True
        if (label := self._labels.role(run)) and label.has_colon:
            return False
        return self._is_shouted(run) or self._is_plural_kind(run)

    def _is_told(self, run: Run, following: TextLine | None) -> bool:
        """Whether a line says that it is a heading: by its number, its leader, or the one under it."""
        if self._is_numbered(run) or self._is_counted(run) or self.leader(run):
            return True
        is_named = self._is_section(run) or _CODED.match(run.text) is not None
        is_led = is_named and following is not None and self.is_led(following)
        return is_led and not self._names_somebody(run)

    def _names_somebody(self, run: Run) -> bool:
        """Whether it is a label and a person with an honorific: "Expert: Ms Jo Bell, Head of Unit"."""
        label = self._labels.role(run)
        people = self._people.people(run.part(label.end), sure=True) if label else []
        return bool(people) and people[0].is_titled

    def _is_section(self, run: Run) -> bool:
        return any(hit.table == "sections" and hit.key == "heading" for hit in self._words.hits(run))

    def _is_numbered(self, run: Run) -> bool:
        """A heading with its number: "Session 1: Nesting", "Part II"."""
        hit = self._words.first(run, "sections")
        return hit is not None and hit.key == "heading" and _NUMBERED.match(run.folded, hit.end) is not None

    def kind(self, run: Run) -> str | None:
        """The kind a heading promises for the items under it."""
        found = self._kinds.kind(run)
        return found[0] if found and found[0] in _HINTS else None

    def is_place(self, run: Run) -> bool:
        """Whether the rest of a day head says where."""
        return self._rooms.is_room(run)

    def _is_shouted(self, run: Run) -> bool:
        words = _CASED.findall(run.text)
        return bool(words) and all(word.isupper() for word in words) and len("".join(words)) > 3  # noqa: PLR2004

    def _is_plural_kind(self, run: Run) -> bool:
        found = self._kinds.kind(run)
        return (
            found is not None
            and found[0] in _HINTS
            and self._kinds.is_only_kind(run)
            and run.folded[-1:] in "sn"
        )
