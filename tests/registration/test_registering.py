"""Registering: one row, one seat, one letter, whatever happens in between."""

from datetime import timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.core import actors, clock, ids, sqlite
from app.core.db import db, transaction
from app.events.errors import NoSuchEvent
from app.events.models import Attendance, Lifecycle, Participation, RegistrationSwitch, Visibility
from app.events.services.revisions import touch
from app.outbox.models import Message, MessageState
from app.registration.errors import ConsentMissing, NoSeatLeft, NoSuchCategory, NotOpen, WrongAttendance
from app.registration.models import (
    Act,
    Category,
    CategoryAttendance,
    Registration,
    RegistrationChange,
    RegistrationState,
)
from app.registration.queries import attendee, invariants
from app.registration.queries.attendee import Held
from app.registration.services import registering, self_service
from tests.make import registrations as make
from tests.registration.crowd import overtaken

pytestmark = pytest.mark.usefixtures("app")

CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def letters(state: MessageState = MessageState.QUEUED) -> list[str]:
    return list(
        db.session.scalars(select(Message.template).where(Message.state == state).order_by(Message.id))
    )


def register(category: Category, **fields: Any) -> Registration:
    return registering.register(category.event.slug, make.form(category, **fields), actor=actors.ANONYMOUS)


def test_a_seat_a_row_a_line_of_history_an_entry_in_the_log_and_a_letter() -> None:
    category = make.category(capacity=3)

    made = register(category, name="Zoë Ångström", email="Zoe@Example.org", organisation="City of Basel")

    make.reread(category, made)
    assert (category.taken, category.waiting, category.arrivals) == (1, 0, 1)
    assert (made.state, made.queue_number, made.email) == (CONFIRMED, 1, "Zoe@example.org")
    assert made.search_text == f"zoe angstrom zoe@example.org city of basel {made.reference.lower()}"
    assert made.consents["privacy"]["version"] == "2"
    change = db.session.scalars(select(RegistrationChange)).one()
    assert (change.act, change.before, change.after, change.actor_kind) == (
        Act.REGISTERED, None, CONFIRMED, "anonymous",
    )  # fmt: skip
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.thing_id, entry.changes) == (
        "registration.registered", made.id, {"state": [None, "confirmed"]},
    )  # fmt: skip
    letter = db.session.scalars(select(Message)).one()
    assert (letter.template, letter.recipient, letter.thing_id) == (
        "registration_registered", "Zoe@example.org", made.id,
    )  # fmt: skip
    assert invariants.broken() == []


def test_the_first_letter_holds_no_word_the_visitor_typed() -> None:
    """T11: not even the name, until the address is verified."""
    category = make.category()

    register(
        category, name="Visit phish.example now", organisation="Evil Org", position="Spammer", city="Nowhere"
    )

    letter = db.session.scalars(select(Message)).one()
    whole = f"{letter.subject} {letter.text} {letter.html}"
    for typed in ("phish", "Evil", "Spammer", "Nowhere"):
        assert typed not in whole


def test_the_post_takes_six_statements_and_on_postgresql_three(count_queries: list[str]) -> None:
    category = make.category()
    slug, form = category.event.slug, make.form(category)
    db.session.remove()
    count_queries.clear()

    registering.register(slug, form, actor=actors.ANONYMOUS)

    assert len(count_queries) == (6 if sqlite.speaks(db.engine) else 3), count_queries


def test_what_is_returned_is_the_row_as_it_is_stored() -> None:
    """Its row is not written as other objects are, so it must end as they do."""
    made = register(make.category(), city="Bahir Dar")
    columns = Registration.__table__.columns.keys()
    returned = {name: made.__dict__[name] for name in columns}

    db.session.expire(made)
    assert returned == {name: getattr(made, name) for name in columns}

    with transaction():
        made.city = "Gondar"
    db.session.expire(made)
    assert made.city == "Gondar"


def test_without_a_seat_one_joins_the_queue_in_order() -> None:
    category = make.category(capacity=1)

    made = [register(category) for _ in range(3)]

    assert [one.state for one in made] == [CONFIRMED, WAITING, WAITING]
    assert [one.queue_number for one in made] == [1, 2, 3]
    assert [attendee.place_in_queue(one) for one in made[1:]] == [1, 2]
    assert letters() == ["registration_registered", "registration_waiting", "registration_waiting"]
    assert invariants.broken() == []


def test_a_newcomer_never_overtakes_who_waits_even_when_a_seat_is_free() -> None:
    """T04: a seat freed while the event was postponed belongs to the queue."""
    category = make.category(capacity=1)
    holder, waiting = register(category), register(category)
    with transaction():
        category.event.lifecycle = Lifecycle.POSTPONED
    self_service.withdraw(make.paged(holder), actor=actors.participant(holder.id))
    with transaction():
        category.event.lifecycle = Lifecycle.ANNOUNCED

    newcomer = register(category)

    make.reread(waiting, newcomer)
    assert (waiting.state, newcomer.state) == (RegistrationState.OFFERED, WAITING)
    assert invariants.broken() == []


def test_full_without_a_waiting_list_says_so_and_leaves_nothing_behind() -> None:
    category = make.category(capacity=1, has_waiting_list=False)
    register(category)

    with pytest.raises(NoSeatLeft):
        register(category)

    make.reread(category)
    assert (category.taken, category.arrivals, count(Registration), count(Message)) == (1, 1, 1, 1)


def test_t05_the_same_form_sent_again_gives_the_same_registration() -> None:
    category = make.category()
    form = make.form(category)

    made = [registering.register(category.event.slug, form, actor=actors.ANONYMOUS) for _ in range(3)]

    assert len({one.id for one in made}) == 1
    assert (count(Registration), count(Message), category.taken) == (1, 1, 1)


def test_the_same_form_sent_after_leaving_registers_anew_and_once() -> None:
    category = make.category()
    form = make.form(category)
    slug = category.event.slug
    left = registering.register(slug, form, actor=actors.ANONYMOUS)
    self_service.withdraw(Held(left, is_mailed=False), actor=actors.participant(left.id))

    made = [registering.register(slug, form, actor=actors.ANONYMOUS) for _ in range(2)]

    assert {one.id for one in made} & {left.id} == set()
    assert len({one.id for one in made}) == 1
    assert category.taken == 1


def test_the_same_form_with_another_address_registers_somebody_else() -> None:
    """Whoever goes back and types a colleague's address must not be told that all is done."""
    category = make.category()
    key = ids.public_id()

    first, second = register(category, form_key=key), register(category, form_key=key)

    assert first.id != second.id
    assert second.duplicate_of_id is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("anna@example.org", "ANNA@example.ORG"),
        ("anna@example.org", " anna@example.org "),
        ("rené@example.org", "rene\u0301@example.org"),
        ("anna@münchen.example", "anna@xn--mnchen-3ya.example"),
    ],
)
def test_t06_two_spellings_of_one_address_are_one_person(first: str, second: str) -> None:
    category = make.category()

    owner, shadow = register(category, email=first), register(category, email=second)

    assert shadow.duplicate_of_id == owner.id


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("mike@example.org", "m\u0131ke@example.org"),
        ("mike@example.org", "\uff4dike@example.org"),
        ("fiona@example.org", "\ufb01ona@example.org"),
        ("strasse@example.org", "straße@example.org"),
        ("anna@example.org", "anna+1@example.org"),
    ],
)
def test_t06_letters_that_look_alike_are_two_people(first: str, second: str) -> None:
    category = make.category()

    made = [register(category, email=first), register(category, email=second)]

    assert [one.duplicate_of_id for one in made] == [None, None]


def test_t22_a_known_address_gets_a_row_that_counts_for_nothing() -> None:
    category = make.category(capacity=2)
    owner = register(category, email="anna@example.org")

    shadow = register(category, email="Anna@example.org", name="Somebody else")

    make.reread(category, owner, shadow)
    assert (shadow.duplicate_of_id, shadow.state, shadow.queue_number) == (owner.id, CONFIRMED, None)
    assert owner.name != "Somebody else"
    assert (category.taken, category.waiting, category.arrivals) == (1, 0, 1)
    assert invariants.broken() == []


def test_t22_a_known_address_meets_the_same_queue_as_an_unknown_one() -> None:
    category = make.category(capacity=1)
    register(category, email="anna@example.org")

    shadow, stranger = register(category, email="anna@example.org"), register(category)

    assert (shadow.state, stranger.state) == (WAITING, WAITING)
    assert (attendee.place_in_queue(shadow), attendee.place_in_queue(stranger)) == (1, 1)


def test_t22_a_known_address_is_refused_like_an_unknown_one_when_all_is_full() -> None:
    category = make.category(capacity=1, has_waiting_list=False)
    register(category, email="anna@example.org")

    with pytest.raises(NoSeatLeft):
        register(category, email="anna@example.org")


def test_the_owner_is_told_that_somebody_tried_again() -> None:
    category = make.category()
    owner = register(category, email="anna@example.org")
    with transaction():
        for letter in db.session.scalars(select(Message)):
            letter.created_at -= timedelta(minutes=11)

    register(category, email="ANNA@example.org")

    letter = db.session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
    assert (letter.template, letter.thing_id, letter.recipient, letter.state) == (
        "registration_again", owner.id, "anna@example.org", MessageState.QUEUED,
    )  # fmt: skip


def test_t12_a_hundred_tries_for_one_address_send_one_letter() -> None:
    category = make.category()

    for _ in range(100):
        register(category, email="victim@example.org")

    assert letters() == ["registration_registered"]
    assert count(Registration) == 100
    assert invariants.broken() == []


def test_t12_an_unproved_address_gets_three_letters_a_day_over_all_events() -> None:
    for _ in range(5):
        register(make.category(), email="victim@example.org")

    assert letters() == ["registration_registered"] * 3
    assert letters(MessageState.SUPPRESSED) == ["registration_registered"] * 2
    assert invariants.broken() == []


def test_t12_an_address_that_is_verified_each_time_is_no_victim() -> None:
    for _ in range(5):
        make.registration(make.category(), email="anna@example.org", is_verified=True)

    assert letters() == ["registration_registered", "registration_confirmed"] * 5


def test_t12_registering_and_leaving_over_and_over_sends_one_letter() -> None:
    category = make.category()

    for _ in range(20):
        made = register(category, email="victim@example.org")
        self_service.withdraw(make.paged(made), actor=actors.participant(made.id))

    assert letters() == ["registration_registered"]
    assert len(letters(MessageState.SUPPRESSED)) == 39
    assert invariants.broken() == []


def test_who_withdrew_may_register_again() -> None:
    category = make.category()
    first = register(category, email="anna@example.org")
    self_service.withdraw(make.paged(first), actor=actors.participant(first.id))

    second = register(category, email="anna@example.org")

    assert (second.duplicate_of_id, second.state, category.taken) == (None, CONFIRMED, 1)
    assert invariants.broken() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"participation": Participation.EXTERNAL},
        {"participation": Participation.INVITATION},
        {"participation": Participation.NONE},
        {"lifecycle": Lifecycle.CANCELLED},
        {"lifecycle": Lifecycle.POSTPONED},
        {"registration_switch": RegistrationSwitch.CLOSED},
        {"finishes_at": clock.now()},
    ],
)
def test_an_event_that_takes_no_registrations_takes_none(fields: dict[str, Any]) -> None:
    category = make.category(make.event(**fields))

    with pytest.raises(NotOpen):
        register(category)

    assert (count(Registration), count(Message)) == (0, 0)


@pytest.mark.parametrize("fields", [{"lifecycle": Lifecycle.DRAFT}, {"visibility": Visibility.PRIVATE}])
def test_an_event_the_public_may_not_know_does_not_exist(fields: dict[str, Any]) -> None:
    category = make.category(make.event(**fields))

    with pytest.raises(NoSuchEvent):
        register(category)


@pytest.mark.parametrize(("before", "allowed"), [(-1, False), (1, True)])
def test_t03_one_second_before_the_opening_is_too_early(*, before: int, allowed: bool) -> None:
    category = make.category(make.event(timezone="Africa/Abidjan"))
    with transaction():
        category.opens_local = (clock.now() - timedelta(minutes=5 * before)).replace(tzinfo=None)

    if allowed:
        assert register(category).state is CONFIRMED
    else:
        with pytest.raises(NotOpen):
            register(category)


def test_t03_the_window_of_one_category_says_nothing_about_another() -> None:
    event = make.event(timezone="Africa/Abidjan")
    gone = (clock.now() - timedelta(hours=1)).replace(tzinfo=None)
    closed, open_one = make.category(event, closes_local=gone), make.category(event)

    assert register(open_one).state is CONFIRMED
    with pytest.raises(NotOpen):
        register(closed)


def test_t18_a_category_of_another_event_is_unknown() -> None:
    mine, foreign = make.category(), make.category()

    with pytest.raises(NoSuchCategory):
        registering.register(mine.event.slug, make.form(foreign), actor=actors.ANONYMOUS)


def test_without_consent_nothing_is_stored() -> None:
    with pytest.raises(ConsentMissing):
        register(make.category(), has_consented=False)

    assert count(Registration) == 0


def test_where_people_can_choose_they_must() -> None:
    with pytest.raises(WrongAttendance):
        register(make.category(), attendance=None)


def test_a_category_of_one_kind_decides_for_itself() -> None:
    category = make.category(attendance=CategoryAttendance.ONLINE)

    assert register(category, attendance="in person").attendance is CategoryAttendance.ONLINE


def test_t03_who_waits_for_a_lock_while_registration_closes_is_not_registered(app: Flask) -> None:
    category = make.category()
    slug, form = category.event.slug, make.form(category)

    def close() -> None:
        category.event.registration_switch = RegistrationSwitch.CLOSED
        touch(category.event)

    outcome = overtaken(
        app, category, partial(registering.register, slug, form, actor=actors.ANONYMOUS), close
    )

    make.reread(category)
    assert isinstance(outcome, NotOpen)
    assert (category.taken, category.arrivals, count(Registration), count(Message)) == (0, 0, 0, 0)


def test_who_waits_for_a_lock_while_the_event_changes_is_registered_as_it_is_then(app: Flask) -> None:
    category = make.category(capacity=1)
    slug, form = category.event.slug, make.form(category)

    def edit() -> None:
        category.event.attendance = Attendance.ONLINE
        touch(category.event)

    registering.register(slug, make.form(category), actor=actors.ANONYMOUS)
    outcome = overtaken(
        app, category, partial(registering.register, slug, form, actor=actors.ANONYMOUS), edit
    )

    make.reread(category)
    assert isinstance(outcome, Registration)
    assert (outcome.attendance, category.taken, category.waiting) == (CategoryAttendance.ONLINE, 1, 1)
    assert invariants.broken() == []


def test_no_shadow_is_cast_by_an_owner_who_has_just_left(app: Flask) -> None:
    category = make.category()
    owner = make.registration(category, email="anna@example.org")
    slug, form = category.event.slug, make.form(category, email="anna@example.org")

    outcome = overtaken(
        app,
        category,
        partial(registering.register, slug, form, actor=actors.ANONYMOUS),
        partial(self_service.withdraw, make.paged(owner), actor=actors.participant(owner.id)),
    )

    make.reread(owner, category)
    assert isinstance(outcome, Registration)
    assert (owner.state, outcome.state, outcome.duplicate_of_id) == (
        RegistrationState.WITHDRAWN, CONFIRMED, None,
    )  # fmt: skip
    assert (category.taken, category.arrivals) == (1, 2)
    assert invariants.broken() == []


def test_filling_the_last_seat_tells_the_events_pages_once() -> None:
    category = make.category(capacity=2)
    event = category.event
    revisions = [event.revision]

    for _ in range(4):
        register(category)
        make.reread(event)
        revisions.append(event.revision)

    assert [after - before for before, after in pairwise(revisions)] == [0, 1, 0, 0]


@pytest.mark.parametrize(("hours", "held"), [(24, True), (0, False)])
def test_p09_an_unverified_address_holds_its_seat_for_a_while(*, hours: int, held: bool) -> None:
    made = register(make.category(make.event(hold_hours=hours)))

    assert (made.deadline_at == made.created_at + timedelta(hours=24)) is held
    assert (made.remind_at is not None) is held
