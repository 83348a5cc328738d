"""Saying that two entries are two people, and taking that back."""

import itertools
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM, Actor, ActorKind, Permission
from app.core.db import db
from app.core.errors import DomainError
from app.events.models import Event
from app.people import queries as people
from app.people import services as people_services
from app.people.errors import MergedMeanwhile, NotToldApart, OtherTeamsPerson, SamePerson
from app.people.models import Distinction, Person
from app.programme import queries
from app.programme.checks import reading
from app.programme.services import merging, telling_apart
from app.programme.services.merging import Choice
from tests.make import events as make_events
from tests.make import programme as make
from tests.programme.services.test_races import at_once


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def three(event: Event) -> tuple[Person, Person, Person]:
    """Three of one name."""
    return tuple(make.person(home_event_id=event.id) for _number in range(3))  # type: ignore[return-value]


def editor(*events: Event) -> Actor:
    grants = {one.id: frozenset({Permission.PROGRAMME_EDIT}) for one in events}
    return Actor(ActorKind.USER, id=7, grants=grants)


def tell_apart(event: Event, one: Person, other: Person, actor: Actor = SYSTEM) -> None:
    telling_apart.tell_apart(one, other, event_id=event.id, actor=actor)


def take_back(event: Event, one: Person, other: Person, actor: Actor = SYSTEM) -> None:
    telling_apart.take_back(one, other, event_id=event.id, actor=actor)


def merge(event: Event, kept: Person, other: Person) -> None:
    choice = Choice(from_other=(), kept_revision=kept.revision, other_revision=other.revision)
    merging.merge(kept, other, choice, event_id=event.id, actor=SYSTEM)


def offered(event: Event) -> list[set[int]]:
    """The pairs an organiser is asked about."""
    here = queries.takes_part_in(event)
    return [{one.id, other.id} for one, other in people.may_be_doubles(here, here)]


def rows() -> list[tuple[int, int]]:
    query = select(Distinction.lower_id, Distinction.higher_id).order_by(Distinction.id)
    return [(one, other) for one, other in db.session.execute(query)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3), 2)))
def test_two_people_are_not_asked_about_again_whoever_is_named_first(
    event: Event, three: tuple[Person, Person, Person], order: tuple[int, int]
) -> None:
    one, other = three[order[0]], three[order[1]]
    pair = {one.id, other.id}

    tell_apart(event, one, other)
    tell_apart(event, other, one)

    assert rows() == [(min(pair), max(pair))]
    assert people.told_apart({person.id for person in three}) == {frozenset(pair)}
    assert sorted(offered(event), key=sorted) == [
        {a.id, b.id} for a, b in itertools.combinations(three, 2) if {a.id, b.id} != pair
    ]
    assert (people.others_than(one), people.others_than(other)) == ([other], [one])

    take_back(event, other, one)

    assert rows() == []
    assert pair in offered(event)


def test_who_said_so_and_when_is_in_the_log_once(event: Event, three: tuple[Person, Person, Person]) -> None:
    one, other, _third = three
    actor = editor(event)

    tell_apart(event, other, one, actor)
    tell_apart(event, one, other, actor)
    take_back(event, one, other, actor)

    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.thing_kind == "persons").order_by(AuditEntry.id)
    ).all()
    assert [(entry.action, entry.thing_id, entry.changes, entry.actor_id) for entry in entries] == [
        ("person.told_apart", one.id, {"other": other.id}, 7),
        ("person.may_be_one", one.id, {"other": other.id}, 7),
    ]
    assert all(entry.at for entry in entries)


def test_what_is_said_of_one_holds_for_whom_they_are_merged_into_until_that_is_undone(
    event: Event, three: tuple[Person, Person, Person]
) -> None:
    one, other, third = three
    tell_apart(event, one, other)

    merge(event, third, other)
    assert people.others_than(third) == [one]
    assert people.told_apart({one.id, third.id}) == {frozenset({one.id, third.id})}
    assert offered(event) == []
    tell_apart(event, third, one)  # is said already
    assert rows() == [(one.id, other.id)]

    merging.separate(other, event_id=event.id, actor=SYSTEM)
    assert (people.others_than(third), people.others_than(other)) == ([], [one])


def test_two_that_are_merged_all_the_same_are_two_people_again_when_that_is_undone(
    event: Event, three: tuple[Person, Person, Person]
) -> None:
    one, other, _third = three
    tell_apart(event, one, other)

    merge(event, one, other)
    assert people.others_than(one) == []
    assert people.told_apart({one.id, other.id}) == set()

    merging.separate(other, event_id=event.id, actor=SYSTEM)
    assert people.others_than(one) == [other]


def test_what_was_said_of_an_entry_is_taken_back_from_whom_it_became_part_of(
    event: Event, three: tuple[Person, Person, Person]
) -> None:
    one, other, third = three
    tell_apart(event, one, other)
    merge(event, third, other)

    take_back(event, one, third)

    assert rows() == []


def test_the_checks_ask_no_more_about_two_people_but_still_about_a_third(
    event: Event, three: tuple[Person, Person, Person]
) -> None:
    make.item(event, people=three)
    draft = queries.draft(event)

    def asked() -> int:
        return sum(finding.code == "same_person" for finding in reading.check(draft).open)

    before = asked()
    tell_apart(event, three[0], three[1])
    between = asked()
    tell_apart(event, three[0], three[2])
    tell_apart(event, three[1], three[2])

    assert (before, between, asked()) == (2, 1, 0)


def test_what_cannot_be_said_is_refused_and_leaves_nothing(
    event: Event, three: tuple[Person, Person, Person]
) -> None:
    one, other, third = three
    elsewhere = make_events.event()
    stranger = make.person(home_event_id=elsewhere.id)
    merge(event, third, other)
    refused: list[tuple[type[DomainError], Person, Person, Actor]] = [
        (SamePerson, one, one, SYSTEM),
        (MergedMeanwhile, one, other, SYSTEM),
        (OtherTeamsPerson, one, stranger, editor(event)),
        (OtherTeamsPerson, stranger, one, editor(elsewhere)),
    ]

    for refusal, first, second, actor in refused:
        with pytest.raises(refusal):
            tell_apart(event, first, second, actor)
    with pytest.raises(NotToldApart):
        take_back(event, one, third)

    assert rows() == []


def test_only_those_who_may_be_known_are_named(event: Event, three: tuple[Person, Person, Person]) -> None:
    one = three[0]
    elsewhere = make_events.event()
    stranger = make.person(home_event_id=elsewhere.id)
    tell_apart(event, one, stranger, editor(event, elsewhere))

    assert people.others_than(one, people.entered_by_teams_of(editor(event))) == []
    assert people.others_than(one, people.entered_by_teams_of(editor(event, elsewhere))) == [stranger]


def test_who_is_forgotten_is_forgotten_with_what_was_said_of_them(
    event: Event, three: tuple[Person, Person, Person]
) -> None:
    tell_apart(event, three[0], three[1])

    people_services.forget_unused(event.id)

    assert rows() == []
    assert db.session.scalars(select(Person)).all() == []


def test_two_organisers_at_once_say_it_once(
    app: Flask, event: Event, three: tuple[Person, Person, Person]
) -> None:
    one, other, _third = (person.id for person in three)
    event_id = event.id
    db.session.rollback()

    def say(first: int, second: int) -> None:
        mine, theirs = db.session.get_one(Person, first), db.session.get_one(Person, second)
        telling_apart.tell_apart(mine, theirs, event_id=event_id, actor=SYSTEM)

    results = at_once(app, partial(say, one, other), partial(say, other, one))

    assert results == ["done", "done"]
    assert rows() == [(one, other)]
