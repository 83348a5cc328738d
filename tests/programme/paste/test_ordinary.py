"""Ordinary programmes as their organisers write them: offices, headings that are items, plain lists."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession

OPTIONS = Options(date(2026, 6, 4), "Europe/Berlin", date(2026, 6, 5))


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


def told(session: ParsedSession) -> list[tuple[str, str | None, str | None, str]]:
    """Name, position, organisation and role of everybody in a session."""
    return [
        (
            one.name.value,
            one.position.value if one.position else None,
            one.organisation.value if one.organisation else None,
            one.role,
        )
        for one in session.people
    ]


def test_headings_of_markdown_with_cells_are_the_items_themselves() -> None:
    text = (
        "### 10:00 – 10:20 · Opening · Main Stage\nLena Sample (Sample Works)\n\n"
        "### 10:20 – 11:10 · Small lamps · Main Stage\n\n"
        "### 11:30 – 12:15 · Mending wicks · Room Wick\n\n"
    )

    assert [(one.title.value, one.room.value if one.room else None) for one in read(text)] == [
        ("Opening", "Main Stage"),
        ("Small lamps", "Main Stage"),
        ("Mending wicks", "Room Wick"),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Jon Sample, Harbour Master, Port of Lamps", ("Harbour Master", "Port of Lamps")),
        ("Jon Sample, Youth Worker, Lamp Arts", ("Youth Worker", "Lamp Arts")),
        ("Jon Sample, Marine Biologist", ("Marine Biologist", None)),
        ("Jon Sample, Moss & Fen Trust", (None, "Moss & Fen Trust")),
    ],
)
def test_two_words_with_capitals_may_be_an_office_or_a_body(
    line: str, found: tuple[str | None, str | None]
) -> None:
    text = f"9:00 Panel: Lamps\nSpeakers:\n- {line}\n- Ann Sample\n10:00 Close\n"

    assert told(read(text)[0])[0] == ("Jon Sample", *found, "speaker")
    assert len(read(text)[0].people) == 2


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Tutores: Ana Muestra y Luis Ejemplo", "facilitator"),
        ("Jurado: Ana Muestra, Luis Ejemplo", "panellist"),
        ("Júri: Ana Muestra, Luis Ejemplo", "panellist"),
        ("Jury : Ana Muestra, Luis Ejemplo", "panellist"),
    ],
)
def test_who_tutors_and_who_judges_is_named(line: str, role: str) -> None:
    text = f"9:00 - 10:00\nLámparas\n{line}\n10:00 - 11:00\nAlmuerzo\n"

    assert [(one.name.value, one.role) for one in read(text)[0].people] == [
        ("Ana Muestra", role),
        ("Luis Ejemplo", role),
    ]


def test_those_who_speak_follow_the_bare_name_of_who_moderates() -> None:
    text = (
        "9:00 Panel: Lamps\nModerator: Ann Sample\nJon Sample, Institute of Light\nEve Sample, Radio Lamp\n"
        "10:00 Close\n"
    )

    assert told(read(text)[0]) == [
        ("Ann Sample", None, None, "moderator"),
        ("Jon Sample", None, "Institute of Light", "panellist"),
        ("Eve Sample", None, "Radio Lamp", "panellist"),
    ]


def test_offices_may_stand_before_the_people_of_a_list() -> None:
    text = (
        "9:00 Opening\nMayor of Lamptown, Ms Ann Sample\nDirector of the Lamp Museum, Mr Jon Sample\n"
        "10:00 Close\n"
    )

    assert told(read(text)[0]) == [
        ("Ann Sample", "Mayor of Lamptown", None, "speaker"),
        ("Jon Sample", "Director of the Lamp Museum", None, "speaker"),
    ]


def test_titles_may_stand_behind_people_with_their_bodies_in_brackets() -> None:
    text = (
        "9h30 - 10h00 Ève Exemple (EHLP), Nommer la lampe\n"
        "10h00 - 10h30 Jean Exemple (Université des Lampes, Sénégal), Les langues du port\n"
        "10h30 - 11h00 Pause-café\n"
        "11h00 - 11h30 Anne Exemple (EHLP), Traduire « Licht »\n"
    )

    assert [(one.title.value, told(one)) for one in read(text)] == [
        ("Nommer la lampe", [("Ève Exemple", None, "EHLP", "speaker")]),
        ("Les langues du port", [("Jean Exemple", None, "Université des Lampes", "speaker")]),
        ("Pause-café", []),
        ("Traduire « Licht »", [("Anne Exemple", None, "EHLP", "speaker")]),
    ]
