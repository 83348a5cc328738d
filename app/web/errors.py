"""What a reader sees when something is refused or breaks."""

import errno
import logging
from http import HTTPStatus

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import BadRequest, HTTPException

from app.core.db import db
from app.core.errors import DomainError, NotFound, Unavailable
from app.http import csrf, status
from app.http.access import SignedOut

log = logging.getLogger(__name__)

SOON = "5"  # seconds; a busy database is usually free again by then
LATER = "300"
_COME_BACK = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
Typed = list[tuple[str, str]]
# When not even the error page can be made. Without a language, because that may be what is broken.
LAST_WORDS = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Plenary</title>"
    "<h1>Something went wrong on our side.</h1><p>Please try again in a moment.</p></html>"
)


def init_app(app: Flask) -> None:
    app.register_error_handler(DomainError, refused)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(csrf.Expired, expired)
    app.register_error_handler(SignedOut, signed_out)
    for away in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(away, storage_away)
    app.register_error_handler(DBAPIError, database_failed)
    app.register_error_handler(OSError, system_failed)
    app.register_error_handler(Exception, broken)
    app.after_request(_say_when)


def refused(error: DomainError) -> ResponseReturnValue:
    """A rule said no, and the view had nothing better to offer."""
    if isinstance(error, Unavailable):
        response = page(status.of(error), str(error), retry_after=SOON)
        response.headers["Refresh"] = SOON  # whoever waits need not press anything
        return response
    # Somebody may have taken away, while it was edited, what can come back by undoing.
    typed = _typed() if isinstance(error, NotFound) else []
    return page(status.of(error), str(error), typed=typed if _texts(typed) else [])


def _say_when(response: Response) -> Response:
    """Tell who is asked to come back when that makes sense, also where a form says it."""
    if response.status_code in _COME_BACK:
        response.headers.setdefault("Retry-After", LATER)
    return response


def http_error(error: HTTPException) -> ResponseReturnValue:
    """What Flask and Werkzeug refuse, in our words."""
    code = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if code < HTTPStatus.BAD_REQUEST:  # a redirect travels as an exception too
        return error.get_response()
    response = page(code, _sentence(code, error))
    for name, value in error.get_headers():
        if name in {"Allow", "Content-Range"}:
            response.headers[name] = value
    return response


def _sentence(code: HTTPStatus, error: HTTPException) -> str:
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _("Something went wrong on our side.")
    if isinstance(error, csrf.Foreign):
        return _("This request came from another site.")
    if type(error) is BadRequest and error.description != BadRequest.description:
        return str(error.description)  # our own: abort(400, description=…)
    sentences = {
        HTTPStatus.NOT_FOUND: _("There is no page at this address."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("This address does not take that kind of request."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("What you sent is too large."),
        HTTPStatus.GONE: _("This page is no longer here."),
        HTTPStatus.UNAUTHORIZED: _("Please sign in first."),
    }
    return sentences.get(code) or _("We could not understand this request.")


def expired(_error: csrf.Expired) -> ResponseReturnValue:
    """The form's token has ended; what was typed is sent again with a new one."""
    typed = _typed()
    lost = _("This page was open for too long. Please go back, reload it and send it again.")
    return page(HTTPStatus.BAD_REQUEST, str(csrf.EXPIRED) if typed else lost, typed=typed)


def signed_out(_error: SignedOut) -> ResponseReturnValue:
    """The session has ended under a form; signing in beside it, the reader can still send it."""
    typed = _typed()
    kept = _("You are signed out. Nothing you typed is lost: sign in, come back here and send it again.")
    lost = _("You are signed out. Please sign in and try again.")
    return page(HTTPStatus.FORBIDDEN, kept if typed else lost, typed=typed, is_signed_out=True)


def storage_away(error: Exception) -> ResponseReturnValue:
    """Busy, full or away for a moment: what was typed is kept on the page, to be sent again."""
    log.error("storage away: %s", type(error).__name__)
    db.session.rollback()
    typed = _typed()
    if typed:
        words = _("We are very busy right now. Nothing you typed is lost: please try again in a moment.")
    elif request.method == "POST":
        words = _("We are very busy right now. Please go back and send the form again in a moment.")
    else:
        words = _("We are very busy right now. Please try again in a moment.")
    return page(HTTPStatus.SERVICE_UNAVAILABLE, words, typed=typed, retry_after=SOON)


def database_failed(error: DBAPIError) -> ResponseReturnValue:
    """A connection that ended under us, whatever the driver calls it; anything else is our mistake."""
    return storage_away(error) if error.connection_invalidated else broken(error)


def system_failed(error: OSError) -> ResponseReturnValue:
    """An upload for which the disk has no room just now; anything else is our mistake."""
    return storage_away(error) if error.errno in NO_ROOM else broken(error)


def broken(error: Exception) -> ResponseReturnValue:
    """A mistake of ours. The log says where, without what was typed; the reader is told less."""
    log.error("unhandled error at %s", request.endpoint, exc_info=error)
    db.session.rollback()
    try:
        return page(HTTPStatus.INTERNAL_SERVER_ERROR, _("Something went wrong on our side."))
    except Exception:
        log.exception("no error page")
        return Response(LAST_WORDS, HTTPStatus.INTERNAL_SERVER_ERROR, mimetype="text/html")


def _typed() -> Typed:
    """What was typed, to be sent again: whole, from a form of ours, and without a password in it."""
    if request.method != "POST" or request.endpoint is None or not csrf.is_surely_ours() or request.files:
        return []
    pairs = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    return [] if any(name.endswith("password") for name, _value in pairs) else pairs


def _texts(typed: Typed) -> list[str]:
    """What took time to write, to be read and copied; forms note for themselves in `base` what was seen."""
    texts = (value for name, value in typed if not name.endswith("base"))
    return [value for value in dict.fromkeys(texts) if len(value.split()) > 1]


def page(
    code: HTTPStatus,
    sentence: str,
    *,
    typed: Typed | None = None,
    retry_after: str | None = None,
    is_signed_out: bool = False,
) -> Response:
    """The error page; with `typed` it offers to send the refused form again."""
    body = render_template(
        "errors/error.html",
        status=code,
        sentence=sentence,
        typed=typed or [],
        texts=_texts(typed or []),
        is_signed_out=is_signed_out,
    )
    response = make_response(body, code)
    response.headers["Cache-Control"] = "no-store"
    if retry_after is not None:
        response.headers["Retry-After"] = retry_after
    return response
