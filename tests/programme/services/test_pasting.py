"""What organisers decide about a pasted programme before it enters the draft."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.core.actors import SYSTEM
from app.events.models import Event
from app.programme import queries
from app.programme.models import PastedText
from app.programme.proposals import queries as pasted_texts
from app.programme.proposals.proposal import ProposedSession, load
from app.programme.services import applying, pasting
from app.programme.services.pasting import NewText
from tests.make import events
from tests.make.programme import local

pytestmark = pytest.mark.usefixtures("app")

NIGHT = """Meeting · Plenary text 1 · en
Time zone: Etc/UTC

== Sunday, 2027-10-31 ==

00:15–00:45  Summer half [Panel]

01:15–01:45  Winter half [Panel]
"""


HALVES = """31 October 2027
2:00 - 4:00 Panel on wells
2:00 - 2:30 Rain talk
2:30 - 3:00 River talk
4:00 - 5:00 Tea
"""


def pasted(event: Event, text: str) -> PastedText:
    new = NewText(source=text, first_day=date(2027, 10, 31), language="en")
    return pasting.paste(event, new, actor=SYSTEM)


def sessions(text: PastedText) -> list[ProposedSession]:
    return load(text.proposal).sessions


def starts(text: PastedText) -> list[datetime | None]:
    return [one.starts for one in sessions(text)]


def convert(text: PastedText) -> None:
    pasting.convert_zone(text, seen=text.revision, actor=SYSTEM)


def leave(text: PastedText) -> None:
    pasting.leave_zone(text, seen=text.revision, actor=SYSTEM)


def test_which_of_two_is_meant_comes_along_when_times_are_brought_to_the_events_zone() -> None:
    event = events.event(timezone="Europe/Berlin")
    text = pasted(event, NIGHT)

    convert(text)
    review = pasted_texts.review(text)
    applying.apply(text, mark=review.mark, seen=text.revision, actor=SYSTEM)

    assert review.problems == {}
    assert [(one.starts_local, one.starts_fold) for one in queries.draft(event).timetable] == [
        (local("2027-10-31 02:15"), 0), (local("2027-10-31 02:15"), 1),
    ]  # fmt: skip


@pytest.mark.parametrize("zone", ["Etc/UTC", "America/Mexico_City", "Asia/Kathmandu"])
def test_times_are_brought_back_as_they_are_written(zone: str) -> None:
    text = pasted(events.event(timezone="Europe/Berlin"), NIGHT.replace("Etc/UTC", zone))
    written = sessions(text)
    convert(text)
    assert sessions(text) != written

    leave(text)

    assert sessions(text) == written
    assert not load(text.proposal).zone_is_applied


def test_bringing_times_back_that_were_never_moved_does_nothing() -> None:
    text = pasted(events.event(timezone="Europe/Berlin"), NIGHT)
    before = text.proposal

    leave(text)

    assert text.proposal == before


def test_a_time_given_by_hand_is_never_moved_to_another_zone() -> None:
    text = pasted(events.event(timezone="Europe/Berlin"), NIGHT)
    corrected = replace(sessions(text)[0], starts=local("2027-10-31 09:00"), ends=None)
    pasting.correct(text, corrected, seen=text.revision, actor=SYSTEM)
    retitled = replace(sessions(text)[1], title="Winter")
    pasting.correct(text, retitled, seen=text.revision, actor=SYSTEM)

    convert(text)
    assert starts(text) == [local("2027-10-31 09:00"), local("2027-10-31 02:15")]

    leave(text)
    assert starts(text) == [local("2027-10-31 09:00"), local("2027-10-31 01:15")]


def turn(text: PastedText, number: int) -> None:
    pasting.turn_half_of_day(text, number, seen=text.revision, actor=SYSTEM)


def spans(text: PastedText) -> list[str]:
    return [f"{one.starts:%d %H:%M}–{one.ends:%H:%M}" for one in sessions(text) if one.starts and one.ends]


def test_what_is_inside_a_session_goes_with_it_to_the_other_half_of_the_day_and_back() -> None:
    text = pasted(events.event(), HALVES)
    late = ["31 14:00–16:00", "31 14:00–14:30", "31 14:30–15:00", "31 16:00–17:00"]
    assert spans(text) == late
    assert [one.parent for one in sessions(text)] == [None, 0, 0, None]

    turn(text, 0)
    assert spans(text) == ["31 02:00–04:00", "31 02:00–02:30", "31 02:30–03:00", "31 16:00–17:00"]

    turn(text, 0)
    assert spans(text) == late


def test_what_was_set_by_hand_or_turned_before_stays_where_it_is() -> None:
    text = pasted(events.event(), HALVES)
    by_hand = replace(sessions(text)[1], starts=local("2027-10-31 14:05"))
    pasting.correct(text, by_hand, seen=text.revision, actor=SYSTEM)
    turn(text, 2)

    turn(text, 0)

    assert spans(text) == ["31 02:00–04:00", "31 14:05–14:30", "31 02:30–03:00", "31 16:00–17:00"]
    assert [one.session for one in load(text.proposal).open_doubts()] == [0, 2, 3]


def test_a_session_turned_to_the_evening_ends_after_midnight() -> None:
    text = pasted(events.event(), "31 October 2027\n9:00 Talk\n11:00 - 1:00 Ball\n")

    turn(text, 1)

    assert sessions(text)[1].times == (local("2027-10-31 23:00"), local("2027-11-01 01:00"), None, None)
