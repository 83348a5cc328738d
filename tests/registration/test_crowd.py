"""Seats, queue and duplicates while many people act at the same time, on both databases."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app.core import actors, clock, tokens
from app.core.actors import Actor
from app.core.db import db, lock, transaction
from app.core.errors import Conflict
from app.core.types import Translated
from app.outbox.models import Message, MessageState
from app.registration.models import Category, Registration, RegistrationState
from app.registration.queries import attendee, desk, invariants
from app.registration.services import (
    categories,
    deadlines,
    deciding,
    registering,
    self_service,
    waiting_list,
)
from app.registration.services.categories import CategoryDetails
from app.registration.services.registering import NewRegistration
from tests.make import registrations as make
from tests.registration.crowd import rush

CONFIRMED, WAITING, OFFERED, WITHDRAWN = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
    RegistrationState.WITHDRAWN,
)


def comes(slug: str, form: NewRegistration) -> RegistrationState:
    return registering.register(slug, form, actor=actors.ANONYMOUS).state


def leaves(public_id: str) -> None:
    held = attendee.by_token(tokens.sign("registration", public_id))
    self_service.withdraw(held, actor=actors.participant(held.registration.id))


def takes_the_offer(public_id: str) -> None:
    held = attendee.by_token(tokens.sign("registration-mail", public_id))
    self_service.accept(held, actor=actors.participant(held.registration.id))


def states(category: Category) -> Counter[RegistrationState]:
    rows = db.session.execute(
        select(Registration.state, func.count())
        .where(Registration.category_id == category.id, attendee.REAL)
        .group_by(Registration.state)
    )
    return Counter(dict(list(rows)))


def crowd(category: Category, people: int) -> list[Callable[[], RegistrationState]]:
    slug = category.event.slug
    return [partial(comes, slug, make.form(category)) for _ in range(people)]


def errors(outcomes: list[Any]) -> list[Exception]:
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def test_t01_the_last_seat_is_never_sold_twice(app: Flask) -> None:
    for _ in range(50):
        category = make.category(capacity=1)

        outcomes = rush(app, crowd(category, 8))

        assert Counter(outcomes) == {CONFIRMED: 1, WAITING: 7}
        make.reread(category)
        assert (category.taken, category.waiting, category.arrivals) == (1, 7, 8)
    assert invariants.broken() == []


def test_t01_a_crowd_fills_the_seats_exactly_and_queues_in_order(app: Flask) -> None:
    category = make.category(capacity=30)

    outcomes = rush(app, crowd(category, 120), threads=16)

    assert Counter(outcomes) == {CONFIRMED: 30, WAITING: 90}
    numbers = db.session.scalars(
        select(Registration.queue_number)
        .where(Registration.category_id == category.id)
        .order_by(Registration.state != CONFIRMED, Registration.queue_number)
    ).all()
    assert list(numbers) == list(range(1, 121))
    assert invariants.broken() == []


def test_t01_without_a_queue_everybody_else_is_refused(app: Flask) -> None:
    category = make.category(capacity=5, has_waiting_list=False)

    outcomes = rush(app, crowd(category, 40), threads=12)

    assert Counter(type(outcome).__name__ for outcome in outcomes) == {
        "RegistrationState": 5,
        "NoSeatLeft": 35,
    }
    assert states(category) == {CONFIRMED: 5}
    assert invariants.broken() == []


def test_f09_sixty_people_who_press_twenty_times_are_sixty_people(app: Flask) -> None:
    """One form each, sent over and over: one row, one letter, always the same answer."""
    category = make.category(capacity=40)
    slug = category.event.slug
    forms = [make.form(category) for _ in range(60)]

    def sends(form: NewRegistration) -> str:
        return registering.register(slug, form, actor=actors.ANONYMOUS).public_id

    outcomes = rush(app, [partial(sends, form) for _ in range(20) for form in forms], threads=12)

    assert errors(outcomes) == []
    answers = [outcomes[number::60] for number in range(60)]
    assert all(len(set(answer)) == 1 for answer in answers)
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 60
    assert db.session.scalar(select(func.count()).select_from(Message)) == 60
    assert states(category) == {CONFIRMED: 40, WAITING: 20}
    assert invariants.broken() == []


def test_f09_one_address_in_twelve_browsers_is_one_person(app: Flask) -> None:
    """Different forms, different spellings, several categories: one seat, eleven shadows."""
    event = make.event()
    kinds = [make.category(event) for _ in range(4)]
    spellings = ["anna@example.org", "ANNA@example.org", " Anna@EXAMPLE.org "]
    forms = [make.form(kind, email=email) for kind in kinds for email in spellings]
    slug = event.slug

    outcomes = rush(app, [partial(comes, slug, form) for form in forms], threads=12)

    assert Counter(outcomes) == {CONFIRMED: 12}
    make.reread(*kinds)
    assert sum(kind.taken for kind in kinds) == 1
    assert db.session.scalar(select(func.count()).where(attendee.REAL)) == 1
    sent = select(func.count()).where(Message.state == MessageState.QUEUED)
    assert db.session.scalar(sent) in {1, 2}  # the first letter, and at most one "again" beside it
    assert invariants.broken() == []


def sent() -> Counter[str]:
    db.session.rollback()
    found = select(Message.template).where(Message.state == MessageState.QUEUED)
    return Counter(db.session.scalars(found))


def test_t12_who_tries_a_known_address_many_times_at_once_causes_one_letter(app: Flask) -> None:
    event = make.event()
    kinds = [make.category(event, capacity=100) for _ in range(4)]
    make.registration(kinds[0], email="victim@example.org", is_verified=True)
    before, slug = sent(), event.slug
    forms = [make.form(kind, email="victim@example.org") for kind in kinds * 6]

    outcomes = rush(app, [partial(comes, slug, form) for form in forms], threads=12)

    assert Counter(outcomes) == {CONFIRMED: 24}
    assert sent() - before == {"registration_again": 1}
    assert invariants.broken() == []


def test_t12_who_asks_for_the_link_many_times_at_once_gets_one(app: Flask) -> None:
    category = make.category()
    make.registration(category, email="victim@example.org", is_verified=True)
    before, slug = sent(), category.event.slug

    def asks() -> None:
        self_service.send_link(slug, "victim@example.org", actor=actors.ANONYMOUS)

    outcomes = rush(app, [asks] * 24, threads=12)

    assert outcomes == [None] * 24
    assert sent() - before == {"registration_link": 1}


def test_f10_promotions_race_with_leavers_and_newcomers(app: Flask) -> None:
    """T04: 40 leave (each twice), 20 leave the queue, 80 come, offers are taken and desks act."""
    category = make.category(capacity=50)
    people = [make.registration(category) for _ in range(150)]
    holders, queue = people[:40], people[100:120]
    acts: list[Callable[[], Any]] = []
    for holder in holders:
        acts += [partial(leaves, holder.public_id)] * 2
    acts += [partial(leaves, one.public_id) for one in queue]
    acts += crowd(category, 80)
    acts += [partial(takes_the_offer, one.public_id) for one in people[50:70]]
    acts = acts[::3] + acts[1::3] + acts[2::3]

    outcomes = rush(app, acts, threads=16)

    assert [error for error in errors(outcomes) if not isinstance(error, Conflict)] == []
    found = states(category)
    assert found[CONFIRMED] + found[OFFERED] == 50
    assert found[WITHDRAWN] == 60
    assert found[WAITING] == 120
    seated = db.session.scalars(
        select(Registration.queue_number).where(
            Registration.category_id == category.id, Registration.state.in_([CONFIRMED, OFFERED])
        )
    ).all()
    assert sorted(number or 0 for number in seated) == list(range(41, 91))  # strictly in order of arrival
    assert invariants.broken() == []


def test_f11_capacity_moves_while_people_come_and_go(app: Flask) -> None:
    category = make.category(capacity=10)
    people = [make.registration(category) for _ in range(25)]
    event_slug, public_id, actor = category.event.slug, category.public_id, make.desk(category.event)

    def resizes(seats: int) -> None:
        event = attendee.register_page(event_slug)[0]
        same = CategoryDetails(name=Translated({"en": "x"}), description=Translated({}), capacity=seats)
        category = desk.category_of(event, public_id)
        with transaction():  # as if each had just opened the form
            categories.edit(lock(category), same, seen=make.seen(category), actor=actor)

    acts: list[Callable[[], Any]] = [partial(resizes, seats) for seats in (3, 12, 5, 15, 8)]
    acts += [partial(leaves, one.public_id) for one in people[:6]] + crowd(category, 20)

    outcomes = rush(app, acts[::2] + acts[1::2], threads=10)
    resizes(20)

    assert errors(outcomes) == []
    make.reread(category)
    assert (category.taken, category.waiting) == (20, 19)
    assert invariants.broken() == []


def test_deadlines_may_run_twice_at_once_beside_a_crowd(app: Flask) -> None:
    category = make.category(capacity=20)
    people = [make.registration(category) for _ in range(60)]
    later = clock.now() + timedelta(hours=25)

    def verifies(public_id: str) -> None:
        held = attendee.by_token(tokens.sign("registration-mail", public_id))
        self_service.verify(held, actor=actors.participant(held.registration.id))

    acts: list[Callable[[], Any]] = [partial(deadlines.lapse_due, later)] * 3
    acts += [partial(waiting_list.offer_free_seats)] * 2
    acts += [partial(verifies, one.public_id) for one in people[::4]] + crowd(category, 20)

    outcomes = rush(app, acts, threads=10)

    assert [error for error in errors(outcomes) if not isinstance(error, Conflict)] == []
    assert invariants.broken() == []


def test_two_desks_decide_about_the_same_people(app: Flask) -> None:
    event = make.event()
    old, new = make.category(event, capacity=4), make.category(event, capacity=4)
    people = [make.registration(old) for _ in range(6)] + [make.registration(new) for _ in range(6)]
    actor, event_slug = make.desk(event), event.slug

    def moves(public_id: str, to: str, by: Actor) -> None:
        there = attendee.register_page(event_slug)[0]
        one = desk.of_event(there, public_id)
        deciding.move(one, desk.category_of(there, to), actor=by)

    def declines(public_id: str) -> None:
        there = attendee.register_page(event_slug)[0]
        deciding.decline(desk.of_event(there, public_id), actor=actor, reason="x")

    acts: list[Callable[[], Any]] = []
    for number, one in enumerate(people):
        acts += [
            partial(moves, one.public_id, (new if number < 6 else old).public_id, actor),
            partial(leaves, one.public_id),
            partial(declines, one.public_id) if number % 3 == 0 else partial(leaves, one.public_id),
        ]

    outcomes = rush(app, acts, threads=8)

    assert [error for error in errors(outcomes) if not isinstance(error, Conflict)] == []
    assert invariants.broken() == []
