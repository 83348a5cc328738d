"""A row of the outbox as a mail: its words, and the pictures that travel with them."""

import base64
from email.message import EmailMessage

import pytest
from flask import Flask

from app.jobs import mime
from app.outbox.models import Message
from app.rendering import qr
from tests.make import outbox as make

CODE = qr.picture("ICLC7-4KQ7-M2:a-secret")
SENDER = "office@plenary.example"


@pytest.fixture
def letter(app: Flask) -> Message:  # noqa: ARG001 - it has the database
    made = make.message(to="ada@example.org")
    html = made.html.replace("</h1>", f'</h1><p><img alt="A code" src="{CODE}"></p>', 1)
    make.change(made, html=html)
    return made


def parts(mail: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in mail.walk()]


def test_a_letter_without_pictures_is_words_alone(app: Flask) -> None:  # noqa: ARG001
    mail = mime.build(make.message(), sender=SENDER)

    assert parts(mail) == ["multipart/alternative", "text/plain", "text/html"]


def test_a_picture_travels_beside_the_words_and_is_found_there(letter: Message) -> None:
    mail = mime.build(letter, sender=SENDER)

    assert parts(mail) == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
    ]  # fmt: skip
    html, picture = list(mail.walk())[-2:]
    assert picture["Content-ID"] == "<picture-1@plenary>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content() == base64.b64decode(CODE.partition(",")[2])
    assert 'src="cid:picture-1@plenary"' in html.get_content()
    assert "data:" not in html.get_content()
    assert mail.as_bytes().isascii()


def test_whoever_looks_at_somebody_elses_letter_sees_no_code(letter: Message) -> None:
    seen = mime.without_pictures(mime.styled(letter.html))

    assert "base64" not in seen
    assert 'alt="A code"' in seen
