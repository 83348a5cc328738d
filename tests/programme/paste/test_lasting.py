"""Agendas that tell lengths in place of clocks."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse

OPTIONS = Options(date(2027, 9, 6), "Europe/Berlin", date(2027, 9, 6))
ITEMS = "Welcome (5 min)\nThree short talks (40 min)\nDebate (30 minutes)\nClosing (5 min)\n"


def told(text: str) -> list[tuple[str, str]]:
    """When every session is, and its title."""
    return [
        (
            f"{one.start // 60}:{one.start % 60:02}–{(one.end or 0) // 60}:{(one.end or 0) % 60:02}",
            one.title.value,
        )
        for one in parse(text, OPTIONS).sessions
    ]


AGENDA = [
    ("14:00–14:05", "Welcome"), ("14:05–14:45", "Three short talks"), ("14:45–15:15", "Debate"),
    ("15:15–15:20", "Closing"),
]  # fmt: skip


@pytest.mark.parametrize(
    "head", ["6 September 2027\n14:00–15:30 CET / 08:00–09:30 EST", "Time: 14:00", "14:00-15:30"]
)
def test_items_with_lengths_follow_each_other_from_when_the_whole_begins(head: str) -> None:
    assert told(f"Cities that read by night\n{head}\n\nAgenda\n\n{ITEMS}") == AGENDA


def test_a_session_with_a_title_holds_its_items() -> None:
    found = parse(f"14:00-15:30 Panel: Who reads at night?\n{ITEMS}", OPTIONS).sessions

    assert [(one.title.value, one.parent) for one in found] == [
        ("Panel: Who reads at night?", None), ("Welcome", 0), ("Three short talks", 0), ("Debate", 0),
        ("Closing", 0),
    ]  # fmt: skip


def test_people_stand_below_the_item_they_are_in() -> None:
    text = (
        "14:00-15:30\n\nWelcome (5 min)\nAda Lindqvist, Seed Trust\nTalks (40 min)\n"
        "Closing (5 min)\nBo Okafor, Quay Trust\n"
    )

    assert [[person.name.value for person in one.people] for one in parse(text, OPTIONS).sessions] == [
        ["Ada Lindqvist"], [], ["Bo Okafor"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        f"14:00-14:30 Talks\n{ITEMS}",  # they take longer than there is
        f"9:00 Tea\n14:00-15:30 Panel\n{ITEMS}",  # of which of the two?
        "14:00-15:30 Panel\nWelcome (5 min)\nDebate (30 min)\n",  # two tell no habit
        f"Agenda\n{ITEMS}",  # nobody says when it begins
    ],
)
def test_where_clocks_cannot_be_told_none_are_made_up(text: str) -> None:
    clocks = sum(line[:1].isdigit() for line in text.splitlines())

    assert len(told(text)) == clocks
