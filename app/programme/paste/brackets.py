"""Cutting runs at marks that stand outside brackets and quotation marks, and these off runs."""

import re
from collections.abc import Iterator

from app.programme.paste.runs import Run

_OPENING = "(["
_BRACKET = re.compile(r"[()\[\]]")
GROUP = re.compile(r"[(\[](?P<inside>[^()\[\]]{1,400})(?:[)\]]|$)")


def closed(text: str) -> list[tuple[int, int]]:
    """Where brackets open and close, inner ones first; a bracket nobody closes counts for nothing."""
    found, opened = [], []
    for match in _BRACKET.finditer(text):
        if match[0] in _OPENING:
            opened.append(match.start())
        elif opened:
            found.append((opened.pop(), match.start()))
    return found


def outside(run: Run, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What the pattern finds in the folded text outside brackets."""
    matches = list(pattern.finditer(run.folded))
    if not matches:
        return
    if "(" not in run.text and "[" not in run.text:
        yield from matches
        return
    pairs = closed(run.text)
    for match in matches:
        start, end = match.span()
        if start == end or not any(first <= start <= last for first, last in pairs):
            yield match


def cut(run: Run, pattern: re.Pattern[str]) -> list[Run]:
    """The parts between the marks outside brackets; empty parts left out."""
    return run.between(match.span() for match in outside(run, pattern))


def groups(run: Run) -> Iterator[tuple[int, int, Run]]:
    """Every bracketed group: its places in the run with the brackets, and what is inside."""
    if "(" not in run.text and "[" not in run.text:
        return  # most runs, and asking so costs a fifth of looking
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
