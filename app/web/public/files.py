"""Uploaded files, served so that none can do harm: a safe type, no scripts, no guessing (T28)."""

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue

from app.documents import queries as documents
from app.events import queries as events
from app.events.models import Event, Lifecycle, Visibility
from app.files import queries, rules, storage
from app.files.errors import NoSuchFile
from app.files.models import StoredFile
from app.http import access
from app.http.identity import current_actor

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
    is_public = _is_public(file)
    if not is_public and not _may_open(file):
        raise NoSuchFile
    return send(file, filename if filename in variants else "", is_public=is_public)


def send(file: StoredFile, variant: str = "", *, is_public: bool) -> Response:
    """Images are shown, everything else is downloaded; conditional and partial requests work."""
    is_image = file.width is not None
    response = send_file(
        storage.path(file, variant),
        mimetype=_VARIANT_TYPES[variant.rpartition(".")[2]] if variant else file.content_type,
        as_attachment=not is_image,
        download_name=variant or file.filename,
        etag=f"{file.sha256[:32]}{variant}",
        last_modified=file.created_at,
        conditional=True,
    )
    response.headers["Content-Security-Policy"] = _NO_SCRIPTS
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = _A_DAY if is_public else "private, no-store"
    return response


def _is_public(file: StoredFile) -> bool:
    """Whether a page everybody may read shows this file."""
    if any(_is_known(event) for event in documents.events_showing(file)):
        return True
    person = documents.person_shown_by(file)
    if person is None:
        return False
    return person.published_at is not None or any(_is_known(event) for event in events.featuring(person))


def _is_known(event: Event) -> bool:
    return event.lifecycle is not Lifecycle.DRAFT and event.visibility is not Visibility.PRIVATE


def _may_open(file: StoredFile) -> bool:
    """Whether the actor belongs to the team of an event that has this file."""
    holders = documents.events_holding(file)
    person = documents.person_shown_by(file)
    if person is not None:
        holders += events.featuring(person)
        if person.home_event_id is not None and current_actor().is_member(person.home_event_id):
            return True
    return any(current_actor().is_member(event.id) for event in holders)
