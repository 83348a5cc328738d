"""The reader's language and time zone: kept in two cookies, without an account."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.core import localtime
from app.http import access, language, next_page

bp = Blueprint("preferences", __name__, url_prefix="/preferences")


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
        language.remember(response, wanted)
    if zone in ("", *localtime.zone_names()):
        language.remember_zone(response, zone)
    return response
