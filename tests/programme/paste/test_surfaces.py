"""Whatever program or hand has typed a programme, the same sessions and people are read in it."""

import json
from datetime import date
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
EVERY = 12  # a surface is tried on every twelfth text, a different lot for each
ALIKE = 0.001  # of the score: what rounding may take


def loss(name: str, text: str, rewritten: str) -> float:
    """How much of its score a text loses by being rewritten."""
    labels = json.loads((TEXTS / f"{name}.json").read_text(encoding="utf-8"))
    last = date.fromisoformat(labels["end_date"])
    options = Options(date.fromisoformat(labels["default_date"]), labels["timezone"], last)
    before, after = (score(labels, as_json(parse(one, options))).mean for one in (text, rewritten))
    return before - after


@pytest.mark.parametrize(("number", "surface"), list(enumerate(SURFACES)))
def test_a_programme_means_the_same_in_another_hand(number: int, surface: str) -> None:
    allowed = 0.05 if surface in MIXING else ALIKE
    lost = {}
    for name in NAMES[number % EVERY :: EVERY]:
        text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")

        lost[name] = loss(name, text, SURFACES[surface](text))

    assert {name: round(share, 3) for name, share in lost.items() if share > allowed} == {}


@settings(max_examples=40, deadline=None)
@given(some.sampled_from(NAMES), some.lists(some.sampled_from(HARMLESS), max_size=4, unique=True))
def test_several_changes_of_hand_together_lose_little(name: str, surfaces: list[str]) -> None:
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    rewritten = text
    for surface in surfaces:
        rewritten = SURFACES[surface](rewritten)

    lost = loss(name, text, rewritten)

    assert lost <= 0.1
