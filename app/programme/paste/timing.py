"""Starts and ends of items: halves of the day, missing ends, over midnight, the next day's table."""

from datetime import timedelta

from app.programme.paste.clocks import DAY, NOON, Clock
from app.programme.paste.drafts import ItemDraft
from app.programme.paste.runs import Run

_EARLIEST = 7 * 60  # a clock before, without am or pm, behind a later one means the afternoon
_EVENING = {"meal", "networking", "ceremony", "visit", "other"}


class Timing:
    """Works out minutes of the day in the order of the text."""

    def __init__(self, items: list[ItemDraft]) -> None:
        self._items = items
        self.doubts: list[tuple[str, Run, ItemDraft]] = []
        clocks = [
            clock for item in items if item.times for clock in (item.times.first, item.times.last) if clock
        ]
        self._lowest = min((item.level for item in items if item.times), default=0)
        self._is_24 = any(clock.hour > 12 or (clock.hour == 0 and clock.minute >= 0) for clock in clocks)  # noqa: PLR2004

    def place(self) -> None:
        """Give every item its start and, where written, its end."""
        last: ItemDraft | None = None
        shift = timedelta()
        head_day = None
        for item in self._items:
            if item.times is None:
                continue
            if item.day != head_day:
                head_day, last, shift = item.day, None, timedelta()
            elif last is not None and item.turn != last.turn:
                shift = timedelta()  # the text has named the day again
            before = None if item.begins_table else last
            start = self._start(item, before)
            if last is not None and self._is_next_day(item, last, start):
                shift += timedelta(days=1)
            item.start = start
            item.day += shift
            self._end(item)
            if item.level <= self._lowest or last is None:
                last = item

    def _start(self, item: ItemDraft, last: ItemDraft | None) -> int:
        first, end = (item.times.first, item.times.last) if item.times else (None, None)
        if first is None:
            return last.start if last else (end.minutes if end else 0)
        half = first.half or self._half_of_end(first, end)
        start = _minutes(first, half)
        if half or self._is_24 or first.is_certain or first.hour == 12:  # noqa: PLR2004
            return start
        is_late = last is not None and start < last.start and start + NOON >= last.start
        if (is_late and start < _EARLIEST + 60) or (last is None and start < _EARLIEST - 60):
            self._doubt(item, "half_of_day")
            return start + NOON
        if is_late and last is not None and last.start >= NOON and item.kind in _EVENING:
            self._doubt(item, "half_of_day")
            return start + NOON
        return start

    def _half_of_end(self, first: Clock, end: Clock | None) -> str:
        """Am or pm written once counts for both ends, as far as that leaves them in order."""
        if end is None or not end.half or first.hour > 12:  # noqa: PLR2004
            return ""
        if _minutes(first, end.half) <= end.minutes:
            return end.half
        return "am" if end.half == "pm" else "pm"

    def _end(self, item: ItemDraft) -> None:
        first, last = (item.times.first, item.times.last) if item.times else (None, None)
        if first is None or last is None:
            if item.duration is not None and first is not None:
                item.end = (item.start + item.duration) % DAY or DAY
            return
        half = last.half
        if not half and first.half and last.hour <= 12:  # noqa: PLR2004
            half = (
                first.half if _minutes(last, first.half) >= item.start else "pm" if first.half == "am" else ""
            )
        end = _minutes(last, half)
        if (
            end < item.start
            and not half
            and end + NOON >= item.start
            and last.hour < 12  # noqa: PLR2004
            and item.start < 20 * 60
        ):
            end += NOON
        item.end = end

    def _is_next_day(self, item: ItemDraft, last: ItemDraft, start: int) -> bool:
        """A clock that restarts in the morning behind an afternoon begins another day."""
        if item.level > self._lowest or start >= last.start or item.turn != last.turn:
            return False
        if item.begins_table:
            return True
        reached = max(last.end or last.start, last.start)
        return reached >= 15 * 60 and start <= 11 * 60

    def _doubt(self, item: ItemDraft, code: str) -> None:
        if item.clock:
            self.doubts.append((code, item.clock, item))


def _minutes(clock: Clock, half: str) -> int:
    return Clock(clock.hour, clock.minute, half if clock.hour <= 12 else "", 0).minutes  # noqa: PLR2004
