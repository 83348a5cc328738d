"""Times that cannot be, contradict one another, or leave those of the event."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from flask_babel import lazy_gettext as _l

from app.core import localtime
from app.events.models import Attendance, Event
from app.programme import rules
from app.programme.checks.finding import Finding, Rule, Severity, at_page, at_session
from app.programme.checks.known import Known
from app.programme.models import ProgrammeItem, SessionKind
from app.programme.rules import Moment, Span

END_BEFORE_START = Rule(
    "end_before_start", Severity.ERROR, _l("End before the start"), _l("It ends before it starts.")
)
NOT_SCHEDULED = Rule(
    "not_scheduled",
    Severity.WARNING,
    _l("Without a time"),
    _l("It has no time yet and is left out of the release."),
)
OUTSIDE_DAYS = Rule(
    "outside_days",
    Severity.WARNING,
    _l("Not on a day of the event"),
    _l("It is not on one of the event's days."),
)
BEFORE_OPENING = Rule(
    "before_opening",
    Severity.WARNING,
    _l("Before the event begins"),
    _l("It begins at %(at)s, before the event does at %(limit)s."),
)
BEYOND_END = Rule(
    "beyond_end",
    Severity.WARNING,
    _l("Beyond the announced end"),
    _l("It ends at %(at)s, but the event is announced to end at %(limit)s."),
)
IN_GAP = Rule(
    "in_gap",
    Severity.WARNING,
    _l("A time the clock skips"),
    _l("Its time does not exist in the event's time zone: the clocks go forward then."),
)
OUTSIDE_PARENT = Rule(
    "outside_parent",
    Severity.WARNING,
    _l("Outside the session around it"),
    _l("It leaves the time of the session it is part of."),
)
PART_OF_PART = Rule(
    "part_of_part",
    Severity.ERROR,
    _l("Part of a part"),
    _l("It is part of a session that is itself part of “%(outer)s”. Say that it is part of the whole."),
)
OVERLAPS_SIBLING = Rule(
    "overlaps_sibling",
    Severity.WARNING,
    _l("Two parts at the same time"),
    _l("It begins at %(at)s, before “%(other)s” is over, which is part of the same session."),
)
GAP_INSIDE = Rule(
    "gap_inside",
    Severity.HINT,
    _l("Gap inside a session"),
    _l("Nothing is planned inside it from %(start)s to %(end)s."),
)
NO_END = Rule(
    "no_end",
    Severity.WARNING,
    _l("Without an end"),
    _l("It has no end, and nothing after it tells when it is over."),
)
ENDS_WORKED_OUT = Rule(
    "ends_worked_out",
    Severity.HINT,
    _l("Ends worked out"),
    _l("Sessions without an end of their own, which end when the next one begins: %(sessions)s."),
)
ZERO_LENGTH = Rule(
    "zero_length",
    Severity.HINT,
    _l("A moment without length"),
    _l("It begins and ends at %(at)s: a moment, which clashes with nothing."),
)
NO_HOURS = Rule(
    "no_hours",
    Severity.WARNING,
    _l("Online without hours"),
    _l("The event takes place online, but nobody is told at what time."),
)

_SHORTEST_GAP = timedelta(minutes=10)
# What people expect around an event's daily hours: arriving, eating, seeing the town.
_MORNING = time(6)  # what ends by then on the next day has lasted into the night
_AROUND = frozenset(
    {
        SessionKind.MEAL,
        SessionKind.NETWORKING,
        SessionKind.VISIT,
        SessionKind.REGISTRATION,
        SessionKind.CEREMONY,
        SessionKind.PRESS,
    }
)


def own_times(known: Known) -> Iterator[Finding]:
    """What is wrong with a session's times on their own."""
    for item in known.items:
        span = known.draft.timetable.span(item)
        if span is None:
            yield NOT_SCHEDULED.at(at_session(item, "day"), item)
            continue
        if span.ends.at < span.starts.at:
            yield END_BEFORE_START.at(at_session(item, "ends"), item)
        if rules.is_outside_days(span.day, known.event):
            yield OUTSIDE_DAYS.at(at_session(item, "day"), item, day=span.day)
        for moment, field in ((item.starts_local, "starts"), (item.ends_local, "ends")):
            if _is_in_gap(moment, known.event):
                yield IN_GAP.at(at_session(item, field), item, at=moment)
                break


def lengths(known: Known) -> Iterator[Finding]:
    """Sessions without an end, and such as have no length."""
    worked_out: list[ProgrammeItem] = []
    for item, span in known.draft.timetable.scheduled():
        has_length = span.ends.at != span.starts.at
        if not span.end_is_derived:
            if not has_length:
                yield ZERO_LENGTH.at(at_session(item, "ends"), item, at=span.starts.local)
        elif has_length and not span.start_is_derived:
            worked_out.append(item)
        elif not has_length and item.kind is not SessionKind.CLOSING:
            yield NO_END.at(at_session(item, "ends"), item)
    if worked_out:
        yield ENDS_WORKED_OUT.at(at_session(worked_out[0], "ends"), sessions=worked_out)


def hours(known: Known) -> Iterator[Finding]:
    """What begins or ends outside the hours the event has announced."""
    event = known.event
    for item in known.draft.timetable.top:
        span = known.draft.timetable.span(item)
        if span is None or (event.starts_local is None and item.kind in _AROUND):
            continue
        opening, closing = _opening(event, span.starts), _closing(event, span)
        if opening and span.starts.at < opening.at and item.kind is not SessionKind.REGISTRATION:
            yield BEFORE_OPENING.at(
                at_session(item, "starts"), item, at=span.starts.local, limit=opening.local
            )
        if closing and span.ends.at > closing.at:
            yield BEYOND_END.at(at_session(item, "ends"), item, at=span.ends.local, limit=closing.local)
    if event.attendance is Attendance.ONLINE and event.starts_local is None and event.daily_start is None:
        yield NO_HOURS.at(at_page("dates"))


def _closing(event: Event, span: Span) -> Moment | None:
    """The end of the event's day by which it is to be over: the last one where it lasts for days."""
    is_for_days = span.ends.local >= datetime.combine(span.day + timedelta(days=1), _MORNING)
    is_within = not rules.is_outside_days(span.last_day, event)
    return rules.day_end(event, span.ends if is_for_days and is_within else span.starts)


def nesting(known: Known) -> Iterator[Finding]:
    """Parts that leave the session around them, overlap one another or leave a gap."""
    timetable = known.draft.timetable
    for parent in timetable.top:
        for child in timetable.children(parent):
            if child.parent_id != parent.id:
                yield PART_OF_PART.at(at_session(child, "parent"), child, outer=parent)
        outer = timetable.span(parent)
        spans = ((child, timetable.span(child)) for child in timetable.children(parent))
        inside = [(child, span) for child, span in spans if span is not None]
        if outer is None or not inside:
            continue
        for child, span in inside:
            if rules.is_outside(span, outer):
                facts = {"at": span.starts.local, "until": span.ends.local}
                yield OUTSIDE_PARENT.at(at_session(child, "starts"), child, **facts)
        timed = [(child, span) for child, span in inside if not span.start_is_derived]
        yield from _overlaps(timed)
        if len(timed) > 1:
            yield from _gaps(parent, outer, [span for _child, span in timed])


def _overlaps(timed: list[tuple[ProgrammeItem, Span]]) -> Iterator[Finding]:
    running: list[tuple[ProgrammeItem, Span]] = []
    for child, span in timed:
        running = [one for one in running if one[1].ends.at > span.starts.at]
        other = next((one for one, _span in running if rules.share_rooms(one, child)), None)
        if other is not None and span.ends.at > span.starts.at:
            yield OVERLAPS_SIBLING.at(at_session(child, "starts"), child, at=span.starts.local, other=other)
        running.append((child, span))


def _gaps(parent: ProgrammeItem, outer: Span, inside: list[Span]) -> Iterator[Finding]:
    """Where nothing is planned between the parts, or before the first and after the last."""
    over = outer.starts
    for begins, ends in [*((span.starts, span.ends) for span in inside), (outer.ends, outer.ends)]:
        if begins.at - over.at >= _SHORTEST_GAP:
            yield GAP_INSIDE.at(at_session(parent, "starts"), parent, start=over.local, end=begins.local)
        over = max(over, ends)


def _opening(event: Event, start: Moment) -> Moment | None:
    """When the event begins on the day of `start`, as far as its organisers have said."""
    day = start.local.date()
    if event.starts_local is not None:
        is_first = event.starts_local.date() == day
        return rules.moment(event.starts_local, event.starts_fold, event.timezone) if is_first else None
    if event.daily_start is None or rules.is_outside_days(day, event):
        return None
    return rules.moment(datetime.combine(day, event.daily_start), 0, event.timezone)


def _is_in_gap(local: datetime | None, event: Event) -> bool:
    """Possible after the event's zone, or that zone's rules, have changed."""
    if local is None:
        return False
    try:
        localtime.check(local, event.timezone, fold=0)
    except localtime.InGap:
        return True
    return False


CHECKS = (own_times, lengths, hours, nesting)
RULES = (
    END_BEFORE_START, NOT_SCHEDULED, OUTSIDE_DAYS, BEFORE_OPENING, BEYOND_END, IN_GAP, OUTSIDE_PARENT,
    PART_OF_PART, OVERLAPS_SIBLING, GAP_INSIDE, NO_END, ENDS_WORKED_OUT, ZERO_LENGTH, NO_HOURS,
)  # fmt: skip
