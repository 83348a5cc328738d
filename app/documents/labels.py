"""How people read the kinds of documents."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.documents.models import DocumentKind

KIND: dict[DocumentKind, LazyString] = {
    DocumentKind.PROGRAMME: _l("Programme"),
    DocumentKind.CONCEPT_NOTE: _l("Concept note"),
    DocumentKind.INFORMATION_NOTE: _l("Information note"),
    DocumentKind.BACKGROUND_DOCUMENT: _l("Background document"),
    DocumentKind.PRESENTATION: _l("Presentation"),
    DocumentKind.SUMMARY: _l("Summary"),
    DocumentKind.OUTCOME_DOCUMENT: _l("Outcome document"),
    DocumentKind.RECORDING: _l("Recording"),
    DocumentKind.PUBLICATION: _l("Publication"),
    DocumentKind.OTHER: _l("Document"),
}
