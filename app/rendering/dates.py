"""Dates and times as people write them in each language. Pure: the language is handed in."""

from datetime import date, datetime

from babel import dates

from app.core import localtime
from app.rendering import lists

# English day before month and with short months of three letters, which no English locale has.
_ENGLISH_LONG, _ENGLISH_SHORT = "d MMMM y", "d MMM y"


def day(value: date, language: str) -> str:
    """28 September 2026."""
    if language == "en":
        return dates.format_date(value, _ENGLISH_LONG, locale="en")
    return dates.format_date(value, "long", locale=language)


def short_day(value: date, language: str) -> str:
    """28 Sep 2026."""
    if language == "en":
        return dates.format_date(value, _ENGLISH_SHORT, locale="en")
    return dates.format_skeleton("yMMMd", value, locale=language)


def weekday_day(value: date, language: str) -> str:
    """Monday, 28 September 2026."""
    if language == "en":
        return dates.format_date(value, f"EEEE, {_ENGLISH_LONG}", locale="en")
    return dates.format_date(value, "full", locale=language)


def weekday_short_day(value: date, language: str) -> str:
    """Mon 28 Sep, where many days stand side by side and the year is plain."""
    if language == "en":
        return dates.format_date(value, "EEE d MMM", locale="en")
    return dates.format_skeleton("MMMEd", value, locale=language)


def weekday(value: date, language: str) -> str:
    """Monday."""
    return dates.format_date(value, "EEEE", locale=language)


def short_month(value: date, language: str) -> str:
    """Sep, for a date badge."""
    return dates.format_date(value, "LLL", locale=language)


def days(first: date, last: date, language: str) -> str:
    """28–30 September 2026; one date where both are the same day."""
    if first == last:
        return day(first, language)
    if language != "en":
        return dates.format_interval(first, last, "yMMMMd", locale=language)
    if first.year != last.year:
        return f"{day(first, 'en')} – {day(last, 'en')}"
    if first.month != last.month:
        return f"{dates.format_date(first, 'd MMMM', locale='en')} – {day(last, 'en')}"
    return f"{first.day}–{day(last, 'en')}"


def short_days(first: date, last: date, language: str) -> str:
    """28–30 Sep, where the year is told elsewhere."""
    if language != "en":
        if first == last:
            return dates.format_skeleton("MMMd", first, locale=language)
        return dates.format_interval(first, last, "MMMd", locale=language)
    if (first.year, first.month) == (last.year, last.month):
        days_only = f"{first.day}–{last.day}" if first != last else str(first.day)
        return f"{days_only} {dates.format_date(first, 'MMM', locale='en')}"
    return " – ".join(dates.format_date(one, "d MMM", locale="en") for one in (first, last))


def clock(value: datetime) -> str:
    """09:00, as timetables write it everywhere."""
    return value.strftime("%H:%M")


def clock_seen_from(local: datetime, day: date, language: str) -> str:
    """18:00 on that day, and 18:00 (Wed 11 Mar) on every other one."""
    if local.date() == day:
        return clock(local)
    return f"{clock(local)} ({weekday_short_day(local.date(), language)})"


def zone_city(zone: str, language: str) -> str:
    """The city a zone is called after, as the language writes it where CLDR knows: هلسنكي."""
    name = dates.get_timezone_location(zone, locale=language, return_city=True)
    return name.rpartition("/")[2]


def zone_label(moment: datetime) -> str:
    """CEST (UTC+2); the offset alone where the zone has no letters."""
    letters, offset = localtime.abbreviation(moment), localtime.offset_label(moment)
    return f"{letters} ({offset})" if letters and letters != offset else offset


def day_clock(local: datetime, language: str) -> str:
    """28 September 2026, 09:00."""
    return lists.join((day(local, language), clock(local)), language)


def short_instant(moment: datetime, zone: str, language: str) -> str:
    """28 Sep 2026, 09:00, in lists whose page names the zone."""
    local = localtime.to_local(moment, zone)
    return lists.join((short_day(local, language), clock(local)), language)


def instant(moment: datetime, zone: str, language: str) -> str:
    """28 September 2026, 09:00 CEST (UTC+2): the wall clock in `zone` at that moment."""
    local = localtime.to_local(moment, zone)
    return f"{day_clock(local, language)} {zone_label(local)}"
