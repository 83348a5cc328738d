"""The frame of every change to a draft: one at a time per event, and only by those who may."""

from collections.abc import Iterator, MutableSequence
from contextlib import contextmanager
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.core import localtime, ordering, web_address
from app.core.actors import Actor
from app.core.db import Base, lock, transaction
from app.events.models import Event
from app.programme import policies
from app.programme.errors import BadAddress, BadCount, MayNotEditProgramme
from app.programme.services import steps

LARGEST_COUNT = 1_000_000  # seats nobody builds; far below what a database column holds

Direction = Literal["up", "down"]


@contextmanager
def editing(event: Event, actor: Actor) -> Iterator[Session]:
    """A transaction that holds the event's row, so that what is decided from the draft stays true.

    A release takes the same lock: it never sees half an edit. What is done within is one step, which
    can be undone. Raises MayNotEditProgramme.
    """
    with holding(event, actor) as session, steps.recorded(session, event, actor):
        yield session


@contextmanager
def holding(event: Event, actor: Actor) -> Iterator[Session]:
    """The same without a step to be undone."""
    with transaction() as session:
        lock(event)
        if not policies.may_edit(actor, event.id):
            raise MayNotEditProgramme
        yield session


def take_over(thing: Base, values: dict[str, Any]) -> list[str]:
    """Set what is different; returns the names of those fields, sorted."""
    changed = sorted(name for name, value in values.items() if getattr(thing, name) != value)
    for name in changed:
        setattr(thing, name, values[name])
    return changed


def check_address(value: str, field: str) -> None:
    """Raises BadAddress for anything but an http(s) address; empty is fine."""
    if value and not web_address.is_web_address(value):
        raise BadAddress(field=field)


def check_count(value: int | None, field: str) -> None:
    """Raises BadCount for a number of seats that cannot be; none is fine."""
    if value is not None and not 0 <= value <= LARGEST_COUNT:
        raise BadCount(field=field)


def move(things: MutableSequence[Any], thing: Any, direction: Direction) -> bool:
    """Put `thing` one place up or down and number all positions; False at either end of the list."""
    return ordering.move(things, thing, up=direction == "up")


def settle_fold(refused: str, *args: Any, **kwargs: Any) -> int:
    """localtime.check, with the refusal put at the field it is about."""
    try:
        return localtime.check(*args, **kwargs)
    except (localtime.InGap, localtime.Ambiguous) as refusal:
        refusal.field = refused
        raise
