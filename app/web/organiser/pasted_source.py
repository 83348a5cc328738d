"""A pasted text as it is shown beside what was read out of it: lines, cut into pieces by use."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.programme.paste.result import NOT_UNDERSTOOD, SourceLine
from app.programme.proposals.proposal import Piece, Proposal

_NEXT_TO = 2  # lines before and after the one meant


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line; `use` is empty between pieces. `is_first` is the first of its session."""

    text: str
    use: str = ""
    session: int | None = None
    is_first: bool = False

    @property
    def is_lost(self) -> bool:
        return self.use == NOT_UNDERSTOOD


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    parts: Sequence[Part]

    @property
    def is_lost(self) -> bool:
        """Whether something of it was not understood."""
        return any(part.is_lost for part in self.parts)


def drawn(source: str, proposal: Proposal) -> list[Line]:
    """Every line of the source, blank ones too, with the use of its pieces."""
    return lines_of(source, proposal.pieces)


def pieces_of(lines: Iterable[SourceLine]) -> list[Piece]:
    """The pieces of a text that was only read, and is nowhere kept."""
    return [
        Piece(start=use.span.start, end=use.span.end, use=use.use, session=use.session)
        for line in lines
        for use in line.uses
    ]


def lines_of(source: str, found_pieces: Iterable[Piece]) -> list[Line]:
    """Every line of the source with the use of these pieces."""
    pieces = iter(sorted(found_pieces, key=lambda piece: piece.start))
    waiting = next(pieces, None)
    begun: set[int] = set()
    found, place = [], 0
    for number, line in enumerate(source.split("\n"), start=1):
        end, mine = place + len(line), []
        while waiting is not None and waiting.start < end:
            mine.append(waiting)
            waiting = next(pieces, None)
        found.append(Line(number, [*_parts(source, place, end, mine, begun)]))
        place = end + 1
    return found


def about(source: str, proposal: Proposal, number: int) -> list[Line]:
    """The lines one session was read from."""
    return [line for line in drawn(source, proposal) if any(part.session == number for part in line.parts)]


def around(source: str, proposal: Proposal, number: int | None) -> list[Line]:
    """A line of the text with those next to it, so that one sees what it is about."""
    if number is None:
        return []
    return [line for line in drawn(source, proposal) if abs(line.number - number) <= _NEXT_TO]


def _parts(source: str, place: int, end: int, pieces: list[Piece], begun: set[int]) -> Iterator[Part]:
    for piece in pieces:
        if place < piece.start:
            yield Part(source[place : piece.start])
        is_first = piece.session is not None and piece.session not in begun
        if piece.session is not None:
            begun.add(piece.session)
        yield Part(source[piece.start : piece.end], piece.use, piece.session, is_first)
        place = max(place, piece.end)
    if place < end:
        yield Part(source[place:end])
