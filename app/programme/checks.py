"""What is wrong with a draft, or looks so. Pure: errors block a release, warnings need a look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.core import abbreviations, localtime
from app.events.models import Event
from app.programme import rules
from app.programme.models import ProgrammeItem
from app.programme.rules import Draft, Span

NO_TITLE = _l("It has no title in the event's main language.")
END_BEFORE_START = _l("It ends before it starts.")
OUTSIDE_PARENT = _l("It leaves the time of the session it is part of.")
OUTSIDE_DAYS = _l("It is not on one of the event's days.")
IN_GAP = _l("Its time does not exist in the event's time zone: the clocks go forward then.")
NOT_SCHEDULED = _l("It has no time yet and is left out of the release.")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `code` is for tests and links, `message` for people."""

    code: str
    message: LazyString
    item: ProgrammeItem
    is_error: bool = False


def findings(draft: Draft) -> list[Finding]:
    """Everything found in the draft, in the order of its sessions."""
    return [finding for item in draft.timetable for finding in _about(item, draft)]


def errors(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.is_error]


def warnings(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if not finding.is_error]


def _about(item: ProgrammeItem, draft: Draft) -> Iterator[Finding]:
    if not item.title.get(draft.event.main_language):
        yield Finding("no_title", NO_TITLE, item, is_error=True)
    span = draft.timetable.span(item)
    if span is None:
        yield Finding("not_scheduled", NOT_SCHEDULED, item)
        return
    if span.ends.at < span.starts.at:
        yield Finding("end_before_start", END_BEFORE_START, item, is_error=True)
    if rules.is_outside_days(span.day, draft.event):
        yield Finding("outside_days", OUTSIDE_DAYS, item)
    if _is_in_gap(item.starts_local, draft.event) or _is_in_gap(item.ends_local, draft.event):
        yield Finding("in_gap", IN_GAP, item)
    yield from _zones(item, span, draft.event)
    outer = _outer(item, draft)
    if outer is not None and rules.is_outside(span, outer):
        yield Finding("outside_parent", OUTSIDE_PARENT, item)


def _zones(item: ProgrammeItem, span: Span, event: Event) -> Iterator[Finding]:
    """An abbreviation in a text that contradicts the season."""
    values = (item.title, item.abstract, item.key_question, item.objective, item.focus_points, item.note)
    texts = (text for value in values for text in (value or {}).values())
    for one in abbreviations.contradictions(texts, (span.starts.at, span.ends.at), event.timezone):
        sentence = _l("It says %(said)s, but on that day it is %(right)s.", said=one.said, right=one.right)
        yield Finding("zone_and_season", sentence, item)


def _outer(item: ProgrammeItem, draft: Draft) -> Span | None:
    parent = draft.timetable.parent(item)
    return draft.timetable.span(parent) if parent is not None else None


def _is_in_gap(local: datetime | None, event: Event) -> bool:
    """Possible after the event's zone, or that zone's rules, have changed."""
    if local is None:
        return False
    try:
        localtime.check(local, event.timezone, fold=0)
    except localtime.InGap:
        return True
    return False
