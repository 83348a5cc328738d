"""Reading an event's page: its facts in eight languages, its documents and programme, and what stays open."""

from datetime import date, datetime

import pytest

from app.programme.announcing.reading import read
from app.programme.announcing.result import Announcement
from app.programme.paste.errors import TextTooLong
from app.programme.paste.result import NOT_UNDERSTOOD, Found
from tests.programme.announcing.further_pages import FURTHER_PAGES
from tests.programme.announcing.letters import LETTERS
from tests.programme.announcing.pages import PAGES, Page

wall = datetime.fromisoformat

TODAY = date(2026, 1, 10)
plain_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
every_page = pytest.mark.parametrize(
    "page",
    [*PAGES.values(), *FURTHER_PAGES.values(), *LETTERS.values()],
    ids=[*PAGES, *(f"{one} further" for one in FURTHER_PAGES), *(f"{one} letter" for one in LETTERS)],
)


def value(found: Found | None) -> str:
    return found.value if found else ""


def values(found: list[Found]) -> list[str]:
    return [one.value for one in found]


def lost(text: str, found: Announcement) -> list[str]:
    return [
        text[use.span.start : use.span.end]
        for line in found.lines
        for use in line.uses
        if use.use == NOT_UNDERSTOOD
    ]


@every_page
def test_language_title_and_days_are_read(page: Page) -> None:
    found = read(page.text, TODAY)

    assert found.language == page.language
    assert value(found.title) == page.title
    assert (found.time.first_day, found.time.last_day) == page.days


@every_page
def test_times_stand_on_the_clocks_of_the_place(page: Page) -> None:
    when = read(page.text, TODAY).time

    assert when.timezone == page.timezone
    assert ((when.starts, when.ends) if when.starts else None) == page.exact
    assert ((when.daily_start, when.daily_end) if when.daily_start else None) == page.hours


@every_page
def test_place_languages_and_attendance_are_read(page: Page) -> None:
    found = read(page.text, TODAY)

    assert (value(found.place.city), value(found.place.country)) == (page.city, page.country)
    assert (values(found.languages), values(found.interpretation)) == (page.languages, page.interpretation)
    assert value(found.attendance) == page.attendance


@every_page
def test_parties_are_read_with_role_and_country(page: Page) -> None:
    found = read(page.text, TODAY)

    assert [(one.role, one.name.value, value(one.country)) for one in found.parties] == page.parties


@every_page
def test_sections_documents_and_addresses_are_read(page: Page) -> None:
    found = read(page.text, TODAY)

    assert [value(one.title) for one in found.sections] == page.headings
    assert [one.kind for one in found.documents] == page.documents
    assert value(found.contact_email) == page.email
    assert value(found.registration) == page.registration


@every_page
def test_kind_people_quotations_and_figures_are_read(page: Page) -> None:
    found = read(page.text, TODAY)

    said = [(one.name.value, [value(one.position), value(one.organisation)]) for one in found.people]
    quotations = [(one.name.value, one.quotation.value) for one in found.people if one.quotation]
    assert value(found.kind) == page.kind
    assert [(name, ", ".join(filter(None, parts))) for name, parts in said] == page.people
    assert quotations == page.quotations
    assert [(one.value.value, one.label.value) for one in found.figures] == page.figures


@plain_page
def test_nothing_of_a_plain_page_is_lost(page: Page) -> None:
    assert lost(page.text, read(page.text, TODAY)) == []


def test_an_address_is_taken_apart() -> None:
    found = read(
        "Meeting of many\nVenue: Harbour Hall, Quay 5, Old Town, C.P. 76090 Santa Rosa, Mexico\n", TODAY
    ).place

    assert value(found.venue_name) == "Harbour Hall"
    assert values(found.address_lines) == ["Quay 5", "Old Town"]
    assert (value(found.postcode), value(found.city), value(found.country)) == (
        "C.P. 76090",
        "Santa Rosa",
        "MX",
    )


def test_an_address_alone_on_lines_keeps_its_order() -> None:
    found = read(PAGES["fr"].text, TODAY).place

    assert value(found.venue_name) == "Maison des métiers"
    assert values(found.address_lines) == ["8 rue des Forges"]
    assert value(found.postcode) == "44000"


def test_a_time_given_for_elsewhere_is_brought_to_the_place() -> None:
    text = "Summit\nDate: 12 March 2025, 18:00 to 19:30 CET\nPlace: Mexico City, Mexico\n"

    when = read(text, TODAY).time

    assert when.timezone == "America/Mexico_City"
    assert (when.starts, when.ends) == (wall("2025-03-12T11:00"), wall("2025-03-12T12:30"))


@pytest.mark.parametrize(
    "zone", ["UTC+25", "UTC+99:99", "GMT-24:00", "UTC+14:30", "GMT-12:30", "UTC+5:99", "GMT+1:20"]
)
def test_a_zone_that_cannot_be_changes_no_clock_and_is_doubted(zone: str) -> None:
    text = f"Summit\nDate: 12 March 2025, 10:00 {zone}\nPlace: Paris, France\n"

    when = read(text, TODAY).time

    assert (when.timezone, when.starts) == ("Europe/Paris", wall("2025-03-12T10:00"))
    assert [doubt.code for doubt in when.doubts] == ["impossible_zone"]


@pytest.mark.parametrize(
    ("zone", "starts"),
    [("UTC+14", "2025-03-11T21:00"), ("GMT-12:00", "2025-03-12T23:00"), ("UTC+5:45", "2025-03-12T05:15")],
)
def test_the_furthest_zones_there_are_are_believed(zone: str, starts: str) -> None:
    text = f"Summit\nDate: 12 March 2025, 10:00 {zone}\nPlace: Paris, France\n"

    when = read(text, TODAY).time

    assert (when.starts, when.doubts) == (wall(starts), [])


def test_a_zone_of_the_wrong_season_changes_no_clock_and_is_doubted() -> None:
    text = "Summit\nDate: 12 July 2025, 18:00 to 19:30 CET\nPlace: Berlin, Germany\n"

    when = read(text, TODAY).time

    assert (when.timezone, when.starts) == ("Europe/Berlin", wall("2025-07-12T18:00"))
    assert [doubt.code for doubt in when.doubts] == ["zone_contradicts_season"]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("22-24 February 2023", (date(2023, 2, 22), date(2023, 2, 24))),
        ("February 22-24, 2023", (date(2023, 2, 22), date(2023, 2, 24))),
        ("28 December 2025 to 2 January 2026", (date(2025, 12, 28), date(2026, 1, 2))),
        ("28 December – 2 January 2026", (date(2025, 12, 28), date(2026, 1, 2))),
        ("2026-02-22 – 2026-02-24", (date(2026, 2, 22), date(2026, 2, 24))),
        ("22.02.2026 - 24.02.2026", (date(2026, 2, 22), date(2026, 2, 24))),
        ("22, 23 and 24 February 2023", (date(2023, 2, 22), date(2023, 2, 24))),
        ("del 28 de febrero al 2 de marzo de 2026", (date(2026, 2, 28), date(2026, 3, 2))),
        ("du 1er au 3 juillet 2026", (date(2026, 7, 1), date(2026, 7, 3))),
        ("28.–30. September 2026", (date(2026, 9, 28), date(2026, 9, 30))),
        ("с 5 по 7 мая 2026 г.", (date(2026, 5, 5), date(2026, 5, 7))),
        ("من 28 إلى 30 سبتمبر 2026", (date(2026, 9, 28), date(2026, 9, 30))),
        ("9 March", (date(2026, 3, 9), date(2026, 3, 9))),
        ("9 October", (date(2026, 10, 9), date(2026, 10, 9))),
    ],
)
def test_days_are_read_within_and_over_months(said: str, days: tuple[date, date]) -> None:
    when = read(f"A meeting of many\nDates: {said}\n", TODAY).time

    assert (when.first_day, when.last_day) == days


def test_each_day_may_have_its_own_clock() -> None:
    text = "Camp\n14 February 2026 - 12:30 pm - 15 February 2026 - 2:00 pm\n\nLocation\nCork, Ireland\n"

    when = read(text, TODAY).time

    assert (when.starts, when.ends) == (wall("2026-02-14T12:30"), wall("2026-02-15T14:00"))


def test_a_programme_is_kept_as_it_stands() -> None:
    text = """Evening of short talks
Date: 4 May 2026
Programme
18:00 – 18:20 Welcome
Speaker: Ms Ida Lund, Director, Night School
18:20 – 19:00 Talks
Language: Danish
Sponsors
Lamp Works
"""

    found = read(text, TODAY)

    assert value(found.programme).splitlines() == [
        "18:00 – 18:20 Welcome", "Speaker: Ms Ida Lund, Director, Night School", "18:20 – 19:00 Talks",
        "Language: Danish",
    ]  # fmt: skip
    assert [(one.role, one.name.value) for one in found.parties] == [("sponsor", "Lamp Works")]


def test_a_programme_without_a_name_is_found_by_its_clocks_and_gives_the_day() -> None:
    text = "Night of the maps\n\n4 May 2026\n18:00 Opening\n18:20 Maps of the sea\n19:00 Close\n"

    found = read(text, TODAY)

    assert value(found.programme).splitlines()[-3:] == [
        "18:00 Opening",
        "18:20 Maps of the sea",
        "19:00 Close",
    ]
    assert found.time.first_day == date(2026, 5, 4)


def test_documents_know_kind_name_and_address() -> None:
    text = """Meeting of many
Documents
- Concept note (PDF, 200 KB): https://example.org/note.pdf
- [Background paper on rivers](https://example.org/paper.pdf)
- Photographs of the harbour
"""

    found = read(text, TODAY).documents

    assert [(one.kind, value(one.title), value(one.url)) for one in found] == [
        ("concept note", "", "https://example.org/note.pdf"),
        ("background document", "Background paper on rivers", "https://example.org/paper.pdf"),
        ("other", "Photographs of the harbour", ""),
    ]


def test_what_no_reader_knows_is_reported() -> None:
    text = "Meeting of many\nDate: when the moon is full\nLanguages: Klingon\n"

    assert lost(text, read(text, TODAY)) == ["when the moon is full", "Klingon"]


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(TextTooLong):
        read("x" * 200_001, TODAY)


def test_what_is_interpreted_stands_behind_the_word_for_it() -> None:
    text = "Encuentro de puertos\nIdiomas: español e inglés con interpretación simultánea al francés\n"

    found = read(text, TODAY)

    assert (values(found.languages), values(found.interpretation)) == (["es", "en"], ["fr"])
    assert lost(text, found) == []
