"""The released programme: its timetable, its sessions, what changed, and earlier releases."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from app.events import queries as events
from app.events.queries import PublicKey
from app.http import access, caching, language
from app.programme.timetable import selection
from app.web.public import live
from app.web.public import programme_pages as pages

bp = Blueprint("programme", __name__, url_prefix="/events/<slug>/programme")

LAYOUTS = ("list", "grid")


@bp.get("/")
@access.public
def show(slug: str) -> ResponseReturnValue:
    key, zone = _key(slug)
    chosen, layout = selection.read(request.args), request.args.get("view", "")
    layout = layout if layout in LAYOUTS else ""
    return caching.answer(
        ("programme", key, language.current(), zone, chosen, layout),
        lambda: pages.timetable(slug, zone, chosen, layout),
    )


@bp.get("/<session>/")
@access.public
def session(slug: str, session: str) -> ResponseReturnValue:
    key, zone = _key(slug)
    return caching.answer(
        ("session", key, session, language.current(), zone), lambda: pages.session(slug, session, zone)
    )


@bp.get("/<session>/join")
@access.public
def join(slug: str, session: str) -> ResponseReturnValue:
    """To the session's stream while everybody may watch; else to the page that says when."""
    return live.lead_to(pages.stream(slug, session))


@bp.get("/changes/")
@access.public
def changes(slug: str) -> ResponseReturnValue:
    key, _zone = _key(slug)
    return caching.answer(("changes", key, language.current()), lambda: pages.changes(slug))


@bp.get("/releases/")
@access.public
def releases(slug: str) -> ResponseReturnValue:
    key, _zone = _key(slug)
    return caching.answer(("releases", key, language.current()), lambda: pages.releases(slug))


@bp.get("/releases/<int:number>/")
@access.public
def release(slug: str, number: int) -> ResponseReturnValue:
    key, zone = _key(slug)
    return caching.answer(
        ("release", key, number, language.current(), zone), lambda: pages.release(slug, number, zone)
    )


def _key(slug: str) -> tuple[PublicKey, str]:
    """What the page depends on, in one query, and the reader's zone. Raises NoSuchEvent."""
    key = events.public_key(slug)
    g.main_language = key.main_language
    return key, language.zone(key.timezone)
