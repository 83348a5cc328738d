"""What people do with the link of their own registration."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.core import actors, clock, tokens
from app.core.db import db, transaction
from app.events.models import Lifecycle
from app.events.rules import fingerprint
from app.outbox.models import Message, MessageState
from app.registration import mails
from app.registration.errors import MayNot, NoLongerPossible, NoSuchRegistration
from app.registration.models import Act, Registration, RegistrationChange, RegistrationState
from app.registration.queries import attendee, invariants
from app.registration.queries.attendee import Held
from app.registration.services import deciding, details, self_service
from app.registration.services.details import Details
from tests.make import registrations as make

pytestmark = pytest.mark.usefixtures("app")

CONFIRMED, WAITING, OFFERED, WITHDRAWN = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
    RegistrationState.WITHDRAWN,
)


def do(service: Any, held: Held) -> None:
    service(held, actor=actors.participant(held.registration.id))


def acts(registration: Registration) -> list[Act]:
    return list(
        db.session.scalars(
            select(RegistrationChange.act)
            .where(RegistrationChange.registration_id == registration.id)
            .order_by(RegistrationChange.id)
        )
    )


def last_letter() -> Message:
    return db.session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()


def letters() -> int:
    return db.session.scalar(select(func.count()).select_from(Message)) or 0


def templates() -> list[str]:
    return list(db.session.scalars(select(Message.template).order_by(Message.id)))


def offered() -> tuple[Registration, Registration]:
    """Somebody who was offered a seat, and whoever waits behind."""
    category = make.category(capacity=1)
    holder, first, second = (make.registration(category) for _ in range(3))
    do(self_service.withdraw, make.paged(holder))
    make.reread(first, second)
    return first, second


def test_pressing_the_mailed_button_verifies_ends_the_hold_and_confirms_by_mail() -> None:
    made = make.registration(make.category())

    do(self_service.verify, make.mailed(made))

    make.reread(made)
    assert made.is_verified
    assert (made.state, made.deadline_at, made.remind_at) == (CONFIRMED, None, None)
    assert acts(made) == [Act.REGISTERED, Act.VERIFIED]
    assert templates() == ["registration_registered", "registration_confirmed"]
    assert invariants.broken() == []


def test_verifying_twice_is_as_good_as_once() -> None:
    made = make.registration(make.category())
    do(self_service.verify, make.mailed(made))
    revision = made.revision

    do(self_service.verify, make.mailed(made))

    assert made.revision == revision
    assert letters() == 2


def test_verifying_a_place_in_the_queue_confirms_no_seat() -> None:
    waiting = make.registration(make.category(capacity=0))

    do(self_service.verify, make.mailed(waiting))

    assert waiting.is_verified
    assert templates() == ["registration_waiting"]
    assert invariants.broken() == []


def test_the_page_after_registering_proves_nothing_about_the_address() -> None:
    made = make.registration(make.category())

    with pytest.raises(NoLongerPossible):
        do(self_service.verify, make.paged(made))

    assert not made.is_verified


def test_t18_nobody_acts_on_the_registration_of_somebody_else() -> None:
    category = make.category()
    mine, theirs = make.registration(category), make.registration(category)

    for service in (self_service.verify, self_service.withdraw, self_service.accept, self_service.refuse):
        with pytest.raises(MayNot):
            service(make.mailed(theirs), actor=actors.participant(mine.id))

    make.reread(theirs)
    assert (theirs.state, theirs.is_verified) == (CONFIRMED, False)


def test_once_the_owner_has_verified_the_first_page_can_change_nothing() -> None:
    """Whoever typed a stranger's address must not go on cancelling what the stranger made of it."""
    made = make.registration(make.category(), is_verified=True)

    for service in (self_service.withdraw, self_service.verify):
        with pytest.raises(NoLongerPossible):
            do(service, make.paged(made))
    with pytest.raises(NoLongerPossible):
        self_service.edit(make.paged(made), details.read(made), actor=actors.participant(made.id))


def test_leaving_gives_the_seat_to_the_next_in_the_same_breath() -> None:
    category = make.category(capacity=1)
    holder, waiting = make.registration(category), make.registration(category)

    do(self_service.withdraw, make.paged(holder))

    make.reread(category, holder, waiting)
    assert (holder.state, waiting.state, category.taken, category.waiting) == (WITHDRAWN, OFFERED, 1, 0)
    assert last_letter().template == "registration_offered"
    assert invariants.broken() == []


def test_leaving_twice_frees_one_seat_and_writes_one_letter() -> None:
    category = make.category(capacity=2)
    holder = make.registration(category)
    do(self_service.withdraw, make.paged(holder))

    do(self_service.withdraw, make.paged(holder))

    make.reread(category)
    assert (category.taken, letters()) == (0, 2)
    assert invariants.broken() == []


def test_a_seat_that_nobody_waits_for_is_free_again_and_the_pages_say_so() -> None:
    category = make.category(capacity=1)
    holder = make.registration(category)
    revision = category.event.revision

    do(self_service.withdraw, make.paged(holder))

    make.reread(category, category.event)
    assert (category.taken, category.event.revision) == (0, revision + 1)


def test_the_queue_can_be_left_with_one_click() -> None:
    category = make.category(capacity=1)
    _, waiting = make.registration(category), make.registration(category)

    do(self_service.withdraw, make.paged(waiting))

    make.reread(category)
    assert (category.taken, category.waiting) == (1, 0)
    assert invariants.broken() == []


def test_taking_an_offer_confirms_it_and_proves_the_address_when_it_came_by_mail() -> None:
    chosen, _ = offered()

    do(self_service.accept, make.mailed(chosen))

    make.reread(chosen)
    assert (chosen.state, chosen.is_verified, chosen.deadline_at) == (CONFIRMED, True, None)
    assert last_letter().template == "registration_confirmed"
    assert invariants.broken() == []


def test_taking_an_offer_on_the_first_page_begins_a_new_hold() -> None:
    chosen, _ = offered()

    do(self_service.accept, make.paged(chosen))

    assert chosen.state is CONFIRMED
    assert not chosen.is_verified
    assert chosen.deadline_at is not None
    assert chosen.deadline_at <= clock.now() + timedelta(hours=24)


def test_taking_an_offer_twice_is_as_good_as_once() -> None:
    chosen, _ = offered()
    do(self_service.accept, make.mailed(chosen))
    written = letters()

    do(self_service.accept, make.mailed(chosen))

    assert letters() == written


def test_an_offer_that_has_ended_cannot_be_taken_before_the_next_is_asked() -> None:
    chosen, _ = offered()
    make.past_deadline(chosen)

    with pytest.raises(NoLongerPossible):
        do(self_service.accept, make.mailed(chosen))

    assert chosen.state is OFFERED


def test_verifying_gives_an_offer_its_full_time() -> None:
    chosen, _ = offered()
    assert chosen.deadline_at is not None
    assert chosen.deadline_at <= clock.now() + timedelta(hours=24)

    do(self_service.verify, make.mailed(chosen))

    assert (chosen.state, chosen.deadline_at) == (OFFERED, chosen.state_changed_at + timedelta(hours=48))


def test_refusing_an_offer_hands_it_on() -> None:
    chosen, following = offered()

    do(self_service.refuse, make.mailed(chosen))

    make.reread(chosen, following)
    assert (chosen.state, following.state) == (WITHDRAWN, OFFERED)
    assert acts(chosen)[-1] is Act.REFUSED
    assert invariants.broken() == []


def test_editing_changes_what_may_be_changed_and_says_which() -> None:
    made = make.registration(make.category(), name="Ana", organisation="A")
    new = Details(
        name="Ána Íñigo", organisation="A", city="Querétaro", language="es", attendance=made.attendance
    )

    self_service.edit(make.paged(made), new, actor=actors.participant(made.id))

    make.reread(made)
    assert (made.name, made.city, made.language) == ("Ána Íñigo", "Querétaro", "es")
    assert "ana inigo" in made.search_text
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert entry.changes["fields"] == ["name", "country", "city", "language"]
    assert acts(made)[-1] is Act.EDITED
    assert letters() == 1


def test_a_form_open_for_long_takes_nothing_back_that_others_have_changed() -> None:
    made = make.registration(make.category(), name="Ana", organisation="A", city="Lima")
    shown = details.read(made)
    corrected = replace(shown, name="Ana López", city="Cusco")
    desk = make.desk(made.event)
    deciding.correct(made, corrected, seen=fingerprint(shown), actor=desk)
    mine = replace(shown, organisation="B", city="Arequipa")

    self_service.edit(
        make.paged(made), mine, shown=details.remember(shown), actor=actors.participant(made.id)
    )

    make.reread(made)
    assert (made.name, made.organisation, made.city) == ("Ana López", "B", "Arequipa")


def test_a_memory_that_came_back_broken_leaves_all_that_was_typed() -> None:
    made = make.registration(make.category(), name="Ana")
    new = replace(details.read(made), name="Ána")

    self_service.edit(make.paged(made), new, shown="name=;\0 x", actor=actors.participant(made.id))

    assert made.name == "Ána"


def test_saving_what_is_already_there_changes_nothing() -> None:
    made = make.registration(make.category())

    self_service.edit(make.paged(made), details.read(made), actor=actors.participant(made.id))

    assert made.revision == 1


def test_after_the_freeze_plans_stand_but_the_queue_may_be_left() -> None:
    category = make.category(make.event(timezone="Africa/Abidjan"), capacity=1)
    holder, waiting = make.registration(category), make.registration(category)
    with transaction():
        category.event.frozen_from = (clock.now() - timedelta(hours=1)).replace(tzinfo=None)

    with pytest.raises(NoLongerPossible):
        do(self_service.withdraw, make.paged(holder))
    do(self_service.withdraw, make.paged(waiting))

    make.reread(holder, waiting)
    assert (holder.state, waiting.state) == (CONFIRMED, WITHDRAWN)


def test_a_shadow_lives_its_own_life_and_touches_nothing() -> None:
    category = make.category(capacity=1)
    owner = make.registration(category, email="anna@example.org")
    shadow = make.registration(category, email="anna@example.org")
    stranger = make.registration(category)
    written = letters()

    do(self_service.withdraw, make.paged(shadow))

    make.reread(owner, shadow, stranger, category)
    assert (owner.state, shadow.state, stranger.state) == (CONFIRMED, WITHDRAWN, WAITING)
    assert (category.taken, category.waiting, letters()) == (1, 1, written)
    assert invariants.broken() == []


def test_a_link_opens_its_registration_and_says_how_it_came() -> None:
    made = make.registration(make.category())

    assert attendee.by_token(mails.page_path(made).split("/")[2]) == make.paged(made)
    assert attendee.by_token(mails.mailed_path(made).split("/")[2]) == make.mailed(made)


@pytest.mark.parametrize("change", ["short", "foreign", "purpose", "letter", "empty", "unicode"])
def test_t21_nothing_but_the_whole_link_opens_a_registration(change: str) -> None:
    one, other = (make.registration(make.category()) for _ in range(2))
    token = tokens.sign("registration", one.public_id)
    wrong = {
        "short": token[:-1],
        "foreign": other.public_id + token[22:],
        "purpose": tokens.sign("ticket", one.public_id),
        "letter": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "empty": "",
        "unicode": "é" * 49,
    }[change]

    with pytest.raises(NoSuchRegistration):
        attendee.by_token(wrong)


def test_the_link_is_sent_again_to_the_address_alone() -> None:
    made = make.registration(make.category(), email="anna@example.org", is_verified=True)

    self_service.send_link(made.event.slug, "ANNA@example.org", actor=actors.ANONYMOUS)

    letter = last_letter()
    assert (letter.template, letter.recipient, letter.state) == (
        "registration_link", "anna@example.org", MessageState.QUEUED,
    )  # fmt: skip
    assert mails.mailed_path(made) in letter.text


def test_t12_the_link_is_not_sent_twice_within_ten_minutes() -> None:
    made = make.registration(make.category(), is_verified=True)

    for _ in range(3):
        self_service.send_link(made.event.slug, made.email, actor=actors.ANONYMOUS)

    sent = db.session.scalars(
        select(Message.state).where(Message.template == "registration_link").order_by(Message.id)
    ).all()
    assert sent == [MessageState.QUEUED, MessageState.SUPPRESSED, MessageState.SUPPRESSED]


@pytest.mark.parametrize("address", ["nobody@example.org", "not an address", ""])
def test_t22_an_unknown_address_gets_no_letter_and_leaves_the_same_trace(address: str) -> None:
    event = make.event()

    self_service.send_link(event.slug, address, actor=actors.ANONYMOUS)

    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.thing_id, entry.changes) == ("registration.link_asked", event.id, {})
    assert letters() == 0


def test_the_live_registration_is_meant_before_one_that_ended() -> None:
    category = make.category()
    first = make.registration(category, email="anna@example.org")
    do(self_service.withdraw, make.paged(first))
    assert attendee.by_address(category.event, "anna@example.org") == first

    second = make.registration(category, email="anna@example.org")
    make.registration(category, email="anna@example.org")

    assert attendee.by_address(category.event, "anna@example.org") == second


def test_i9_a_draft_closes_every_link() -> None:
    made = make.registration(make.category())
    with transaction():
        made.event.lifecycle = Lifecycle.DRAFT

    with pytest.raises(NoSuchRegistration):
        attendee.by_token(tokens.sign("registration", made.public_id))


def test_offers_end_by_the_clock_of_the_world_not_of_the_place() -> None:
    chosen, _ = offered()

    assert isinstance(chosen.deadline_at, datetime)
    assert chosen.deadline_at.utcoffset() == timedelta()


def test_whoever_leaves_by_the_letter_has_proved_the_address_and_is_told_at_once() -> None:
    made = make.registration(make.category())

    do(self_service.withdraw, make.mailed(made))

    make.reread(made)
    assert (made.state, made.is_verified) == (WITHDRAWN, True)
    assert (last_letter().template, last_letter().state) == ("registration_withdrawn", MessageState.QUEUED)


def test_t12_leaving_by_the_page_proves_nothing_and_is_told_when_a_while_has_passed() -> None:
    category = make.category()
    states = []
    for minutes in (5, 11):
        made = make.registration(category)
        with transaction():
            last_letter().created_at -= timedelta(minutes=minutes)
        do(self_service.withdraw, make.paged(made))
        states.append(last_letter().state)

    assert states == [MessageState.SUPPRESSED, MessageState.QUEUED]


def test_a_seat_of_a_cancelled_event_is_neither_taken_nor_proved_but_may_be_left() -> None:
    leaver, _next = offered()
    with transaction():
        leaver.event.lifecycle = Lifecycle.CANCELLED
    held = make.mailed(leaver)

    for service in (self_service.accept, self_service.verify):
        with pytest.raises(NoLongerPossible):
            do(service, held)
    do(self_service.withdraw, held)

    assert leaver.state is WITHDRAWN
