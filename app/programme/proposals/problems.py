"""What keeps a proposed session from entering the draft. Pure."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.core import localtime
from app.core.errors import DomainError
from app.events.errors import DayOutOfRange
from app.events.rules import EARLIEST, LATEST
from app.programme.errors import EndBeforeStart, TitleMissing
from app.programme.proposals.changes import Change
from app.programme.proposals.errors import PersonNameless, SameSessionTwice
from app.programme.proposals.proposal import NEW, Proposal, ProposedSession


def of_all(proposal: Proposal, timezone: str) -> dict[int, list[DomainError]]:
    """Every refusal the draft would have for a session, each at its field, by the session's number."""
    first: dict[str, ProposedSession] = {}
    found: dict[int, list[DomainError]] = {}
    for session in proposal.sessions:
        found[session.number] = [*_title(session), *_times(session, timezone), *_people(session)]
        if session.same_as and session.same_as != NEW:
            other = first.setdefault(session.same_as, session)
            found[session.number] += [_same_as(other)] if other is not session else []
    return {number: refusals for number, refusals in found.items() if refusals}


def hinders(problem: DomainError, change: Change) -> bool:
    """Whether a change of a session that is there cannot be made because of this."""
    match problem:
        case PersonNameless():
            return change.person is not None and not change.person.name
        case TitleMissing():
            return change.what == "title"
        case SameSessionTwice():
            return True
    return change.what == "times"


def folds(session: ProposedSession, timezone: str) -> tuple[int, int]:
    """Which of two instants start and end mean, once there are no problems."""
    starts = localtime.check(session.starts, timezone, session.starts_fold) if session.starts else 0
    ends = localtime.check(session.ends, timezone, session.ends_fold) if session.ends else 0
    return starts, ends


def _title(session: ProposedSession) -> Iterator[DomainError]:
    if not session.title:
        yield TitleMissing()


def _people(session: ProposedSession) -> Iterator[DomainError]:
    for person in session.people:
        if not person.name:
            told = (person.honorific, person.position, person.organisation, person.city)
            said = ", ".join(filter(None, told))
            yield PersonNameless(
                _l(
                    "Somebody in this session has no name: “%(said)s”. Enter it, or leave them out.",
                    said=said,
                )
                if said
                else None
            )


def _same_as(other: ProposedSession) -> DomainError:
    return SameSessionTwice(
        _l(
            "“%(title)s” is said to be the same session of the draft. Say of one of them which it is.",
            title=other.title,
        )
    )


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
