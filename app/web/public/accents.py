"""Stylesheets of events' own colours: made from their address alone, so browsers keep them for ever."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from app.http import accent, access

bp = Blueprint("accents", __name__)

FOR_EVER = "public, max-age=31536000, immutable"


@bp.get("/accent/<names>.css")
@access.public
def show(names: str) -> ResponseReturnValue:
    sheet = accent.stylesheet(names)
    if sheet is None:
        abort(404)
    return Response(sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOR_EVER})
