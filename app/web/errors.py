"""What a reader sees when something is refused or breaks."""

import logging
from http import HTTPStatus

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from app.core.db import db
from app.core.errors import DomainError
from app.http import status
from app.http.limits import TooMany

log = logging.getLogger(__name__)

RETRY_AFTER = "5"  # seconds; a busy database is usually free again by then


def init_app(app: Flask) -> None:
    app.register_error_handler(DomainError, refused)
    app.register_error_handler(HTTPException, http_error)
    for away in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(away, database_away)
    app.register_error_handler(Exception, broken)


def refused(error: DomainError) -> ResponseReturnValue:
    """A rule said no, and the view had nothing better to offer."""
    if isinstance(error, TooMany):
        return page(HTTPStatus.TOO_MANY_REQUESTS, str(error), retry_after="300")
    return page(status.of(error), str(error))


def http_error(error: HTTPException) -> ResponseReturnValue:
    code = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if code < HTTPStatus.BAD_REQUEST:  # a redirect travels as an exception too
        return error.get_response()
    sentences = {
        HTTPStatus.NOT_FOUND: _("There is no page at this address."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("This address does not take that kind of request."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("What you sent is too large."),
        HTTPStatus.GONE: _("This page is no longer here."),
    }
    own = error.description if type(error).description != error.description else None
    sentence = sentences.get(code) or own or _("We could not understand this request.")
    response = make_response(page(code, sentence))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def database_away(error: Exception) -> ResponseReturnValue:
    """Busy or away for a moment: what was typed is kept on the page, to be sent again."""
    log.error("database away: %s", type(error).__name__)
    db.session.rollback()
    return page(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("We are very busy right now. Nothing you typed is lost: please try again in a moment."),
        retry_after=RETRY_AFTER,
    )


def broken(error: Exception) -> ResponseReturnValue:
    log.error("unhandled error", exc_info=error)
    return page(HTTPStatus.INTERNAL_SERVER_ERROR, _("Something went wrong on our side."))


def page(code: HTTPStatus, sentence: str, *, retry_after: str | None = None) -> Response:
    """The error page; after a refused form it holds what was typed, ready to be sent again."""
    typed = []
    may_send_again = code in {HTTPStatus.BAD_REQUEST, HTTPStatus.SERVICE_UNAVAILABLE}
    if request.method == "POST" and may_send_again and request.endpoint is not None:
        typed = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    response = make_response(
        render_template("errors/error.html", status=code, sentence=sentence, typed=typed), code
    )
    response.headers["Cache-Control"] = "no-store"
    if retry_after is not None:
        response.headers["Retry-After"] = retry_after
    return response
