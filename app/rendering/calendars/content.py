"""Content lines of iCalendar: escaped once, folded between characters (RFC 5545 section 3.1).

Written here because a programme of 300 sessions is made anew for each language: a general
library takes ten times as long. Tests read every line back with such a library.
"""

import re
from datetime import UTC, date, datetime, timedelta

from app.core import text

_LONGEST = 75  # octets, without the line end
_CONTINUATION = 0b1000_0000  # the mark of all but the first octet of a character in UTF-8
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NOT_IN_URI = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_IN_PARAMETER = str.maketrans({"^": "^^", '"': "^'", "\n": "^n"})  # RFC 6868
_PLAIN = re.compile(r"[\w./-]*")  # what needs no quotes, for the most careless of readers


def line(name: str, value: str, **parameters: str | tuple[str, ...]) -> bytes:
    """One property. `value` is in its final form; parameters are quoted where they must be."""
    marked = "".join(f";{key}={_parameter(word)}" for key, word in parameters.items())
    return _fold(f"{name}{marked}:{value}".encode())


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
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def wall_clock(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def day(value: date) -> str:
    return f"{value:%Y%m%d}"


def duration(value: timedelta) -> str:
    """Whole minutes, as refresh intervals and alarms are; nothing is PT0S."""
    minutes = round(value.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    return "PT" + ((f"{hours}H" if hours else "") + (f"{rest}M" if rest else "") or "0S")


def _escape(clean: str) -> str:
    escaped = clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _parameter(word: str | tuple[str, ...]) -> str:
    if isinstance(word, tuple):
        return ",".join(_parameter(one) for one in word)
    clean = text.clean_line(_SURROGATES.sub("", word)).translate(_IN_PARAMETER)
    return clean if _PLAIN.fullmatch(clean) else f'"{clean}"'


def _fold(octets: bytes) -> bytes:
    if len(octets) <= _LONGEST:
        return octets + b"\r\n"
    parts, start, room = [], 0, _LONGEST
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0b1100_0000 == _CONTINUATION:
            end -= 1
        parts.append(octets[start:end])
        start, room = end, _LONGEST - 1  # the space that marks a continued line counts
    parts.append(octets[start:])
    return b"\r\n ".join(parts) + b"\r\n"
