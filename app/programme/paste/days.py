"""Dates in text: day heads, dates before a clock, numbered days, and what is doubtful about them."""

import difflib
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Hit, Vocabulary

_ORDINAL = r"(?:st|nd|rd|th|er|ere|eme|e|º|ª|°|\.|-?го|-е)?"
_DAY = rf"(?P<day>[0-3]?\d){_ORDINAL}"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_LINK = r"(?:\s|,|\.|(?<!\w)(?:of|de|del|du|d'|the|г|من)(?!\w))*"
_WORDS = r"(?<!\w)(?:to|and|au|al?|a|e|et|y|bis|und|до|по|и|до|ate|至|到|الي|و)(?!\w)"
_THROUGH = rf"(?:[-–/&]|{_WORDS})"
_SLASH = re.compile(r"\s?/\s?")
_BEFORE_MONTH = re.compile(
    rf"(?<![\d.:/])(?:(?P<from>[0-3]?\d){_ORDINAL}\s?(?:{_THROUGH}\s?|{_WORDS}\s[^\W\d_]{{2,12}},?\s))?"
    rf"{_DAY}{_LINK}$"
)
_AFTER_MONTH = re.compile(
    rf"{_LINK}{_DAY}(?!\d|[:.]\d|h\d)(?:\s?{_THROUGH}\s?(?P<to>[0-3]?\d){_ORDINAL}(?!\d|[:.]\d|h\d))?(?:{_LINK}{_YEAR}(?!\d))?"
)
_DAY_BEHIND = re.compile(rf",?\s{_DAY}(?=\s*$|\s?[|(])")
_YEAR_AFTER = re.compile(rf"{_LINK}{_YEAR}(?!\d)")
_NUMERIC = re.compile(
    r"(?<![\d.:/-])(?:(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>[01]?\d)(?P=s)(?P<d>[0-3]?\d)"
    r"|(?P<d2>[0-3]?\d)(?P<s2>[-/.])(?P<m2>[0-3]?\d)(?P=s2)(?P<y2>(?:19|20)?\d\d)"
    r"|(?:(?P<y3>(?:19|20)\d\d)\s?年\s?)?(?P<m3>[01]?\d)\s?月\s?(?P<d3>[0-3]?\d)\s?[日号號]?"
    r"(?P<through>\s?[至到–~-]\s?[0-3]?\d\s?[日号號])?"
    r"|(?P<d4>[0-3]?\d)(?P<s4>[./])(?P<m4>[01]?\d)(?P=s4)?(?!\w))(?![\d:])"
)
_NUMBERS = re.compile(r"\d[./-]\d|\d\s?[年月]|\d\.(?!\w)")
_NUMBERED = re.compile(r"[\s#n°º.]{0,3}(?P<n>\d{1,2}|i{1,3}v?|iv|v)(?!\w)")
_NUMBER_BEFORE = re.compile(r"(?<!\w)(?P<n>\d)(?:st|nd|rd|th|er|ere|e|eme|º|ª|\.|-й)?\s?$")
_FILLER = re.compile(r"[\s,.;:|()\[\]\-–/\"'&•]*")
_UNKNOWN_MONTH = re.compile(
    rf"(?:(?P<d1>[0-3]?\d){_ORDINAL}\s(?:of |de )?(?P<w1>[^\W\d_]{{4,12}})"
    rf"|(?P<w2>[^\W\d_]{{4,12}})\s(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?),?\s(?:de )?{_YEAR}"
)
_BEHIND_CLOCK = re.compile(r"\d[.:h]\d\d\s?[-–]\s?$")  # "10.00-11.10"
_LONGEST_HEAD = 160
_LONGEST_ABBREVIATION = 3
_MARGIN = 7  # days
_LONGEST_EVENT = 62  # days; in more than two months a day's number says nothing


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as written, from `start` to `end` of its run; what the text leaves open is None."""

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    number: int | None = None  # "Day 2"
    is_range: bool = False
    is_misspelt: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    values: dict[str, int]
    is_range: bool = False
    is_misspelt: bool = False


class DateReader:
    """Finds dates in runs, with the months, weekdays and counting words of a vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._months = {
            spelling: month
            for month in range(1, 13)
            for spelling in words.spellings("months", str(month))
            if len(spelling) > _LONGEST_ABBREVIATION
        }

    def find(self, run: Run) -> Dated | None:
        """The first date of the run with the weekday and the number that belong to it."""
        if len(run.text) > _LONGEST_HEAD:
            return None
        pieces = sorted(self._pieces(run), key=lambda piece: piece.start)
        core = next((piece for piece in pieces if "month" in piece.values), None)
        core = core or next((piece for piece in pieces if "number" in piece.values), None)
        core = core or next(iter(pieces), None)
        if core is None:
            return None
        return self._together(run, core, pieces)

    def leftover(self, run: Run, dated: Dated) -> tuple[Run, Run]:
        """What stands before and after a date, without the words that only lead to it."""
        return self._bare(run.part(0, dated.start)), self._bare(run.part(dated.end))

    def is_about_something_else(self, run: Run) -> bool:
        """Whether the line says when the text was revised or what must be done until when."""
        return any(hit.table == "days" and hit.key == "other" for hit in self._words.hits(run))

    def _bare(self, run: Run) -> Run:
        run = run.stripped(",.;:|()[]-–/\"'&•#*")
        for hit in self._words.of(run, "days"):
            if hit.key == "within" and hit.start == 0:
                return self._bare(run.part(hit.end))
        return run

    def _together(self, run: Run, core: _Piece, pieces: list[_Piece]) -> Dated:
        start, end, values = core.start, core.end, dict(core.values)
        is_range = core.is_range
        for piece in reversed([piece for piece in pieces if piece.end <= core.start]):
            if self._fills(run.part(piece.end, start)) and values.keys().isdisjoint(piece.values):
                start, values = piece.start, values | piece.values
        for piece in [piece for piece in pieces if piece.start >= core.end]:
            if "month" in piece.values and "month" in values:
                is_range = is_range or piece.values != values
                if self._fills(run.part(end, piece.start)) or len(run.part(end, piece.start).text) <= 5:  # noqa: PLR2004
                    end = piece.end
            elif self._fills(run.part(end, piece.start)) and _agree(values, piece.values):
                end, values = piece.end, values | piece.values
        return Dated(start, end, **values, is_range=is_range, is_misspelt=core.is_misspelt)

    def _fills(self, run: Run) -> bool:
        if len(run.text) > 14:  # noqa: PLR2004 - "(the) "
            return False
        text = run.folded
        for hit in self._words.of(run, "days"):
            if hit.key in {"within", "day"}:
                text = text[: hit.start] + " " * (hit.end - hit.start) + text[hit.end :]
        return _FILLER.fullmatch(text) is not None

    def _pieces(self, run: Run) -> list[_Piece]:
        hits = self._words.hits(run)
        found = [piece for hit in hits if hit.table == "months" and (piece := self._around(run, hit))]
        if not found and _NUMBERS.search(run.folded):
            found = [piece for match in _NUMERIC.finditer(run.folded) if (piece := self._numeric(run, match))]
        if not found and (unknown := self._misspelt(run)):
            found = [unknown]
        taken = [(piece.start, piece.end) for piece in found]
        for hit in hits:
            if any(start < hit.end and hit.start < end for start, end in taken):
                continue
            if hit.table == "weekdays":
                found.append(self._weekday(run, hit))
            elif hit.table == "days" and (hit.key == "day" or hit.key.isdigit()):
                found += self._numbered(run, hit)
        return found

    def _weekday(self, run: Run, hit: Hit) -> _Piece:
        """A weekday, with the day's number if nothing but that follows: "Martes 9"."""
        values = {"weekday": int(hit.key)}
        number = _DAY_BEHIND.match(run.folded, hit.end)
        if number is None or not 1 <= int(number["day"]) <= 31:  # noqa: PLR2004
            return _Piece(hit.start, hit.end, values)
        return _Piece(hit.start, number.end(), values | {"day": int(number["day"])})

    def _around(self, run: Run, hit: Hit) -> _Piece | None:
        text, month = run.folded, {"month": int(hit.key)}
        last = self._month_end(run, hit)
        if match := _BEFORE_MONTH.search(text, max(0, hit.start - 40), hit.start):
            year = _YEAR_AFTER.match(text, last)
            values = month | {"day": int(match["from"] or match["day"])}
            end = year.end() if year else last
            if year:
                values["year"] = int(year["year"])
            start = match.start("from") if match["from"] else match.start("day")
            return _Piece(start, end, values, match["from"] is not None)
        if match := _AFTER_MONTH.match(text, hit.end):
            values = month | {"day": int(match["day"])}
            if match["year"]:
                values["year"] = int(match["year"])
            return _Piece(hit.start, match.end(), values, match["to"] is not None)
        return None

    def _month_end(self, run: Run, hit: Hit) -> int:
        """Where a month ends that is said by two names, as in Arabic: "9 شباط/فبراير 2027"."""
        slash = _SLASH.match(run.text, hit.end)
        for other in self._words.hits(run) if slash else ():
            if slash and other.start == slash.end() and (other.table, other.key) == (hit.table, hit.key):
                return other.end
        return hit.end

    def _numeric(self, run: Run, match: re.Match[str]) -> _Piece | None:
        if match["y"]:
            values = {"year": int(match["y"]), "month": int(match["m"]), "day": int(match["d"])}
        elif match["d2"]:
            day, month, year = int(match["d2"]), int(match["m2"]), int(match["y2"])
            if month > 12 >= day:  # noqa: PLR2004 - the month first, as in 11/26/2024
                day, month = month, day
            values = {"year": year if year > 99 else 2000 + year, "month": month, "day": day}  # noqa: PLR2004
        elif match["m3"]:
            values = {"month": int(match["m3"]), "day": int(match["d3"])}
            if match["y3"]:
                values["year"] = int(match["y3"])
        else:
            rest = run.text[match.end() :].strip(" .,:)")
            is_end = _BEHIND_CLOCK.search(run.text, 0, match.start()) is not None
            is_else = is_end or self._is_in_room(run, match.start()) or self._is_of_house(run, match)
            if is_else or (rest and not self._is_beside_weekday(run, *match.span())):
                return None
            values = {"month": int(match["m4"]), "day": int(match["d4"])}
        is_day = 1 <= values["month"] <= 12 and 1 <= values["day"] <= 31  # noqa: PLR2004
        return _Piece(match.start(), match.end(), values, match["through"] is not None) if is_day else None

    def _is_in_room(self, run: Run, place: int) -> bool:
        """Whether a number stands behind the word for a room: "Room 1.10"."""
        edge = len(run.text[:place].rstrip(" .-"))
        return any(hit.table == "rooms" and hit.end == edge for hit in self._words.hits(run))

    def _is_of_house(self, run: Run, match: re.Match[str]) -> bool:
        """Whether a number ends an address: "Foyer, Old Mill, Mill Lane 2/3"."""
        before = run.text[: match.start()].rstrip()
        is_address = "," in before and before[-1:].isalpha() and match["s4"] == "/"
        is_day = any(hit.table == "days" and hit.key == "day" for hit in self._words.hits(run))
        return is_address and not is_day and not self._ends_with_weekday(run.part(0, match.start()))

    def _is_beside_weekday(self, run: Run, start: int, end: int) -> bool:
        """Whether a weekday stands right before or behind; a Russian environment is a Wednesday, too."""
        return any(
            _FILLER.fullmatch(run.text, hit.end, start)
            if hit.end <= start
            else _FILLER.fullmatch(run.text, end, hit.start)
            for hit in self._words.of(run, "weekdays")
        )

    def _ends_with_weekday(self, run: Run) -> bool:
        return any(hit.end >= len(run.text.rstrip(" .(")) for hit in self._words.of(run, "weekdays"))

    def _misspelt(self, run: Run) -> _Piece | None:
        match = _UNKNOWN_MONTH.search(run.folded)
        if match is None:
            return None
        close = difflib.get_close_matches(match["w1"] or match["w2"], self._months, 1, 0.75)
        if not close:
            return None
        values = {
            "day": int(match["d1"] or match["d2"]),
            "month": self._months[close[0]],
            "year": int(match["year"]),
        }
        return _Piece(match.start(), match.end(), values, is_misspelt=True)

    def _numbered(self, run: Run, hit: Hit) -> list[_Piece]:
        text = run.folded
        if hit.key.isdigit():  # "First day", "Premier jour"; or a phrase that says all, "第一天"
            whole = text[hit.start : hit.end]
            days = (other for other in self._words.of(run, "days") if other.key == "day")
            day = next((other for other in days if 0 <= other.start - hit.end < len("  d")), None)
            if day or " " in whole or (len(whole) > 1 and whole[0] >= "\u3400"):
                end = day.end if day else hit.end
                return [_Piece(hit.start, end, {"number": int(hit.key)})]
            return []
        if match := _NUMBERED.match(text, hit.end):
            return [_Piece(hit.start, match.end(), {"number": _number(match["n"])})]
        if match := _NUMBER_BEFORE.search(text, 0, hit.start):
            return [_Piece(match.start(), hit.end, {"number": int(match["n"])})]
        word = next((other for other in self._words.of(run.part(hit.end), "days") if other.start == 0), None)
        if word and word.key.isdigit():
            gap = run.part(hit.end).start - run.start
            return [_Piece(hit.start, gap + word.end, {"number": int(word.key)})]
        return []


def _agree(values: dict[str, int], others: dict[str, int]) -> bool:
    """Whether two pieces say nothing different of one thing: "Monday / lunes 8"."""
    if values.keys() & others.keys() <= {"weekday"}:
        return all(others.get(key, value) == value for key, value in values.items())
    return False


@cache
def date_reader(words: Vocabulary) -> DateReader:
    """The reader of a vocabulary, made once."""
    return DateReader(words)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}.get(text, 0)


class Calendar:
    """Turns dates as written into days of the event, in the order of the text."""

    def __init__(self, first: date, last: date | None) -> None:
        self.first = first
        self.last = last or first
        self.day = first
        self.has_head = False
        self.turns = 0  # how many times the text has named a day
        self._opening = first  # the day called number one

    def resolve(self, dated: Dated) -> tuple[date, list[str]]:
        """The day meant, and the codes of what is doubtful about it."""
        doubts = ["misspelt_date"] if dated.is_misspelt else []
        if dated.month is not None and dated.day is not None:
            found = self._on(dated)
            if found is None:
                return self.day + timedelta(days=self.has_head), [*doubts, "impossible_date"]
            if dated.weekday is not None and found.isoweekday() != dated.weekday:
                doubts.append("weekday_contradicts_date")
            if dated.number is not None and dated.number > 1 and found == self._opening:
                doubts.append("day_number_contradicts_date")
            return found, doubts
        if dated.number is not None:
            return self._counted(dated.number), doubts
        if (found := self._of_month(dated)) is not None:
            return found, doubts
        return self._next_weekday(dated.weekday or self.day.isoweekday()), doubts

    def _of_month(self, dated: Dated) -> date | None:
        """The day of the event with this number in its month and this weekday: "Martes 9"."""
        start = self.first - timedelta(days=_MARGIN)
        length = min((self.last - start).days + _MARGIN, _LONGEST_EVENT)
        days = (start + timedelta(days=place) for place in range(length + 1))
        return next((day for day in days if (day.day, day.isoweekday()) == (dated.day, dated.weekday)), None)

    def _counted(self, number: int) -> date:
        """The day with this number of the event; of the month where the event is too short: "Dia 18"."""
        length = (self.last - self.first).days + 1
        days = (self.first + timedelta(days=place) for place in range(min(length, _LONGEST_EVENT)))
        if number > length and (found := next((day for day in days if day.day == number), None)):
            return found
        return self._opening + timedelta(days=max(0, number - 1))

    def turn_to(self, day: date, dated: Dated | None = None) -> None:
        """Go on with this day."""
        if (dated and dated.number == 1) or (not self.has_head and dated and dated.number is None):
            self._opening = day
        self.day, self.has_head = day, True
        self.turns += 1

    def is_near(self, day: date) -> bool:
        """Whether a day may belong to this event."""
        return self.first - timedelta(days=7) <= day <= max(self.last, self.first) + timedelta(days=400)

    def is_within(self, day: date) -> bool:
        """Whether a day is one of the event, or one just before or after."""
        return abs(self.first - day).days <= _MARGIN or self.first <= day <= self.last + timedelta(
            days=_MARGIN
        )

    def _on(self, dated: Dated) -> date | None:
        assert dated.month is not None  # noqa: S101 - asked before
        assert dated.day is not None  # noqa: S101
        year = dated.year or self.first.year
        try:
            found = date(year, dated.month, dated.day)
        except ValueError:
            return None
        if dated.year is None and (self.first - found).days > 200:  # noqa: PLR2004 - over the turn of the year
            try:
                return found.replace(year=year + 1)
            except ValueError:
                return None
        return found

    def _next_weekday(self, weekday: int) -> date:
        base = self.day if self.has_head else self.first
        return base + timedelta(days=(weekday - base.isoweekday()) % 7)
