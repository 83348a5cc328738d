"""What a newer text does to sessions that are there: times, titles, what they are part of, who they are."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from sqlalchemy import delete

from app.core.actors import SYSTEM
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.models import DraftStep
from app.programme.proposals import differences
from app.programme.proposals import queries as pasted_texts
from app.programme.proposals.errors import (
    ProposalUnclear,
)
from app.programme.proposals.proposal import NEW, load
from app.programme.services import pasting, sessions, undoing
from app.programme.services.applying import Applied
from app.programme.services.arranging import moving
from app.programme.text import sources, writing
from app.programme.text.sheet import Sheet
from tests.make import events
from tests.make import programme as make
from tests.make.pasting import TEXT, apply, drafted, keys_of, named, ours, pasted, put_in, tick, times_of
from tests.make.programme import at
from tests.programme.text.sheets import sheets

pytestmark = pytest.mark.usefixtures("app")


def nested(event: Event) -> dict[str, str]:
    """What each session is part of, by their titles."""
    return {one.title["en"]: one.parent.title["en"] if one.parent else "" for one in drafted(event)}


OUTER, MIDDLE, INNER = (
    "09:00–12:00  Outer [Plenary]",
    "09:00–10:00  Middle [Panel]",
    "+ 09:10–09:30  Inner [Panel]",
)


def test_what_is_inside_a_session_that_is_inside_another_one_in_the_draft_goes_to_that_one() -> None:
    event = events.event()
    put_in(event, ours(OUTER, MIDDLE))
    moving.nest(named(event, "Middle"), actor=SYSTEM)

    put_in(event, ours(OUTER, MIDDLE, INNER))

    assert nested(event) == {"Outer": "", "Middle": "Outer", "Inner": "Outer"}


def test_what_is_inside_a_session_that_was_to_leave_and_stays_goes_to_what_that_is_in() -> None:
    event = events.event()
    put_in(event, ours(OUTER, f"+ {MIDDLE}"))
    outer, middle = (named(event, title).public_id for title in ("Outer", "Middle"))
    text = pasted(event, ours(f"{OUTER}  #{outer}", f"{MIDDLE}  #{middle}", INNER))
    assert keys_of(text) == {"1/parent": True}
    tick(text, "1/parent")

    apply(text)

    assert nested(event) == {"Outer": "", "Middle": "Outer", "Inner": "Outer"}


def test_a_session_that_becomes_part_of_another_one_takes_its_parts_along() -> None:
    event = events.event()
    put_in(event, ours(OUTER, MIDDLE, INNER))
    text = pasted(event, ours(OUTER, f"+ {MIDDLE}", INNER))
    tick(text, "2/parent")

    apply(text)

    assert nested(event) == {"Outer": "", "Middle": "Outer", "Inner": "Outer"}


@pytest.mark.parametrize("before", [(), ("08:00–08:30  Welcome coffee [Break]",)])
def test_a_session_taken_out_of_its_panel_in_the_draft_stays_out_while_the_text_says_the_same(
    before: tuple[str, ...],
) -> None:
    event = events.event()
    put_in(event, ours(OUTER, INNER))
    moving.unnest(named(event, "Inner"), actor=SYSTEM)

    text = pasted(event, ours(*before, OUTER, INNER))

    assert keys_of(text) == {f"{len(before) + 1}/parent": False}


def test_a_text_that_says_a_session_is_part_of_another_one_than_before_is_proposed() -> None:
    event = events.event()
    put_in(event, ours(OUTER, INNER, MIDDLE))

    text = pasted(event, ours(MIDDLE, INNER, OUTER))

    assert keys_of(text) == {"1/parent": True}


def test_a_title_that_was_entered_for_both_languages_is_corrected_in_both() -> None:
    event = events.event(content_languages=["en", "es"])
    apply(pasted(event, ours("09:00–10:00  Apertura [Opening]").replace("· en", "· es"), "es"))
    (opening,) = drafted(event)
    assert opening.title == {"en": "Apertura", "es": "Apertura"}
    code = opening.public_id

    text = ours(f"09:00–10:00  Bienvenida [Opening]  #{code}").replace("· en", "· es")
    apply(pasted(event, text, "es"))

    assert drafted(event)[0].title == {"en": "Bienvenida", "es": "Bienvenida"}


def test_a_title_that_has_been_translated_is_corrected_in_the_language_of_the_text() -> None:
    event = events.event(content_languages=["en", "es"])
    opening = make.item(event, "Opening", starts=at("09:00"), ends=at("10:00"))
    with transaction():
        opening.title = Translated({"en": "Opening", "es": "Apertura"})

    text = ours(f"09:00–10:00  Bienvenida [Other]  #{opening.public_id}").replace("· en", "· es")
    apply(pasted(event, text, "es"))

    assert drafted(event)[0].title == {"en": "Opening", "es": "Bienvenida"}


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("09:15", "28 09:15–28 10:30"),
        ("08:45", "28 08:45–28 10:30"),
        ("10:30", "28 10:30–28 12:00"),
        ("16:00", "28 16:00–28 17:30"),
        ("07:00", "28 07:00–28 08:30"),
        ("2026-09-27 09:00", "27 09:00–27 10:30"),
        ("2026-09-29 23:30", "29 23:30–30 01:00"),
    ],
)
def test_a_start_that_moves_without_an_end_keeps_the_end_or_the_length(said: str, times: str) -> None:
    event = events.event()
    put_in(event, ours("09:00–10:30  One [Panel]"))

    put_in(event, ours(f"{said}  One [Panel]"))

    assert times_of(named(event, "One")) == times


def test_a_length_that_is_kept_is_told_by_the_clock_of_the_night_the_clocks_go_back() -> None:
    event = events.event(timezone="Europe/Berlin", last_day=date(2026, 10, 26))
    put_in(event, ours("09:00–10:30  One [Panel]"))

    put_in(event, ours("2026-10-25 01:00  One [Panel]"))

    one = named(event, "One")
    assert (one.ends_local, one.ends_fold) == (make.local("2026-10-25 02:30"), 0)


@pytest.mark.parametrize(
    ("line", "times"),
    [("09:00  One [Panel]", "28 09:00–"), ("--:--  One [Panel]", "")],
)
def test_a_time_that_our_own_text_has_no_more_goes_when_it_is_ticked(line: str, times: str) -> None:
    event = events.event()
    put_in(event, ours("09:00–10:30  One [Panel]"))
    text = pasted(event, ours(line))
    assert keys_of(text) == {"0/times": False}
    tick(text, "0/times")

    apply(text)

    assert times_of(named(event, "One")) == times


def test_what_two_sessions_are_said_to_be_is_a_problem_at_the_second() -> None:
    event = events.event()
    put_in(event, ours("09:00–10:00  One [Panel]", "10:00–11:00  Two [Panel]"))
    code = named(event, "One").public_id
    text = pasted(event, ours("09:00–10:00  One [Panel]", "10:00–11:00  Two [Panel]"))
    for session in load(text.proposal).sessions:
        session.same_as = code
        pasting.correct(text, session, seen=text.revision, actor=SYSTEM)

    review = pasted_texts.review(text)

    assert {number: [one.code for one in found] for number, found in review.problems.items()} == {
        1: ["same_session_twice"]
    }
    assert [one.number for one in review.differences.added] == [1]
    with pytest.raises(ProposalUnclear):
        apply(text)


def test_an_organiser_is_believed_before_the_text() -> None:
    event = events.event()
    put_in(event, ours("09:00–10:00  One [Panel]", "10:00–11:00  Two [Panel]"))
    code = named(event, "One").public_id
    text = pasted(event, ours(f"09:00–10:00  One [Panel]  #{code}", "10:00–11:00  Other [Meal]"))
    session = load(text.proposal).sessions[1]
    session.same_as = code
    pasting.correct(text, session, seen=text.revision, actor=SYSTEM)

    pairs = pasted_texts.review(text).differences.pairs

    assert pairs[1].item.public_id == code


def test_a_session_that_was_removed_comes_back_as_itself_by_the_text_that_names_it() -> None:
    event = events.event(content_languages=["en", "es"])
    put_in(event, ours("09:00–10:00  One [Plenary]", "10:00–11:00  Two [Plenary]"))
    one = named(event, "One")
    with transaction():
        one.seats, one.languages = 40, ["es"]
        one.title = Translated({"en": "One", "es": "Uno"})
    known = (one.public_id, one.calendar_uid)
    written = writing.write(sources.of_draft(queries.draft(event)))
    sessions.remove(one, actor=SYSTEM)

    assert put_in(event, written.replace("One", "One again")) == Applied(added=1, changed=0, removed=0)

    back = named(event, "One again")
    assert (back.public_id, back.calendar_uid) == known
    assert (back.seats, back.languages, back.title["es"]) == (40, ["es"], "Uno")
    undoing.undo(event, actor=SYSTEM)
    undoing.redo(event, actor=SYSTEM)
    assert named(event, "One again").calendar_uid == known[1]


def test_a_session_that_the_release_still_shows_comes_back_as_itself() -> None:
    event = events.event()
    put_in(event, ours("09:00–10:00  One [Plenary]", "10:00–11:00  Two [Plenary]"))
    one = named(event, "One")
    known = (one.public_id, one.calendar_uid)
    make.release(event)
    sessions.remove(one, actor=SYSTEM)
    with transaction() as session:
        session.execute(delete(DraftStep))

    put_in(event, ours(f"09:00–10:00  One [Plenary]  #{known[0]}"))

    assert (named(event, "One").public_id, named(event, "One").calendar_uid) == known


@pytest.mark.parametrize("line", ["09:00–10:00  One [Plenary]  #K7M2QP", "09:00–10:00  One  #K7M2QP"])
def test_a_public_id_that_this_event_has_never_had_is_not_taken_from_a_text(line: str) -> None:
    elsewhere = make.item(events.event(slug="elsewhere"), "One", public_id="K7M2QP")
    sessions.remove(elsewhere, actor=SYSTEM)
    event = events.event()

    put_in(event, ours(line))

    assert named(event, "One").public_id != "K7M2QP"


def test_a_session_that_an_organiser_says_is_new_gets_a_public_id_of_its_own() -> None:
    event = events.event()
    put_in(event, ours("09:00–10:00  One [Plenary]", "10:00–11:00  Two [Plenary]"))
    one = named(event, "One")
    code = one.public_id
    sessions.remove(one, actor=SYSTEM)
    text = pasted(event, ours(f"09:00–10:00  One [Plenary]  #{code}"))
    session = load(text.proposal).sessions[0]
    session.same_as = NEW
    pasting.correct(text, session, seen=text.revision, actor=SYSTEM)

    apply(text)

    assert named(event, "One").public_id != code


PANEL = ("09:00–12:00  Big [Panel]", "+  Talk a [Presentation]", "+ 10:00–10:30  Talk b [Presentation]")


LUNCH = "12:00–13:00  Lunch [Meal]"


def test_a_panel_that_is_removed_takes_its_parts_along() -> None:
    event = events.event()
    put_in(event, ours(*PANEL, LUNCH))
    text = pasted(event, ours(LUNCH))
    big = named(event, "Big")
    tick(text, differences.gone_key(big))

    assert apply(text) == Applied(added=0, changed=0, removed=3)

    assert nested(event) == {"Lunch": ""}


def test_a_part_that_the_text_still_names_stays_at_the_time_of_the_panel_that_is_removed() -> None:
    event = events.event()
    put_in(event, ours(*PANEL, LUNCH))
    text = pasted(event, "Monday, 28 September 2026\n\n09:00 – 12:00 Lunch\n12:00 – 13:00 Talk a\n")
    review = pasted_texts.review(text)
    talk = next(
        number for number, pair in review.differences.pairs.items() if pair.item.title["en"] == "Talk a"
    )
    ticks = {differences.gone_key(named(event, "Big")): True, f"{talk}/times": False, f"{talk}/parent": False}
    pasting.decide(text, ticks=ticks, who={}, actor=SYSTEM)

    apply(text)

    assert nested(event) == {"Talk a": "", "Lunch": ""}
    assert times_of(named(event, "Talk a")) == "28 09:00–28 12:00"


def test_a_new_panel_that_is_left_out_leaves_its_parts_out() -> None:
    event = events.event()
    text = pasted(event, ours(*PANEL, LUNCH))
    pasting.decide(text, ticks={"0/added": False}, who={}, actor=SYSTEM)

    assert apply(text) == Applied(added=1, changed=0, removed=0)

    assert nested(event) == {"Lunch": ""}


def test_a_session_stays_where_it_is_when_the_new_panel_around_it_is_left_out() -> None:
    event = events.event()
    put_in(event, ours(*PANEL, LUNCH))
    text = pasted(event, ours(PANEL[0], PANEL[2], "13:00–17:00  Forum [Discussion]", PANEL[1], LUNCH))
    pasting.decide(text, ticks={"2/added": False}, who={}, actor=SYSTEM)

    apply(text)

    assert nested(event) == {"Big": "", "Talk a": "Big", "Talk b": "Big", "Lunch": ""}


NAMES = (("Ana", "Sample"), ("Bo", "Two"), ("Cy", "Third"), ("Di", "Fourth"))


def told_apart(sheet: Sheet) -> Sheet:
    """With titles and names that tell one from the other, and all the rest as hostile as it is."""
    return replace(
        sheet,
        language="en",
        entries=[
            replace(
                entry,
                id="",
                title=f"{number}. {entry.title}",
                people=[
                    who if who.label else replace(who, id="", given_name=given, family_name=family)
                    for who, (given, family) in zip(entry.people, itertools.cycle(NAMES), strict=False)
                ],
            )
            for number, entry in enumerate(sheet.entries)
        ],
    )


@pytest.mark.sqlite
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets().filter(lambda sheet: bool(sheet.entries)).map(told_apart))
def test_whatever_has_been_applied_and_is_written_out_changes_nothing_when_it_is_pasted_again(
    sheet: Sheet,
) -> None:
    event = events.event()
    text = pasted(event, writing.write(sheet))
    assume(not pasted_texts.review(text).problems)
    apply(text)

    assert not any(keys_of(pasted(event, writing.write(sheet))).values())
    written = pasted(event, writing.write(sources.of_draft(queries.draft(event))))

    met = pasted_texts.review(written).differences
    assert (met.added, met.changed, met.gone) == ([], [], [])


EVENING = "09:30 – 10:30 Panel: Who learns after work?"


def with_talks(event: Event) -> None:
    """The panel with what an organiser has entered inside: two talks, and one whose time is the panel's."""
    put_in(event)
    panel = named(event, "Panel: Who learns after work?")
    make.item(event, "Night buses", starts=at("09:35"), ends=at("09:55"), parent_id=panel.id)
    make.item(event, "Evening bread", starts=at("10:00"), parent_id=panel.id)
    make.item(event, "Questions", starts=None, parent_id=panel.id)


def test_talks_a_newer_text_is_silent_about_move_with_the_session_they_are_part_of() -> None:
    event = events.event()
    with_talks(event)
    before = {one.public_id: times_of(one) for one in drafted(event)}

    assert put_in(event, TEXT.replace(EVENING, EVENING.replace("09:30 – 10:30", "14:00 – 14:50"))) == Applied(
        0, 1, 0
    )

    assert times_of(named(event, "Night buses")) == "28 14:05–28 14:25"
    assert times_of(named(event, "Evening bread")) == "28 14:30–"
    assert times_of(named(event, "Questions")) == ""
    undoing.undo(event, actor=SYSTEM)
    assert {one.public_id: times_of(one) for one in drafted(event)} == before


def test_talks_stay_when_only_the_end_changes_or_the_move_is_refused() -> None:
    event = events.event()
    with_talks(event)

    assert put_in(event, TEXT.replace(EVENING, EVENING.replace("10:30", "10:40"))) == Applied(0, 1, 0)
    assert times_of(named(event, "Night buses")) == "28 09:35–28 09:55"

    text = pasted(event, TEXT.replace(EVENING, EVENING.replace("09:30 – 10:30", "14:00 – 14:50")))
    (pair,) = pasted_texts.review(text).differences.changed
    pasting.decide(text, ticks={pair.changes[0].key: False}, who={}, actor=SYSTEM)
    assert apply(text) == Applied(0, 0, 0)
    assert times_of(named(event, "Night buses")) == "28 09:35–28 09:55"


def test_a_talk_the_newer_text_names_is_where_the_text_says() -> None:
    event = events.event()
    with_talks(event)
    moved = EVENING.replace("09:30 – 10:30", "14:00 – 14:50")
    newer = TEXT.replace(EVENING, moved) + "\n15:00 – 15:20 Night buses\n"

    put_in(event, newer)

    assert times_of(named(event, "Night buses")) == "28 15:00–28 15:20"
    assert times_of(named(event, "Evening bread")) == "28 14:30–"


def test_a_talk_the_newer_text_names_without_a_time_moves_along_too() -> None:
    event = events.event()
    forums = "09:30 – 10:30 Parallel forums\n\nForum A: Night buses\n\nForum B: Evening bread\n"
    put_in(event, f"Monday, 28 September 2026\n\n{forums}")
    buses = named(event, "Forum A: Night buses")
    assert nested(event)["Forum A: Night buses"] == "Parallel forums"
    with transaction():
        buses.starts_local = at("09:35")

    put_in(event, f"Monday, 28 September 2026\n\n{forums.replace('09:30 – 10:30', '14:00 – 15:00')}")

    assert times_of(named(event, "Forum A: Night buses")) == "28 14:05–"
