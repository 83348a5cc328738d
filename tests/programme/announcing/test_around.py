"""What stands around every page of a site, and lines that only say until when one may register."""

from datetime import date

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import value

TODAY = date(2026, 1, 10)
PAGE = "Meeting of the lamp makers\nDate: 4 May 2026\n"


@pytest.mark.parametrize(
    "around",
    [
        "Skip to content\nAccept all cookies  Reject\n",
        "Menu  Search  EN | FR\n",
        "Share on Facebook  Share on LinkedIn  Print\n",
        "Saltar al contenido\n",
        "Aller au contenu principal\n",
        "PRESS RELEASE\n",
    ],
)
def test_what_stands_around_a_page_is_not_its_title(around: str) -> None:
    assert value(read(around + PAGE, TODAY).title) == "Meeting of the lamp makers"


def test_what_ends_an_event_is_not_taken_for_a_button() -> None:
    found = read(PAGE + "\nProgramme\n18:00 Opening\n19:00 Search\n", TODAY)

    assert value(found.programme).splitlines() == ["18:00 Opening", "19:00 Search"]


def test_a_last_day_to_register_is_no_heading_of_the_text_below() -> None:
    found = read(PAGE + "\nRegister by 1 April 2026\nLamp makers meet to compare what they learnt.\n", TODAY)

    assert [value(one.title) for one in found.sections] == [""]


def test_a_label_with_a_last_day_ends_with_the_colon_behind_its_year() -> None:
    text = PAGE + "Partners\nLamp Trust\nRegistration until 1 April 2026: https://lamps.example.org/r\n"

    found = read(text, TODAY)

    assert [one.name.value for one in found.parties] == ["Lamp Trust"]
    assert value(found.registration) == "https://lamps.example.org/r"
