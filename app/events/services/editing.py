"""Making an event, and changing one part of it at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audit import services as audit
from app.core import clock, ids, languages, text
from app.core.actors import Actor, ActorKind
from app.core.constraints import is_taken
from app.core.db import lock, transaction
from app.core.errors import Gone, StaleEdit
from app.core.types import Translated
from app.events import policies, queries, rules
from app.events.errors import AlreadyMade, MayNotCreate, MayNotEdit, SlugTaken, TitleMissing, UnknownLanguage
from app.events.models import Attendance, Event, EventKind, TeamMember, TeamRole, Visibility
from app.events.services import part_rules, parts, revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """What must be known before there is a page to fill. Without a slug the title gives one.

    The same public id, sent by the same account, means the same event: it is made once.
    """

    kind: EventKind
    attendance: Attendance
    title: Translated
    main_language: str
    schedule: rules.Schedule
    slug: str = ""
    public_id: str = ""


def create(new: NewEvent, *, actor: Actor) -> Event:
    """Begin a draft; whoever begins it owns it. Sent twice, it is begun once.

    Raises MayNotCreate, TitleMissing, UnknownLanguage, SlugMalformed, SlugReserved, SlugTaken and
    whatever rules.check_schedule does.
    """
    return once(lambda: begin(new, actor=actor), new.public_id, actor=actor)


def once(make: Callable[[], Event], public_id: str, *, actor: Actor) -> Event:
    """What `make` makes, or the event that the actor has made under this public id before.

    A transaction that has failed is over: nobody may ask for this inside of one.
    """
    try:
        return make()
    except (AlreadyMade, SlugTaken):  # whichever of the two the database sees first
        made = queries.made_by(actor, public_id)
        if made is None:
            raise
        return made


def begin(new: NewEvent, *, actor: Actor) -> Event:
    """Begin a draft as part of something larger. Raises what `create` does, or AlreadyMade."""
    with transaction() as session:
        user = session.get(User, actor.id) if actor.kind is ActorKind.USER else None
        if not policies.may_create(actor, user):
            raise MayNotCreate
        slug = new.slug or queries.free_slug(text.slug(new.title.get(new.main_language, "")))
        rules.check_slug(slug)
        if not languages.is_known(new.main_language):
            raise UnknownLanguage(field="main_language")
        if not new.title.get(new.main_language):
            raise TitleMissing
        event = Event(
            public_id=new.public_id or ids.public_id(),
            slug=slug,
            kind=new.kind,
            attendance=new.attendance,
            title=new.title,
            main_language=new.main_language,
            content_languages=[new.main_language],
            visibility=Visibility.PUBLIC,
        )
        _plan(event, rules.check_schedule(new.schedule))
        if user is not None:
            event.members.append(TeamMember(user=user, role=TeamRole.OWNER))
        insert(event)
        audit.record(actor, "event.created", event, event_id=event.id)
        revisions.touch(event, catalogue=True)
    return event


def insert(event: Event) -> None:
    """Give the event its row; unique indexes decide. Raises SlugTaken, AlreadyMade or Gone."""
    with transaction() as session:
        session.add(event)
        _flush(session)


def change(event: Event, part: parts.Part, *, seen: str, actor: Actor) -> None:
    """Replace one part. `seen` is the fingerprint of that part as the organiser saw it.

    Raises MayNotEdit, StaleEdit, and what the rules of the part refuse.
    """
    with transaction() as session:
        lock(event)
        if not policies.may_edit(actor, event):
            raise MayNotEdit
        if rules.fingerprint(parts.read(type(part), event)) != seen:
            raise StaleEdit
        settled = part_rules.settle(part, event, actor)
        before, start = rules.calendar_entry(event), rules.planned_start(event)
        changed = parts.write(settled, event)
        if not changed:
            return
        if isinstance(settled, rules.Schedule):
            _plan(event, settled)
        if event.announced_at is not None and rules.has_moved(start, rules.planned_start(event)):
            event.moved_from = start
        follow_calendar(event, before)
        _flush(session)
        audit.record(
            actor,
            "event.changed",
            event,
            event_id=event.id,
            changes={"part": type(part).__name__.lower(), "fields": changed},
        )
        revisions.touch(event, catalogue=True)


def follow_calendar(event: Event, before: rules.CalendarEntry) -> None:
    """Count the change for calendars that may hold the event already (RFC 5545 section 3.8.7.4).

    `before` is rules.calendar_entry as it was. Nothing moves when the entry says what it said.
    """
    entry = rules.calendar_entry(event)
    if event.announced_at is None or entry == before:
        return
    event.calendar_changed_at = clock.now()
    event.sequence += entry.face != before.face


def _flush(session: Session) -> None:
    """The database decides: about the address, and whether all that is referred to is still there."""
    try:
        session.flush()
    except IntegrityError as error:
        if is_taken(error, Event.public_id):
            raise AlreadyMade from error
        raise (SlugTaken if is_taken(error, Event.slug) else Gone) from error


def _plan(event: Event, schedule: rules.Schedule) -> None:
    parts.write(schedule, event)
    event.begins_at, event.finishes_at = rules.begins_and_finishes(schedule)
