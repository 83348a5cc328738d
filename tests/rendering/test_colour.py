"""An organiser may choose any colour; readers can always read it."""

import colorsys
import re
from pathlib import Path

import pytest

from app.rendering import colour

TOKENS = Path("app/static/css/tokens.css")
EVERY_HUE = [
    "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue / 12, light / 4, 1.0))
    for hue in range(12)
    for light in range(5)
]
AA = 4.5


@pytest.mark.parametrize("accent", EVERY_HUE)
def test_every_accent_can_be_read_in_every_place_by_day_and_by_night(accent: str) -> None:
    day, night = colour.by_day(accent), colour.by_night(accent)

    assert colour.contrast(day.accent, colour.PAPER) >= AA
    assert colour.contrast(day.accent, day.ground) >= AA
    assert colour.contrast(day.on_accent, day.accent) >= AA
    assert colour.contrast(colour.INK, day.ground) >= AA
    assert colour.contrast(night.accent, colour.NIGHT_PAPER) >= AA
    assert colour.contrast(night.accent, night.ground) >= AA
    assert colour.contrast(night.on_accent, night.accent) >= AA
    assert colour.contrast(colour.NIGHT_INK, night.ground) >= AA


def test_a_readable_accent_stays_as_it_was_chosen() -> None:
    assert colour.by_day("#0b5394").accent == "#0b5394"
    assert colour.by_night("#ff8800").accent == "#ff8800"


def test_contrast_is_what_wcag_says() -> None:
    assert colour.contrast("#000000", "#ffffff") == 21
    assert colour.contrast("#777777", "#777777") == 1
    assert round(colour.contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("#0B5394", "#0b5394"),
        ("0b5394", "#0b5394"),
        (" #0b5394 ", "#0b5394"),
        ("#0b539", None),
        ("red", None),
        ("", None),
        ("#0b5394;}", None),
        ("#０b5394", None),
    ],
)
def test_only_six_digits_are_a_colour(given: str, read: str | None) -> None:
    assert colour.read(given) == read


def test_the_tokens_say_the_same_as_the_code() -> None:
    """Without an event the accent comes from tokens.css, which cannot compute."""
    rules = re.sub(r"\s+", " ", TOKENS.read_text())
    day, night = colour.by_day(colour.DEFAULT), colour.by_night(colour.DEFAULT)

    for palette, times in ((day, 1), (night, 2)):
        block = (
            f"--accent: {palette.accent}; --on-accent: {palette.on_accent}; "
            f"--accent-ground: {palette.ground}; --accent-line: {palette.line};"
        )
        assert rules.count(block) == times
    for name, value, times in (
        ("paper", colour.PAPER, 1),
        ("ink", colour.INK, 1),
        ("paper", colour.NIGHT_PAPER, 2),
        ("ink", colour.NIGHT_INK, 2),
    ):
        assert rules.count(f"--{name}: {value};") == times
