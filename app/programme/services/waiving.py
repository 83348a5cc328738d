"""Waiving what the checks find, with a reason that stays to be seen, and taking that back."""

from dataclasses import dataclass

from sqlalchemy import select

from app.audit import services as audit
from app.core import text
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.events.models import Event
from app.programme import policies, queries
from app.programme.checks import reading
from app.programme.checks.finding import Finding
from app.programme.errors import MayNotWaive, NoSuchFinding, NoSuchWaiver, NothingToWaive, ReasonMissing
from app.programme.models import FindingWaiver


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWaiver:
    """`fingerprint` is that of the facts somebody has read (checks.finding)."""

    code: str
    fingerprint: str
    reason: str


def waive(event: Event, new: NewWaiver, *, actor: Actor) -> FindingWaiver:
    """Let a finding be, as long as its facts are these.

    Raises MayNotWaive, NoSuchFinding when they are others by now, NothingToWaive or ReasonMissing.
    """
    with transaction() as session:
        lock(event)
        if not policies.may_waive(actor, event.id):
            raise MayNotWaive
        finding = find(event, new.code, new.fingerprint)
        if finding.is_hint:
            raise NothingToWaive
        reason = text.clean(new.reason)
        if not reason:
            raise ReasonMissing
        waiver = FindingWaiver(
            event_id=event.id,
            code=finding.code,
            fingerprint=finding.fingerprint,
            reason=reason,
            waived_by_id=actor.id,
        )
        session.add(waiver)
        session.flush()
        audit.record(actor, "finding.waived", waiver, changes={"rule": waiver.code})
    return waiver


def take_back(event: Event, public_id: str, *, actor: Actor) -> None:
    """From now on the finding counts again. Raises MayNotWaive or NoSuchWaiver."""
    with transaction() as session:
        lock(event)
        if not policies.may_waive(actor, event.id):
            raise MayNotWaive
        mine = select(FindingWaiver).where(FindingWaiver.event_id == event.id)
        waiver = session.scalar(mine.where(FindingWaiver.public_id == public_id))
        if waiver is None:
            raise NoSuchWaiver
        audit.record(actor, "finding.counts_again", waiver, changes={"rule": waiver.code})
        session.delete(waiver)


def find(event: Event, code: str, fingerprint: str) -> Finding:
    """The open finding of that rule with those facts. Raises NoSuchFinding."""
    for finding in reading.check(queries.draft(event)).open:
        if (finding.code, finding.fingerprint) == (code, fingerprint):
            return finding
    raise NoSuchFinding
