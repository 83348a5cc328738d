"""The only place that reads the clock, so that tests and example data can hold it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC, without microseconds: what is stored is what is compared."""
    return _held.get() or datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - here and nowhere else


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` for whoever asks in this context: example data has a past."""
    token = _held.set(moment.astimezone(UTC).replace(microsecond=0))
    try:
        yield
    finally:
        _held.reset(token)
