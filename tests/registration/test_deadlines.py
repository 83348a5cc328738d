"""What ends by the clock."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.core import actors, clock
from app.core.db import db, transaction
from app.events.models import Lifecycle
from app.outbox.models import Message
from app.registration.models import Act, Registration, RegistrationState
from app.registration.queries import desk, invariants
from app.registration.services import deadlines, self_service, waiting_list
from tests.make import registrations as make

pytestmark = pytest.mark.usefixtures("app")

CONFIRMED, WAITING, OFFERED, LAPSED = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
    RegistrationState.LAPSED,
)


def later(hours: float) -> datetime:
    return clock.now() + timedelta(hours=hours)


def templates(registration: Registration) -> list[str]:
    return list(
        db.session.scalars(
            select(Message.template).where(Message.thing_id == registration.id).order_by(Message.id)
        )
    )


def test_p09_an_unverified_hold_ends_and_the_next_is_asked() -> None:
    category = make.category(capacity=1)
    holder, waiting = make.registration(category), make.registration(category)
    self_service.verify(make.mailed(waiting), actor=actors.participant(waiting.id))

    lapsed = deadlines.lapse_due(later(25))

    make.reread(holder, waiting)
    assert (lapsed, holder.state, waiting.state) == (1, LAPSED, OFFERED)
    assert templates(holder) == ["registration_registered", "registration_lapsed"]
    assert desk.history(holder)[-1].act is Act.LAPSED
    assert invariants.broken() == []


def test_a_verified_registration_never_lapses() -> None:
    made = make.registration(make.category(), is_verified=True)

    assert deadlines.lapse_due(later(10_000)) == 0
    make.reread(made)
    assert made.state is CONFIRMED


def test_nothing_lapses_before_its_time() -> None:
    made = make.registration(make.category())

    assert deadlines.lapse_due(later(23.9)) == 0
    assert made.state is CONFIRMED


def test_an_offer_nobody_takes_goes_down_the_queue() -> None:
    category = make.category(capacity=1)
    holder, first, second = (make.registration(category) for _ in range(3))
    self_service.withdraw(make.paged(holder), actor=actors.participant(holder.id))
    make.past_deadline(first)

    deadlines.lapse_due(clock.now())

    make.reread(first, second, category)
    assert (first.state, second.state, category.taken, category.waiting) == (LAPSED, OFFERED, 1, 0)
    letter = db.session.scalars(select(Message).where(Message.template == "registration_lapsed")).one()
    assert "not taken in time" in letter.text
    assert invariants.broken() == []


def test_t37_a_thousand_bots_hold_no_seat_after_the_hold() -> None:
    category = make.category(capacity=20)
    for _ in range(100):
        make.registration(category)

    deadlines.lapse_due(later(25))

    make.reread(category)
    assert (category.taken, category.waiting) == (0, 0)
    assert invariants.broken() == []


def test_a_shadow_lapses_like_anybody_and_nobody_is_written_to() -> None:
    category = make.category()
    owner = make.registration(category, email="anna@example.org", is_verified=True)
    shadow = make.registration(category, email="anna@example.org")

    deadlines.lapse_due(later(25))

    make.reread(owner, shadow, category)
    assert (owner.state, shadow.state, category.taken) == (CONFIRMED, LAPSED, 1)
    assert templates(shadow) == []


def test_one_reminder_goes_out_before_the_hold_ends() -> None:
    made = make.registration(make.category())
    with transaction():
        for letter in db.session.scalars(select(Message)):
            letter.created_at -= timedelta(hours=18)

    asked = [deadlines.remind_due(later(hours)) for hours in (17, 19, 20)]

    assert asked == [0, 1, 0]
    assert templates(made) == ["registration_registered", "registration_reminder"]


def test_t12_a_flooded_address_gets_no_reminders() -> None:
    for _ in range(4):
        make.registration(make.category(), email="victim@example.org")

    assert deadlines.remind_due(later(19)) == 0
    assert deadlines.remind_due(later(19)) == 0


def test_who_has_verified_is_not_reminded() -> None:
    make.registration(make.category(), is_verified=True)

    assert deadlines.remind_due(later(19)) == 0


def test_seats_left_free_while_an_event_was_postponed_are_offered_later() -> None:
    category = make.category(capacity=1)
    holder, waiting = make.registration(category), make.registration(category)
    with transaction():
        category.event.lifecycle = Lifecycle.POSTPONED
    self_service.withdraw(make.paged(holder), actor=actors.participant(holder.id))
    assert waiting_list.offer_free_seats() == 0
    with transaction():
        category.event.lifecycle = Lifecycle.ANNOUNCED

    assert waiting_list.offer_free_seats() == 1

    make.reread(waiting)
    assert waiting.state is OFFERED
    assert invariants.broken() == []
