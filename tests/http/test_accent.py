"""Colours an organiser chose, as stylesheets."""

import re

import pytest
from flask import Flask

from app.http import accent
from app.rendering import colour


def test_an_accent_leads_to_a_sheet_of_its_own(app: Flask) -> None:
    version = app.config["STATIC_VERSION"]

    assert accent.path("#0B5394") == f"/accent/0b5394.css?v={version}"
    assert accent.path("#0b5394", ["#2e7d32", "nonsense"]) == (
        f"/accent/0b5394-2e7d32-0b5394.css?v={version}"
    )


@pytest.mark.parametrize("value", [None, "", "red", "#12", "'); drop"])
@pytest.mark.usefixtures("app")
def test_what_is_no_colour_leads_nowhere(value: str | None) -> None:
    assert accent.path(value) == ""


def test_a_sheet_colours_the_page_and_its_tones_by_day_and_by_night() -> None:
    sheet = accent.stylesheet("0b5394-2e7d32")

    assert sheet is not None
    assert sheet.count("--accent:#0b5394") == 1
    assert sheet.count("--accent:#47a0f1") == 2
    assert sheet.count(".tone-1{") == 3
    assert ".tone-2{" not in sheet


@pytest.mark.parametrize("names", ["", "0b539", "red", "0B5394", "#0b5394", "0b5394--2e7d32", "a" * 5000])
def test_only_colours_make_a_sheet(names: str) -> None:
    assert accent.stylesheet(names) is None


def test_a_sheet_holds_as_many_tones_as_a_path_asks_for_and_no_more() -> None:
    most = "-".join(["0b5394"] * (accent.MOST_TONES + 1))

    assert accent.stylesheet(most) is not None
    assert accent.stylesheet(f"{most}-0b5394") is None


@pytest.mark.parametrize(
    "chosen", ["#ffff00", "#000000", "#ffffff", "#00ff00", "#808080", "#ff0000", "#0000ff"]
)
def test_whatever_colour_a_track_has_its_text_can_be_read_by_day_and_by_night(chosen: str) -> None:
    sheet = accent.stylesheet("-".join(one.removeprefix("#") for one in (colour.DEFAULT, chosen))) or ""

    found = re.findall(r"\.tone-1\{--tone:(#\w+);--tone-ground:(#\w+);", sheet)
    day, *nights = found
    assert len(nights) == 2
    for (text, ground), paper, ink in [
        (day, colour.PAPER, colour.INK),
        *((night, colour.NIGHT_PAPER, colour.NIGHT_INK) for night in nights),
    ]:
        pairs = ((text, paper), (text, ground), (ink, ground))
        assert min(colour.contrast(one, other) for one, other in pairs) >= 4.5
