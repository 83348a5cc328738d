"""What holds for any text: nothing is lost, nothing raises, the same text gives the same result."""

import string
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.programme.paste.normalising import normalise
from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import Found, ParsedPerson, ParsedSession, Result

OPTIONS = Options(date(2026, 5, 4), "Europe/Paris", date(2026, 5, 6))
TEXTS = [file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parent / "texts").glob("*.txt"))]
FRAGMENTS = [
    "9:00", "9.30-10.15", "14h", "10 am", "上午9:00", "٩:٠٠", "Day 2", "3 May 2026", "Monday", "Opening",
    "Coffee break", "Moderator:", "Speakers", "Ms Ada Example", "Dr Bo Sample (Test University)", "Room 3",
    "(TBC)", "|", "\t", "–", ": ", "Key question", "http://example.org", "**", "[a](http://b)", "\u200f",
    "1Institute", "Ana Bo1; Cy Do2", "GMT+2", "王明", "и", "(", ")", "\x0b", "\r", "\ufeff", "e\u0301", "- ",
    "# ", "Workshop 1:", "Session A", "until", "\u00a0", "N. N.", "'", '"', "@ Hall", "? ", "Panel:",
    "Item 4.", "Chair:", "/ 17:00", "(17:00)", "....", "2.00–12.30", "第一组：", "Time\tSession\tRoom", "📌 ",
    "Title: Wells", "Ada Example – how it began", "Mayor", "Talk by", "1.王明 2.贺知行", "20:30–late", "+",
]  # fmt: skip
words = some.sampled_from(FRAGMENTS) | some.text(max_size=12) | some.text(string.ascii_letters, max_size=8)
programmes = some.lists(some.lists(words, max_size=7).map(" ".join), max_size=14).map("\n".join)
arbitrary = some.text(max_size=300)
excerpts = some.builds(
    lambda text, start, length: text[start : start + length],
    some.sampled_from(TEXTS),
    some.integers(0, 1500),
    some.integers(0, 900),
)
any_text = programmes | arbitrary | excerpts


def fields(result: Result) -> list[Found]:
    found: list[Found | None] = []
    for session in result.sessions:
        found += [getattr(session, name) for name in ParsedSession.__slots__]
        people = (*session.people, *session.groups)
        found += [getattr(person, name) for person in people for name in ParsedPerson.__slots__]
    return [one for one in found if isinstance(one, Found)]


@settings(max_examples=150, deadline=None)
@given(any_text)
def test_what_is_used_and_what_is_reported_together_are_the_whole_text(text: str) -> None:
    result = parse(text, OPTIONS)

    covered: set[int] = set()
    for line in result.lines:
        for use in line.uses:
            covered.update(range(use.span.start, use.span.end))
    assert [place for place, letter in enumerate(text) if not letter.isspace() and place not in covered] == []


@settings(max_examples=150, deadline=None)
@given(any_text)
def test_every_field_stands_in_the_text_and_every_time_in_a_day(text: str) -> None:
    result = parse(text, OPTIONS)

    for one in fields(result):
        for span in one.spans:
            assert 0 <= span.start <= span.end <= len(text)
    for number, session in enumerate(result.sessions):
        assert 0 <= session.start <= 24 * 60
        assert session.end is None or 0 <= session.end <= 24 * 60
        assert session.title.value
        assert session.parent is None or 0 <= session.parent < number


@settings(max_examples=60, deadline=None)
@given(any_text)
def test_the_same_text_always_gives_the_same_result(text: str) -> None:
    assert parse(text, OPTIONS) == parse(text, OPTIONS)


@settings(max_examples=200, deadline=None)
@given(any_text)
def test_a_normalised_text_is_its_own_normal_form_and_knows_where_it_came_from(text: str) -> None:
    once = normalise(text)

    assert normalise(once.text).text == once.text
    assert len(once.offsets) == len(once.text) + 1
    assert list(once.offsets) == sorted(once.offsets)
    assert once.offsets[len(once.text)] == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "09:00–09:15\n" * 4_000,
        "09:00\n09:15\n" * 3_000,
        "9:00 Panel\n" + ("Ada Okoye, Bo Sample, " * 27 + "\n") * 60,
        "9:00 Walk\n" + ("Dr Ada Okoye of the " * 29 + "\n") * 60,
    ],
    ids=["hours", "clocks", "names", "bodies"],
)
def test_texts_made_to_take_long_take_no_time(text: str) -> None:
    began = process_time()

    parse(text, OPTIONS)

    assert process_time() - began < 2
