"""Colours as calendars name them."""

import pytest

from app.rendering.calendars import colours


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#000000", "black"),
        ("#ff0000", "red"),
        ("#2e7d32", "forestgreen"),
        ("#00007F", "navy"),
        ("fefefe", "white"),
    ],
)
def test_the_name_that_looks_most_alike(colour: str, name: str) -> None:
    assert colours.nearest(colour) == name


@pytest.mark.parametrize("colour", ["", "#fff", "#zzzzzz", "red; x"])
def test_what_is_no_colour_has_no_name(colour: str) -> None:
    assert colours.nearest(colour) == ""


def test_every_name_is_its_own_nearest_or_a_twin() -> None:
    """Aqua and cyan are one colour; all others find themselves."""
    for name, rgb in colours.CSS3.items():
        found = colours.nearest("#{:02x}{:02x}{:02x}".format(*rgb))
        assert colours.CSS3[found] == rgb, name
