"""What happened between two releases, in a reader's words."""

from dataclasses import replace

import pytest
from flask_babel import force_locale

from app.programme.releases import comparing
from app.programme.snapshot import Snapshot
from app.programme.timetable import changes
from app.programme.timetable.changes import Changed
from app.programme.timetable.reader import Reader
from tests.make import snapshots as make
from tests.make.snapshots import ADA, HALL, PARK, STUDIO

pytestmark = pytest.mark.usefixtures("app")

OPENING = make.session("OPEN22", "2026-09-28 09:00", "2026-09-28 10:30", rooms=[HALL.id])


def told(old: Snapshot, new: Snapshot) -> list[Changed]:
    """As pages read it: through the rows a release keeps."""
    return changes.by_session(comparing.compare(old, new).as_rows(), Reader(new, "en"))


def sentences(old: Snapshot, new: Snapshot) -> list[str]:
    return [line.sentence for one in told(old, new) for line in one.lines]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (
            {"starts_local": make.wall("2026-09-28 09:15")},
            "Moved: Monday, 28 September 2026, 09:00–10:30 → Monday, 28 September 2026, 09:15–10:30",
        ),
        ({"rooms": [STUDIO.id]}, "Room changed: Main hall → Studio"),
        ({"rooms": []}, "Room changed: Main hall → no room"),
        ({"rooms": [], "in_all_rooms": True}, "Room changed: Main hall → all rooms"),
        ({"title": {"en": "Start"}}, "Renamed: Session OPEN22 → Start"),
        ({"appearances": [make.appearance(ADA)]}, "People changed: Ms Ada Lovelace"),
        ({"abstract": {"en": "x"}, "languages": ["fr"]}, "Details changed: description, languages"),
        ({"cancelled_at": make.RELEASED}, "Cancelled: Monday, 28 September 2026, 09:00–10:30"),
    ],
)
def test_each_kind_of_change_has_its_sentence(after: dict[str, object], expected: str) -> None:
    assert sentences(make.snapshot(OPENING), make.snapshot(replace(OPENING, **after))) == [expected]  # type: ignore[arg-type]


def test_another_zone_is_a_move_that_names_both() -> None:
    lisbon = replace(OPENING, timezone="Europe/Lisbon")

    (sentence,) = sentences(make.snapshot(OPENING), make.snapshot(lisbon, timezone="Europe/Lisbon"))

    assert sentence == (
        "Moved: Monday, 28 September 2026, 09:00–10:30, CEST (UTC+2)"
        " → Monday, 28 September 2026, 09:00–10:30, WEST (UTC+1)"
    )


def test_the_second_of_two_equal_times_is_told_from_the_first() -> None:
    first = make.session("OPEN22", "2026-10-25 02:30", "2026-10-25 04:00")

    (sentence,) = sentences(make.snapshot(first), make.snapshot(replace(first, starts_fold=1)))

    assert sentence == (
        "Moved: Sunday, 25 October 2026, 02:30–04:00, CEST (UTC+2)"
        " → Sunday, 25 October 2026, 02:30–04:00, CET (UTC+1)"
    )


def test_an_end_on_another_day_is_told_with_its_day() -> None:
    camp = make.session("OPEN22", "2026-09-28 09:00", "2026-09-29 17:00")

    (sentence,) = sentences(
        make.snapshot(camp), make.snapshot(replace(camp, ends_local=make.wall("2026-09-30 17:00")))
    )

    assert sentence == (
        "Moved: Monday, 28 September 2026, 09:00–17:00 (Tue 29 Sep)"
        " → Monday, 28 September 2026, 09:00–17:00 (Wed 30 Sep)"
    )


def test_what_changed_besides_sessions_is_told_of_the_event() -> None:
    moved = make.snapshot(OPENING, place={"city": {"en": "Bremen"}}, contact_email="new@example.org")

    (event,) = told(make.snapshot(OPENING), moved)

    assert (event.session, event.title, event.is_here) == ("", "Learning cities", False)
    assert [line.sentence for line in event.lines] == [
        "Details changed: the place, or how one takes part, whom participants ask"
    ]


def test_colours_and_replaced_streams_are_no_news() -> None:
    streamed = replace(OPENING, livestream_url="https://a.example")
    replaced = replace(OPENING, livestream_url="https://b.example")

    assert told(make.snapshot(streamed), make.snapshot(replaced, accent="#000000")) == []


def test_a_new_session_says_when_it_is() -> None:
    closing = make.session("CLOSE2", "2026-09-30 14:00", "2026-09-30 14:00")

    found = told(make.snapshot(OPENING), make.snapshot(OPENING, closing))

    assert [(one.session, one.title, one.is_here) for one in found] == [("CLOSE2", "Session CLOSE2", True)]
    assert [line.sentence for line in found[0].lines] == ["New: Wednesday, 30 September 2026, 14:00"]


def test_a_session_that_comes_back_says_so() -> None:
    off = replace(OPENING, cancelled_at=make.RELEASED)

    assert sentences(make.snapshot(off), make.snapshot(OPENING)) == [
        "Takes place after all: Monday, 28 September 2026, 09:00–10:30"
    ]


def test_people_who_left_and_came_are_named_and_those_who_stay_are_not() -> None:
    before = replace(OPENING, appearances=[make.appearance(ADA)])
    after = replace(OPENING, appearances=[make.appearance(PARK)])
    group = replace(
        OPENING,
        appearances=[make.appearance(ADA), make.appearance(replace(ADA, id=""), label={"en": "Mayors"})],
    )

    assert sentences(make.snapshot(before), make.snapshot(after)) == [
        "People changed: Ms Ada Lovelace → Park Seoung Won"
    ]
    assert sentences(make.snapshot(before), make.snapshot(group)) == ["People changed: Mayors"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({"role": "moderator"}, ["role: Speaker → Moderator"]),
        ({"job": {"en": "President"}}, ["position: Director → President"]),
        ({"job": {}}, ["position: Director → –"]),
        ({"job": {"en": "Director", "fr": "Directrice"}}, ["position: Director"]),
        ({"organisation": {"en": "City Office"}}, ["organisation: – → City Office"]),
        ({"city": "Lyon", "country": "FR"}, ["place: – → Lyon, France"]),
        ({"mode": "remote"}, ["way of taking part: In person → Remote"]),
        ({"state": "invited"}, ["answer: Confirmed → To be confirmed"]),
        (
            {"role": "chair", "mode": "remote"},
            ["role: Speaker → Chair", "way of taking part: In person → Remote"],
        ),
    ],
)
def test_what_is_different_about_those_who_stay_is_named_and_compared(
    after: dict[str, object], expected: list[str]
) -> None:
    ada = make.appearance(ADA, job={"en": "Director"})
    was, now = (
        replace(OPENING, appearances=[make.appearance(PARK), one])
        for one in (ada, replace(ada, **after))  # type: ignore[arg-type]
    )

    told = sentences(make.snapshot(was), make.snapshot(now))

    assert told == [f"People changed: Ms Ada Lovelace, {one}" for one in expected]


def test_names_keep_their_places_in_lines_that_run_the_other_way() -> None:
    was = replace(OPENING, appearances=[make.appearance(ADA)])
    now = replace(OPENING, appearances=[make.appearance(ADA, "chair")])
    rows = comparing.compare(make.snapshot(was), make.snapshot(now)).as_rows()

    with force_locale("ar"):
        ((line,),) = [one.lines for one in changes.by_session(rows, Reader(make.snapshot(now), "ar"))]

    assert line.about.startswith("\u2068Ms Ada Lovelace\u2069، ")


def test_another_name_is_told_with_the_one_before() -> None:
    session = replace(OPENING, appearances=[make.appearance(ADA)])
    renamed = make.snapshot(session, people={ADA.id: replace(ADA, name="Ada King", honorific="Lady")})

    assert sentences(make.snapshot(session), renamed) == [
        "People changed: name: Ms Ada Lovelace → Lady Ada King",
        "Details changed: facts about people",
    ]


def test_who_leaves_and_what_is_different_about_others_are_both_told() -> None:
    was = replace(OPENING, appearances=[make.appearance(ADA), make.appearance(PARK)])
    now = replace(OPENING, appearances=[make.appearance(PARK, "chair")])

    assert sentences(make.snapshot(was), make.snapshot(now)) == [
        "People changed: Ms Ada Lovelace",
        "People changed: Park Seoung Won, role: Speaker → Chair",
    ]


def test_somebody_with_two_roles_is_told_by_the_one_that_goes_or_comes() -> None:
    once = replace(OPENING, appearances=[make.appearance(ADA)])
    twice = replace(OPENING, appearances=[make.appearance(ADA, "chair"), make.appearance(ADA)])

    assert sentences(make.snapshot(once), make.snapshot(twice)) == ["People changed: Ms Ada Lovelace (Chair)"]


def test_another_order_of_people_says_so() -> None:
    both = [make.appearance(ADA), make.appearance(PARK)]
    was, now = replace(OPENING, appearances=both), replace(OPENING, appearances=both[::-1])

    assert sentences(make.snapshot(was), make.snapshot(now)) == ["People changed: another order"]


def test_people_whose_entries_became_one_have_not_changed() -> None:
    again = replace(ADA, id="ADA444")
    was, now = (
        replace(OPENING, appearances=[make.appearance(PARK), make.appearance(one)]) for one in (ADA, again)
    )
    after = make.snapshot(now, people={one.id: one for one in (again, PARK)})

    assert comparing.compare(make.snapshot(was), after)
    assert told(make.snapshot(was), after) == []


def test_of_two_entries_in_one_session_the_one_that_went_is_told_with_its_role() -> None:
    again = replace(ADA, id="ADA444")
    people = {one.id: one for one in (ADA, again)}
    was = replace(OPENING, appearances=[make.appearance(ADA), make.appearance(again, "chair")])
    now = replace(OPENING, appearances=[make.appearance(ADA)])

    said = sentences(make.snapshot(was, people=people), make.snapshot(now, people=people))

    assert said == ["People changed: Ms Ada Lovelace (Chair)"]


def test_a_session_is_told_once_with_all_that_changed() -> None:
    after = replace(OPENING, title={"en": "Start"}, rooms=[STUDIO.id])

    (one,) = told(make.snapshot(OPENING), make.snapshot(after))

    assert (one.title, [line.label for line in one.lines]) == ("Start", ["Room changed", "Renamed"])
    assert [line.tone for line in one.lines] == ["warning", "neutral"]


def test_a_session_long_gone_has_no_page() -> None:
    rows = [change.as_row() for change in comparing.compare(make.snapshot(OPENING), make.snapshot()).sessions]

    (one,) = changes.by_session(rows, Reader(make.snapshot(), "en"))

    assert one.is_here is False


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("announced", "cancelled", ("Cancelled: A storm is coming.", "bad")),
        ("announced", "postponed", ("Postponed: A storm is coming.", "warning")),
        ("cancelled", "announced", ("Takes place after all", "good")),
    ],
)
def test_an_event_that_stops_or_goes_on_is_told_once(
    before: str, after: str, expected: tuple[str, str]
) -> None:
    note = {"en": "A storm is coming."} if after != "announced" else {}
    old, new = (
        make.snapshot(OPENING, lifecycle=before),
        make.snapshot(OPENING, lifecycle=after, status_note=note),
    )

    (one,) = told(old, new)

    assert (one.session, one.title, one.is_here) == ("", "Learning cities", False)
    assert [(line.sentence, line.tone) for line in one.lines] == [expected]


def test_an_end_that_was_only_worked_out_moves_nothing() -> None:
    open_end = replace(OPENING, end_is_derived=True)
    later = replace(open_end, ends_local=make.wall("2026-09-28 10:45"))

    assert told(make.snapshot(open_end), make.snapshot(later)) == []
    assert sentences(make.snapshot(open_end), make.snapshot(OPENING)) == [
        "Details changed: what is known of its times"
    ]


def test_a_talk_without_a_time_of_its_own_is_told_with_its_day() -> None:
    talk = make.session(
        "TALK22", "2026-09-28 09:00", "2026-09-28 10:30", parent="OPEN22", start_is_derived=True
    )

    assert sentences(make.snapshot(OPENING), make.snapshot(OPENING, talk)) == [
        "New: Monday, 28 September 2026"
    ]


def test_whoever_was_only_asked_is_to_be_confirmed() -> None:
    asked = replace(OPENING, appearances=[make.appearance(ADA, state="invited")])

    assert sentences(make.snapshot(OPENING), make.snapshot(asked)) == [
        "People changed: Ms Ada Lovelace (to be confirmed)"
    ]


def test_the_address_of_a_stream_is_nobodys_news() -> None:
    one, other = (replace(OPENING, livestream_url=f"https://stream.example/{name}") for name in "ab")

    assert told(make.snapshot(one), make.snapshot(other)) == []
    assert sentences(make.snapshot(OPENING), make.snapshot(one)) == ["Details changed: livestream"]
