"""Forged requests: a token on every unsafe request, also an anonymous one, and the same origin."""

from collections.abc import Callable
from typing import ParamSpec
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from app.extensions import csrf

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
EXPIRED = _l("This page was open for too long. Nothing you typed is lost: please send it again.")


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


def _protect() -> None:
    if request.method in SAFE:
        return
    if not _is_same_origin():
        abort(400, description=str(_l("This request came from another site.")))
    token = request.form.get("csrf_token") or request.headers.get("X-CSRF-Token") or ""
    try:
        # Comparing anything but ASCII would raise; such a token is none of ours.
        validate_csrf(token if token.isascii() else "")
    except ValidationError:
        view = current_app.view_functions.get(request.endpoint or "")
        g.csrf_failure = str(EXPIRED)
        if view is not None and not getattr(view, "keeps_form", False):
            abort(400, description=str(EXPIRED))


def _is_same_origin() -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc == request.host
