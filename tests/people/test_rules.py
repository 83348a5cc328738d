"""When two names may be one person's, and which part of one is the family's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people import rules
from app.people.rules import NameParts


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
        ("★★★", "★★★", True),
        ("★★★", "★★", False),
        ("", "Ana López", False),
    ],
)
def test_names_raise_a_doubt_or_not(one: str, other: str, alike: bool) -> None:  # noqa: FBT001
    assert rules.is_alike(one, other) is alike
    assert rules.is_alike(other, one) is alike


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ana López", NameParts("Ana", "López")),
        ("PARK Seoung Won", NameParts("Seoung Won", "PARK", family_first=True)),
        ("Ana María LÓPEZ GARCÍA", NameParts("Ana María", "LÓPEZ GARCÍA")),
        ("María de la Cruz Soto", NameParts("María", "de la Cruz Soto")),
        ("Pieter van der Merwe", NameParts("Pieter", "van der Merwe")),
        ("José A. Núñez", NameParts("José A.", "Núñez")),
        ("ANA LÓPEZ", NameParts("ANA", "LÓPEZ")),
        ("J. K. Obi", NameParts("J. K.", "Obi")),
        ("李明", NameParts("", "李明")),
        ("Teller", NameParts("", "Teller")),
        ("", NameParts("", "")),
        ("سارة بن يوسف", NameParts("سارة بن", "يوسف")),
    ],
)
def test_a_name_is_taken_apart(name: str, parts: NameParts) -> None:
    assert rules.split(name) == parts


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Zs"]), max_size=60))
def test_the_parts_of_a_name_are_the_name(name: str) -> None:
    given_name, family, family_first = rules.split(name)
    together = [family, given_name] if family_first else [given_name, family]

    assert " ".join(filter(None, together)).split() == name.split()
