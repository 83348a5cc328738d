"""The line a session begins with: its place, its clock, its title, its kind and its public id."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.events.rules import EARLIEST, LATEST
from app.programme.text.sheet import Entry
from app.programme.text.stretch import Stretch, escaped
from app.programme.text.words import Words

_DASH = "[-–—‒―−]"
_CLOCK = re.compile(
    rf"""
    (?P<inside>\+\s*)?
    (?:(?P<cancelled>[^\s\d:][^\d:]{{0,29}}):\s*)?
    (?:(?P<day>\d{{4}}-\d\d-\d\d)\s+)?
    (?P<clock>
      (?P<none>{_DASH}{{1,2}}:{_DASH}{{1,2}})
      | (?P<start>\d\d?[:.]\d\d)(?P<start_twice>b)?
        (?:\s*{_DASH}\s*(?P<end>\d\d?[:.]\d\d)(?P<end_twice>b)?(?:\+(?P<days>\d{{1,3}}))?)?
    )?
    (?=\s|$)
    """,
    re.VERBOSE,
)
_INSIDE = re.compile(r"\+\s*")
_ID = re.compile(r"(?:^|(?<=\s))#([0-9A-Z]{6})$")
_KIND = re.compile(r"(?:^|(?<=\s))\[([^\[\]]{1,60})\]$")
_WHOLE_ID = re.compile(r"[0-9A-Z]{6}")
MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class Head:
    """What such a line says; `kind` is empty where only the public id tells that it is one of ours."""

    title: Stretch
    kind: str = ""
    kind_word: Stretch | None = None
    public_id: Stretch | None = None
    is_inside: bool = False
    is_cancelled: bool = False
    clock: Stretch | None = None
    day: date | None = None  # where it is not that of the heading
    start: int | None = None  # minutes since midnight
    end: int | None = None
    days_later: int | None = None  # how long after the start's day it ends, where the clocks do not tell
    start_fold: int = 0
    end_fold: int = 0


def write(entry: Entry, day: date | None, words: Words) -> str:
    """The line for `entry` under the heading of `day`."""
    kind = f"[{words.word('kinds', entry.kind)}]"
    code = f"#{entry.id}" if _WHOLE_ID.fullmatch(entry.id) else ""
    title = escaped(entry.title)
    for first in (title, f"\\{title}"):
        line = "  ".join(filter(None, (_place(entry, day, words), f"{first} {kind}", code)))
        found = read(Stretch(0, line), words)
        if found is not None and _says(found, entry, day):
            return line
    return line


def _place(entry: Entry, day: date | None, words: Words) -> str:
    cancelled = f"{words.word('marks', 'cancelled')}:" if entry.is_cancelled else ""
    other_day = entry.starts is not None and entry.starts.date() != day
    parts = [
        "+" if entry.is_inside else "",
        cancelled,
        f"{entry.starts:%Y-%m-%d}" if entry.starts is not None and other_day else "",
        _clock(entry) or ("" if entry.is_inside else "--:--"),
    ]
    return " ".join(part for part in parts if part)


def _clock(entry: Entry) -> str:
    if entry.starts is None:
        return ""
    clock = f"{entry.starts:%H:%M}{'b' * entry.starts_fold}"
    if entry.ends is None or entry.ends.date() < entry.starts.date():
        return clock
    days = (entry.ends.date() - entry.starts.date()).days
    later = f"+{days}" if days != (minutes(entry.ends) < minutes(entry.starts)) else ""
    return f"{clock}–{entry.ends:%H:%M}{'b' * entry.ends_fold}{later}"


def minutes(moment: datetime) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def _says(head: Head, entry: Entry, day: date | None) -> bool:
    """Whether the line, read again, is about that session."""
    title = head.title.value
    start = minutes(entry.starts) if entry.starts is not None else None
    end = minutes(entry.ends) if entry.ends is not None else None
    said_day = head.day if head.day is not None or entry.starts is None else day
    return (title, head.kind, head.is_inside, head.is_cancelled, head.start, head.end, said_day) == (
        entry.title, entry.kind, entry.is_inside, entry.is_cancelled, start, end,
        entry.starts.date() if entry.starts is not None else None,
    )  # fmt: skip


def begins_like(line: Stretch) -> bool:
    """Whether a line begins as these do, whatever comes then."""
    found = _CLOCK.match(line.text)
    return found is not None and (found["inside"] is not None or found["clock"] is not None)


def read(line: Stretch, words: Words) -> Head | None:
    """What a line says; None for one that is not of this form: it names a kind or a public id, or both."""
    if not begins_like(line):
        return None
    rest, public_id = _ending(line, _ID)
    rest, kind_word = _ending(rest, _KIND)
    kind = words.key("kinds", kind_word.text) if kind_word is not None else ""
    if kind_word is not None and not kind:
        rest, kind_word = _ending(line, _ID)[0], None
    if kind_word is None and public_id is None:
        return None
    front = _front(rest, words)
    if front is None or not front["title"].value:
        return None
    return Head(kind=kind, kind_word=kind_word, public_id=public_id, **front)


def _ending(line: Stretch, pattern: re.Pattern[str]) -> tuple[Stretch, Stretch | None]:
    """The line without what stands at its end, and that."""
    line = line.part(0)
    found = pattern.search(line.text)
    if found is None:
        return line, None
    return line.part(0, found.start()), line.part(*found.span(1))


def _front(line: Stretch, words: Words) -> dict[str, Any] | None:
    """Place, clock and title; None where a clock shows a time that no clock shows."""
    found = _CLOCK.match(line.text)
    if found is None or (found["cancelled"] and not _is_cancelled(found, words)):
        inside = _INSIDE.match(line.text)  # then the words before the colon belong to the title
        return {"title": line.part(inside.end()), "is_inside": True} if inside else None
    try:
        times = {
            "day": likely_day(found["day"]) if found["day"] else None,
            "start": _minutes(found["start"]),
            "end": _minutes(found["end"]),
            "days_later": int(found["days"]) if found["days"] else None,
        }
    except ValueError:
        return None
    return {
        "title": line.part(found.end()),
        "is_inside": found["inside"] is not None,
        "is_cancelled": found["cancelled"] is not None,
        "clock": line.part(found.start("day" if found["day"] else "clock"), found.end("clock"))
        if found["start"] or found["day"]
        else None,
        "start_fold": int(found["start_twice"] is not None),
        "end_fold": int(found["end_twice"] is not None),
        **times,
    }


def _is_cancelled(found: re.Match[str], words: Words) -> bool:
    return words.key("marks", found["cancelled"]) == "cancelled"


def likely_day(written: str) -> date:
    """Raises ValueError for a day no calendar has, or none of ours."""
    day = date(*(int(part) for part in written.split("-")))
    if not EARLIEST <= day <= LATEST:
        raise ValueError(written)
    return day


def _minutes(clock: str | None) -> int | None:
    """Raises ValueError for what no clock shows."""
    if clock is None:
        return None
    hours, past = (int(part) for part in re.split("[:.]", clock))
    if past >= 60 or hours * 60 + past > MIDNIGHT:  # noqa: PLR2004 - minutes of an hour
        raise ValueError(clock)
    return hours * 60 + past
