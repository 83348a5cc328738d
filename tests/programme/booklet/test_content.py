"""What a printed programme says, in words."""

from dataclasses import replace

import pytest
from flask import Flask
from flask_babel import force_locale

from app.programme.booklet import content
from app.programme.booklet.content import Booklet, Cast, Mark, Said
from app.programme.snapshot import Snapshot, SnapshotSession
from app.programme.timetable.reader import Reader
from tests.make import snapshots as make

OPENING = make.session(
    "OPEN22", "2026-09-28 09:00", "2026-09-28 10:00", kind="opening",
    title={"en": "Opening", "fr": "Ouverture"}, rooms=["HALL22"], track="GREEN2", languages=["en"],
    abstract={"en": "Two things:\n\n- **one**\n- two"},
    appearances=[
        make.appearance(make.ADA, "moderator", job={"en": "Director"}, organisation={"en": "City Office"}),
        make.appearance(make.PARK, "panellist", mode="remote"),
        make.appearance(make.PARK, "panellist", state="invited"),
    ],
)  # fmt: skip


@pytest.fixture
def base(app: Flask) -> str:
    return str(app.config["BASE_URL"])


def booklet(*sessions: SnapshotSession, language: str = "en", **fields: object) -> Booklet:
    return printed(
        make.snapshot(*sessions, first_day="2026-09-28", last_day="2026-09-30"), language, **fields
    )


def printed(snapshot: Snapshot, language: str = "en", **fields: object) -> Booklet:
    with force_locale(language):
        return content.build(Reader(snapshot, language), **fields)  # type: ignore[arg-type]


def test_the_first_lines_say_what_when_where_and_which_release(base: str) -> None:  # noqa: ARG001
    made = booklet(OPENING)

    assert (made.title, made.when, made.where, made.edition) == (
        Said("Learning cities"),
        "28–30 September 2026",
        "Congress Centre, Hamburg, Germany",
        "Draft programme, release 3, 12 February 2026",
    )


def test_a_session_says_time_place_people_with_their_positions_and_what_it_is_about(base: str) -> None:
    (day,) = booklet(OPENING).days

    (entry,) = day.entries
    assert (day.label, day.zone) == ("Monday, 28 September 2026", "Times are CEST (UTC+2).")
    assert (entry.time, entry.title, entry.href) == (
        "09:00–10:00",
        Said("Opening"),
        f"{base}/events/learning-cities/programme/OPEN22/",
    )
    assert entry.facts == ["Main hall", "Opening", "Green cities", "English"]
    assert entry.casts == [
        Cast("Moderator", [("Ms Ada Lovelace", "Director, City Office")]),
        Cast("Panellists", [("Park Seoung Won", "Remote"), ("Park Seoung Won", "To be confirmed")]),
    ]
    assert entry.abstract == ["Two things:", "• one", "• two"]


def test_texts_in_another_language_say_so(base: str) -> None:  # noqa: ARG001
    made = booklet(OPENING, language="fr")

    (entry,) = made.days[0].entries
    assert (made.title, entry.title, entry.abstract_language) == (
        Said("Learning cities", "en"),
        Said("Ouverture"),
        "en",
    )
    assert made.days[0].label == "lundi 28 septembre 2026"


def test_arabic_reads_from_right_to_left(base: str) -> None:  # noqa: ARG001
    assert booklet(OPENING, language="ar").direction == "rtl"


def test_parts_stand_inside_their_session_and_pauses_are_quiet(base: str) -> None:  # noqa: ARG001
    panel = make.session("PANE22", "2026-09-28 11:00", "2026-09-28 12:00")
    talk = make.session("TALK22", "2026-09-28 11:00", "2026-09-28 11:20", parent="PANE22")
    coffee = make.session("COFF22", "2026-09-28 12:00", "2026-09-28 12:30", kind="break")

    (day,) = booklet(panel, talk, coffee).days

    assert [
        (one.title.text, one.is_quiet, [part.title.text for part in one.parts]) for one in day.entries
    ] == [
        ("Session PANE22", False, ["Session TALK22"]),
        ("Session COFF22", True, []),
    ]


def test_a_cancelled_session_says_so(base: str) -> None:  # noqa: ARG001
    (entry,) = booklet(replace(OPENING, cancelled_at=make.RELEASED)).days[0].entries

    assert entry.cancelled == "Cancelled"


def test_a_draft_names_its_state_and_links_only_to_pages_there_are(base: str) -> None:
    closing = make.session("CLOS22", "2026-09-30 16:00", "2026-09-30 16:00")

    made = booklet(OPENING, closing, mark=Mark("Draft – not published", "Step 4"), linked={"OPEN22"})

    assert (made.mark, made.edition) == (Mark("Draft – not published", "Step 4"), "Step 4")
    assert [entry.href for day in made.days for entry in day.entries] == [
        f"{base}/events/learning-cities/programme/OPEN22/",
        "",
    ]


def test_an_old_release_takes_its_days_from_its_sessions(base: str) -> None:  # noqa: ARG001
    assert printed(make.snapshot(OPENING)).when == "28 September 2026"
    assert printed(make.snapshot()).when == ""


def test_a_colour_too_light_for_paper_is_darkened(base: str) -> None:  # noqa: ARG001
    assert printed(make.snapshot(OPENING, accent="#ffee00")).accent != "#ffee00"
