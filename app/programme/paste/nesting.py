"""Which item stands inside which, and where an item ends that does not say so."""

from collections.abc import Callable, Iterator

from app.programme.paste.drafts import ItemDraft

_MOST_OPEN = 200
_OUTSIDE = {"meal", "registration", "opening", "closing", "networking"}  # belong to the day, to no section


def nest(items: list[ItemDraft]) -> None:
    """Give items their parents: by the layout, else by lying inside a longer item before them."""
    lowest: dict[object, int] = {}
    for item in items:
        lowest[item.day] = min(lowest.get(item.day, item.level), item.level)
    open_items: list[ItemDraft] = []
    last: ItemDraft | None = None
    timed = [item for item in items if item.is_timed]
    for item, following in zip(timed, [*timed[1:], None], strict=False):
        item.level -= lowest[item.day]
        if last is None or last.day != item.day:
            open_items = []
        item.parent = _above(item, open_items)
        if item.parent is None:
            item.parent = _around(item, following, open_items)
            if item.parent is None:
                open_items = [*open_items[-_MOST_OPEN:], item]
        last = item


def _above(item: ItemDraft, open_items: list[ItemDraft]) -> ItemDraft | None:
    """What the layout puts an item under: the last one that stands less deep, unless it is over."""
    outer = next((outer for outer in reversed(open_items) if outer.level < item.level), None)
    is_over = outer is not None and outer.end is not None and outer.start < outer.end <= item.start
    return None if is_over else outer


def _around(item: ItemDraft, following: ItemDraft | None, open_items: list[ItemDraft]) -> ItemDraft | None:
    if item.level:
        return None
    for outer in reversed(open_items):
        if outer.end is None or outer.day != item.day or outer.end_is_derived:
            continue
        end = item.end if item.end is not None else item.start + 1
        is_inside = outer.start <= item.start and end <= outer.end and item.start < outer.end
        is_shorter = (item.start, item.end) != (outer.start, outer.end)
        if (
            is_inside
            and is_shorter
            and not _are_parallel(outer, item, following)
            and outer.clock is not item.clock
        ):
            return outer
        if outer.end <= item.start:
            return None
    return None


def _are_parallel(outer: ItemDraft, item: ItemDraft, following: ItemDraft | None) -> bool:
    """At the same time in different rooms, or begun together as rows of one table."""
    if outer.room and item.room:
        return outer.room[0].folded != item.room[0].folded
    if item.end is not None or item.start != outer.start:
        return False
    is_series = following is not None and following.day == item.day and item.start < following.start
    return not (is_series and following is not None and outer.end is not None and following.start < outer.end)


def close(items: list[ItemDraft], kind_of: Callable[[ItemDraft], str]) -> None:
    """Give items without an end the start of the next one of their level, or their parent's end."""
    timed = [item for item in items if item.is_timed]
    for place, item in enumerate(timed):
        if item.end is not None or (item.times and item.times.first is None):
            continue
        following = _next(item, timed, place, kind_of)
        if following is not None and following.start != item.start:
            item.end, item.end_is_derived = following.start, True
        elif following is None and item.parent is not None and item.parent.end is not None:
            item.end, item.end_is_derived = item.parent.end, True
    _gather(items, kind_of)
    for item in items:
        if not item.is_timed and item.parent is not None:
            item.start, item.end, item.day = item.parent.start, item.parent.end, item.parent.day
            item.end_is_derived = item.parent.end_is_derived


def _gather(items: list[ItemDraft], kind_of: Callable[[ItemDraft], str]) -> None:
    """Sections with people of their own last from their first item to the end of their last one."""
    under: dict[int, list[ItemDraft]] = {}
    for item in items:
        if item.head is not None and item.is_timed:
            under.setdefault(id(item.head), []).append(item)
    for head in [item for item in items if id(item) in under]:
        mine = _led(under[id(head)], kind_of)
        head.day, head.start = mine[0].day, min(item.start for item in mine)
        ends = [item.end for item in mine if item.end is not None]
        head.end = None if mine[-1].end is None or mine[-1].end < mine[-1].start else max(ends)
        head.end_is_derived = True
        for item in mine:
            item.parent = item.parent or head


def _led(items: list[ItemDraft], kind_of: Callable[[ItemDraft], str]) -> list[ItemDraft]:
    """The items of a section: those of its first day, up to a meal or the farewell; no pause at its end."""
    mine: list[ItemDraft] = []
    has_begun = False
    for item in items:
        kind = kind_of(item)
        if item.day != items[0].day or (has_begun and kind in _OUTSIDE):
            break
        mine.append(item)
        has_begun = has_begun or kind not in {"break", *_OUTSIDE}
    while len(mine) > 1 and kind_of(mine[-1]) == "break":
        mine.pop()
    return mine


def _next(
    item: ItemDraft, timed: list[ItemDraft], place: int, kind_of: Callable[[ItemDraft], str]
) -> ItemDraft | None:
    """The next item of the same level and day that begins later; items begun together share it."""
    beside: list[object] = []  # sections at the same time
    mine = _section(item)
    for other in _in_same_hall(item, timed[place + 1 : place + 60]):
        if other.day != item.day:
            return None
        theirs = _section(other)
        if mine is not None and theirs is not None and theirs is not mine:
            if not beside and other.start <= item.start:
                beside.append(theirs)
            if theirs in beside and not (other.start > item.start and kind_of(other) in _OUTSIDE):
                continue
        if other.parent is not item.parent:
            if item.parent is not None and other.parent is None:
                return None
            continue
        if other.start > item.start:
            return other
        if other.start == item.start and other.clock is not item.clock and not _rooms_differ(item, other):
            return other
    return None


def _in_same_hall(item: ItemDraft, others: list[ItemDraft]) -> Iterator[ItemDraft]:
    """Those of the others that do not stand below another hall."""
    return (other for other in others if not (item.stage and other.stage and item.stage != other.stage))


def _section(item: ItemDraft) -> object:
    """What stands above an item: a session around it, a hall, or a heading."""
    return item.head or item.stage or item.section


def _rooms_differ(item: ItemDraft, other: ItemDraft) -> bool:
    return bool(item.room and other.room and item.room[0].folded != other.room[0].folded)
