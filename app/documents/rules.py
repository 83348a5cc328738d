"""Which version of a document counts, and under which address it stands. Pure."""

from collections.abc import Container, Sequence

from app.core import text
from app.core.types import Translated
from app.documents.models import Document, DocumentKind, DocumentVersion

# Steps of our own addresses that could be mistaken for a document.
RESERVED = frozenset({"new"})
LONGEST_SLUG = 60


def newest(document: Document) -> list[DocumentVersion]:
    """The newest version in each language, by language code."""
    found: dict[str, DocumentVersion] = {}
    for version in document.versions:
        kept = found.get(version.language)
        if kept is None or version.number > kept.number:
            found[version.language] = version
    return [found[language] for language in sorted(found)]


def newest_in(document: Document, languages: Sequence[str]) -> DocumentVersion | None:
    """What the stable address serves to a reader: the first of these languages there is, else any.

    None for a document that has no version yet.
    """
    versions = {version.language: version for version in newest(document)}
    for language in languages:
        if language in versions:
            return versions[language]
    return next(iter(versions.values()), None)


def propose_slug(kind: DocumentKind, title: Translated, taken: Container[str]) -> str:
    """An address nobody has yet: the kind, and what the title adds to it in Latin letters."""
    about = next((words for words in map(text.slug, title.values()) if words), "")
    base = text.slug(kind.value)
    if about and about != base:
        base = about if about.startswith(base) else f"{base}-{about}"
    base = base[:LONGEST_SLUG].strip("-")
    candidate, number = base, 1
    while candidate in taken or candidate in RESERVED:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def path(document: Document, event_slug: str) -> str:
    """The stable address that always serves the newest version."""
    return f"/events/{event_slug}/documents/{document.slug}"
