"""Uploaded files, served so that none can do harm: a safe type, no scripts, no guessing (T28)."""

from urllib.parse import quote

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue

from app.documents import queries as documents
from app.events import queries as events
from app.events.models import Lifecycle, Visibility
from app.files import queries, rules, storage
from app.files.errors import NoSuchFile
from app.files.models import StoredFile
from app.http import access
from app.http.identity import current_actor
from app.programme import queries as programmes

bp = Blueprint("files", __name__)

_NO_SCRIPTS = "sandbox; default-src 'none'"
_A_DAY = "public, max-age=86400"
_VARIANT_TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}


@bp.get("/files/<public_id>/<filename>")
@access.public
def show(public_id: str, filename: str) -> ResponseReturnValue:
    file = queries.by_public_id(public_id)
    variants = rules.variants(file)
    if filename != file.filename and filename not in variants:
        raise NoSuchFile
    shown = _shown(file)
    if shown is None and not _may_open(file):
        raise NoSuchFile
    return send(file, filename if filename in variants else "", shown=shown)


def send(file: StoredFile, variant: str = "", *, shown: Visibility | None) -> Response:
    """Images are shown, everything else is downloaded; conditional and partial requests work.

    `shown` is how openly the pages that show it stand; None where only a team may open it.
    """
    response = _bytes(file, variant)
    response.headers["Content-Security-Policy"] = _NO_SCRIPTS
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = _A_DAY if shown else "private, no-store"
    if shown is not Visibility.PUBLIC:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _bytes(file: StoredFile, variant: str) -> Response:
    is_image, plain = file.width is not None, variant or rules.plain_name(file)
    try:
        response = send_file(
            storage.path(file, variant),
            mimetype=_VARIANT_TYPES[variant.rpartition(".")[2]] if variant else file.content_type,
            as_attachment=not is_image,
            download_name=plain,
            etag=f"{file.sha256[:32]}{variant}",
            last_modified=file.created_at,
            conditional=True,
        )
    except FileNotFoundError as error:  # its row outlived it, as after half a restored backup
        raise NoSuchFile from error
    if plain not in {variant, file.filename}:
        response.headers["Content-Disposition"] += f"; filename*=UTF-8''{quote(file.filename, safe='')}"
    return response


def _shown(file: StoredFile) -> Visibility | None:
    """How openly it is shown by a page or a release, also an old one; None where everybody may read none."""
    person = documents.person_shown_by(file)
    if person is not None and person.published_at is not None:
        return Visibility.PUBLIC
    showing = [*documents.events_showing(file), *programmes.events_showing(file)]
    showing += events.featuring(person) if person is not None else []
    found = {event.visibility for event in showing if event.lifecycle is not Lifecycle.DRAFT}
    return next((one for one in (Visibility.PUBLIC, Visibility.UNLISTED) if one in found), None)


def _may_open(file: StoredFile) -> bool:
    """Whether the actor belongs to the team of an event that has this file."""
    holders = documents.events_holding(file)
    person = documents.person_shown_by(file)
    if person is not None:
        holders += events.featuring(person)
        if person.home_event_id is not None and current_actor().is_member(person.home_event_id):
            return True
    return any(current_actor().is_member(event.id) for event in holders)
