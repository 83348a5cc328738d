"""Which session of a newer text is which of the draft: kept through renames and moves."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.programme.matching.matching import match
from app.programme.matching.sketches import SURE, Match, Sketch
from tests.effort import calls
from tests.programme.matching.rewriting import dice, namesakes, programme, rewritten, title


def sketch(key: str, at: str, title: str, *people: str, **more: Any) -> Sketch:
    """Half an hour of September 2026; `at` as "28 09:00", or nothing."""
    starts = datetime.fromisoformat(f"2026-09-{at}") if at else None
    ends = starts + timedelta(minutes=30) if starts else None
    fields = {"parent": None, "kind": "presentation", "rooms": frozenset(), **more}
    return Sketch(key=key, starts=starts, ends=ends, title=title, people=people, **fields)


def keys(found: dict[str, Match]) -> dict[str, str]:
    return {number: one.key for number, one in found.items()}


@pytest.mark.parametrize("seed", range(60))
def test_what_nobody_has_touched_is_always_itself_and_certainly_so(seed: int) -> None:
    random = dice(seed)
    case = rewritten(random, random.randint(20, 150))

    found = match(case.old, case.new)

    assert {number: found.get(number) for number in case.untouched} == {
        number: Match(case.identities[number], 1.0) for number in case.untouched
    }


def test_95_of_100_sessions_that_are_renamed_or_moved_keep_their_identity() -> None:
    kept = touched = 0
    for seed in range(1000, 1080):
        random = dice(seed)
        case = rewritten(random, random.randint(20, 150))
        found = keys(match(case.old, case.new))
        touched += len(case.touched)
        kept += sum(found.get(number) == case.identities[number] for number in case.touched)

    assert touched > 1500
    assert kept / touched >= 0.95


def test_a_session_is_nobody_twice() -> None:
    random = dice(7)
    case = rewritten(random, 150)

    found = keys(match(case.old, case.new))

    assert len(set(found.values())) == len(found)


def test_what_is_new_takes_the_place_of_what_is_gone_but_not_its_identity() -> None:
    married = added = 0
    for seed in range(2000, 2080):
        random = dice(seed)
        case = rewritten(random, random.randint(20, 150))
        found = match(case.old, case.new)
        strangers = [one.key for one in case.new if one.key not in case.identities]
        added += len(strangers)
        married += sum(key in found and found[key].certainty >= SURE for key in strangers)

    assert added > 200
    assert married / added <= 0.02


def test_a_talk_that_replaces_another_in_its_place_is_new() -> None:
    before, after = sketch("a", "28 09:00", "Opening", kind="opening"), sketch("c", "28 10:00", "Closing")
    old = [before, sketch("b", "28 09:30", "Libraries at night", "Ana Silva"), after]
    new = [before, sketch("x", "28 09:30", "Financing harbours", "Bo Brandt"), after]

    assert keys(match(old, new)) == {"a": "a", "c": "c"}


def test_a_talk_renamed_and_moved_at_once_is_known_by_who_speaks() -> None:
    hall = frozenset({"Hall"})
    old = [sketch("a", "28 09:00", "Opening"), sketch("b", "28 10:00", "Libraries", "Ana Silva", rooms=hall)]
    new = [
        sketch("1", "28 09:00", "Opening"),
        sketch("2", "29 15:00", "Reading at night", "SILVA Ana", rooms=hall),
    ]

    found = match(old, new)

    assert keys(found) == {"1": "a", "2": "b"}
    assert found["2"].certainty >= SURE


def test_a_break_renamed_where_it_stands_is_to_be_asked_about() -> None:
    talks = [
        sketch("a", "28 09:00", "Libraries", "Ana Silva"),
        sketch("c", "28 10:00", "Rivers", "Bo Brandt"),
    ]
    old = [*talks, sketch("b", "28 09:30", "Coffee break", kind="break")]
    new = [*talks, sketch("n", "28 09:30", "Fresh air", kind="break")]

    found = match(old, new)

    assert found["n"].key == "b"
    assert found["n"].certainty < SURE


def test_breaks_of_one_name_are_told_apart_by_their_days_and_what_is_around_them() -> None:
    old = [
        sketch("t1", "28 10:00", "Libraries"), sketch("b1", "28 10:30", "Coffee break", kind="break"),
        sketch("t2", "28 15:00", "Rivers"), sketch("b2", "28 15:30", "Coffee break", kind="break"),
        sketch("t3", "29 10:00", "Museums"), sketch("b3", "29 10:30", "Coffee break", kind="break"),
    ]  # fmt: skip
    moved = {"t2": "28 16:00", "b2": "28 16:30", "b3": "29 10:35"}
    new = [
        sketch(one.key, moved[one.key], one.title, kind=one.kind) if one.key in moved else one for one in old
    ]

    assert keys(match(old, new)) == {one.key: one.key for one in old}


@pytest.mark.parametrize("seed", range(40))
def test_among_sessions_of_one_title_the_untouched_are_never_taken_for_others(seed: int) -> None:
    case = namesakes(dice(seed))

    found = match(case.old, case.new)

    assert {number: found.get(number) for number in case.untouched} == {
        number: Match(number, 1.0) for number in case.untouched
    }


def test_those_of_one_title_and_time_keep_their_order_where_the_text_gives_no_rooms() -> None:
    old = [sketch(room, "28 09:00", "Workshop", rooms=frozenset({room})) for room in "ABC"]
    new = [replace(one, key=f"{number}", rooms=frozenset(), ends=None) for number, one in enumerate(old)]

    assert keys(match(old, new)) == {"0": "A", "1": "B", "2": "C"}


def test_what_stays_among_things_that_move_is_not_taken_along() -> None:
    """The talks begin half an hour later, the discussions between them where they were."""
    talks = ["Libraries", "Rivers", "Museums", "Theatres", "Schools", "Harbours"]
    old = [_later(sketch(name, "28 09:00", name), minutes=20 * at) for at, name in enumerate(talks)]
    stay = [_later(sketch(f"d{at}", "28 09:10", "Discussion"), minutes=30 * at) for at in range(3)]

    found = match([*old, *stay], [*(_later(one, minutes=30) for one in old), *stay])

    assert keys(found) == {one.key: one.key for one in [*old, *stay]}


def test_a_day_that_begins_later_takes_its_discussions_along() -> None:
    talk_after_talk = ["Libraries", "Discussion", "Rivers", "Discussion", "Museums", "Discussion", "Theatres"]
    old = [sketch(str(place), "28 09:00", name) for place, name in enumerate(talk_after_talk)]
    old = [_later(one, minutes=30 * place) for place, one in enumerate(old)]

    found = match(old, [_later(one, minutes=60) for one in old])

    assert keys(found) == {one.key: one.key for one in old}


def _later(one: Sketch, *, minutes: int) -> Sketch:
    by = timedelta(minutes=minutes)
    return replace(one, starts=one.starts and one.starts + by, ends=one.ends and one.ends + by)


def test_talks_of_one_name_follow_the_panels_they_are_in() -> None:
    old = [
        sketch("p", "28 09:00", "On libraries", kind="panel"), sketch("q", "28 14:00", "On rivers"),
        sketch("p1", "28 09:15", "Debate", parent="p"), sketch("q1", "28 14:15", "Debate", parent="q"),
    ]  # fmt: skip
    new = [
        sketch("1", "28 14:00", "On libraries", kind="panel"), sketch("2", "28 09:00", "On rivers"),
        sketch("1a", "28 14:15", "Debate", parent="1"), sketch("2a", "28 09:15", "Debate", parent="2"),
    ]  # fmt: skip

    assert keys(match(old, new)) == {"1": "p", "2": "q", "1a": "p1", "2a": "q1"}


def test_a_panel_renamed_and_moved_is_known_by_the_talks_inside() -> None:
    old = [sketch("p", "28 09:00", "Reading everywhere", kind="panel")]
    old += [sketch(name, "28 09:00", name, parent="p") for name in ("Libraries", "Rivers", "Museums")]
    new = [sketch("1", "29 14:00", "What remains", kind="discussion")]
    new += [sketch(one.key, "29 14:00", one.title, parent="1") for one in old[1:]]

    found = match(old, new)

    assert found["1"].key == "p"
    assert found["1"].certainty >= SURE


def test_numbers_in_titles_tell_workshops_apart() -> None:
    old = [sketch(str(number), "28 09:00", f"Workshop {number}", kind="workshop") for number in range(1, 5)]
    new = [sketch(f"n{number}", "28 11:00", f"Workshop {number}", kind="workshop") for number in (2, 3, 4, 5)]

    found = match(old, new)

    assert {number: found[number].key for number in ("n2", "n3", "n4")} == {"n2": "2", "n3": "3", "n4": "4"}
    assert "n5" not in found or found["n5"].certainty < SURE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Éducation & bibliothèques", "EDUCATION ET BIBLIOTHEQUES"),
        ("Opening: cities that learn", "Opening – “Cities that learn”"),
        ("مكتبات المدن", "مَكْتَبات المُدُن"),
        ("城市中的学习与图书馆", "城市里的学习与图书馆"),
        ("Города, которые учатся", "Города которые учатся"),
    ],
)
def test_case_accents_signs_and_small_words_do_not_part_titles(before: str, after: str) -> None:
    old = [sketch("a", "28 09:00", before), sketch("b", "28 10:00", "Rivers and harbours")]
    new = [sketch("1", "28 15:00", after), sketch("2", "28 10:00", "Rivers and harbours")]

    assert keys(match(old, new)) == {"1": "a", "2": "b"}


def test_sessions_without_a_time_are_matched_like_all_others() -> None:
    old = [sketch("a", "", "Libraries", "Ana Silva"), sketch("b", "", "Rivers")]
    new = [sketch("1", "28 09:00", "Libraries", "Ana Silva"), sketch("2", "", "Rivers")]

    assert keys(match(old, new)) == {"1": "a", "2": "b"}


def test_nothing_is_matched_with_nothing() -> None:
    one = [sketch("a", "28 09:00", "Libraries")]

    assert (match([], one), match(one, []), match([], [])) == ({}, {}, {})


def test_sessions_without_any_title_stay_where_they_are() -> None:
    old = [sketch("a", "28 09:00", "", "Ana Silva"), sketch("b", "28 10:00", "…", "Bo Brandt")]

    assert keys(match(old, old)) == {"a": "a", "b": "b"}


def test_the_same_lists_give_the_same_matches_in_whatever_order_they_come() -> None:
    random = dice(3)
    case = rewritten(random, 90)
    shuffled = random.sample(case.new, len(case.new))

    assert match(case.old, case.new) == match(case.old, case.new)
    assert {key for key, one in match(case.old, shuffled).items() if one.certainty == 1} >= case.untouched


def test_four_times_as_long_a_programme_with_nothing_in_common_is_not_sixteen_times_the_work() -> None:
    few, many = (_strangers(size) for size in (150, 600))

    assert calls(lambda: match(*many)) < 7 * calls(lambda: match(*few))


def test_nor_is_one_whose_sessions_are_all_called_the_same() -> None:
    few, many = (_namesakes(size) for size in (150, 600))

    assert calls(lambda: match(*many)) < 7 * calls(lambda: match(*few))


def _strangers(size: int) -> tuple[list[Sketch], list[Sketch]]:
    return programme(dice(1), size), programme(dice(2), size)


def _namesakes(size: int) -> tuple[list[Sketch], list[Sketch]]:
    talks = [replace(one, title="Talk", people=()) for one in programme(dice(1), size)]
    return talks, [_later(one, minutes=7) for one in talks]


def test_a_programme_with_every_title_changed_keeps_its_sessions() -> None:
    old = programme(dice(1), 300)
    new = [replace(one, title=title(dice(number))) for number, one in enumerate(old)]

    found = keys(match(old, new))

    assert sum(found.get(one.key) == one.key for one in old) >= 0.95 * len(old)
