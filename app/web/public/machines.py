"""Answers to programs that read what is public: calendars, news feeds, files of a programme.

No cookie is looked at and none is set, so that one address has one answer everywhere. The language
is `?lang=`, else the event's own.
"""

from collections.abc import Callable, Hashable

from flask import Response, request

from app.events.models import Visibility
from app.events.queries import PublicKey
from app.http import caching, language
from app.http.page_store import Page
from app.rendering.links import absolute


def answer(key: Hashable, build: Callable[[], Page], headers: dict[str, str] | None = None) -> Response:
    """For any reader on any site: what is here is public, and nothing in it is personal."""
    everywhere = {"Access-Control-Allow-Origin": "*", **(headers or {})}
    return caching.answer(key, build, cache_control=caching.FEED, headers=everywhere)


def as_file(name: str) -> dict[str, str]:
    """Shown where programs can; saved under `name` where they are asked to."""
    kind = "attachment" if request.args.get("download") == "1" else "inline"
    return {"Content-Disposition": f'{kind}; filename="{name}"'}


def about_event(key: PublicKey) -> dict[str, str]:
    """Which page this belongs to, and whether search engines may know it."""
    headers = {"Link": f'<{absolute(f"/events/{key.slug}/")}>; rel="alternate"; type="text/html"'}
    if key.visibility is not Visibility.PUBLIC:
        headers["X-Robots-Tag"] = "noindex"
    return headers


def language_or(default: str) -> str:
    """What the address asks for; else the event's own, where the interface speaks it."""
    return language.spoken(request.args.get("lang")) or language.spoken(default) or "en"
