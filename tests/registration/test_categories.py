"""Categories and their seats."""

from datetime import datetime

import pytest
from sqlalchemy import func, select

from app.core import actors, localtime
from app.core.db import db
from app.core.types import Translated
from app.registration.errors import CategoryInUse, MayNot, WindowOutOfOrder
from app.registration.models import Category, Registration, RegistrationState
from app.registration.queries import attendee, invariants
from app.registration.services import categories, self_service
from app.registration.services.categories import CategoryDetails
from tests.make import registrations as make

pytestmark = pytest.mark.usefixtures("app")

CONFIRMED, WAITING, OFFERED = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
)


def details(**fields: object) -> CategoryDetails:
    return CategoryDetails(name=Translated({"en": "Cities"}), description=Translated({}), **fields)  # type: ignore[arg-type]


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

    categories.edit(category, details(capacity=1), actor=make.desk(category.event))

    make.reread(category)
    assert states(people) == [CONFIRMED] * 3 + [WAITING] * 2
    assert (category.taken, category.allotted) == (3, 3)
    assert invariants.broken() == []


def test_f11_seats_beyond_the_capacity_are_not_given_again() -> None:
    category, people = with_people(3, 5)
    categories.edit(category, details(capacity=1), actor=make.desk(category.event))

    for leaving in people[:2]:
        self_service.withdraw(make.paged(leaving), actor=actors.participant(leaving.id))

    make.reread(category)
    assert states(people)[2:] == [CONFIRMED, WAITING, WAITING]
    assert (category.taken, category.allotted) == (1, 0)
    assert invariants.broken() == []


def test_f11_raising_the_capacity_offers_seats_in_order() -> None:
    category, people = with_people(1, 5)

    offered = categories.edit(category, details(capacity=3), actor=make.desk(category.event))

    assert offered == 2
    assert states(people) == [CONFIRMED, OFFERED, OFFERED, WAITING, WAITING]
    assert invariants.broken() == []


def test_f11_lifting_the_limit_offers_a_seat_to_everybody() -> None:
    category, people = with_people(1, 4)

    offered = categories.edit(category, details(capacity=None), actor=make.desk(category.event))

    assert offered == 3
    assert states(people) == [CONFIRMED, OFFERED, OFFERED, OFFERED]
    assert invariants.broken() == []


def test_saving_what_is_already_there_leaves_the_page_alone() -> None:
    event = make.event()
    category = categories.create(event, details(capacity=5), actor=make.desk(event))
    make.reread(event)
    revision = event.revision

    categories.edit(category, details(capacity=5), actor=make.desk(event))

    make.reread(event)
    assert event.revision == revision


def test_categories_are_put_in_order() -> None:
    event = make.event()
    one, two, three = (make.category(event) for _ in range(3))

    categories.arrange(event, [three.public_id, one.public_id, "unknown"], actor=make.desk(event))

    assert attendee.categories(event) == [three, one, two]


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


def test_t18_only_the_desk_of_this_event_changes_categories() -> None:
    category = make.category()
    stranger = make.desk(make.event())

    for act in (
        lambda: categories.create(category.event, details(), actor=stranger),
        lambda: categories.edit(category, details(), actor=stranger),
        lambda: categories.arrange(category.event, [], actor=stranger),
        lambda: categories.delete(category, actor=stranger),
    ):
        with pytest.raises(MayNot):
            act()

    assert attendee.categories(category.event) == [category]
