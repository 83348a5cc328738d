"""Whatever organisers do between releases, calendars are told the truth (calendar.md section 4)."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.events.models import Lifecycle
from app.programme.models import ReleaseState
from app.programme.releases.comparing import ChangeKind, Comparison, Released, compare
from app.programme.releases.comparing import status as calling
from app.programme.snapshot import Snapshot, SnapshotSession, dump, load
from tests.make.programme import NINE, at
from tests.programme.releases.drafts import Fact, Facts, release

FIRST = datetime(2026, 8, 1, tzinfo=UTC)
NUMBERS = (1, 2, 3, 4)
ALL = Facts(sessions=[Fact(number, ends=at("10:00")) for number in NUMBERS])

Edit = Callable[[Facts], Facts]


def _change(number: int, **fields: object) -> Edit:
    return lambda facts: facts.change(number, **fields)


def _remove(number: int) -> Edit:
    return lambda facts: replace(
        facts, sessions=[one for one in facts.sessions if number not in {one.number, one.parent}]
    )


def _put_back(number: int) -> Edit:
    def edit(facts: Facts) -> Facts:
        if any(one.number == number for one in facts.sessions):
            return facts
        return replace(facts, sessions=[*facts.sessions, Fact(number, ends=at("10:00"))])

    return edit


def _nest(number: int, parent: int) -> Edit:
    def edit(facts: Facts) -> Facts:
        tops = {one.number for one in facts.sessions if one.parent is None}
        parents = {one.parent for one in facts.sessions}
        may = parent in tops and number not in parents and number != parent
        return facts.change(number, parent=parent) if may else facts

    return edit


numbers = st.sampled_from(NUMBERS)
starts = st.sampled_from([NINE, at("09:30"), at("10:00", 29), None])
edits = st.one_of(
    st.builds(lambda n, title: _change(n, title=title), numbers, st.sampled_from(["Opening", "Panel"])),
    st.builds(
        lambda n, start: _change(n, starts=start, ends=start and start + timedelta(hours=1)), numbers, starts
    ),
    st.builds(lambda n, room: _change(n, room=room), numbers, st.sampled_from(["", "A", "B"])),
    st.builds(lambda n, person: _change(n, person=person), numbers, st.sampled_from(["", "Ana", "Ben"])),
    st.builds(lambda n, text: _change(n, abstract=text), numbers, st.sampled_from(["", "About"])),
    st.builds(lambda n, link: _change(n, link=link), numbers, st.sampled_from(
        ["", "https://a.example", "https://b.example"]
    )),
    st.builds(lambda state: lambda facts: replace(facts, lifecycle=state), st.sampled_from(
        [Lifecycle.ANNOUNCED, Lifecycle.POSTPONED, Lifecycle.CANCELLED]
    )),
    st.builds(_remove, numbers),
    st.builds(_put_back, numbers),
    st.builds(_nest, numbers, numbers),
    st.builds(lambda n: _change(n, parent=None), numbers),
    st.builds(lambda zone: lambda facts: replace(facts, timezone=zone), st.sampled_from(
        ["Europe/Berlin", "Africa/Casablanca"]
    )),
    st.builds(lambda city: lambda facts: replace(facts, city=city), st.sampled_from(["Hamburg", "Bremen"])),
    st.builds(
        lambda name: lambda facts: replace(facts, rooms={**facts.rooms, "A": name}),
        st.sampled_from(["Hall A", "Great Hall"]),
    ),
)  # fmt: skip
steps = st.lists(
    st.tuples(st.lists(edits, max_size=4), st.sampled_from(ReleaseState)), min_size=1, max_size=5
)


def releases(story: Sequence[tuple[Sequence[Edit], ReleaseState]]) -> list[Snapshot]:
    """The first release, and one after each step of the story, a day later each time."""
    facts, made = ALL, [release(None, ALL, FIRST)]
    for day, (changes, state) in enumerate(story, start=1):
        for edit in changes:
            facts = edit(facts)
        made.append(release(made[-1], facts, FIRST + timedelta(days=day), state))
    return made


def shown(session: SnapshotSession, snapshot: Snapshot) -> dict[str, Any]:
    """All that a calendar would show, written out here a second time, without any memory."""
    status = "tentative" if snapshot.state != "final" else "confirmed"
    status = status if snapshot.lifecycle == "announced" else snapshot.lifecycle
    around = snapshot.session(session.parent)
    rooms = session.rooms or (around.rooms if around else [])
    return {
        "time": (session.starts_local, session.ends_local, session.timezone),
        "rooms": [(key, snapshot.room(key).name["en"]) for key in rooms],
        "city": snapshot.place["city"],
        "status": "cancelled" if session.is_cancelled else status,
        "title": session.title,
        "link": bool(session.livestream_url),
    }


def told(session: SnapshotSession, snapshot: Snapshot) -> dict[str, Any]:
    """What else readers are told of a session: nothing more once it is cancelled."""
    if session.is_cancelled:
        return {"is_cancelled": True}
    around = snapshot.session(session.parent)
    return {
        "people": _people(session),
        "times": _times(session),
        "details": _details(session),
        "own rooms": session.rooms,
        "somewhere within": around.title if around and not session.has_own_start else None,
    }


def _people(session: SnapshotSession) -> list[str]:
    return [one.person for one in session.appearances]


def _times(session: SnapshotSession) -> tuple[bool, bool]:
    return session.has_own_start, session.has_own_end


def _details(session: SnapshotSession) -> tuple[object, ...]:
    return session.abstract, session.parent, bool(session.livestream_url)


RENAMED_AROUND = [
    ([_change(1, starts=None, ends=None), _nest(1, 4)], ReleaseState.DRAFT),
    ([_change(4, title="Opening")], ReleaseState.DRAFT),
]


@settings(max_examples=150, deadline=None)
@example(RENAMED_AROUND)
@example([*RENAMED_AROUND, ([_remove(4)], ReleaseState.DRAFT), ([_put_back(4)], ReleaseState.DRAFT)])
@given(steps)
def test_sequences_rise_exactly_with_what_calendars_show(
    story: Sequence[tuple[Sequence[Edit], ReleaseState]],
) -> None:
    made = releases(story)

    for old, new in pairwise(made):
        for was in old.sessions:
            now = new.session(was.id)
            assert now is not None, "nothing vanishes before its time"
            rise = shown(was, old) != shown(now, new)
            assert now.sequence == was.sequence + rise
            assert now.first_published_at == was.first_published_at
            assert now.uid == was.uid
            same = not rise and told(was, old) == told(now, new)
            assert now.changed_at == (was.changed_at if same else new.released_at)


@settings(max_examples=150, deadline=None)
@given(steps)
def test_what_nobody_changed_is_the_same_to_the_byte(
    story: Sequence[tuple[Sequence[Edit], ReleaseState]],
) -> None:
    made = releases(story)

    for old, new in pairwise(made):
        for was in old.sessions:
            now = new.session(was.id)
            assert now is not None
            if shown(was, old) == shown(now, new) and told(was, old) == told(now, new):
                assert _bytes(now) == _bytes(was)


@settings(max_examples=150, deadline=None)
@given(steps)
def test_the_change_list_is_complete_and_says_nothing_else(
    story: Sequence[tuple[Sequence[Edit], ReleaseState]],
) -> None:
    made = releases(story)

    for old, new in pairwise(made):
        expected = set()
        for session in new.sessions:
            was = old.session(session.id)
            if was is None:
                expected.add((session.id, ChangeKind.ADDED))
            else:
                expected |= {(session.id, kind) for kind in _kinds(was, old, session, new)}
        if old.lifecycle != new.lifecycle:
            expected.add(("", ChangeKind.EVENT))
        found = [(one.session, one.change) for one in compare(old, new).sessions]
        assert set(found) == expected
        assert len(found) == len(expected)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_a_release_reads_back_as_it_was_written(
    story: Sequence[tuple[Sequence[Edit], ReleaseState]],
) -> None:
    for snapshot in releases(story):
        text = dump(snapshot)

        assert load(text) == snapshot
        assert dump(load(text)) == text


@settings(max_examples=60, deadline=None)
@given(steps)
def test_sessions_come_in_order_children_after_their_parent(
    story: Sequence[tuple[Sequence[Edit], ReleaseState]],
) -> None:
    for snapshot in releases(story):
        tops = [one for one in snapshot.sessions if not one.parent]
        assert [one.starts_at for one in tops] == sorted(one.starts_at for one in tops)
        parent = ""
        for session in snapshot.sessions:
            parent = parent if session.parent else session.id
            assert session.parent in {"", parent}


def _kinds(was: SnapshotSession, old: Snapshot, now: SnapshotSession, new: Snapshot) -> set[ChangeKind]:
    if now.is_cancelled:
        return set() if was.is_cancelled else {ChangeKind.CANCELLED}
    before, after = shown(was, old), shown(now, new)
    has_moved = before["time"] != after["time"]
    said, says = (_details(one) + (() if has_moved else _times(one)) for one in (was, now))
    found = {
        ChangeKind.RESTORED: was.is_cancelled,
        ChangeKind.MOVED: has_moved,
        ChangeKind.ROOM: _own_rooms(was, old) != _own_rooms(now, new),
        ChangeKind.RENAMED: before["title"] != after["title"],
        ChangeKind.PEOPLE: _people(was) != _people(now),
        ChangeKind.CHANGED: said != says,
    }
    return {kind for kind, is_so in found.items() if is_so}


def _own_rooms(session: SnapshotSession, snapshot: Snapshot) -> list[str]:
    return [snapshot.room(key).name["en"] for key in session.rooms]


def _bytes(session: SnapshotSession) -> str:
    """All but what no reader is told: how times were worked out, and the address of the stream."""
    plain = replace(session, start_is_derived=False, end_is_derived=False, livestream_url="")
    return json.dumps(asdict(plain), default=str, sort_keys=True)


def test_a_moved_session_remembers_where_it_came_from_on_the_new_clock() -> None:
    first = release(None, ALL, FIRST)
    moved = release(first, ALL.change(1, starts=at("11:00"), ends=at("12:00")), FIRST)
    elsewhere = replace(ALL.change(1, starts=at("11:00"), ends=at("12:00")), timezone="America/Mexico_City")
    zoned = release(moved, elsewhere, FIRST)

    assert [one.moved_from_local for one in moved.sessions] == [None, None, None, at("09:00")]
    session = zoned.session("S1")
    assert session is not None
    assert session.moved_from_local == at("03:00")  # 11:00 in Hamburg was 03:00 in Mexico City


def test_a_session_that_comes_back_after_it_was_dropped_does_not_count_anew() -> None:
    """Released (0), moved (1), cancelled (2), dropped after 30 days, and planned again (3)."""
    only = replace(ALL, sessions=ALL.sessions[1:])
    later = [FIRST + timedelta(days=days) for days in (1, 2, 100, 101, 102)]
    first = release(None, ALL, FIRST)
    moved = release(first, ALL.change(1, starts=at("11:00"), ends=at("12:00")), later[0])
    cancelled = release(moved, only, later[1])
    dropped = release(cancelled, only.change(2, title="Other"), later[2])
    dropped_still = load(dump(release(dropped, only, later[3])))

    back = release(dropped_still, ALL, later[4])

    assert [one.session("S1") is None for one in (dropped, dropped_still)] == [True, True]
    session = back.session("S1")
    assert session is not None
    assert (session.sequence, session.first_published_at, session.changed_at) == (3, FIRST, later[4])
    assert back.former == {}


def test_other_zone_rules_are_told_without_moving_anything() -> None:
    """As if Hamburg had had winter time when this was released first."""
    hour = timedelta(hours=1)
    first = release(None, ALL, FIRST)
    told = [
        replace(one, told_start=one.starts_at + hour, told_end=one.ends_at + hour) for one in first.sessions
    ]
    old = replace(first, sessions=told)

    new = release(old, ALL, FIRST + timedelta(days=1))

    assert [one.sequence for one in new.sessions] == [1] * 4
    assert {one.changed_at for one in new.sessions} == {FIRST + timedelta(days=1)}
    assert {one.moved_from_local for one in new.sessions} == {None}
    assert compare(old, new) == Comparison({"en": "Event"}, general=["clock"])


def test_a_cancelled_panel_stays_as_long_as_its_last_talk() -> None:
    late = Fact(2, starts=at("09:00", 30), ends=at("10:00", 30), parent=1)
    first = release(None, Facts(sessions=[Fact(1, ends=at("10:00")), late, Fact(3)]), FIRST)
    gone = release(first, Facts(sessions=[Fact(3)]), FIRST)

    for day, expected in ((29, ["S1", "S2", "S3"]), (30, ["S1", "S2", "S3"]), (31, ["S3"])):
        past = datetime(2026, 10, 28, 23, tzinfo=UTC) + timedelta(days=day - 29)
        after = release(gone, Facts(sessions=[Fact(3)]), past)
        assert sorted(one.id for one in after.sessions) == expected


def test_a_cancelled_talk_leaves_a_panel_that_became_a_talk() -> None:
    facts = Facts(sessions=[Fact(1, ends=at("10:00")), Fact(2, ends=at("09:30"), parent=1), Fact(3)])
    first = release(None, facts, FIRST)

    after = release(first, Facts(sessions=[Fact(3), Fact(1, ends=at("10:00"), parent=3)]), FIRST)

    assert {one.id: (one.parent, one.is_cancelled) for one in after.sessions} == {
        "S3": ("", False),
        "S1": ("S3", False),
        "S2": ("", True),
    }


def test_an_event_title_reaches_every_entry_without_a_higher_sequence() -> None:
    first = release(None, ALL, FIRST)
    renamed = replace(first, title={"en": "Other"}, released_at=FIRST + timedelta(days=1))

    later = release(renamed, ALL, FIRST + timedelta(days=2))

    assert {one.sequence for one in later.sessions} == {0}
    assert {one.changed_at for one in later.sessions} == {FIRST + timedelta(days=2)}
    assert compare(renamed, later).general == ["title"]


def test_a_replaced_stream_is_a_release_that_no_calendar_notices() -> None:
    first = release(None, ALL.change(1, link="https://a.example"), FIRST)

    later = release(first, ALL.change(1, link="https://b.example"), FIRST + timedelta(days=1))

    assert later.sessions == [
        replace(first.sessions[0], livestream_url="https://b.example"),
        *first.sessions[1:],
    ]
    assert compare(first, later) == Comparison({"en": "Event"}, general=["streams"])


@pytest.mark.parametrize(
    ("stop", "status"), [(Lifecycle.CANCELLED, "cancelled"), (Lifecycle.POSTPONED, "postponed")]
)
def test_sequences_only_rise_while_an_event_comes_and_goes(stop: Lifecycle, status: str) -> None:
    made = [release(None, ALL, FIRST, ReleaseState.FINAL)]
    for day, state in enumerate((stop, Lifecycle.ANNOUNCED, stop), start=1):
        facts = replace(ALL, lifecycle=state)
        made.append(release(made[-1], facts, FIRST + timedelta(days=day), ReleaseState.FINAL))

    assert [[one.sequence for one in snapshot.sessions] for snapshot in made] == [
        [0] * 4, [1] * 4, [2] * 4, [3] * 4,
    ]  # fmt: skip
    assert [calling(Released(snapshot.sessions[0], snapshot)) for snapshot in made] == [
        "confirmed", status, "confirmed", status,
    ]  # fmt: skip


def test_what_was_cancelled_before_its_event_stays_as_it_was() -> None:
    first = release(None, ALL, FIRST)
    gone = release(first, replace(ALL, sessions=ALL.sessions[1:]), FIRST + timedelta(days=1))
    facts = replace(ALL, sessions=ALL.sessions[1:], lifecycle=Lifecycle.CANCELLED)

    later = release(gone, facts, FIRST + timedelta(days=2))

    assert [one.sequence for one in later.sessions] == [1, 1, 1, 1]
    assert later.session("S1") == gone.session("S1")


def test_a_new_order_of_sessions_that_start_together_is_a_change() -> None:
    first = release(None, ALL, FIRST)
    swapped = replace(first, sessions=[first.sessions[1], first.sessions[0], *first.sessions[2:]])

    found = compare(first, swapped)

    assert (found.sessions, found.general) == ([], ["order"])


def test_everything_is_new_in_the_first_release() -> None:
    found = compare(None, release(None, ALL, FIRST))

    assert [(one.session, one.change.value) for one in found.sessions] == [
        ("S1", "added"), ("S2", "added"), ("S3", "added"), ("S4", "added"),
    ]  # fmt: skip
    assert found.general == []
    assert bool(found)


def test_changes_are_kept_as_plain_rows() -> None:
    old = release(None, ALL, FIRST)
    new = release(old, ALL.change(1, starts=at("11:00"), ends=at("12:00"), room="A", title="New"), FIRST)
    zone = {
        "starts_fold": 0, "ends_fold": 0, "timezone": "Europe/Berlin",
        "has_own_start": True, "has_own_end": True,
    }  # fmt: skip

    rows = compare(old, replace(new, accent="#000000")).as_rows()

    assert rows == [
        {
            "change": "moved", "session": "S1", "title": {"en": "New"}, "fields": [],
            "before": {"starts_local": "2026-09-28T09:00:00", "ends_local": "2026-09-28T10:00:00", **zone},
            "after": {"starts_local": "2026-09-28T11:00:00", "ends_local": "2026-09-28T12:00:00", **zone},
        },
        {
            "change": "room", "session": "S1", "title": {"en": "New"}, "fields": [],
            "before": {"rooms": [], "in_all_rooms": False},
            "after": {"rooms": [{"en": "Hall A"}], "in_all_rooms": False},
        },
        {
            "change": "renamed", "session": "S1", "title": {"en": "New"}, "fields": [],
            "before": {"en": "Session"}, "after": {"en": "New"},
        },
        {
            "change": "general", "session": "", "title": {"en": "Event"}, "fields": ["accent"],
            "before": None, "after": None,
        },
    ]  # fmt: skip


def test_a_snapshot_from_the_future_is_not_guessed_at() -> None:
    text = dump(release(None, ALL, FIRST)).replace('"schema": 1', '"schema": 2')

    with pytest.raises(ValueError, match="schema 2"):
        load(text)
