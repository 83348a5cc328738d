"""A document's stable address: always the newest version, in the reader's best language."""

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue

from app.documents import queries, rules
from app.documents.errors import NoSuchDocument
from app.documents.models import Document, DocumentVersion
from app.events import queries as events
from app.http import access, language
from app.web.public import files

bp = Blueprint("documents", __name__)


@bp.get("/events/<slug>/documents/<document>")
@access.public
def show(slug: str, document: str) -> ResponseReturnValue:
    event = events.published(slug)
    g.main_language = event.main_language
    version = _wanted(queries.published_by_slug(event, document), event.main_language)
    if version.file is None:
        response = redirect(version.url, code=302)
    else:
        # The file may be another, and older, than the last one here: its ETag tells, its date does not.
        request.environ.pop("HTTP_IF_MODIFIED_SINCE", None)
        response = files.send(version.file, shown=event.visibility)
    response.headers.pop("Last-Modified", None)
    response.headers["Content-Language"] = version.language
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


def _wanted(document: Document, main_language: str) -> DocumentVersion:
    """The version the address asks for: ?language= and ?version=, else the newest there is."""
    asked, number = request.args.get("language"), request.args.get("version", type=int)
    order = [asked] if asked is not None else [language.current(), main_language, "en"]
    found = rules.newest_in(document, order)
    if found is None or (asked is not None and found.language != asked):
        raise NoSuchDocument
    return found if number is None else queries.version(document, found.language, number)
