"""Growing pauses before what has failed is tried again: known in this process, forgotten with it."""

from collections.abc import Hashable
from datetime import datetime, timedelta


class Pauses:
    """The first pause is `first`, each further one twice as long, none longer than `longest`."""

    def __init__(self, first: timedelta, longest: timedelta) -> None:
        self._first = first
        self._longest = longest
        self._running: dict[Hashable, tuple[timedelta, datetime]] = {}

    def is_due(self, thing: Hashable, now: datetime) -> bool:
        """Whether it has not failed yet, or its pause has ended."""
        known = self._running.get(thing)
        return known is None or now >= known[1]

    def failed(self, thing: Hashable, now: datetime) -> None:
        """Leave it alone for a while from now on."""
        known = self._running.get(thing)
        pause = min(2 * known[0], self._longest) if known else self._first
        # Whatever nobody has tried for so long counts as new, and is kept no longer.
        fresh = {key: value for key, value in self._running.items() if now < value[1] + self._longest}
        self._running = {**fresh, thing: (pause, now + pause)}

    def forget(self) -> None:
        """Begin anew, as after a start."""
        self._running = {}
