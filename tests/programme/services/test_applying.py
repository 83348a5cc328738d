"""A pasted programme on its way into the draft: read, decided about, applied, pasted again."""

from datetime import date

import pytest

from app.audit.models import AuditEntry
from app.core import clock
from app.core.actors import ANONYMOUS, SYSTEM
from app.core.db import db
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.people.models import Person
from app.programme import queries
from app.programme.errors import MayNotEditProgramme
from app.programme.models import Appearance, PastedText, SessionKind
from app.programme.proposals import differences
from app.programme.proposals import queries as pasted_texts
from app.programme.proposals.errors import (
    AlreadyApplied,
    DraftMoved,
    NothingFound,
    ProposalUnclear,
    TextMissing,
)
from app.programme.proposals.proposal import NEW, load
from app.programme.services import (
    applying,
    entering,
    memento,
    merging,
    pasting,
    rooms_and_tracks,
    sessions,
    undoing,
)
from app.programme.services import steps as draft_steps
from app.programme.services.applying import Applied
from app.programme.services.entering import Retitling
from app.programme.services.merging import Choice
from app.programme.services.pasting import NewText
from app.programme.services.rooms_and_tracks import NewRoom
from app.programme.services.sessions import LineChanges
from app.programme.text import sources, writing
from tests.make import events
from tests.make import programme as make
from tests.make.pasting import TEXT, apply, drafted, named, ours, pasted, put_in
from tests.make.programme import at

pytestmark = pytest.mark.usefixtures("app")


def is_applied(text: PastedText) -> bool:
    db.session.expire_all()
    return text.applied_at is not None


def person_in(one: Appearance) -> Person:
    assert one.person is not None
    return one.person


def test_reading_a_text_leaves_the_draft_as_it_was() -> None:
    event = events.event()

    pasted(event)

    assert drafted(event) == []


def test_an_applied_text_is_in_the_draft_with_rooms_and_people() -> None:
    event = events.event()

    assert put_in(event) == Applied(added=4, changed=0, removed=0)

    opening, panel, coffee, workshop = drafted(event)
    assert [one.title["en"] for one in (opening, coffee)] == ["Opening", "Coffee break"]
    assert (opening.starts_local, opening.ends_local) == (at("09:00"), at("09:30"))
    assert [room.name["en"] for room in opening.rooms] == ["Harbour Hall"]
    assert (opening.kind, coffee.kind, workshop.kind) == (
        SessionKind.OPENING, SessionKind.BREAK, SessionKind.WORKSHOP,
    )  # fmt: skip
    (mayor,) = opening.appearances
    person = person_in(mayor)
    assert (person.honorific, person.given_name, person.family_name) == (
        "Ms",
        "Ana",
        "Díaz",
    )
    assert (mayor.job["en"], mayor.organisation["en"]) == ("Mayor", "City of Lumen")
    assert [(person_in(one).name, one.role.value) for one in panel.appearances] == [
        ("Tariq Aziz", "moderator"), ("Yuki Mori", "panellist"),
    ]  # fmt: skip


def test_an_applied_text_is_one_step_to_undo_and_to_do_again() -> None:
    event = events.event()
    put_in(event)
    whole = memento.read(event)

    undoing.undo(event, actor=SYSTEM)
    assert drafted(event) == []

    undoing.redo(event, actor=SYSTEM)
    assert memento.read(event) == whole


def test_an_undone_text_is_not_in_the_draft_until_it_is_done_again() -> None:
    event = events.event()
    text = pasted(event)
    apply(text)

    undoing.undo(event, actor=SYSTEM)
    assert not is_applied(text)
    assert len(pasted_texts.review(text).differences.added) == 4

    undoing.redo(event, actor=SYSTEM)
    assert is_applied(text)
    with pytest.raises(AlreadyApplied):
        apply(text)


def test_an_undone_text_may_be_applied_again_and_undone_again() -> None:
    event = events.event()
    text = pasted(event)
    for _time in range(2):
        assert apply(text) == Applied(added=4, changed=0, removed=0)
        undoing.undo(event, actor=SYSTEM)
        assert (is_applied(text), drafted(event)) == (False, [])


def test_what_an_organiser_has_decided_of_a_text_is_still_decided_once_it_is_undone() -> None:
    event = events.event()
    put_in(event)
    text = pasted(event)
    session = load(text.proposal).sessions[0]
    session.same_as = NEW
    pasting.correct(text, session, seen=text.revision, actor=SYSTEM)
    assert apply(text).added == 1
    added = [one.title for one in drafted(event)]

    for _time in range(2):
        assert pasted_texts.review(text).differences.added == []
        undoing.undo(event, actor=SYSTEM)
        db.session.expire_all()
        assert [one.number for one in pasted_texts.review(text).differences.added] == [session.number]
        undoing.redo(event, actor=SYSTEM)
        db.session.expire_all()

    assert [one.title for one in drafted(event)] == added


def test_after_undoing_a_text_it_is_compared_with_the_one_before_it() -> None:
    event = events.event()
    put_in(event)
    newer = TEXT.replace("10:30 – 11:00", "10:45 – 11:00")
    put_in(event, newer)

    undoing.undo(event, actor=SYSTEM)

    (pair,) = pasted_texts.review(pasted(event, newer)).differences.changed
    assert [(change.what, change.is_proposed) for change in pair.changes] == [("times", True)]
    assert put_in(event, newer) == Applied(added=0, changed=1, removed=0)


def test_a_text_stays_applied_when_its_step_is_not_remembered_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(draft_steps, "KEPT", 2)
    event = events.event()
    text = pasted(event)
    apply(text)

    for name in ("Hall", "Annexe"):
        rooms_and_tracks.create(event, NewRoom(name=Translated({"en": name})), actor=SYSTEM)

    assert is_applied(text)
    assert text.step_id is None


def test_applying_is_noted_with_its_numbers() -> None:
    event = events.event()

    put_in(event)

    entry = db.session.query(AuditEntry).filter_by(action="programme.text_applied").one()
    assert entry.changes == {"added": 4, "changed": 0, "removed": 0}


def test_t33_the_same_text_again_changes_nothing() -> None:
    event = events.event()
    put_in(event)
    before = memento.read(event)

    review = pasted_texts.review(pasted(event))
    assert (review.differences.added, review.differences.changed, review.differences.gone) == ([], [], [])
    assert put_in(event) == Applied(0, 0, 0)

    assert memento.read(event) == before


def test_a_session_that_is_renamed_and_moved_keeps_its_identity() -> None:
    event = events.event()
    put_in(event)
    before = named(event, "Panel: Who learns after work?")
    known = (before.public_id, before.calendar_uid)
    before_it, _head, after_it = TEXT.partition("09:30 – 10:30 Panel: Who learns after work?")
    people, _blank, rest = after_it.partition("\n\n")
    newer = f"{before_it}{rest}\n14:00 – 15:00 Panel: Evening learners speak{people}\n"

    assert put_in(event, newer) == Applied(added=0, changed=1, removed=0)

    after = named(event, "Panel: Evening learners speak")
    assert (after.public_id, after.calendar_uid) == known
    assert (after.starts_local, after.ends_local) == (at("14:00"), at("15:00"))


def test_what_the_text_no_longer_names_stays_until_it_is_ticked() -> None:
    event = events.event()
    put_in(event)
    shorter = TEXT.partition("11:00 – 12:00")[0]

    assert put_in(event, shorter) == Applied(0, 0, 0)
    text = pasted(event, shorter)
    (workshop,) = pasted_texts.review(text).differences.gone
    pasting.decide(text, ticks={differences.gone_key(workshop): True}, who={}, actor=SYSTEM)

    assert apply(text) == Applied(added=0, changed=0, removed=1)
    assert "Workshop: Maps of a neighbourhood" not in [one.title["en"] for one in drafted(event)]


def test_a_change_that_is_refused_is_not_made() -> None:
    event = events.event()
    put_in(event)
    text = pasted(event, TEXT.replace("10:30 – 11:00", "10:45 – 11:00"))
    (pair,) = pasted_texts.review(text).differences.changed
    pasting.decide(text, ticks={pair.changes[0].key: False}, who={}, actor=SYSTEM)

    assert apply(text) == Applied(0, 0, 0)

    assert named(event, "Coffee break").starts_local == at("10:30")


def test_what_was_corrected_in_the_draft_is_not_undone_by_a_text_that_says_the_same_as_before() -> None:
    event = events.event()
    put_in(event)
    coffee = named(event, "Coffee break")
    line = LineChanges(
        title=Translated({"en": "Coffee and cake"}), kind=coffee.kind, starts=coffee.starts_local,
        ends=coffee.ends_local, rooms=[], in_all_rooms=False, track="", revision=coffee.revision,
    )  # fmt: skip
    sessions.edit_line(coffee, line, actor=SYSTEM)

    assert put_in(event, TEXT.replace("11:00 – 12:00", "11:15 – 12:00")) == Applied(0, 1, 0)

    assert coffee.public_id in [
        one.public_id for one in drafted(event) if one.title["en"] == "Coffee and cake"
    ]


def test_what_was_corrected_in_one_day_stays_though_the_text_of_another_day_came_between() -> None:
    event = events.event()
    put_in(event)
    coffee = named(event, "Coffee break")
    entering.retitle(coffee, Retitling(line="Coffee and cake", revision=coffee.revision), actor=SYSTEM)
    put_in(event, "Tuesday, 29 September 2026\n\n09:00 – 10:00 Second morning\n")

    assert put_in(event, TEXT.replace("11:00 – 12:00", "11:15 – 12:00")) == Applied(0, 1, 0)

    assert named(event, "Coffee and cake").public_id == coffee.public_id


def test_what_was_left_out_of_one_day_stays_out_though_the_text_of_another_day_came_between() -> None:
    event = events.event()
    monday = pasted(event)
    (coffee,) = (one for one in load(monday.proposal).sessions if one.title == "Coffee break")
    pasting.decide(monday, ticks={differences.added_key(coffee): False}, who={}, actor=SYSTEM)
    apply(monday)
    put_in(event, "Tuesday, 29 September 2026\n\n09:00 – 10:00 Second morning\n")

    assert put_in(event, TEXT.replace("11:00 – 12:00", "11:15 – 12:00")) == Applied(0, 1, 0)


def test_nobody_is_taken_for_a_namesake_of_another_event_unless_somebody_says_so() -> None:
    event = events.event()
    known = make.person("Ana", "Diaz", published_at=clock.now())
    text = pasted(event)

    who = pasted_texts.review(text).differences.people["ana diaz"]

    assert (who.is_doubtful, [one.public_id for one in who.known]) == (True, [known.public_id])
    apply(text)
    (mayor,) = named(event, "Opening").appearances
    assert mayor.person_id != known.id


def test_an_organiser_decides_who_somebody_is() -> None:
    event = events.event()
    known = make.person("Ana", "Diaz", published_at=clock.now())
    text = pasted(event)
    pasting.decide(text, ticks={}, who={"ana diaz": known.public_id}, actor=SYSTEM)

    apply(text)

    (mayor,) = named(event, "Opening").appearances
    assert mayor.person_id == known.id


def test_whoever_has_become_part_of_another_entry_meanwhile_is_that_one() -> None:
    event = events.event()
    chosen = make.person("Ana", "Diaz", published_at=clock.now())
    kept = make.person("Anna Maria", "Estevez", published_at=clock.now())
    text = pasted(event)
    pasting.decide(text, ticks={}, who={"ana diaz": chosen.public_id}, actor=SYSTEM)
    seen = Choice(from_other=(), kept_revision=kept.revision, other_revision=chosen.revision)
    merging.merge(kept, chosen, seen, event_id=event.id, actor=SYSTEM)

    apply(text)

    (mayor,) = named(event, "Opening").appearances
    assert mayor.person_id == kept.id


def test_whom_a_text_names_by_a_sign_that_is_another_ones_now_is_that_one() -> None:
    event = events.event()
    gone, kept = make.person("Ana", "Diaz"), make.person("Anna Maria", "Estevez")
    make.item(event, "Welcome", people=[gone, kept])
    seen = Choice(from_other=(), kept_revision=kept.revision, other_revision=gone.revision)
    merging.merge(kept, gone, seen, event_id=event.id, actor=SYSTEM)

    put_in(event, ours("09:00–09:30  Opening [Opening]", f"    Speaker: Ana Diaz [@{gone.public_id}]"))

    (speaker,) = named(event, "Opening").appearances
    assert speaker.person_id == kept.id


def test_a_namesake_in_this_event_is_the_same_person_without_a_question() -> None:
    event = events.event()
    own = make.person("Ana", "Diaz")
    make.item(event, "Welcome", people=[own])
    make.person("Ana", "Diaz", published_at=clock.now())

    who = pasted_texts.review(pasted(event)).differences.people["ana diaz"]

    assert (who.is_doubtful, who.chosen) == (False, own.public_id)


def test_one_person_in_several_sessions_is_entered_once() -> None:
    event = events.event()

    put_in(event, TEXT + "Ms Ana Díaz\n")

    opening, workshop = named(event, "Opening"), named(event, "Workshop: Maps of a neighbourhood")
    assert opening.appearances[0].person_id == workshop.appearances[0].person_id


def test_what_has_been_seen_must_still_be_so() -> None:
    event = events.event()
    text = pasted(event)
    mark = pasted_texts.review(text).mark
    make.item(event, "Meanwhile")

    with pytest.raises(DraftMoved):
        applying.apply(text, mark=mark, seen=text.revision, actor=SYSTEM)

    assert [one.title["en"] for one in drafted(event)] == ["Meanwhile"]


def test_a_proposal_is_applied_once() -> None:
    event = events.event()
    text = pasted(event)
    apply(text)

    with pytest.raises(AlreadyApplied):
        apply(text)


def test_a_time_no_clock_shows_is_not_applied() -> None:
    event = events.event(timezone="Europe/Berlin")
    gap = "Sunday, 28 March 2027\n00:30 – 01:00 Doors\n02:30 – 03:30 Night walk\n03:30 Breakfast\n"
    text = pasting.paste(event, NewText(source=gap, first_day=date(2027, 3, 28), language="en"), actor=SYSTEM)

    with pytest.raises(ProposalUnclear):
        apply(text)

    assert drafted(event) == []


def test_a_correction_of_an_older_version_is_refused() -> None:
    text = pasted(events.event())
    session = load(text.proposal).sessions[0]
    seen = text.revision
    session.title = "Welcome"
    pasting.correct(text, session, seen=seen, actor=SYSTEM)

    session.title = "Reception"
    with pytest.raises(StaleEdit):
        pasting.correct(text, session, seen=seen, actor=SYSTEM)


def test_a_corrected_session_is_applied_as_corrected() -> None:
    event = events.event()
    text = pasted(event)
    session = load(text.proposal).sessions[0]
    session.title, session.rooms = "Welcome", ["Harbour Hall", "Annexe"]
    pasting.correct(text, session, seen=text.revision, actor=SYSTEM)

    apply(text)

    assert [room.name["en"] for room in named(event, "Welcome").rooms] == ["Harbour Hall", "Annexe"]


@pytest.mark.parametrize(
    ("text", "refusal"), [(" \n\t", TextMissing), ("Dear all,\nsee you soon.", NothingFound)]
)
def test_a_text_without_a_programme_is_refused(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        pasted(events.event(), text)


def test_t34_what_is_no_text_in_a_file_does_not_reach_the_database() -> None:
    event = events.event()

    put_in(event, "\x0028 September 2026\n09:00 Ope\x00ning\x1b\u2066\n10:00 Lunch\ufffe\n")

    assert [one.title["en"] for one in drafted(event)] == ["Opening", "Lunch"]


def test_strangers_may_not_paste() -> None:
    new = NewText(source=TEXT, first_day=date(2026, 9, 28), language="en")

    with pytest.raises(MayNotEditProgramme):
        pasting.paste(events.event(), new, actor=ANONYMOUS)


def test_only_the_newest_texts_are_kept_and_the_last_ones_applied() -> None:
    event = events.event()
    applied = [pasted(event) for _ in range(pasting.KEPT)]
    for one in applied:
        apply(one)
    again = pasted(event)
    apply(again)

    kept = [pasted(event) for _ in range(pasting.KEPT + 2)]

    found = {one.public_id for one in pasted_texts.newest(event)}
    assert found == {one.public_id for one in (*applied[1:], again, *kept[2:])}


def test_the_draft_written_out_and_pasted_again_changes_nothing() -> None:
    event = events.event()
    make.conference(event, sessions=40)
    make.item(event, "Not scheduled yet", starts=None)
    before = memento.read(event)

    written = writing.write(sources.of_draft(queries.draft(event)))

    assert put_in(event, written) == Applied(0, 0, 0)
    assert memento.read(event) == before


def test_a_session_renamed_and_moved_in_the_written_draft_is_found_by_what_it_is_called() -> None:
    event = events.event()
    put_in(event)
    known = named(event, "Coffee break").public_id
    written = writing.write(sources.of_draft(queries.draft(event)))
    newer = written.replace("Coffee break", "Quite another pause").replace("10:30–11:00", "16:00–16:15")

    assert put_in(event, newer) == Applied(added=0, changed=1, removed=0)

    pause = named(event, "Quite another pause")
    assert (pause.public_id, pause.starts_local, pause.ends_local) == (known, at("16:00"), at("16:15"))


def test_a_programme_that_is_pasted_day_by_day_keeps_the_day_before_where_it_is() -> None:
    event = events.event()
    put_in(event)
    monday = {one.public_id: (one.title["en"], one.starts_local) for one in drafted(event)}
    pauses = "09:00 – 09:30 Opening\n\n10:30 – 11:00 Coffee break\n\n"
    tuesday = f"Tuesday, 29 September 2026\n\n{pauses}11:00 – 12:00 Panel: Cities and water\n"

    assert put_in(event, tuesday) == Applied(added=3, changed=0, removed=0)

    there = {one.public_id: (one.title["en"], one.starts_local) for one in drafted(event)}
    assert {public_id: there[public_id] for public_id in monday} == monday
