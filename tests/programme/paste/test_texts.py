"""Programmes in many layouts and eight languages, labelled by hand before they were parsed."""

import json
from datetime import date
from pathlib import Path

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.schema import as_json
from tests.programme.paste.scoring import score

TEXTS = Path(__file__).parent / "texts"
NAMES = sorted(file.stem for file in TEXTS.glob("*.txt"))
BAR = 0.92


@pytest.mark.parametrize("name", NAMES)
def test_a_programme_is_read_as_a_person_reads_it(name: str) -> None:
    labels = json.loads((TEXTS / f"{name}.json").read_text(encoding="utf-8"))
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    last = date.fromisoformat(labels["end_date"])
    options = Options(date.fromisoformat(labels["default_date"]), labels["timezone"], last)

    found = score(labels, as_json(parse(text, options)))

    assert found.mean >= BAR, "\n".join(found.wrong)


def test_there_are_texts_in_eight_languages() -> None:
    languages = {json.loads((TEXTS / f"{name}.json").read_text())["language"] for name in NAMES}

    assert len(NAMES) >= 111
    assert languages == {"en", "fr", "es", "pt", "de", "ar", "zh", "ru"}
