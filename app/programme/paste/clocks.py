"""Times of day in all the ways people write them: one clock, a span of two, only an end, a duration."""

import re
from dataclasses import dataclass
from functools import cache

from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

DAY = 24 * 60
NOON = 12 * 60

_CORE = re.compile(
    r"(?<![\d.,/])(?<!\d:)(?:"
    r"(?P<hour>[01]?\d|2[0-4])(?:\s?[:.h]\s?|\s?uhr\s|\s?[点點时時]\s?|\s?ч\s?"
    r"|\s?(?:heures?|horas?(?:\s[ey])?|час\w{0,2})\s|-(?=[0-5]\dh))(?P<minute>[0-5]\d)"
    r"(?::[0-5]\d)?(?:分(?![组組论論会會享场場科班析])|\s?(?:min(?:utos?|utes?|uten)?|минут\w?)(?!\w|\s(?:of|from|and)\s)\.?)?"
    r"|(?P<half>[01]?\d|2[0-3])\s?[点點]半"
    r"|(?P<compact>(?:[01]\d|2[0-4])[0-5]\d)"
    r"|(?P<bare>\d{1,2}))(?![\d])"
)
_FOR = re.compile(r"\s(?:for|pour)\s")
_DASH = r"[-–~→>]{1,3}"
_PERIODS = re.compile(r"\s?(?:(a)|p)\.?\s?m\b\.?")
# Noon as much of Latin America writes it, "12:00 m": before a joint or an end, or where a morning ends.
_NOON = re.compile(r"\s?m\.?(?=\s*(?:$|[,;:)\]|\t\x1f]|[-–]\s?\d|(?:a|hasta)\s\d))")
_MORNING = re.compile(r"a(?P<point>\.?)\s?m\.?[^\da-z]{1,6}(?:(?:a|hasta)\s)?(?:las\s)?$")
_MORNINGS_END = {"": re.compile(r"\s?m(?![\w.'-])"), ".": re.compile(r"\s?m\.?(?![\w'-])")}
_FAR = len("a. m. – hasta las ")
_DIGIT = re.compile("(?<![^\\W\u3400-\u9fff])(?<![.:])\\d")  # the first of a number
_CENTURIES = {19, 20}
_TAIL_LENGTH = 90
_MOST_TRIED = 12


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour and a minute as written, and the half of the day if the text says it."""

    hour: int
    minute: int
    half: str  # "am", "pm", or empty
    end: int  # where it ends in its run
    is_bare: bool = False  # a lone number
    is_compact: bool = False  # "0930"

    @property
    def minutes(self) -> int:
        """Since midnight, with the half of the day respected."""
        hour = self.hour
        if self.half == "pm" and hour < 12:  # noqa: PLR2004
            hour += 12
        elif self.half == "am" and hour == 12:  # noqa: PLR2004
            hour = 0
        return hour * 60 + self.minute

    @property
    def is_certain(self) -> bool:
        """Whether nobody could ask which half of the day is meant."""
        return bool(self.half) or self.hour >= 13 or self.hour == 0  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Times:
    """What a run says about time between two places: a start, an end, or both."""

    place: int
    end: int
    first: Clock | None
    last: Clock | None

    @property
    def is_weak(self) -> bool:
        """Four digits alone may be a year or a number, and two of them a span of years."""
        if self.first is None or not self.first.is_compact:
            return False
        return self.last is None or self.are_years

    @property
    def are_years(self) -> bool:
        """Whether both clocks could be years as well: "2026-2030"."""
        return all(one and one.is_compact and one.hour in _CENTURIES for one in (self.first, self.last))


class ClockReader:
    """Finds times in runs, with the connecting words of a vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        def either(*keys: str) -> str:
            spellings = {spelling for key in keys for spelling in words.spellings("clock", key)}
            ordered = sorted(spellings, key=_longest_first)
            return "|".join(rf"{re.escape(word)}(?!\w)" if word[-1:].isalnum() else re.escape(word)
                            for word in ordered)  # fmt: skip

        self._noons = words.spellings("clock", "noon") | words.spellings("clock", "midday")
        before = words.spellings("clock", "am") | words.spellings("clock", "pm") | self._noons
        ideographs = "|".join(sorted((word for word in before if word[:1] >= "\u3400"), key=_longest_first))
        self._from = re.compile(rf"(?:{either('label')})?\s?:?\s?(?:{either('from')})?\.?\s{{0,3}}")
        self._label = re.compile(rf"(?:{either('label')})\s?:?\s?")
        self._to = re.compile(rf"[\s|]{{0,4}}(?:{_DASH}\s{{0,3}}(?:(?:{either('to')})\s{{1,2}})?"
                              rf"|(?:{either('to')})\s{{0,3}})(?:{either('from')})?\s{{0,3}}")  # fmt: skip
        self._to_ideograph = re.compile(r"\s?[至到]\s?")
        self._until = re.compile(rf"(?:{either('until')})\s{{1,3}}")
        self._unit = re.compile(rf"\s?(?:{either('unit')}|[点點时時](?!间|間)|o'clock)\.?")
        self._half = re.compile(rf"\s{{0,2}}(?:(?P<am>{either('am')})|(?P<pm>{either('pm')}))")
        self._before = re.compile(rf"(?:{ideographs or '(?!)'})\s?")
        self._name = re.compile(rf"(?:(?P<noon>{either('noon')})|(?P<midnight>{either('midnight')}))")
        self._open = re.compile(
            rf"\s{{0,3}}(?:{_DASH}\s{{0,3}})?(?:(?:{either('to')})\s)?(?:{either('open')})(?=\s*(?:[-–:|,)\t\x1f]|$)|(?<=wards)\s|(?<=onward)\s|(?<=adelante)\s|(?<=diante)\s)"
            r"|\+(?=\s|$)"
        )
        self._minutes = re.compile(
            rf"\(?\s?(?:(?P<times>\d{{1,2}})\s?[x×]\s?)?(?P<n>\d{{1,3}})\s?(?:(?:{either('minutes')})(?!\w)|'(?!\w)|min\.?)\s?\)?"
            rf"|\(?\s?(?P<h>\d(?:[.,]5)?)\s?(?:hours?|h|std|stunden?|heures?|horas?|час\w*|小时|小時)(?:\s?(?P<hm>[0-5]\d))?\s?\)"
        )
        self._mornings = words.spellings("clock", "am")

    def at(self, run: Run, place: int = 0) -> Times | None:
        """The times that begin at this place, connecting words included."""
        text = run.folded
        until = self._until.match(text, place)
        clock = self._clock(text, until.end(), named=True) if until else None
        if (
            clock
            and not clock.is_bare
            and self._joined(text, clock.end) is None
            and _stands_alone(text, clock)
        ):
            return Times(place, clock.end, None, clock)
        opened = self._from.match(text, place)
        begin = opened.end() if opened else place
        label = self._label.match(text, place)
        has_word = begin > place and not (label and label.end() == begin)
        first = self._clock(text, begin, named=True)
        if first is None:
            return None
        return self._span(text, place, first, has_word=has_word)

    def starts(self, run: Run) -> Times | None:
        """The times with which the run begins, brackets aside."""
        opening = re.match(r"[\[(]\s?", run.folded)
        times = self.at(run, opening.end() if opening else 0)
        if times is None or opening is None:
            return times
        closing = re.compile(r"\s?[\])]").match(run.folded, times.end)
        return Times(0, closing.end(), times.first, times.last) if closing else times

    def ends(self, run: Run) -> Times | None:
        """The times with which the run ends, brackets aside; only spans, or clocks no number could be."""
        text = run.folded
        limit = len(text.rstrip(" .;,)]"))
        for tried, match in enumerate(_DIGIT.finditer(text[-_TAIL_LENGTH:])):
            if tried > _MOST_TRIED:
                break
            place = max(0, len(text) - _TAIL_LENGTH) + match.start()
            times = self.at(run, place)
            if times and times.end >= limit and not times.is_weak:
                return Times(self._word_before(text, place), len(text), times.first, times.last)
        return None

    def duration(self, run: Run) -> tuple[int, int, int] | None:
        """A length in minutes with which the run ends, and where it stands."""
        tail = run.folded[-_TAIL_LENGTH:]
        if not any(map(str.isdecimal, tail)):
            return None  # quicker than looking for its words
        for match in self._minutes.finditer(tail):
            start = max(0, len(run.folded) - _TAIL_LENGTH)
            if start + match.end() >= len(run.folded.rstrip(" .;,")):
                minutes = int(match["n"]) if match["n"] else _hours(match["h"], match["hm"])
                return start + match.start(), len(run.folded), minutes * int(match["times"] or 1)
        return None

    def _word_before(self, text: str, place: int) -> int:
        head = text[max(0, place - 20) : place]
        for match in re.finditer(r"(?<!\w)[^\W\d_]", head):
            opened = self._from.fullmatch(head, match.start())
            if opened and opened.group().strip():
                return place - len(head) + match.start()
        return place

    def _span(self, text: str, place: int, first: Clock, *, has_word: bool) -> Times | None:
        joint = self._joined(text, first.end)
        last = self._clock(text, joint, named=True) if joint is not None else None
        if last is None or not _stands_alone(text, last, is_end=not first.is_bare):
            if first.is_bare or not _stands_alone(text, first):
                return None
            nobody_knows = self._open.match(text, first.end)  # "20:30–late"
            end = nobody_knows.end() if nobody_knows else self._begun(text, first.end)
            return Times(place, end, first, None)
        is_year = first.is_compact and re.match(r"-\d\d-\d\d", text[first.end :])
        is_number = last.is_bare and (first.is_compact or (first.is_bare and not has_word))
        if is_year or is_number or (first.is_bare and last.is_compact):
            return None
        if last.is_bare and not (first.half or has_word or _closes(text, first, last)):
            return Times(place, first.end, first, None)
        return Times(place, last.end, first, last)

    def _begun(self, text: str, place: int) -> int:
        """Where a clock ends behind which stands when one has arrived: "18:30 for 19:00"."""
        match = _FOR.match(text, place)
        begun = self._clock(text, match.end(), named=False) if match else None
        return begun.end if begun and not begun.is_bare and _stands_alone(text, begun) else place

    def _joined(self, text: str, place: int) -> int | None:
        match = self._to_ideograph.match(text, place) or self._to.match(text, place)
        return match.end() if match else None

    def _clock(self, text: str, place: int, *, named: bool) -> Clock | None:
        before = self._before.match(text, place)
        match = _CORE.match(text, before.end() if before else place)
        if match is None:
            return self._named(text, place) if named else None
        half = self._said(before.group()) if before else ""
        end = match.end()
        is_bare = match["bare"] is not None
        for _ in range(2):  # "9 h am", "9 am h"
            if unit := self._unit.match(text, end):
                end, is_bare = unit.end(), False
            period = _PERIODS.match(text, end)
            if period:
                end, half, is_bare = period.end(), "am" if period[1] else "pm", False
            elif not half and (word := self._half.match(text, end)):
                end, half, is_bare = word.end(), "am" if word["am"] else "pm", False
        hour, minute = _numbers(match)
        if hour > 24 or (hour == 24 and minute) or (before and match["bare"] and is_bare):  # noqa: PLR2004
            return None
        if match["hour"] == "12" and not minute and not half and (mark := _noon_mark(text, place, end)):
            end, half = mark, "pm"
        if name := self._name.match(text, end + text.startswith(" ", end)):  # "12noon", "12:00 noon"
            end, half, is_bare = name.end(), "pm" if name["noon"] else "am", False
        if before and before.group().strip() in self._noons:
            half = "" if hour >= 10 else "pm"  # noqa: PLR2004
        return Clock(hour, minute, half if hour <= 12 else "", end, is_bare, match["compact"] is not None)  # noqa: PLR2004

    def _named(self, text: str, place: int) -> Clock | None:
        match = self._name.match(text, place)
        if match is None:
            return None
        return Clock(12, 0, "pm" if match["noon"] else "am", match.end())

    def _said(self, word: str) -> str:
        return "am" if word.strip() in self._mornings else "pm"


@cache
def clock_reader(words: Vocabulary) -> ClockReader:
    """The reader of a vocabulary, its patterns made once."""
    return ClockReader(words)


def _longest_first(word: str) -> tuple[int, str]:
    """How words of a pattern are put in order, so that none hides a longer one it begins."""
    return -len(word), word


def _noon_mark(text: str, place: int, end: int) -> int:
    """Where the letter ends that says noon behind a clock, which began at `place`; 0 when there is none."""
    match = _NOON.match(text, end)
    morning = _MORNING.search(text[max(0, place - _FAR) : place])
    if match is None and morning:
        match = _MORNINGS_END[morning["point"]].match(text, end)
    return match.end() if match else 0


def _numbers(match: re.Match[str]) -> tuple[int, int]:
    if match["compact"]:
        return int(match["compact"][:2]), int(match["compact"][2:])
    if match["half"]:
        return int(match["half"]), 30
    return int(match["hour"] or match["bare"]), int(match["minute"] or 0)


def _hours(hours: str, minutes: str | None) -> int:
    return int(float(hours.replace(",", ".")) * 60) + int(minutes or 0)


def _closes(text: str, first: Clock, last: Clock) -> bool:
    """Whether a lone number after a clock can only be its end: "9:30 to 11", not "9:30 - 3 talks"."""
    return last.hour > first.hour and re.match(r"\s*(?:$|[:|)\],])", text[last.end :]) is not None


def _stands_alone(text: str, clock: Clock, *, is_end: bool = False) -> bool:
    """Not the beginning of a date, a version or a longer number."""
    rest = text[clock.end : clock.end + 3]
    if re.match(r"[.:/]\d|\d|%|-\d\d-", rest):
        return False
    if is_end and re.match(r"\.(?!\d)", rest):
        return True  # "9.00-10.10. Opening"
    is_date = 1 <= clock.minute <= 12 and rest[:1] == "." and text[: clock.end][-3:-2] == "."  # noqa: PLR2004
    return not (is_date and not re.match(r"\.\s*$", rest))
