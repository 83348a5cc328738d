"""A pasted programme on its way into the draft: read, decided about, applied, pasted again."""

from datetime import date

import pytest
from sqlalchemy import delete

from app.audit.models import AuditEntry
from app.core import clock
from app.core.actors import ANONYMOUS, SYSTEM
from app.core.db import db, transaction
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.events.models import Event
from app.people.models import Person
from app.programme import queries
from app.programme.errors import MayNotEditProgramme
from app.programme.models import Appearance, DraftStep, PastedText, ProgrammeItem, SessionKind
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
from app.programme.services import applying, memento, pasting, rooms_and_tracks, sessions, undoing
from app.programme.services import steps as draft_steps
from app.programme.services.applying import Applied
from app.programme.services.arranging import moving
from app.programme.services.pasting import NewText
from app.programme.services.rooms_and_tracks import NewRoom
from app.programme.services.sessions import LineChanges
from app.programme.text import sources, writing
from tests.make import events
from tests.make import programme as make
from tests.make.programme import at

pytestmark = pytest.mark.usefixtures("app")

TEXT = """Monday, 28 September 2026

09:00 – 09:30 Opening
Room: Harbour Hall
Ms Ana Díaz, Mayor, City of Lumen

09:30 – 10:30 Panel: Who learns after work?
Moderator: Mr Tariq Aziz, Director, Night School
Dr Yuki Mori, Professor, Coast University

10:30 – 11:00 Coffee break

11:00 – 12:00 Workshop: Maps of a neighbourhood
"""


def pasted(event: Event, text: str = TEXT, language: str = "en") -> PastedText:
    new = NewText(source=text, first_day=date(2026, 9, 28), language=language)
    return pasting.paste(event, new, actor=SYSTEM)


def apply(text: PastedText) -> Applied:
    review = pasted_texts.review(text)
    return applying.apply(text, mark=review.mark, seen=text.revision, actor=SYSTEM)


def put_in(event: Event, text: str = TEXT) -> Applied:
    return apply(pasted(event, text))


def is_applied(text: PastedText) -> bool:
    db.session.expire_all()
    return text.applied_at is not None


def drafted(event: Event) -> list[ProgrammeItem]:
    return list(queries.draft(event).timetable)


def person_in(one: Appearance) -> Person:
    assert one.person is not None
    return one.person


def named(event: Event, title: str) -> ProgrammeItem:
    return next(item for item in drafted(event) if item.title["en"] == title)


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


def test_a_namesake_in_this_event_is_the_same_person_without_a_question() -> None:
    event = events.event()
    ours = make.person("Ana", "Diaz")
    make.item(event, "Welcome", people=[ours])
    make.person("Ana", "Diaz", published_at=clock.now())

    who = pasted_texts.review(pasted(event)).differences.people["ana diaz"]

    assert (who.is_doubtful, who.chosen) == (False, ours.public_id)


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


def test_only_the_newest_texts_are_kept_and_the_one_applied_last() -> None:
    event = events.event()
    first = pasted(event)
    apply(first)

    kept = [pasted(event) for _ in range(pasting.KEPT + 2)]

    found = {one.public_id for one in pasted_texts.newest(event)}
    assert found == {first.public_id, *(one.public_id for one in kept[2:])}


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


HEAD = """Conference · Plenary text 1 · en
Time zone: Europe/Berlin

== Monday, 2026-09-28 ==
"""


def ours(*lines: str) -> str:
    """A text in the dialect of our own; what is inside is told by the plus it begins with."""
    return "\n".join([HEAD, *(f"\n{line}" if line[0] in "+0123456789-" else line for line in lines)])


def tick(text: PastedText, *keys: str) -> None:
    """Decide these changes otherwise than they are proposed."""
    proposed = {
        change.key: change.is_proposed
        for pair in pasted_texts.review(text).differences.changed
        for change in pair.changes
    }
    ticks = {key: not proposed.get(key, not key.endswith("/gone")) for key in keys}
    pasting.decide(text, ticks=ticks, who={}, actor=SYSTEM)


def keys_of(text: PastedText) -> dict[str, bool]:
    """The changes of sessions that are there, and whether they are proposed."""
    changed = pasted_texts.review(text).differences.changed
    return {change.key: change.is_proposed for pair in changed for change in pair.changes}


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


PEOPLE = ours(
    "09:00–10:00  One [Plenary]",
    "Track: Health",
    "Note: in two languages",
    "Room: Hall",
    "Speaker: Dr Ana Sample, Mayor; City of Lumen [to be confirmed]",
    "Speaker: Ben Other [remote]",
    "Panellist: City network [group, to be confirmed]",
)


def people_of(item: ProgrammeItem) -> list[tuple[str, ...]]:
    """Everybody in a session: role, form of address and name, position, how and whether they come."""
    return [
        (
            one.role.value,
            f"{one.person.honorific} {one.person.name}".strip() if one.person else one.label["en"],
            one.job.get("en", ""),
            one.mode.value,
            one.state.value,
        )
        for one in item.appearances
    ]


@pytest.mark.parametrize(
    ("before", "after", "key", "is_proposed"),
    [
        (" [to be confirmed]", "", "0/person/ana sample/speaker", True),
        (" [to be confirmed]", " [declined]", "0/person/ana sample/speaker", True),
        ("[group, to be confirmed]", "[group]", "0/person/city network/panellist", True),
        (" [remote]", "", "0/person/ben other/speaker", True),
        ("Speaker: Ben", "Moderator: Ben", "0/person/ben other/moderator", True),
        ("Dr Ana", "Prof Ana", "0/honorific/ana sample", True),
        ("Dr Ana", "Ana", "0/honorific/ana sample", False),
        (", Mayor; City of Lumen", "", "0/unsaid/ana sample/speaker", False),
        ("Track: Health\n", "", "0/track", False),
        ("Note: in two languages\n", "", "0/note", False),
        ("Room: Hall\n", "", "0/rooms", False),
    ],
)
def test_every_value_of_our_own_text_that_is_changed_or_left_out_is_shown(
    before: str,
    after: str,
    key: str,
    is_proposed: bool,  # noqa: FBT001
) -> None:
    event = events.event()
    put_in(event, PEOPLE)
    newer = PEOPLE.replace(before, after)
    text = pasted(event, newer)

    assert keys_of(text) == {key: is_proposed}

    if not is_proposed:
        tick(text, key)
    assert apply(text).changed == 1
    assert keys_of(pasted(event, newer)) == {}


def test_people_in_another_order_come_in_that_order_with_who_is_new_in_their_place() -> None:
    event = events.event()
    put_in(event, PEOPLE)
    *head, ana, ben, group = PEOPLE.split("\n")
    newer = "\n".join([*head, group, ben, "Chair: Cy Third", ana])

    put_in(event, newer)

    assert [one[1] for one in people_of(named(event, "One"))] == [
        "City network", "Ben Other", "Cy Third", "Dr Ana Sample",
    ]  # fmt: skip
    assert keys_of(pasted(event, newer)) == {}


def test_who_is_new_stands_where_the_text_has_them_also_when_the_order_is_left() -> None:
    event = events.event()
    put_in(event, PEOPLE)
    *head, ana, ben, group = PEOPLE.split("\n")
    text = pasted(event, "\n".join([*head, "Chair: Cy Third", ben, "Host: Di Fourth", ana, group]))
    tick(text, "0/order")

    apply(text)

    assert [one[1] for one in people_of(named(event, "One"))] == [
        "Cy Third", "Dr Ana Sample", "Ben Other", "Di Fourth", "City network",
    ]  # fmt: skip


def test_a_form_of_address_that_a_text_has_changed_is_undone_with_it() -> None:
    event = events.event()
    put_in(event, PEOPLE)
    put_in(event, PEOPLE.replace("Dr Ana", "Prof Ana"))
    assert people_of(named(event, "One"))[0][1] == "Prof Ana Sample"

    undoing.undo(event, actor=SYSTEM)

    assert people_of(named(event, "One"))[0][1] == "Dr Ana Sample"


def test_nobody_whom_another_team_looks_after_is_called_otherwise() -> None:
    event = events.event()
    make.item(event, "One", people=[make.person("Ana", "Sample", honorific="Dr")])

    text = pasted(event, ours("09:00  One [Other]", "Speaker: Prof Ana Sample"))

    assert keys_of(text) == {}


def test_a_text_of_any_form_is_silent_about_what_it_does_not_say() -> None:
    event = events.event()
    put_in(event, PEOPLE)

    text = pasted(event, "Monday, 28 September 2026\n\n09:00 – 10:00 One\nSpeakers: Ana Sample; Ben Other\n")

    assert set(keys_of(text).values()) <= {False}
    assert not {"0/track", "0/note", "0/rooms"} & keys_of(text).keys()


def test_one_person_in_two_roles_is_in_each_of_them_once() -> None:
    event = events.event()
    put_in(event, ours("09:00–12:00  One [Plenary]", "Moderator: Ana Sample, Poet"))
    newer = ours("09:00–12:00  One [Plenary]", "Speaker: Ana Sample, Mayor", "Moderator: Ana Sample, Mayor")

    put_in(event, newer)

    assert [one[:3] for one in people_of(named(event, "One"))] == [
        ("speaker", "Ana Sample", "Mayor"), ("moderator", "Ana Sample", "Mayor"),
    ]  # fmt: skip
    assert keys_of(pasted(event, newer)) == {}


def test_somebody_named_twice_in_one_role_is_in_it_once() -> None:
    event = events.event()
    put_in(event, ours("09:00–12:00  One [Plenary]", "Speaker: Ana Sample"))

    put_in(event, ours("09:00–12:00  One [Plenary]", "Speaker: Ana Sample", "Chair: Bo Two", "Chair: Bo Two"))

    assert [one[:2] for one in people_of(named(event, "One"))] == [
        ("speaker", "Ana Sample"), ("chair", "Bo Two"),
    ]  # fmt: skip


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


def times_of(item: ProgrammeItem) -> str:
    starts, ends = item.starts_local, item.ends_local
    return f"{starts:%d %H:%M}–" + (f"{ends:%d %H:%M}" if ends else "") if starts else ""


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


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Speaker: , Mayor; Hamburg", "Somebody in this session has no name: “Mayor, Hamburg”. "),
        ("Speaker: {Dr}", "Somebody in this session has no name: “Dr”. "),
        ("Speaker: _ _ (Lumen, )", "Somebody in this session has no name: “Lumen”. "),
        ("Speaker: \u200b\u2060, Poet [remote]", "Somebody in this session has no name: “Poet”. "),
    ],
)
def test_somebody_without_a_name_is_told_at_the_session_and_keeps_nothing_else_back(
    line: str, sentence: str
) -> None:
    event = events.event()
    text = pasted(event, ours("09:00–10:00  One [Panel]", line, "10:00–11:00  Two [Panel]"))

    assert {
        number: [str(one) for one in found] for number, found in pasted_texts.review(text).problems.items()
    } == {0: [sentence + "Enter it, or leave them out."]}
    with pytest.raises(ProposalUnclear):
        apply(text)
    pasting.decide(text, ticks={"0/added": False}, who={}, actor=SYSTEM)
    assert apply(text) == Applied(added=1, changed=0, removed=0)


def test_somebody_without_a_name_may_be_left_out_of_a_session_that_is_there() -> None:
    event = events.event()
    put_in(event, ours("09:00–10:00  One [Panel]", "Speaker: Ana Sample"))
    text = pasted(event, ours("09:15–10:00  One [Panel]", "Speaker: Ana Sample", "Speaker: , Mayor"))
    with pytest.raises(ProposalUnclear):
        apply(text)
    tick(text, "0/person//speaker")

    apply(text)

    one = named(event, "One")
    assert (one.starts_local, len(one.appearances)) == (at("09:15"), 1)


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


@pytest.mark.parametrize(("label", "line"), [({"es": "Alcaldes"}, "Speaker: Alcaldes [group]"), ({}, None)])
def test_a_group_is_written_out_by_what_it_is_called_anywhere_or_not_at_all(
    label: dict[str, str], line: str | None
) -> None:
    event = events.event()
    group = make.placeholder(make.item(event, "One"))
    with transaction():
        group.label = Translated(label)

    written = writing.write(sources.of_draft(queries.draft(event)))

    assert [one.strip() for one in written.split("\n") if "Speaker:" in one] == ([line] if line else [])
    assert set(keys_of(pasted(event, written)).values()) <= {False}


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
