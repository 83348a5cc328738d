"""Spans of hours that are written as numbers, "12-1 Lunch": only where a text goes on so."""

import re
from collections.abc import Iterable
from itertools import pairwise

from app.programme.paste.clocks import Clock, Times
from app.programme.paste.runs import Run

_SPAN = re.compile(
    r"(?P<from>\d{1,2})(?:[.:](?P<from_minutes>[0-5]\d))?\s?[-–]\s?"
    r"(?P<to>\d{1,2})(?:[.:](?P<to_minutes>[0-5]\d))?(?=\s+[^\W\d_]|\s+[\"'(]|:\s|\s[-–|]\s|$)"
)
_FEWEST = 3  # spans
_FEWEST_JOINTS = 2  # times that one begins where the one before ends
_HALF_DAY = 12 * 60
_MIDNIGHT = 24  # o'clock


def bare_span(run: Run) -> Times | None:
    """The hours with which a run begins if one of them has no minutes: "9.30-10"."""
    match = _SPAN.match(run.folded)
    if match is None or (match["from_minutes"] and match["to_minutes"]):
        return None
    return _times(match)


def has_bare(runs: Iterable[Run]) -> bool:
    """Whether lines begin with such spans, each where the one before ends."""
    found = [_times(match) for run in runs if run.text[:1].isdigit() and (match := _SPAN.match(run.folded))]
    spans = [times for times in found if times is not None]
    joints = sum(
        one.last.minutes % _HALF_DAY == other.first.minutes % _HALF_DAY
        for one, other in pairwise(spans)
        if one.last and other.first
    )
    return len(spans) >= _FEWEST and joints >= _FEWEST_JOINTS


def _times(match: re.Match[str]) -> Times | None:
    first, last = int(match["from"]), int(match["to"])
    if first >= _MIDNIGHT or last > _MIDNIGHT:
        return None
    begins = Clock(first, int(match["from_minutes"] or 0), "", match.end())
    return Times(0, match.end(), begins, Clock(last, int(match["to_minutes"] or 0), "", match.end()))
