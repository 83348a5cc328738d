"""The links of speakers: made, sent, opened, revoked, and who is reminded."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core import tokens
from app.core.actors import ANONYMOUS, SYSTEM, Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.core.email_address import NotAnAddress
from app.core.errors import DomainError
from app.core.types import Translated
from app.events.models import Event
from app.events.services import lifecycle
from app.outbox.models import Message
from app.people.errors import NoSuchPerson
from app.people.models import Person
from app.programme import queries as programmes
from app.programme.models import Appearance, AppearanceState
from app.programme.services import merging, undoing
from app.programme.services.arranging import dividing
from app.programme.services.merging import Choice
from app.speakers import mails, queries, rules
from app.speakers.errors import AddressMissing, EventOver, LinkEnded, MayNotInvite, NoSuchLink
from app.speakers.models import SpeakerLink
from app.speakers.services import answering, links, uploading, writing
from tests.make import events as make_events
from tests.make import programme as make
from tests.make import speakers as make_speakers

NOW = datetime(2026, 9, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _september(app: object) -> Iterator[None]:  # noqa: ARG001 - it has the database
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event() -> Event:
    return make_events.event()


@pytest.fixture
def ana(event: Event) -> Person:
    person = make.person(home_event_id=event.id, email="ana@example.org", honorific="Dr")
    make.item(event, "Opening", people=[person])
    return person


def letters() -> list[tuple[str, str]]:
    db.session.expire_all()
    return [(one.template, one.recipient) for one in db.session.scalars(select(Message).order_by(Message.id))]


def actions() -> list[str]:
    return [entry.action for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_a_link_is_mailed_to_the_person_and_opens_their_page(event: Event, ana: Person) -> None:
    link = links.send(event, ana, actor=make_events.actor(event))

    assert letters() == [("speaker_invitation", "ana@example.org")]
    letter = db.session.scalars(select(Message)).one()
    assert "Dear Dr Ana López," in letter.text
    assert queries.path(link) in letter.text
    assert "Opening" in letter.text
    assert queries.by_token(queries.token(link)) == link
    assert actions() == ["speaker.link_sent"]


def test_whoever_will_not_come_is_sent_their_link_when_they_ask_for_it(event: Event, ana: Person) -> None:
    link = links.make(event, ana, actor=SYSTEM)
    (one,) = queries.own_appearances(link)
    with transaction():
        one.state = AppearanceState.DECLINED

    links.send(event, ana, actor=SYSTEM)

    assert letters() == [("speaker_invitation", "ana@example.org")]
    assert "Opening" not in db.session.scalars(select(Message.text)).one()


def test_pressed_twice_it_goes_out_once_but_a_corrected_address_gets_it_at_once(
    event: Event, ana: Person
) -> None:
    for address in ("wrong@example.org", "wrong@example.org", "right@example.org"):
        links.send(event, ana, email=address, actor=SYSTEM)

    assert [recipient for _template, recipient in letters()] == ["wrong@example.org", "right@example.org"]


def test_the_secret_is_nowhere_in_the_database(event: Event, ana: Person) -> None:
    link = links.make(event, ana, actor=SYSTEM)
    mark = queries.token(link).removeprefix(link.public_id)

    stored = [str(getattr(link, column.key)) for column in link.__table__.columns]

    assert not any(mark in value for value in stored)


def test_whoever_was_only_proposed_is_invited_by_it_as_one_step(event: Event, ana: Person) -> None:
    set_state(event, ana, AppearanceState.PROPOSED)

    links.send(event, ana, actor=SYSTEM)
    assert states(event, ana) == [AppearanceState.INVITED]

    undoing.undo(event, actor=SYSTEM)
    assert states(event, ana) == [AppearanceState.PROPOSED]


def states(event: Event, person: Person) -> list[AppearanceState]:
    db.session.expire_all()
    return [one.state for one in programmes.appearances_of(event, [person.id])[person.id]]


def set_state(event: Event, person: Person, state: AppearanceState) -> None:
    from_db = programmes.appearances_of(event, [person.id])[person.id]
    with transaction():
        for one in from_db:
            one.state = state


def test_sent_again_it_is_the_same_link_and_revoked_it_is_another(event: Event, ana: Person) -> None:
    first = queries.token(links.send(event, ana, actor=SYSTEM))
    again = queries.token(links.send(event, ana, email="office@example.org", actor=SYSTEM))
    link = queries.by_token(again)
    assert again == first

    links.revoke(link, actor=SYSTEM)
    with pytest.raises(LinkEnded):
        queries.by_token(first)

    new = queries.token(links.send(event, ana, actor=SYSTEM))
    assert new != first
    assert queries.by_token(new).email == "office@example.org"
    with pytest.raises(LinkEnded):
        queries.by_token(first)


@pytest.mark.parametrize(
    "secret", ["", "x", "0" * 49, "ä" * 49, "x" * 5000, "../../etc/passwd", "%00", "' OR 1=1 --"]
)
def test_what_is_no_secret_opens_nothing(secret: str) -> None:
    with pytest.raises(NoSuchLink):
        queries.by_token(secret)


def test_a_secret_for_something_else_or_of_a_version_to_come_opens_nothing(event: Event, ana: Person) -> None:
    link = links.make(event, ana, actor=SYSTEM)

    for forged in (
        tokens.sign("registration", link.public_id),
        tokens.sign(queries.PURPOSE, link.public_id, 2),
    ):
        with pytest.raises(NoSuchLink):
            queries.by_token(forged)


def test_thirty_days_after_the_event_it_has_ended(event: Event, ana: Person) -> None:
    secret = queries.token(links.make(event, ana, actor=SYSTEM))

    with time_machine.travel(event.finishes_at + timedelta(days=29), tick=False):
        assert queries.by_token(secret).person == ana
    with time_machine.travel(event.finishes_at + timedelta(days=30), tick=False):
        with pytest.raises(LinkEnded):
            queries.by_token(secret)
        with pytest.raises(EventOver):
            links.send(event, ana, actor=SYSTEM)


def test_of_an_event_that_is_postponed_no_link_has_ended(event: Event, ana: Person) -> None:
    secret = queries.token(links.make(event, ana, actor=SYSTEM))
    lifecycle.postpone(event, Translated({"en": "Storm"}), actor=SYSTEM)

    with time_machine.travel(event.finishes_at + timedelta(days=300), tick=False):
        assert queries.by_token(secret).person == ana
        links.send(event, ana, actor=SYSTEM)

    (letter,) = db.session.scalars(select(Message)).all()
    assert "It works until thirty days after the event" in " ".join(letter.text.split())


def test_a_borrowed_person_gets_a_link_that_does_not_describe_and_no_address_of_theirs(event: Event) -> None:
    elsewhere = make_events.event()
    person = make.person(home_event_id=elsewhere.id, email="secret@example.org")
    make.item(event, people=[person])
    actor = make_events.actor(event)

    with pytest.raises(AddressMissing):
        links.send(event, person, actor=actor)
    link = links.send(event, person, email="known-to-us@example.org", actor=actor)

    assert link.may_describe is False
    assert letters() == [("speaker_invitation", "known-to-us@example.org")]


def test_a_copy_of_those_who_may_do_less_ends_when_the_link_may_do_more(event: Event) -> None:
    elsewhere = make_events.event()
    person = make.person(home_event_id=elsewhere.id)
    make.item(event, people=[person])
    copied = queries.token(links.make(event, person, actor=make_events.actor(event)))

    link = links.send(event, person, email="ana@example.org", actor=SYSTEM)

    assert (link.may_describe, link.version) == (True, 2)
    with pytest.raises(LinkEnded):
        queries.by_token(copied)
    assert queries.by_token(queries.token(link)) == link
    assert links.send(event, person, actor=SYSTEM).version == 2


def test_refusals_leave_nothing_behind(event: Event, ana: Person) -> None:
    nobody = make.person("Kim", "Lee", home_event_id=event.id, email="kim@example.org")
    make.item(make_events.event(), people=[nobody])
    viewer = Actor(ActorKind.USER, id=7, grants={event.id: frozenset({Permission.PROGRAMME_VIEW})})
    tries: list[tuple[type[DomainError], Person, Actor, str]] = [
        (MayNotInvite, ana, ANONYMOUS, ""),
        (MayNotInvite, ana, viewer, ""),
        (NotAnAddress, ana, SYSTEM, "no address"),
    ]

    for refusal, person, actor, email in tries:
        with pytest.raises(refusal):
            links.send(event, person, email=email, actor=actor)
    with pytest.raises(NoSuchPerson):
        links.send(event, nobody, actor=SYSTEM)

    assert letters() == []
    assert actions() == []


def test_all_who_can_be_reached_get_theirs_at_once(event: Event, ana: Person) -> None:
    mute = make.person("Kim", "Lee", home_event_id=event.id)
    make.item(event, people=[mute])

    reached = links.send_to(event, {ana.public_id, mute.public_id}, actor=SYSTEM)

    assert [one.person for one in reached] == [ana]
    assert letters() == [("speaker_invitation", "ana@example.org")]


def test_sending_to_everybody_costs_few_statements_each(
    event: Event, ana: Person, count_queries: list[str]
) -> None:
    """While it lasts, nobody else can work on the event."""
    people = [
        make.person(f"P{number}", home_event_id=event.id, email="p@example.org") for number in range(10)
    ]
    for person in people:
        make.item(event, people=[person])
        set_state(event, person, AppearanceState.PROPOSED)

    counts = []
    for chosen in ([ana], people, people):
        db.session.rollback()
        db.session.expire_all()
        wanted = {one.public_id for one in chosen}
        count_queries.clear()
        links.send_to(event, wanted, actor=SYSTEM)
        counts.append(len(count_queries))

    alone, first, again = counts
    assert max(first, again) - alone <= 4 * (len(people) - 1), count_queries
    assert {state for person in people for state in states(event, person)} == {AppearanceState.INVITED}


def test_the_silent_are_reminded_and_nobody_twice_within_three_days(event: Event, ana: Person) -> None:
    links.send(event, ana, actor=SYSTEM)
    assert [one.is_silent for one in queries.of_event(event)] == [True]
    assert links.remind(event, {ana.public_id}, actor=SYSTEM) == []

    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        asked = links.remind(event, {ana.public_id}, actor=SYSTEM)
        again = links.remind(event, {ana.public_id}, actor=SYSTEM)

    assert ([one.person for one in asked], again) == ([ana], [])
    assert letters()[1:] == [("speaker_reminder", "ana@example.org")]


def crowd(event: Event, size: int) -> set[str]:
    people = [make.person(f"P{n}", home_event_id=event.id, email=f"p{n}@example.org") for n in range(size)]
    make.item(event, "Panel", people=people)
    return {one.public_id for one in people}


def test_killed_in_the_middle_everybody_still_gets_exactly_one_letter(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BATCH", 2)
    links.send_to(event, crowd(event, 5), actor=SYSTEM)
    assert letters() == []
    mail = mails.invitation

    def until_killed(link: SpeakerLink, appearances: Sequence[Appearance]) -> None:
        if link.email == "p3@example.org":
            raise SystemExit
        mail(link, appearances)

    with monkeypatch.context() as dying:
        dying.setattr(mails, "invitation", until_killed)
        with pytest.raises(SystemExit):
            writing.write_due()
    db.session.remove()
    assert len(letters()) == 2

    assert writing.write_due() == 3
    assert sorted(letters()) == [("speaker_invitation", f"p{number}@example.org") for number in range(5)]


def test_what_has_lost_its_reason_meanwhile_is_not_written(
    event: Event, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BATCH", 1)
    ben = make.person("Ben", home_event_id=event.id, email="ben@example.org")
    make.item(event, people=[ben])
    links.send_to(event, {ana.public_id, ben.public_id}, actor=SYSTEM)
    to_ana, to_ben = (queries.of_person(event, person).link for person in (ana, ben))
    assert to_ana is not None
    assert to_ben is not None

    links.revoke(to_ben, actor=SYSTEM)
    links.send(event, ana, email="office@example.org", actor=SYSTEM)
    writing.write_due()

    assert letters() == [("speaker_invitation", "office@example.org")]


def test_whoever_has_answered_everything_is_not_silent(event: Event, ana: Person) -> None:
    link = links.send(event, ana, actor=SYSTEM)
    (one,) = queries.own_appearances(link)
    actor = Actor(ActorKind.SPEAKER, id=link.id)

    answering.answer(link, one.item.public_id, one.public_id, AppearanceState.CONFIRMED, actor=actor)

    assert [one.is_silent for one in queries.of_event(event)] == [False]
    with time_machine.travel(NOW + timedelta(days=5), tick=False):
        assert links.remind(event, {ana.public_id}, actor=SYSTEM) == []


def test_what_was_answered_of_a_session_that_is_merged_stays_answered(event: Event, ana: Person) -> None:
    (one,) = queries.of_person(event, ana).appearances
    before = make.item(event, "Before", starts=make.at("08:00"), ends=make.at("09:00"))
    link = links.send(event, ana, actor=SYSTEM)
    actor = Actor(ActorKind.SPEAKER, id=link.id)
    answering.answer(link, one.item.public_id, one.public_id, AppearanceState.CONFIRMED, actor=actor)

    kept = dividing.merge(before, one.item, actor=SYSTEM)
    assert [(each.item, each.public_id) for each in queries.own_appearances(link)] == [(kept, one.public_id)]
    assert [each.is_silent for each in queries.of_event(event)] == [False]

    undoing.undo(event, actor=SYSTEM)
    assert [each.is_silent for each in queries.of_event(event)] == [False]


def test_links_follow_merged_entries_and_come_back(event: Event, ana: Person) -> None:
    both = make.person("Ana María", home_event_id=event.id, email="both@example.org")
    make.item(event, people=[both])
    mine, theirs = links.make(event, ana, actor=SYSTEM), links.make(event, both, actor=SYSTEM)
    kept = make.person("A.", home_event_id=event.id)
    first, second = queries.token(mine), queries.token(theirs)

    merge(event, kept, ana)
    merge(event, kept, both)
    assert queries.by_token(first).person == kept
    assert queries.by_token(second).person == kept

    merging.separate(both, event_id=event.id, actor=SYSTEM)
    merging.separate(ana, event_id=event.id, actor=SYSTEM)
    db.session.expire_all()
    assert queries.by_token(first).person == ana
    assert queries.by_token(second).person == both


@pytest.fixture
def double(event: Event, ana: Person) -> Person:
    """Entered once more, and in the same session in the same role as well as in another one."""
    (opening,) = programmes.appearances_of(event, [ana.id])[ana.id]
    person = make.person("Ana María", home_event_id=event.id, email="both@example.org")
    with transaction() as session:
        session.add(Appearance(item=opening.item, person=person, role=opening.role, position=2))
    make.item(event, "Closing", people=[person])
    return person


def answer_all(link: SpeakerLink) -> None:
    for one in queries.own_appearances(link):
        answering.answer(
            link, one.item.public_id, one.public_id, AppearanceState.CONFIRMED, message="By train",
            actor=Actor(ActorKind.SPEAKER, id=link.id),
        )  # fmt: skip


def unanswered(event: Event, person: Person) -> list[str]:
    speaker = queries.of_person(event, person)
    answers = speaker.link.answers if speaker.link else ()
    return [one.item.title["en"] for one in rules.unanswered(speaker.appearances, answers)]


@pytest.mark.parametrize("both_have_links", [True, False])
def test_what_either_entry_has_answered_and_sent_is_the_merged_person_s(
    event: Event, ana: Person, double: Person, *, both_have_links: bool
) -> None:
    if both_have_links:
        links.send(event, ana, actor=SYSTEM)
    theirs = links.send(event, double, actor=SYSTEM)
    answer_all(theirs)
    (opening, _closing) = queries.own_appearances(theirs)
    sent = uploading.upload(
        theirs, opening.item.public_id, language="en", url="https://x.example/",
        actor=Actor(ActorKind.SPEAKER, id=theirs.id),
    )  # fmt: skip
    answers = [(one.session, one.appearance) for one in theirs.answers]

    merge(event, ana, double)
    db.session.expire_all()
    assert unanswered(event, ana) == []
    link = queries.of_person(event, ana).link
    assert link is not None
    assert [one.document for one in link.uploads] == [sent]
    assert not queries.of_person(event, ana).is_silent

    merging.separate(double, event_id=event.id, actor=SYSTEM)
    db.session.expire_all()
    assert (unanswered(event, ana), unanswered(event, double)) == (["Opening"], [])
    assert [(one.session, one.appearance) for one in theirs.answers] == answers
    assert [one.document for one in theirs.uploads] == [sent]


def test_a_good_link_goes_on_where_the_kept_entry_s_was_revoked(
    event: Event, ana: Person, double: Person
) -> None:
    mine, theirs = links.make(event, ana, actor=SYSTEM), links.send(event, double, actor=SYSTEM)
    revoked, good = queries.token(mine), queries.token(theirs)
    links.revoke(mine, actor=SYSTEM)

    merge(event, ana, double)
    db.session.expire_all()
    assert queries.by_token(good).person == ana
    with pytest.raises(LinkEnded):
        queries.by_token(revoked)
    assert [(one.person, one.is_silent) for one in queries.of_event(event)] == [(ana, True)]

    merging.separate(double, event_id=event.id, actor=SYSTEM)
    db.session.expire_all()
    assert (mine.is_revoked, mine.email) == (True, "")
    assert queries.by_token(good).person == double


def test_a_copy_gains_no_rights_by_a_merge(event: Event, ana: Person, double: Person) -> None:
    make_speakers.link(event, ana, may_describe=True, sent_at=NOW)
    weak = queries.token(make_speakers.link(event, double, may_describe=False, sent_at=NOW))

    merge(event, ana, double)
    db.session.expire_all()

    with pytest.raises(LinkEnded):
        queries.by_token(weak)


def test_nor_does_one_of_a_link_that_takes_the_other_s_place(
    event: Event, ana: Person, double: Person
) -> None:
    weak = queries.token(make_speakers.link(event, ana, may_describe=False))
    strong = queries.token(make_speakers.link(event, double, may_describe=True, sent_at=NOW))

    merge(event, ana, double)
    db.session.expire_all()

    assert queries.by_token(strong).person == ana
    with pytest.raises(LinkEnded):
        queries.by_token(weak)


def merge(event: Event, kept: Person, other: Person) -> None:
    choice = Choice(from_other=(), kept_revision=kept.revision, other_revision=other.revision)
    merging.merge(kept, other, choice, event_id=event.id, actor=SYSTEM)
