"""Views that a crowd opens at the same moment."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.core import sqlite
from app.core.db import db

View = Callable[..., ResponseReturnValue]


def in_line(view: View) -> View:
    """Let a form's senders in one by one, in each process, where only one of them may write anyway.

    What they sent is read before, so that nobody's slow connection keeps the others waiting.
    """

    @wraps(view)
    def waiting(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        request.form  # noqa: B018 - reads the body
        with sqlite.line(db.engine):
            return view(*args, **kwargs)

    return waiting
