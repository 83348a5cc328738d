"""Who has which page of a draft open: told by the page every few seconds, forgotten within a minute."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import Select, String, bindparam, delete, select

from app.accounts.models import User
from app.core import clock
from app.core.actors import Actor
from app.core.db import db, transaction
from app.core.types import Instant
from app.events.models import Event
from app.programme import policies
from app.programme.errors import MayNotEditProgramme
from app.programme.models import PastedText, Presence, ProgrammeItem

STAYS = timedelta(seconds=60)  # a page speaks up every twenty seconds; two of its calls may get lost
_MOST_NAMED = 20
_KINDS: dict[str, type[ProgrammeItem] | type[PastedText]] = {"session": ProgrammeItem, "paste": PastedText}
_PLACES = re.compile(rf"(?P<kind>{'|'.join(_KINDS)})/(?P<public_id>[\w-]{{1,40}})", re.ASCII)


def place_of(thing: ProgrammeItem | PastedText) -> str:
    """The place that is the page of a session, or of the review of a pasted text."""
    kind = next(kind for kind, model in _KINDS.items() if isinstance(thing, model))
    return f"{kind}/{thing.public_id}"


def seen(event: Event, place: str, *, actor: Actor) -> None:
    """Note that somebody has a page of the draft open. Nothing comes of places that do not exist.

    One statement, no step to undo and no line in the log: it says nothing about the draft.
    """
    if not policies.may_edit(actor, event.id):
        raise MayNotEditProgramme
    known = _PLACES.fullmatch(place)
    if actor.id is None or known is None:
        return
    values = {"event": event.id, "place": place, "user": actor.id, "now": clock.now()}
    with transaction() as session:
        noting = _noting(session.get_bind().dialect.name, known["kind"])
        session.execute(noting, {**values, "public_id": known["public_id"]})


def gone(event: Event, place: str, *, actor: Actor) -> None:
    """Note that they have left it."""
    mine = (Presence.event_id == event.id, Presence.place == place, Presence.user_id == actor.id)
    with transaction() as session:
        session.execute(delete(Presence).where(*mine))


def others(event: Event, place: str, *, actor: Actor) -> Sequence[str]:
    """The names of those who have the same page open, without the actor's own."""
    there = _elsewhere(event, actor).where(Presence.place == place)
    return [name for _place, name in db.session.execute(there.limit(_MOST_NAMED))]


def of_sessions(event: Event, *, actor: Actor) -> Mapping[str, Sequence[str]]:
    """By public id of a session, the names of the others who have its page open."""
    found: dict[str, list[str]] = defaultdict(list)
    for place, name in db.session.execute(_elsewhere(event, actor)):
        kind, _slash, public_id = place.partition("/")
        if kind == "session":
            found[public_id].append(name)
    return dict(found)


def forget_past() -> None:
    """Delete what nobody reads any more. Safe to run at any time."""
    with transaction() as session:
        session.execute(delete(Presence).where(Presence.seen_at < clock.now() - STAYS))


def _elsewhere(event: Event, actor: Actor) -> Select[str, str]:
    return (
        select(Presence.place, User.name)
        .join(User, Presence.user_id == User.id)
        .where(
            Presence.event_id == event.id,
            Presence.seen_at >= clock.now() - STAYS,
            Presence.user_id != actor.id,
        )
        .order_by(User.name, User.id)
    )


@cache  # only the dialect in use is loaded
def _noting(dialect: str, kind: str) -> Any:
    """Insert a line or renew it, if the place exists: so there are never more than members times places."""
    event, place = bindparam("event", type_=Event.id.type), bindparam("place", type_=String())
    user, now = bindparam("user", type_=User.id.type), bindparam("now", type_=Instant())
    model = _KINDS[kind]
    here = (model.event_id == event, model.public_id == bindparam("public_id"))
    insert = import_module(f"sqlalchemy.dialects.{dialect}").insert
    noting = insert(Presence.__table__).from_select(
        ["event_id", "place", "user_id", "seen_at"], select(event, place, user, now).where(*here)
    )
    return noting.on_conflict_do_update(
        index_elements=["event_id", "place", "user_id"], set_={"seen_at": noting.excluded.seen_at}
    )
