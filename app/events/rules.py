"""What is true of an event by its dates and its organiser's hand. Pure."""

import enum
import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.core import localtime
from app.core.actors import Permission
from app.events.errors import (
    DayOutOfRange,
    EndBeforeStart,
    ExactTimesIncomplete,
    HoursIncomplete,
    HoursReversed,
    LastDayBeforeFirst,
    SlugMalformed,
    SlugReserved,
)
from app.events.models import (
    Event,
    Lifecycle,
    Participation,
    RegistrationSwitch,
    TeamRole,
)

_LOOK = frozenset({Permission.EVENT_VIEW, Permission.PROGRAMME_VIEW})
ROLE_PERMISSIONS: dict[TeamRole, frozenset[Permission]] = {
    TeamRole.OWNER: frozenset(Permission),
    TeamRole.PROGRAMME_EDITOR: _LOOK
    | {Permission.PROGRAMME_EDIT, Permission.PROGRAMME_RELEASE, Permission.DOCUMENTS_EDIT},
    TeamRole.REGISTRATION_DESK: _LOOK
    | {
        Permission.REGISTRATIONS_VIEW,
        Permission.REGISTRATIONS_EDIT,
        Permission.REGISTRATIONS_EXPORT,
        Permission.MESSAGES_VIEW,
    },
    TeamRole.COMMUNICATIONS: _LOOK
    | {
        Permission.EVENT_EDIT,
        Permission.DOCUMENTS_EDIT,
        Permission.MESSAGES_VIEW,
        Permission.MESSAGES_EDIT,
    },
    # The desk at the door: names and states, no addresses (trust rule T19).
    TeamRole.CHECK_IN: _LOOK,
    TeamRole.VIEWER: _LOOK,
}


class Status(enum.StrEnum):
    """What an event is at one moment: by hand before all else, then by the clock."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    LIVE = "live"
    OVER = "over"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


DOORS = timedelta(minutes=15)

_BY_HAND = {
    Lifecycle.DRAFT: Status.DRAFT,
    Lifecycle.POSTPONED: Status.POSTPONED,
    Lifecycle.CANCELLED: Status.CANCELLED,
}


def status(event: Event, now: datetime, registration_open: bool | None) -> Status:  # noqa: FBT001 - a fact, not a switch
    """What the event is at `now`.

    `registration_open` comes from above: True while somebody can register here, False once all
    windows have closed, None before the first opens and where nobody registers here at all.
    """
    if event.lifecycle in _BY_HAND:
        return _BY_HAND[event.lifecycle]
    if now >= event.finishes_at:
        return Status.OVER
    if now >= event.begins_at:
        return Status.LIVE
    if event.participation is Participation.EXTERNAL:
        registration_open = event.registration_switch is not RegistrationSwitch.CLOSED
    if registration_open is None:
        return Status.ANNOUNCED
    return Status.OPEN if registration_open else Status.CLOSED


def boundaries(event: Event) -> tuple[datetime, ...]:
    """The instants at which the clock alone changes the status; none when a hand has decided it."""
    if event.lifecycle in _BY_HAND:
        return ()
    return (event.begins_at, event.finishes_at)


def stream_window(event: Event) -> tuple[datetime, datetime]:
    """From when until when the way to the livestream is open."""
    return doors(event.begins_at, event.finishes_at)


def doors(begins_at: datetime, finishes_at: datetime) -> tuple[datetime, datetime]:
    """When the way to a stream opens and closes: early, and late, for who speaks last speaks long."""
    return begins_at - DOORS, finishes_at + DOORS


def is_stream_open(event: Event, now: datetime) -> bool:
    opens, closes = stream_window(event)
    return opens <= now < closes


@dataclass(frozen=True, slots=True)
class Schedule:
    """When an event is, as planned: one exact start and end, or whole days with or without hours."""

    timezone: str
    first_day: date
    last_day: date
    daily_start: time | None = None
    daily_end: time | None = None
    starts_local: datetime | None = None
    ends_local: datetime | None = None
    starts_fold: int = 0
    ends_fold: int = 0


def begins_and_finishes(when: Event | Schedule) -> tuple[datetime, datetime]:
    """The first instant of the event and the first instant after it, by today's zone rules."""
    zone = when.timezone
    if when.starts_local is not None and when.ends_local is not None:
        return (
            localtime.to_utc(when.starts_local, zone, when.starts_fold),
            localtime.to_utc(when.ends_local, zone, when.ends_fold),
        )
    if when.daily_start is not None and when.daily_end is not None:
        return (
            localtime.to_utc(datetime.combine(when.first_day, when.daily_start), zone),
            localtime.to_utc(datetime.combine(when.last_day, when.daily_end), zone),
        )
    return localtime.start_of_day(when.first_day, zone), localtime.end_of_day(when.last_day, zone)


def planned_start(event: Event) -> str:
    """For machines: the day alone, or where there are hours the moment with its zone's offset."""
    if event.starts_local is None and event.daily_start is None:
        return event.first_day.isoformat()
    return localtime.to_local(event.begins_at, event.timezone).isoformat()


def has_moved(before: str, after: str) -> bool:
    """Whether two planned starts differ; hours that are new on the same day move nobody's plans."""
    return not (before.startswith(after) or after.startswith(before))


EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


def possible_day(said: str) -> date | None:
    """The day that an address or a field names as 2027-01-12, if an event can be on it."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def check_schedule(when: Schedule) -> Schedule:
    """Refuse what cannot be; returns the schedule with its folds settled.

    Raises UnknownZone, DayOutOfRange, LastDayBeforeFirst, HoursIncomplete, EndBeforeStart,
    localtime.InGap, and localtime.Ambiguous where a fold of -1 leaves the question open.
    """
    localtime.zone(when.timezone)
    for name, exact_name in (("first_day", "starts_local"), ("last_day", "ends_local")):
        if not EARLIEST <= getattr(when, name) <= LATEST:
            raise DayOutOfRange(field=exact_name if when.starts_local else name)
    if when.last_day < when.first_day:
        raise EndBeforeStart if when.starts_local else LastDayBeforeFirst
    if when.starts_local is not None or when.ends_local is not None:
        return _checked_exact(when)
    _check_hours(when)
    return replace(when, starts_fold=0, ends_fold=0)


def _checked_exact(when: Schedule) -> Schedule:
    if when.starts_local is None or when.ends_local is None:
        raise ExactTimesIncomplete(field="ends_local" if when.starts_local else "starts_local")
    settled = replace(
        when,
        daily_start=None,
        daily_end=None,
        starts_fold=_fold(when.starts_local, when.timezone, when.starts_fold, "starts_local"),
        ends_fold=_fold(when.ends_local, when.timezone, when.ends_fold, "ends_local"),
    )
    begins, finishes = begins_and_finishes(settled)
    if finishes <= begins:
        raise EndBeforeStart
    return settled


def _check_hours(when: Schedule) -> None:
    if (when.daily_start is None) != (when.daily_end is None):
        raise HoursIncomplete(field="daily_start" if when.daily_start is None else "daily_end")
    if when.daily_start is None or when.daily_end is None:
        return
    if when.daily_end <= when.daily_start:
        raise HoursReversed
    # Only the first opening and the last closing are instants; a gap on a day between is nobody's.
    _fold(datetime.combine(when.first_day, when.daily_start), when.timezone, 0, "daily_start")
    _fold(datetime.combine(when.last_day, when.daily_end), when.timezone, 0, "daily_end")


ASK = -1  # as a fold: nobody has said yet which of two equal times is meant


def _fold(local: datetime, zone: str, fold: int, field: str) -> int:
    try:
        return localtime.check(local, zone, None if fold == ASK else fold)
    except (localtime.InGap, localtime.Ambiguous) as refusal:
        refusal.field = field
        raise


class CalendarEntry(NamedTuple):
    """What calendars and feeds say of an event (calendar.md section 4).

    A difference in its face raises the SEQUENCE; one in its wording only moves the date of the
    last change. What is in neither moves nothing.
    """

    face: tuple[object, ...]
    wording: tuple[object, ...]


def calendar_entry(event: Event) -> CalendarEntry:
    """What the entry says now, in all languages."""
    wording = (
        event.main_language,
        event.kind,
        event.subtitle,
        event.theme,
        event.summary,
        event.status_note,
        event.topics,
        event.contact_email,
        event.accent,
    )
    return CalendarEntry(_face(event), wording)


def _face(event: Event) -> tuple[object, ...]:
    return (
        event.title,
        event.lifecycle,
        event.timezone,
        event.first_day,
        event.last_day,
        event.daily_start,
        event.daily_end,
        event.starts_local,
        event.ends_local,
        event.starts_fold,
        event.ends_fold,
        event.begins_at,
        event.finishes_at,
        event.venue_name,
        event.address_lines,
        event.postcode,
        event.city,
        event.country,
        event.latitude,
        event.longitude,
        # Whether there is a stream; its address may be replaced, for entries lead to our page.
        event.livestream_is_public and bool(event.livestream_url),
    )


# Words that are first steps of our own addresses, or pages beside an event's slug.
RESERVED_SLUGS = frozenset(
    """
    about account accounts admin api archive atom dev documents edit embed event events export favicon feed
    feeds files healthz home ical ics index join lists live login logout mailings metrics network new now
    organise organize people preview programme readyz register registrations robots rooms search series
    sign-in sitemap speakers static styleguide text-blocks tracks well-known widget
    """.split()  # noqa: SIM905 - reads better than sixty strings
)
LONGEST_SLUG = 60
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_slug(slug: str) -> None:
    """Refuse an address that is not words with hyphens, or that another page needs."""
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG or slug.isdecimal():
        raise SlugMalformed
    if slug in RESERVED_SLUGS:
        raise SlugReserved


_ACCENT = re.compile(r"#[0-9a-f]{6}")


def is_accent(value: str) -> bool:
    """Whether this is a colour as #rrggbb, and nothing else that a stylesheet understands."""
    return bool(_ACCENT.fullmatch(value))


def missing(event: Event) -> list[LazyString]:
    """What must still be entered before the event can be announced, in words for people."""
    needs: list[tuple[object, LazyString]] = [
        (event.title.get(event.main_language), _l("a title in the main language")),
        (event.first_day and event.last_day, _l("the dates")),
        (event.timezone, _l("the time zone")),
        (
            event.participation is not Participation.EXTERNAL or event.external_url,
            _l("the address where people register"),
        ),
    ]
    return [name for has, name in needs if not has]


# By hand, from the key to any of these; never back to a draft, for calendars and links are out.
STEPS: dict[Lifecycle, frozenset[Lifecycle]] = {
    Lifecycle.DRAFT: frozenset({Lifecycle.ANNOUNCED}),
    Lifecycle.ANNOUNCED: frozenset({Lifecycle.POSTPONED, Lifecycle.CANCELLED}),
    Lifecycle.POSTPONED: frozenset({Lifecycle.ANNOUNCED, Lifecycle.CANCELLED}),
    Lifecycle.CANCELLED: frozenset({Lifecycle.ANNOUNCED}),
}


def fingerprint(values: Any) -> str:
    """What a form remembers of a record it shows, to notice that somebody else has changed it.

    Only of what that form can change: a registration that comes in makes no edit stale.
    """
    text = json.dumps(asdict(values), sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
