"""What organisers paste at the desk: all of a programme or a part, as we write it or as others do."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from app.programme.proposals.queries import Review
from app.programme.rules import Draft
from app.programme.text import sources, writing
from app.programme.text.sheet import Entry, Sheet


class Dialect(StrEnum):
    OURS = "ours"
    OURS_WITHOUT_IDS = "ours without ids"
    OTHERS = "others"


class Block(NamedTuple):
    """A session with what is inside it, as a text has them together."""

    top: Entry
    inside: Sequence[Entry]


FIRST = datetime.fromisoformat("2026-01-01")


def sheet(draft: Draft) -> Sheet:
    return sources.of_draft(draft)


def blocks(entries: Sequence[Entry]) -> list[Block]:
    found: list[Block] = []
    for entry in entries:
        if entry.is_inside:
            found[-1] = Block(found[-1].top, [*found[-1].inside, entry])
        else:
            found.append(Block(entry, []))
    return found


def told_by_others(found: Sequence[Block]) -> list[Block]:
    """Those an announcement can tell of without a doubt: what has a start, and nothing of what is inside."""
    return [Block(block.top, []) for block in found if block.top.starts is not None]


def moved(block: Block, by: timedelta) -> Block:
    return Block(_moved(block.top, by), [_moved(one, by) for one in block.inside])


def _moved(entry: Entry, by: timedelta) -> Entry:
    starts, ends = entry.starts and entry.starts + by, entry.ends and entry.ends + by
    return replace(
        entry, starts=starts, ends=ends, day=starts.date() if starts and not entry.is_inside else entry.day
    )


def renamed(block: Block, title: str) -> Block:
    return Block(replace(block.top, title=title), block.inside)


def told(found: Sequence[Block], dialect: Dialect) -> set[str]:
    """Those a text tells of without a doubt; what an announcement has within another may be part of it."""
    tops = [block.top for block in found]
    if dialect is Dialect.OTHERS:
        return {
            one.id for one in tops if not any(_is_within(one, other) for other in tops if other is not one)
        }
    return {entry.id for block in found for entry in (block.top, *block.inside)}


def _is_within(one: Entry, other: Entry) -> bool:
    if one.starts is None or other.starts is None or one.starts.date() != other.starts.date():
        return False
    return other.starts <= one.starts and (other.ends is None or one.starts < other.ends)


def write(whole: Sheet, found: Sequence[Block], dialect: Dialect) -> str:
    if dialect is Dialect.OTHERS:
        return others(found)
    entries = [entry for block in found for entry in (block.top, *block.inside)]
    if dialect is Dialect.OURS_WITHOUT_IDS:
        entries = [replace(entry, id="") for entry in entries]
    return writing.write(replace(whole, entries=entries))


def others(found: Sequence[Block]) -> str:
    """As an announcement has it: clock, title, room and speakers; it is silent about what is inside."""
    ordered = sorted(found, key=lambda block: block.top.starts or FIRST)
    lines: list[str] = []
    for day, those in groupby(ordered, key=lambda block: block.top.starts and block.top.starts.date()):
        lines += [f"{day:%A, %-d %B %Y}", ""]
        for block in those:
            lines += [*_told(block.top), ""]
    return "\n".join(lines)


def _told(entry: Entry) -> Iterator[str]:
    yield f"{_clock(entry)} {entry.title}"
    if entry.rooms:
        yield "Room: " + " + ".join(entry.rooms)
    if entry.in_all_rooms:
        yield "Room: All rooms"
    for who in entry.people:
        yield f"{who.role.capitalize()}: {who.given_name} {who.family_name}"


def _clock(entry: Entry) -> str:
    ends = (
        f" – {entry.ends:%H:%M}"
        if entry.ends and entry.starts and entry.ends.date() == entry.starts.date()
        else ""
    )
    return f"{entry.starts:%H:%M}{ends}"


def fields_of(what: str) -> set[str]:
    """What a change of a review may change of a session."""
    times = {"starts_local", "ends_local", "starts_fold", "ends_fold"}
    several = {
        "times": times,
        "rooms": {"rooms", "in_all_rooms"},
        "person": set(),
        "honorific": set(),
        "order": set(),
    }
    return several.get(what, {what} if what != "parent" else {"parent", *times})


def boxes(review: Review) -> dict[str, bool]:
    """Every box of a review, and whether it is ticked at first."""
    met = review.differences
    return {
        **{change.key: change.is_proposed for pair in met.changed for change in pair.changes},
        **{f"{one.number}/added": met.is_proposed(one) for one in met.added},
        **{f"{item.public_id}/gone": False for item in met.gone},
    }


def ticked(review: Review) -> dict[str, set[str]]:
    """What will be changed of sessions that are there, by public id."""
    found: dict[str, set[str]] = {}
    for pair in review.differences.changed:
        for change in pair.changes:
            if review.is_ticked(change.key, proposed=change.is_proposed):
                found.setdefault(pair.item.public_id, set()).add(change.what)
    return found
