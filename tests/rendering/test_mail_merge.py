"""A letter many get: drawn once, each reader's own words put in."""

import gc
import weakref
from typing import Any

import pytest

from app.rendering import mail_merge
from app.rendering.mail_merge import Pattern

pytestmark = pytest.mark.usefixtures("app")


class Row:
    """Something a letter speaks of."""


def pattern(key: str, **context: Any) -> Pattern:
    return Pattern("sign_in", "en", key, lambda: {"sender_name": "", "minutes": 15, **context})


def test_every_reader_gets_their_own_words_in_a_letter_drawn_once() -> None:
    first = mail_merge.merge(pattern("own"), {"link": "https://a.example/?b&c"})

    second = mail_merge.merge(pattern("own", minutes=99), {"link": "https://d.example/"})

    assert "https://a.example/?b&amp;c" in first.html
    assert "15 minutes" in second.text
    assert second.text == first.text.replace("https://a.example/?b&c", "https://d.example/")


def test_another_key_is_another_letter() -> None:
    mail_merge.merge(pattern("fifteen"), {"link": "https://a.example/"})

    assert "99 minutes" in mail_merge.merge(pattern("more", minutes=99), {"link": "https://a.example/"}).text


def test_nothing_a_letter_was_drawn_from_is_kept() -> None:
    row = Row()
    watched = weakref.ref(row)
    mail_merge.merge(pattern("kept", row=row), {"link": "https://a.example/"})

    del row
    gc.collect()

    assert watched() is None
