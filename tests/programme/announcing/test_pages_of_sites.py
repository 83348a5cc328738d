"""Pages as sites publish them: press releases, series, headings right behind other lines, versions."""

from datetime import date

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import TODAY, lost, value, values


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("Cork, Ireland, 3 February 2027 – The city of Cork", "from 9 to 11 June 2027"),
        ("CORK, 3 February 2027 - The city of Cork", "from 9 to 11 June 2027"),
        ("Cork (Ireland), 3 February 2027 — The city of Cork", "on 9–11 June 2027"),
    ],
)
def test_the_day_a_press_release_was_written_is_not_that_of_the_event(written: str, when: str) -> None:
    text = (
        f"PRESS RELEASE\nMeeting of lamp towns in Cork\n{written} will host the meeting {when} in a hall.\n"
    )

    time = read(text, TODAY).time

    assert (time.first_day, time.last_day) == (date(2027, 6, 9), date(2027, 6, 11))


def test_the_place_of_writing_is_that_of_the_event_where_the_text_names_it_again() -> None:
    text = "Lamps meet in Cork\nCork, Ireland, 3 February 2027 – {} will be lit on 9 June 2027.\n"

    assert value(read(text.format("All lamps"), TODAY).place.city) == "Cork"
    assert read(text.replace("meet in Cork", "meet").format("All lamps"), TODAY).place.city is None


def test_a_dateline_is_the_day_where_no_other_sentence_has_one() -> None:
    text = (
        "Lamps of the coast\nCork, Ireland, 3 February 2027 – All lamps of the coast will be lit together.\n"
    )

    assert read(text, TODAY).time.first_day == date(2027, 2, 3)


@pytest.mark.parametrize(
    ("kind", "quoted", "read_as"),
    [
        ("Colloque international", "« Les lampes dans la ville »", "conference"),
        ("Third Regional Meeting", "“Les lampes dans la ville”", "regional meeting"),
        ("Internationale Konferenz", "„Les lampes dans la ville“", "conference"),
    ],
)
def test_below_a_line_that_only_says_the_kind_the_quoted_line_is_the_title(
    kind: str, quoted: str, read_as: str
) -> None:
    found = read(f"{kind}\n{quoted}\nDu 4 au 6 novembre 2026\n", TODAY)

    assert (value(found.title), value(found.kind), found.theme) == (
        "Les lampes dans la ville",
        read_as,
        None,
    )


def test_one_of_a_series_has_its_own_title_and_the_name_of_the_series_stays_in_the_text() -> None:
    text = "Webinar series: Lamps\nWebinar 2: Lamps of paper\nDate: 8 October 2026\nTime: 14:00–15:30 CEST\n"

    found = read(text, TODAY)

    assert value(found.title) == "Webinar 2: Lamps of paper"
    assert [value(one.body) for one in found.sections] == ["Webinar series: Lamps"]


HEADINGS = [
    "Visa information", "Hotels", "Fees", "Important dates", "How to get there", "Hébergement",
    "Comment venir", "Alojamiento", "Cómo llegar", "Hospedagem", "Como chegar", "Unterkunft", "Anreise",
    "الإقامة", "كيفية الوصول", "Проживание", "Как добраться", "住宿", "交通",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_what_is_said_of_hotels_or_travel_is_a_section_of_its_own(heading: str) -> None:
    text = (
        "Meeting of lamps\nDate: 5 May 2027\nProgramme\n09:00 Opening of the hall\n10:00 A walk\n"
        f"{heading}\nA list lies at the desk.\nVisa\nLetters are written before March.\n"
    )

    found = read(text, TODAY)

    titles = [(value(one.title), value(one.body)) for one in found.sections]
    assert titles == [
        (heading, "A list lies at the desk."),
        ("Visa", "Letters are written before March."),
    ]
    assert value(found.programme).endswith("A walk")


def test_a_committee_of_people_is_no_organiser_and_one_of_organisations_is() -> None:
    text = "Meeting of lamps\nDate: 5 May 2027\nOrganising committee\n{}\n"

    people = read(text.format("Dr Ada Example (chair), University of Sampletown"), TODAY)
    bodies = read(text.format("City of Sampletown"), TODAY)

    assert (people.parties, [value(one.title) for one in people.sections]) == ([], ["Organising committee"])
    assert values([one.name for one in bodies.parties]) == ["City of Sampletown"]


def test_a_country_in_brackets_behind_a_name_is_no_organisation() -> None:
    text = (
        "Encuentro de barrios\nFecha: 18 de agosto de 2027\nPonentes\n"
        "Sra. Ada Ejemplo (España), directora del Instituto de Lámparas\nCifras\n42 ciudades\n12 países\n"
    )

    found = read(text, TODAY)

    person = found.people[0]
    assert (value(person.country), person.organisation) == ("ES", None)
    assert values([one.label for one in found.figures]) == ["ciudades", "países"]


def test_a_few_words_right_below_the_title_are_its_theme() -> None:
    text = "Meeting of lamps\nLight between the houses\n{}Date: 5 May 2027\nVenue: Lamp Hall\nCity: Cork\n"

    assert value(read(text.format(""), TODAY).theme) == "Light between the houses"
    assert read(text.format("Lamps are lit by all of the town.\n"), TODAY).theme is None


@pytest.mark.parametrize(
    "line", ["Concept note (PDF, 340 KB) [English] [French]", "Concept note (English, French)"]
)
def test_two_languages_behind_one_document_are_two_versions(line: str) -> None:
    found = read(f"Meeting of lamps\nDate: 5 May 2027\nDocuments\n{line}\n", TODAY)

    assert {value(one.language) for one in found.documents} == {"en", "fr"}
    assert [one.kind for one in found.documents] == ["concept note"] * 2


def test_a_telephone_number_below_a_contact_is_no_text_of_the_event() -> None:
    text = "Meeting of lamps\nDate: 5 May 2027\nContact\nAda Example\nada@example.org\n+358 40 555 0123\n"

    found = read(text, TODAY)

    assert (value(found.contact_name), found.sections) == ("Ada Example", [])
    assert lost(text, found) == ["+358 40 555 0123"]


def test_a_street_and_below_it_the_town_are_one_place() -> None:
    text = "Les lampes\nDu 4 au 6 novembre 2026\nPalais des lampes, 10 quai du Puits\n69002 Lyon, France\n"

    place = read(text, TODAY).place

    assert (value(place.venue_name), values(place.address_lines)) == (
        "Palais des lampes",
        ["10 quai du Puits"],
    )
    assert (value(place.postcode), value(place.city), value(place.country)) == ("69002", "Lyon", "FR")


def test_a_globe_before_languages_is_their_label() -> None:
    text = "Webinar on lamps\n📅 8 October 2026\n🌐 English with interpretation into French and Spanish\n"

    found = read(text, TODAY)

    assert (values(found.languages), values(found.interpretation)) == (["en"], ["fr", "es"])


def test_a_heading_between_the_clocks_of_a_programme_is_part_of_it() -> None:
    text = (
        "Meeting of lamps\nDate: 5 May 2027\nProgramme\n09:00\nIntroduction\nAda Example\n"
        "10:00 Round table\nTopics\nOil and wick\n12:00 Lunch\nHotels\nA list lies at the desk.\n"
    )

    found = read(text, TODAY)

    assert value(found.programme).splitlines()[-1] == "12:00 Lunch"
    assert [value(one.title) for one in found.sections] == ["Hotels"]
