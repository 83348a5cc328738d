"""Which sessions of one room, or of one person, take place at the same time."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from app.programme.models import ProgrammeItem
from app.programme.rules import Span


class Occupied(NamedTuple):
    item: ProgrammeItem
    span: Span


class Clash(NamedTuple):
    """A session that begins while another one is on, and from when until when both are."""

    item: ProgrammeItem
    other: ProgrammeItem
    starts: datetime
    ends: datetime


def clashes(occupied: Iterable[Occupied]) -> Iterator[Clash]:
    """Each session that begins before an earlier one is over, once; what has no length never clashes."""
    running: list[Occupied] = []
    lasting = (one for one in occupied if one.span.ends.at > one.span.starts.at)
    for one in sorted(lasting, key=lambda one: one.span.starts.at):
        running = [other for other in running if other.span.ends.at > one.span.starts.at]
        met = next((other for other in running if not _belong_together(one, other)), None)
        if met is not None:
            ends = min(one.span.ends, met.span.ends)
            yield Clash(one.item, met.item, one.span.starts.local, ends.local)
        running.append(one)


def _belong_together(one: Occupied, other: Occupied) -> bool:
    """A session and what is part of it; or two parts of one session whose order nobody has said."""
    if one.item is other.item or one.item.parent_id == other.item.id or other.item.parent_id == one.item.id:
        return True
    are_siblings = one.item.parent_id is not None and one.item.parent_id == other.item.parent_id
    return are_siblings and (one.span.start_is_derived or other.span.start_is_derived)
