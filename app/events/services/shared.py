"""What several events share: series, whose editions they are, and blocks of text."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import TypeVar, cast

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audit import services as audit
from app.core.actors import Actor, ActorKind
from app.core.constraints import is_taken
from app.core.db import db, lock, transaction
from app.core.errors import Gone, StaleEdit
from app.core.types import Translated
from app.events import policies, queries, rules
from app.events.errors import (
    InUse,
    MayNotEditShared,
    MayNotJoinSeries,
    MayNotShare,
    NoSuchSeries,
    NoSuchTextBlock,
    SlugFixed,
    SlugTaken,
)
from app.events.models import Event, Lifecycle, Series, TextBlock
from app.events.services import revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesText:
    slug: str
    name: Translated
    acronym: str = ""
    description: Translated = field(default_factory=lambda: Translated({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockText:
    slug: str
    title: Translated
    body: Translated


Text = SeriesText | BlockText
Shared = Series | TextBlock
K = TypeVar("K", Series, TextBlock)


def read(thing: Shared) -> Text:
    """What it says now."""
    kind = SeriesText if isinstance(thing, Series) else BlockText
    return kind(**{one.name: getattr(thing, one.name) for one in fields(kind)})


def create_series(new: SeriesText, *, actor: Actor) -> Series:
    """Begin a series. Raises MayNotShare, SlugMalformed, SlugReserved or SlugTaken."""
    return cast("Series", _create(Series(), new, actor))


def create_block(new: BlockText, *, actor: Actor) -> TextBlock:
    """Write a block for several events. Raises as `create_series` does."""
    return cast("TextBlock", _create(TextBlock(), new, actor))


def _create(thing: Shared, new: Text, actor: Actor) -> Shared:
    with transaction() as session:
        user = session.get(User, actor.id) if actor.kind is ActorKind.USER else None
        if not policies.may_create(actor, user):
            raise MayNotShare
        rules.check_slug(new.slug)
        _write(thing, new)
        thing.made_by_id = user.id if user else None
        session.add(thing)
        _flush(thing)
        audit.record(actor, f"{_name(thing)}.created", thing)
    return thing


def change(thing: Shared, text: Text, *, seen: str, actor: Actor) -> None:
    """Change it once, on every page that shows it.

    Raises MayNotEditShared, StaleEdit, SlugMalformed, SlugReserved, SlugTaken, and SlugFixed for a
    series with events, whose calendars people have subscribed to.
    """
    with transaction() as session:
        used_by = _lock(session, thing)
        _refuse_strangers(thing, used_by, actor)
        if rules.fingerprint(read(thing)) != seen:
            raise StaleEdit
        if text.slug != thing.slug:
            if isinstance(thing, Series) and used_by:
                raise SlugFixed(_l("The series has events, so its address stays: calendars point to it."))
            rules.check_slug(text.slug)
        if not _write(thing, text):
            return
        thing.revision += 1
        _flush(thing)
        audit.record(actor, f"{_name(thing)}.changed", thing)
        for event in used_by:
            revisions.touch(event, catalogue=True)


def remove(thing: Shared, *, actor: Actor) -> None:
    """Forget a series without events, or a block no page shows. Raises MayNotEditShared or InUse."""
    with transaction() as session:
        lock(thing, alone=True)  # whoever begins to use it comes before us, or finds it gone
        used_by = queries.events_using(thing)
        _refuse_strangers(thing, used_by, actor)
        if used_by:
            raise InUse
        audit.record(actor, f"{_name(thing)}.removed", thing)
        session.delete(thing)


def series_open_to(actor: Actor) -> list[Series]:
    """The series this actor may put an event into."""
    editions = queries.editions()
    return [
        one
        for one in queries.all_series()
        if policies.may_join(actor, one.made_by_id, editions.get(one.id, ()))
    ]


def hold_series(number: int, *, actor: Actor) -> None:
    """Keep a series as it is until the commit, for an event that joins it and is locked already.

    Raises NoSuchSeries or MayNotJoinSeries.
    """
    series = _held(Series, number)
    if series is None:
        raise NoSuchSeries(field="series")
    if not policies.may_join(actor, series.made_by_id, queries.editions().get(number, ())):
        raise MayNotJoinSeries


def hold_block(number: int) -> None:
    """Keep a block as it is until the commit, for an event that will show it. Raises NoSuchTextBlock."""
    if _held(TextBlock, number) is None:
        raise NoSuchTextBlock(field="block")


def _held(kind: type[K], number: int) -> K | None:
    """As core.db.lock, for a row that may be gone."""
    wanted = select(kind).where(kind.id == number).with_for_update(key_share=True)
    return db.session.scalar(wanted.execution_options(populate_existing=True))


def _lock(session: Session, thing: Shared) -> list[Event]:
    """The events that use it, by number, and then the thing itself.

    All in this order, or two who change two things would wait for each other for ever. Whoever
    begins to use it holds it (hold_series, hold_block); so if somebody did while we were waiting,
    they are seen now: let go of everything, and begin again with them.
    """
    while True:
        attempt = session.begin_nested()
        used_by = [lock(event) for event in sorted(queries.events_using(thing), key=lambda event: event.id)]
        lock(thing)
        if {event.id for event in queries.events_using(thing)} <= {event.id for event in used_by}:
            attempt.commit()
            return used_by
        attempt.rollback()


def _refuse_strangers(thing: Shared, used_by: Iterable[Event], actor: Actor) -> None:
    shown_on = [event.id for event in used_by if event.lifecycle is not Lifecycle.DRAFT]
    if not policies.may_edit_shared(actor, thing.made_by_id, shown_on):
        raise MayNotEditShared


def _name(thing: Shared) -> str:
    return "series" if isinstance(thing, Series) else "text_block"


def _write(thing: Shared, text: Text) -> bool:
    changed = False
    for one in fields(text):
        if getattr(thing, one.name) != getattr(text, one.name):
            setattr(thing, one.name, getattr(text, one.name))
            changed = True
    return changed


def _flush(thing: Shared) -> None:
    slug = type(thing).slug
    with transaction() as session:
        try:
            session.flush()
        except IntegrityError as error:
            raise (SlugTaken if is_taken(error, slug) else Gone) from error
