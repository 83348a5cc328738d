"""Making a new event of an old one: the same page, on other days."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import inspect

from app.accounts.models import User
from app.audit import services as audit
from app.core import ids, text
from app.core.actors import Actor, ActorKind
from app.core.db import Base, lock, transaction
from app.core.types import Translated
from app.events import policies, queries, rules, signals
from app.events.errors import DayOutOfRange, MayNotCreate, MayNotEdit, TitleMissing
from app.events.models import Event, EventLink, Lifecycle, LinkKind, RegistrationSwitch, TeamMember, TeamRole
from app.events.services import editing, parts, revisions

# What belongs to one event only: its identity, its state, its history, and the addresses where
# people met. All else is copied.
_OWN = frozenset(
    {
        "id",
        "public_id",
        "slug",
        "calendar_uid",
        "title",
        "begins_at",
        "finishes_at",
        "lifecycle",
        "registration_switch",
        "status_note",
        "frozen_from",
        "external_url",
        "livestream_url",
        "sequence",
        "calendar_changed_at",
        "announced_at",
        "moved_from",
        "revision",
        "current_release",
        "released_names",
        "search_text",
        "created_at",
        "updated_at",
    }
)
LISTS = ("sections", "parties", "featured", "links")
_ROW_OWN = frozenset({"id", "public_id", "event_id", "held", "held_photo_id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCopy:
    """What the copy does not take from its source. Every other day moves with the first."""

    title: Translated
    first_day: date
    edition: int | None = None
    slug: str = ""  # without one the title gives it
    public_id: str = ""  # as of editing.NewEvent


def copy(source: Event, new: NewCopy, *, actor: Actor) -> Event:
    """Make a draft from `source`, all its days moved alike; whoever copies owns it. Sent twice, it is one.

    Programme, categories and whatever else hangs on an event are copied by the nouns above, which
    hear signals.copied, in the same transaction. Registrations, releases, documents and the
    team stay with the source. Raises MayNotEdit, MayNotCreate, TitleMissing, SlugMalformed,
    SlugReserved, SlugTaken, DayOutOfRange and what rules.check_schedule does.
    """
    return editing.once(lambda: _copy(source, new, actor), new.public_id, actor=actor)


def _copy(source: Event, new: NewCopy, actor: Actor) -> Event:
    with transaction() as session:
        user = session.get(User, actor.id) if actor.kind is ActorKind.USER else None
        lock(source)  # nobody edits its draft half-way through
        session.expire(source, LISTS)
        if not policies.may_edit(actor, source):
            raise MayNotEdit
        if not policies.may_create(actor, user):
            raise MayNotCreate
        if not new.title.get(source.main_language):
            raise TitleMissing
        slug = new.slug or queries.free_slug(text.slug(new.title[source.main_language]))
        rules.check_slug(slug)
        if not rules.EARLIEST <= new.first_day <= rules.LATEST:
            raise DayOutOfRange
        days = (new.first_day - source.first_day).days
        event = _copied_event(source, replace(new, slug=slug), days)
        if user is not None:
            event.members.append(TeamMember(user=user, role=TeamRole.OWNER))
        editing.insert(event)
        audit.record(actor, "event.copied", event, event_id=event.id, changes={"source": source.id})
        signals.copied.send(event, source=source, days=days)
        revisions.touch(event, catalogue=True)
    return event


def _copied_event(source: Event, new: NewCopy, days: int) -> Event:
    schedule = rules.check_schedule(_moved(parts.read(rules.Schedule, source), days))
    own = {"public_id": new.public_id or ids.public_id(), "lifecycle": Lifecycle.DRAFT}
    event = Event(**columns(source, without=_OWN), **own)
    event.slug, event.title, event.edition = new.slug, new.title, new.edition
    # A hand on the switch was meant for the other date.
    event.registration_switch = RegistrationSwitch.BY_CLOCK
    if source.frozen_from is not None:
        event.frozen_from = source.frozen_from + timedelta(days=days)
    parts.write(schedule, event)
    event.begins_at, event.finishes_at = rules.begins_and_finishes(schedule)
    for name in LISTS:
        rows = [row for row in getattr(source, name) if not _is_recording(row)]
        setattr(event, name, [type(row)(**columns(row, without=_ROW_OWN)) for row in rows])
    return event


def _is_recording(row: object) -> bool:
    return isinstance(row, EventLink) and row.kind is LinkKind.RECORDING


def columns(thing: Base, *, without: frozenset[str]) -> dict[str, object]:
    """The values of a row's columns by name: what makes another row like it."""
    names = (attribute.key for attribute in inspect(type(thing)).column_attrs)
    return {name: getattr(thing, name) for name in names if name not in without}


def _moved(schedule: rules.Schedule, days: int) -> rules.Schedule:
    """The same wall-clock times on other days; a time that comes twice there means the first."""
    step = timedelta(days=days)
    starts, ends = schedule.starts_local, schedule.ends_local
    return replace(
        schedule,
        first_day=schedule.first_day + step,
        last_day=schedule.last_day + step,
        starts_local=None if starts is None else starts + step,
        ends_local=None if ends is None else ends + step,
        starts_fold=0,
        ends_fold=0,
    )
