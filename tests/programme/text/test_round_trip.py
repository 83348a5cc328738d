"""What is written out and read again is the same programme, whatever stands in its fields."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from app.programme.paste.parsing import Options, parse
from app.programme.text.sheet import Sheet
from app.programme.text.writing import write
from tests.programme.text.sheets import FIRST_DAY, founds, read_again, sheets

OPTIONS = Options(FIRST_DAY, "Europe/Berlin")
patient = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(sheets())
def test_a_programme_written_out_and_read_again_is_the_same(sheet: Sheet) -> None:
    result = parse(write(sheet), OPTIONS)

    assert read_again(result) == [replace(entry, day=None) for entry in sheet.entries]
    assert (result.zone.value if result.zone else "") == sheet.time_zone
    assert result.language == sheet.language
    assert result.questions == ()


@patient
@given(sheets())
def test_every_line_of_our_own_text_is_used_and_every_field_stands_in_it(sheet: Sheet) -> None:
    text = write(sheet)
    result = parse(text, OPTIONS)

    assert [text[one.span.start : one.span.end] for one in result.lines if not one.is_understood] == []
    for session in result.sessions:
        for found in founds(session):
            assert found.spans or not found.value
            assert all(0 <= span.start < span.end <= len(text) for span in found.spans)


@patient
@given(sheets())
def test_written_again_it_is_the_same_text(sheet: Sheet) -> None:
    entries = read_again(parse(write(sheet), OPTIONS))
    days = [entry.day for entry in sheet.entries]
    again = replace(sheet, entries=[replace(one, day=day) for one, day in zip(entries, days, strict=True)])

    assert write(again) == write(sheet)
