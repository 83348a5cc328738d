"""Doors that open when somebody comes: once, for all who wait, and never half."""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import config
from app import create_app
from app.core.db import db
from app.files import storage
from app.http.first_request import FirstRequest
from tests.browserless import Browser


def closed(open_doors: Any) -> Flask:
    app = Flask("closed")
    app.wsgi_app = FirstRequest(app, open_doors)  # type: ignore[method-assign]
    return app


def test_the_first_request_is_answered_by_the_pages_it_has_waited_for() -> None:
    app = closed(lambda app: app.add_url_rule("/", view_func=lambda: "hello"))

    answers = [app.test_client().get("/").text for _ in range(2)]

    assert answers == ["hello", "hello"]


def test_doors_open_once_however_many_come_at_once() -> None:
    opened: list[str] = []
    both = threading.Barrier(4)

    def open_doors(app: Flask) -> None:
        opened.append("once")
        app.add_url_rule("/", view_func=lambda: "hello")

    app = closed(open_doors)
    answers: list[str] = []

    def visit() -> None:
        client = app.test_client()
        both.wait()
        answers.append(client.get("/").text)

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()

    assert opened == ["once"]
    assert answers == ["hello"] * 4


def test_what_is_put_around_the_application_while_opening_is_outermost() -> None:
    def open_doors(app: Flask) -> None:
        app.add_url_rule("/", view_func=lambda: "hello")
        inside = app.wsgi_app

        def outermost(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            return [b"> ", *inside(environ, start_response)]

        app.wsgi_app = outermost  # type: ignore[method-assign]

    app = closed(open_doors)

    assert app.test_client().get("/").data == b"> hello"


def test_who_comes_while_doors_are_put_in_waits_and_goes_through_them_too() -> None:
    half_open, has_knocked = threading.Event(), threading.Event()

    def open_doors(app: Flask) -> None:
        inside = app.wsgi_app
        half_open.set()
        has_knocked.wait(10)
        app.add_url_rule("/", view_func=lambda: "hello")

        def outermost(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            return [b"> ", *inside(environ, start_response)]

        app.wsgi_app = outermost  # type: ignore[method-assign]

    app = closed(open_doors)
    answers: list[bytes] = []
    first, second = (
        threading.Thread(target=lambda: answers.append(app.test_client().get("/").data)) for _ in range(2)
    )

    first.start()
    half_open.wait(10)
    second.start()
    second.join(0.2)
    assert answers == []
    has_knocked.set()
    for visitor in (first, second):
        visitor.join(10)

    assert answers == [b"> hello"] * 2


def test_nobody_comes_in_through_a_door_that_did_not_open() -> None:
    def open_doors(app: Flask) -> None:
        app.add_url_rule("/", view_func=lambda: "unguarded")
        raise RuntimeError("views without an access mark")

    app = closed(open_doors)

    for _ in range(2):
        with pytest.raises((RuntimeError, AssertionError)):
            app.test_client().get("/")


def test_an_application_whose_doors_are_closed_answers_like_any_other(
    tmp_path: Path, data_folder: Path
) -> None:
    settings = config.load({"PLENARY_DATA": str(tmp_path), "EMBED_WORKER": "0"})
    app = create_app({**settings, "TESTING": True}, doors_open=False)

    page = Browser(app).get("/account/sign-in/")

    assert page.status == 200
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    with app.app_context():
        db.engine.dispose()
    storage.configure(data_folder / "files")  # back to where all other tests keep theirs
