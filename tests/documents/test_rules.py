"""Which version of a document counts, and under which address it stands."""

import pytest

from app.core.types import Translated
from app.documents import rules
from app.documents.models import Document, DocumentKind, DocumentVersion


def document(*versions: tuple[str, int]) -> Document:
    return Document(
        slug="concept-note",
        versions=[DocumentVersion(language=language, number=number) for language, number in versions],
    )


def named(version: DocumentVersion | None) -> tuple[str, int] | None:
    return None if version is None else (version.language, version.number)


def test_the_newest_version_counts_in_each_language() -> None:
    versions = document(("fr", 1), ("en", 1), ("en", 3), ("en", 2))

    assert [named(version) for version in rules.newest(versions)] == [("en", 3), ("fr", 1)]


@pytest.mark.parametrize(
    ("languages", "served"),
    [
        (["fr"], ("fr", 1)),
        (["ar", "es"], ("es", 2)),
        (["zh"], ("es", 2)),
        ([], ("es", 2)),
    ],
)
def test_a_reader_gets_the_language_nearest_to_theirs(languages: list[str], served: tuple[str, int]) -> None:
    assert named(rules.newest_in(document(("fr", 1), ("es", 1), ("es", 2)), languages)) == served


def test_a_document_without_versions_serves_nothing() -> None:
    assert rules.newest_in(document(), ["en"]) is None


@pytest.mark.parametrize(
    ("kind", "title", "taken", "slug"),
    [
        (DocumentKind.CONCEPT_NOTE, {}, set(), "concept-note"),
        (DocumentKind.CONCEPT_NOTE, {}, {"concept-note"}, "concept-note-2"),
        (DocumentKind.CONCEPT_NOTE, {}, {"concept-note", "concept-note-2"}, "concept-note-3"),
        (DocumentKind.CONCEPT_NOTE, {"en": "Concept note"}, set(), "concept-note"),
        (DocumentKind.CONCEPT_NOTE, {"en": "Concept note for mayors"}, set(), "concept-note-for-mayors"),
        (DocumentKind.OUTCOME_DOCUMENT, {"es": "Declaración"}, set(), "outcome-document-declaracion"),
        (DocumentKind.SUMMARY, {"ar": "ملخص", "en": "Day 1"}, set(), "summary-day-1"),
        (DocumentKind.SUMMARY, {"ar": "ملخص"}, set(), "summary"),
    ],
)
def test_an_address_is_proposed_from_kind_and_title(
    kind: DocumentKind, title: dict[str, str], taken: set[str], slug: str
) -> None:
    assert rules.propose_slug(kind, Translated(title), taken) == slug


def test_a_long_title_gives_a_short_address() -> None:
    slug = rules.propose_slug(DocumentKind.OTHER, Translated({"en": "word " * 100}), ())

    assert len(slug) <= rules.LONGEST_SLUG
    assert not slug.endswith("-")


def test_a_document_says_where_it_stands() -> None:
    assert rules.path(document(), "iclc-7") == "/events/iclc-7/documents/concept-note"
