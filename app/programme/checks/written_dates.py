"""Dates written in texts that cannot be, are misspelt, or contradict their weekday."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from app.programme.checks.finding import Finding, Rule, Severity
from app.programme.checks.known import Known, Text
from app.programme.checks.words import MONTHS, WEEKDAYS, meant, numbers
from app.programme.paste.normalising import fold

IMPOSSIBLE_DATE = Rule(
    "impossible_date",
    Severity.ERROR,
    _l("Impossible date"),
    _l("There is no such day: %(said)s."),
)
MISSPELT_DATE = Rule(
    "misspelt_date",
    Severity.WARNING,
    _l("Misspelt date"),
    _l("“%(said)s” seems to be misspelt."),
)
WEEKDAY_AND_DATE = Rule(
    "weekday_and_date",
    Severity.WARNING,
    _l("Weekday that contradicts its date"),
    _l("It says “%(said)s”, but %(day)s is another day of the week."),
)

_HAS_DIGIT = re.compile(r"\d")
_EASTERN = re.compile("[٠-٩۰-۹]")
_DIGITS = {ord(letter): str(index % 10) for index, letter in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
# Patterns begin with what they look for, and what must not stand before it is asked afterwards:
# a pattern that begins by looking back is tried at every letter of every text.
_NUMBER = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|ere|eme|º|ª|\.|-?го|-е)?(?![\d:]|\w)(?!\.\d)")
_NOT_BEFORE = frozenset(".,:/-+_$€£")
_AFTER = re.compile(
    r"\s{1,2}(?:(?:of|de|del|من)\s)?(?:d'|de\s)?(?P<word>[^\W\d_]+)(?:\s(?P<second>[^\W\d_]+))?"
)
_YEAR = re.compile(r"\.?,?\s(?:de\s|del\s)?(?P<year>(?:19|20)\d\d)(?!\d)")
_BEFORE = re.compile(r"(?<!\w)(?P<word>[^\W\d_]+)\.?\s(?:the\s)?$")
_WEEKDAY = re.compile(r"(?<!\w)(?P<word>[^\W\d_]+(?:-feira)?)\.?,?\s(?:(?:the|le|el|den|der|dia|يوم)\s)?$")
_WEEKDAY_AFTER = re.compile(
    r"\s?[(（,]\s?(?P<word>[^\W\d_]+(?:-feira)?)|\s?(?P<chinese>(?:星期|周|週|礼拜).)"
)
_CHINESE = re.compile(r"(?:(?P<year>\d{4})\s?年\s?)?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号號]")
_NUMERIC = re.compile(
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d/-])"
    r"|(?P<day>\d{1,2})(?P<mark>[./])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/-])"
)
_BACK, _ON = 24, 48  # letters around a number that may hold its month, weekday and year
_LAST_DAY, _LAST_MONTH, _FEBRUARY, _LEAP_YEAR = 31, 12, 2, 2028
_LONG_WORD = 4  # shorter ones ("set", "may") are months only where they look like it
_FAR = 100  # days from the event, beyond which a date without a year is not of its year


class Dated(NamedTuple):
    """A date as it is written; `start` and `end` are its place, `month` is 0 for one nobody knows."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    misspelt: str = ""


def written_dates(known: Known) -> Iterator[Finding]:
    for text in known.texts:
        if _HAS_DIGIT.search(text.value):
            yield from _about(text, known.event.first_day)


def _about(text: Text, near: date) -> Iterator[Finding]:
    plain = text.value.translate(_DIGITS) if _EASTERN.search(text.value) else text.value
    for dated in dates_in(plain):
        said = text.value[dated.start : dated.end]
        if dated.misspelt:
            yield MISSPELT_DATE.at(text.target, text.item, said=said)
        elif not _is_possible(dated, near):
            yield IMPOSSIBLE_DATE.at(text.target, text.item, said=said)
        else:
            yield from _weekday(dated, text, plain, near)


def dates_in(plain: str) -> Iterator[Dated]:
    """Every date of the text: in words, in Chinese, in numbers."""
    for match in filter(_stands_alone, _NUMBER.finditer(plain)):
        dated = _day_first(match, plain) or _month_first(match, plain)
        if dated is not None:
            yield dated
    if "月" in plain:
        for match in _CHINESE.finditer(plain):
            year = int(match["year"]) if match["year"] else None
            yield Dated(*match.span(), int(match["day"]), int(match["month"]), year)
    for match in filter(_stands_alone, _NUMERIC.finditer(plain)):
        if match["y"]:
            yield Dated(*match.span(), int(match["d"]), int(match["m"]), int(match["y"]))
        else:
            yield _numeric(match)


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether this is a number of its own: not 5 of 2.5, 30 of 10:30 or 12 of A12."""
    letter = match.string[match.start() - 1] if match.start() else " "
    return not letter.isalnum() and letter not in _NOT_BEFORE


def _numeric(match: re.Match[str]) -> Dated:
    """Day first, unless only the other order can be."""
    day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
    if match["mark"] == "/" and month > _LAST_MONTH >= day:
        day, month = month, day
    return Dated(*match.span(), day, month, year)


def _day_first(match: re.Match[str], plain: str) -> Dated | None:
    """31 June 2027, 12 de mayo, 5 كانون الثاني."""
    end = match.end()
    folded = fold(plain[end : end + _ON])
    after = _AFTER.match(folded)
    if after is None:
        return None
    two = f"{after['word']} {after['second']}"
    word = two if after["second"] and two in numbers(MONTHS) else after["word"]
    start = after.start("word")
    year = _YEAR.match(folded, start + len(word))
    month = numbers(MONTHS).get(word, 0)
    likely = "" if month else meant(word, MONTHS)
    looks_like_it = len(word) > _LONG_WORD or year is not None or not plain[end + start].islower()
    if not likely and not (month and looks_like_it):
        return None
    length = year.end() if year is not None else start + len(word)
    return Dated(match.start(), end + length, int(match["day"]), month, _number(year), likely)


def _month_first(match: re.Match[str], plain: str) -> Dated | None:
    """June 31, 2027: in capitals, or with a year."""
    first = max(0, match.start() - _BACK)
    before = _BEFORE.search(fold(plain[first : match.start()]))
    if before is None:
        return None
    year = _YEAR.match(plain, match.end())
    start = first + before.start("word")
    month = numbers(MONTHS).get(before["word"], 0)
    likely = "" if month else meant(before["word"], MONTHS)
    if not (month or likely) or not (year is not None or plain[start].isupper()):
        return None
    end = year.end() if year is not None else match.end()
    return Dated(start, end, int(match["day"]), month, _number(year), likely)


def _number(year: re.Match[str] | None) -> int | None:
    return int(year["year"]) if year is not None else None


def _is_possible(dated: Dated, near: date) -> bool:
    if not 1 <= dated.month <= _LAST_MONTH or dated.day == 0:
        return False
    if dated.day > _LAST_DAY:
        return dated.year is None  # "45 May": a number before a word, nothing that looks like a date
    year = dated.year or (_LEAP_YEAR if dated.month == _FEBRUARY else near.year)
    return dated.day <= calendar.monthrange(year, dated.month)[1]


def _weekday(dated: Dated, text: Text, plain: str, near: date) -> Iterator[Finding]:
    """A weekday beside the date that is not the day's own, or is no weekday at all."""
    first = max(0, dated.start - _BACK)
    before = _WEEKDAY.search(fold(plain[first : dated.start]))
    start, end = dated.start, dated.end
    said = None
    if before is not None:
        start = first + before.start("word")
        said = numbers(WEEKDAYS).get(before["word"])
        if said is None and meant(before["word"], WEEKDAYS):
            yield MISSPELT_DATE.at(text.target, text.item, said=text.value[start:end])
            return
    if said is None:
        after = _WEEKDAY_AFTER.match(fold(plain[dated.end : dated.end + _BACK]))
        start, end = dated.start, dated.end + (after.end() if after is not None else 0)
        said = numbers(WEEKDAYS).get(after["word"] or after["chinese"]) if after is not None else None
    day = _day(dated, near)
    if said is not None and day is not None and day.isoweekday() != said:
        yield WEEKDAY_AND_DATE.at(text.target, text.item, said=text.value[start:end].strip(), day=day)


def _day(dated: Dated, near: date) -> date | None:
    """The day that is meant; without a year the one next to the event, if it is near."""
    try:
        if dated.year is not None:
            return date(dated.year, dated.month, dated.day)
        years = (near.year - 1, near.year, near.year + 1)
        found = min((date(year, dated.month, dated.day) for year in years), key=lambda day: abs(day - near))
    except ValueError:  # 29 February
        return None
    return found if abs((found - near).days) <= _FAR else None


CHECKS = (written_dates,)
RULES = (IMPOSSIBLE_DATE, MISSPELT_DATE, WEEKDAY_AND_DATE)
