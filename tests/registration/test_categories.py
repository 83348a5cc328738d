"""Categories and their seats."""

from datetime import UTC, datetime
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.core import actors, localtime
from app.core.db import db
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.events.errors import DayOutOfRange
from app.events.services.revisions import touch
from app.registration import rules
from app.registration.errors import CategoryInUse, MayNot, WindowOutOfOrder
from app.registration.models import Category, Registration, RegistrationState
from app.registration.queries import attendee, invariants
from app.registration.services import categories, self_service
from app.registration.services.categories import CategoryDetails
from tests.make import registrations as make
from tests.registration.crowd import overtaken

pytestmark = pytest.mark.usefixtures("app")

CONFIRMED, WAITING, OFFERED = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
)

TWICE = datetime(2027, 10, 31, 2, 30)  # noqa: DTZ001 - the clocks in Berlin show it twice


def details(**fields: object) -> CategoryDetails:
    return CategoryDetails(name=Translated({"en": "Cities"}), description=Translated({}), **fields)  # type: ignore[arg-type]


def edit(category: Category, **fields: object) -> int:
    """Save the form just shown, with these values."""
    return categories.edit(
        category, details(**fields), seen=make.seen(category), actor=make.desk(category.event)
    )


def with_people(seats: int, people: int) -> tuple[Category, list[Registration]]:
    category = make.category(capacity=seats)
    return category, [make.registration(category) for _ in range(people)]


def states(people: list[Registration]) -> list[RegistrationState]:
    make.reread(*people)
    return [one.state for one in people]


def test_a_new_category_comes_after_the_others_and_changes_the_page() -> None:
    event = make.event()
    actor, revision = make.desk(event), event.revision

    made = [categories.create(event, details(capacity=seats), actor=actor) for seats in (5, None)]

    make.reread(event)
    assert [one.position for one in made] == [1, 2]
    assert attendee.categories(event) == made
    assert event.revision == revision + 2


def test_f11_a_capacity_below_the_taken_seats_removes_nobody() -> None:
    category, people = with_people(3, 5)

    edit(category, capacity=1)

    make.reread(category)
    assert states(people) == [CONFIRMED] * 3 + [WAITING] * 2
    assert (category.taken, category.allotted) == (3, 3)
    assert invariants.broken() == []


def test_f11_seats_beyond_the_capacity_are_not_given_again() -> None:
    category, people = with_people(3, 5)
    edit(category, capacity=1)

    for leaving in people[:2]:
        self_service.withdraw(make.paged(leaving), actor=actors.participant(leaving.id))

    make.reread(category)
    assert states(people)[2:] == [CONFIRMED, WAITING, WAITING]
    assert (category.taken, category.allotted) == (1, 0)
    assert invariants.broken() == []


def test_f11_raising_the_capacity_offers_seats_in_order() -> None:
    category, people = with_people(1, 5)

    offered = edit(category, capacity=3)

    assert offered == 2
    assert states(people) == [CONFIRMED, OFFERED, OFFERED, WAITING, WAITING]
    assert invariants.broken() == []


def test_f11_lifting_the_limit_offers_a_seat_to_everybody() -> None:
    category, people = with_people(1, 4)

    offered = edit(category, capacity=None)

    assert offered == 3
    assert states(people) == [CONFIRMED, OFFERED, OFFERED, OFFERED]
    assert invariants.broken() == []


def test_saving_what_is_already_there_leaves_the_page_alone() -> None:
    event = make.event()
    category = categories.create(event, details(capacity=5), actor=make.desk(event))
    make.reread(event)
    revision = event.revision

    edit(category, capacity=5)

    make.reread(event)
    assert event.revision == revision


def test_categories_are_put_in_order() -> None:
    event = make.event()
    one, two, three = (make.category(event) for _ in range(3))

    categories.arrange(event, [three.public_id, one.public_id, "unknown"], actor=make.desk(event))

    assert attendee.categories(event) == [three, one, two]


def test_arranging_waits_for_who_takes_a_seat_and_not_the_other_way_round(app: Flask) -> None:
    """Categories are locked before their event by everybody, or two would wait for each other."""
    event = make.event()
    one, two = (make.category(event) for _ in range(2))
    slug, order, actor = event.slug, [two.public_id, one.public_id], make.desk(event)

    def arranges() -> None:
        categories.arrange(attendee.register_page(slug)[0], order, actor=actor)

    outcome = overtaken(app, one, arranges, partial(touch, event))

    make.reread(one, two, event)
    assert outcome is None
    assert attendee.categories(event) == [two, one]


def test_a_form_older_than_what_is_stored_is_not_saved_over_it() -> None:
    event = make.event()
    category = categories.create(event, details(capacity=5), actor=make.desk(event))
    old = make.seen(category)
    edit(category, capacity=8)

    with pytest.raises(StaleEdit):
        categories.edit(category, details(capacity=5), seen=old, actor=make.desk(event))

    make.reread(category)
    assert category.capacity == 8


def test_people_who_come_make_no_form_of_their_category_stale() -> None:
    category = make.category(capacity=5)
    seen = make.seen(category)
    make.registration(category)

    categories.edit(category, details(capacity=4), seen=seen, actor=make.desk(category.event))

    assert (category.capacity, category.taken) == (4, 1)


def test_an_empty_category_is_deleted_shadows_and_all() -> None:
    event = make.event()
    full, empty = make.category(event), make.category(event)
    make.registration(full, email="anna@example.org")
    make.registration(empty, email="anna@example.org")

    categories.delete(empty, actor=make.desk(event))

    assert attendee.categories(event) == [full]
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 1


def test_a_category_somebody_has_registered_in_stays() -> None:
    category, (one,) = with_people(1, 1)
    self_service.withdraw(make.paged(one), actor=actors.participant(one.id))

    with pytest.raises(CategoryInUse):
        categories.delete(category, actor=make.desk(category.event))


def test_the_window_must_open_before_it_closes() -> None:
    event = make.event()
    at = datetime(2027, 1, 1, 12)  # noqa: DTZ001 - wall-clock

    with pytest.raises(WindowOutOfOrder):
        categories.create(event, details(opens_local=at, closes_local=at), actor=make.desk(event))


@pytest.mark.parametrize("field", ["opens_local", "closes_local"])
def test_a_time_the_clocks_leap_over_is_refused_at_its_field(field: str) -> None:
    event = make.event()
    gap = datetime(2027, 3, 28, 2, 30)  # noqa: DTZ001 - no clock in Berlin shows it

    with pytest.raises(localtime.InGap) as refused:
        categories.create(event, details(**{field: gap}), actor=make.desk(event))

    assert refused.value.field == field


@pytest.mark.parametrize("field", ["opens_local", "closes_local"])
def test_a_time_that_comes_twice_is_asked_about_at_its_field(field: str) -> None:
    event = make.event(timezone="Europe/Berlin")

    with pytest.raises(localtime.Ambiguous) as refused:
        categories.create(event, details(**{field: TWICE}), actor=make.desk(event))

    assert refused.value.field == field


@pytest.mark.parametrize(("fold", "hour"), [(0, 0), (1, 1)])
def test_of_two_equal_times_the_one_that_was_meant_closes_registration(fold: int, hour: int) -> None:
    event = make.event(timezone="Europe/Berlin", finishes_at=datetime(2027, 12, 1, tzinfo=UTC))

    category = categories.create(event, details(closes_local=TWICE, closes_fold=fold), actor=make.desk(event))

    assert rules.closes_at(event, category) == datetime(2027, 10, 31, hour, 30, tzinfo=UTC)


def test_registration_may_open_and_close_within_the_hour_that_comes_twice() -> None:
    event = make.event(timezone="Europe/Berlin")

    made = categories.create(
        event,
        details(opens_local=TWICE, opens_fold=0, closes_local=TWICE, closes_fold=1),
        actor=make.desk(event),
    )

    assert (made.opens_fold, made.closes_fold) == (0, 1)


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_a_year_of_another_age_is_refused_at_its_field(year: int) -> None:
    event = make.event()

    with pytest.raises(DayOutOfRange) as refused:
        categories.create(event, details(opens_local=datetime(year, 1, 1)), actor=make.desk(event))  # noqa: DTZ001 - wall-clock

    assert refused.value.field == "opens_local"


def test_t18_only_the_desk_of_this_event_changes_categories() -> None:
    category = make.category()
    stranger = make.desk(make.event())

    for act in (
        lambda: categories.create(category.event, details(), actor=stranger),
        lambda: categories.edit(category, details(), seen=make.seen(category), actor=stranger),
        lambda: categories.arrange(category.event, [], actor=stranger),
        lambda: categories.delete(category, actor=stranger),
    ):
        with pytest.raises(MayNot):
            act()

    assert attendee.categories(category.event) == [category]
