"""Every letter about a registration, in every state it can be written in."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.core import clock
from app.core.db import db, transaction
from app.core.rows import append
from app.core.types import Translated
from app.events import rules as event_rules
from app.events.models import Attendance, Lifecycle, Visibility
from app.outbox.models import Message
from app.registration import mails, references
from app.registration.models import CategoryAttendance, Registration, RegistrationState
from app.registration.services import categories, deciding
from app.registration.services.deciding import NewEntry
from app.registration.services.details import Details
from app.rendering import qr
from tests.make import registrations as make

pytestmark = pytest.mark.usefixtures("app")

NAME = "Visit phish.example <b>"


def written(registration: Registration) -> Message:
    return db.session.scalars(
        select(Message).where(Message.thing_id == registration.id).order_by(Message.id.desc()).limit(1)
    ).one()


def person(*, is_verified: bool) -> Registration:
    made = make.registration(
        make.category(make.event(contact_name="Congress office")),
        name=NAME,
        accessibility_needs="marker-needs",
        organisation="marker-org",
    )
    with transaction():
        made.verified_at = clock.now() if is_verified else None
        made.deadline_at = clock.now() + timedelta(hours=5)
    return made


@pytest.mark.parametrize("is_verified", [False, True])
@pytest.mark.parametrize(
    "state", [state for state in RegistrationState if state is not RegistrationState.PENDING]
)
def test_each_state_has_a_letter_that_holds_the_facts_and_nothing_typed(
    *, state: RegistrationState, is_verified: bool
) -> None:
    made = person(is_verified=is_verified)
    with transaction():
        made.state, made.revision = state, 2

        mails.state_changed(made, was_offer=True)

    letter = written(made)
    assert letter.recipient == made.email
    assert letter.sender_name == "Congress office"
    assert letter.reply_to == "office@example.org"
    assert made.event.title["en"] in letter.subject
    for body in (letter.text, letter.html):
        assert made.reference in body
        assert "marker" not in body
        assert "phish.example" not in body
        assert ("Visit" in body) is is_verified


@pytest.mark.parametrize(
    ("plan", "language", "when"),
    [
        (("09:00", "17:00"), "en", "28–30 September 2036, 09:00–17:00 every day CEST (UTC+2)"),
        (("09:00", "17:00"), "ar", "28–30 سبتمبر 2036، 09:00–17:00 يوميًا CEST (UTC+2)"),
        (None, "en", "28–30 September 2036"),
        (
            ("2036-09-28T10:00", "2036-09-28T11:30"),
            "en",
            "28 September 2036, 10:00–11:30 CEST (UTC+2)",
        ),
        (
            ("2036-09-28T22:00", "2036-09-29T02:00"),
            "en",
            "28 September 2036, 22:00 – 29 September 2036, 02:00 CEST (UTC+2)",
        ),
    ],
)
def test_a_letter_says_from_when_till_when_and_on_whose_clocks(
    plan: tuple[str, str] | None, language: str, when: str
) -> None:
    event = make.event(first_day=date(2036, 9, 28), last_day=date(2036, 9, 30))
    begins, ends = plan or ("", "")
    with transaction():
        if "T" in begins:
            event.starts_local, event.ends_local = (
                datetime.fromisoformat(begins),
                datetime.fromisoformat(ends),
            )
            event.last_day = event.ends_local.date()
        elif plan is None:
            event.daily_start = event.daily_end = None
        event.begins_at, event.finishes_at = event_rules.begins_and_finishes(event)
    made = make.registration(make.category(event), language=language)
    with transaction():
        mails.state_changed(made)

    letter = written(made)

    assert f": {when}\n" in letter.text
    assert f">{when}<" in letter.html


@pytest.mark.parametrize(
    ("attendance", "venue", "where"),
    [
        (Attendance.IN_PERSON, "Quay Hall", "Quay Hall, Germany"),
        (Attendance.HYBRID, "Quay Hall", "Quay Hall, Germany · Online"),
        (Attendance.HYBRID, "", "In person and online"),
        (Attendance.ONLINE, "Quay Hall", "Online"),
        (Attendance.IN_PERSON, "", None),
    ],
)
def test_a_letter_says_where_and_promises_no_screen(
    attendance: Attendance, venue: str, where: str | None
) -> None:
    named = {"venue_name": Translated({"en": venue}), "country": "DE"} if venue else {"country": ""}
    event = make.event(**{"venue_name": Translated({}), "city": Translated({}), **named})
    with transaction():
        event.attendance = attendance
    made = make.registration(make.category(event))
    with transaction():
        mails.state_changed(made)

    letter = written(made)

    assert ("Where" in letter.text, "Where" in letter.html) == (where is not None, where is not None)
    if where is not None:
        assert f"Where: {where}\n" in letter.text
        assert f">{where}<" in letter.html


@pytest.mark.parametrize("address", ["", "office@example.org"])
def test_nobody_is_asked_to_reply_where_nobody_reads_it(address: str) -> None:
    event = make.event(contact_email=address)
    made = make.registration(make.category(event))

    deciding.decline(made, reason="Full", actor=make.desk(event))

    letter = written(made)
    assert letter.template == "registration_declined"
    for body in (letter.text, letter.html):
        assert ("reply to this letter" in body) is bool(address)


@pytest.mark.parametrize("is_verified", [False, True])
@pytest.mark.parametrize("kind", ["registered", "reminder", "again", "link"])
def test_letters_for_other_reasons_hold_the_link_and_nothing_typed(*, kind: str, is_verified: bool) -> None:
    made = person(is_verified=is_verified)

    with transaction():
        made.revision = 2
        if kind == "registered":
            append(mails.registered(made, made.event, made.category, draft=None, may_write=True))
        elif kind == "reminder":
            mails.reminder(made)
        elif kind == "again":
            draft = mails.draft_again(made, made.event)
            append(mails.again(made, made.event, "1", draft=draft, may_write=True))
        else:
            mails.link(made, "1", may_write=True)

    letter = written(made)
    assert mails.mailed_path(made) in letter.text
    assert mails.mailed_path(made) in letter.html
    assert "phish.example" not in letter.text + letter.html
    assert "marker" not in letter.text + letter.html


@pytest.mark.parametrize("is_verified", [False, True])
def test_t11_the_code_that_admits_is_only_in_a_proved_persons_letter(*, is_verified: bool) -> None:
    made = person(is_verified=is_verified)
    with transaction():
        made.revision = 2
        mails.state_changed(made)

    letter = written(made)

    assert (qr.picture(references.ticket(made)) in letter.html) is is_verified
    assert letter.html.count("<img") == int(is_verified)
    assert ("Say the reference when you arrive" in letter.text) is is_verified


def test_a_confirmed_seat_by_mail_has_what_its_page_has(app: Flask) -> None:
    made = person(is_verified=True)
    with transaction():
        made.revision = 2
        mails.state_changed(made)

    letter = written(made)

    site = app.config["BASE_URL"]
    for body in (letter.text, letter.html):
        assert "Your seat at this event is confirmed." in body
        assert made.reference in body
        assert f"{site}{mails.mailed_path(made)}" in body
        assert f"{site}/events/{made.event.slug}/event.ics" in body


@pytest.mark.parametrize(
    "state", [RegistrationState.CONFIRMED, RegistrationState.WITHDRAWN, RegistrationState.LAPSED]
)
def test_of_a_private_event_letters_name_no_page_that_nobody_can_open(state: RegistrationState) -> None:
    made = person(is_verified=True)
    with transaction():
        made.event.visibility = Visibility.PRIVATE
        made.state, made.revision = state, 2
        mails.state_changed(made)

    letter = written(made)

    assert f"/events/{made.event.slug}/" not in letter.text + letter.html
    assert (f"{mails.mailed_path(made)}event.ics" in letter.text) is (state is RegistrationState.CONFIRMED)


def test_whoever_was_added_by_hand_is_not_asked_to_confirm() -> None:
    event = make.event()
    entry = NewEntry(
        "amina@example.org",
        make.category(event, capacity=0).public_id,
        Details("Amina Diallo", attendance=CategoryAttendance.ONLINE),
    )

    made = deciding.add(event, entry, actor=make.desk(event))

    letter = written(made)
    assert letter.template == "registration_waiting"
    assert "Dear Amina Diallo," in letter.text
    assert "confirm" not in letter.text.casefold()


@pytest.mark.parametrize("capacity", [0, 1])
def test_whoever_was_added_by_hand_is_not_told_to_have_registered(capacity: int) -> None:
    event = make.event()
    category = make.category(event, capacity=capacity)
    entry = NewEntry(
        "amina@example.org", category.public_id, Details("Amina Diallo", attendance=CategoryAttendance.ONLINE)
    )

    made = deciding.add(event, entry, actor=make.desk(event))
    letters = [written(made)]
    if not capacity:
        seats = replace(categories.read(category), capacity=1)
        categories.edit(category, seats, seen=make.seen(category), actor=make.desk(event))
        letters.append(written(made))

    for letter in letters:
        for body in (letter.text, letter.html):
            assert "because the organisers have registered you" in body
            assert "you registered" not in body
            assert "you joined" not in body


def test_t14_links_begin_with_the_address_of_this_site(app: Flask) -> None:
    made = make.registration(make.category())

    letter = written(made)

    assert f"{app.config['BASE_URL']}{mails.mailed_path(made)}" in letter.text


def test_without_a_hold_the_letter_threatens_nothing() -> None:
    made = make.registration(make.category(make.event(hold_hours=0)))

    letter = written(made)

    assert letter.subject.startswith("You are registered")
    assert "Otherwise" not in letter.text


def test_deadlines_are_told_by_the_clock_of_the_event() -> None:
    made = make.registration(make.category(make.event(timezone="Asia/Kathmandu")))

    assert "(UTC+5:45)" in written(made).text or "UTC+5:45" in written(made).text


def test_the_same_change_writes_one_letter_however_often_it_is_told() -> None:
    made = make.registration(make.category())

    with transaction():
        made.revision = 2
        mails.state_changed(made)
        mails.state_changed(made)

    assert len(db.session.scalars(select(Message)).all()) == 2


def test_a_letter_to_nobody_is_thrown_away() -> None:
    event = make.event()

    with transaction():
        mails.link_to_nobody(event, "en")

    assert db.session.scalars(select(Message)).all() == []


@pytest.mark.parametrize(
    ("lifecycle", "words"),
    [(Lifecycle.CANCELLED, "This event is cancelled."), (Lifecycle.POSTPONED, "This event is postponed.")],
)
def test_a_letter_about_an_event_that_does_not_take_place_says_so(lifecycle: Lifecycle, words: str) -> None:
    made = person(is_verified=True)
    with transaction():
        made.event.lifecycle = lifecycle

        mails.link(made, "wish", may_write=True)

    letter = written(made)
    assert (words in letter.text, words in letter.html) == (True, True)
