"""What the registration desk decides."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core import actors, ids
from app.core.actors import Actor, ActorKind, Permission
from app.core.db import db
from app.events.rules import fingerprint
from app.outbox.models import Message
from app.registration.errors import (
    AlreadyRegistered,
    MayNot,
    NoLongerPossible,
    NoSeatLeft,
    NoSuchCategory,
    ReasonMissing,
)
from app.registration.models import (
    Act,
    Category,
    Registration,
    RegistrationChange,
    RegistrationState,
    Source,
)
from app.registration.queries import desk, invariants
from app.registration.services import deciding, details, self_service
from app.registration.services.deciding import NewEntry, Note
from app.registration.services.details import Details
from tests.make import registrations as make

pytestmark = pytest.mark.usefixtures("app")

CONFIRMED, WAITING, OFFERED, WITHDRAWN, DECLINED = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
    RegistrationState.WITHDRAWN,
    RegistrationState.DECLINED,
)


def full(seats: int = 1, waiting: int = 2) -> tuple[Category, list[Registration]]:
    category = make.category(capacity=seats)
    return category, [make.registration(category) for _ in range(seats + waiting)]


def leave(registration: Registration) -> None:
    self_service.withdraw(make.paged(registration), actor=actors.participant(registration.id))


def entry(category: Category, email: str = "guest@example.org") -> NewEntry:
    return NewEntry(email=email, category=category.public_id, details=Details(name="Guest of Honour",
                    attendance="in person"), reason="by telephone")  # type: ignore[arg-type]  # fmt: skip


def last_change(registration: Registration) -> RegistrationChange:
    return db.session.scalars(
        select(RegistrationChange)
        .where(RegistrationChange.registration_id == registration.id)
        .order_by(RegistrationChange.id.desc())
        .limit(1)
    ).one()


def test_declining_frees_the_seat_with_a_reason_that_is_not_sent() -> None:
    category, (holder, waiting, _) = full()

    deciding.decline(holder, actor=make.desk(category.event), reason="quota of the host city")

    make.reread(holder, waiting)
    assert (holder.state, waiting.state) == (DECLINED, OFFERED)
    change = last_change(holder)
    assert (change.act, change.before, change.after, change.reason) == (
        Act.DECLINED, CONFIRMED, DECLINED, "quota of the host city",
    )  # fmt: skip
    letter = db.session.scalars(select(Message).where(Message.template == "registration_declined")).one()
    assert "quota" not in letter.text + letter.html
    assert invariants.broken() == []


def test_declining_and_moving_up_need_a_reason() -> None:
    category, (holder, waiting, _) = full()
    actor = make.desk(category.event)

    with pytest.raises(ReasonMissing):
        deciding.decline(holder, actor=actor, reason="")
    with pytest.raises(ReasonMissing):
        deciding.move_up(waiting, actor=actor, reason="")


def test_withdrawing_for_somebody_who_asked_by_telephone() -> None:
    category, (holder, waiting, _) = full()

    deciding.withdraw(holder, actor=make.desk(category.event))

    make.reread(holder, waiting)
    assert (holder.state, waiting.state) == (WITHDRAWN, OFFERED)
    with pytest.raises(NoLongerPossible):
        deciding.withdraw(holder, actor=make.desk(category.event))


def test_whoever_is_moved_up_is_next_and_the_order_stays_explained() -> None:
    category, (holder, first, second) = full()

    deciding.move_up(second, actor=make.desk(category.event), reason="speaker")
    leave(holder)

    make.reread(first, second)
    assert (first.state, second.state) == (WAITING, OFFERED)
    assert invariants.broken() == []


def test_moving_up_again_goes_before_those_moved_up_earlier() -> None:
    category, (holder, first, second) = full()
    actor = make.desk(category.event)
    deciding.move_up(second, actor=actor, reason="speaker")

    deciding.move_up(first, actor=actor, reason="minister")
    leave(holder)

    make.reread(first, second)
    assert (first.state, second.state) == (OFFERED, WAITING)


def test_a_seat_is_confirmed_only_while_one_is_free() -> None:
    category, (_, waiting, _) = full()

    with pytest.raises(NoSeatLeft):
        deciding.confirm(waiting, actor=make.desk(category.event))

    make.reread(waiting, category)
    assert (waiting.state, category.taken) == (WAITING, 1)


def test_an_offer_may_be_confirmed_for_somebody() -> None:
    category, (holder, waiting, _) = full()
    leave(holder)

    deciding.confirm(waiting, actor=make.desk(category.event), reason="by telephone")

    make.reread(waiting, category)
    assert (waiting.state, waiting.deadline_at, category.taken) == (CONFIRMED, None, 1)
    assert invariants.broken() == []


def test_who_had_left_may_be_taken_back() -> None:
    category = make.category(capacity=1)
    made = make.registration(category)
    leave(made)

    deciding.confirm(made, actor=make.desk(category.event))

    make.reread(made, category)
    assert (made.state, made.queue_number, category.taken, category.arrivals) == (CONFIRMED, 2, 1, 2)
    assert invariants.broken() == []


def test_who_has_registered_anew_is_not_taken_back_twice() -> None:
    category = make.category(capacity=3)
    first = make.registration(category, email="anna@example.org")
    leave(first)
    make.registration(category, email="anna@example.org")

    with pytest.raises(AlreadyRegistered):
        deciding.confirm(first, actor=make.desk(category.event))

    make.reread(category, first)
    assert (category.taken, first.state) == (1, WITHDRAWN)
    assert invariants.broken() == []


def test_an_unverified_seat_may_be_kept_by_hand() -> None:
    category = make.category()
    made = make.registration(category)

    deciding.confirm(made, actor=make.desk(category.event), reason="known to us")

    assert (made.state, made.deadline_at, made.is_verified) == (CONFIRMED, None, False)
    with pytest.raises(NoLongerPossible):
        deciding.confirm(made, actor=make.desk(category.event))
    assert invariants.broken() == []


def test_adding_by_hand_takes_a_seat_whatever_the_windows_say() -> None:
    category = make.category(make.event(registration_switch="closed"), capacity=1)

    made = deciding.add(category.event, entry(category), actor=make.desk(category.event))

    assert (made.state, made.source, made.deadline_at) == (CONFIRMED, Source.BY_HAND, None)
    change = last_change(made)
    assert (change.act, change.actor_kind, change.reason) == (Act.ADDED, "user", "by telephone")
    letter = db.session.scalars(select(Message)).one()
    assert (letter.template, letter.recipient) == ("registration_confirmed", "guest@example.org")
    assert invariants.broken() == []


def test_adding_by_hand_joins_the_queue_behind_the_others() -> None:
    category, _ = full()

    made = deciding.add(category.event, entry(category), actor=make.desk(category.event))

    assert (made.state, made.queue_number) == (WAITING, 4)
    assert invariants.broken() == []


def test_adding_by_hand_says_openly_that_an_address_is_known() -> None:
    category = make.category()
    make.registration(category, email="Guest@example.org")

    with pytest.raises(AlreadyRegistered):
        deciding.add(category.event, entry(category), actor=make.desk(category.event))

    make.reread(category)
    assert category.taken == 1


def test_a_reference_drawn_twice_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    category = make.category()
    drawn = iter(["AAAAA", "AAAAA", "BBBBB"])
    monkeypatch.setattr(ids, "code", lambda _length: next(drawn))
    make.registration(category)

    made = deciding.add(category.event, entry(category), actor=make.desk(category.event))

    make.reread(category, made)
    assert "BBBB-B" in made.reference
    assert made.reference.lower() in made.search_text
    assert (category.taken, category.arrivals) == (2, 2)
    assert invariants.broken() == []


def test_t18_a_category_of_another_event_is_unknown() -> None:
    mine, foreign = make.category(), make.category()

    with pytest.raises(NoSuchCategory):
        deciding.add(mine.event, entry(foreign), actor=make.desk(mine.event))


def test_moving_over_frees_one_seat_and_takes_another() -> None:
    event = make.event()
    old, new = make.category(event, capacity=1), make.category(event, capacity=1)
    mover, waiting = make.registration(old), make.registration(old)

    deciding.move(mover, new, actor=make.desk(event), reason="is a speaker")

    make.reread(old, new, mover, waiting)
    assert (mover.category_id, mover.state, waiting.state) == (new.id, CONFIRMED, OFFERED)
    assert (old.taken, new.taken, mover.queue_number) == (1, 1, 1)
    assert invariants.broken() == []


def test_moving_over_to_a_full_category_means_its_queue() -> None:
    event = make.event()
    old, new = make.category(event, capacity=1), make.category(event, capacity=1)
    mover = make.registration(old)
    make.registration(new)

    deciding.move(mover, new, actor=make.desk(event))

    make.reread(old, new)
    assert (mover.state, old.taken, new.taken, new.waiting) == (WAITING, 0, 1, 1)
    assert invariants.broken() == []


@pytest.mark.parametrize("is_verified", [True, False])
def test_p09_who_is_moved_while_offered_a_seat_keeps_the_new_one_for_good_once_verified(
    *, is_verified: bool
) -> None:
    event = make.event()
    old, new = make.category(event, capacity=1), make.category(event)
    holder, mover = make.registration(old), make.registration(old, is_verified=is_verified)
    deciding.withdraw(holder, actor=make.desk(event))
    make.reread(mover)
    assert mover.state is OFFERED

    deciding.move(mover, new, actor=make.desk(event))

    make.reread(mover)
    held_until = None if is_verified else mover.updated_at + timedelta(hours=24)
    assert (mover.state, mover.deadline_at) == (CONFIRMED, held_until)


def test_who_was_added_by_hand_is_vouched_for_wherever_they_are_moved() -> None:
    event = make.event()
    old, new = make.category(event, capacity=1), make.category(event)
    holder = make.registration(old)
    mover = deciding.add(event, entry(old), actor=make.desk(event))
    deciding.withdraw(holder, actor=make.desk(event))

    deciding.move(mover, new, actor=make.desk(event))

    make.reread(mover)
    assert (mover.state, mover.deadline_at) == (CONFIRMED, None)


def test_moving_the_last_who_waits_tells_the_pages_of_both_categories() -> None:
    event = make.event()
    old, new = make.category(event, capacity=1), make.category(event, capacity=1)
    mover = make.registration(old)
    make.reread(event)
    revision = event.revision

    deciding.move(mover, new, actor=make.desk(event))

    make.reread(event)
    assert event.revision == revision + 2  # a seat here, none any more there


def test_nobody_is_moved_to_another_event() -> None:
    made, foreign = make.registration(make.category()), make.category()

    with pytest.raises(NoLongerPossible):
        deciding.move(made, foreign, actor=make.desk(made.event))


def test_correcting_and_noting_leave_the_state_alone() -> None:
    made = make.registration(make.category(), name="Ana")
    actor = make.desk(made.event)

    anna, seen = Details(name="Anna", attendance=made.attendance), fingerprint(details.read(made))
    deciding.correct(made, anna, seen=seen, actor=actor)
    deciding.keep_note(made, Note("vegetarian bus"), seen=fingerprint(Note("")), actor=actor)

    make.reread(made)
    assert (made.name, made.note, made.state) == ("Anna", "vegetarian bus", CONFIRMED)
    assert invariants.broken() == []


def test_the_desk_may_send_the_link_however_often_it_went_out() -> None:
    made = make.registration(make.category())

    for _ in range(2):
        deciding.send_link(made, actor=make.desk(made.event))

    states = db.session.scalars(select(Message.state).where(Message.template == "registration_link")).all()
    assert [state.value for state in states] == ["queued", "queued"]


VIEWER = frozenset({Permission.EVENT_VIEW, Permission.REGISTRATIONS_VIEW, Permission.REGISTRATIONS_EXPORT})


@pytest.mark.parametrize("who", ["anonymous", "participant", "viewer", "elsewhere"])
def test_t18_only_the_desk_of_this_event_decides(who: str) -> None:
    category, (holder, waiting, _) = full()
    event = category.event
    actor = {
        "anonymous": actors.ANONYMOUS,
        "participant": actors.participant(holder.id),
        "viewer": Actor(ActorKind.USER, id=2, grants={event.id: VIEWER}),
        "elsewhere": make.desk(make.event()),
    }[who]

    refusals = 0
    for act in (
        lambda: deciding.confirm(waiting, actor=actor),
        lambda: deciding.decline(holder, actor=actor, reason="x"),
        lambda: deciding.withdraw(holder, actor=actor),
        lambda: deciding.move_up(waiting, actor=actor, reason="x"),
        lambda: deciding.move(holder, category, actor=actor),
        lambda: deciding.add(event, entry(category), actor=actor),
        lambda: deciding.correct(holder, Details(name="x"), seen="", actor=actor),
        lambda: deciding.keep_note(holder, Note("x"), seen="", actor=actor),
        lambda: deciding.send_link(holder, actor=actor),
    ):
        with pytest.raises(MayNot):
            act()
        refusals += 1

    make.reread(holder, waiting)
    assert (refusals, holder.state, waiting.state, holder.note) == (9, CONFIRMED, WAITING, "")
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 3


def test_the_history_names_who_when_and_why() -> None:
    category, (holder, *_) = full()
    deciding.decline(holder, actor=make.desk(category.event), reason="quota")

    lines = desk.history(holder)

    assert [(line.act, line.actor_kind, line.reason) for line in lines] == [
        (Act.REGISTERED, ActorKind.ANONYMOUS, ""),
        (Act.DECLINED, ActorKind.USER, "quota"),
    ]
