"""Key figures, featured people and quotations of a page: understood where it is sure, else left as text."""

from datetime import date

import pytest

from app.programme.announcing.reading import read
from app.programme.announcing.result import AnnouncedPerson, Announcement
from app.programme.paste.result import NOT_UNDERSTOOD
from tests.programme.announcing.test_reading import value

TODAY = date(2026, 1, 10)
HEAD = "Meeting of the lamp makers\nDate: 4 May 2026\n\n"
LONG = "Lamp makers from many towns meet every year to compare what they have learnt about light and shade."


def figures(text: str) -> list[tuple[str, str]]:
    return [(one.value.value, one.label.value) for one in read(HEAD + text, TODAY).figures]


def people(found: Announcement) -> list[tuple[str, str, str]]:
    return [(one.name.value, value(one.position), value(one.organisation)) for one in found.people]


def quotations(text: str) -> list[tuple[str, str]]:
    found: list[AnnouncedPerson] = read(HEAD + text, TODAY).people
    return [(one.name.value, one.quotation.value) for one in found if one.quotation]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Key figures\n600 participants\n90 countries\n", [("600", "participants"), ("90", "countries")]),
        ("In numbers\n600 participants from 90 countries.\n", [("600", "participants"), ("90", "countries")]),
        ("In figures\n600\nparticipants\n\n12\nlamps\n", [("600", "participants"), ("12", "lamps")]),
        ("Participants: 600\nCountries: 90\n", [("600", "Participants"), ("90", "Countries")]),
        ("Participants: 600\n", [("600", "Participants")]),
        ("Participants\t600\nRooms\t12\n", [("600", "Participants"), ("12", "Rooms")]),
        ("| Participants | 1,200 |\n| Cities | 48 |\n", [("1,200", "Participants"), ("48", "Cities")]),
        ("Over 600 participants\n24 workshops\n", [("Over 600", "participants"), ("24", "workshops")]),
        ("The meeting in figures\n- 95 % of all lamps\n", [("95 %", "of all lamps")]),
        ("By the numbers\n2.5 million books\n1 200 maps\n", [("2.5 million", "books"), ("1 200", "maps")]),
        ("参会人数：500\n参会国家：42\n", [("500", "参会人数"), ("42", "参会国家")]),
        ("大会规模\n500名代表\n42个国家\n", [("500", "代表"), ("42", "国家")]),
        ("Teilnehmende: rund 350\nLänder: 12\n", [("rund 350", "Teilnehmende"), ("12", "Länder")]),
        ("Конференция в цифрах\nболее 300 участников\n", [("более 300", "участников")]),
        ("بالأرقام\n٣٠٠ مشارك من ١٥ دولة\n", [("٣٠٠", "مشارك"), ("١٥", "دولة")]),
    ],
)  # fmt: skip
def test_numbers_and_what_they_count_are_figures(text: str, expected: list[tuple[str, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}\n600 participants came last time.\n",
        "Venue\nLamp House\n8 rue des Lampes\n44000 Nantes, France\n",
        "Useful numbers\nTram 12 stops at the door\n",
        "14 lamps\n15 shades\n",
        "Programme\n09:00 – 10:00 Opening\n300 participants\n20 workshops\n10:00 – 11:00 Talks\n",
        "Who should attend\n- teachers\n- 3 mayors of each country\n",
        "Tel: 0361 000000\nFax: 0361 000001\n",
    ],
)
def test_other_numbers_stay_where_they_are(text: str) -> None:
    assert figures(text) == []


def test_no_more_figures_are_proposed_than_a_page_has() -> None:
    many = "".join(f"{number} lamps of kind {'x' * number}\n" for number in range(1, 20))

    assert len(figures(f"Key figures\n{many}")) == 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Keynote speakers\nMs Ida Lund, Director, Night School\nDr Omar Haddad (Professor, Sea School)\n",
            [("Ida Lund", "Director", "Night School"), ("Omar Haddad", "Professor", "Sea School")],
        ),
        (
            f"Our speakers\n\nIda Lund\nDirector, Night School\n\nOmar Haddad\nProfessor\n\nAbout\n{LONG}\n",
            [("Ida Lund", "Director", "Night School"), ("Omar Haddad", "Professor", "")],
        ),
        (
            "Speakers: Ms Ida Lund, Director, Night School; Mr Omar Haddad, Professor, Coast University\n",
            [("Ida Lund", "Director", "Night School"), ("Omar Haddad", "Professor", "Coast University")],
        ),
        ("## Intervenants\n- Mme Ida Lund, directrice\n", [("Ida Lund", "directrice", "")]),
        ("Redner\nDr. Ida Lund, Leiterin\n", [("Ida Lund", "Leiterin", "")]),
    ],
)  # fmt: skip
def test_people_under_a_heading_that_promises_them(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert people(read(HEAD + text, TODAY)) == expected


def test_who_holds_a_keynote_is_told_in_the_language_of_the_page() -> None:
    found = read("Lampentreffen\nDatum: 4. Mai 2026\n\nHauptredner\nDr. Ida Lund, Leiterin\n", TODAY)

    assert [one.role for one in found.people] == ["Hauptvortrag"]


@pytest.mark.parametrize(
    "text",
    [
        f"Speakers\nThey will be announced in spring, when the programme is ready.\n\n{LONG}\n",
        "Speakers\nMs Ida Lund, Director, Night School\nand many other friends of the lamp, not known yet.\n",
        "Programme\n09:00 – 10:00 Opening\nSpeakers:\nMs Ida Lund, Director\n10:00 – 11:00 Talks\n",
    ],
)
def test_people_nobody_is_sure_of_stay_text(text: str) -> None:
    found = read(HEAD + text, TODAY)

    assert found.people == []
    assert "Speakers" in value(found.programme) + "".join(value(one.title) for one in found.sections)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A lamp is a small sun.”\n— Ida Lund, Director\n", "A lamp is a small sun."),
        ("“A lamp is a small sun.” — Ida Lund, Director\n", "A lamp is a small sun."),
        ("“A lamp is a small sun”.\n\nMs Ida Lund, Director\n", "A lamp is a small sun"),
        ("« Une lampe est un petit soleil. »\n– Ida Lund\n", "Une lampe est un petit soleil."),
        ("„Eine Lampe ist eine kleine Sonne.“ (Ida Lund, Leiterin)\n", "Eine Lampe ist eine kleine Sonne."),
        ("> “A lamp is a small sun,\n> and a book is another.”\n> — Ida Lund\n",
         "A lamp is a small sun, and a book is another."),
        ("Ms Ida Lund, Director: “A lamp is a small sun.”\n", "A lamp is a small sun."),
    ],
)  # fmt: skip
def test_what_somebody_said_is_theirs(text: str, expected: str) -> None:
    assert quotations(f"About the meeting\n{LONG}\n\n{text}") == [("Ida Lund", expected)]


@pytest.mark.parametrize(
    "text",
    [
        "“A lamp is a small sun.”\n",
        "“A lamp is a small sun.”\n- bring a lamp\n- bring a friend\n",
        "The “lamp of the year 2026” is shown in the hall.\n",
        "Programme\n09:00 “A lamp is a small sun”\n— Ida Lund, Director\n10:00 Talks\n",
    ],
)
def test_quotation_marks_alone_are_no_quotation(text: str) -> None:
    assert quotations(f"About the meeting\n{LONG}\n\n{text}") == []


def test_somebody_named_twice_is_one_person_with_all_that_was_said() -> None:
    text = (
        "“A lamp is a small sun.”\n— Ida Lund\n\nSpeakers\nMs Ida Lund, Director, Night School\n\n"
        "“Switch it off when you sleep.”\n— Ida Lund, Director\n"
    )

    found = read(HEAD + text, TODAY)

    assert people(found) == [("Ida Lund", "Director", "Night School")]
    assert quotations(text) == [("Ida Lund", "A lamp is a small sun.\n\nSwitch it off when you sleep.")]


def test_text_around_a_quotation_stays_one_section() -> None:
    text = f"About the meeting\n{LONG}\n\n“A lamp is a small sun.”\n— Ida Lund, Director\n\n{LONG}\n"

    found = read(HEAD + text, TODAY)

    assert [(value(one.title), one.body.value) for one in found.sections] == [
        ("About the meeting", f"{LONG}\n\n{LONG}")
    ]


def test_nothing_of_what_stands_apart_is_lost() -> None:
    text = (
        "In numbers\n600 participants from 90 countries\n\n"
        "Keynote speakers\nMs Ida Lund, Director, Night School\n\n"
        "“A lamp is a small sun.”\n— Ida Lund, Director\n"
    )

    found = read(HEAD + text, TODAY)

    assert [use.use for line in found.lines for use in line.uses if use.use == NOT_UNDERSTOOD] == []
