"""Sessions a text does not hold, added to its proposal: out of which line, when, and where. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.core import text
from app.programme.paste.errors import TooManyItems
from app.programme.paste.result import NOT_UNDERSTOOD
from app.programme.proposals.proposal import NEW, Piece, Proposal, ProposedSession

MOST = 2000  # sessions of a proposal, as many as a text may hold
_LONGEST_TITLE = 300
_ORNAMENTS = " *•·-–—~=_#>|:;,"  # around words, where nothing of the words is meant


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a source that something of was not understood, with the pieces it is about."""

    start: int
    words: str
    pieces: list[Piece]


def spot(proposal: Proposal, source: str, line: int | None) -> Spot | None:
    """The line of that number, counted from one; None where nothing of it is left to be understood."""
    lines = source.split("\n")
    if line is None or not 1 <= line <= len(lines):
        return None
    start = sum(len(one) + 1 for one in lines[: line - 1])
    end = start + len(lines[line - 1])
    lost = [one for one in proposal.pieces if one.use == NOT_UNDERSTOOD and start <= one.start < end]
    words = text.clean_line(" ".join(source[one.start : one.end] for one in lost)).strip(_ORNAMENTS)
    return Spot(start, words, lost) if lost else None


def begin(proposal: Proposal, found: Spot | None) -> ProposedSession:
    """A session to be filled in: with the words of a line, and the time of what stands before it."""
    blank = ProposedSession(number=proposal.next_number(), title="", same_as=NEW, is_added=True)
    if found is None:
        return blank
    words = found.words
    return replace(
        _beside(blank, proposal, found),
        title=words[:_LONGEST_TITLE],
        abstract=words if len(words) > _LONGEST_TITLE else "",
    )


def add(proposal: Proposal, session: ProposedSession, found: Spot | None) -> int:
    """Put it where it belongs, in place; the words it was made of are understood from now on.

    Returns its number. Raises TooManyItems.
    """
    if len(proposal.sessions) >= MOST:
        raise TooManyItems
    number = proposal.next_number()
    places = {"title": [(one.start, one.end) for one in found.pieces]} if found else {}
    added = replace(session, number=number, is_added=True, places=places)
    proposal.sessions.insert(_place(proposal, added, found), added)
    for piece in found.pieces if found else ():
        piece.use, piece.session = "title", number
    return number


def _beside(session: ProposedSession, proposal: Proposal, found: Spot) -> ProposedSession:
    """With the day and time of the session whose text comes before; of the first one the day alone."""
    before, after = _around(proposal, found)
    if before is None or before.starts is None:
        return replace(session, parent=before.parent if before else None)
    is_free = before.parent is not None or after is None or _is_time_between(before, after)
    starts = before.ends if before.ends is not None and is_free else before.starts
    return replace(session, parent=before.parent, starts=starts)


def _is_time_between(before: ProposedSession, after: ProposedSession) -> bool:
    return before.ends is None or after.starts is None or after.starts > before.ends


def _around(proposal: Proposal, found: Spot) -> tuple[ProposedSession | None, ProposedSession | None]:
    """The session read from the text just before that line, and the next one that is part of no other."""
    beginnings = list(_beginnings(proposal))
    earlier = [number for number, start in beginnings if start < found.start]
    later = (proposal.session(number) for number, start in beginnings if start > found.start)
    before = proposal.session(earlier[-1]) if earlier else None
    return before, next((one for one in later if one is not None and one.parent is None), None)


def _beginnings(proposal: Proposal) -> Iterator[tuple[int, int]]:
    """Every session of the text with where it begins, in the order of the text."""
    begun: set[int] = set()
    for piece in sorted(proposal.pieces, key=lambda one: one.start):
        if piece.session is not None and piece.session not in begun:
            begun.add(piece.session)
            yield piece.session, piece.start


def _place(proposal: Proposal, session: ProposedSession, found: Spot | None) -> int:
    """Before the first one beside it that begins later; without a time of its own, where its line stands."""
    numbered = list(enumerate(proposal.sessions))
    starts, parent = session.starts, session.parent
    if starts is not None:
        beside = (place for place, one in numbered if one.parent == parent and one.starts is not None)
        later = (place for place in beside if (proposal.sessions[place].starts or starts) > starts)
        if (place := next(later, None)) is not None:
            return place
    elif parent is not None and found is not None:
        before, _after = _around(proposal, found)
        if before is not None and parent in {before.number, before.parent}:
            return next(place for place, one in numbered if one is before) + 1
    family = (place for place, one in numbered if parent is None or parent in {one.number, one.parent})
    return max(family, default=-1) + 1
