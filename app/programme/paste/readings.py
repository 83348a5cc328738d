"""What single lines say about time: day heads, clocks, statements about zones; the rest is text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.programme.paste import brackets, hours
from app.programme.paste.clocks import Times, clock_reader
from app.programme.paste.days import Calendar, Dated, date_reader
from app.programme.paste.elsewhere import SecondClocks
from app.programme.paste.kinds import kind_reader
from app.programme.paste.lines import Line
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary
from app.programme.paste.zones import Zone, ZoneReader

_EDGES = " :-–|•,;→~()[]*…_"
_FARTHEST = 60
_MOST_TITLE_WORDS = 26
_MOST_HEAD_WORDS = 9
_MOST_LEADING_WORDS = 6
_LONGEST_HEAD = 140
_ADDRESS = re.compile(r"https?://|www\.|\w@\w|\+?\d[\d ()/-]{7,}\d(?!\s?[:h])")  # a phone's number, too
_FEW = 3  # lines that make a habit
_MARKED = re.compile(r"\d{1,2}[:.h]\d\d(?!\d|\.\d)")
_LEADERS = re.compile(r"[.…_•]{3,}$")  # "Opening ........ 9.30"
_NUMBERED_CLOCK = re.compile(
    r"(?:\(?\d{1,3}[.)]\s+|\d{1,2},|[一二三四五六七八九十]{1,3}[,.]\s?)(?=[(\[]?\d{1,2}\s?[:.h]\s?[0-5]\d(?!\d))"
)  # "3. 9:30 Opening"
_ITEM_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s+(?=[^\W\d])")
_ITEM = re.compile(r"\s\d{1,2}\s?[–|:.-]\s?(?=\d{1,2}[:.h]\d\d)")
_DOTTED = re.compile(r"[(\[]?[012]?\d\.[0-5]\d\s*(?![^\s)\]])")
_ROOM_NUMBER = re.compile(r"\s?(?:n°|nr\.?|no\.?|#)?\s?:?\s?\d{1,2}\.\d{1,3}")
_SENTENCES = re.compile(r"[.!?;]\s")
_PAUSES = {"meal", "break", "registration", "networking"}
_SHORT_PLACE = 4  # words
_SENTENCE = re.compile(r"[a-zа-яà-ÿ]\.$")


@dataclass(frozen=True)
class Reading:
    """A line and what it says about time."""

    line: Line
    kind: str  # blank, rule, day, time, zone, text
    run: Run  # what is left to be a title, a heading or a text
    dated: Dated | None = None
    dated_run: Run | None = None
    times: Times | None = None
    clock: Run | None = None
    zone: Zone | None = None
    zone_run: Run | None = None
    is_behind: bool = False  # the clock stands behind the title
    is_fact: bool = False  # "Time: 14:00-15:30" about the whole event
    place: Run | None = None  # what a bracket says behind the clock
    stage: Run | None = None  # the hall it stands below, in a programme that goes hall by hall
    lead: Run | None = None  # "Session 1" before the clock, where the title goes on behind it


class LineReader:
    """Reads the lines of one text, as that text writes its clocks."""

    def __init__(self, words: Vocabulary, zones: ZoneReader, calendar: Calendar) -> None:
        self._words = words
        self.clocks = clock_reader(words)
        self.dates = date_reader(words)
        self._labels = label_reader(words)
        self._kinds = kind_reader(words)
        self._rooms = room_reader(words)
        self._zones = zones
        self.seconds = SecondClocks(self.clocks, zones)
        self._calendar = calendar
        self._has_compact = False
        self._has_bare_hours = False  # "9.30-10", "12-1"
        self._has_marked = False  # clocks have a mark within, "16:30": four digits alone are none
        self._has_dots = False  # clocks are written with points, "9.30"

    def read_all(self, lines: Sequence[Line]) -> list[Reading]:
        """Every line read; numbers of four digits count as clocks where several lines begin with one."""
        weak = 0
        self._has_bare_hours = hours.has_bare(line.run for line in lines)
        self._has_marked = any(_MARKED.match(line.run.text) for line in lines)
        self._has_dots = sum(_DOTTED.match(line.run.text) is not None for line in lines) >= _FEW
        for line in lines:
            if line.run.text[:4].isdigit() and (times := self.clocks.starts(line.run)):
                weak += 0 if times.are_years else 1 if times.is_weak else 2
        self._has_compact = weak >= _FEW
        self.seconds.learn(lines)
        return [self.read(line) for line in lines]

    def read(self, line: Line, run: Run | None = None) -> Reading:
        """One line, or one cell of it."""
        run = line.run if run is None else run
        if line.is_blank or not run:
            return Reading(line, "blank", run)
        if line.is_rule:
            return Reading(line, "rule", run)
        if self._is_room_number(run):
            return Reading(line, "text", run)
        if number := _NUMBERED_CLOCK.match(run.text):
            run = run.part(number.end())
        elif place := self._behind_item(run):
            run = run.part(place)
        return (
            self._dated(line, run)
            or self._timed(line, run)
            or self._zoned(line, run)
            or Reading(line, "text", run)
        )

    def _is_room_number(self, run: Run) -> bool:
        """Whether what looks like a date or a clock is the number of a room: "Raum: 1.05", "Room 2.10"."""
        if not run.text[-1:].isdigit():
            return False
        keys: dict[int, set[str]] = {}
        for hit in self._words.hits(run):
            if not hit.start and hit.table == "rooms":
                keys.setdefault(hit.end, set()).add(hit.key)
        return any(
            {"word", "label"} <= found and _ROOM_NUMBER.fullmatch(run.text, end) is not None
            for end, found in keys.items()
        )

    def _behind_item(self, run: Run) -> int:
        """Where a clock stands behind the number of an item and before its title: "TOP 2 – 14:10 – Talk"."""
        hit = self._words.first(run, "sections")
        number = _ITEM.match(run.text, hit.end) if hit and hit.key == "heading" else None
        times = self.clocks.at(run, number.end()) if number else None
        if number is None or times is None or times.is_weak or not run.text[times.end :].strip(_EDGES):
            return 0
        return number.end()

    def times(self, run: Run) -> Times | None:
        """The times with which a run begins, weak ones only in texts that write them so."""
        if not run or not (
            run.text[0].isdigit() or run.text[0] in "([" or not run.text[0].isascii() or run.text[0].isalpha()
        ):
            return None
        times = self.clocks.starts(run)
        if self._has_bare_hours and (times is None or times.last is None):
            times = hours.bare_span(run) or times
        if times is None or (times.is_weak and not self._has_compact):
            return None
        return times

    def _dated(self, line: Line, run: Run) -> Reading | None:
        dated = self.dates.find(run)
        if dated is None or self._is_dotted_clock(run, dated):
            return None
        before, after = self.dates.leftover(run, dated)
        said = run.part(dated.start, dated.end)
        is_fact = self._labels.field(run) is not None and dated.start > 0
        is_numbered = self._is_numbered(before)
        if dated.start == 0 or not before or is_fact or is_numbered:
            rest = run.part(dated.end).stripped(" ,.:;|–-@•")
            rest = rest.part(len(rest.text) - len(rest.text.lstrip(")] ,.:–-")))
            times = self.times(rest)
            if times and not dated.is_range:
                reading = self._clocked(line, rest, times)
                if (again := self.dates.find(reading.run)) and again.year and not again.start:
                    return Reading(line, "text", run)  # from one day's clock to another's
                if is_numbered and not reading.run:
                    reading = replace(reading, run=before, is_behind=True)
                return replace(reading, dated=dated, dated_run=said, is_fact=is_fact)
        if not self._is_head(run, dated, before, after):
            return None
        zone = self._zones.stated(run)
        zone_run = run.part(zone.start, zone.end) if zone else None
        return Reading(line, "day", before or after, dated, said, zone=zone, zone_run=zone_run)

    def _is_numbered(self, run: Run) -> bool:
        """Whether a date stands behind the number of an item: "Lesson 2 – 7 March, 9:00-12:00"."""
        hit = self._words.first(run, "sections")
        return hit is not None and run.text[hit.end :].strip(" .").isdigit()

    def _is_dotted_clock(self, run: Run, dated: Dated) -> bool:
        """Whether "11.10" is ten past eleven, not the eleventh of October."""
        if not _DOTTED.match(run.text) or dated.start > 1 or dated.weekday or dated.year:
            return False
        return self._has_dots or not self._calendar.is_within(self._calendar.resolve(dated)[0])

    def _is_head(self, run: Run, dated: Dated, before: Run, after: Run) -> bool:
        if dated.is_range or self.dates.is_about_something_else(run) or len(run.text) > _LONGEST_HEAD:
            return False
        if dated.month is None and dated.number is None:
            return not before and not after and len(run.text) > len("Sat")  # a weekday alone
        if dated.month is None and before:
            return False
        if dated.month is not None and not self._calendar.is_near(self._calendar.resolve(dated)[0]):
            return not before and not after
        return _is_short(run, len(before.text.split()), len(after.text.split())) and before.text[-1:] != "("

    def _timed(self, line: Line, run: Run) -> Reading | None:
        times = self.times(run)
        if times and not self._are_days(run, times):
            reading = self._clocked(line, run, times)
            is_fact = run.text[:1].isalpha() and self._begins_with_label(run)
            return replace(reading, is_fact=True) if is_fact else reading
        if between := self._between(line, run):
            return between
        rest, zone, zone_run = self._without_zone(run)
        times = self.clocks.ends(rest)
        if times and times.first and times.first.is_compact and self._has_marked and not self._has_compact:
            return None  # "Letters and ledgers, 1700–1900"
        if times is None or not self._is_titled(rest, times):
            return None
        title = rest.part(0, times.place).stripped(_EDGES)
        clock = rest.part(times.place, times.end)
        if not any(map(str.isalnum, title.text)):  # a picture of a clock
            return Reading(line, "time", title.part(0, 0), None, None, times, clock, zone, zone_run)
        is_fact = self._labels.field(title) is not None and self._words.whole(title, "labels") is not None
        is_fact = is_fact or self._is_of_days(title)
        is_fact = is_fact and not (rest.text[times.place - 1] in "([" and self._kinds.is_only_kind(title))
        return Reading(
            line, "time", title, None, None, times, clock, zone, zone_run, is_behind=True, is_fact=is_fact
        )

    def _are_days(self, run: Run, times: Times) -> bool:
        """Whether what looks like bare hours are days of a month: "10–11 February 2027"."""
        if _MARKED.match(run.text) or times.first is None or times.last is None:
            return False
        dated = self.dates.find(run)
        return dated is not None and dated.is_range and not dated.start

    def _is_of_days(self, title: Run) -> bool:
        """Whether hours stand behind nothing but several days: "22-23 April, 9:00 to 15:00"."""
        dated = self.dates.find(title)
        if dated is None or not dated.is_range:
            return False
        return not any(part for part in self.dates.leftover(title, dated))

    def _between(self, line: Line, run: Run) -> Reading | None:
        """Hours in brackets behind a title's first words: "Session 1 (9:00-10:30): Energy"."""
        for start, end, inside in brackets.groups(run):
            times = self.times(inside) if inside.text[:1].isdigit() else None
            if times is None or not 0 < start < _FARTHEST:
                continue
            rest = run.part(end).stripped(_EDGES)
            if times.end < len(inside.text):
                return self._bracketed(line, run.part(0, start), inside, times) if not rest else None
            if rest and times.last is not None:
                clock = inside.part(0, times.end)
                lead = run.part(0, start)
                lead = lead.part(number.end()) if (number := _ITEM_NUMBER.match(lead.text)) else lead
                if run.text[end:].lstrip()[:1] != ":" and self._is_place(rest, lead):
                    return Reading(line, "time", lead, None, None, times, clock, is_behind=True, place=rest)
                return Reading(line, "time", rest, None, None, times, clock, is_behind=True, lead=lead)
        return None

    def _is_place(self, rest: Run, title: Run) -> bool:
        """Whether a line ends with where: "Session 1 (9:00-10:00) – Main Hall"; of a meal, any place."""
        if self._rooms.is_room(rest):
            return True
        kind = self._kinds.kind(title) if self._words.first(rest, "rooms") else None
        return kind is not None and kind[0] in _PAUSES and len(rest.text.split()) <= _SHORT_PLACE

    def _bracketed(self, line: Line, title: Run, inside: Run, times: Times) -> Reading | None:
        """Hours and a place in one bracket: "Registration (8:30-9:00, foyer)"."""
        if inside.text[times.end] not in ",;" or times.last is None:
            return None
        clock, place = inside.part(0, times.end), inside.part(times.end + 1)
        return Reading(line, "time", title, None, None, times, clock, is_behind=True, place=place)

    def _begins_with_label(self, run: Run) -> bool:
        return any(
            hit.start == 0 and ((hit.table == "clock" and hit.key == "label") or hit.table == "labels")
            and run.text[hit.end : hit.end + 2].strip().startswith(":")
            for hit in self._words.hits(run)
        )  # fmt: skip

    def _is_titled(self, run: Run, times: Times) -> bool:
        """Whether a clock at the end belongs to a title before it, and is no clock in a sentence."""
        before = run.text[: times.place].rstrip()
        if _LEADERS.search(before):
            return times.first is not None
        if len(before.split()) > _MOST_TITLE_WORDS or self.dates.is_about_something_else(run):
            return False
        is_office = any(hit.key == "working" for hit in self._words.of(run, "days"))
        if is_office or _ADDRESS.search(run.text) or len(self._words.of(run, "weekdays")) > 1:
            return False  # hours of an office: "Questions: info@example.org, Mon-Fri 9:00-15:00"
        if times.first is None:
            return False
        if times.last is None:
            is_led = (
                before.endswith((",", "-", "–", ":", "(", "|", "\t", "•")) and not before[-2:-1].isdigit()
            )
            return is_led or self._begins_then(run, times)
        return before.endswith((",", "-", "–", ":", "(", "[", "|", "•")) or len(before.split()) <= 8  # noqa: PLR2004

    def _begins_then(self, run: Run, times: Times) -> bool:
        """Whether a line says only what begins when: "Drinks from 18.30"."""
        return run.text[times.place].isalpha() and self._kinds.is_only_kind(run.part(0, times.place))

    def _without_zone(self, run: Run) -> tuple[Run, Zone | None, Run | None]:
        zone = self._zones.find(run)
        if zone is None or run.text[zone.end :].strip(" )].,;"):
            return run, None, None
        return run.part(0, zone.start).stripped(" ([,"), zone, run.part(zone.start, zone.end)

    def _clocked(self, line: Line, run: Run, times: Times) -> Reading:
        zone = self._zones.after(run, times.end)
        times, end = self.seconds.read(run, times)
        rest = run.part(end).stripped(" :-–|•,;→~.")
        zone_run = run.part(zone.start, zone.end) if zone else None
        return Reading(line, "time", rest, None, None, times, run.part(0, end), zone, zone_run)

    def _zoned(self, line: Line, run: Run) -> Reading | None:
        zone = self._zones.stated(run)
        if zone:
            return Reading(line, "zone", run, zone=zone, zone_run=run.part(zone.start, zone.end))
        if self._zones.is_local(run):
            return Reading(line, "zone", run)
        for sentence in run.split(_SENTENCES) if len(run.text) > _LONGEST_HEAD // 2 else []:
            if zone := self._zones.stated(sentence):
                named = sentence.part(zone.start, zone.end)
                return Reading(line, "text", run, zone=zone, zone_run=named)
        return None


def _is_short(run: Run, before: int, after: int) -> bool:
    """Whether so few words stand around a date that the line is about the day."""
    if _SENTENCE.search(run.text) and before + after > 3:  # noqa: PLR2004
        return False
    return after <= _MOST_HEAD_WORDS and before <= (_MOST_LEADING_WORDS if not after else 3)
