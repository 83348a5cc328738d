"""What is true of categories and registrations by the clock and their numbers. Pure."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core import localtime
from app.events.models import (
    Attendance,
    Event,
    Lifecycle,
    Participation,
    RegistrationSwitch,
    Visibility,
)
from app.registration.errors import WrongAttendance
from app.registration.models import Category, CategoryAttendance, Registration, RegistrationState, Source

PRIVACY_VERSION = "2"
"""Which wording of the privacy notice people agree to; raise it when the words change."""

HOLDS_A_SEAT = frozenset({RegistrationState.CONFIRMED, RegistrationState.OFFERED, RegistrationState.PENDING})
LIVE = HOLDS_A_SEAT | {RegistrationState.WAITING}
ENDED = frozenset(RegistrationState) - LIVE

_REMINDED_AFTER = 0.75  # of the hold


class Window(enum.StrEnum):
    """Where the clock stands in a category's registration time."""

    EARLY = "early"
    OPEN = "open"
    OVER = "over"


class Places(enum.StrEnum):
    """What somebody who registers in a category would get."""

    FREE = "free"
    WAITING_LIST = "waiting list"
    NONE = "none"


class Plenty(enum.StrEnum):
    """How many seats a newcomer finds, as coarsely as the public may know it (trust rule T22)."""

    MANY = "many"
    FEW = "few"
    NONE = "none"


class Situation(enum.StrEnum):
    """What the register page of an event has to say."""

    OPEN = "open"
    EARLY = "early"
    CLOSED = "closed"
    FULL = "full"
    OVER = "over"
    EXTERNAL = "external"
    INVITATION = "invitation"
    NONE = "none"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


def opens_at(event: Event, category: Category) -> datetime | None:
    """The instant registration opens; None: it has been open from the beginning. The hand beats the clock."""
    if category.opens_local is None or event.registration_switch is RegistrationSwitch.OPEN:
        return None
    return localtime.to_utc(category.opens_local, event.timezone, category.opens_fold)


def closes_at(event: Event, category: Category) -> datetime:
    """The first instant at which it is closed, at the latest when the event is over."""
    if category.closes_local is None or event.registration_switch is RegistrationSwitch.OPEN:
        return event.finishes_at
    closes = localtime.to_utc(category.closes_local, event.timezone, category.closes_fold)
    return min(event.finishes_at, closes)


def window(event: Event, category: Category, now: datetime) -> Window:
    """Whether registration in `category` is still to come, open or over. The hand beats the clock."""
    if event.registration_switch is RegistrationSwitch.CLOSED or now >= event.finishes_at:
        return Window.OVER
    opens = opens_at(event, category)
    if opens is not None and now < opens:
        return Window.EARLY
    return Window.OPEN if now < closes_at(event, category) else Window.OVER


def remaining(category: Category) -> int | None:
    """Seats a newcomer may take now; None: as many as come. Nobody overtakes who waits."""
    if category.waiting:
        return 0
    return None if category.capacity is None else max(0, category.capacity - category.taken)


def plenty(category: Category) -> Plenty | None:
    """How many seats are left in a word; None where they are not counted. Few: one in ten, or the last."""
    left = remaining(category)
    if left == 0:
        return Plenty.NONE
    if left is None or category.capacity is None:
        return None
    return Plenty.FEW if left <= max(1, category.capacity // 10) else Plenty.MANY


def overbooked(category: Category) -> int:
    """Seats given before the capacity was lowered beneath them; their holders keep them."""
    return 0 if category.capacity is None else max(0, category.taken - category.capacity)


def places(category: Category) -> Places:
    """A seat, a place on the waiting list, or neither."""
    if remaining(category) != 0:
        return Places.FREE
    return Places.WAITING_LIST if category.has_waiting_list else Places.NONE


def is_here(event: Event) -> bool:
    """Whether people register on this site for this event at all."""
    return (
        event.participation is Participation.HERE
        and event.lifecycle is Lifecycle.ANNOUNCED
        and event.visibility is not Visibility.PRIVATE
    )


def takes(event: Event, category: Category, now: datetime) -> bool:
    """Whether somebody may register in `category` at `now`, be it for the waiting list."""
    return is_here(event) and window(event, category, now) is Window.OPEN


_BY_HAND = {Lifecycle.POSTPONED: Situation.POSTPONED, Lifecycle.CANCELLED: Situation.CANCELLED}
_ELSEWHERE = {
    Participation.EXTERNAL: Situation.EXTERNAL,
    Participation.INVITATION: Situation.INVITATION,
    Participation.NONE: Situation.NONE,
}


def situation(event: Event, categories: Sequence[Category], now: datetime) -> Situation:
    """What a visitor of the register page meets."""
    if event.lifecycle in _BY_HAND:
        return _BY_HAND[event.lifecycle]
    if now >= event.finishes_at:
        return Situation.OVER
    if event.participation in _ELSEWHERE:
        return _ELSEWHERE[event.participation]
    if not categories and event.registration_switch is not RegistrationSwitch.CLOSED:
        return Situation.EARLY  # it opens with the first category, and nobody can say when
    windows = {window(event, category, now) for category in categories}
    if Window.OPEN in windows:
        open_now = [one for one in categories if window(event, one, now) is Window.OPEN]
        full = all(places(category) is Places.NONE for category in open_now)
        return Situation.FULL if full else Situation.OPEN
    return Situation.EARLY if Window.EARLY in windows else Situation.CLOSED


@dataclass(frozen=True, slots=True)
class Openness:
    """What a cached page of the event may say about registration, and until when it is true."""

    situation: Situation
    has_seats: bool  # somewhere a seat is free; otherwise whoever comes will wait
    opens_at: datetime | None  # the next opening, where it is still to come
    closes_at: datetime | None  # the last closing of what is open
    changes_at: datetime | None  # when the clock alone makes this untrue

    @property
    def is_open(self) -> bool | None:
        """As events.rules.status wants it: None before the first opening and where nobody registers."""
        if self.situation is Situation.OPEN:
            return True
        return False if self.situation in {Situation.CLOSED, Situation.FULL} else None


def openness(event: Event, categories: Sequence[Category], now: datetime) -> Openness:
    """Registration of an event in a nutshell."""
    if (
        event.participation is not Participation.HERE
        or event.registration_switch is RegistrationSwitch.CLOSED
    ):
        instants = [event.finishes_at]
    else:
        instants = [event.finishes_at, *_instants(event, categories)]
    early = [one for one in categories if window(event, one, now) is Window.EARLY]
    open_now = [one for one in categories if takes(event, one, now)]
    return Openness(
        situation=situation(event, categories, now),
        has_seats=any(places(category) is Places.FREE for category in open_now),
        opens_at=min((opening for one in early if (opening := opens_at(event, one))), default=None),
        closes_at=max((closes_at(event, category) for category in open_now), default=None),
        changes_at=min((instant for instant in instants if instant > now), default=None),
    )


def _instants(event: Event, categories: Sequence[Category]) -> list[datetime]:
    found = [closes_at(event, category) for category in categories]
    return found + [opening for category in categories if (opening := opens_at(event, category))]


def attendances(event: Event, category: Category) -> tuple[CategoryAttendance, ...]:
    """How people of this category may take part: one way, or the two they choose between."""
    if event.attendance is Attendance.IN_PERSON:
        return (CategoryAttendance.IN_PERSON,)
    if event.attendance is Attendance.ONLINE:
        return (CategoryAttendance.ONLINE,)
    if category.attendance is CategoryAttendance.EITHER:
        return (CategoryAttendance.IN_PERSON, CategoryAttendance.ONLINE)
    return (category.attendance,)


def attendance(event: Event, category: Category, wanted: CategoryAttendance | None) -> CategoryAttendance:
    """How somebody takes part who has wished for `wanted`. Raises WrongAttendance."""
    possible = attendances(event, category)
    if len(possible) == 1:
        return possible[0]
    if wanted not in possible:
        raise WrongAttendance
    return wanted


def takes_part(registration: Registration) -> CategoryAttendance:
    """How somebody takes part as things are now: as they wished or, where that is gone, as all do."""
    possible = attendances(registration.event, registration.category)
    return registration.attendance if registration.attendance in possible else possible[0]


def hold(event: Event, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Until when an unverified registration is kept, and when to remind of it; None, None: for ever.

    At the latest until the event is over, when nobody waits for the seat any more.
    """
    if event.hold_hours <= 0:
        return None, None
    ends = min(now + timedelta(hours=event.hold_hours), event.finishes_at)
    return ends, now + (ends - now) * _REMINDED_AFTER


def is_vouched_for(registration: Registration) -> bool:
    """Whether somebody answers for the address: its owner, or the organiser who added it by hand."""
    return registration.is_verified or registration.source is Source.BY_HAND


def offer_ends(registration: Registration, now: datetime) -> datetime:
    """Until when a seat offered now is kept: the event's time for offers, but not beyond its end.

    Nor beyond the hold of an address that is still unverified, or a crowd of invented people
    could keep the seats from the real ones behind them for days.
    """
    event = registration.event
    ends = min(event.finishes_at, now + timedelta(hours=max(1, event.offer_hours)))
    if registration.is_verified or registration.deadline_at is None:
        return ends
    return min(ends, registration.deadline_at)


def may_offer(event: Event, now: datetime) -> bool:
    """Freed seats are offered while the event stands and is not over, also when registration is closed."""
    return event.lifecycle is Lifecycle.ANNOUNCED and now < event.finishes_at


def is_frozen(event: Event, now: datetime) -> bool:
    """Whether participants may no longer change what they registered.

    A time that the clocks of the place show twice means the first, as the organiser's form says.
    """
    if now >= event.finishes_at:
        return True
    return event.frozen_from is not None and now >= localtime.to_utc(event.frozen_from, event.timezone)


@dataclass(frozen=True, slots=True)
class Buttons:
    """What the holder of a link may do on the page of a registration."""

    verify: bool = False
    accept: bool = False
    refuse: bool = False
    edit: bool = False
    withdraw: bool = False
    see_details: bool = False


def offer_stands(registration: Registration, event: Event, now: datetime) -> bool:
    """Whether a seat is offered and may still be taken; the next one may not have been asked yet."""
    ends = registration.deadline_at
    is_offered = registration.state is RegistrationState.OFFERED and _is_to_come(event, now)
    return is_offered and (ends is None or now < ends)


def _is_to_come(event: Event, now: datetime) -> bool:
    return event.lifecycle is not Lifecycle.CANCELLED and now < event.finishes_at


def buttons(registration: Registration, event: Event, now: datetime, *, is_mailed: bool) -> Buttons:
    """Which buttons are true at `now`. `is_mailed`: the link came by mail, so the address is theirs.

    The link of the page where somebody registered proves nothing about the address. Once its
    owner has verified it, that link only shows how things stand: else whoever typed a stranger's
    address could go on reading and cancelling what the stranger made of it.
    """
    is_known = is_vouched_for(registration)
    if is_known and not is_mailed:
        return Buttons()
    state = registration.state
    is_over, frozen = now >= event.finishes_at, is_frozen(event, now)
    offered = state is RegistrationState.OFFERED and _is_to_come(event, now)
    return Buttons(
        # A cancelled event has no seats to be sure of; whoever wants to be off its list may leave.
        verify=is_mailed and not is_known and state in LIVE and event.lifecycle is not Lifecycle.CANCELLED,
        accept=offer_stands(registration, event, now),
        refuse=offered,
        edit=state in LIVE and not frozen,
        # The queue may be left even when plans are frozen: that helps whoever comes next.
        withdraw=not is_over
        and (state is RegistrationState.WAITING or (state in LIVE and not frozen))
        and not offered,
        see_details=True,
    )
