"""A session the pasted text does not hold: added to what was read, and applied with it."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from flask import Flask

from app.core.actors import ANONYMOUS, SYSTEM
from app.core.db import db
from app.core.errors import StaleEdit
from app.events.models import Event
from app.programme import queries
from app.programme.errors import MayNotEditProgramme
from app.programme.models import PastedText
from app.programme.proposals import adding
from app.programme.proposals import queries as pasted_texts
from app.programme.proposals.differences import gone_key
from app.programme.proposals.errors import AlreadyApplied
from app.programme.proposals.proposal import NEW, ProposedSession, load
from app.programme.services import applying, memento, pasting, undoing
from app.programme.services.applying import Applied
from app.programme.services.pasting import NewText
from tests.make import events
from tests.make import programme as make
from tests.make.programme import at
from tests.programme.services.test_races import at_once

TEXT = """28 September 2026
09:00 – 09:30 Opening
10:00 – 10:30 Lunch

*** Poetry corner, by the window ***
"""


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return events.event()


def pasted(event: Event, text: str = TEXT) -> PastedText:
    return pasting.paste(
        event, NewText(source=text, first_day=date(2026, 9, 28), language="en"), actor=SYSTEM
    )


def session(title: str = "Coffee", **fields: object) -> ProposedSession:
    return ProposedSession(number=0, title=title, same_as=NEW, **{"starts": at("09:40"), **fields})  # type: ignore[arg-type]


def add(text: PastedText, new: ProposedSession, line: int | None = None) -> int:
    return pasting.add(text, new, line=line, seen=text.revision, actor=SYSTEM)


def apply(text: PastedText) -> Applied:
    mark = pasted_texts.mark(text.event)
    return applying.apply(text, mark=mark, seen=text.revision, actor=SYSTEM)


def titles(event: Event) -> list[str]:
    return [item.title["en"] for item in queries.draft(event).timetable]


def test_what_is_added_enters_the_draft_with_the_rest_and_leaves_it_with_one_undo(event: Event) -> None:
    text = pasted(event)
    before = memento.read(event)

    number = add(text, session())
    review = pasted_texts.review(text)
    done = apply(text)

    assert (number, text.revision) == (2, 3)
    assert [one.title for one in review.differences.added] == ["Opening", "Coffee", "Lunch"]
    assert done == Applied(added=3, changed=0, removed=0)
    assert titles(event) == ["Opening", "Coffee", "Lunch"]
    undoing.undo(event, actor=SYSTEM)
    assert memento.read(event) == before


def test_it_is_new_although_the_draft_has_one_that_is_alike(event: Event) -> None:
    make.item(event, "Coffee", starts=at("09:40"), ends=at("10:00"))
    text = pasted(event)

    add(text, session())

    assert [one.title for one in pasted_texts.review(text).differences.added] == [
        "Opening",
        "Coffee",
        "Lunch",
    ]


def test_what_is_sent_twice_is_added_or_corrected_once(event: Event) -> None:
    text = pasted(event)
    seen = text.revision

    numbers = [pasting.add(text, session(), seen=seen, actor=SYSTEM) for _press in range(2)]
    seen = text.revision
    corrected = replace(load(text.proposal).sessions[0], title="Welcome", starts=at("09:10"))
    for _press in range(2):
        pasting.correct(text, corrected, seen=seen, actor=SYSTEM)

    assert numbers == [2, 2]
    assert [one.title for one in load(text.proposal).sessions] == ["Welcome", "Coffee", "Lunch"]
    with pytest.raises(StaleEdit):
        pasting.add(text, session("Tea"), seen=seen, actor=SYSTEM)


def test_two_correct_different_sessions_at_once_and_nobody_nests_them_in_a_circle(event: Event) -> None:
    text = pasted(event)
    seen, (opening, lunch) = text.revision, load(text.proposal).sessions
    pasting.correct(text, replace(opening, title="Welcome", parent=1), seen=seen, actor=SYSTEM)

    with pytest.raises(StaleEdit):
        pasting.correct(text, replace(lunch, parent=0), seen=seen, actor=SYSTEM)
    with pytest.raises(StaleEdit):
        pasting.correct(text, replace(opening, title="Reception"), seen=seen, actor=SYSTEM)
    pasting.correct(text, replace(lunch, title="Dinner"), seen=seen, actor=SYSTEM)

    found = [(one.title, one.parent) for one in load(text.proposal).sessions]
    assert found == [("Welcome", 1), ("Dinner", None)]


def test_the_same_may_be_added_again_by_who_has_seen_it(event: Event) -> None:
    text = pasted(event)

    assert [add(text, session()), add(text, session())] == [2, 3]


def test_a_time_given_to_what_is_added_is_never_moved_to_another_zone(event: Event) -> None:
    text = pasted(event, TEXT.replace("\n", "\nAll times Asia/Kathmandu\n", 1))
    add(text, session("Coffee", starts=at("15:00")))
    add(text, session("Poetry", starts=at("10:30")), line=6)

    pasting.convert_zone(text, seen=text.revision, actor=SYSTEM)
    moved = {one.title: one.starts for one in load(text.proposal).sessions}
    pasting.leave_zone(text, seen=text.revision, actor=SYSTEM)

    assert (moved["Coffee"], moved["Poetry"]) == (at("15:00"), at("06:45"))
    written = {one.title: one.starts for one in load(text.proposal).sessions}
    assert (written["Coffee"], written["Poetry"]) == (at("15:00"), at("10:30"))


def test_a_line_is_understood_once_a_session_was_made_of_it(event: Event) -> None:
    text = pasted(event)
    made = adding.begin(load(text.proposal), adding.spot(load(text.proposal), text.source, 5))

    number = add(text, made, line=5)

    proposal = load(text.proposal)
    found = proposal.session(number)
    assert found is not None
    assert (found.starts, found.is_added) == (at("10:30"), True)
    assert "Poetry corner" in found.title
    assert adding.spot(proposal, text.source, 5) is None
    assert load(text.reading) != proposal  # what was read stays as it was read


def test_what_was_added_is_corrected_like_everything_else(event: Event) -> None:
    text = pasted(event)
    number = add(text, session())
    found = load(text.proposal).session(number)
    assert found is not None

    found.title = "Tea"
    pasting.correct(text, found, seen=text.revision, actor=SYSTEM)

    assert [one.title for one in load(text.proposal).sessions] == ["Opening", "Tea", "Lunch"]


def test_a_newer_text_without_it_leaves_it_where_it_is_and_one_with_it_knows_it_again(event: Event) -> None:
    text = pasted(event)
    add(text, session())
    apply(text)
    coffee = next(item for item in queries.draft(event).timetable if item.title["en"] == "Coffee")

    without = pasted_texts.review(pasted(event))
    with_it = pasted_texts.review(pasted(event, TEXT + "09:40 – 09:50 Coffee\n"))

    assert [item.public_id for item in without.differences.gone] == [coffee.public_id]
    assert not without.is_ticked(gone_key(coffee), proposed=False)
    assert with_it.differences.gone == []
    assert coffee.public_id in {pair.item.public_id for pair in with_it.differences.pairs.values()}


def test_what_must_not_be_is_refused_and_adds_nothing(event: Event) -> None:
    text = pasted(event)
    seen = text.revision
    add(text, session())
    stored = text.proposal

    with pytest.raises(StaleEdit):
        pasting.add(text, session("Tea"), seen=seen, actor=SYSTEM)
    with pytest.raises(MayNotEditProgramme):
        pasting.add(text, session("Tea"), seen=text.revision, actor=ANONYMOUS)
    apply(text)
    with pytest.raises(AlreadyApplied):
        add(text, session("Tea"))

    assert [one.title for one in load(text.proposal).sessions] == [one.title for one in load(stored).sessions]


def test_of_two_who_add_at_once_one_is_asked_to_look_again(app: Flask, event: Event) -> None:
    text = pasted(event)
    text_id, seen = text.id, text.revision
    db.session.rollback()

    def act(title: str) -> None:
        mine = db.session.get_one(PastedText, text_id)
        pasting.add(mine, session(title), line=5, seen=seen, actor=SYSTEM)

    results = at_once(app, partial(act, "Coffee"), partial(act, "Tea"))

    db.session.expire_all()
    assert sorted(results) == ["done", "stale_edit"]
    proposal = load(db.session.get_one(PastedText, text_id).proposal)
    assert [one.is_added for one in proposal.sessions].count(True) == 1
