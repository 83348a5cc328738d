"""What becomes part of what: two levels, and a session goes into the one above it. Pure."""

from flask_babel import lazy_gettext as _l

from app.events.models import Event
from app.programme.arranging import plans
from app.programme.arranging.plans import Move, Plan
from app.programme.errors import HasChildren, NothingAbove, NotInside, TooDeep
from app.programme.models import ProgrammeItem
from app.programme.rules import Draft


def above(draft: Draft, item: ProgrammeItem) -> ProgrammeItem:
    """The session that `item` would become part of. Raises TooDeep, HasChildren or NothingAbove."""
    timetable = draft.timetable
    if item.parent_id is not None:
        raise TooDeep(_l("This session is inside another one already; sessions nest two levels deep."))
    if timetable.children(item):
        raise HasChildren
    span = timetable.span(item)
    if span is not None:
        level = timetable.days()[span.day]
    else:
        level = [one for one in timetable.top if timetable.span(one) is None]
    place = level.index(item)
    if place == 0:
        raise NothingAbove
    return level[place - 1]


def into(parent: ProgrammeItem, item: ProgrammeItem, event: Event) -> Move:
    """`item` as a part of `parent`, at the time it has."""
    return Move(item, plans.starts_of(item, event), plans.ends_of(item, event), {"parent": parent})


def out(draft: Draft, item: ProgrammeItem) -> Plan:
    """`item` beside what it was part of, right after it in the outline. Raises NotInside.

    A time that was that of the session around it becomes its own, so that it stays where it was.
    """
    parent, span = draft.timetable.parent(item), draft.timetable.span(item)
    if parent is None:
        raise NotInside
    starts, ends = plans.starts_of(item, draft.event), plans.ends_of(item, draft.event)
    if starts is None and span is not None:
        starts, ends = span.starts, span.ends
    behind = max((one.position for one in draft.timetable.top), default=0) + 1
    position = item.position if item.position > parent.position else behind
    return plans.of([Move(item, starts, ends, {"parent": None, "position": position})])
