"""A programme as a text that people read and change in a mail, and that is read back as the same."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.programme.text import heads, persons
from app.programme.text.sheet import Entry, Sheet
from app.programme.text.stretch import SEMICOLONS, escaped
from app.programme.text.words import Words, words
from app.rendering import dates, lists

DIALECT = "Plenary text 1"
TEXTS = ("key_question", "objective", "abstract", "focus_points")
_INDENT = "    "


def write(sheet: Sheet) -> str:
    """The whole text; every line ends with a line feed."""
    spoken = words(sheet.language)
    lines = [f"{sheet.title} · {DIALECT} · {sheet.language}".lstrip()]
    about = [("time_zone", sheet.time_zone), *sheet.about]
    lines += [_labelled(key, value, spoken) for key, value in about if value]
    lines += _days(sheet.entries, spoken)
    return "".join(f"{line}\n" for line in lines)


def _days(entries: Sequence[Entry], spoken: Words) -> Iterator[str]:
    """Every session under the heading of its day; those inside another one stay with it."""
    heading: list[date | None] = []
    for entry in entries:
        if not entry.is_inside and heading != [entry.day]:
            heading = [entry.day]
            yield from ("", f"== {_day(entry.day, spoken)} ==")
        indent = _INDENT if entry.is_inside else ""
        yield from ("", indent + heads.write(entry, heading[0] if heading else None, spoken))
        yield from (f"{indent}{_INDENT}{line}" for line in _details(entry, spoken))


def _day(day: date | None, spoken: Words) -> str:
    if day is None:
        return spoken.word("marks", "not_scheduled")
    return lists.join((dates.weekday(day, spoken.language), day.isoformat()), spoken.language)


def _details(entry: Entry, spoken: Words) -> Iterator[str]:
    if entry.in_all_rooms:
        yield _labelled("rooms", spoken.word("marks", "all_rooms"), spoken)
    elif entry.rooms:
        yield _labelled("rooms", _rooms(entry.rooms, spoken), spoken, many=len(entry.rooms) > 1)
    for key in ("track", "note"):
        if value := getattr(entry, key):
            yield _labelled(key, escaped(value), spoken)
    for key in TEXTS:
        if value := getattr(entry, key):
            first, *others = value.split("\n")
            yield _labelled(key, first, spoken)
            yield from (f"| {line}" if line else "|" for line in others)
    for who in entry.people:
        yield f"{spoken.word('roles', who.role)}: {persons.write(who, spoken)}"


def _rooms(rooms: Sequence[str], spoken: Words) -> str:
    return "; ".join(_room(escaped(room, SEMICOLONS), spoken) for room in rooms)


def _room(name: str, spoken: Words) -> str:
    """The name of one room, which may be called what all of them are."""
    return f"\\{name}" if spoken.key("marks", name) == "all_rooms" else name


def _labelled(key: str, value: str, spoken: Words, *, many: bool = False) -> str:
    return f"{spoken.word('labels', key, many=many)}: {value}"
