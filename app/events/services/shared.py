"""What several events share: series, whose editions they are, and blocks of text."""

from dataclasses import dataclass, field, fields
from typing import cast

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.core.types import Translated
from app.events import policies, queries, rules
from app.events.errors import InUse, MayNotEditShared, SlugFixed, SlugTaken, StaleEdit
from app.events.models import Series, TextBlock
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


def read(thing: Shared) -> Text:
    """What it says now."""
    kind = SeriesText if isinstance(thing, Series) else BlockText
    return kind(**{one.name: getattr(thing, one.name) for one in fields(kind)})


def create_series(new: SeriesText, *, actor: Actor) -> Series:
    """Begin a series. Raises MayNotEditShared, SlugMalformed, SlugReserved or SlugTaken."""
    return cast("Series", _create(Series(), new, actor))


def create_block(new: BlockText, *, actor: Actor) -> TextBlock:
    """Write a block for several events. Raises as `create_series` does."""
    return cast("TextBlock", _create(TextBlock(), new, actor))


def _create(thing: Shared, new: Text, actor: Actor) -> Shared:
    with transaction() as session:
        if not policies.may_edit_shared(actor, ()):
            raise MayNotEditShared
        rules.check_slug(new.slug)
        _write(thing, new)
        session.add(thing)
        _flush()
        audit.record(actor, f"{_name(thing)}.created", thing)
    return thing


def change(thing: Shared, text: Text, *, seen: str, actor: Actor) -> None:
    """Change it once, on every page that shows it.

    Raises MayNotEditShared, StaleEdit, SlugMalformed, SlugReserved, SlugTaken, and SlugFixed for a
    series with events, whose calendars people have subscribed to.
    """
    with transaction():
        used_by = sorted(queries.events_using(thing), key=lambda event: event.id)
        for event in used_by:  # always in this order, or two who change two things would wait for ever
            lock(event)
        lock(thing)
        if not policies.may_edit_shared(actor, [event.id for event in used_by]):
            raise MayNotEditShared
        if rules.fingerprint(read(thing)) != seen:
            raise StaleEdit
        if text.slug != thing.slug:
            if isinstance(thing, Series) and used_by:
                raise SlugFixed(_l("The series has events, so its address stays: calendars point to it."))
            rules.check_slug(text.slug)
        if not _write(thing, text):
            return
        thing.revision += 1
        _flush()
        audit.record(actor, f"{_name(thing)}.changed", thing)
        for event in used_by:
            revisions.touch(event, catalogue=True)


def remove(thing: Shared, *, actor: Actor) -> None:
    """Forget a series without events, or a block no page shows. Raises MayNotEditShared or InUse."""
    with transaction() as session:
        lock(thing)
        if not policies.may_edit_shared(actor, ()):
            raise MayNotEditShared
        if queries.events_using(thing):
            raise InUse
        audit.record(actor, f"{_name(thing)}.removed", thing)
        session.delete(thing)


def _name(thing: Shared) -> str:
    return "series" if isinstance(thing, Series) else "text_block"


def _write(thing: Shared, text: Text) -> bool:
    changed = False
    for one in fields(text):
        if getattr(thing, one.name) != getattr(text, one.name):
            setattr(thing, one.name, getattr(text, one.name))
            changed = True
    return changed


def _flush() -> None:
    with transaction() as session:
        try:
            session.flush()
        except IntegrityError as error:
            raise SlugTaken from error
