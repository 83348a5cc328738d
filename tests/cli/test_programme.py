"""flask programme: the parser from the command line."""

import io
import json
from pathlib import Path

import docx
import pytest
import xlsxwriter
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


def test_an_event_does_not_end_before_it_begins(app: Flask) -> None:
    words = ("-", "--date", "2026-03-01", "--timezone", "Europe/Paris", "--end-date")

    refused = flask(app, *words, "2026-02-28", typed=TEXT)

    assert refused.exit_code == 2
    assert "The last day is before the first." in refused.output
    assert flask(app, *words, "2026-03-01", typed=TEXT).exit_code == 0


def word(*lines: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def sheet(*rows: tuple[str, ...]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return out.getvalue()


HEAD, OPENING = ("Time", "Session", "Speaker"), ("9:00-9:30", "Opening", "Ms Ada Example")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("programme.docx", word("9:00-9:30 Opening", "Ms Ada Example")),
        ("programme.xlsx", sheet(HEAD, OPENING)),
        ("programme.csv", ";".join(HEAD).encode() + b"\n" + ";".join(OPENING).encode() + b"\n"),
        ("programme.html", b"<!doctype html><h1>Day</h1><p>9:00-9:30 Opening<br>Ms Ada Example"),
        ("programme.txt", b"\xff\xfe" + "9:00-9:30 Opening\nMs Ada Example".encode("utf-16-le")),
    ],
)
def test_files_of_many_kinds_are_read(app: Flask, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)

    result = flask(app, str(tmp_path / name), "--date", "2026-03-01", "--timezone", "Europe/Paris")

    assert result.output.splitlines()[:2] == [
        "2026-03-01 09:00–09:30  Opening [opening]",
        "    speaker: Ada Example",
    ]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("programme.pdf", b"%PDF-1.7 and nothing more", "The file cannot be read."),
        ("programme.doc", b"\xd0\xcf\x11\xe0", "Choose a text, a Word document (.docx)"),
        ("programme.txt", b"9:00 Opening\n" * 500_000, "The file is too large."),
    ],
)
def test_files_nobody_can_read_are_refused_in_words(
    app: Flask, tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(data)

    result = flask(app, str(tmp_path / name), "--date", "2026-03-01", "--timezone", "Europe/Paris")

    assert (result.exit_code, sentence in result.output) == (1, True)
