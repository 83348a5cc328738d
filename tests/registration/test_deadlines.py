"""What ends by the clock."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.core import actors, clock
from app.core.db import db, transaction
from app.events.models import Lifecycle
from app.outbox.models import Message, MessageState
from app.registration import rules
from app.registration.models import Act, Category, Registration, RegistrationState
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


def letters_are_old() -> None:
    """All letters so far were written yesterday."""
    with transaction():
        for letter in db.session.scalars(select(Message)):
            letter.created_at -= timedelta(hours=25)


def queued(*people: Registration) -> list[str]:
    """The letters to these people that are sent, in order."""
    return list(
        db.session.scalars(
            select(Message.template)
            .where(Message.thing_id.in_([one.id for one in people]), Message.state == MessageState.QUEUED)
            .order_by(Message.id)
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
    letters_are_old()

    asked = [deadlines.remind_due(later(hours)) for hours in (17, 19, 20)]

    assert asked == [0, 1, 0]
    assert templates(made) == ["registration_registered", "registration_reminder"]


def test_t12_a_flooded_address_gets_no_reminders() -> None:
    for _ in range(4):
        make.registration(make.category(), email="victim@example.org")

    assert deadlines.remind_due(later(19)) == 0
    assert deadlines.remind_due(later(19)) == 0


def test_a_second_hold_has_a_reminder_of_its_own() -> None:
    category = make.category(capacity=1)
    holder, made = make.registration(category), make.registration(category)
    letters_are_old()
    deadlines.remind_due(later(19))
    self_service.withdraw(make.paged(holder), actor=actors.participant(holder.id))
    self_service.accept(make.paged(made), actor=actors.participant(made.id))
    letters_are_old()

    assert deadlines.remind_due(later(19)) == 1

    assert templates(made).count("registration_reminder") == 2


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


def test_free_seats_that_are_offered_later_tell_the_pages_when_the_last_who_waits_has_one() -> None:
    category = make.category(capacity=2)
    holder, _other, waiting = (make.registration(category) for _ in range(3))
    with transaction():
        category.event.lifecycle = Lifecycle.POSTPONED
    for leaving in (holder, _other):
        self_service.withdraw(make.paged(leaving), actor=actors.participant(leaving.id))
    with transaction():
        category.event.lifecycle = Lifecycle.ANNOUNCED
    make.reread(category.event)
    revision = category.event.revision

    waiting_list.offer_free_seats()

    make.reread(waiting, category, category.event)
    assert (waiting.state, rules.remaining(category)) == (OFFERED, 1)
    assert category.event.revision == revision + 1


def test_t12_an_offer_arrives_whatever_was_sent_before() -> None:
    category = make.category(capacity=1)
    holder, waiting = make.registration(category), make.registration(category, email="anna@example.org")
    others = [make.registration(make.category(), email="anna@example.org") for _ in range(3)]

    self_service.withdraw(make.paged(holder), actor=actors.participant(holder.id))

    assert queued(waiting, *others) == [
        "registration_waiting", "registration_registered", "registration_registered", "registration_offered",
    ]  # fmt: skip


def test_t12_a_stranger_is_offered_seats_by_mail_three_times_a_day_at_most() -> None:
    category = make.category(capacity=1)
    tried = []
    for _ in range(6):
        holder, victim = make.registration(category), make.registration(category, email="victim@example.org")
        for leaving in (holder, victim):
            make.reread(leaving)
            leave = self_service.refuse if leaving.state is OFFERED else self_service.withdraw
            leave(make.paged(leaving), actor=actors.participant(leaving.id))
        tried.append(victim)

    assert queued(*tried) == ["registration_waiting", *["registration_offered"] * 3]
    assert invariants.broken() == []


def test_one_registration_that_cannot_be_ended_keeps_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    people = [make.registration(make.category(), email=f"anna{number}@example.org") for number in range(3)]
    with transaction() as session:
        # A counter that is wrong already: the database refuses to make it worse.
        session.execute(update(Category).where(Category.id == people[0].category_id).values(taken=0))

    lapsed = deadlines.lapse_due(later(25))

    make.reread(*people)
    assert (lapsed, [one.state for one in people]) == (2, [CONFIRMED, LAPSED, LAPSED])
    assert [record.getMessage() for record in caplog.records] == [
        f"deadline of registration {people[0].id}: passed over"
    ]


def test_nothing_lapses_once_the_event_is_over() -> None:
    category = make.category()
    made = make.registration(category)
    with transaction():
        category.event.finishes_at = later(2)

    assert deadlines.remind_due(later(19)) == 0
    assert deadlines.lapse_due(later(25)) == 0

    make.reread(made)
    assert made.state is CONFIRMED


def test_nobody_is_asked_for_anything_by_a_cancelled_event_and_nothing_ends() -> None:
    category = make.category(capacity=1)
    holder, waiting = make.registration(category), make.registration(category)
    letters_are_old()
    with transaction():
        category.event.lifecycle = Lifecycle.CANCELLED

    done = deadlines.remind_due(later(19)), deadlines.lapse_due(later(25))

    make.reread(holder, waiting)
    assert done == (0, 0)
    assert (holder.state, waiting.state) == (CONFIRMED, WAITING)
    assert queued(holder, waiting) == ["registration_registered", "registration_waiting"]
