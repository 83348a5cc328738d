"""One session made of two, or two of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app.audit import services as audit
from app.core import clock
from app.core.actors import Actor
from app.core.db import lock
from app.core.types import Translated
from app.programme import queries, rules
from app.programme.arranging import plans
from app.programme.errors import NotNeighbours, NotScheduled, RunsOverSplit, SplitOutside, TitleMissing
from app.programme.models import Appearance, ProgrammeItem
from app.programme.rules import Draft, Moment, Span
from app.programme.services import drafting, twins
from app.programme.services.arranging import duplicating
from app.programme.services.drafting import editing

_TEXTS = ("abstract", "key_question", "objective", "focus_points", "note")
_SWITCHES = ("has_captions", "has_sign_language")
_FIRST_SAID = ("track", "seats", "livestream_url", "recording_url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """When the second part begins, what it is called, and whether the people are in both parts."""

    at: datetime
    at_fold: int | None = None
    title: Translated
    with_people: bool = True


def mark_of_whole(draft: Draft, item: ProgrammeItem) -> str:
    """What whoever splits a session has seen: the session with what is inside it."""
    return plans.mark_of([item, *draft.timetable.children(item)])


def split(item: ProgrammeItem, wish: Split, *, actor: Actor, seen: str | None = None) -> ProgrammeItem:
    """End a session at a time of its own and begin another one there, which is returned.

    The first part keeps address, texts and what began inside it before; what begins later goes to the
    second. `seen` is what `mark_of_whole` was then. Raises NotScheduled, TitleMissing, SplitOutside,
    RunsOverSplit, PlanOutOfDate, InGap or Ambiguous.
    """
    event = item.event
    with editing(event, actor) as session:
        lock(item)
        if not wish.title.get(event.main_language):
            raise TitleMissing
        draft = queries.draft(event)
        plans.refuse_unseen(mark_of_whole(draft, item), seen)
        at, span = _place(draft, item, wish)
        later = _behind(draft, item, at)
        second = _second_part(session, item, wish, at, draft)
        item.starts_local, item.starts_fold = span.starts.local, span.starts.fold
        item.ends_local, item.ends_fold = at.local, at.fold
        for child in later:
            child.parent = second
        _touch(item, *later)
        session.flush()
        audit.record(actor, "session.split", item)
        audit.record(actor, "session.created", second)
    return second


def _place(draft: Draft, item: ProgrammeItem, wish: Split) -> tuple[Moment, Span]:
    span = draft.timetable.span(item)
    if span is None:
        raise NotScheduled
    at = plans.settled(wish.at, wish.at_fold, draft.event, "at")
    if not span.starts.at < at.at < span.ends.at:
        raise SplitOutside
    return at, span


def _behind(draft: Draft, item: ProgrammeItem, at: Moment) -> list[ProgrammeItem]:
    """What is inside and begins in the second part. Raises RunsOverSplit for what is on at that time."""
    found = []
    for child in draft.timetable.children(item):
        starts, ends = plans.starts_of(child, draft.event), plans.ends_of(child, draft.event)
        if starts is not None and starts.at >= at.at:
            found.append(child)
        elif ends is not None and ends.at > at.at:
            raise RunsOverSplit(
                _l("“%(session)s” is still on at that time.", session=plans.name_of(child, draft.event))
            )
    return found


def _second_part(
    session: Session, item: ProgrammeItem, wish: Split, at: Moment, draft: Draft
) -> ProgrammeItem:
    ends = plans.last_of(draft, item)
    second = ProgrammeItem(
        event=item.event,
        parent=draft.timetable.parent(item),
        position=duplicating.last_position(session, item.event) + 1,
        title=wish.title,
        starts_local=at.local,
        starts_fold=at.fold,
        ends_local=ends.local if ends else None,
        ends_fold=ends.fold if ends else 0,
        rooms=list(item.rooms),
        track=item.track,
        **{
            name: getattr(item, name)
            for name in ("kind", "in_all_rooms", "seats", "languages", "interpretation", *_SWITCHES)
        },
    )
    if wish.with_people:
        second.appearances = [_same(one, one.position) for one in item.appearances]
    session.add(second)
    session.flush()
    return second


def _same(one: Appearance, position: int) -> Appearance:
    """Somebody as what they were, for another session."""
    names = ("person", "label", "role", "job", "organisation", "city", "country", "mode", "state")
    return Appearance(position=position, revision=1, **{name: getattr(one, name) for name in names})


def neighbours(draft: Draft, item: ProgrammeItem) -> list[ProgrammeItem]:
    """The session right before and the one right after, in the same rooms: what it can be merged with."""
    timetable, span = draft.timetable, draft.timetable.span(item)
    if span is None:
        return []
    parent = timetable.parent(item)
    level = timetable.children(parent) if parent is not None else timetable.days()[span.day]
    beside = [one for one in level if one is item or rules.share_rooms(one, item)]
    place = beside.index(item)
    return [*beside[max(place - 1, 0) : place], *beside[place + 1 : place + 2]]


def merge(
    item: ProgrammeItem, other: ProgrammeItem, *, actor: Actor, seen: str | None = None
) -> ProgrammeItem:
    """Make one session of two that follow each other: the earlier, which keeps its address, is returned.

    Texts are joined, people and what is inside are kept. `seen` is the mark of the merging that was
    shown. Raises NotNeighbours or PlanOutOfDate.
    """
    event = item.event
    with editing(event, actor) as session:
        lock(item)
        lock(other)
        draft = queries.draft(event)
        plan = merging(draft, item, other)
        plans.refuse_unseen(plan.mark, seen)
        first, second = plan.first, plan.second
        inside = draft.timetable.children(second)
        drafting.take_over(first, plan.values)
        for child in inside:
            child.parent = first
        _take_people(first, second)
        _touch(first, *inside)
        session.flush()
        audit.record(actor, "session.merged", first)
        audit.record(actor, "session.removed", second)
        session.delete(second)
        session.flush()
    return first


@dataclass(frozen=True, slots=True)
class Merging:
    """What two sessions would become: the earlier with other values, while the later goes."""

    first: ProgrammeItem
    second: ProgrammeItem
    values: dict[str, Any]
    inside: Sequence[ProgrammeItem]  # of both

    @property
    def mark(self) -> str:
        return plans.mark_of([self.first, self.second, *self.inside])


def merging(draft: Draft, item: ProgrammeItem, other: ProgrammeItem) -> Merging:
    """What `merge` would do. Raises NotNeighbours."""
    if other not in neighbours(draft, item):
        raise NotNeighbours
    order = list(draft.timetable)
    first, second = sorted((item, other), key=order.index)
    inside = [child for one in (first, second) for child in draft.timetable.children(one)]
    return Merging(first, second, _joined(draft, first, second), inside)


def _joined(draft: Draft, first: ProgrammeItem, second: ProgrammeItem) -> dict[str, Any]:
    """The columns of the one that both become."""
    rooms = {room.id: room for room in [*first.rooms, *second.rooms]}
    in_all_rooms = first.in_all_rooms or second.in_all_rooms
    return {
        "title": _texts(first.title, second.title, " / "),
        **{name: _texts(getattr(first, name), getattr(second, name), "\n\n") for name in _TEXTS},
        **{name: getattr(first, name) or getattr(second, name) for name in _SWITCHES},
        **{name: _first_said(getattr(first, name), getattr(second, name)) for name in _FIRST_SAID},
        "languages": _both(first.languages, second.languages),
        "interpretation": _both(first.interpretation, second.interpretation),
        "in_all_rooms": in_all_rooms,
        "rooms": [] if in_all_rooms else list(rooms.values()),
        **_times(draft, first, second),
    }


def _times(draft: Draft, first: ProgrammeItem, second: ProgrammeItem) -> dict[str, Any]:
    """From the first start to the last end; where nobody has said one, what is inside goes on telling."""
    timed = [one for one in (first, second) if one.starts_local is not None or draft.timetable.children(one)]
    if all(one.starts_local is None for one in timed):
        return {}
    spans = {one.id: span for one in timed if (span := draft.timetable.span(one)) is not None}
    starts = min(span.starts for span in spans.values())
    last = max(timed, key=lambda one: spans[one.id].ends.at)
    ends = plans.last_of(draft, last)
    return {
        "starts_local": starts.local,
        "starts_fold": starts.fold,
        "ends_local": ends.local if ends else None,
        "ends_fold": ends.fold if ends else 0,
    }


def _texts(one: Translated, other: Translated, between: str) -> Translated:
    """Both in every language they have; what they say alike is said once."""
    return Translated(
        {
            language: between.join(
                dict.fromkeys(text[language] for text in (one, other) if text.get(language))
            )
            for language in _both(one, other)
        }
    )


def _both(one: Iterable[str], other: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*one, *other]))


def _first_said(one: Any, other: Any) -> Any:
    return other if one in (None, "") else one


def _take_people(first: ProgrammeItem, second: ProgrammeItem) -> None:
    """Who is only in the second comes after those of the first; nobody twice in one role."""
    there = {_who(one): one for one in first.appearances}
    for one in sorted(second.appearances, key=lambda one: one.position):
        twin = there.get(_who(one))
        if twin is not None:
            twins.complete(twin, one)
        else:
            moved = _same(one, max((other.position for other in first.appearances), default=0) + 1)
            moved.public_id = one.public_id  # what was answered about it stays answered
            there[_who(one)] = moved
            first.appearances.append(moved)


def _who(one: Appearance) -> tuple[object, ...]:
    return one.person_id, one.role, *(() if one.person_id else sorted(one.label.items()))


def _touch(*items: ProgrammeItem) -> None:
    """Whoever has one of them open is told that it has changed."""
    for item in items:
        item.revision += 1
        item.updated_at = clock.now()
