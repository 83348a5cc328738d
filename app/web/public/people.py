"""The people of an event, and a page for each."""

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.events import queries as events
from app.http import access, caching, language
from app.web.public import people_pages as pages

bp = Blueprint("people", __name__, url_prefix="/events/<slug>/people")


@bp.get("/")
@access.public
def index(slug: str) -> ResponseReturnValue:
    key = events.public_key(slug)
    g.main_language = key.main_language
    return caching.answer(("people", key, language.current()), lambda: pages.index(slug))


@bp.get("/<person>/")
@access.public
def show(slug: str, person: str) -> ResponseReturnValue:
    key = events.public_key(slug)
    g.main_language = key.main_language
    zone = language.zone(key.timezone)
    try:
        return caching.answer(
            ("person", key, person, language.current(), zone), lambda: pages.person(slug, person, zone)
        )
    except pages.Moved as moved:
        lang = request.args.get("lang")
        return redirect(url_for(".show", slug=slug, person=moved.person, lang=lang), 301)
