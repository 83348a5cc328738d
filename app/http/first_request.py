"""Opening the doors when the first request comes: commands and workers never show a page."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask


class FirstRequest:
    """Stands where a server calls the application, until the first request has opened its doors.

    Requests that come meanwhile wait, and then go in by the doors like any other. Should opening
    fail, the next request tries again.
    """

    def __init__(self, app: Flask, open_doors: Callable[[Flask], None]) -> None:
        self._app = app
        self._open_doors = open_doors
        self._inside = app.wsgi_app
        self._opening = threading.Lock()
        self._is_open = False

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self._opening:
            if not self._is_open:
                self._open()
        return self._app.wsgi_app(environ, start_response)

    def _open(self) -> None:
        self._app.wsgi_app = self._threshold  # type: ignore[method-assign]  # what doors are put around
        try:
            self._open_doors(self._app)
        except BaseException:
            self._app.wsgi_app = self  # type: ignore[method-assign]
            raise
        self._is_open = True

    def _threshold(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if self._is_open:
            return self._inside(environ, start_response)
        with self._opening:  # came while the doors were being put in, and has passed none of them
            pass
        return self._app.wsgi_app(environ, start_response)
