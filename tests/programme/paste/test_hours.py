"""Hours written as numbers, sessions written as lists of fields, talks behind whoever gives them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programme.paste import hours
from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession
from app.programme.paste.runs import run
from app.programme.paste.schema import clock

OPTIONS = Options(date(2026, 5, 4), "Europe/Paris", date(2026, 5, 6))
Told = list[tuple[str, str | None, str]]


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


def told(text: str) -> Told:
    return [
        (clock(one.start), None if one.end is None else clock(one.end), one.title.value) for one in read(text)
    ]


def test_spans_of_bare_hours_are_hours_where_each_begins_where_the_last_one_ends() -> None:
    text = "9-9.30 Coffee\n9.30-10 Introduction\n10-12: Wells\n12-1 Lunch\n1-2.30 Maps\n2.30-3 Tea"

    assert told(text) == [
        ("09:00", "09:30", "Coffee"),
        ("09:30", "10:00", "Introduction"),
        ("10:00", "12:00", "Wells"),
        ("12:00", "13:00", "Lunch"),
        ("13:00", "14:30", "Maps"),
        ("14:30", "15:00", "Tea"),
    ]


@pytest.mark.parametrize(
    "lines",
    [("10-12 year olds", "2-3 people per table"), ("10-12 children", "12-14 pupils"), ("30-40 minutes",)],
)
def test_other_numbers_are_no_hours(lines: tuple[str, ...]) -> None:
    text = "\n".join(("9:00 Games for all", *lines, "11:00 End"))

    assert [title for _, _, title in told(text)] == ["Games for all", "End"]


@given(st.text(alphabet="0123456789.-: aé", max_size=20))
def test_a_span_of_bare_hours_lies_within_a_day(text: str) -> None:
    times = hours.bare_span(run(text))

    if times is not None and times.first and times.last:
        assert 0 <= times.first.minutes < 24 * 60
        assert 0 <= times.last.minutes < 25 * 60
        assert 0 < times.end <= len(run(text).text)


def test_in_lists_of_fields_the_title_may_come_before_the_hours() -> None:
    text = """Session title: Opening and welcome
Date: 4 May 2026
Time: 09:00 – 09:30
Room: Auditorium
Speakers: Ms Ada Lindqvist (Mayor of Cork)

Session title: Skills for a coast
Date: 5 May 2026
Time: 09:30 – 11:00
Format: Panel discussion
Moderator: Bo Okafor
Description: How do towns train?"""

    first, second = read(text)

    assert (first.title.value, first.day.day, clock(first.start)) == ("Opening and welcome", 4, "09:00")
    assert (first.room and first.room.value, first.people[0].name.value) == ("Auditorium", "Ada Lindqvist")
    assert (second.title.value, second.day.day, clock(second.start)) == ("Skills for a coast", 5, "09:30")
    assert (second.people[0].role, second.abstract and second.abstract.value) == (
        "moderator",
        "How do towns train?",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Professor Ada Lindqvist (Cork), 'What was useful?'",
        'Professor Ada Lindqvist (Cork), "What was useful?"',
    ],
)
def test_the_only_talk_of_a_keynote_is_its_title(line: str) -> None:
    session = read(f"12:00 Keynote\n{line}\n13:00 Lunch")[0]

    (speaker,) = session.people
    assert session.title.value.strip("'\"") == "What was useful?"
    assert (speaker.name.value, speaker.organisation and speaker.organisation.value, speaker.role) == (
        "Ada Lindqvist",
        "Cork",
        "keynote",
    )
    assert session.kind == "keynote"


def test_tracks_are_no_people() -> None:
    _, first, second, _ = read(
        "11:00 Concurrent sessions\nTrack A: Early years (Room 210)\nAda Lindqvist, Bright Start\n"
        "Track B: Late years (Room 212)\nBo Okafor, City Parks\n12:00 Lunch"
    )

    assert [one.title.value for one in (first, second)] == ["Track A: Early years", "Track B: Late years"]
    assert [[who.name.value for who in one.people] for one in (first, second)] == [
        ["Ada Lindqvist"],
        ["Bo Okafor"],
    ]


@pytest.mark.parametrize(
    "lines", ["Abstract: We ask how.", "Description\nWe ask how.", "Résumé : We ask how.", "We ask how."]
)
def test_an_abstract_stands_with_or_without_its_label(lines: str) -> None:
    session = read(f"9:30 Skills\nModerator: Bo Okafor\n{lines}\n10:00 Coffee break")[0]

    assert session.abstract is not None
    assert session.abstract.value == "We ask how."


def test_bare_hours_with_a_unit_are_read_as_ever() -> None:
    text = "9 – 10 Uhr\nCheck-in\n10 – 12 Uhr\nSitzung\n12 – 13 Uhr\nMittagspause"

    assert told(text) == [
        ("09:00", "10:00", "Check-in"),
        ("10:00", "12:00", "Sitzung"),
        ("12:00", "13:00", "Mittagspause"),
    ]


def test_what_a_mark_parts_from_a_title_is_no_better_title() -> None:
    text = (
        "13:00-14:30 Committees\n\n14:30-16:30 Plenary session| Council still in session\n\n16:30-17:50 Pizza"
    )

    assert [one.title.value for one in read(text)][1] == "Plenary session"
