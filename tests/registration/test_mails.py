"""Every letter about a registration, in every state it can be written in."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.core import clock
from app.core.db import db, transaction
from app.outbox.models import Message
from app.registration import mails
from app.registration.models import Registration, RegistrationState
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


@pytest.mark.parametrize("is_verified", [False, True])
@pytest.mark.parametrize("kind", ["registered", "reminder", "again", "link"])
def test_letters_for_other_reasons_hold_the_link_and_nothing_typed(*, kind: str, is_verified: bool) -> None:
    made = person(is_verified=is_verified)

    with transaction():
        made.revision = 2
        if kind == "registered":
            mails.registered(made, draft=None, may_write=True)
        elif kind == "reminder":
            mails.reminder(made)
        elif kind == "again":
            mails.again(made, "1", draft=None, may_write=True)
        else:
            mails.link(made, "1", may_write=True)

    letter = written(made)
    assert mails.mailed_path(made) in letter.text
    assert mails.mailed_path(made) in letter.html
    assert "phish.example" not in letter.text + letter.html
    assert "marker" not in letter.text + letter.html


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
