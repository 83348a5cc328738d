"""The first page: what is on next."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.http import access

bp = Blueprint("home", __name__)


@bp.get("/")
@access.public
def show() -> ResponseReturnValue:
    return render_template("public/home.html")
