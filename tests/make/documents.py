"""Typed makers of documents for tests."""

import itertools
from datetime import date
from typing import Any

from app.core.db import transaction
from app.documents.models import Document, DocumentKind, DocumentVersion
from app.events.models import Event
from app.files import services as files
from app.files.models import StoredFile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"

_numbers = itertools.count(1)


def file(data: bytes = PDF, filename: str = "Concept note.pdf") -> StoredFile:
    """A stored PDF."""
    return files.store_document(data, filename)


def document(event: Event, *languages: str, **fields: Any) -> Document:
    """A published concept note, with a first version in each of `languages`."""
    number = next(_numbers)
    values = {"slug": f"concept-note-{number}", "kind": DocumentKind.CONCEPT_NOTE, "position": number}
    with transaction() as session:
        made = Document(event_id=event.id, **{**values, **fields})
        session.add(made)
    for language in languages:
        version(made, language)
    return made


def version(document: Document, language: str = "en", number: int = 1, **fields: Any) -> DocumentVersion:
    """A version that lies elsewhere, unless it is given a `file`."""
    values: dict[str, Any] = {"dated_on": date(2026, 2, 1)}
    if "file" not in fields:
        values["url"] = f"https://example.org/{language}/{number}"
    with transaction() as session:
        made = DocumentVersion(
            document_id=document.id, language=language, number=number, **{**values, **fields}
        )
        session.add(made)
        session.flush()
        session.expire(document, ["versions"])
    return made
