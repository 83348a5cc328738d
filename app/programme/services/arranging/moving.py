"""What organisers do with the places of sessions: shift, fit, swap, move up and down, nest."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.audit import services as audit
from app.core import clock
from app.core.actors import Actor
from app.core.db import lock
from app.events.models import Event
from app.programme import queries
from app.programme.arranging import fitting, nesting, plans, shifting, swapping
from app.programme.arranging.fitting import Slot, Way
from app.programme.arranging.plans import Plan
from app.programme.arranging.shifting import Shift
from app.programme.errors import PlanOutOfDate
from app.programme.models import ProgrammeItem
from app.programme.services import drafting
from app.programme.services.drafting import Direction, editing


def shift(item: ProgrammeItem, wish: Shift, *, actor: Actor, seen: str | None = None) -> Plan:
    """Move a session and what follows it on its day. `seen` is the mark of the plan that was shown.

    Raises PlanOutOfDate and what `shifting.plan` raises.
    """
    with editing(item.event, actor) as session:
        lock(item)
        plan = shifting.plan(queries.draft(item.event), item, wish)
        _carry_out(session, plan, seen)
        audit.record(actor, "session.shifted", item, changes={"minutes": wish.minutes})
    return plan


def fit_inside(item: ProgrammeItem, way: Way, *, actor: Actor, seen: str | None = None) -> Plan:
    """Spread what is inside a session over its time. Raises PlanOutOfDate and as `fitting.inside`."""
    with editing(item.event, actor) as session:
        lock(item)
        plan = fitting.inside(queries.draft(item.event), item, way)
        _carry_out(session, plan, seen)
        audit.record(actor, "session.fitted", item)
    return plan


def fit_between(event: Event, slot: Slot, *, actor: Actor, seen: str | None = None) -> Plan:
    """Spread the sessions between two times. Raises PlanOutOfDate and as `fitting.between`."""
    with editing(event, actor) as session:
        plan = fitting.between(queries.draft(event), slot)
        _carry_out(session, plan, seen)
        audit.record(actor, "programme.fitted", event, event_id=event.id)
    return plan


def swap(one: ProgrammeItem, other: ProgrammeItem, *, actor: Actor, seen: str | None = None) -> Plan:
    """Let two sessions exchange time and rooms. Raises PlanOutOfDate and as `swapping.plan`."""
    with editing(one.event, actor) as session:
        _lock_all((one, other))
        plan = swapping.plan(queries.draft(one.event), one, other)
        _carry_out(session, plan, seen)
        audit.record(actor, "session.swapped", one)
    return plan


def move(item: ProgrammeItem, direction: Direction, *, actor: Actor) -> bool:
    """Change places with the one above or below; False at either end of the day. Raises NotScheduled."""
    with editing(item.event, actor) as session:
        lock(item)
        plan = swapping.step(queries.draft(item.event), item, direction)
        if plan.moves:
            _carry_out(session, plan)
            audit.record(actor, "session.moved", item, changes={"direction": direction})
    return bool(plan.moves)


def nest(item: ProgrammeItem, *, actor: Actor) -> ProgrammeItem:
    """Make a session part of the one above it; returns that. Raises TooDeep, HasChildren or NothingAbove."""
    with editing(item.event, actor) as session:
        lock(item)
        parent = nesting.above(queries.draft(item.event), item)
        _carry_out(session, plans.of([nesting.into(parent, item, item.event)]))
        audit.record(actor, "session.nested", item)
    return parent


def unnest(item: ProgrammeItem, *, actor: Actor) -> None:
    """Take a session out of the one around it, at the time it has there. Raises NotInside."""
    with editing(item.event, actor) as session:
        lock(item)
        _carry_out(session, nesting.out(queries.draft(item.event), item))
        audit.record(actor, "session.unnested", item)


def _lock_all(items: Sequence[ProgrammeItem]) -> None:
    for item in items:
        lock(item)


def _carry_out(session: Session, plan: Plan, seen: str | None = None) -> None:
    """Give every session its new place, if that is what was shown. Raises PlanOutOfDate."""
    if seen is not None and seen != plan.mark:
        raise PlanOutOfDate
    for one in plan.moves:
        drafting.take_over(one.item, one.values)
        one.item.revision += 1
        one.item.updated_at = clock.now()
    session.flush()
