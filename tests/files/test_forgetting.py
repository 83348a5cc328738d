"""Files nobody uses are forgotten after a day, row first and bytes a day later; files in use never are."""

import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from PIL import Image
from sqlalchemy import event as sqlalchemy_events
from sqlalchemy import select

from app.core import clock
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.documents import services as documents
from app.documents.services import NewVersion
from app.events.models import Event, Lifecycle
from app.events.services import deleting
from app.files import services, storage
from app.files.errors import NotADocument
from app.files.models import StoredFile
from app.people import services as people
from tests.make import documents as make_documents
from tests.make import events, programme

Later = Callable[..., None]
CENTURY = timedelta(days=36_500)


@pytest.fixture
def later(app: Flask) -> Iterator[Later]:
    """Lets time pass, from now on and for this test alone, in a folder without files of other tests."""
    del app
    for folder in storage.folders():
        storage.remove(folder, storage.names_older_than(clock.now() + CENTURY, folder))
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield lambda **by: traveller.shift(timedelta(**by))


def picture() -> StoredFile:
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(out, "PNG")
    return services.store_image(out.getvalue(), "bay.png")


def rows() -> set[int]:
    db.session.rollback()
    return set(db.session.scalars(select(StoredFile.id)))


def lying() -> set[str]:
    """What lies among the files."""
    return {
        name for one in storage.folders() for name in storage.names_older_than(clock.now() + CENTURY, one)
    }


def sweep() -> tuple[int, int]:
    return services.forget_unused(), services.clear_folder()


def test_an_upload_nothing_came_to_use_goes_after_a_day_and_its_bytes_a_day_later(later: Later) -> None:
    names = storage.names(picture())
    steps = []

    for hours in (1, 22, 2, 22, 3):
        later(hours=hours)
        steps.append((sweep(), len(rows()), lying() == names))

    assert len(names) == 5
    assert steps == [
        ((0, 0), 1, True),
        ((0, 0), 1, True),
        ((1, 0), 0, True),
        ((0, 0), 0, True),
        ((0, 5), 0, False),
    ]
    assert lying() == set()


def as_image(event: Event, file: StoredFile) -> None:
    with transaction():
        event.image_id = file.id


def as_document(event: Event, file: StoredFile) -> None:
    document = make_documents.document(event)
    new = NewVersion(language="en", dated_on=date(2026, 2, 1), file=file)
    documents.add_version(document, new, actor=SYSTEM)


def as_photo(event: Event, file: StoredFile) -> None:
    people.set_photo(programme.person(), file, event_id=event.id, actor=SYSTEM)


@pytest.mark.parametrize("use", [as_image, as_document, as_photo])
def test_a_file_in_use_stays_for_ever(later: Later, use: Callable[[Event, StoredFile], None]) -> None:
    file = picture()
    use(events.event(), file)

    later(days=400)
    swept = sweep()
    later(days=400)

    assert (swept, sweep()) == ((0, 0), (0, 0))
    assert rows() == {file.id}
    assert lying() == storage.names(file)


def test_a_replaced_image_goes_and_the_new_one_stays(later: Later) -> None:
    event, old, new = events.event(), picture(), picture()
    as_image(event, old)
    later(days=3)

    as_image(event, new)
    sweep()
    later(days=2)
    sweep()

    assert rows() == {new.id}
    assert lying() == storage.names(new)


def test_the_photo_an_old_release_shows_stays_when_the_person_has_a_new_one(later: Later) -> None:
    event, shown, replaced, present = events.event(), picture(), picture(), picture()
    person = programme.person()
    programme.item(event, people=[person])
    people.set_photo(person, shown, event_id=event.id, actor=SYSTEM)
    programme.release(event)
    for photo in (replaced, present):
        people.set_photo(person, photo, event_id=event.id, actor=SYSTEM)

    later(days=30)
    sweep()

    assert rows() == {shown.id, present.id}


def test_a_removed_version_of_a_document_takes_its_file_along(later: Later) -> None:
    document = make_documents.document(events.event())
    first, second = (
        make_documents.version(document, number=number, file=make_documents.file()) for number in (1, 2)
    )
    documents.remove_version(second, actor=SYSTEM)

    later(days=2)
    sweep()

    assert rows() == {first.file_id}


def test_the_files_of_a_deleted_event_go(later: Later) -> None:
    event = events.event(lifecycle=Lifecycle.DRAFT)
    as_image(event, picture())
    as_document(event, make_documents.file())
    deleting.delete(event, actor=SYSTEM)

    for _ in range(2):
        later(days=2)
        sweep()

    assert (rows(), lying()) == (set(), set())


def test_an_upload_that_was_refused_leaves_nothing_for_long(later: Later) -> None:
    with pytest.raises(NotADocument):
        services.store_document(b"<html>", "page.pdf")

    later(days=2)

    assert (sweep(), rows(), lying()) == ((0, 0), set(), set())


def test_drafts_of_uploads_that_broke_off_go_when_they_are_old(later: Later) -> None:
    file = picture()
    as_image(events.event(), file)
    folder = storage.path(file).parent
    for name in ("tmpab12cd", f"{storage.path(file).name}.part", "0" * 32):
        (folder / name).write_bytes(b"half of somethi")

    fresh = sweep()
    later(days=2)

    assert (fresh, sweep()) == ((0, 0), (0, 3))
    assert lying() == storage.names(file)


def test_bytes_that_wait_for_their_row_are_left_alone(later: Later) -> None:
    """The row of an upload is written after its bytes, perhaps while we look through the folder."""
    file = picture()
    with transaction() as session:
        session.delete(file)

    later(hours=23)

    assert services.clear_folder() == 0


def test_a_crash_before_the_commit_loses_neither_row_nor_bytes(later: Later) -> None:
    file = picture()
    later(days=2)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    sqlalchemy_events.listen(db.session.registry(), "before_commit", crash, once=True)
    with pytest.raises(KeyboardInterrupt), transaction():
        services.forget_unused()

    assert rows() == {file.id}
    assert lying() == storage.names(file)
    assert sweep() == (1, 0)


def test_a_file_whose_bytes_are_lost_can_be_forgotten(later: Later) -> None:
    file = picture()
    storage.path(file).unlink()

    later(days=2)

    assert sweep() == (1, 0)


def test_many_files_go_in_one_run(later: Later, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_AT_ONCE", 2)
    kept = [make_documents.file() for _ in range(2)]
    for file in kept:
        as_document(events.event(), file)
    for _ in range(5):
        make_documents.file()

    later(days=2)

    assert services.forget_unused() == 5
    assert rows() == {file.id for file in kept}
