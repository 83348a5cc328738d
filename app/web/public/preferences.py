"""The reader's language and time zone: kept in two cookies, without an account."""

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug import Response

from app.core import localtime
from app.http import access, language, next_page

bp = Blueprint("preferences", __name__, url_prefix="/preferences")

_YEAR = 365 * 24 * 3600


@bp.get("/")
@access.public
def show() -> ResponseReturnValue:
    return render_template(
        "public/preferences.html",
        zones=localtime.zone_names(),
        zone=language.zone(""),
        next_path=next_page.safe(request.args.get("next")) or "/",
    )


@bp.get("/set")
@access.public
def change() -> ResponseReturnValue:
    """Remember what is asked for, and go back. A link, so that cached pages can hold it."""
    response = redirect(next_page.safe(request.args.get("next")) or "/", code=303)
    wanted, zone = request.args.get("lang"), request.args.get("tz")
    if wanted in language.available():
        _remember(response, language.LANGUAGE_COOKIE, wanted)
    if zone in localtime.zone_names():
        _remember(response, language.ZONE_COOKIE, zone)
    elif zone == "":
        response.delete_cookie(language.ZONE_COOKIE)
    return response


def _remember(response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
