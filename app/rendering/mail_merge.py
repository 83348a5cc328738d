"""Mail merge: a letter many get within minutes is drawn once, and each reader's own words are put in."""

import html
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.core import ids
from app.rendering import letters
from app.rendering.letters import Letter

_SECRET = ids.public_id()  # so that nothing anybody types is taken for a mark


@dataclass(frozen=True, slots=True)
class Pattern:
    """A letter without its reader's own words, the same wherever `key` is the same.

    `key` must name everything the letter says: which thing, at which revision, until when.
    """

    template: str
    language: str
    key: Hashable
    context: Callable[[], Mapping[str, Any]]  # put together only where the letter must be drawn


def merge(pattern: Pattern, own: Mapping[str, str]) -> Letter:
    """The letter of this `pattern` for the reader to whom the variables in `own` belong."""
    place = _place(pattern.template, pattern.language, pattern.key, tuple(own))
    if not place:
        place.append(_draw(pattern, own))
    drawn = place[0]
    text, markup = drawn.text, drawn.html
    for name, value in own.items():
        text = text.replace(_mark(name), value)
        markup = markup.replace(_mark(name), html.escape(value))
    return Letter(drawn.language, drawn.subject, text, markup)


@lru_cache(maxsize=64)
def _place(*_key: Hashable) -> list[Letter]:
    """Where the letter of a key is kept, once drawn: the letter alone, none of what it was drawn from."""
    return []


def _draw(pattern: Pattern, names: Iterable[str]) -> Letter:
    marks = {name: _mark(name) for name in names}
    return letters.render(pattern.template, pattern.language, **{**pattern.context(), **marks})


def _mark(name: str) -> str:
    return f"{_SECRET}-{name}"
