"""Markdown in plain words."""

import pytest

from app.rendering import summary


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("**Aims** of <b>all</b>", "Aims of all"),
        ("a < b and c > d", "a < b and c > d"),
        ("<script>alert(1)</script>now", "alert(1)now"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("<https://city.example/>", "https://city.example/"),
    ],
)
def test_marks_and_tags_are_left_out_and_words_kept(source: str, plain: str) -> None:
    assert summary.plain(source) == plain


def test_a_short_form_is_one_line_cut_between_words() -> None:
    assert (
        summary.short("# Aims\n\n- first\n- second\n- third", 20)
        == "Aims - first - second"[:20].rsplit(" ", 1)[0] + "…"
    )
