"""Markdown in plain words, for programs that show them elsewhere: search engines, networks, calendars."""

import html
import re

from app.core import text
from app.rendering import markdown

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def plain(value: str) -> str:
    """What Markdown says, in paragraphs. Tags somebody typed are left out: some programs obey them."""
    return without_tags(markdown.to_text(value))


def short(value: str, longest: int) -> str:
    """The same on one line, cut between words."""
    return text.shorten(text.clean_line(plain(value)), longest)


def without_tags(value: str) -> str:
    return html.unescape(_TAG.sub("", value))
