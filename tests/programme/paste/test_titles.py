"""What stands in a title's line beside the title: quotation marks, lengths, remarks, somebody to be named."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession

OPTIONS = Options(date(2026, 5, 4), "Europe/Berlin", date(2026, 5, 6))


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


@pytest.mark.parametrize(
    ("line", "title", "name"),
    [
        (
            "Ada Example (University of Moorau), 'Ledgers and lullabies'",
            "'Ledgers and lullabies'",
            "Ada Example",
        ),
        ("Ada Example (City of Moorau), ‘The mason’s daughters’", "‘The mason’s daughters’", "Ada Example"),
        ("'Salt: tax and silence', Dr Bo Sample", "'Salt: tax and silence'", "Bo Sample"),
    ],
)
def test_a_title_in_simple_quotes_stands_beside_who_speaks(line: str, title: str, name: str) -> None:
    session, _ = read(f"9:00 {line}\n9:30 Coffee break")

    assert session.title.value == title
    assert [one.name.value for one in session.people] == [name]


@pytest.mark.parametrize("title", ["Mayors' forum and children's council", "Rock 'n' roll in l'Aquila"])
def test_what_is_left_out_of_a_word_is_no_quotation_mark(title: str) -> None:
    session, _ = read(f"9:00 {title}\n9:30 Coffee break")

    assert session.title.value == title


def test_papers_of_a_panel_are_talks() -> None:
    text = """Panel 1: Paper trails
Chair: Dr Ada Example
9:00 Bo Sample (University of Moorau), 'Ledgers'
9:20 Cy Muster (City Archive), 'Lullabies'
9:40 Questions
10:00 Coffee break"""

    panel, *others = read(text)

    assert panel.kind == "panel"
    assert [(one.kind, [who.role for who in one.people]) for one in others] == [
        ("presentation", ["speaker"]),
        ("presentation", ["speaker"]),
        ("discussion", []),
        ("break", []),
    ]


def test_lengths_and_places_stand_behind_titles() -> None:
    text = """9:00
Welcome 15m Auditorium B
9:15
Ten thousand sensors 1h 15m Hall 2
10:30
Coffee break 30m Foyer
11:00
What a kayak can carry 45m"""

    found = [(one.title.value, one.room.value if one.room else None, one.end) for one in read(text)]

    assert found == [
        ("Welcome", "Auditorium B", 555),
        ("Ten thousand sensors", "Hall 2", 630),
        ("Coffee break", "Foyer", 660),
        ("What a kayak can carry", None, 705),
    ]


def test_a_length_in_a_single_title_is_its_own() -> None:
    session, _ = read("9:00 How to swim 50m in cold water\n9:30 Coffee break")

    assert session.title.value == "How to swim 50m in cold water"


@pytest.mark.parametrize(
    "remark",
    [
        "departure from the main entrance at 14:15",
        "buses leave the hotels at 13.45",
        "rendez-vous devant la mairie",
        "Abfahrt ab Rathaus um 14.15 Uhr",
    ],
)
def test_a_bracket_that_says_when_and_where_one_sets_out_is_a_remark(remark: str) -> None:
    session, _ = read(f"14:30–18:00 Study visits ({remark})\n19:00 Dinner")

    assert session.title.value == "Study visits"
    assert session.note is not None
    assert session.note.value == remark


@pytest.mark.parametrize(
    "line", ["Atelier 3 : Aînés branchés – animateur à confirmer", "Seniors online – speaker to be announced"]
)
def test_somebody_of_whom_only_the_role_is_known_is_no_part_of_the_title(line: str) -> None:
    session, _ = read(f"9:00 {line}\n9:30 Pause")

    assert session.title.value == line.partition(" – ")[0]
    assert session.people == ()


@pytest.mark.parametrize(
    ("line", "title", "names"),
    [
        (
            "Conversation: Learning behind walls – Reverend Joy Abiola, prison chaplain",
            "Conversation: Learning behind walls",
            ["Joy Abiola"],
        ),
        ("主办方致辞——江北书院理事长 邵同甫", "主办方致辞", ["邵同甫"]),
        (
            "Зимина Алла Юрьевна (Институт культуры). Читающий завод",
            "Читающий завод",
            ["Зимина Алла Юрьевна"],
        ),
        ("Ada Lindner (City of Moorau). Wells and wires", "Wells and wires", ["Ada Lindner"]),
    ],
)
def test_people_and_titles_stand_around_many_marks(line: str, title: str, names: list[str]) -> None:
    session, _ = read(f"9:00 {line}\n9:30 Coffee break")

    assert session.title.value == title
    assert [one.name.value for one in session.people] == names


def test_the_point_between_a_title_and_who_leads_is_no_part_of_it() -> None:
    session, _ = read("9:00 Painel: Vozes das cidades pequenas. Moderação: Ada Exemplo\n10:00 Almoço")

    assert session.title.value == "Painel: Vozes das cidades pequenas"


def test_a_title_before_a_dash_and_a_role_stays_the_title() -> None:
    found = parse("11:30 Synthèse – Grand témoin : Jeanne Modèle\n12:00 Déjeuner", OPTIONS).sessions[0]

    assert (found.title.value, [one.name.value for one in found.people]) == ("Synthèse", ["Jeanne Modèle"])


def test_a_roman_one_before_a_kind_is_a_number_and_no_initial() -> None:
    text = (
        "9:00 I. Opening: A lamp for all\n10:00 II. Panel: Wells\n11:00 I. Example: Walls and wells we share"
    )

    assert [one.title.value for one in parse(text, OPTIONS).sessions[:2]] == [
        "Opening: A lamp for all", "Panel: Wells",
    ]  # fmt: skip
    assert not parse(text, OPTIONS).sessions[0].people


def test_what_a_title_in_quotation_marks_is_about_may_follow_it_in_its_line() -> None:
    text = '9:00 "Five years of night schools". What did the towns learn from those who came late?'

    (one,) = parse(text, OPTIONS).sessions

    assert one.title.value == '"Five years of night schools"'
    assert one.abstract is not None
    assert one.abstract.value == "What did the towns learn from those who came late?"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Introduction to mapping a town", "presentation"),
        ("Introduction", "opening"),
        ("Introduction to the meeting", "opening"),
    ],
)
def test_an_introduction_to_a_subject_opens_no_meeting(title: str, kind: str) -> None:
    text = f"9:00 Tea\n10:00 {title}\n11:00 Lunch"

    assert parse(text, OPTIONS).sessions[1].kind == kind


@pytest.mark.parametrize(
    ("line", "title", "name"),
    [
        ("Keynote: Ada Lindqvist – How we began to read", "How we began to read", "Ada Lindqvist"),
        (
            "Keynote: Dr Ada Lindqvist (Seed Trust) – How we began to read",
            "How we began to read",
            "Ada Lindqvist",
        ),
        (
            "Keynote: Ada Lindqvist – *Reading and Writing in the Dark*",
            "Reading and Writing in the Dark",
            "Ada Lindqvist",
        ),
        ("Keynote: Ada Lindqvist – Seed Trust", "Keynote", "Ada Lindqvist"),
        ("Keynote: Ada Lindqvist – Director of the Seed Trust", "Keynote", "Ada Lindqvist"),
    ],
)
def test_the_title_of_a_lecture_may_stand_behind_who_gives_it(line: str, title: str, name: str) -> None:
    (one,) = parse(f"9:00 {line}", OPTIONS).sessions

    assert (one.title.value, one.kind) == (title, "keynote")
    assert [person.name.value for person in one.people] == [name]


def test_the_title_of_a_keynote_may_stand_below_its_chair() -> None:
    text = "9:00 Keynote 1\nChair: Ada Lindqvist\nMalice, Maps and Moors\nBo Okafor (Quay University)"

    (one,) = parse(text, OPTIONS).sessions

    assert one.title.value == "Malice, Maps and Moors"
    assert [(person.name.value, person.role) for person in one.people] == [
        ("Ada Lindqvist", "chair"), ("Bo Okafor", "keynote"),
    ]  # fmt: skip


def test_people_with_honorifics_may_follow_titles_without_a_mark() -> None:
    text = (
        "9:00 Wells and walls Prof. Ada Lindqvist\n10:00 Night schools in towns Dr. Bo Okafor, Seed Trust\n"
        "11:00 In memory of Prof. Cy Marsh\n12:00 Lunch"
    )

    found = parse(text, OPTIONS).sessions

    assert [(one.title.value, [person.name.value for person in one.people]) for one in found] == [
        ("Wells and walls", ["Ada Lindqvist"]),
        ("Night schools in towns", ["Bo Okafor"]),
        ("In memory of Prof. Cy Marsh", []),
        ("Lunch", []),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Intervención del Sr. Bo Okafor", "Intervención"),
        ("Palabras de la Sra. Ana Marsh", "Palabras"),
        ("Homenaje a la memoria de la Sra. Ana Marsh", "Homenaje a la memoria de la Sra. Ana Marsh"),
        ("The life of Dr Ada Lindqvist", "The life of Dr Ada Lindqvist"),
    ],
)
def test_who_speaks_is_told_from_who_is_spoken_of(line: str, title: str) -> None:
    assert parse(f"9:00 {line}\n10:00 Lunch", OPTIONS).sessions[0].title.value == title


@pytest.mark.parametrize(
    ("line", "title", "room", "names"),
    [
        ("Group 1: Wells (lead: Ada Lindqvist) – Room Elm", "Group 1: Wells", "Room Elm", ["Ada Lindqvist"]),
        ("Group 3: Walls (N.N.) – Room Oak", "Group 3: Walls", "Room Oak", []),
        ("Street budgets — Ada Lindqvist (C. M. de Ribeira)", "Street budgets", None, ["Ada Lindqvist"]),
        (
            '"What the street teaches", a talk by Bo Okafor (Seed Trust)',
            '"What the street teaches"',
            None,
            ["Bo Okafor"],
        ),
        (
            "Table B. Volunteers. Lead: Ada Lindqvist. Room Elm",
            "Table B. Volunteers",
            "Room Elm",
            ["Ada Lindqvist"],
        ),
    ],
)
def test_what_stands_behind_a_title_is_told_apart(
    line: str, title: str, room: str | None, names: list[str]
) -> None:
    one = parse(f"9:00 {line}\n10:00 Lunch", OPTIONS).sessions[0]

    assert (one.title.value, one.room.value if one.room else None) == (title, room)
    assert [person.name.value for person in one.people] == names


def test_a_plenary_whose_title_is_a_keynote_is_one() -> None:
    text = "11:00 PLENARY (Lecture Theatre 1)\nKeynote: The slow page\nAda Lindqvist, University of the Quay"

    (one,) = parse(text, OPTIONS).sessions

    assert (one.kind, one.title.value) == ("keynote", "Keynote: The slow page")
    assert [(person.name.value, person.role) for person in one.people] == [("Ada Lindqvist", "keynote")]
