"""The only place that reads the clock, so that tests can hold it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC, without microseconds: what is stored is what is compared."""
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - here and nowhere else
