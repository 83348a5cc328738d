"""The page in pieces: its title, its facts, its passages of text, its programme, and the site around it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.programme.announcing import abovetitle
from app.programme.announcing.asides import PEOPLE, Aside
from app.programme.announcing.labels import CREDIT, PARTIES, Labelled, LabelReader, is_quoted
from app.programme.paste.clocks import ClockReader
from app.programme.paste.lines import Line
from app.programme.paste.runs import Run

_LONGEST_HEADING = 90
_LONGEST_TITLE = 300
_LONGEST_VALUE = 240
_ENOUGH_CLOCKS = 2
_AHEAD = 5  # lines one looks at below another
_SENTENCE = re.compile(r"\S{2,}(?:\s\S+){7,}[.!。]$")
_SENTENCE_END = re.compile(r"[.,;!]$")
_OTHER_LABEL = re.compile(r"[^\W\d_][^:\n]{2,38}:\s\S")
_ITEM = re.compile(r"(\d{1,2})[.)]\s?[^\W\d]")
_ZONED = re.compile(r"\d{1,2}[:.h]\d{2}(?=\D).{0,30}?\(?(?:[A-Z]{1,3}T|MSK|(?:UTC|GMT)(?:[+-]\d{1,2})?)\)?")
_REACHED = re.compile(r"@|https?://|www\.|(?:\d[ ()/.-]?){6}")
_WEB = re.compile(r"https?://|www\.")
_PHONE = re.compile(r"\+\s?(?:\d[ ()/.-]?){6}")  # the plus before it is no bullet
_PLACES = {"place", "venue", "rooms", "address"}
_LISTS = PARTIES | {"documents", "audience", "languages", "interpretation"}
_BY_LINES = _LISTS | _PLACES | {"contact"}
_BY_PARAGRAPHS = {"programme", "aims", "accessibility"}
# What ends a programme whose own lines have labels too: speakers, rooms, languages.
_AFTER_PROGRAMME = PARTIES | {"documents", "registration", "contact", "audience", "aims", "livestream"}
# The same below a blank line, when the last clock is above.
_BELOW_PROGRAMME = _AFTER_PROGRAMME | {"languages", "interpretation", "accessibility", "captions", "deadline"}


@dataclass(slots=True)
class Fact:
    """A label with its values; `lines` are those below the label."""

    key: str
    label: Run | None
    values: list[Run]
    lines: list[Line] = field(default_factory=list)

    @property
    def said(self) -> list[Run]:
        return [*self.values, *(line.run for line in self.lines if line.run)]


@dataclass(slots=True)
class Passage:
    """Text under a heading, or under none. `is_marked`: the heading is one beyond doubt."""

    heading: Run | None = None
    lines: list[Line] = field(default_factory=list)
    is_marked: bool = False

    @property
    def said(self) -> list[Line]:
        return [line for line in self.lines if line.run]


@dataclass(slots=True)
class Segments:
    title: Run | None = None
    facts: list[Fact] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    programme: list[Line] = field(default_factory=list)
    programme_labels: list[Run] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    noise: list[Run] = field(default_factory=list)


class Segmenter:
    """Goes through the lines once; what is open takes the lines that belong to it."""

    def __init__(self, labels: LabelReader, clocks: ClockReader, asides: Mapping[int, Aside]) -> None:
        self._labels = labels
        self._clocks = clocks
        self._asides = asides
        self._found = Segments()
        self._open: Fact | Passage | None = None
        self._above: Line | None = None  # the name of a series over the title
        self._after_blank = True
        self._is_over = False  # the last clock is above
        self._before: Passage | None = None  # the text that a fact on a line of its own interrupts

    def segments(self, lines: Sequence[Line]) -> Segments:
        end = 0  # of what stands apart
        clocks = [place for place, line in enumerate(lines) if self._begins_with_clock(line)]
        last_clock = max(clocks, default=0)
        for place, line in enumerate(lines):
            aside = self._asides.get(place)
            if aside is not None and (aside.ends_programme or not self._is_in_programme):
                self._set_apart(aside)
                end = aside.end
            if place < end:
                continue
            self._is_over = place > last_clock
            if line.is_blank:
                self._blank(line)
            elif line.is_rule or self._is_around(line) or self._labels.is_foot(line.run):
                self._found.noise.append(line.whole)
            elif not self._take_heading(line, is_last=place + 1 == len(lines)):
                self._take(line, lines[place + 1 : place + 1 + _AHEAD])
            self._after_blank = line.is_blank
        self._settle()
        return self._found

    @property
    def _is_in_programme(self) -> bool:
        return isinstance(self._open, Fact) and self._open.key == "programme"

    def _is_around(self, line: Line) -> bool:
        return not self._is_in_programme and self._labels.is_site(line.run)

    def _set_apart(self, aside: Aside) -> None:
        """What follows goes on with the text around it, but not with a fact."""
        if aside.heading is not None:
            self._head(aside.heading)
            self._after_blank = False
            return
        self._found.asides.append(aside)
        is_text = isinstance(self._open, Passage) and aside.label is None
        self._open = self._open if is_text else None
        self._after_blank = True

    def _blank(self, line: Line) -> None:
        if isinstance(self._open, Passage) or (self._open and self._open.key in _BY_PARAGRAPHS):
            self._open.lines.append(line)

    def _take(self, line: Line, following: Sequence[Line]) -> None:
        labelled, is_title = self._labelled(line), self._is_title(line)
        if self._goes_on_with(labelled, following):
            self._keep(line)
        elif labelled is not None and (labelled.values or not is_title):
            for part in self._labels.parts(labelled):
                self._begin(part)
        elif is_title:
            self._take_title(line, following, is_label=labelled is not None)
        elif self._labels.is_noise(line.run):
            self._found.noise.append(line.whole)
        elif self._belongs(line) and not self._heads_text(line, following):
            self._keep(line)
        elif self._is_heading(line, following):
            self._head(line.run, is_marked=line.heading > 0)
        else:
            self._say(line)

    def _labelled(self, line: Line) -> Labelled | None:
        """The label of a line; what was open before ends where it has to."""
        labelled = self._labels.read(line)
        if labelled is not None and labelled.key in PEOPLE and not self._is_in_programme:
            self._open = None  # a list of people goes on with no fact
        if labelled is not None and (labelled.key in PEOPLE or self._is_passing(line, labelled)):
            labelled = None  # had people been understood, they would stand apart
        if self._ends_programme(line, labelled):
            self._open = None
        return labelled

    def _head(self, heading: Run, *, is_marked: bool = False) -> None:
        self._open = Passage(heading, is_marked=is_marked)
        self._found.passages.append(self._open)

    def _take_heading(self, line: Line, *, is_last: bool) -> bool:
        """Whether a known heading begins a text here: in a programme only behind the last of its clocks."""
        if self._is_in_programme and not self._is_over:
            return False
        headed = self._labels.headed(line)
        is_alone = headed is None and not is_last and self._is_known_heading(line)
        if (headed is None and not is_alone) or self._labels.read(line) is not None:
            return False
        if headed is None:
            self._head(line.run)
        else:  # "Fees: none"
            self._head(headed[0])
            self._say(line_of(headed[1]))
            self._open = None
        return True

    def _begins_with_clock(self, line: Line) -> bool:
        return line.run.text[:1].isdigit() and self._clocks.starts(line.run) is not None

    def _is_known_heading(self, line: Line) -> bool:
        """Whether a line begins a text of its own, even within a programme and behind any fact."""
        is_bare = not line.has_bullet and not line.cells and not line.heading and not self._is_title(line)
        return is_bare and self._labels.is_heading(line.run)

    def _take_title(self, line: Line, following: Sequence[Line], *, is_label: bool) -> None:
        """The first line is the title, unless it is a step of the way to the page, or the kind of event."""
        goes_on = bool(following) and not following[0].is_blank
        below = following[0].run if goes_on else line.run
        is_kind = self._labels.is_kind(line.run) or self._labels.is_kind_of_quoted(line.run, below)
        is_over = abovetitle.is_kind(self._labels, line, following)
        if (goes_on and is_kind) or (is_over and self._labels.has_kind(line.run)):
            self._found.facts.append(Fact("kind", None, [line.run]))
        elif is_over or abovetitle.is_site(self._labels, line, following, is_label=is_label):
            self._found.noise.append(line.whole)
        elif self._above is None and abovetitle.is_series(self._labels, line, following):
            self._above = line
        else:
            quoted = is_quoted(line.run)
            self._found.title, self._open = line.run.stripped('" ') if quoted else line.run, None
            if self._above is not None:
                self._say(self._above)

    def _ends_programme(self, line: Line, labelled: Labelled | None) -> bool:
        """Whether the event is spoken of again, below a blank line and the last clock."""
        if not (self._is_in_programme and self._is_over and self._after_blank):
            return False
        if labelled is not None:
            return labelled.key in _BELOW_PROGRAMME
        is_apart = _SENTENCE.search(line.run.text) is not None and self._is_dense
        return is_apart or self._labels.is_about_event(line.run)

    @property
    def _is_dense(self) -> bool:
        """Whether no blank line stands within the programme: then one ends it."""
        assert self._open is not None  # noqa: S101 - asked before
        lines = self._open.lines
        said = [place for place, one in enumerate(lines) if one.run]
        return bool(said) and len(said) == said[-1] - said[0] + 1

    def _goes_on_with(self, labelled: Labelled | None, following: Sequence[Line]) -> bool:
        """Whether a line is the programme's, whatever label it has, or names it among the documents."""
        if self._is_in_programme:
            return labelled is None or labelled.key not in _AFTER_PROGRAMME
        return labelled is not None and self._is_document(labelled, following)

    def _is_passing(self, line: Line, labelled: Labelled) -> bool:
        """Whether a page only says "Event" above what follows."""
        return labelled.key == "title" and not labelled.values and self._labels.is_noise(line.run)

    def _is_document(self, labelled: Labelled, following: Sequence[Line]) -> bool:
        """Whether the programme is only named among the documents."""
        is_among = isinstance(self._open, Fact) and self._open.key == "documents"
        is_below = bool(following) and _WEB.match(following[0].run.text) is not None
        return is_among and labelled.key == "programme" and (bool(labelled.values) or is_below)

    def _keep(self, line: Line) -> None:
        assert self._open is not None  # noqa: S101 - asked before
        self._open.lines.append(line)

    def _begin(self, labelled: Labelled) -> None:
        if labelled.key == "title" and labelled.values and self._found.title is None:
            self._found.title = labelled.values[0]
            self._found.noise.append(labelled.label)
            return
        fact = Fact(labelled.key, labelled.label, [*labelled.values])
        self._found.facts.append(fact)
        if labelled.key != CREDIT:  # a picture within a text does not end it
            text = self._open if isinstance(self._open, Passage) else None
            self._before = text if text and text.heading and not self._after_blank else None
            self._open = fact

    def _say(self, line: Line) -> None:
        is_within = isinstance(self._open, Fact) and bool(self._open.values) and not self._after_blank
        if self._before is not None and is_within:
            self._open = self._before
        if not isinstance(self._open, Passage):
            self._open = Passage()
            self._found.passages.append(self._open)
        self._open.lines.append(line)

    def _is_title(self, line: Line) -> bool:
        is_first = self._found.title is None and not self._found.passages
        is_first = is_first and all(fact.label is None for fact in self._found.facts)
        return (
            is_first and len(line.run.text) <= _LONGEST_TITLE and re.search(r"\w", line.run.text) is not None
        )

    def _belongs(self, line: Line) -> bool:
        """Whether a line goes on with the fact that is open."""
        fact = self._open
        if not isinstance(fact, Fact) or line.heading:
            return False
        if fact.key == "aims" or (fact.key == "accessibility" and not fact.values):
            return not fact.said or line.has_bullet or not self._after_blank
        if fact.key != "audience" and _is_text(line.run, is_first=not fact.said):
            return False
        if not fact.said:
            return True
        if line.has_bullet and not _PHONE.match(line.whole.text):
            return fact.key in _LISTS
        is_list = fact.key in _PLACES or (bool(fact.values) and fact.key in _LISTS - PARTIES - {"documents"})
        is_other = is_list and _OTHER_LABEL.match(line.run.text) is not None  # "Credits: ..."
        is_other = is_other or (fact.key in _PLACES and self._labels.is_no_place(line.run))
        if fact.key == "contact" and any("@" in said.text for said in fact.said):
            is_told = _REACHED.search(line.run.text) or _OTHER_LABEL.match(line.run.text)
            is_other = is_told is None  # a heading, or a text
        is_more = not is_other and (fact.key in _BY_LINES or not fact.values)
        return is_more and not self._after_blank and not (fact.values and fact.key in PARTIES)

    def _heads_text(self, line: Line, following: Sequence[Line]) -> bool:
        """Whether a line among organisations, one to a line, is over items or a sentence: "Why we meet"."""
        fact = self._open
        if not isinstance(fact, Fact) or fact.key not in PARTIES or not fact.said or line.has_bullet:
            return False
        if not following or any(one.has_bullet for one in fact.lines):
            return False
        return following[0].has_bullet or _SENTENCE.search(following[0].run.text) is not None

    def _is_heading(self, line: Line, following: Sequence[Line]) -> bool:
        if line.heading:
            return True
        run = line.run
        if is_quoted(run) and not self._found.passages:
            return False  # the theme, right below the title
        if (
            line.has_bullet
            or line.cells
            or len(run.text) > _LONGEST_HEADING
            or _SENTENCE_END.search(run.text)
        ):
            return False
        next_one = next((one for one in following if not one.is_blank), None)
        if next_one is not None and _counts_on(run.text, next_one.run.text):
            return False
        opens = self._after_blank or not isinstance(self._open, Passage)
        return (
            opens and next_one is not None and (next_one.has_bullet or len(next_one.run.text) > len(run.text))
        )

    def _settle(self) -> None:
        """Find programmes that nobody called one, and headings that stand over nothing."""
        kept: list[Passage] = []
        for passage in self._found.passages:
            rest = self._split(passage)
            if passage.said:
                kept.append(passage)
            elif passage.heading and passage.is_marked:
                self._found.noise.append(passage.heading)
            elif passage.heading:
                last = kept[-1] if kept else Passage()
                kept = kept or [last]
                last.lines.append(line_of(passage.heading))
            kept += [rest] if rest else []
        self._found.passages = kept
        for fact in [fact for fact in self._found.facts if self._is_programme(fact)]:
            self._found.facts.remove(fact)
            if fact.label:
                self._found.programme_labels.append(fact.label)
            self._found.programme += fact.lines

    def _is_programme(self, fact: Fact) -> bool:
        if fact.key == "programme":  # or where one finds it
            return any(line.run and not _WEB.match(line.run.text) for line in fact.lines)
        if all(_ZONED.fullmatch(line.run.text) for line in fact.lines if line.run):
            return False  # the same hours on the clocks of several places
        return fact.key in {"time", "dates"} and sum(map(self._has_clock, fact.lines)) >= _ENOUGH_CLOCKS

    def _split(self, passage: Passage) -> Passage | None:
        """Lines that begin with a time, two at least, begin a programme; the day above them belongs to it.

        What follows it, if anything does, is a text again.
        """
        timed = [place for place, line in enumerate(passage.lines) if self._has_clock(line)]
        if len(timed) < _ENOUGH_CLOCKS:
            return None
        first = timed[0]
        above = next((at for at in range(first - 1, -1, -1) if passage.lines[at].run), None)
        if above is not None and self._labels.is_over_programme(passage.lines[above].run):
            first = above
        if not any(line.run for line in passage.lines[:first]) and passage.heading:
            self._found.programme.append(line_of(passage.heading))
            passage.heading = None
        end = self._end_of_programme(passage.lines, timed)
        rest = passage.lines[end:]
        self._found.programme += passage.lines[first:end]
        del passage.lines[first:]
        return Passage(lines=rest) if rest else None

    def _end_of_programme(self, lines: Sequence[Line], timed: Sequence[int]) -> int:
        """Where a sentence stands behind the first blank line, and the last clock before it."""
        blank = next((at for at in range(timed[0], len(lines)) if not lines[at].run), len(lines))
        following = next((one for one in lines[blank:] if one.run), None)
        is_over = blank > timed[-1] and following is not None and _SENTENCE.search(following.run.text)
        return blank if is_over else len(lines)

    def _has_clock(self, line: Line) -> bool:
        times = self._clocks.starts(line.cells[0] if line.cells else line.run)
        is_elsewhere = _ZONED.fullmatch(line.run.text) is not None  # one of several clocks
        return times is not None and not times.is_weak and not is_elsewhere


def _counts_on(text: str, following: str) -> bool:
    """Whether two lines are items of one list: "1. A plan", then "2. A network"."""
    first, second = _ITEM.match(text), _ITEM.match(following)
    return first is not None and second is not None and int(second[1]) == int(first[1]) + 1


def line_of(run: Run) -> Line:
    """A run as a line of its own."""
    return Line(0, run, run, 0, has_bullet=False, heading=0)


def _is_text(run: Run, *, is_first: bool) -> bool:
    """Whether a line is too long for a value, or, behind one, a sentence."""
    return len(run.text) > _LONGEST_VALUE or (not is_first and _SENTENCE.search(run.text) is not None)
