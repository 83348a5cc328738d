"""Content lines, read back by a library that is not ours."""

import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar.parser import Contentline, Contentlines

from app.core import text
from app.rendering.calendars import content


def unfolded(octets: bytes) -> Contentline:
    first, *rest = Contentlines.from_ical(octets.decode("utf-8"))
    assert not any(rest)
    return first


@given(st.text(max_size=400))
def test_any_text_comes_back_as_it_was_typed(value: str) -> None:
    octets = content.line("DESCRIPTION", content.words(value))

    name, parameters, raw = unfolded(octets).parts()
    assert (name, dict(parameters)) == ("DESCRIPTION", {})
    assert icalendar.vText.from_ical(raw) == text.clean(value)


@given(st.text(alphabet=st.sampled_from("a ,;\\:\"'\n\r\t\0\x1b\u2028é🕑漢ا"), max_size=300))
def test_every_physical_line_is_short_whole_and_clean(value: str) -> None:
    octets = content.line("SUMMARY", content.words(value))

    *lines, last = octets.split(b"\r\n")
    assert last == b""
    for one in lines:
        assert len(one) <= 75
        one.decode("utf-8")  # no character is torn apart
        assert not set(one) & (set(range(32)) - {9})


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=80))
@example("\\:")
def test_parameters_come_back_as_they_were(value: str) -> None:
    octets = content.line("ORGANIZER", "mailto:a@example.org", CN=value)

    name, parameters, raw = unfolded(octets).parts()
    assert (name, raw) == ("ORGANIZER", "mailto:a@example.org")
    # The library reads a backslash as an escape; in parameters it is none (RFC 5545, section 3.2).
    assert parameters.get("CN", "") == re.sub(r"\\([:;,\\])", r"\1", text.clean_line(value))


def test_special_characters_are_escaped_once() -> None:
    assert content.words("a\\b; c, d\ne") == "a\\\\b\\; c\\, d\\ne"


def test_several_words_of_a_parameter_are_not_quoted_together() -> None:
    octets = content.line("CONFERENCE", "https://x.example/", FEATURE=("AUDIO", "VIDEO"), LABEL='a "b"; c')

    assert octets == b"CONFERENCE;FEATURE=AUDIO,VIDEO;LABEL=\"a ^'b^'; c\":https://x.example/\r\n"


def test_an_address_cannot_begin_a_line_of_its_own() -> None:
    assert content.uri("https://x.example/\r\nATTENDEE:mailto:a@example.org") == (
        "https://x.example/ATTENDEE:mailto:a@example.org"
    )


def test_half_a_character_is_left_out() -> None:
    assert content.one_line("a\ud800b\0c") == "abc"


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, "PT0S"), (15, "PT15M"), (60, "PT1H"), (90, "PT1H30M"), (1440, "P1D")]
)
def test_durations(minutes: int, expected: str) -> None:
    assert content.duration(timedelta(minutes=minutes)) == expected


def test_moments() -> None:
    moment = datetime(2026, 9, 28, 7, 30, 5, tzinfo=UTC)

    assert content.instant(moment) == "20260928T073005Z"
    assert content.wall_clock(moment) == "20260928T073005"
    assert content.day(moment.date()) == "20260928"
