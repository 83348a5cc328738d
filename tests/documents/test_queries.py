"""Finding documents, and who shows a file."""

import pytest

from app.core.db import db, transaction
from app.documents import queries
from app.documents.errors import NoSuchDocument
from tests.make import documents as make
from tests.make import events

pytestmark = pytest.mark.usefixtures("app")


def test_the_public_sees_published_documents_that_have_a_version() -> None:
    event = events.event()
    shown = make.document(event, "en", slug="shown")
    make.document(event, "en", slug="hidden", is_published=False)
    make.document(event, slug="empty")
    make.document(events.event(), "en", slug="elsewhere")

    assert queries.published(event) == [shown]
    assert queries.published_by_slug(event, "shown") is shown
    for slug in ("hidden", "empty", "elsewhere", "../shown"):
        with pytest.raises(NoSuchDocument):
            queries.published_by_slug(event, slug)


def test_t18_a_document_of_another_event_does_not_exist() -> None:
    event = events.event()
    document = make.document(events.event(), "en", slug="concept-note")

    with pytest.raises(NoSuchDocument):
        queries.by_slug(event, document.slug)


def test_a_version_is_found_by_language_and_number() -> None:
    document = make.document(events.event(), "en")
    second = make.version(document, "en", 2)

    assert queries.version(document, "en", 2) is second
    with pytest.raises(NoSuchDocument):
        queries.version(document, "fr", 1)


@pytest.mark.parametrize("rows", [3, 30])
def test_the_list_costs_the_same_for_any_number_of_documents(count_queries: list[str], rows: int) -> None:
    event = events.event()
    for _ in range(rows):
        make.version(make.document(event), file=make.file())
    db.session.expire_all()
    db.session.refresh(event)
    count_queries.clear()

    files = [version.file for document in queries.published(event) for version in document.versions]

    assert len([file for file in files if file is not None]) == rows
    assert len(count_queries) == 2, count_queries  # documents, versions with their files


def test_t28_a_file_is_shown_by_the_events_that_have_it() -> None:
    note, image, secret, nobodys = make.file(), make.file(), make.file(), make.file()
    event = events.event(image=image)
    make.version(make.document(event), file=note)
    make.version(make.document(event, is_published=False), file=secret)

    assert queries.events_showing(note) == [event]
    assert queries.events_showing(image) == [event]
    assert queries.events_showing(secret) == []
    assert queries.events_showing(nobodys) == []
    assert [queries.events_holding(file) for file in (note, image, secret, nobodys)] == [
        [event], [event], [event], [],
    ]  # fmt: skip


def test_a_photo_leads_to_its_person() -> None:
    photo = make.file()
    person = events.featured(events.event()).person
    assert queries.person_shown_by(photo) is None

    with transaction():
        person.photo = photo

    assert queries.person_shown_by(photo) is person
