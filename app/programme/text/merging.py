"""One result out of our own sessions and of those that stand between them in other words."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.programme.paste.accounting import account
from app.programme.paste.ledger import Claim, Ledger
from app.programme.paste.normalising import Normalised
from app.programme.paste.result import ParsedSession, Question, Result, SourceLine, Span, Use, Zone
from app.programme.text.drafts import SessionDraft
from app.programme.text.words import Words

_LETTERS = re.compile(r"[^\r\n]")


def merged(
    source: str, drafts: Sequence[SessionDraft], claims: Iterable[Claim], words: Words, first_day: date
) -> Result:
    """Our own sessions with the account of the whole text; cancelled ones are read and left out."""
    there = [draft for draft in drafts if not draft.head.is_cancelled]
    numbers = {id(draft): number for number, draft in enumerate(there)}
    sessions, questions = _each_once([one.session(source, first_day, numbers, words) for one in there])
    ledger = Ledger()
    ledger.claims += [*claims, *(claim for draft in drafts for claim in draft.claims(source, words))]
    as_it_is = Normalised(source, range(len(source) + 1))
    lines = account(source, as_it_is, ledger, numbers, set())
    return Result(tuple(sessions), lines, None, tuple(questions))


def _each_once(sessions: Sequence[ParsedSession]) -> tuple[list[ParsedSession], list[Question]]:
    """Where lines were copied, the first keeps the public id."""
    found, questions, seen = [], [], set()
    for number, session in enumerate(sessions):
        code = session.public_id
        if code is not None and code.value in seen:
            questions.append(Question("same_session_twice", code.spans[0], number))
            session = replace(session, public_id=None)  # noqa: PLW2901
        elif code is not None:
            seen.add(code.value)
        found.append(session)
    return found, questions


def asked(result: Result, questions: Sequence[Question], zone: Zone | None, language: str) -> Result:
    """With what our own reader wants to know, and what the head of the text says."""
    return replace(
        result,
        questions=(*questions, *result.questions),
        zone=zone or result.zone,
        language=language,
    )


def with_rest(
    source: str,
    ours: Result,
    rest: Sequence[Span],
    days: Sequence[Span],
    otherwise: Callable[[str], Result],
) -> Result:
    """With what `otherwise` finds in these stretches: it sees the days, and blanks for all else."""
    other = otherwise(_only(source, sorted([*rest, *days], key=lambda span: span.start)))
    tops = [(_place(one), number) for number, one in enumerate(ours.sessions) if one.parent is None]
    others = [_inside(one, source, tops) for one in other.sessions]
    order = sorted(
        [*((_place(one), 0, number) for number, one in enumerate(ours.sessions)),
         *((_place(one), 1, number) for number, one in enumerate(others))]
    )  # fmt: skip
    numbers = {(whose, number): place for place, (_start, whose, number) in enumerate(order)}
    found = [
        _numbered((ours.sessions, others)[whose][number], whose, numbers) for _start, whose, number in order
    ]
    handed_on = _Stretches(rest)
    lines = [
        *(_line(one, 0, numbers) for one in ours.lines if not handed_on.hold(one.span)),
        *(_line(one, 1, numbers) for one in other.lines if handed_on.hold(one.span)),
    ]
    return Result(
        tuple(found),
        tuple(sorted(lines, key=lambda line: line.span.start)),
        other.zone,
        tuple(_questions(ours, 0, numbers)) + tuple(_questions(other, 1, numbers)),
    )


class _Stretches:
    """Stretches that do not overlap, in order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._ends = [span.end for span in spans]

    def hold(self, span: Span) -> bool:
        number = bisect_left(self._ends, span.end)
        return number < len(self._spans) and self._spans[number].start <= span.start


def _only(source: str, kept: Sequence[Span]) -> str:
    """The source with blanks for all else, so that every place stays the same."""
    parts, place = [], 0
    for span in kept:
        parts += [_LETTERS.sub(" ", source[place : span.start]), source[span.start : span.end]]
        place = span.end
    return "".join(parts) + _LETTERS.sub(" ", source[place:])


def _place(session: ParsedSession) -> int:
    spans = [*(session.clock.spans if session.clock else ()), *session.title.spans]
    return min((span.start for span in spans), default=0)


def _inside(session: ParsedSession, source: str, tops: Sequence[tuple[int, int]]) -> ParsedSession:
    """Behind a plus it belongs to our session before it; its parent is noted as a negative number."""
    place = _place(session)
    line = source[source.rfind("\n", 0, place) + 1 : place]
    before = bisect_left(tops, (place, 0))
    if session.parent is not None or not before or not line.strip().startswith("+"):
        return session
    return replace(session, parent=-1 - tops[before - 1][1])


def _numbered(session: ParsedSession, whose: int, numbers: dict[tuple[int, int], int]) -> ParsedSession:
    if session.parent is None:
        return session
    if session.parent < 0:
        return replace(session, parent=numbers[0, -1 - session.parent])
    return replace(session, parent=numbers[whose, session.parent])


def _line(line: SourceLine, whose: int, numbers: dict[tuple[int, int], int]) -> SourceLine:
    return replace(line, uses=tuple(_use(use, whose, numbers) for use in line.uses))


def _use(use: Use, whose: int, numbers: dict[tuple[int, int], int]) -> Use:
    return use if use.session is None else replace(use, session=numbers[whose, use.session])


def _questions(result: Result, whose: int, numbers: dict[tuple[int, int], int]) -> Iterator[Question]:
    for one in result.questions:
        yield one if one.session is None else replace(one, session=numbers[whose, one.session])
