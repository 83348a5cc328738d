"""For those who watch over the site: is the process alive, may it be sent visitors."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from app.core import schema
from app.core.db import db
from app.http import access

bp = Blueprint("health", __name__)
PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
RETRY_AFTER = "5"  # seconds


@bp.get("/healthz")
@access.public
def alive() -> ResponseReturnValue:
    """The process answers. Asks nobody else: restarting it would not heal a database."""
    return "ok\n", PLAIN


@bp.get("/readyz")
@access.public
def ready() -> ResponseReturnValue:
    """The database answers and has the schema this version was written for."""
    try:
        with db.engine.connect() as connection:
            sentence = schema.problem(connection)
    except SQLAlchemyError:
        sentence = "the database does not answer."
    if sentence:
        return f"{sentence}\n", 503, {**PLAIN, "Retry-After": RETRY_AFTER}
    return "ok\n", PLAIN
