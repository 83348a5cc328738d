"""The self-check notices every broken promise, and nothing else."""

import pytest
from sqlalchemy import delete, text, update

from app.core.db import transaction
from app.outbox.models import Message
from app.registration.models import Category, Registration, RegistrationState
from app.registration.queries import invariants
from tests.make import registrations as make

pytestmark = pytest.mark.usefixtures("app")


def full() -> tuple[Category, list[Registration]]:
    """Two seats taken, two people waiting, one shadow."""
    category = make.category(capacity=2)
    people = [make.registration(category) for _ in range(4)]
    make.registration(category, email=people[0].email)
    return category, people


def found(category: Category) -> list[tuple[str, str]]:
    return [(one.invariant, one.sentence) for one in invariants.broken(category.event)]


def test_all_is_well_after_what_people_do() -> None:
    category, _ = full()

    assert found(category) == []
    assert invariants.broken() == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"taken": 1}, ("I1", "1 seats counted, 2 held")),
        ({"waiting": 1}, ("I1", "1 waiting counted, 2 there")),
        ({"capacity": 3}, ("I5", "a free seat where people wait")),
        ({"capacity": 1, "allotted": 2, "taken": 2}, None),
    ],
)
def test_i1_counters_and_rows_tell_the_same(change: dict[str, int], expected: tuple[str, str] | None) -> None:
    category, _ = full()
    with transaction() as session:
        session.execute(update(Category).where(Category.id == category.id).values(change))

    assert (expected in found(category)) is (expected is not None)
    assert bool(found(category)) is (expected is not None)


def test_i1_more_people_than_seats_are_noticed_whatever_the_counter_says() -> None:
    category, people = full()
    with transaction():
        people[2].state = RegistrationState.CONFIRMED
        category.waiting = 1

    assert ("I1", "3 people hold 2 seats") in found(category)


def test_i3_a_change_without_its_letter_is_noticed() -> None:
    category, people = full()
    with transaction() as session:
        session.execute(delete(Message).where(Message.thing_id == people[1].id))

    assert found(category) == [("I3", "1 changes of state, 0 letters")]


def test_i4_a_letter_about_nobody_is_noticed() -> None:
    category, people = full()
    with transaction() as session:
        session.execute(update(Message).where(Message.thing_id == people[1].id).values(thing_id=10**9))

    assert ("I4", "a letter without a registration") in found(category)


def test_i5_whoever_was_overtaken_is_noticed() -> None:
    category, people = full()
    with transaction():
        people[1].state, people[2].state = RegistrationState.WAITING, RegistrationState.CONFIRMED

    assert ("I5", "overtaken by a later arrival") in found(category)


def test_i5_whom_an_organiser_put_first_has_overtaken_nobody() -> None:
    category, people = full()
    with transaction():
        people[1].state, people[2].state = RegistrationState.WAITING, RegistrationState.CONFIRMED
        people[2].priority = -1

    assert found(category) == []


def test_i6_two_live_registrations_of_one_address_are_noticed() -> None:
    category, people = full()
    with transaction() as session:
        session.execute(text("DROP INDEX uq_registrations_live_address"))
        people[3].email_key = people[0].email_key
    try:
        assert ("I6", "2 live registrations") in found(category)
    finally:
        with transaction() as session:
            people[3].email_key = "restored@example.org"
            session.flush()
            table = Registration.metadata.tables["registrations"]
            index = next(one for one in table.indexes if one.name == "uq_registrations_live_address")
            index.create(session.connection())


def test_a_shadow_in_the_queue_is_noticed() -> None:
    category, people = full()
    with transaction() as session:
        session.execute(
            update(Registration).where(Registration.duplicate_of_id == people[0].id).values(queue_number=9)
        )

    assert found(category) == [("I6", "a shadow in the queue")]


def test_one_events_trouble_is_not_anothers() -> None:
    broken, _ = full()
    well, _ = full()
    with transaction():
        broken.waiting = 0

    assert found(broken) != []
    assert found(well) == []
    assert invariants.broken() == invariants.broken(broken.event)
