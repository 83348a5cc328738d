"""The account of the source: every line with the use of its pieces, none left out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from app.programme.paste.ledger import Claim, Ledger
from app.programme.paste.normalising import Normalised, fold
from app.programme.paste.result import NOT_UNDERSTOOD, SourceLine, Span, Use

_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)  # a line's end inside a cell
_WORD = re.compile(r"\w+")


def account(
    source: str, normalised: Normalised, ledger: Ledger, numbers: dict[int, int], joints: set[str]
) -> tuple[SourceLine, ...]:
    """Every line that is not blank, cut into pieces by use; what nobody claimed is not understood.

    `numbers` gives the sessions' places by the identity of their drafts, `joints` the small words that
    only join what was used: "and", "by".
    """
    owners = [-1] * len(source)
    claims = sorted(ledger.claims, key=lambda claim: claim[0] - claim[1])
    edges: set[int] = set()
    for number, (start, end, _, _) in enumerate(claims):
        first, last = normalised.source(start, end)
        owners[first:last] = [number] * (last - first)
        edges.update((first, last))
    cuts = sorted(edges)
    bullets = _letters_for_bullets(source, normalised)
    found = []
    for number, start, end in _lines(normalised, len(source)):
        if source[start:end].strip():
            pieces = list(_pieces(source, owners, cuts, Span(start, end)))
            is_used = any(owner >= 0 for _, owner in pieces)
            uses = [
                _use(claims[owner], span, numbers) if owner >= 0
                else Use(span, _left_over(source[span.start : span.end], joints if is_used else set()))
                if span.start not in bullets or span.end > span.start + 1 else Use(span, "separator")
                for span, owner in pieces
            ]  # fmt: skip
            found.append(SourceLine(number, Span(start, end), tuple(uses)))
    return tuple(found)


def _letters_for_bullets(source: str, normalised: Normalised) -> set[int]:
    """Where the source has a letter that was read as a bullet."""
    if "\no " not in source:
        return set()
    places = (match.start() for match in re.finditer("•", normalised.text))
    return {place for mark in places if source[place := normalised.offsets[mark]] == "o"}


def _lines(normalised: Normalised, length: int) -> Iterator[tuple[int, int, int]]:
    """The lines of the source: number, start, end, each reaching to the next one's beginning."""
    begin = 0
    number = 0
    for number, match in enumerate(re.finditer("\n", normalised.text), 1):
        end = normalised.offsets[match.start()]
        yield number, begin, end
        begin = end + 1
    yield number + 1, begin, length


def _pieces(source: str, owners: list[int], cuts: list[int], line: Span) -> Iterator[tuple[Span, int]]:
    """The stretches of a line that belong to one claim each, blank ones left out.

    The owner changes only at `cuts`, where a claim begins or ends.
    """
    place = line.start
    inner = cuts[bisect_right(cuts, line.start) : bisect_left(cuts, line.end)]
    for stop in (*inner, line.end):
        owner = owners[place]
        if stop < line.end and owners[stop] == owner:
            continue  # what ended here had been claimed again by something shorter
        piece = source[place:stop]
        bare = piece.lstrip()
        left = stop - len(bare)
        if bare := bare.rstrip():
            yield Span(left, left + len(bare)), owner
        place = stop


def _use(claim: Claim, span: Span, numbers: dict[int, int]) -> Use:
    _, _, use, item = claim
    return Use(span, use, numbers.get(id(item)) if item is not None else None)


def _left_over(text: str, joints: set[str]) -> str:
    """What a piece is that nobody claimed: marks and joints between used pieces, or not understood."""
    words = _WORD.findall(fold(_BREAK.sub("", text)))
    is_joint = all(word in joints or (bool(joints) and word.isdigit()) for word in words)
    return "separator" if is_joint else NOT_UNDERSTOOD
