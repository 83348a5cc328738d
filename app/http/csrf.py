"""Forged requests: a token on every unsafe request, also an anonymous one, and the same origin."""

from collections.abc import Callable
from typing import ParamSpec
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import BadRequest
from wtforms import ValidationError

from app.extensions import csrf

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
EXPIRED = _l("This page was open for too long. Nothing you typed is lost: please send it again.")
# What browsers say of a form on a page of ours ("none": the reader has asked for it again).
_OURS = frozenset({"same-origin", "none"})


class Expired(BadRequest):
    """The token is missing, too old or of another session; the reader may send the form again."""


class Foreign(BadRequest):
    """A page of another site has sent this; nothing of it is offered again."""


def init_app(app: Flask) -> None:
    csrf.init_app(app)
    app.before_request(_protect)


def form_page(view: View[P]) -> View[P]:
    """Mark a view that shows its form again, with what was typed, when the token has expired.

    Its form asks `failure()`; any other view is not even called.
    """
    view.keeps_form = True  # type: ignore[attr-defined]
    return view


def failure() -> str | None:
    """Why this request cannot be trusted, in the reader's words; None when it can."""
    return g.get("csrf_failure")


def is_surely_ours() -> bool:
    """Whether the browser itself says that the request comes from a page of this site.

    Where it says nothing, what was sent is not offered to be sent again: it may be somebody else's.
    """
    says_so = "Origin" in request.headers or "Sec-Fetch-Site" in request.headers
    return says_so and _may_be_ours()


def _protect() -> None:
    if request.method in SAFE:
        return
    if not _may_be_ours():
        raise Foreign
    token = request.form.get("csrf_token") or request.headers.get("X-CSRF-Token") or ""
    try:
        # Comparing anything but ASCII would raise; such a token is none of ours.
        validate_csrf(token if token.isascii() else "")
    except ValidationError:
        view = current_app.view_functions.get(request.endpoint or "")
        g.csrf_failure = str(EXPIRED)
        if view is not None and not getattr(view, "keeps_form", False):
            raise Expired from None


def _may_be_ours() -> bool:
    if request.headers.get("Sec-Fetch-Site", "none") not in _OURS:
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc == request.host
    except ValueError:  # brackets that hold no address
        return False
