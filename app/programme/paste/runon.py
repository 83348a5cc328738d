"""A day told in one line, cut at its clocks: "14:30 Welcome; 15:00 Panel on wells; 16:00 Coffee"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.programme.paste.runs import run
from app.programme.paste.vocabulary import Vocabulary

_TIME = r"(?:[01]?\d|2[0-4])[:.h][0-5]\d(?!\d)(?![.:]\d)"
_ITEM = re.compile(
    rf"(?P<mark>^|[|;,/•→]\s*|\s[-–]\s|:\s|\s)(?P<item>(?P<start>{_TIME}(?:\s?[ap]\.?m)?)(?P<range>\s?[-–]\s?{_TIME})?)"
    r"(?=[^\d\n]{0,12}?[^\W\d])"
)
_ZONE = re.compile(
    r"\s?(?:[ap]\.?m\.?)?\s?\(?(?:UTC|GMT|[A-Z]{1,4}T)(?!\w)"
)  # the same hour told for several places
_LETTERS = re.compile(r"[^\W\d_](?:&|[^\W\d_])")
_WEAK = {"", ":"}  # what may stand anywhere before a clock
_LONGEST = 4_000
_LONGEST_HEAD = 60
_NOON = 12
_FEWEST = 3  # sessions, unless another line of the text is such a one
_DATE = 6  # letters of a day or a year behind a month
_DAYS = {"weekdays", "months", "days"}


def pieces(raws: Sequence[str], words: Vocabulary) -> dict[int, list[tuple[int, str]]]:
    """The parts of each line that tells a day, with their places in it, by the number of the line."""
    found = {number: _starts(raw, words) for number, raw in enumerate(raws) if _may_tell(raw)}
    if not any(len(starts) > _FEWEST for starts in found.values()):
        return {}
    return {number: list(_cut(raws[number], starts)) for number, starts in found.items() if starts}


def _may_tell(raw: str) -> bool:
    """A first look that costs little: whether two clocks or more could stand in the line."""
    return raw.count(":") + raw.count(".") + raw.count("h") > 1 and len(raw) <= _LONGEST and "\t" not in raw


def _starts(raw: str, words: Vocabulary) -> list[int]:
    """Where a line begins, and the sessions in it one after the other; empty if it tells no day."""
    every = list(_ITEM.finditer(raw))
    items = [match for match in every if match is every[0] or match["range"] or match["mark"].strip()]
    if len(items) < 2 or not _may_lead(raw[: items[0].start("item")], words):  # noqa: PLR2004
        return []
    marks = {match["mark"].strip() for match in items[1:]}
    are_parted = len(marks) == 1 and (not marks <= _WEAK or all(match["range"] for match in items))
    if not are_parted or any(_ZONE.match(raw, match.end()) for match in items):
        return []
    times = [_minutes(match["start"]) for match in items]
    starts = [match.start("item") for match in items]
    ends = [*(match.start() for match in items[1:]), len(raw)]
    are_told = all(_LETTERS.search(raw, match.end(), end) for match, end in zip(items, ends, strict=True))
    is_order = all(before < after for before, after in pairwise(times))
    return [0, *starts] if are_told and is_order else []


def _may_lead(head: str, words: Vocabulary) -> bool:
    """Whether a line may begin so before its first clock: with nothing, a day or "Programme"."""
    said = run(head.strip(" |•*-–:"))
    if not said:
        return True
    hits = words.hits(said) if len(said.text) <= _LONGEST_HEAD else ()
    if said.text != head.strip() and any(hit.table == "columns" for hit in hits):
        return True
    return any(hit.table in _DAYS and hit.end >= len(said.text) - _DATE for hit in hits)


def _cut(raw: str, starts: list[int]) -> Iterator[tuple[int, str]]:
    for start, end in zip(starts, [*starts[1:], len(raw)], strict=True):
        if piece := raw[start:end].rstrip(" |;,/•→-–"):
            yield start, piece


def _minutes(clock: str) -> int:
    hour, minute = re.split("[:.h]", clock, maxsplit=1)
    is_late = "p" in minute and int(hour) < _NOON
    return 60 * (int(hour) + _NOON * is_late) + int(minute[:2])
