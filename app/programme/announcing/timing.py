"""Dates, hours and zones of an event: ranges within and over months, times on the clocks of its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from app.programme.announcing import cities
from app.programme.announcing.result import AnnouncedTime
from app.programme.announcing.source import Source
from app.programme.paste.clocks import DAY, NOON, Clock, ClockReader, Times
from app.programme.paste.days import Dated, DateReader
from app.programme.paste.result import Question
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary
from app.programme.paste.zones import ZoneReader

_THROUGH = re.compile(
    r"\s?(?:[-–~]|(?<!\w)(?:to|until|till|through|and|au|al?|a|as|e|et|y|bis|und|до|по|и|ate|الي|حتي|و)(?!\w)|[至到])\s?"
)
_NUMBER = re.compile(r"(?<!\d)[0-3]?\d(?!\d)")
_DAY_AFTER = re.compile(
    r"\s?\)?\s?(?:\([^()\d]{1,6}\)\s?)?(?:[-–~]|至|到)\s?(?P<day>[0-3]?\d)\s?[日号號.]?(?![\d:.h])"
    r"(?:\([^()\d]{1,6}\))?"
)
_DAY_BEFORE = re.compile(r"(?<!\d)(?P<day>[0-3]?\d)\.?\s?(?:,\s?|\sو)$")
# "Tuesday 8 – Thursday 10 September": the first day, where the last one begins with its weekday.
_WEEKDAY_BEFORE = re.compile(
    r"(?:(?<!\w)(?P<name>[^\W\d_][\w-]{1,14})\.?,?\s)?(?<!\d)(?P<day>[0-3]?\d)\.?\s?(?:[-–~]|(?<=\s)(?:to|until|and|au|al?|e|bis|und|до|по|и)(?=\s))\s?$"
)
_YEAR_WORD = re.compile(r"\s?г(?:ода|\.)?(?!\w)")
_PLACES = re.compile(r"(?<!\w)[^\W_]|[上下中](?=午\s?\d)|(?<=[\u3400-\u9fff])\d")
_LETTERS = re.compile(r"(?<![\w+])[A-Z]{3,4}(?![\w+])")
_BEHIND_CLOCK = re.compile(r"\d\s?(?:h|[ap]\.?m\.?|uhr|heures?|horas?|час(?:ов|а)?|点)?[\s,]?\(?$")
_IN_BRACKETS = re.compile(r"\([^()]{1,60}\)")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FEW_WORDS, _FEW_SIGNS = 3, 6
_LONGEST_HEAD = 80
_LONGEST = 158
_LONGEST_SENTENCE = 500
_LEAD = 40  # letters around a date in which the other day of a range may stand
_LONG_AGO = timedelta(days=60)
_ZONES = {
    "GMT": "Etc/UTC", "UTC": "Etc/UTC", "WET": "Europe/Lisbon", "WEST": "Europe/Lisbon",
    "BST": "Europe/London", "CET": "Europe/Berlin", "CEST": "Europe/Berlin", "MEZ": "Europe/Berlin",
    "MESZ": "Europe/Berlin",
    "HNEC": "Europe/Paris", "HAEC": "Europe/Paris", "EET": "Europe/Helsinki", "EEST": "Europe/Helsinki",
    "MSK": "Europe/Moscow", "TRT": "Europe/Istanbul", "CAT": "Africa/Maputo", "WAT": "Africa/Lagos",
    "EAT": "Africa/Nairobi", "SAST": "Africa/Johannesburg", "GST": "Asia/Dubai", "PKT": "Asia/Karachi",
    "IST": "Asia/Kolkata", "NPT": "Asia/Kathmandu", "ICT": "Asia/Bangkok", "WIB": "Asia/Jakarta",
    "SGT": "Asia/Singapore", "HKT": "Asia/Hong_Kong", "PHT": "Asia/Manila", "AWST": "Australia/Perth",
    "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
    "NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland", "BRT": "America/Sao_Paulo",
    "ART": "America/Argentina/Buenos_Aires", "CLT": "America/Santiago", "CLST": "America/Santiago",
    "COT": "America/Bogota", "PET": "America/Lima", "VET": "America/Caracas", "BOT": "America/La_Paz",
    "UYT": "America/Montevideo", "EST": "America/New_York", "EDT": "America/New_York",
    "CST": "America/Chicago", "CDT": "America/Chicago", "MST": "America/Denver", "MDT": "America/Denver",
    "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
}  # fmt: skip


@dataclass(slots=True)
class Days:
    """What one run says about days, and where; clocks only where each day has its own."""

    first: Dated
    last: Dated | None
    taken: list[tuple[int, int]]
    between: tuple[int, int] | None = None  # from the first date's end to the last one's beginning


class TimeReader:
    """Puts together what the facts about the time say, one run after another."""

    def __init__(self, source: Source, words: Vocabulary, home: str, today: date) -> None:
        self._source, self._words, self._home, self._today = source, words, home, today
        self._dates = DateReader(words)
        self._clocks = ClockReader(words)
        self._card = source.card("time")
        self._starts: int | None = None
        self._ends: int | None = None
        self._is_exact = self._is_edge = False
        self._zone_run = Run(0, "", "")
        self._zone = ("", "", "")  # value, letters, doubt
        self.found = AnnouncedTime()

    def days_of(self, run: Run) -> Days | None:
        """The day or the days a run names."""
        run = run.part(0, _LONGEST)
        dated = self._dates.find(run)
        if dated is None or dated.month is None or dated.day is None:
            return None
        first, last = self._split(run.part(dated.start, dated.end), dated)
        behind = _YEAR_WORD.match(run.folded, dated.end)
        taken = [(dated.start, behind.end() if behind else dated.end)]
        if last is None and (match := _DAY_AFTER.match(run.folded, dated.end)):
            last = Dated(dated.end, match.end(), int(match["day"]), first.month, first.year)
            taken.append(match.span())
        if match := _DAY_BEFORE.search(run.folded, 0, dated.start):
            last = last or first
            first = Dated(match.start(), dated.end, int(match["day"]), first.month, first.year)
            taken.append(match.span())
        elif last is None and (match := self._day_before_weekday(run, dated)):
            last, first = first, Dated(match.start(), dated.end, int(match["day"]), first.month, first.year)
            taken.insert(0, match.span())
        if last is None and (more := self._dates.find(run.part(dated.end))) and more.month and more.day:
            shift = run.part(dated.end).start - run.start
            begin = shift + more.start
            return Days(first, more, [*taken, (begin, shift + more.end)], (dated.end, begin))
        return Days(first, last, taken)

    def _day_before_weekday(self, run: Run, dated: Dated) -> re.Match[str] | None:
        """Where the first day stands before a date that begins with its weekday."""
        match = _WEEKDAY_BEFORE.search(run.folded, 0, dated.start)
        is_weekday = run.text[dated.start : dated.start + 1].isalpha()
        if match is None or not is_weekday or not 0 < int(match["day"]) < (dated.day or 0):
            return None
        named = match["name"] is None or self._words.whole(run.part(*match.span("name")), "weekdays")
        return match if named else None

    def days_in(self, run: Run) -> Run | None:
        """Where a sentence names a day with its year, and the last one if there are several."""
        place, dated = 0, None
        while dated is None and place < min(len(run.text), _LONGEST_SENTENCE):
            stretch = run.part(place, place + _LONGEST)
            dated = self._dates.find(stretch)
            place += _LONGEST - 2 * _LEAD
        if dated is None:
            return None
        begin = stretch.start - run.start
        window = run.part(max(0, begin + dated.start - _LEAD), begin + dated.end + _LEAD)
        days = self.days_of(window)
        if days is None or not (days.first.year or (days.last and days.last.year)):
            return None
        begin = window.start - run.start + min(start for start, _ in days.taken)
        return run.part(begin, begin + _LONGEST)  # with the clocks behind it

    def read(self, run: Run, key: str) -> None:
        """Take over what a fact called "dates", "starts", "ends", "time" or "timezone" says."""
        run = run.part(0, _LONGEST)
        days = self.days_of(run) if key != "timezone" else None
        if days is not None:
            self._take_days(run, days, key)
        left = _blanked(run, days.taken if days else [])
        if days and days.between and not self._is_exact:
            self._take_exact(run, left, days)
        if not (days and days.between and self._is_exact) and key != "timezone":
            self._take_times(run, left, key, has_day=days is not None)
        self._take_zone(run, is_stated=key == "timezone")

    def is_only_time(self, run: Run) -> bool:
        """Whether a line names a day with its year, and hardly anything but the time."""
        rest = self.rest(run)
        if rest is None or len(_HAN.findall(rest.text)) > _FEW_SIGNS:
            return False
        return len(_WORDS.findall(rest.text)) <= _FEW_WORDS

    def rest(self, run: Run) -> Run | None:
        """What a line says besides the time; none when it names no day with its year."""
        days = self.days_of(run) if len(run.text) <= _LONGEST else None
        if days is None or not (days.first.year or (days.last and days.last.year)):
            return None
        left = _blanked(run, days.taken)
        times = self._times(left, 0)
        return _blanked(left, [(times.place, times.end)] if times else [])

    def is_only_day_of(self, run: Run) -> bool:
        """Whether a run is one day with its year, and nothing else."""
        days = self.days_of(run)
        return days is not None and days.last is None and not _WORDS.search(_blanked(run, days.taken).text)

    def before_day(self, run: Run) -> str:
        """What stands before the day a run names."""
        days = self.days_of(run)
        return run.text[: min(start for start, _ in days.taken)].strip() if days else run.text

    def zone_near_clocks(self, run: Run) -> None:
        """Where no fact names a zone, a sentence with the hours may."""
        if not self._zone[0] and not self._home and self._times(run.part(0, _LONGEST), 0):
            self._take_zone(run.part(0, _LONGEST), is_stated=False)

    def is_only_clock(self, run: Run, *, may_be_open: bool = False) -> bool:
        """Whether a line gives hours and hardly anything else; `may_be_open`: perhaps no end."""
        times = self._times(run, 0) if len(run.text) <= _LONGEST else None
        if times is None or times.first is None or (times.last is None and not may_be_open):
            return False
        left = _IN_BRACKETS.sub("", _blanked(run, [(times.place, times.end)]).text)  # "(hora de X, UTC-5)"
        return len(_WORDS.findall(left)) <= _FEW_WORDS

    def is_same_day(self, run: Run, other: Run) -> bool:
        """Whether two runs begin with the same day of the year."""
        first, second = self.days_of(run), self.days_of(other)
        if first is None or second is None:
            return False
        return (first.first.day, first.first.month) == (second.first.day, second.first.month)

    def from_programme(self, runs: Sequence[Run]) -> None:
        """Where nothing else says when it is: the days above the sessions."""
        for run in runs:
            days = self.days_of(run) if run and len(run.text) <= _LONGEST_HEAD else None
            if days is None or self._clocks.starts(run) is not None:
                continue
            day = self._on(days.first, days.first.year)
            if day is not None:
                self.found.first_day = min(self.found.first_day or day, day)
                self.found.last_day = max(self.found.last_day or day, day)

    def settle(self) -> AnnouncedTime:
        """The time, brought to the clocks of the place."""
        found = self.found
        if found.first_day is not None:
            found.last_day = max(found.last_day or found.first_day, found.first_day)
            self._set_hours(found)
        self._settle_zone(found)
        return found

    def _split(self, run: Run, dated: Dated) -> tuple[Dated, Dated | None]:
        for cut in _THROUGH.finditer(run.folded):
            first = self._dates.find(run.part(0, cut.start()))
            last = self._dates.find(run.part(cut.end()))
            if first and last and first.month and first.day and last.month and last.day:
                return first, last
        numbers = [int(match[0]) for match in _NUMBER.finditer(run.folded)]
        if dated.is_range and dated.day in numbers:
            later = numbers[numbers.index(dated.day) + 1 :]
            if later and later[0] > dated.day:
                return dated, Dated(dated.start, dated.end, later[0], dated.month, dated.year)
        return dated, None

    def _take_days(self, run: Run, days: Days, key: str) -> None:
        year = days.first.year or (days.last.year if days.last else None)
        first = self._on(days.first, year)
        last = self._on(days.last, days.last.year or year) if days.last else None
        if first is None:
            self._doubt("impossible_date", run)
            return
        if last and last < first and days.first.year is None:
            first = first.replace(year=first.year - 1) if first.month != 2 or first.day != 29 else first  # noqa: PLR2004
        if days.first.weekday and first.isoweekday() != days.first.weekday:
            self._doubt("weekday_contradicts_date", run)
        if days.first.is_misspelt:
            self._doubt("misspelt_date", run)
        for start, end in days.taken:
            self.found.said.append(self._source.found(run.part(start, end), "days", self._card))
        if key == "ends":
            self.found.last_day = last or first
        elif self.found.first_day is None:
            self.found.first_day, self.found.last_day = first, last or self.found.last_day

    def _on(self, dated: Dated, year: int | None) -> date | None:
        assert dated.month is not None  # noqa: S101 - asked before
        assert dated.day is not None  # noqa: S101
        try:
            found = date(year or self._today.year, dated.month, dated.day)
            is_past = year is None and found < self._today - _LONG_AGO
            return found.replace(year=found.year + 1) if is_past else found
        except ValueError:
            return None

    def _take_exact(self, run: Run, left: Run, days: Days) -> None:
        """Each day has its own clock: "14 February 2024, 12:30 – 15 February 2024, 14:00"."""
        assert days.between is not None  # noqa: S101 - asked before
        before = self._times(
            Run(left.start, left.text[: days.between[1]], left.folded[: days.between[1]]), days.between[0]
        )
        after = self._times(left, days.between[1])
        if before is None or after is None or before.first is None or after.first is None:
            return
        self._is_exact = True
        self._starts, self._ends = before.first.minutes, after.first.minutes
        for times in (before, after):
            self._source.ledger.claim(run.part(times.place, times.end), "hours", self._card)

    def _take_times(self, run: Run, left: Run, key: str, *, has_day: bool) -> None:
        times = self._times(left, 0)
        if times is None:
            return
        self._source.ledger.claim(run.part(times.place, times.end), "hours", self._card)
        if key == "starts" and times.first and times.last is None:
            self._starts = times.first.minutes
            self._mark_edge(has_day=has_day)
        elif key == "ends" and (times.first or times.last):
            end = times.last or times.first
            assert end is not None  # noqa: S101
            self._ends = end.minutes
            self._mark_edge(has_day=has_day)
        elif self._starts is None and times.first:
            self._starts, self._ends = _both(times.first, times.last)

    def _mark_edge(self, *, has_day: bool) -> None:
        """A beginning or an end with its day is exact; without one it may be that of every day."""
        self._is_exact = self._is_exact or has_day
        self._is_edge = True

    def _times(self, left: Run, place: int) -> Times | None:
        for match in _PLACES.finditer(left.folded, place):
            times = self._clocks.at(left, match.start())
            if times is not None and not times.is_weak:
                return times
        return None

    def _take_zone(self, run: Run, *, is_stated: bool) -> None:
        day = self.found.first_day or self._today
        zone = ZoneReader(self._words, self._home, day).find(run) or cities.told_time(run, self._words)
        if zone is None or (self._zone[0] and not is_stated):
            return
        letters = _LETTERS.search(run.text, zone.start, zone.end)
        is_behind = _BEHIND_CLOCK.search(run.folded, 0, zone.start) or self.is_only_clock(
            run, may_be_open=True
        )
        if letters and not is_stated and not is_behind:
            return  # "Japan Science and Technology (JST)"
        self._zone_run = run.part(zone.start, zone.end)
        self._zone = (zone.value, letters[0] if letters else "", zone.doubt)
        self._source.ledger.claim(run.part(zone.start, zone.end), "timezone", self._card)

    def _doubt(self, code: str, run: Run) -> None:
        self.found.doubts.append(Question(code, self._source.span(run)))

    def _set_hours(self, found: AnnouncedTime) -> None:
        first, last = found.first_day, found.last_day
        assert first is not None  # noqa: S101 - asked before
        assert last is not None  # noqa: S101
        if self._starts is None:
            return
        if first == last or self._is_exact or (self._is_edge and self._ends is None):
            found.starts = _moment(first, self._starts)
            if self._ends is not None:
                over = first == last and self._ends <= self._starts
                found.ends = _moment(last + timedelta(days=over), self._ends)
        elif self._ends is not None and self._starts < self._ends < DAY:
            found.daily_start, found.daily_end = _clock(self._starts), _clock(self._ends)

    def _settle_zone(self, found: AnnouncedTime) -> None:
        value, letters, doubt = self._zone
        if doubt:
            self._doubt(doubt, self._zone_run)
        found.timezone = self._home
        if not value:
            return
        if not self._home:
            found.timezone = (
                value if "/" in value else _ZONES.get(letters, "Etc/UTC" if value == "+00:00" else "")
            )
            if not found.timezone:
                self._doubt("zone_without_place", self._zone_run)
        elif value != self._home and doubt != "zone_contradicts_season":
            self._bring_home(found, _zone(value))

    def _bring_home(self, found: AnnouncedTime, zone: ZoneInfo | timezone) -> None:
        """The page gives the time of somewhere else: what do the clocks of the place show then?"""
        home = ZoneInfo(self._home)
        for name in ("starts", "ends"):
            moment: datetime | None = getattr(found, name)
            if moment is not None:
                setattr(found, name, moment.replace(tzinfo=zone).astimezone(home).replace(tzinfo=None))


def _both(first: Clock, last: Clock | None) -> tuple[int, int | None]:
    """Start and end in minutes; "2:00–3:30 pm" says its half of the day once."""
    start = first.minutes
    if last is None:
        return start, None
    end = last.minutes
    if last.half == "pm" and not first.half and first.hour < 12 and start + NOON < end:  # noqa: PLR2004
        start += NOON
    return start, end


def _blanked(run: Run, taken: list[tuple[int, int]]) -> Run:
    """The run without its dates, every place as it was: no year is taken for a time."""
    text, folded = run.text, run.folded
    for start, end in taken:
        blank = "\x1f" * (end - start)
        text, folded = text[:start] + blank + text[end:], folded[:start] + blank + folded[end:]
    return Run(run.start, text, folded)


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _zone(value: str) -> ZoneInfo | timezone:
    if "/" in value:
        return ZoneInfo(value)
    hours, _colon, minutes = value[1:].partition(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if value[0] == "-" else offset)
