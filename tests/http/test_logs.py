"""Logs hold ids only: no tokens, no addresses, no rows of people's data."""

import json
import logging
import re
import sys

import pytest
from flask import Flask

from app.core import tokens
from app.http import logs
from app.http.logs import JsonFormatter, PlainFormatter
from tests.browserless import Browser

TOKEN = "AbCdEfGhIjKlMnOpQrStUvAbCdEfGhIjKlMnOpQrStUvWxYz0"


def record(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    trace = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("app.web", logging.WARNING, __file__, 1, message, args, trace)


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        (f"GET /registrations/{TOKEN}/ 200", "GET /registrations/[hidden]/ 200"),
        (
            f"POST /speakers/{TOKEN}/sessions/ABC/answer 303",
            "POST /speakers/[hidden]/sessions/ABC/answer 303",
        ),
        ("GET /speakers/short/photo.webp 200", "GET /speakers/[hidden]/photo.webp 200"),
        ("GET /registrations/short/withdraw 200", "GET /registrations/[hidden]/withdraw 200"),
        ("GET /join/abc 302", "GET /join/[hidden] 302"),
        ("GET /feeds/abc.ics 200", "GET /feeds/[hidden] 200"),
        ("GET /account/sign-in/link/abc/ 200", "GET /account/sign-in/link/[hidden]/ 200"),
        ("GET /account/sign-in/mailed/ 200", "GET /account/sign-in/mailed/ 200"),
        (f"see ?next={TOKEN}&x=1", "see ?next=[hidden]&x=1"),
        ("postgresql://plenary:geheim@db:5432/plenary", "postgresql://[hidden]@db:5432/plenary"),
        ("redis://:geheim@127.0.0.1:6379/0", "redis://[hidden]@127.0.0.1:6379/0"),
        ("to Ada.O'Brien+x@bücher.example now", "to Ada.O'[address] now"),
        ("no such user: <ada@example.org>", "no such user: <[address]>"),
        (
            "duplicate key\nDETAIL:  Key (email_key)=(ada) already exists.",
            "duplicate key\n",
        ),
        (
            "/events/learning-cities-conference-2026-hamburg-and-beyond/programme/",
            "/events/learning-cities-conference-2026-hamburg-and-beyond/programme/",
        ),
        ("message Em2p0WasAN3361wu1BZgdg: sent", "message Em2p0WasAN3361wu1BZgdg: sent"),
    ],
)
def test_t38_what_opens_or_names_somebody_is_not_written_down(said: str, logged: str) -> None:
    assert logs.mask(said) == logged


@pytest.mark.usefixtures("app")
def test_t38_every_kind_of_token_we_make_is_hidden_wherever_it_stands() -> None:
    for _ in range(200):
        for token in (tokens.sign("manage", "a" * 22), tokens.random()):
            assert logs.mask(f"x {token} y") == "x [hidden] y"


def test_a_line_is_one_json_object_with_what_is_needed() -> None:
    line = JsonFormatter().format(record("mail %s failed\nfor %s", "x1", "ada@example.org"))

    assert "\n" not in line
    found = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", found.pop("at"))
    assert found == {"level": "warning", "logger": "app.web", "message": "mail x1 failed\nfor [address]"}


def test_t38_a_traceback_is_masked_too() -> None:
    try:
        int("ada@example.org")
    except ValueError as error:
        said = record("broken", error=error)

    found = json.loads(JsonFormatter().format(said))

    assert found["exception"].endswith("ValueError: invalid literal for int() with base 10: '[address]'")
    assert "ada@example.org" not in PlainFormatter().format(said)


def test_lines_of_one_request_share_an_id_that_the_answer_tells(app: Flask) -> None:
    with app.test_request_context("/"):
        first, second = (json.loads(JsonFormatter().format(record("x")))["request"] for _ in range(2))

    assert first == second
    assert re.fullmatch(r"[0-9a-f]{16}", first)


def test_every_answer_carries_its_id(browser: Browser) -> None:
    ids = {browser.get("/healthz").headers["X-Request-ID"] for _ in range(3)}

    assert len(ids) == 3


def test_t38_the_database_keeps_parameters_out_of_its_errors(app: Flask) -> None:
    assert app.config["SQLALCHEMY_ENGINE_OPTIONS"]["hide_parameters"] is True


def test_lines_go_to_the_present_standard_error(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    del app

    logging.getLogger("app.web").warning("a visitor wrote to %s", "ada@example.org")

    assert "a visitor wrote to [address]" in capsys.readouterr().err
    assert sys.stderr is not None
