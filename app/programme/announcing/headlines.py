"""The line below the title that says when and where without any label: "5-7 May 2027 | Cork, Ireland"."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from app.programme.announcing import cities, lands
from app.programme.announcing.gist import AND_AT_THE_END
from app.programme.announcing.segmenting import Fact, Passage, Segments
from app.programme.announcing.source import Source
from app.programme.announcing.timing import TimeReader
from app.programme.announcing.words import Words
from app.programme.paste import zones
from app.programme.paste.lines import Line
from app.programme.paste.runs import Run

ABOVE = "day above"  # the title: of the event, or of the page
PLACES = ("country", "city", "venue", "rooms", "place", "address")
_PASSAGES = 2
_LINES = 4
_PIECES = re.compile(r"[|•;\x1f]+")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")
_SAME_HOURS = re.compile(r"\s?[|•;/\x1f]+\s?")
_DASH = re.compile(r"\s[-–]\s")
_JOINTS = " ,;&+/|()–-"  # between a place and how one attends
_FEW = 3  # words
_COMMA = re.compile(r"\s?,\s?")
_HOUSE = re.compile(r"\D{3,40}\s\d{1,4}\s?[a-z]?|\d{1,4}\s?[a-z]?\s\D{3,40}")
_POSTAL = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,6}\s(?![a-z])[^\W\d_]\D{1,40}")
_LONGEST_HOUSE = 120
_EDGES = " ,.|•;–-()"


class HeadlineReader:
    """Turns such a line into facts like those that have a label."""

    def __init__(self, source: Source, words: Words, language: str, times: TimeReader) -> None:
        self._source, self._words, self._language, self._times = source, words, language, times

    def read(self, segments: Segments) -> None:
        """Take the first such line out of the running text."""
        self._find_title(segments)
        is_open = all(fact.key not in {"dates", ABOVE} for fact in segments.facts)
        for read in (self._facts, self._only_time) if is_open else (self._facts,):
            for passage, line in _top(segments.passages):
                run = line.run if line else passage.heading
                facts = read(run, segments) if run else None
                if facts is not None:
                    behind = passage.said.index(line) + 1 if line else 0
                    segments.facts += facts
                    self._read_above(passage, line, segments)
                    self._read_below(passage, behind, segments)
                    _take_out(passage, line)
                    return

    def _facts(self, run: Run, segments: Segments) -> list[Fact] | None:
        rest = self._times.rest(run)
        if rest is None or self._is_last_day(run) or not self._agrees(run, segments):
            return None
        found = [Fact("dates", None, [run])]
        for piece in (part.stripped(_EDGES) for part in rest.split(_PIECES)):
            if not piece or self._is_small(piece):
                continue
            if self._words.key("attendance", piece.folded, self._language):
                found.append(Fact("attendance", None, [piece]))
            elif self._is_said(piece, segments):
                segments.noise.append(piece)
            elif self._is_place(piece) or self._is_place_and_attendance(piece):
                found.append(Fact("place", None, [piece]))
            else:
                return None
        return found

    def _find_title(self, segments: Segments) -> None:
        """A day above the title is none, nor is the place and the day of a letter."""
        line = segments.title
        passage = segments.passages[0] if segments.passages else None
        if line is None or passage is None or not self._times.is_only_time(line):
            return
        before = self._times.before_day(line)
        if before and not before.endswith((",", "–", "-", "،")):
            return
        if passage.heading is None and passage.said[0].run.text.endswith((".", "。", "!")):
            segments.title = None  # the text begins right below
        elif passage.heading is None:
            first = passage.said[0]
            passage.lines.remove(first)
            segments.title = first.run
        else:
            segments.title, passage.heading = passage.heading, None
        if before:
            segments.noise.append(line)
        else:
            segments.facts.append(Fact(ABOVE, None, [line]))

    def _read_above(self, passage: Passage, line: Line | None, segments: Segments) -> None:
        """The one line between the title and the day may say where."""
        if line is None or any(fact.key in PLACES for fact in segments.facts):
            return
        said, heading = passage.said, passage.heading
        if heading is not None and said[0] is line and self._is_place(heading):
            segments.facts.append(Fact("place", None, [heading]))
            passage.heading = None
        elif heading is None and len(said) > 1 and said[1] is line and self._is_place(said[0].run):
            segments.facts.append(Fact("place", None, [said[0].run]))
            passage.lines.remove(said[0])

    def _read_below(self, passage: Passage, place: int, segments: Segments) -> None:
        """Lines below that only say where, at which hours, or how one attends."""
        below = passage.said[place : place + _LINES]
        for line, following in zip_longest(below, below[1:]):
            if line not in passage.lines:
                continue  # taken with the one above
            if hours := self._hours_of_places(line.run, segments):
                segments.facts.append(Fact("time", None, hours[:1]))
                segments.noise += hours[1:]
            elif self._times.is_only_clock(line.run):
                is_told = line.run.text.startswith(_first_clock(segments) or "?")
                segments.facts.insert(0 if is_told else len(segments.facts), Fact("time", None, [line.run]))
            elif self._words.key("attendance", line.run.folded, self._language):
                segments.facts.append(Fact("attendance", None, [line.run]))
            elif any(fact.key in PLACES for fact in segments.facts):
                return
            elif parted := self._place_and_attendance(line.run):
                segments.facts += parted
            elif following is not None and self._is_over_town(line.run, following.run):
                segments.facts.append(Fact("place", None, [line.run, following.run]))
                passage.lines.remove(following)
            elif self._is_place(line.run) or self._is_place_and_attendance(line.run):
                segments.facts.append(Fact("place", None, [line.run]))
            else:
                return
            passage.lines.remove(line)

    def _hours_of_places(self, run: Run, segments: Segments) -> list[Run]:
        """The same hours on the clocks of several places: "10:00 New York (EDT) | 16:00 Geneva (CEST)".

        First those by which the programme begins, where there is one.
        """
        pieces = run.split(_SAME_HOURS)
        are_hours = len(pieces) > 1 and all(
            self._times.is_only_clock(one, may_be_open=True) for one in pieces
        )
        told = _first_clock(segments)
        return sorted(pieces, key=lambda one: not one.text.startswith(told)) if are_hours else []

    def _is_over_town(self, run: Run, below: Run) -> bool:
        """A house and its street, on the line below the postcode and the town, as on an envelope."""
        if (
            len(run.text) > _LONGEST_HOUSE
            or len(below.text) > _LONGEST_HOUSE
            or run.text.endswith((".", ":"))
        ):
            return False
        parts = below.split(_COMMA)
        return bool(parts) and _POSTAL.fullmatch(parts[0].text) is not None

    def _place_and_attendance(self, run: Run) -> list[Fact]:
        """A city and how one attends in one line: "Lyon – hybrid format"."""
        parts = run.split(_DASH)
        if len(parts) != 2 or not self._is_place(parts[0]) or len(parts[1].text.split()) > _FEW:  # noqa: PLR2004
            return []
        if self._words.inside("attendance", parts[1].folded, self._language) is None:
            return []
        return [Fact("place", None, [parts[0]]), Fact("attendance", None, [parts[1]])]

    def _is_place_and_attendance(self, run: Run) -> bool:
        """A city, and beside it how one attends: "Cork, Ireland and online"."""
        inside = self._words.inside("attendance", run.folded, self._language)
        if inside is None or len(run.part(inside.end).text.split()) > _FEW:
            return False
        place = run.part(0, inside.start).stripped(_JOINTS)
        if joint := AND_AT_THE_END.search(place.folded):
            place = place.part(0, joint.start()).stripped(_JOINTS)
        return bool(place) and self._is_place(place)

    def _is_last_day(self, run: Run) -> bool:
        """Whether a line says until when something is open: "By 5 May 2027 – abstracts"."""
        until = self._words.inside("until", run.folded, self._language)
        return until is not None and not until.start

    def _only_time(self, run: Run, _segments: Segments) -> list[Fact] | None:
        """With a few words beside the time that nobody understands."""
        if self._is_last_day(run):
            return None
        return [Fact("dates", None, [run])] if self._times.is_only_time(run) else None

    def _agrees(self, run: Run, segments: Segments) -> bool:
        """Whether the labels, if there are any, name the same first day."""
        labelled = [value for fact in segments.facts if fact.key in {"dates", ABOVE} for value in fact.said]
        return not labelled or any(self._times.is_same_day(run, value) for value in labelled)

    def _is_place(self, piece: Run) -> bool:
        parts = piece.split(_COMMA)
        end = parts[-1]
        if any(map(_HOUSE.fullmatch, (part.text for part in parts))) and _POSTAL.fullmatch(end.text):
            return True  # "City Library, Market Square 3, 54321 Sampletown"
        is_city = zones.of_city(end.text) or cities.zone_of(end.text)
        return bool(lands.code_of(self._source.raw(end))) or bool(is_city)

    def _is_said(self, piece: Run, segments: Segments) -> bool:
        """Whether a label says the same, perhaps with more."""
        said = [value.folded for fact in segments.facts if fact.key in PLACES for value in fact.said]
        return all(any(part.folded in value for value in said) for part in piece.split(_COMMA))

    def _is_small(self, piece: Run) -> bool:
        return all(
            self._words.key("filler", word, self._language) or self._words.key("small", word, self._language)
            for word in piece.folded.split()
        )


def _first_clock(segments: Segments) -> str:
    """The clock by which the programme begins, if there is one."""
    clocks = (_CLOCK.search(line.run.text) for line in segments.programme)
    return next((match[0] for match in clocks if match), "")


def _top(passages: list[Passage]) -> Iterator[tuple[Passage, Line | None]]:
    """The headings and lines among which it may stand."""
    for passage in passages[:_PASSAGES]:
        yield passage, None
        for line in passage.said[:_LINES]:
            yield passage, line


def _take_out(passage: Passage, line: Line | None) -> None:
    if line:
        passage.lines.remove(line)
    else:
        passage.heading = None
