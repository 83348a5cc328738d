"""When two names may be one person's."""

import pytest

from app.people import rules


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ana López", "Ana Lopez", True),
        ("López, Ana", "Ana López", True),
        ("Ana López", "Ana María López", True),
        ("A. López", "Ana López", True),
        ("Ana Lopes", "Ana López", True),
        ("Park Seoung Won", "Won Park Seoung", True),
        ("박 성원", "박성원", True),
        ("صالح العلي", "صالح العلي", True),
        ("Ana López", "Ana Pérez", False),
        ("Ana", "Ana López", False),
        ("Li Na", "Lu Na", False),
        ("B. López", "Ana López", False),
        ("Anna Lopez Garcia", "Anne Gomez Lopez", False),
        ("", "", False),
        ("—", "Ana López", False),
        ("", "Ana López", False),
    ],
)
def test_names_raise_a_doubt_or_not(one: str, other: str, alike: bool) -> None:  # noqa: FBT001
    assert rules.is_alike(one, other) is alike
    assert rules.is_alike(other, one) is alike
