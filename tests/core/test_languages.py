"""Languages and what they are called."""

import pytest

from app.core import languages


def test_there_are_183_languages_and_none_twice() -> None:
    assert len(languages.CODES) == len(set(languages.CODES)) == 183


@pytest.mark.parametrize(
    ("code", "language", "called"),
    [
        ("es", "en", "Spanish"),
        ("es", "fr", "Espagnol"),
        ("ar", "ar", "العربية"),
        ("zh", "ru", "Китайский"),
        ("kj", "zh", "宽亚玛语"),
        ("xx", "en", "xx"),
    ],
)
def test_a_language_is_named_in_the_readers(code: str, language: str, called: str) -> None:
    assert languages.name(code, language) == called


def test_choices_are_sorted_as_the_reader_reads() -> None:
    names = [name for _, name in languages.choices("es")]

    assert names[:2] == ["Abjasio", "Afar"]
    assert len(names) == 183


def test_only_codes_of_the_list_are_known() -> None:
    assert languages.is_known("mi")
    assert not languages.is_known("../")
