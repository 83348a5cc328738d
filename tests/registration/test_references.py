"""References people read aloud at a desk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.models import Event
from app.registration import references

BODY = st.text(alphabet=references.LETTERS, min_size=5, max_size=5)


@pytest.mark.parametrize(
    ("acronym", "edition", "slug", "prefix"),
    [
        ("ICLC", 7, "iclc-7", "ICLC7"),
        ("ICLC7", 7, "iclc-7", "ICLC7"),
        ("", None, "regional-meeting-latin-america-2023", "RMLA2023"),
        ("", 3, "webinar", "W3"),
        ("Forum der Städte", None, "forum", "FORUMDER"),
        ("المؤتمر", 2, "arab-meeting", "AM2"),
        ("VERYLONGNAME", 12, "x", "VERYLO12"),
    ],
)
def test_the_prefix_names_the_event(acronym: str, edition: int | None, slug: str, prefix: str) -> None:
    event = Event(acronym=acronym, edition=edition, slug=slug)

    assert references.prefix(event) == prefix


def test_a_new_reference_reads_back_in_any_spelling() -> None:
    reference = references.new(Event(acronym="ICLC", edition=7, slug="iclc-7"))

    for spelt in (
        reference,
        reference.lower(),
        reference.replace("-", " "),
        f" {reference.replace('-', '')} ",
    ):
        assert references.read(spelt) == reference


@given(BODY, st.integers(0, 4), st.sampled_from(references.LETTERS))
def test_every_single_slip_is_noticed(body: str, place: int, letter: str) -> None:
    wrong = body[:place] + letter + body[place + 1 :]

    assert (references.check_letter(wrong) == references.check_letter(body)) is (wrong == body)


@pytest.mark.parametrize(
    "typed", ["", "ICLC7", "ICLC7-4KQ7-M", "ÎCLC7-4KQ7-M2", "x" * 400, "ICLC7-0OIL-U1", "-", "%"]
)
def test_what_is_no_reference_is_not_read_as_one(typed: str) -> None:
    assert references.read(typed) is None
