"""Content lines of iCalendar: escaped once, folded between characters (RFC 5545 section 3.1).

The lines are icalendar's. Its components are passed over: a programme of 300 sessions is made
anew for each language, and assembling them costs five times what the lines do. What icalendar
does not promise stands here: which characters may be in a value at all.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.core import lazy, text

icalendar = lazy.module("icalendar")
parser = lazy.module("icalendar.parser")

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NOT_IN_URI = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NOTHING = timedelta()


def line(name: str, value: str, **parameters: str | tuple[str, ...]) -> bytes:
    """One property. `value` is in its final form; parameters are quoted where they must be."""
    if not parameters:
        return _end(parser.Contentline(f"{name}:{value}"))
    marked = parser.Parameters({key: _parameter(word) for key, word in parameters.items()})
    # A backslash before the colon is no escape here (RFC 5545 section 3.2), but some readers take it for one.
    marked.quote_also = dict.fromkeys(parameters, " '\\")
    return _end(parser.Contentline(f"{name};{marked.to_ical(sorted=False).decode()}:{value}"))


def words(value: str) -> str:
    """Text of several lines as a value: NFC, without control characters, escaped once."""
    return _escape(text.clean(_SURROGATES.sub("", value)))


def one_line(value: str) -> str:
    """Text of one line as a value."""
    return _escape(text.clean_line(_SURROGATES.sub("", value)))


def uri(address: str) -> str:
    """An address as a value: whatever could end the line or hide in it is taken out."""
    return _NOT_IN_URI.sub("", address)


def instant(moment: datetime) -> str:
    return icalendar.vDatetime(moment.astimezone(UTC)).to_ical().decode()


def wall_clock(moment: datetime) -> str:
    return icalendar.vDatetime(moment.replace(tzinfo=None)).to_ical().decode()


def day(value: date) -> str:
    return icalendar.vDate(value).to_ical().decode()


def duration(value: timedelta) -> str:
    """How long something takes; nothing is PT0S, the form every reader was tried with."""
    return "PT0S" if value == _NOTHING else icalendar.vDuration(value).to_ical().decode()


def _escape(clean: str) -> str:
    return icalendar.vText(clean).to_ical().decode()


def _parameter(word: str | tuple[str, ...]) -> str | list[str]:
    if isinstance(word, tuple):
        return [_clean(one) for one in word]
    return _clean(word)


def _clean(word: str) -> str:
    return text.clean_line(_SURROGATES.sub("", word))


def _end(line: Any) -> bytes:
    """The line folded between characters at 75 octets, with its end."""
    return line.to_ical() + b"\r\n"
