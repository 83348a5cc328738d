"""flask programme: the parser from the command line."""

import json
from pathlib import Path

from click.testing import Result
from flask import Flask

TEXT = "Day 1\n9:00-9:30 Opening\nMs Ada Example, Mayor of Quayside\n9:30 Coffee\n"


def flask(app: Flask, *words: str, typed: str | bytes = "") -> Result:
    return app.test_cli_runner().invoke(args=["programme", "parse", *words], input=typed)


def test_a_text_from_standard_input_is_printed_as_json(app: Flask) -> None:
    result = flask(app, "-", "--date", "2026-03-01", "--timezone", "Europe/Paris", "--json", typed=TEXT)

    assert result.exit_code == 0, result.output
    opening, coffee = json.loads(result.output)["sessions"]
    assert (opening["date"], opening["start"], opening["end"]) == ("2026-03-01", "09:00", "09:30")
    assert (opening["title"], opening["kind"]) == ("Opening", "opening")
    assert opening["people"] == [
        {
            "honorific": "Ms",
            "name": "Ada Example",
            "position": "Mayor of Quayside",
            "organisation": None,
            "country": None,
            "role": "speaker",
            "tbc": False,
        }
    ]
    assert (coffee["start"], coffee["end"], coffee["kind"]) == ("09:30", None, "break")


def test_a_file_is_printed_as_an_outline_with_what_was_not_understood(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "programme.txt"
    file.write_text(f"\ufeffTo whom it may concern\n\n{TEXT}", encoding="utf-8")

    result = flask(app, str(file), "--date", "2026-03-01", "--timezone", "Europe/Paris")

    assert result.output.splitlines() == [
        "2026-03-01 09:00–09:30  Opening [opening]",
        "    speaker: Ada Example",
        "2026-03-01 09:30–…  Coffee [break]",
        "? line 1: To whom it may concern",
    ]


def test_a_broken_file_an_unknown_zone_and_a_long_text_are_refused_in_words(app: Flask) -> None:
    words = ("-", "--date", "2026-03-01", "--timezone")

    broken = flask(app, *words, "Europe/Paris", typed=b"\xff\xfe9:00 Opening")
    unknown = flask(app, *words, "Europe/Atlantis", typed=TEXT)
    long = flask(app, *words, "Europe/Paris", typed="a" * 200_001)

    assert (broken.exit_code, "Save the text as UTF-8" in broken.output) == (1, True)
    assert (unknown.exit_code, "Europe/Atlantis" in unknown.output) == (2, True)
    assert (long.exit_code, "200,000" in long.output) == (1, True)
