"""Any order of acts, compared step by step with seats counted by a simple model."""

from dataclasses import dataclass, field

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.core import actors, clock
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Lifecycle
from app.registration.errors import NoLongerPossible, NoSeatLeft
from app.registration.models import Registration, RegistrationState
from app.registration.queries import invariants
from app.registration.services import categories, deadlines, deciding, registering, self_service, waiting_list
from app.registration.services.categories import CategoryDetails
from tests.make import registrations as make

CONFIRMED, WAITING, OFFERED = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
)
WITHDRAWN, DECLINED, LAPSED = (
    RegistrationState.WITHDRAWN,
    RegistrationState.DECLINED,
    RegistrationState.LAPSED,
)
SEATED = {CONFIRMED, OFFERED}


@dataclass
class Guest:
    """One person as the model knows them."""

    row: Registration
    state: RegistrationState
    rank: tuple[int, int]  # priority, number of arrival
    is_verified: bool = False


@dataclass
class Model:
    """Seats as one would count them with a pencil."""

    capacity: int | None
    guests: list[Guest] = field(default_factory=list)
    arrivals: int = 0
    stands: bool = True

    def taken(self) -> int:
        return sum(guest.state in SEATED for guest in self.guests)

    def queue(self) -> list[Guest]:
        return sorted(
            (guest for guest in self.guests if guest.state is WAITING), key=lambda guest: guest.rank
        )

    def has_seat(self) -> bool:
        return self.capacity is None or self.taken() < self.capacity

    def arrive(self, row: Registration) -> None:
        self.arrivals += 1
        state = CONFIRMED if self.has_seat() and not self.queue() else WAITING
        self.guests.append(Guest(row, state, (0, self.arrivals)))
        self.promote()

    def leave(self, guest: Guest, state: RegistrationState) -> None:
        guest.state = state
        self.promote()

    def promote(self) -> None:
        while self.stands and self.queue() and self.has_seat():
            self.queue()[0].state = OFFERED


class SeatMachine(RuleBasedStateMachine):
    """Every rule does one act on the database and in the model."""

    def __init__(self) -> None:
        super().__init__()
        self.category = make.category(capacity=2)
        self.event = self.category.event
        self.desk = make.desk(self.event)
        self.model = Model(capacity=2)

    def pick(self, data: st.DataObject, *states: RegistrationState) -> Guest | None:
        known = [guest for guest in self.model.guests if guest.state in states]
        return data.draw(st.sampled_from(known)) if known else None

    @precondition(lambda self: self.model.stands)
    @rule()
    def somebody_comes(self) -> None:
        form = make.form(self.category)
        self.model.arrive(registering.register(self.event.slug, form, actor=actors.ANONYMOUS))

    @precondition(lambda self: self.model.stands)
    @rule(data=st.data())
    def somebody_comes_again(self, data: st.DataObject) -> None:
        guest = self.pick(data, CONFIRMED, WAITING, OFFERED)
        if guest is None:
            return
        form = make.form(self.category, email=guest.row.email.upper())
        shadow = registering.register(self.event.slug, form, actor=actors.ANONYMOUS)
        assert shadow.duplicate_of_id == guest.row.id

    @rule(data=st.data())
    def somebody_verifies(self, data: st.DataObject) -> None:
        guest = self.pick(data, CONFIRMED, WAITING, OFFERED)
        if guest is not None:
            self_service.verify(make.mailed(guest.row), actor=actors.participant(guest.row.id))
            guest.is_verified = True

    @rule(data=st.data())
    def somebody_leaves(self, data: st.DataObject) -> None:
        guest = self.pick(data, CONFIRMED, WAITING)
        if guest is not None:
            self_service.withdraw(make.mailed(guest.row), actor=actors.participant(guest.row.id))
            self.model.leave(guest, WITHDRAWN)

    @rule(data=st.data())
    def somebody_takes_an_offer(self, data: st.DataObject) -> None:
        guest = self.pick(data, OFFERED)
        if guest is not None:
            self_service.accept(make.mailed(guest.row), actor=actors.participant(guest.row.id))
            guest.state, guest.is_verified = CONFIRMED, True

    @rule(data=st.data())
    def somebody_refuses_an_offer(self, data: st.DataObject) -> None:
        guest = self.pick(data, OFFERED)
        if guest is not None:
            self_service.refuse(make.mailed(guest.row), actor=actors.participant(guest.row.id))
            self.model.leave(guest, WITHDRAWN)

    @rule(data=st.data())
    def somebodys_time_is_over(self, data: st.DataObject) -> None:
        guest = self.pick(data, CONFIRMED, WAITING, OFFERED)
        if guest is None or (guest.is_verified and guest.state is not OFFERED):
            return
        make.past_deadline(guest.row)
        assert deadlines.lapse_due(clock.now()) == 1
        self.model.leave(guest, LAPSED)

    @rule(data=st.data())
    def the_desk_declines(self, data: st.DataObject) -> None:
        guest = self.pick(data, CONFIRMED, WAITING, OFFERED)
        if guest is not None:
            deciding.decline(guest.row, actor=self.desk, reason="x")
            self.model.leave(guest, DECLINED)

    @rule(data=st.data())
    def the_desk_moves_somebody_up(self, data: st.DataObject) -> None:
        guest = self.pick(data, WAITING)
        if guest is not None:
            first = self.model.queue()[0].rank[0]
            deciding.move_up(guest.row, actor=self.desk, reason="x")
            guest.rank = (min(guest.rank[0], first - 1), guest.rank[1])

    @rule(data=st.data())
    def the_desk_takes_somebody_back(self, data: st.DataObject) -> None:
        guest = self.pick(data, WITHDRAWN, DECLINED, LAPSED)
        if guest is None:
            return
        had_seat = self.model.has_seat()
        try:
            deciding.confirm(guest.row, actor=self.desk)
        except NoSeatLeft:
            assert not had_seat
            return
        assert had_seat
        self.model.arrivals += 1
        priority = (
            min(guest.rank[0], self.model.queue()[0].rank[0] - 1) if self.model.queue() else guest.rank[0]
        )
        guest.state, guest.rank = CONFIRMED, (priority, self.model.arrivals)

    @rule(seats=st.one_of(st.none(), st.integers(0, 6)))
    def the_capacity_changes(self, seats: int | None) -> None:
        new = CategoryDetails(name=Translated({"en": "x"}), description=Translated({}), capacity=seats)
        categories.edit(self.category, new, seen=make.seen(self.category), actor=self.desk)
        self.model.capacity = seats
        self.model.promote()

    @rule()
    def the_event_is_postponed_or_stands_again(self) -> None:
        self.model.stands = not self.model.stands
        with transaction():
            self.event.lifecycle = Lifecycle.ANNOUNCED if self.model.stands else Lifecycle.POSTPONED
        waiting_list.offer_free_seats()
        self.model.promote()

    @rule(data=st.data())
    def what_is_over_cannot_be_done_again(self, data: st.DataObject) -> None:
        guest = self.pick(data, DECLINED, LAPSED)
        if guest is None:
            return
        with pytest.raises(NoLongerPossible):
            self_service.withdraw(make.mailed(guest.row), actor=actors.participant(guest.row.id))

    @invariant()
    def the_database_agrees_with_the_pencil(self) -> None:
        db.session.expire_all()
        for guest in self.model.guests:
            assert guest.row.state is guest.state
        assert self.category.taken == self.model.taken()
        assert self.category.waiting == len(self.model.queue())
        assert invariants.broken(self.event) == []


def test_any_order_of_acts_keeps_every_seat_counted(app: Flask) -> None:  # noqa: ARG001 - it has the database
    run_state_machine_as_test(
        SeatMachine,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
