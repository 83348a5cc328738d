"""Who is signed in, as a fragment: cached pages fetch it, because they hold nothing personal."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.http import access, identity

bp = Blueprint("bar", __name__)


@bp.get("/bar")
@access.public
def show() -> ResponseReturnValue:
    return render_template("account/bar.html", user=identity.current_account())
