"""What is written out and read again is the same programme, whatever stands in its fields."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.programme.paste.parsing import Options, parse
from app.programme.text.sheet import Sheet
from app.programme.text.writing import write
from tests.programme.text.sheets import FIRST_DAY, founds, pieces, read_again, sheets

ADDED = [
    "", "11.15 a.m. - 11.45 a.m.: Coffee break", "9h30: Visite\nSalle 3\nModerator: Bo Sample, Mayor",
    "Best wishes", "+ 9:00 Talk by hand", "+ [Panel]", "  - 10:00 Ms Ada Sample", "1. A point", "| more",
    "Tuesday, 29 September 2026", "== Tuesday, 2026-09-29 ==", "== Later ==", "09:00–10:00", "09:00 [Panel]",
]  # fmt: skip
OPTIONS = Options(FIRST_DAY, "Europe/Berlin")
patient = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
brief = settings(patient, max_examples=25)


@some.composite
def edited(draw: some.DrawFn) -> str:
    """Our own text after somebody, or a mail program, has been at it."""
    lines = write(draw(sheets())).split("\n")
    for _change in range(draw(some.integers(0, 6))):
        place = draw(some.integers(1, len(lines)))
        new = draw(some.lists(pieces, max_size=5).map(" ".join) | some.sampled_from(ADDED))
        lines[place : place + draw(some.integers(0, 2))] = new.split("\n")
    return draw(some.sampled_from(["\n", "\r\n", "\n> ", "\n\n"])).join(lines)


@patient
@given(sheets())
def test_a_programme_written_out_and_read_again_is_the_same(sheet: Sheet) -> None:
    result = parse(write(sheet), OPTIONS)

    assert read_again(result) == [replace(entry, day=None) for entry in sheet.entries]
    assert (result.zone.value if result.zone else "") == sheet.time_zone
    assert result.language == sheet.language
    assert result.questions == ()


@brief
@given(sheets())
def test_every_line_of_our_own_text_is_used_and_every_field_stands_in_it(sheet: Sheet) -> None:
    text = write(sheet)
    result = parse(text, OPTIONS)

    assert [text[one.span.start : one.span.end] for one in result.lines if not one.is_understood] == []
    for session in result.sessions:
        for found in founds(session):
            assert found.spans or not found.value
            assert all(0 <= span.start < span.end <= len(text) for span in found.spans)


@brief
@given(edited())
def test_however_the_text_was_changed_nothing_is_lost(text: str) -> None:
    result = parse(text, OPTIONS)

    covered: set[int] = set()
    for line in result.lines:
        for use in line.uses:
            assert use.session is None or 0 <= use.session < len(result.sessions)
            covered.update(range(use.span.start, use.span.end))
    assert [place for place, letter in enumerate(text) if not letter.isspace() and place not in covered] == []
    for number, session in enumerate(result.sessions):
        assert session.title.value
        assert 0 <= session.start <= 24 * 60
        assert session.end is None or 0 <= session.end <= 24 * 60
        assert session.parent is None or 0 <= session.parent < number
        assert session.ends_on >= session.day
        assert all(span.end <= len(text) for found in founds(session) for span in found.spans)


@brief
@given(sheets())
def test_written_again_it_is_the_same_text(sheet: Sheet) -> None:
    entries = read_again(parse(write(sheet), OPTIONS))
    days = [entry.day for entry in sheet.entries]
    again = replace(sheet, entries=[replace(one, day=day) for one, day in zip(entries, days, strict=True)])

    assert write(again) == write(sheet)
