"""Several things on one line, in either direction."""

import pytest

from app.rendering import lists


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Espoo, Finland"), ("fr", "Espoo, Finland"), ("ar", "Espoo، Finland"), ("zh", "Espoo、Finland")],
)
def test_each_language_has_its_comma(language: str, expected: str) -> None:
    assert lists.join(["Espoo", "Finland"], language) == expected


def test_what_is_empty_leaves_no_comma() -> None:
    assert lists.join(["", "Espoo", None, 2026], "en") == "Espoo, 2026"
    assert lists.join([], "ar") == ""


def test_names_of_the_reader_s_own_direction_stand_as_they_are() -> None:
    assert lists.join_names(["Ada", "", "Ólöf", "王芳"], "en") == "Ada, Ólöf, 王芳"
    assert lists.join_names(["هدى", "سامر"], "ar") == "هدى، سامر"


@pytest.mark.parametrize(
    ("names", "language", "expected"),
    [
        (["Ada", "هدى"], "en", "\u2068Ada\u2069, \u2068هدى\u2069"),
        (["هدى", "سامر"], "en", "\u2068هدى\u2069, \u2068سامر\u2069"),
        (["Ada", "Grace"], "ar", "\u2068Ada\u2069، \u2068Grace\u2069"),
        (["Мария", "יעל"], "ar", "\u2068Мария\u2069، \u2068יעל\u2069"),
    ],
)
def test_names_of_the_other_direction_keep_their_places(
    names: list[str], language: str, expected: str
) -> None:
    assert lists.join_names(names, language) == expected
