"""The lists on an event's page: parties, links, sections, featured people. One row at a time.

All four are ordered by hand and edited alike; what differs between them is what a row says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, cast

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.audit import services as audit
from app.core import ids, ordering, web_address
from app.core.actors import Actor
from app.core.constraints import is_taken
from app.core.db import db, lock, transaction
from app.core.errors import Gone, StaleEdit
from app.core.types import Translated
from app.events import policies, rules
from app.events.errors import AlreadyFeatured, BadAddress, MayNotEdit, SectionEmpty, UnknownCountry
from app.events.models import Event, EventLink, EventSection, FeaturedPerson, LinkKind, Party, PartyRole
from app.events.services import revisions, shared
from app.network.countries import COUNTRIES
from app.people import services as people
from app.people.errors import NoSuchPerson


def _none() -> Translated:
    return Translated({})


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    role: PartyRole
    name: Translated
    country: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    kind: LinkKind
    label: Translated
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """Own text, or the text block that several events share."""

    title: Translated = field(default_factory=_none)
    body: Translated = field(default_factory=_none)
    block_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturedRow:
    person_id: int
    role: Translated = field(default_factory=_none)
    quotation: Translated = field(default_factory=_none)


Content = PartyRow | LinkRow | SectionRow | FeaturedRow
Row = Party | EventLink | EventSection | FeaturedPerson
C = TypeVar("C", bound=Content)

MODELS: dict[type[Content], type[Row]] = {
    PartyRow: Party,
    LinkRow: EventLink,
    SectionRow: EventSection,
    FeaturedRow: FeaturedPerson,
}
_NAMES = {Party: "party", EventLink: "link", EventSection: "section", FeaturedPerson: "featured_person"}


def read(kind: type[C], row: Row) -> C:
    """What the row says now."""
    return kind(**{one.name: getattr(row, one.name) for one in fields(kind)})


def add(event: Event, content: Content, *, public_id: str = "", actor: Actor) -> Row:
    """Put a row at the end of its list; under a `public_id` that it has already, nothing is added.

    Raises MayNotEdit, BadAddress, UnknownCountry, SectionEmpty, NoSuchTextBlock, AlreadyFeatured, or
    Gone for a person who was deleted meanwhile.
    """
    _check(content)
    model = MODELS[type(content)]
    with transaction() as session:
        _lock(event, actor)
        made = _row(event, model, public_id) if public_id else None
        if made is not None:
            return made
        _hold(content)
        row = model(
            event_id=event.id,
            public_id=public_id or ids.public_id(),
            position=len(_list(event, model)) + 1,
            **{one.name: getattr(content, one.name) for one in fields(content)},
        )
        session.add(row)
        _finish(event, row, "added", actor)
    return row


def change(row: Row, content: Content, *, seen: str, actor: Actor) -> None:
    """Replace what a row says; as `add`, and StaleEdit unless `seen` is what it said before."""
    _check(content)
    with transaction():
        _lock(row.event, actor)
        lock(row)
        if rules.fingerprint(read(type(content), row)) != seen:
            raise StaleEdit
        _hold(content)
        changed = {one.name: getattr(content, one.name) for one in fields(content)}
        for name, value in changed.items():
            setattr(row, name, value)
        _finish(row.event, row, "changed", actor)


def move(row: Row, *, up: bool, actor: Actor) -> None:
    """Change places with the neighbour; the first cannot go up, nor the last down. Raises MayNotEdit."""
    with transaction():
        _lock(row.event, actor)
        lock(row)
        if ordering.move(list(_list(row.event, type(row))), row, up=up):
            _finish(row.event, row, "moved", actor)


def remove(row: Row, *, actor: Actor) -> None:
    """Take the row off the page. Raises MayNotEdit."""
    event = row.event
    with transaction() as session:
        _lock(event, actor)
        lock(row)
        audit.record(actor, f"event.{_NAMES[type(row)]}_removed", row, event_id=event.id)
        session.delete(row)
        session.flush()
        ordering.number(_list(event, type(row)))
        _show(event)


def _lock(event: Event, actor: Actor) -> None:
    """Lists are changed under the lock of their event, so that positions stay 1, 2, 3."""
    lock(event)
    if not policies.may_edit(actor, event):
        raise MayNotEdit


def _hold(content: Content) -> None:
    """A text that others share stays as this page shows it until the page has counted the change.

    So does a person: nobody merges them into another entry meanwhile.
    """
    if isinstance(content, FeaturedRow):
        _hold_person(content.person_id)
    if isinstance(content, SectionRow) and content.block_id is not None:
        shared.hold_block(content.block_id)


def _hold_person(person_id: int) -> None:
    try:
        people.hold(person_id)
    except NoSuchPerson as error:
        raise Gone from error


def _row(event: Event, model: type[Row], public_id: str) -> Row | None:
    """What a form that was sent before has added, if it is still there."""
    mine = model.event_id == event.id, model.public_id == public_id
    return cast("Row | None", db.session.scalar(select(model).where(*mine)))


def _list(event: Event, model: type[Row]) -> Sequence[Row]:
    with transaction() as session:
        rows = session.scalars(
            select(model).where(model.event_id == event.id).order_by(model.position, model.id)
        )
        return cast("Sequence[Row]", rows.all())


def _finish(event: Event, row: Row, verb: str, actor: Actor) -> None:
    with transaction() as session:
        try:
            session.flush()
        except IntegrityError as error:
            is_there = is_taken(error, FeaturedPerson.event_id, FeaturedPerson.person_id)
            raise (AlreadyFeatured if is_there else Gone) from error
        audit.record(actor, f"event.{_NAMES[type(row)]}_{verb}", row, event_id=event.id)
        _show(event)


def _show(event: Event) -> None:
    with transaction() as session:
        session.expire(event, ["parties", "links", "sections", "featured"])
        revisions.touch(event, catalogue=True)  # names of parties and people are searched for


def _check(content: Content) -> None:
    values: Any = content
    if getattr(values, "url", "") and not web_address.is_web_address(values.url):
        raise BadAddress(field="url")
    if isinstance(content, PartyRow) and content.country and content.country not in COUNTRIES:
        raise UnknownCountry
    if isinstance(content, SectionRow) and not (content.body or content.block_id):
        raise SectionEmpty
