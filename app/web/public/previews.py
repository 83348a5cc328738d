"""The draft at a secret address, with comments. Looking at it changes nothing, and nobody keeps a copy."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core import tokens
from app.http import access, csrf, language, limits
from app.http.limits import TooMany
from app.programme.errors import NoSuchPreview
from app.programme.services import commenting, previewing
from app.programme.timetable import selection
from app.web.public import files
from app.web.public import preview_pages as pages
from app.web.public.preview_form import CommentForm
from app.web.public.preview_pages import Opened

bp = Blueprint("previews", __name__, url_prefix="/previews/<token>")

GUESSES = "60 per 10 minutes"
COMMENTS = "20 per 10 minutes"  # of one reader
COMMENTS_AT_LINK = "200 per hour"
LAYOUTS = ("list", "grid")


@bp.url_value_preprocessor
def _open(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Find what the link opens; whoever tries many that open nothing is asked to wait."""
    token = (values or {}).pop("token", "")
    try:
        link = previewing.by_secret(token)
    except NoSuchPreview:
        if not limits.hit("preview token", limits.address(), GUESSES):
            raise TooMany from None
        raise
    g.token, g.preview = token, link
    g.main_language = link.event.main_language


@bp.url_defaults
def _keep_token(_endpoint: str, values: dict[str, Any]) -> None:
    values.setdefault("token", g.get("token"))


@bp.after_request
def _tell_nobody(response: Response) -> Response:
    """The address is a secret: no cache, no search engine, no other site may learn of it."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Nothing for other sites; with "no-referrer" browsers hide from us as well that a form is ours.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@bp.get("/")
@access.link_holder
def start() -> ResponseReturnValue:
    return redirect(url_for(".programme"))


@bp.route("/programme/", methods=["GET", "POST"])
@access.link_holder
@csrf.form_page
def programme() -> ResponseReturnValue:
    chosen, layout = selection.read(request.args), request.args.get("view", "")
    layout = layout if layout in LAYOUTS else ""
    return _with_comments("", lambda form: pages.timetable(_seen(), _zone(), chosen, layout, form))


@bp.route("/programme/<session>/", methods=["GET", "POST"])
@access.link_holder
@csrf.form_page
def session(session: str) -> ResponseReturnValue:
    return _with_comments(session, lambda form: pages.session(_seen(), session, _zone(), form))


@bp.get("/people/")
@access.link_holder
def people() -> ResponseReturnValue:
    return pages.people(_seen())


@bp.get("/people/<person>/")
@access.link_holder
def person(person: str) -> ResponseReturnValue:
    return pages.person(_seen(), person, _zone())


@bp.get("/photos/<public_id>/<variant>")
@access.link_holder
def photo(public_id: str, variant: str) -> ResponseReturnValue:
    return files.send(pages.photo(g.preview, public_id, variant), variant, shown=None)


def _seen() -> Opened:
    """The draft as it is now; pages alone read it, pictures and comments need the link and no more."""
    return pages.opened(g.preview, g.token)


def _with_comments(public_id: str, page: Callable[[CommentForm], str]) -> ResponseReturnValue:
    """The page with its form, or what was written there kept and the way back to it."""
    form = CommentForm()
    if form.validate_on_submit():
        with form.reporting():
            _refuse_flood()
            commenting.comment(g.preview, form.new_comment(public_id))
            flash(_("Thank you. The organisers will read your comment."), "success")
            return redirect(f"{request.path}#comments", 303)
    return page(form), form.status


def _refuse_flood() -> None:
    link = tokens.digest(g.token)
    if not limits.hit("preview comment", limits.address(), COMMENTS):
        raise TooMany
    if not limits.hit("preview comments", link, COMMENTS_AT_LINK):
        raise TooMany


def _zone() -> str:
    return language.zone(g.preview.event.timezone)
