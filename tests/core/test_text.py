"""What a search takes for the same, whoever types it on whichever keyboard; what is no text at all."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core import text

ANYTHING = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("O’Brien", "o'brien"),
        ("O‘Brien", "o'brien"),
        ("OʼBrien", "o'brien"),
        ("O´Brien", "o'brien"),
        ("O`Brien", "o'brien"),
        ("Qur\u02beān", "qur'an"),
        ("“Learning” «cities» „now‟", '"learning" "cities" "now"'),
        ("Jean–Luc — ‑ − ﹣ Ltd", "jean-luc - - - - ltd"),
        ("مـــدن التعلّم", "مدن التعلم"),
        ("مُدُنُ التَّعَلُّمِ", "مدن التعلم"),
        ("أحمد إبراهيم آدم ٱلله", "احمد ابراهيم ادم الله"),
        ("مؤتمر ٢٠٢٦", "موتمر 2026"),
        ("سال ۱۴۰۵", "سال 1405"),
        ("２０２６ २०२६", "2026 2026"),
        ("علی کریمی", "علي كريمي"),
        ("مدينة", "مدينه"),
        ("Straße STRASSE ẞ", "strasse strasse ss"),
        ("Łódź Øresund Đà Nẵng", "lodz oresund da nang"),
        ("İstanbul ıspanak IĞDIR", "istanbul ispanak igdir"),
        ("Þórður Æsa Œuvre", "thordur aesa oeuvre"),
        ("José JOSE\u0301", "jose jose"),
        ("می\u200cخواهم", "ميخواهم"),
        ("co\u00adoperation \ufeffnow\u200f", "cooperation now"),
        ("ﬁve ℡ Ⅷ", "five tel viii"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("Йошкар-Ола", "иошкар-ола"),
        ("北京\u3000市", "北京 市"),
        ("", ""),
        ("  two \t words\n", "two words"),
    ],
)
def test_a_search_finds_what_people_mean(written: str, typed: str) -> None:
    assert text.searchable(written) == text.searchable(typed) == typed


def test_parts_are_joined_and_absent_ones_left_out() -> None:
    assert text.searchable("Ada", None, "", "Lovelace") == "ada lovelace"


@given(ANYTHING)
def test_folding_twice_is_folding_once(written: str) -> None:
    once = text.searchable(written)

    assert text.searchable(once) == once


@given(ANYTHING)
def test_how_letters_are_composed_and_cased_does_not_matter(written: str) -> None:
    assume("´" not in written)  # Unicode takes it for an accent on a space, people for an apostrophe
    folded = text.searchable(written)

    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert text.searchable(unicodedata.normalize(form, written)) == folded
    assert text.searchable(written.casefold()) == folded


@given(ANYTHING)
def test_nothing_is_left_that_people_do_not_see_or_cannot_type(written: str) -> None:
    left = text.searchable(written)

    assert not any(unicodedata.combining(letter) for letter in left)
    assert {unicodedata.category(letter) for letter in left} & {"Cf", "Zs", "Zl", "Zp"} <= {"Zs"}
    assert all(letter == "-" for letter in left if unicodedata.category(letter) == "Pd")
    assert all(letter in "0123456789" for letter in left if letter.isdecimal())
    assert left == " ".join(left.split())


@given(ANYTHING, ANYTHING)
def test_a_part_of_what_is_written_is_found_in_it(before: str, after: str) -> None:
    """As long as it is whole words."""
    assert text.searchable(after) in text.searchable(before, after)


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_plain_words_only_lose_their_case_and_their_spaces(written: str) -> None:
    assert text.searchable(written) == " ".join(written.replace("`", "'").lower().split())


@given(ANYTHING)
def test_a_slug_is_letters_digits_and_single_hyphens(written: str) -> None:
    slug = text.slug(written)

    assert slug == "" or all(part.isascii() and part.isalnum() for part in slug.split("-"))


def test_digits_of_other_scripts_count_in_an_address() -> None:
    assert text.slug("Forum ٢٠٢٦ – O’Brien") == "forum-2026-o-brien"


@pytest.mark.parametrize(
    "typed",
    [
        "   \t\n",
        "\u00a0\u2003\u3000",  # spaces of other kinds
        "\u200b\u200d\ufeff",  # joiners of nothing
        "\u3164\u115f\u1160\uffa0",  # fillers: letters by their class
        "\u2800",  # a braille cell without dots
        "\u0301\u0308",  # marks on nothing
        "\u202e\u202c\x00\ufdd0",
    ],
)
def test_t34_what_nobody_can_see_is_no_text(typed: str) -> None:
    assert (text.clean(typed), text.clean_line(typed)) == ("", "")


@pytest.mark.parametrize(
    "typed", ["0", "-", "\\", "می\u200cخواهم", "👩🏽\u200d🏫", "ᠮᠣᠩᠭᠣᠯ", "\U00020bb7", "ﷺ"]
)
def test_t34_what_can_be_seen_stays_as_it_is(typed: str) -> None:
    assert (text.clean(typed), text.clean_line(typed)) == (typed, typed)


@given(ANYTHING)
def test_what_is_clean_is_not_changed_by_cleaning_it_again(typed: str) -> None:
    once = text.clean(typed)

    assert text.clean(once) == once
    assert text.clean_line(text.clean_line(typed)) == text.clean_line(typed)
