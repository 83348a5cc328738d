"""Cutting runs at marks that stand outside brackets and quotation marks, and these off runs."""

import re
from collections.abc import Iterator

from app.programme.paste.runs import Run

_OPENING, _CLOSING = "([", ")]"
GROUP = re.compile(r"[(\[](?P<inside>[^()\[\]]{1,400})(?:[)\]]|$)")


def depths(text: str) -> list[int]:
    """How many brackets are open at every place; a bracket nobody closes counts for nothing."""
    found, depth, opened = [], 0, []
    for place, letter in enumerate(text):
        if letter in _OPENING:
            opened.append(place)
            depth += 1
        found.append(depth)
        if letter in _CLOSING and opened:
            opened.pop()
            depth -= 1
    for place in opened:
        for later in range(place, len(found)):
            found[later] -= 1
    return found


def outside(run: Run, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What the pattern finds in the folded text outside brackets."""
    matches = list(pattern.finditer(run.folded))
    if not matches:
        return
    if not any(mark in run.text for mark in _OPENING):
        yield from matches
        return
    open_at = depths(run.text)
    for match in matches:
        if match.start() == match.end() or open_at[match.start()] == 0:
            yield match


def cut(run: Run, pattern: re.Pattern[str]) -> list[Run]:
    """The parts between the marks outside brackets; empty parts left out."""
    return run.between(match.span() for match in outside(run, pattern))


def groups(run: Run) -> Iterator[tuple[int, int, Run]]:
    """Every bracketed group: its places in the run with the brackets, and what is inside."""
    for match in GROUP.finditer(run.text):
        yield match.start(), match.end(), run.part(*match.span("inside"))


def without(run: Run, start: int, end: int) -> tuple[Run, Run]:
    """What is left on both sides of a stretch."""
    return run.part(0, start), run.part(end)


def unquoted(run: Run) -> Run:
    """Without quotation marks around all of it."""
    text = run.text
    if text[:1] in {'"', "'"} and text[-1:] == text[:1] and text.count(text[:1]) == len("''"):
        return run.part(1, len(text) - 1)
    return run
