"""Talks listed inside a session without clocks, and what is no such list."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession

OPTIONS = Options(date(2026, 5, 4), "Europe/Lisbon", date(2026, 5, 6))


def read(text: str) -> ParsedSession:
    return parse(text, OPTIONS).sessions[0]


def people(text: str) -> list[tuple[str, str | None]]:
    return [
        (one.name.value, one.organisation.value if one.organisation else None) for one in read(text).people
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "Ana Correia | Túneis do Douro e memória\nRaquel Pimentel | Pontes que vieram de barco",
        "Ana Correia – Túneis do Douro e memória\nRaquel Pimentel – Pontes que vieram de barco",
        "Ana Correia: Túneis do Douro e memória\nRaquel Pimentel: Pontes que vieram de barco",
        "Túneis do Douro e memória – Ana Correia\nPontes que vieram de barco – Raquel Pimentel",
        "Túneis do Douro e memória, Ana Correia\nPontes que vieram de barco, Raquel Pimentel",
    ],
)
def test_lines_written_alike_are_talks(lines: str) -> None:
    text = f"9:00 Sessão 1\n{lines}\n10:00 Almoço"

    assert read(text).title.value == "Sessão 1"
    assert people(text) == [("Ana Correia", None), ("Raquel Pimentel", None)]
    assert [found.value for found in [read(text).abstract] if found] == [
        "Túneis do Douro e memória\nPontes que vieram de barco"
    ]


def test_quoted_titles_behind_names_are_no_bodies() -> None:
    text = "9:00 Sessão 1\nAna Correia, «Túneis»\nRaquel Pimentel, «Pontes de barco»\n10:00 Almoço"

    assert people(text) == [("Ana Correia", None), ("Raquel Pimentel", None)]


def test_bodies_behind_names_are_no_titles() -> None:
    text = (
        "9:00 Session\nAda Okoye – Chamber of small trade\nBo Sample – Network of river towns\n10:00 Lunch\n"
    )

    assert people(text) == [("Ada Okoye", "Chamber of small trade"), ("Bo Sample", "Network of river towns")]


def test_a_bracket_between_a_name_and_its_talk_is_no_room() -> None:
    text = "9:00 Sessão 1\n1. Ana Correia (Porto): Túneis e memória\n2. Rui Lima (Braga): Pontes de barco"

    talks = parse(text, OPTIONS).sessions[1:]

    assert [(one.title.value, one.room, one.people[0].name.value) for one in talks] == [
        ("Túneis e memória", None, "Ana Correia"),
        ("Pontes de barco", None, "Rui Lima"),
    ]


def test_a_title_with_who_speaks_about_a_library_in_brackets_is_no_chinese_room() -> None:
    text = """9:00 主题报告（第一会议室）
1. 城市与学习（张明，样本大学教授）
2. 图书馆与学习（吴强，样本图书馆馆长）
10:00 茶歇"""

    assert [one.value for one in [read(text).room] if one] == ["第一会议室"]
    assert [name for name, _ in people(text)] == ["张明", "吴强"]


@pytest.mark.parametrize(
    "lines",
    [
        "（1）张明（样本大学教授）：城市与学习\n（2）吴强（样本图书馆馆长）：图书馆与学习",
        "张明，样本大学教授：城市与学习\n吴强，样本图书馆馆长：图书馆与学习",
    ],
)
def test_chinese_talks_stand_behind_colons_without_a_space(lines: str) -> None:
    talks = parse(f"10:00 分论坛二\n{lines}\n12:00 茶歇", OPTIONS).sessions[1:-1]

    assert [(one.title.value, one.room, [who.name.value for who in one.people]) for one in talks] == [
        ("城市与学习", None, ["张明"]),
        ("图书馆与学习", None, ["吴强"]),
    ]


def test_codes_that_begin_with_the_slot_number_parallel_sessions() -> None:
    text = "9:00 Grupos de trabajo\n1A. Bicicletas en la escuela\n1B. Huertos en el patio\n10:00 Almuerzo"

    assert [one.title.value for one in parse(text, OPTIONS).sessions] == [
        "Grupos de trabajo",
        "Bicicletas en la escuela",
        "Huertos en el patio",
        "Almuerzo",
    ]


def test_who_takes_part_is_no_title_of_a_session_inside() -> None:
    found = read("9:00 Preguntas y respuestas | Todos\n10:00 Almuerzo")

    assert found.title.value == "Preguntas y respuestas"


def test_people_behind_the_full_stops_of_titles_give_these_talks() -> None:
    text = (
        "9:00 Session 1\nMaps and Moors: Walking with Children. Ada Lindqvist, Bo Okafor and Cy Marsh.\n"
        "Walls that speak at night. Dee Sand and Eve Miller.\n10:00 Lunch"
    )

    assert people(text) == [
        ("Ada Lindqvist", None), ("Bo Okafor", None), ("Cy Marsh", None),
        ("Dee Sand", None), ("Eve Miller", None),
    ]  # fmt: skip
    assert [found.value for found in [read(text).abstract] if found] == [
        "Maps and Moors: Walking with Children\nWalls that speak at night"
    ]
