"""Sessions a text does not hold, added to its proposal."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programme.paste import parsing
from app.programme.paste.errors import TooManyItems
from app.programme.paste.result import NOT_UNDERSTOOD
from app.programme.proposals import adding, proposing
from app.programme.proposals.proposal import NEW, Piece, Proposal, ProposedSession, dump, load
from tests.make.programme import at

DAY = date(2026, 9, 28)


def read(source: str) -> Proposal:
    result = parsing.parse(source, parsing.Options(DAY, "Europe/Berlin", date(2026, 9, 30)))
    return proposing.propose(result, timezone="Europe/Berlin", language="en")


def proposal(*sessions: ProposedSession) -> Proposal:
    return Proposal(language="en", sessions=list(sessions))


def session(
    number: int,
    starts: str | None = None,
    ends: str | None = None,
    *,
    parent: int | None = None,
    day: int = 28,
) -> ProposedSession:
    return ProposedSession(
        number=number,
        title=f"Session {number}",
        starts=at(starts, day) if starts else None,
        ends=at(ends, day) if ends else None,
        parent=parent,
    )


def with_lines(*parts: ProposedSession | str) -> tuple[Proposal, str]:
    """A proposal and a source of which every line is a session's, or was not understood."""
    found, source = proposal(), ""
    for part in parts:
        words = part if isinstance(part, str) else part.title
        number = None if isinstance(part, str) else part.number
        found.pieces.append(
            Piece(
                start=len(source),
                end=len(source) + len(words),
                use=NOT_UNDERSTOOD if number is None else "title",
                session=number,
            )
        )
        if not isinstance(part, str):
            found.sessions.append(part)
        source += f"{words}\n"
    return found, source


def begun(found: Proposal, source: str, line: int) -> tuple[int | None, datetime | None]:
    """What a session made of that line is part of, and when."""
    made = adding.begin(found, adding.spot(found, source, line))
    return made.parent, made.starts


def numbers(found: Proposal) -> list[int]:
    return [one.number for one in found.sessions]


def test_a_new_session_is_empty_and_new_where_no_line_is_meant() -> None:
    made = adding.begin(proposal(session(4, "09:00")), None)

    assert (made.number, made.title, made.starts, made.same_as, made.is_added) == (5, "", None, NEW, True)


@pytest.mark.parametrize(
    ("parts", "line", "expected"),
    [
        (("greeting", session(0, "09:00")), 1, (None, None)),
        ((session(0, "09:00", "09:30"), "lost"), 2, (None, at("09:30"))),
        ((session(0, "09:00"), "lost"), 2, (None, at("09:00"))),
        ((session(0, "09:00", "09:30"), "lost", session(1, "10:00")), 2, (None, at("09:30"))),
        ((session(0, "09:00", "09:30"), "lost", session(1, "09:30")), 2, (None, at("09:00"))),
        ((session(0, "16:00", "17:00"), "lost", session(1, "09:00", day=29)), 2, (None, at("17:00"))),
        ((session(0, "09:00"), session(1, parent=0), "lost"), 3, (0, None)),
        ((session(0, "09:00"), session(1, "09:10", "09:20", parent=0), "lost"), 3, (0, at("09:20"))),
    ],
)
def test_a_line_lends_the_day_and_time_of_what_stands_before_it(
    parts: tuple[ProposedSession | str, ...], line: int, expected: tuple[int | None, datetime | None]
) -> None:
    assert begun(*with_lines(*parts), line) == expected


def test_the_words_of_a_line_are_the_title_and_none_of_a_long_one_are_lost() -> None:
    found, source = with_lines("*** short  one ***", "word " * 100, "– – –")

    short, long = (adding.begin(found, adding.spot(found, source, line)) for line in (1, 2))

    assert (short.title, short.abstract) == ("short one", "")
    assert adding.begin(found, adding.spot(found, source, 3)).title == ""
    assert (len(long.title), long.abstract) == (300, ("word " * 100).strip())


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (session(9, "08:00"), [9, 0, 1, 2, 3]),
        (session(9, "09:30"), [0, 1, 2, 9, 3]),
        (session(9, "09:00", day=29), [0, 1, 2, 3, 9]),
        (session(9), [0, 1, 2, 3, 9]),
        (session(9, "09:15", parent=0), [0, 1, 9, 2, 3]),
        (session(9, parent=0), [0, 1, 2, 9, 3]),
        (session(9, parent=3), [0, 1, 2, 3, 9]),
    ],
)
def test_it_comes_where_its_time_is_or_behind_what_it_is_part_of(
    new: ProposedSession, expected: list[int]
) -> None:
    found = proposal(
        session(0, "09:00"),
        session(1, "09:10", parent=0),
        session(2, "09:20", parent=0),
        session(3, "10:00"),
    )
    found.sessions.append(session(8, "23:00", day=30))

    number = adding.add(found, new, None)

    assert number == 9
    assert [one for one in numbers(found) if one != 8] == expected


def test_a_talk_without_a_time_comes_where_its_line_stands() -> None:
    found, source = with_lines(session(0, "09:00"), session(1, parent=0), "lost", session(2, parent=0))
    spot = adding.spot(found, source, 3)

    adding.add(found, adding.begin(found, spot), spot)

    assert numbers(found) == [0, 1, 3, 2]


def test_a_line_is_used_once() -> None:
    found, source = with_lines(session(0, "09:00"), "lost")
    spot = adding.spot(found, source, 2)
    assert spot is not None

    adding.add(found, adding.begin(found, spot), spot)

    (used,) = (one for one in found.pieces if one.session == 1)
    assert (source[used.start : used.end], used.use) == ("lost", "title")
    assert found.sessions[1].places == {"title": [(used.start, used.end)]}
    assert adding.spot(found, source, 2) is None
    assert adding.spot(found, source, 1) is None


def test_there_is_an_end_to_it() -> None:
    found = proposal(*(session(number) for number in range(adding.MOST)))

    with pytest.raises(TooManyItems):
        adding.add(found, session(0), None)


LINES = st.sampled_from(
    ["9:00 – 9:30 Opening", "Dear all,", "10:00 Panel: On lamps", "* 10:15 A talk", "– – –", ""]
)


@given(st.lists(LINES, max_size=12).map("\n".join), st.integers(min_value=-2, max_value=15))
def test_whichever_line_is_taken_the_pieces_still_cover_what_they_covered(source: str, line: int) -> None:
    before = read(source)
    found = load(dump(before))
    spot = adding.spot(found, source, line)

    number = adding.add(found, adding.begin(found, spot), spot)

    assert [(one.start, one.end) for one in found.pieces] == [(one.start, one.end) for one in before.pieces]
    lost = [one.use == NOT_UNDERSTOOD for one in found.pieces].count(True)
    assert lost + (len(spot.pieces) if spot else 0) == [
        one.use == NOT_UNDERSTOOD for one in before.pieces
    ].count(True)
    assert sorted(numbers(found)) == sorted([*numbers(before), number])
    assert [one for one in numbers(found) if one != number] == numbers(before)
    assert load(dump(found)) == load(dump(load(dump(found))))
