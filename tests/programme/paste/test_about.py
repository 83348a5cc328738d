"""What is told of people behind their names, and what could be a name but is none; and where groups meet."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse

OPTIONS = Options(date(2026, 5, 4), "Europe/Berlin", date(2026, 5, 6))


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    """Name, position and organisation of everybody in the first session."""
    return [
        (
            one.name.value,
            one.position.value if one.position else None,
            one.organisation.value if one.organisation else None,
        )
        for one in parse(text, OPTIONS).sessions[0].people
    ]


@pytest.mark.parametrize(
    ("people", "found"),
    [
        ("Dr Ada Lindner, FLSH Moorau", [("Ada Lindner", None, "FLSH Moorau")]),
        ("Ada Lindner, Stadtpräsidentin Moorau", [("Ada Lindner", "Stadtpräsidentin Moorau", None)]),
        ("Ada LINDNER, Bo AHRENS", [("Ada LINDNER", None, None), ("Bo AHRENS", None, None)]),
    ],
)
def test_a_column_of_people_tells_bodies_and_offices_of_places(
    people: str, found: list[tuple[str, str | None, str | None]]
) -> None:
    text = f"| Zeit | Thema | Referent/in |\n| 9:00 | Lernfeste | {people} |\n| 9:30 | Pause | |"

    assert told(text) == found


def test_the_country_behind_a_body_on_its_own_line_is_told() -> None:
    session, _ = parse(
        "9:00 Panel debate\nChair: Ada Lindner\nCity Council, Norway\n10:00 Coffee", OPTIONS
    ).sessions

    (chair,) = session.people
    assert (chair.organisation and chair.organisation.value) == "City Council"
    assert (chair.country and chair.country.value) == "Norway"


def test_what_is_in_which_room_is_listed_below_workshops() -> None:
    text = """15:00 Workshops
Blue room: Choir without notes, with Ada Lindner
Red room: Debating for beginners, with Bo Ahrens
Library: Family history, with Uli Kern
17:00 Dinner"""

    found = [
        (one.title.value, one.room.value if one.room else None, [who.name.value for who in one.people])
        for one in parse(text, OPTIONS).sessions
    ]

    assert found == [
        ("Workshops", None, []),
        ("Choir without notes", "Blue room", ["Ada Lindner"]),
        ("Debating for beginners", "Red room", ["Bo Ahrens"]),
        ("Family history", "Library", ["Uli Kern"]),
        ("Dinner", None, []),
    ]


@pytest.mark.parametrize("body", ["Delta Works", "Radio Delta", "Atelier Nord", "Werkstatt Nord"])
def test_a_body_of_two_words_in_brackets_is_told_by_its_first_or_last_word(body: str) -> None:
    text = f"9:00 Lesen im Hof (Ada Lindner, {body})\n9:30 Pause"

    assert told(text) == [("Ada Lindner", None, body)]


def test_two_names_in_brackets_stay_two_people() -> None:
    assert told("9:00 Reading in the yard (Ada Lindner, Bo Ahrens)\n9:30 Coffee break") == [
        ("Ada Lindner", None, None),
        ("Bo Ahrens", None, None),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "Speakers: Ada Lindner, Leaf & Ladder CIC; Bo Ahrens",
            [("Ada Lindner", None, "Leaf & Ladder CIC"), ("Bo Ahrens", None, None)],
        ),
        (
            "Participan: Ada Coñuepán, Raúl Zurita Peña (Federación de Moorau)",
            [("Ada Coñuepán", None, None), ("Raúl Zurita Peña", None, "Federación de Moorau")],
        ),
        (
            "António Bettencourt Sá, Universidade das Ilhas",
            [("António Bettencourt Sá", None, "Universidade das Ilhas")],
        ),
        ("Minister of Education Ada Lindner", [("Ada Lindner", "Minister of Education", None)]),
        ("Secretaria de Educación Ada Pizarro", [("Ada Pizarro", "Secretaria de Educación", None)]),
    ],
)
def test_names_end_where_bodies_and_offices_begin(
    line: str, found: list[tuple[str, str | None, str | None]]
) -> None:
    assert told(f"9:00 Opening\n{line}\n9:30 Coffee break") == found


def test_a_room_below_somebody_is_no_body() -> None:
    session, _ = parse(
        "9:00 Conferencia: El mercado\nPonente: Dra. Ada Lindner\nAula Magna\n10:00 Café", OPTIONS
    ).sessions

    assert (session.room and session.room.value) == "Aula Magna"
    assert session.people[0].organisation is None


def test_a_column_of_people_may_have_labels_nobody_knows() -> None:
    text = (
        "| Time | Session | Speaker |\n| 9:00 | Circle | Keeps the fire: Dr Ada Lindner |\n| 9:30 | Break | |"
    )

    assert told(text) == [("Ada Lindner", None, None)]


@pytest.mark.parametrize(
    "clock", ["11:00 a.m.–noon", "11:00 am – noon", "11:00–12 noon", "11 a.m.–12:00 noon"]
)
def test_a_morning_may_end_at_noon(clock: str) -> None:
    session, *_ = parse(f"{clock} Closing plenary\n1:00 p.m. Lunch", OPTIONS).sessions

    assert (session.start, session.end) == (660, 720)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Remarks: H.E. Vice-President Ada Lindner", [("Ada Lindner", "Vice-President", None)]),
        (
            "Profa. Dra. Ada Cavalcanti, Pró-Reitora de Extensão",
            [("Ada Cavalcanti", "Pró-Reitora de Extensão", None)],
        ),
        ("Remarks: Lesebrücke e. V., Repair-Café Nord", []),
    ],
)
def test_offices_and_clubs_are_no_people(line: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert told(f"9:00 Opening\n{line}\n9:30 Coffee break") == found


def test_numbered_lines_called_like_what_they_are_in_are_its_parts() -> None:
    text = """8h30 - 10h: Minicursos
Minicurso 1: Horta em casa – Ministrante: Ada Lindner (Sala 101)
Minicurso 2: Contação de histórias – Ministrante: Bo Ahrens (Sala 102)
10h - 10h30: Intervalo"""

    found = [(one.title.value, one.room and one.room.value) for one in parse(text, OPTIONS).sessions]

    assert found == [
        ("Minicursos", None),
        ("Minicurso 1: Horta em casa", "Sala 101"),
        ("Minicurso 2: Contação de histórias", "Sala 102"),
        ("Intervalo", None),
    ]
