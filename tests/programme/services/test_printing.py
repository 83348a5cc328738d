"""Programmes as files: made once, kept with their release, in every language of the event."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import pypdf
import pytest
import time_machine
from docx.oxml.ns import qn
from flask import Flask
from sqlalchemy import select, text

from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle, Visibility
from app.files import storage
from app.files.models import StoredFile
from app.programme.errors import NoSuchRelease, NotPrinted
from app.programme.models import DraftStep, PrintFormat, ProgrammeItem, ReleasePrint
from app.programme.services import printing
from app.rendering.press import press
from tests.make import events as make_events
from tests.make import programme as make

PDF, DOCX = PrintFormat.PDF, PrintFormat.DOCX
TITLES = {
    "en": "Opening of the conference",
    "ar": "افتتاح المؤتمر الدولي لمدن التعلم",
    "zh": "学习型城市国际会议开幕式",
}


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 8, 1, 10, tzinfo=UTC)) as traveller:
        yield traveller
    printing.pauses.forget()


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    made = make_events.event(slug="learning-cities", content_languages=["en", "ar", "zh"])
    item = make.item(made, "x", ends=make.at("10:00"), people=[make.person("Ana", "López")])
    retitle(item, TITLES)
    make.release(made)
    return made


def retitle(item: ProgrammeItem, title: dict[str, str]) -> None:
    with transaction():
        item.title = Translated(title)


def words(data: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def prints() -> list[tuple[str, str]]:
    return [
        (one.language, one.format.value)
        for one in db.session.scalars(select(ReleasePrint).order_by(ReleasePrint.id))
    ]


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_the_pdf_of_a_release_says_its_titles_in_every_language(event: Event, language: str) -> None:
    file = printing.released((event.id, 1), language, PDF)

    data = storage.read(file)
    catalogue = pypdf.PdfReader(io.BytesIO(data)).root_object
    assert [word for word in TITLES[language].split() if word not in words(data)] == []
    assert (str(catalogue["/Lang"]), "/StructTreeRoot" in catalogue) == (language, True)
    assert (file.filename, file.content_type) == (
        f"learning-cities-programme-1-{language}.pdf",
        "application/pdf",
    )


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_the_word_document_has_headings_language_and_direction(event: Event, language: str) -> None:
    data = storage.read(printing.released((event.id, 1), language, DOCX))

    document = docx.Document(io.BytesIO(data))
    headings = [one for one in document.paragraphs if one.style is not None and one.style.name == "Heading 2"]
    assert [one.text.partition("\u2003")[2] for one in headings] == [TITLES[language]]
    assert document.core_properties.language == language
    is_turned = [one._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for one in headings]  # noqa: SLF001
    assert is_turned == [language == "ar"]
    spoken = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert spoken.get(qn("w:bidi")) == language


def test_a_file_is_made_once_and_kept(event: Event) -> None:
    first = printing.released((event.id, 1), "en", PDF)
    again = printing.released((event.id, 1), "en", PDF)

    assert again.id == first.id
    assert prints() == [("en", "pdf")]


def test_a_file_whose_bytes_are_gone_is_made_anew(event: Event) -> None:
    first = printing.released((event.id, 1), "en", PDF)
    storage.path(first).unlink()

    again = printing.released((event.id, 1), "en", PDF)

    assert (again.id != first.id, storage.path(again).is_file(), prints()) == (True, True, [("en", "pdf")])


def test_the_file_of_a_newer_release_takes_the_place_of_the_old_one(event: Event) -> None:
    printing.released((event.id, 1), "en", PDF)
    printing.released((event.id, 1), "ar", PDF)
    make.item(event, "Closing", starts=make.at("16:00"), ends=make.at("16:30"))
    make.release(event)

    newer = printing.released((event.id, 2), "en", PDF)

    assert "Closing" in words(storage.read(newer))
    assert prints() == [("ar", "pdf"), ("en", "pdf")]


def test_there_is_no_file_of_a_release_that_never_was(event: Event) -> None:
    with pytest.raises(NoSuchRelease):
        printing.released((event.id, 7), "en", PDF)


def test_who_comes_while_the_press_is_busy_is_asked_to_come_again(event: Event) -> None:
    with press.turn(1), pytest.raises(NotPrinted):
        printing.released((event.id, 1), "en", PDF, patience=0.01)

    assert prints() == []


def test_many_who_ask_at_once_get_one_file_made_once(app: Flask, event: Event) -> None:
    release = (event.id, 1)

    def ask(_number: int) -> int:
        with app.app_context():
            return printing.released(release, "en", PDF, patience=30).id

    with ThreadPoolExecutor(4) as readers:
        got = set(readers.map(ask, range(4)))

    assert (len(got), prints()) == (1, [("en", "pdf")])


def test_a_press_that_fails_leaves_the_release_whole_and_works_later(
    event: Event, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, travel: time_machine.Traveller
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(press, "TEMPLATES", tmp_path)  # as on a disk that has lost them
        with pytest.raises(NotPrinted):
            printing.released((event.id, 1), "en", PDF)
        assert printing.print_fresh() == 3  # Word needs no template

    travel.shift(timedelta(minutes=1))
    db.session.refresh(event)
    assert event.current_release == 1
    assert "Opening" in words(storage.read(printing.released((event.id, 1), "en", PDF)))


def test_what_has_failed_is_left_alone_for_longer_and_longer(
    event: Event,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    travel: time_machine.Traveller,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(press, "TEMPLATES", tmp_path)  # as on a disk that has lost them
    tried = []

    for minute in range(20):
        caplog.clear()
        with pytest.raises(NotPrinted):
            printing.released((event.id, 1), "en", PDF)
        tried += [minute] * len(caplog.records)
        travel.shift(timedelta(minutes=1))

    assert tried == [0, 1, 3, 7, 15]


def test_why_a_print_failed_is_in_the_log(
    event: Event, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(press, "TEMPLATES", tmp_path)

    with pytest.raises(NotPrinted):
        printing.released((event.id, 1), "en", PDF)

    (told,) = [record.getMessage() for record in caplog.records]
    assert told.startswith(f"release 1 of event {event.id}: typesetting ended with 1: ")
    assert "No such file or directory" in told


def test_an_event_nobody_can_read_does_not_keep_others_from_being_printed(
    event: Event, caplog: pytest.LogCaptureFixture
) -> None:
    broken = make_events.event()
    make.item(broken, "x", ends=make.at("10:00"))
    with time_machine.travel(datetime(2026, 8, 1, 9, tzinfo=UTC)):
        make.release(broken)
    with transaction() as session:
        spoil = text("UPDATE events SET content_languages = '7' WHERE id = :id")
        session.execute(spoil, {"id": broken.id})
    db.session.expunge_all()  # everything is read anew

    made = printing.print_fresh()

    assert (made, {language for language, _kind in prints()}) == (6, {"en", "ar", "zh"})
    assert [record.getMessage() for record in caplog.records] == [f"prints of event {broken.id} failed"]
    assert event.current_release == 1


@pytest.mark.usefixtures("event")
def test_the_worker_prints_what_was_released_lately_in_the_languages_of_its_texts() -> None:
    made = printing.print_fresh()

    assert made == 6
    assert sorted(prints()) == [(code, kind) for code in ("ar", "en", "zh") for kind in ("docx", "pdf")]
    assert printing.print_fresh() == 0


def test_the_worker_leaves_alone_what_nobody_may_read_or_was_released_long_ago(event: Event) -> None:
    with transaction():
        event.visibility = Visibility.PRIVATE
    draft = make_events.event(lifecycle=Lifecycle.DRAFT)
    make.item(draft, "Secret", ends=make.at("10:00"))
    make.release(draft)
    old = make_events.event()
    make.item(old, "Old", ends=make.at("10:00"))
    with time_machine.travel(datetime(2026, 7, 1, tzinfo=UTC)):
        make.release(old)

    assert printing.print_fresh() == 0


def test_the_draft_is_marked_with_its_newest_step_whoever_took_it_and_kept_nowhere(event: Event) -> None:
    kinds = [("user", False), ("speaker", False), ("user", True)]
    with transaction() as session:
        for number, (kind, is_undone) in enumerate(kinds, start=7):
            step = {"number": number, "actor_kind": kind, "is_undone": is_undone, "changes": []}
            session.add(DraftStep(event_id=event.id, **step))
    files = len(db.session.scalars(select(StoredFile)).all())

    pdf, name = printing.draft(event, "en", PDF)
    word, _name = printing.draft(event, "en", DOCX)

    assert name == "learning-cities-draft-8-en.pdf"
    text, header = words(pdf), docx.Document(io.BytesIO(word)).sections[0].header.paragraphs[0].text
    stamp = "Step 8 of the draft, 1 August 2026, 12:00 CEST (UTC+2)"
    assert ("Draft – not published" in text, stamp in " ".join(text.split())) == (True, True)
    assert header == f"Draft – not published · {stamp}"
    assert (prints(), len(db.session.scalars(select(StoredFile)).all())) == ([], files)


def test_languages_without_dates_of_their_own_are_not_offered() -> None:
    assert printing.offered("en", ["ho", "zh"], ["en", "ar"]) == ["en", "zh", "ar"]
