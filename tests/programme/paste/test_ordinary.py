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


@pytest.mark.parametrize(
    ("label", "line", "people"),
    [
        (
            "Moderator",
            "Jon Sample, Institute of Light",
            [("Ann Sample", None), ("Jon Sample", "Institute of Light")],
        ),
        (
            "Keynote speaker",
            "Bright Lamps, Institute of Light",
            [("Ann Sample", "Bright Lamps, Institute of Light")],
        ),
    ],
)
def test_a_moderator_is_not_alone(label: str, line: str, people: list[tuple[str, str | None]]) -> None:
    text = f"9:00 Lamps\n{label}: Ann Sample\n{line}\n10:00 Close\n"

    assert [(name, body) for name, _, body, _ in told(read(text)[0])] == people


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


def test_an_event_may_begin_in_the_afternoon_where_its_items_do_not_say_so() -> None:
    text = (
        "Thursday, 4 June 2026 | 2.00 – 3.15 pm | Zoom (link sent after registration)\n\n"
        "2.00 Welcome\n2.05 Lamps\n3.10 Wrap-up\n"
    )

    assert [(one.title.value, one.start) for one in read(text)] == [
        ("Welcome", 14 * 60),
        ("Lamps", 14 * 60 + 5),
        ("Wrap-up", 15 * 60 + 10),
    ]


def test_years_behind_a_title_are_no_clocks() -> None:
    text = "Symposium: Lamps and Ledgers, 1700–1900\nThursday 4 June 2026\n\n09:30 Coffee\n16:30 Reception\n"

    assert [one.title.value for one in read(text)] == ["Coffee", "Reception"]


def test_four_digits_behind_titles_are_clocks_where_no_clock_has_a_mark() -> None:
    text = "Thursday 4 June 2026\n\nLamps and Ledgers, 1700–1900\nReception, 1930–2100\n"

    assert [(one.title.value, one.start) for one in read(text)] == [
        ("Lamps and Ledgers", 17 * 60),
        ("Reception", 19 * 60 + 30),
    ]


@pytest.mark.parametrize(
    ("line", "title", "position"),
    [
        ("Opening of the conference, Ann Sample, Dean of Arts", "Opening of the conference", "Dean of Arts"),
        (
            "Closing remarks and thanks, Ann Sample, Head of Lamps",
            "Closing remarks and thanks",
            "Head of Lamps",
        ),
    ],
)
def test_who_opens_or_closes_with_an_office_stands_behind_a_comma(
    line: str, title: str, position: str
) -> None:
    first = read(f"9:00 {line}\n10:00 Coffee\n")[0]

    assert (first.title.value, told(first)) == (title, [("Ann Sample", position, None, "speaker")])


def test_an_opening_may_name_places_behind_a_comma() -> None:
    first = read("9:00 Opening of the exhibition, Old Town, Mayor's Parlour\n10:00 Coffee\n")[0]

    assert told(first) == []


@pytest.mark.parametrize(
    "title",
    ["Two workshops to choose from:", "Ateliers au choix", "Workshops zur Auswahl", "Talleres a elegir"],
)
def test_workshops_to_choose_from_stand_below(title: str) -> None:
    text = (
        f"9:00 {title}\n    - Slow lamps, led by Ann Sample (Room 1)\n"
        "    - Bright lamps, led by Jon Sample (Room 2)\n10:00 Coffee\n"
    )

    assert [one.title.value for one in read(text)][1:] == ["Slow lamps", "Bright lamps", "Coffee"]


def test_the_formal_items_of_an_agenda_are_no_talks() -> None:
    text = "9:00 Minutes of the last meeting\n9:10 Matters arising\n9:30 Any other business\n"

    assert {one.kind for one in read(text)} == {"other"}
