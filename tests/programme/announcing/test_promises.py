"""What holds for the text of any page: nothing raises, fields stand in it, every letter is accounted for."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as some

from app.programme.announcing.reading import read
from app.programme.paste.result import Found
from tests.programme.announcing.pages import PAGES

TODAY = date(2026, 1, 10)
FRAGMENTS = [
    "Date:", "Dates", "Venue", "Lieu :", "Organisers:", "Hosted by", "Languages", "地点：", "اللغات:",
    "Документы",
    "29 February 2027", "31 June", "9:00–24:00", "25:00", "CET", "(UTC-6)", "Mexico", "Online", "and", "|",
    "\t", "https://",
    "https://a@b/", "x@y.example", "[a](http://b)", "#", "- ", "Programme", "English with",
    "\x00", "Keynote speakers", "In numbers", "600 participants", "Cities: 42", "“So many lamps in here.”",
    "— Ida Lund, Director", "Speakers: Ms Ida Lund", "(French)", "1,200",
    "interpretation", "Concept note", "(", ")", ";", ",", "2026-13-45", "0001-01-01", "\u202e", "<script>",
]  # fmt: skip
TEXTS = [page.text for page in PAGES.values()]
words = some.sampled_from(FRAGMENTS) | some.text(max_size=10)
pages = some.lists(some.lists(words, max_size=6).map(" ".join), max_size=14).map("\n".join)
excerpts = some.builds(
    lambda text, start, length: text[start : start + length],
    some.sampled_from(TEXTS), some.integers(0, 700), some.integers(0, 700),
)  # fmt: skip
any_text = pages | excerpts | some.text(max_size=200)


def found_in(thing: object) -> Iterator[Found]:
    if isinstance(thing, Found):
        yield thing
    elif isinstance(thing, list):
        for one in thing:
            yield from found_in(one)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from found_in(getattr(thing, one.name))


@settings(max_examples=150, deadline=None)
@given(any_text)
def test_every_field_stands_in_the_text(text: str) -> None:
    found = read(text, TODAY)

    for one in found_in(found):
        for span in one.spans:
            assert 0 <= span.start <= span.end <= len(text)


@settings(max_examples=150, deadline=None)
@given(any_text)
def test_what_is_used_and_what_is_reported_together_are_the_whole_text(text: str) -> None:
    found = read(text, TODAY)

    covered = {
        place
        for line in found.lines
        for use in line.uses
        for place in range(use.span.start, use.span.end)
    }  # fmt: skip
    assert [place for place, letter in enumerate(text) if not letter.isspace() and place not in covered] == []


@settings(max_examples=60, deadline=None)
@given(any_text)
def test_times_are_in_order_or_left_out(text: str) -> None:
    when = read(text, TODAY).time

    assert (when.first_day is None) == (when.last_day is None) or when.first_day is None
    if when.first_day and when.last_day:
        assert when.first_day <= when.last_day
