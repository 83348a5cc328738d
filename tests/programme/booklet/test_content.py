"""What a printed programme says, in words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from app.programme import labels
from app.programme.booklet import content, wording
from app.programme.booklet.content import Booklet, Cast, Line, Mark, Said
from app.programme.models import AppearanceMode, AppearanceRole, ReleaseState, SessionKind
from app.programme.snapshot import Snapshot, SnapshotAppearance, SnapshotSession
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
    with wording.spoken(language) as words:
        return content.build(Reader(snapshot, language), words, **fields)  # type: ignore[arg-type]


def plain(lines: Iterable[Line]) -> list[str]:
    return ["".join(one.text for one in line) for line in lines]


def test_the_first_lines_say_what_when_where_and_which_release(base: str) -> None:  # noqa: ARG001
    made = booklet(OPENING)

    assert (made.title, made.when, made.where, made.edition) == (
        Said("Learning cities"),
        "28–30 September 2026",
        [Said("Congress Centre, Hamburg, Germany")],
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
    assert plain(entry.facts) == ["Main hall", "Opening", "Green cities", "English"]
    park = Said("Park Seoung Won")
    assert entry.casts == [
        Cast("Moderator", [(Said("Ms Ada Lovelace"), [Said("Director, City Office")])]),
        Cast("Panellists", [(park, [Said("Remote")]), (park, [Said("To be confirmed")])]),
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


def test_facts_places_positions_and_notes_in_another_language_say_so_piece_by_piece(
    base: str,  # noqa: ARG001
) -> None:
    ada = make.appearance(
        make.ADA, "chair", job={"en": "Director", "fr": "Directrice"}, organisation={"en": "City Office"}
    )
    group = SnapshotAppearance(role="chair", label={"en": "Two mayors"}, state="invited")
    given = replace(OPENING, rooms=["HALL22", "STUD22"], note={"en": "Bring a map"}, appearances=[ada, group])

    made = printed(make.snapshot(given, note={"en": "Come early"}), "fr")

    (entry,) = made.days[0].entries
    assert (made.where, made.note) == (
        [Said("Congress Centre", "en"), Said(", "), Said("Hamburg", "en"), Said(", Allemagne")],
        Said("Come early", "en"),
    )
    assert entry.facts == [
        [Said("Grande salle + "), Said("Studio", "en")],
        [Said("Ouverture")],
        [Said("Green cities", "en")],
        [Said("Anglais")],
    ]
    assert entry.notes == [Said("Bring a map", "en")]
    assert entry.casts == [
        Cast(
            "Présidence",
            [
                (Said("Ms Ada Lovelace"), [Said("Directrice, "), Said("City Office", "en")]),
                (Said("Two mayors", "en"), [Said("À confirmer")]),
            ],
        )
    ]


def test_a_language_without_words_of_its_own_says_in_which_it_speaks(base: str) -> None:  # noqa: ARG001
    moved = replace(OPENING, moved_from_local=make.wall("2026-09-28 08:00"), rooms=[], in_all_rooms=True)

    made = booklet(moved, language="nl")

    (day,) = made.days
    assert (made.words, day.label, day.zone) == ("en", "maandag 28 september 2026", "Times are CEST (UTC+2).")
    assert day.entries[0].facts[:2] == [[Said("All rooms", "en")], [Said("Opening", "en")]]
    assert day.entries[0].notes == [Said("Moved from 08:00", "en")]
    assert day.entries[0].casts[1].people[0][1] == [Said("Remote", "en")]


@pytest.mark.parametrize(
    ("language", "role", "zone", "edition"),
    [
        ("zh", "主持人", "时间均为 CEST (UTC+2)。", "日程草案，第 3 版，2026年2月12日"),
        (
            "ru",
            "Модератор",
            "Время указано по CEST (UTC+2).",
            "Проект программы, выпуск 3, 12 февраля 2026 г.",
        ),
        (
            "fr",
            "Modération",
            "Les heures sont en CEST (UTC+2).",
            "Projet de programme, version 3, 12 février 2026",
        ),
        (
            "es",
            "Moderación",
            "Las horas están en CEST (UTC+2).",
            "Borrador del programa, versión 3, 12 de febrero de 2026",
        ),
    ],
)
def test_a_print_says_what_it_says_by_itself_in_its_own_language(
    base: str,  # noqa: ARG001
    language: str,
    role: str,
    zone: str,
    edition: str,
) -> None:
    made = booklet(OPENING, language=language)

    (day,) = made.days
    assert (made.words, day.entries[0].casts[0].heading, day.zone) == ("", role, zone)
    assert " ".join(made.edition.split()) == edition


def texts(value: Any) -> Iterator[str]:
    """Whatever a reader reads in a booklet, or in a part of it."""
    if isinstance(value, str):
        yield re.sub(r"CEST|UTC|\{pages?\}", "", value)
    elif isinstance(value, dict):
        unread = {"language", "direction", "accent", "href"}
        yield from texts([one for name, one in value.items() if name not in unread])
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)


@pytest.mark.parametrize("state", ReleaseState)
@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_nothing_in_a_print_is_left_in_english(
    base: str,  # noqa: ARG001
    language: str,
    state: ReleaseState,
) -> None:
    people = [
        SnapshotAppearance(role=role, label={language: "*"}, mode=mode, state="invited")
        for role in AppearanceRole
        for mode in AppearanceMode
    ]
    whole = replace(
        OPENING, title={}, abstract={}, track="", rooms=[], in_all_rooms=True, appearances=people,
        moved_from_local=make.wall("2026-09-28 08:00"),
    )  # fmt: skip
    kinds = [replace(whole, id=kind.name, kind=kind) for kind in SessionKind]
    snapshot = make.snapshot(*kinds, title={}, place={}, state=state)

    with wording.spoken(language) as words:
        released = content.build(Reader(snapshot, language), words)
        called_off = replace(whole, cancelled_at=make.RELEASED)
        draft = content.build(
            Reader(replace(snapshot, sessions=[called_off]), language),
            words,
            mark=content.draft_mark(7, "12:00"),
        )

    said = {one for one in texts([asdict(released), asdict(draft)]) if re.search("[A-Za-z]", one)}
    assert said == set()


def test_words_of_prints_are_said_in_prints_alone(base: str) -> None:  # noqa: ARG001
    with wording.spoken("zh"):
        assert str(labels.KIND[SessionKind.OPENING]) == "开幕"

    with force_locale("zh"):
        assert str(labels.KIND[SessionKind.OPENING]) == "Opening"


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
