"""Schedules as they are copied from the pages of conferences: marks and lines their writers rely on."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession

OPTIONS = Options(date(2026, 5, 4), "Europe/Berlin", date(2026, 5, 6))


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


def told(text: str) -> list[tuple[str | None, str, str | None, str | None]]:
    """Honorific, name, position and organisation of everybody in the first session."""
    return [
        (
            one.honorific.value if one.honorific else None,
            one.name.value,
            one.position.value if one.position else None,
            one.organisation.value if one.organisation else None,
        )
        for one in read(text)[0].people
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("د/ سلمى الورد، مكتبة النهر", ("د", "سلمى الورد", None, "مكتبة النهر")),
        ("أ.د / سلمى الورد – جامعة النهر", ("أ.د", "سلمى الورد", None, "جامعة النهر")),
        ("سعادة المهندس/ سلمى الورد، مدير المرفأ", ("سعادة المهندس", "سلمى الورد", "مدير المرفأ", None)),
        ("يدير الجلسة: الإعلامي/ سلمى الورد", ("الإعلامي", "سلمى الورد", None, None)),
    ],
)
def test_a_slash_parts_an_arabic_title_from_its_name(
    line: str, found: tuple[str, str, str | None, str | None]
) -> None:
    assert told(f"9:00 - 10:00 جلسة حوارية: القناديل\n{line}\n10:00 - 11:00 غداء\n") == [found]


def test_a_slash_behind_an_arabic_role_is_a_colon() -> None:
    text = "9:00 - 10:00 ورشة عمل: القناديل\nالمدربة/ سلمى الورد\n10:00 - 11:00 غداء\n"

    assert [(one.name.value, one.role) for one in read(text)[0].people] == [("سلمى الورد", "facilitator")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A1 | Lamps that stay on", "A2 | Wicks and words"),
        ("T1. Lamps that stay on", "T2. Wicks and words"),
        ("MC01 – Lamps that stay on", "MC02 – Wicks and words"),
    ],
)
def test_codes_of_one_series_begin_what_takes_place_at_once(first: str, second: str) -> None:
    text = (
        f"11:00\nPARALLEL SESSIONS A\n\n{first}\nModerator: Ada Lindqvist\n\n{second}\n"
        "Moderator: Bo Okafor\n\n12:30\nLunch\n"
    )

    parallel, *inside, _ = read(text)

    assert parallel.title.value == "PARALLEL SESSIONS A"
    assert [(one.title.value, one.people[0].name.value, one.parent) for one in inside] == [
        ("Lamps that stay on", "Ada Lindqvist", 0),
        ("Wicks and words", "Bo Okafor", 0),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Sr. Coord. Nacional da Rede de Lamparinas – Fulano Prado",
        "Coord. Nacional da Rede de Lamparinas: Fulano Prado",
        "Fulano Prado, Coord. Nacional da Rede de Lamparinas",
        "Fulano Prado (Coord. Nacional da Rede de Lamparinas)",
    ],
)
def test_a_shortened_office_stands_before_or_behind_its_name(line: str) -> None:
    [(_, name, position, organisation)] = told(f"9h – Mesa de abertura\n{line}\n10h – Café\n")

    assert (name, position, organisation) == ("Fulano Prado", "Coord. Nacional da Rede de Lamparinas", None)


def test_a_name_above_an_office_is_the_next_card() -> None:
    text = (
        "10:00 Uhr\nBegrüßung\nDr. Ada Lindner\nLeiterin des Lampenamts\n"
        "Bo Ahrens\nStaatssekretär für Licht\n\n"
    )

    assert told(text) == [
        ("Dr.", "Ada Lindner", "Leiterin des Lampenamts", None),
        (None, "Bo Ahrens", "Staatssekretär für Licht", None),
    ]


def test_chinese_names_before_one_bracket_are_of_the_same_body() -> None:
    text = "13:50-14:10 灯与书 骆小明、费大明（明灯学院）\n14:10-14:30 讨论\n"

    assert [(name, body) for _, name, _, body in told(text)] == [
        ("骆小明", "明灯学院"),
        ("费大明", "明灯学院"),
    ]


def test_links_of_markdown_give_their_words_and_a_column_of_lecturers_its_people() -> None:
    text = (
        "### [Day 1](day1), Monday 4 May 2026\n\n"
        "| **Time** | **Main Topics** | **Lecturer** | **Slides** |\n| --- | --- | --- | --- |\n"
        "| 09:00 - 09:30 | [Welcome by the hosts](day1/hi.pdf) | Okafor | |\n"
        "| 09:30 - 10:30 | [Wells (part I)](day1/01_wells.pdf) | Lindqvist | [wells](../1.pdf) |\n"
        "| 10:30 - 11:00 | Coffee Break | | |\n"
    )

    found = parse(text, OPTIONS).sessions

    assert [(one.title.value, [person.name.value for person in one.people], one.room) for one in found] == [
        ("Welcome by the hosts", ["Okafor"], None),
        ("Wells (part I)", ["Lindqvist"], None),
        ("Coffee Break", [], None),
    ]


def test_the_menu_below_a_table_is_no_title_of_its_last_row() -> None:
    text = (
        "| Time | Session |\n|---|---|\n| 09:00 - 10:00 | Lunch |\n| 10:00 - 11:00 | Poster Session 2 |\n"
        "| Submenu |\n|---|\n| Accepted papers |\n"
    )

    assert [one.title.value for one in parse(text, OPTIONS).sessions] == ["Lunch", "Poster Session 2"]


def test_nothing_of_markdown_is_left_in_titles() -> None:
    text = (
        "9:15 - Invited Talk #1: *Lamps in the Fog* by [Ada Lindqvist](https://example.org/ada/)\n"
        "9:45 - Talk #2: *[Practical wells](papers/2.pdf)* by Bo Okafor\n10:00 - Coffee Break\n"
    )

    assert [one.title.value for one in parse(text, OPTIONS).sessions] == [
        "Invited Talk #1: Lamps in the Fog", "Talk #2: Practical wells", "Coffee Break",
    ]  # fmt: skip
