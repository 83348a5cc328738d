"""Whose page a link opens: the secret in the address becomes `g.link`. Looking changes nothing (T15)."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue

from app.core import actors
from app.core.actors import Actor
from app.http import limits
from app.http.limits import TooMany
from app.speakers import queries
from app.speakers.errors import LinkEnded, NoSuchLink
from app.web import errors

GUESSES = "60 per 10 minutes"


def bind(bp: Blueprint) -> Blueprint:
    """Let every address of `bp` load its link, keep it in other addresses, and tell nobody of it."""
    bp.url_value_preprocessor(_open)
    bp.url_defaults(_keep_token)
    bp.after_request(_tell_nobody)
    bp.register_error_handler(LinkEnded, _ended)
    return bp


def actor() -> Actor:
    """Whoever holds the link."""
    return actors.speaker(g.link.id)


def _open(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Find what the link opens; whoever tries many that open nothing is asked to wait."""
    token = (values or {}).pop("token", "")
    try:
        g.link = queries.by_token(token)
    except NoSuchLink:
        if not limits.hit("speaker token", limits.address(), GUESSES):
            raise TooMany from None
        raise
    g.token = token
    g.main_language = g.link.event.main_language


def _keep_token(_endpoint: str, values: dict[str, Any]) -> None:
    values.setdefault("token", g.get("token"))


def _tell_nobody(response: Response) -> Response:
    """The address is a secret: no cache, no search engine, no other site."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Nothing for other sites; with "no-referrer" browsers hide from us as well that a form is ours.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _ended(error: LinkEnded) -> ResponseReturnValue:
    return errors.page(HTTPStatus.GONE, str(error))
