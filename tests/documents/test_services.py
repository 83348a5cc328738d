"""What organisers do with documents, proved by what is left behind."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM
from app.core.db import db
from app.core.errors import DomainError, Gone, StaleEdit
from app.core.types import Translated
from app.documents import queries, rules, services
from app.documents.errors import (
    BadDocumentAddress,
    DocumentDayOutOfRange,
    FileOrAddress,
    MayNotEditDocuments,
    UnknownDocumentLanguage,
)
from app.documents.models import Document, DocumentKind, DocumentVersion
from app.documents.services import DocumentText, NewVersion
from app.events import rules as event_rules
from app.events.models import Event, TeamRole
from tests.make import documents as make
from tests.make import events

pytestmark = pytest.mark.usefixtures("app")

NOTE = DocumentText(kind=DocumentKind.CONCEPT_NOTE, title=Translated({"en": "For mayors"}))
TODAY = date(2026, 3, 1)


def seen(document: Document) -> str:
    return event_rules.fingerprint(services.read(document))


def revision(event: Event) -> int:
    db.session.refresh(event)
    return event.revision


def order(event: Event) -> list[str]:
    db.session.expire_all()
    return [document.slug for document in queries.all_of(event)]


def test_a_document_goes_to_the_end_of_the_list_under_its_own_address() -> None:
    event = events.event()
    actor = events.actor(event, TeamRole.PROGRAMME_EDITOR)

    services.create(event, DocumentText(kind=DocumentKind.BACKGROUND_DOCUMENT), actor=actor)
    services.create(event, DocumentText(kind=DocumentKind.BACKGROUND_DOCUMENT), actor=actor)
    services.create(event, NOTE, actor=actor)

    assert order(event) == ["background-document", "background-document-2", "concept-note-for-mayors"]
    assert revision(event) == 4
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).first()
    assert entry is not None
    assert (entry.action, entry.actor_id, entry.event_id) == ("document.created", actor.id, event.id)


def test_a_new_version_takes_over_the_stable_address() -> None:
    event = events.event()
    document = services.create(event, NOTE, actor=SYSTEM)
    first, second = make.file(filename="one.pdf"), make.file(filename="two.pdf")

    for file, language in [(first, "en"), (second, "en"), (first, "fr")]:
        services.add_version(document, NewVersion(language=language, dated_on=TODAY, file=file), actor=SYSTEM)

    found = queries.published_by_slug(event, "concept-note-for-mayors")
    assert [(one.language, one.number, one.file) for one in rules.newest(found)] == [
        ("en", 2, second), ("fr", 1, first),
    ]  # fmt: skip
    assert len(found.versions) == 3
    assert found.revision == 4


def test_a_recording_may_lie_elsewhere() -> None:
    event = events.event()
    document = services.create(event, DocumentText(kind=DocumentKind.RECORDING), actor=SYSTEM)

    version = services.add_version(
        document, NewVersion(language="es", dated_on=TODAY, url="https://video.example.org/1"), actor=SYSTEM
    )

    assert (version.url, version.file) == ("https://video.example.org/1", None)


@pytest.mark.parametrize(
    ("fields", "refusal", "field"),
    [
        ({}, FileOrAddress, "file"),
        ({"url": "https://example.org/", "file": True}, FileOrAddress, "file"),
        ({"url": "javascript:__xss(1)"}, BadDocumentAddress, "url"),
        ({"url": "https://example.org/", "language": "xx"}, UnknownDocumentLanguage, "language"),
        ({"url": "https://example.org/", "dated_on": date(1, 1, 1)}, DocumentDayOutOfRange, "dated_on"),
    ],
)
def test_a_version_that_breaks_a_rule_is_refused(
    fields: dict[str, Any], refusal: type[DomainError], field: str
) -> None:
    event = events.event()
    document = make.document(event)
    if fields.get("file"):
        fields = {**fields, "file": make.file()}

    with pytest.raises(refusal) as refused:
        services.add_version(
            document, NewVersion(**{"language": "en", "dated_on": TODAY, **fields}), actor=SYSTEM
        )

    assert refused.value.field == field
    assert db.session.scalar(select(func.count()).select_from(DocumentVersion)) == 0


def test_a_version_taken_back_uncovers_the_one_before() -> None:
    event = events.event()
    document = make.document(event, "en")
    newer = make.version(document, "en", 2)

    services.remove_version(newer, actor=SYSTEM)

    assert [one.number for one in queries.by_slug(event, document.slug).versions] == [1]
    assert revision(event) == 2


def test_a_document_withdrawn_from_the_public_is_kept_for_its_organisers() -> None:
    event = events.event()
    document = make.document(event, "en")
    hidden = DocumentText(kind=document.kind, is_published=False)

    services.change(document, hidden, seen=seen(document), actor=SYSTEM)

    assert queries.published(event) == []
    assert queries.all_of(event) == [document]
    assert (revision(event), document.slug) == (2, document.slug)


def test_a_stale_edit_is_refused_and_the_other_one_kept() -> None:
    event = events.event()
    document = make.document(event)
    before = seen(document)
    services.change(document, NOTE, seen=before, actor=SYSTEM)

    with pytest.raises(StaleEdit):
        services.change(document, DocumentText(kind=DocumentKind.OTHER), seen=before, actor=SYSTEM)

    db.session.refresh(document)
    assert document.title == {"en": "For mayors"}


@pytest.mark.parametrize(
    ("moved", "up", "expected"),
    [(0, True, "abc"), (0, False, "bac"), (1, True, "bac"), (1, False, "acb"), (2, False, "abc")],
)
def test_a_document_changes_places_with_its_neighbour(moved: int, up: bool, expected: str) -> None:  # noqa: FBT001
    event = events.event()
    made = [make.document(event, slug=slug) for slug in "abc"]

    services.move(made[moved], up=up, actor=SYSTEM)

    assert order(event) == list(expected)


def test_a_removed_document_is_gone_with_its_versions() -> None:
    event = events.event()
    document = make.document(event, "en", "fr")

    services.remove(document, actor=SYSTEM)

    assert order(event) == []
    assert db.session.scalar(select(func.count()).select_from(DocumentVersion)) == 0
    assert revision(event) == 2


@pytest.mark.parametrize("act", ["create", "change", "add_version", "remove_version", "move", "remove"])
@pytest.mark.parametrize("role", [TeamRole.VIEWER, TeamRole.REGISTRATION_DESK, TeamRole.CHECK_IN])
def test_who_may_not_edit_documents_changes_nothing(act: str, role: TeamRole) -> None:
    event = events.event()
    document = make.document(event, "en")
    actor = events.actor(event, role)
    version = NewVersion(language="en", dated_on=TODAY, url="https://example.org/")
    acts: dict[str, Any] = {
        "create": lambda: services.create(event, NOTE, actor=actor),
        "change": lambda: services.change(document, NOTE, seen="", actor=actor),
        "add_version": lambda: services.add_version(document, version, actor=actor),
        "remove_version": lambda: services.remove_version(document.versions[0], actor=actor),
        "move": lambda: services.move(document, up=True, actor=actor),
        "remove": lambda: services.remove(document, actor=actor),
    }

    with pytest.raises(MayNotEditDocuments):
        acts[act]()

    assert revision(event) == 1
    assert len(queries.by_slug(event, document.slug).versions) == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda document: services.move(document, up=True, actor=SYSTEM),
        lambda document: services.remove(document, actor=SYSTEM),
        lambda document: services.remove_version(document.versions[0], actor=SYSTEM),
        lambda document: services.add_version(
            document, NewVersion(language="en", dated_on=TODAY, url="https://example.org/"), actor=SYSTEM
        ),
    ],
)
def test_what_somebody_has_just_removed_is_gone(act: Callable[[Document], object]) -> None:
    """A second click on the button, while the first was still on its way."""
    event = events.event()
    make.document(event)
    document = make.document(event)
    make.version(document)
    assert document.versions
    with db.engine.begin() as other:
        other.execute(delete(DocumentVersion))
        other.execute(delete(Document).where(Document.id == document.id))

    with pytest.raises(Gone):
        act(document)

    assert db.session.scalars(select(AuditEntry)).all() == []


def test_the_same_file_sent_twice_is_one_version() -> None:
    document = services.create(events.event(), NOTE, actor=SYSTEM)
    files = [make.file(filename="note.pdf") for _press in range(2)]

    made = [
        services.add_version(document, NewVersion(language="en", dated_on=TODAY, file=file), actor=SYSTEM)
        for file in files
    ]

    assert [version.number for version in made] == [1, 1]
    assert len(document.versions) == 1
