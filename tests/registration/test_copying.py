"""A copied event has the same categories, all seats free."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.services import copying
from app.registration.models import Category, CategoryAttendance
from tests.make import events

pytestmark = pytest.mark.usefixtures("app")

wall = datetime.fromisoformat


def test_categories_move_with_the_first_day_and_nobody_has_a_seat() -> None:
    source = events.event()
    with transaction() as session:
        session.add(
            Category(
                event_id=source.id, position=2, name=Translated({"en": "Mayors"}), capacity=30, taken=12,
                allotted=12, arrivals=40, attendance=CategoryAttendance.IN_PERSON, has_waiting_list=False,
                opens_local=wall("2026-05-01T09:00"), closes_local=None, opens_fold=1,
            )
        )  # fmt: skip
    new = copying.NewCopy(slug="copy", title=Translated({"en": "Copy"}), first_day=date(2026, 10, 5))

    event = copying.copy(source, new, actor=SYSTEM)

    old, made = db.session.scalars(select(Category).order_by(Category.id)).all()
    assert (made.event_id, made.position, made.name, made.capacity) == (event.id, 2, {"en": "Mayors"}, 30)
    assert (made.attendance, made.has_waiting_list) == (CategoryAttendance.IN_PERSON, False)
    assert (made.opens_local, made.opens_fold, made.closes_local) == (wall("2026-05-08T09:00"), 0, None)
    assert (made.taken, made.waiting, made.allotted, made.arrivals) == (0, 0, 0, 0)
    assert made.public_id != old.public_id
