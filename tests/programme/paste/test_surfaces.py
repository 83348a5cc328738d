"""Whatever program or hand has typed a programme, the same sessions and people are read in it."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.programme.paste.parsing import Options, parse
from app.programme.paste.schema import as_json
from tests.programme.paste.scoring import score
from tests.programme.paste.surfaces import MIXING, SURFACES

TEXTS = Path(__file__).parent / "texts"
NAMES = sorted(file.stem for file in TEXTS.glob("*.txt"))
HARMLESS = sorted(set(SURFACES) - MIXING)
EVERY = 16  # a surface is tried on every sixteenth text, a different lot for each
SAVED_WITH = "line ends of Windows"  # the last thing that happens to a text
ALIKE = 0.001  # of the score: what rounding may take


@cache
def written(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


@cache
def mean(name: str, text: str) -> float:
    """The score of a text under the labels of that name."""
    labels = json.loads((TEXTS / f"{name}.json").read_text(encoding="utf-8"))
    last = date.fromisoformat(labels["end_date"])
    options = Options(date.fromisoformat(labels["default_date"]), labels["timezone"], last)
    return score(labels, as_json(parse(text, options))).mean


def loss(name: str, rewritten: str) -> float:
    """How much of its score a text loses by being rewritten."""
    return mean(name, written(name)) - mean(name, rewritten)


@pytest.mark.parametrize(("number", "surface"), list(enumerate(SURFACES)))
def test_a_programme_means_the_same_in_another_hand(number: int, surface: str) -> None:
    allowed = 0.05 if surface in MIXING else ALIKE
    lost = {}
    for name in NAMES[number % EVERY :: EVERY]:
        lost[name] = loss(name, SURFACES[surface](written(name)))

    assert {name: round(share, 3) for name, share in lost.items() if share > allowed} == {}


# The same examples every time: how much may be lost together is a measure, no promise to the letter.
@settings(max_examples=40, derandomize=True)
@given(some.sampled_from(NAMES), some.lists(some.sampled_from(HARMLESS), max_size=4, unique=True))
def test_several_changes_of_hand_together_lose_little(name: str, surfaces: list[str]) -> None:
    rewritten = written(name)
    for surface in sorted(surfaces, key=SAVED_WITH.__eq__):
        rewritten = SURFACES[surface](rewritten)

    lost = loss(name, rewritten)

    assert lost <= 0.1
