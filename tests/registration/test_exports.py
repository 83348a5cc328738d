"""The list as CSV and XLSX, read back by other programs."""

import csv
import io
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from app.registration import exports
from app.registration.exports import Setting
from app.registration.models import Registration
from app.registration.queries import desk
from app.registration.queries.desk import Filter
from tests.make import registrations as make
from tests.registration import hostile

SETTING = Setting(language="en", timezone="Europe/Berlin", main_language="en")


def rows(**fields: Any) -> list[Registration]:
    category = make.category()
    make.registration(category, **fields)
    return list(desk.all_registrations(category.event, Filter()))


def read_csv(people: list[Registration], **options: bool) -> list[dict[str, str]]:
    text = exports.to_csv(people, SETTING, **options).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def read_xlsx(people: list[Registration], **options: bool) -> ET.Element:
    book = zipfile.ZipFile(io.BytesIO(exports.to_xlsx(people, SETTING, **options)))
    return ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own


def words(sheet: ET.Element) -> str:
    return " ".join(sheet.itertext())


@pytest.mark.usefixtures("app")
def test_one_line_per_person_in_the_readers_words() -> None:
    (line,) = read_csv(
        rows(
            name="Zoë Ångström",
            email="zoe@example.org",
            country="KE",
            sector="education",
            attendance="online",
        )
    )

    assert line["Name"] == "Zoë Ångström"
    assert line["E-mail"] == "zoe@example.org"
    assert (line["State"], line["Country"], line["Country code"]) == ("Confirmed", "Kenya", "KE")
    assert (line["Sector"], line["Attendance"]) == ("School, university or adult education", "Online")
    assert (line["Address confirmed"], line["Number of arrival"]) == ("no", "1")
    assert len(line["Registered at"]) == len("2026-09-28 09:00")


@pytest.mark.usefixtures("app")
def test_p20_needs_for_access_are_exported_only_when_asked_for() -> None:
    people = rows(accessibility_needs="sign language marker-7f3")

    plain, full = read_csv(people), read_csv(people, with_access_needs=True)

    assert "marker-7f3" not in str(plain)
    assert full[0]["Accessibility needs"] == "sign language marker-7f3"
    assert "marker-7f3" not in words(read_xlsx(people))
    assert "marker-7f3" in words(read_xlsx(people, with_access_needs=True))


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+49 40 1234", "'+49 40 1234"),
        ("-", "'-"),
        ("@home", "'@home"),
        ("|cmd", "'|cmd"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("\u3000=1+1", "'\u3000=1+1"),
        ("\u200b=1+1", "'\u200b=1+1"),
        ("＝1+1", "'＝1+1"),
        ("Anna = Ben", "Anna = Ben"),
        ("00123", "00123"),
        ("O'Brien", "O'Brien"),
        ("", ""),
    ],
)
def test_t30_no_cell_begins_like_a_formula(cell: str, safe: str) -> None:
    assert exports.harmless(cell) == safe


@pytest.mark.usefixtures("app")
def test_t30_hostile_text_stays_one_cell_of_text() -> None:
    category = make.category(capacity=None)
    for text in hostile.TEXTS:
        make.registration(category, name=text)
    people = list(desk.all_registrations(category.event, Filter()))

    lines, sheet = read_csv(people), read_xlsx(people)

    assert [line["Name"].removeprefix("'") for line in lines] == [
        text.removeprefix("'") for text in hostile.TEXTS
    ]
    assert not [line["Name"] for line in lines if line["Name"][:1] in "=+-@|\t\r"]
    assert [tag for tag in sheet.iter() if tag.tag.endswith("}f")] == []
    assert {tag.get("t") for tag in sheet.iter() if tag.tag.endswith("}c")} == {"inlineStr"}


@pytest.mark.usefixtures("app")
def test_what_no_spreadsheet_takes_is_left_out() -> None:
    people = rows()
    people[0].name = "a\x00b\ufffe\ud800c" + "x" * 40_000

    (line,) = read_csv(people)
    sheet = read_xlsx(people)

    people[0].name = "restored"
    assert line["Name"].startswith("abcxxx")
    assert len(line["Name"]) == 32_767
    assert "abcxxx" in words(sheet)
