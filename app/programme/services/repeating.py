"""A form that is sent twice makes one thing: the second time is answered with what the first has made."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import select

from app.core.actors import Actor
from app.core.db import Base, db
from app.events.models import Event
from app.programme.models import DraftStep, ProgrammeItem
from app.programme.services import memento, steps
from app.programme.services.drafting import editing

T = TypeVar("T", bound=Base)


def once(event: Event, model: type[T], make: Callable[[], T], *, key: str, actor: Actor) -> T:
    """What `make` adds to the draft, or what it has added for this key already and is still there.

    `key` stands for one copy of a form and all that was typed into it; an empty one stands for nothing.
    Raises what `make` raises.
    """
    if not key:
        return make()
    with editing(event, actor) as session:  # which makes the second of two presses wait for the first
        made = _made(event, model, key)
        if made is not None:
            return made
        steps.recording(session).key = key
        return make()


def _made(event: Event, model: type[T], key: str) -> T | None:
    """None also once that was undone or removed: whoever sends it again then wants another."""
    mine = DraftStep.event_id == event.id, DraftStep.idempotency_key == key, ~DraftStep.is_undone
    changes = db.session.scalar(
        select(DraftStep.changes).where(*mine).order_by(DraftStep.number.desc()).limit(1)
    )
    added = (
        one["id"] for one in changes or () if one["before"] is None and memento.MODELS[one["kind"]] is model
    )
    public_id = next(added, None)
    return _thing(event, model, public_id) if public_id else None


def _thing(event: Event, model: type[T], public_id: str) -> T | None:
    """Steps name somebody's appearance behind its session, everything else by itself."""
    outer, _slash, own = public_id.rpartition("/")
    columns = model.__table__.c
    wanted = select(model).where(columns.public_id == own)
    if not outer:
        return db.session.scalar(wanted.where(columns.event_id == event.id))
    around = ProgrammeItem.event_id == event.id, ProgrammeItem.public_id == outer
    return db.session.scalar(wanted.where(columns.item_id.in_(select(ProgrammeItem.id).where(*around))))
