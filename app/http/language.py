"""Which language and zone a page is in: the address, then a cookie, then the browser's wish."""

from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, g, has_request_context, request
from werkzeug import Response

from app.core import localtime
from app.extensions import babel

LANGUAGE_COOKIE = "lang"
ZONE_COOKIE = "tz"
_YEAR = 365 * 24 * 3600  # seconds
NAMES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية", "ru": "Русский", "zh": "中文"}


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=current, timezone_selector=lambda: "UTC")


@lru_cache(maxsize=8)
def _catalogues(folder: str) -> tuple[str, ...]:
    found = {path.parent.parent.name for path in Path(folder).glob("*/LC_MESSAGES/messages.po")}
    return ("en", *(language for language in NAMES if language in found and language != "en"))


def available() -> tuple[str, ...]:
    """The interface's languages: English and every catalogue in translations/."""
    return _catalogues(current_app.config["BABEL_TRANSLATION_DIRECTORIES"])


def current() -> str:
    """The language of this request, decided once: ?lang=, cookie, Accept-Language, English."""
    if not has_request_context():
        return "en"
    if "language" not in g:
        g.language = _wanted()
    language: str = g.language
    return language


def in_address(path: str, default: str = "en") -> str:
    """A path with this page's language in it: programs that read calendars and news send no cookies.

    `default` is the language they are given there when the address names none.
    """
    return path if current() == default else f"{path}?lang={current()}"


def spoken(tag: str | None) -> str | None:
    """The catalogue for a language as browsers and addresses name it: ar, AR, ar-EG. None: there is none."""
    language = (tag or "").partition("-")[0].lower()
    return language if language in available() else None


def _wanted() -> str:
    for asked in (request.args.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if found := spoken(asked):
            return found
    return _of_browser() or "en"


def _of_browser() -> str | None:
    """What the reader likes best of what there is, wherever they live.

    Werkzeug's best_match would give English to who asks for ar-EG first and for en after it.
    """
    for tag, quality in request.accept_languages:
        if quality > 0 and (found := spoken(tag)):
            return found
    return None


def remember(response: Response, code: str) -> None:
    """Let this browser see all pages in the language `code`."""
    _keep(response, LANGUAGE_COOKIE, code)


def remember_zone(response: Response, zone: str) -> None:
    """Let this browser see times in `zone` too; with "" in the events' own only."""
    if zone:
        _keep(response, ZONE_COOKIE, zone)
    else:
        response.delete_cookie(ZONE_COOKIE)


def _keep(response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )


def zone(event_zone: str) -> str:
    """The zone times are shown in beside the event's own: ?tz=, cookie, else the event's."""
    for asked in (request.args.get("tz"), request.cookies.get(ZONE_COOKIE)):
        if asked in localtime.zone_names():
            return asked
    return event_zone
