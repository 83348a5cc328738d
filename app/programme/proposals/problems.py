"""What keeps a proposed session from entering the draft. Pure."""

from collections.abc import Iterator
from datetime import datetime

from app.core import localtime
from app.core.errors import DomainError
from app.events.errors import DayOutOfRange
from app.events.rules import EARLIEST, LATEST
from app.programme.errors import EndBeforeStart, TitleMissing
from app.programme.proposals.proposal import ProposedSession


def problems(session: ProposedSession, timezone: str) -> list[DomainError]:
    """Every refusal the draft would have for this session, each at its field."""
    return [*_title(session), *_times(session, timezone)]


def folds(session: ProposedSession, timezone: str) -> tuple[int, int]:
    """Which of two instants start and end mean, once there are no problems."""
    starts = localtime.check(session.starts, timezone, session.starts_fold) if session.starts else 0
    ends = localtime.check(session.ends, timezone, session.ends_fold) if session.ends else 0
    return starts, ends


def _title(session: ProposedSession) -> Iterator[DomainError]:
    if not session.title:
        yield TitleMissing()


def _times(session: ProposedSession, timezone: str) -> Iterator[DomainError]:
    found = False
    for name in ("starts", "ends"):
        local = getattr(session, name)
        if local is None:
            continue
        try:
            _check(local, timezone, getattr(session, f"{name}_fold"))
        except (DayOutOfRange, localtime.InGap, localtime.Ambiguous) as refusal:
            refusal.field = name
            found = True
            yield refusal
    if found or session.starts is None or session.ends is None:
        return
    starts_fold, ends_fold = folds(session, timezone)
    starts = localtime.to_utc(session.starts, timezone, starts_fold)
    if localtime.to_utc(session.ends, timezone, ends_fold) < starts:
        yield EndBeforeStart()


def _check(local: datetime, timezone: str, fold: int | None) -> None:
    if not EARLIEST <= local.date() <= LATEST:
        raise DayOutOfRange
    localtime.check(local, timezone, fold)
