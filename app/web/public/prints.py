"""The released programme as PDF and as a Word document, at one address in every language."""

from flask import Blueprint, Response, request, send_file
from flask.typing import ResponseReturnValue

from app.events import queries as events
from app.events.models import Visibility
from app.events.queries import PublicKey
from app.files import rules, storage
from app.files.models import StoredFile
from app.http import access, caching, language
from app.programme import queries as programmes
from app.programme.errors import NothingReleased
from app.programme.models import PrintFormat
from app.programme.services import printing
from app.rendering.links import absolute

bp = Blueprint("prints", __name__)


@bp.get("/events/<slug>/programme.<any(pdf, docx):ending>")
@access.public
def programme(slug: str, ending: str) -> ResponseReturnValue:
    key, kind = events.public_key(slug), PrintFormat(ending)
    if key.current_release is None:
        raise NothingReleased
    release = (key.id, key.current_release)
    code = _language(key, release)
    file = printing.released(release, code, kind)
    return _sent(file, key, code)


def _language(key: PublicKey, release: tuple[int, int]) -> str:
    """What the address asks for, of the event's own and the interface's; else the event's main one.

    Programs and people who pass an address on send no cookies: one address is one document.
    """
    texts = programmes.release(*release).content_languages
    known = printing.offered(key.main_language, texts, language.available())
    asked = request.args.get("lang", key.main_language)
    return asked if asked in known else known[0]


def _sent(file: StoredFile, key: PublicKey, code: str) -> Response:
    response = send_file(
        storage.path(file),
        mimetype=file.content_type,
        as_attachment=file.content_type != rules.PDF.content_type,
        download_name=file.filename,
        etag=file.sha256[:32],
        last_modified=file.created_at,
        conditional=True,
    )
    response.headers["Cache-Control"] = caching.PUBLIC
    response.headers["Content-Language"] = code
    response.headers["Link"] = f'<{absolute(f"/events/{key.slug}/")}>; rel="alternate"; type="text/html"'
    if key.visibility is not Visibility.PUBLIC:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
