"""Views that a crowd opens at the same moment."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.core import patience

View = Callable[..., ResponseReturnValue]

_turn = threading.Lock()


def in_line(view: View) -> View:
    """Let those who send a form in one by one, in each process.

    They would wait for one another anyway, for the row that counts the seats. Threads that prepare
    meanwhile take the interpreter from the one that holds it, at each of its statements, and all
    are slower for it. What was sent is read before, so that nobody's slow connection holds the line.
    """

    @wraps(view)
    def waiting(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        request.form  # noqa: B018 - reads the body
        with patience.turn(_turn):
            return view(*args, **kwargs)

    return waiting
