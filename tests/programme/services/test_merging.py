"""Making one person of two entries, and taking that back."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM, Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.core.errors import Gone, StaleEdit
from app.core.types import Translated
from app.events.models import Event, FeaturedPerson
from app.events.services import rows
from app.events.services.rows import FeaturedRow
from app.people import merging as parts
from app.people import queries as people
from app.people import services as people_services
from app.people.errors import (
    MergedMeanwhile,
    MergeOutOfDate,
    NoSuchPerson,
    NotMerged,
    OtherTeamsPerson,
    SamePerson,
)
from app.people.models import Likeness, Person
from app.people.services import NewPerson, PersonChanges
from app.programme import queries
from app.programme.models import (
    Appearance,
    AppearanceMode,
    AppearanceRole,
    AppearanceState,
    ProgrammeItem,
)
from app.programme.services import appearances, memento, merging, restoring, sessions, undoing
from app.programme.services.appearances import NewAppearance
from app.programme.services.merging import Choice
from tests.make import documents
from tests.make import events as make_events
from tests.make import programme as make
from tests.programme.services.test_races import at_once


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def person(event: Event, given: str = "Ana", family: str = "López", **fields: Any) -> Person:
    return make.person(given, family, home_event_id=event.id, **fields)


def choice(kept: Person, other: Person, *from_other: str) -> Choice:
    return Choice(from_other=from_other, kept_revision=kept.revision, other_revision=other.revision)


def merge(event: Event, kept: Person, other: Person, *from_other: str, actor: Actor = SYSTEM) -> None:
    merging.merge(kept, other, choice(kept, other, *from_other), event_id=event.id, actor=actor)


def appear(item: ProgrammeItem, person: Person | None, **fields: Any) -> Appearance:
    with transaction() as session:
        one = Appearance(item=item, person=person, position=len(item.appearances) + 1, **fields)
        session.add(one)
    return one


def feature(event: Event, person: Person, position: int = 1) -> FeaturedPerson:
    with transaction() as session:
        made = FeaturedPerson(
            event_id=event.id, person=person, position=position, role=Translated({"en": "Host"})
        )
        session.add(made)
    return made


def shown(event: Event) -> dict[str, Any]:
    """Everything that refers to people in this event, and what people say, as plain values."""
    db.session.expire_all()
    featured = db.session.scalars(select(FeaturedPerson).order_by(FeaturedPerson.position)).all()
    entries = db.session.scalars(select(Person).order_by(Person.id)).all()
    names = (
        "honorific",
        "given_name",
        "biography",
        "links",
        "affiliations",
        "photo_id",
        "email",
        "home_event_id",
    )
    return {
        "draft": memento.read(event),
        "featured": [(one.public_id, one.person.public_id, one.position, one.role) for one in featured],
        "people": [[getattr(one, name) for name in names] for one in entries],
    }


def of(item: ProgrammeItem) -> list[tuple[str, str]]:
    db.session.expire_all()
    return [(one.person.public_id if one.person else "", one.role) for one in queries.appearances_in(item)]


def test_what_differs_is_chosen_what_one_alone_says_is_taken_and_lists_are_joined(event: Event) -> None:
    home, office = (
        {"url": "https://ana.example/", "label": "Home"},
        {"url": "https://city.example/", "label": ""},
    )
    mayor, chair = {"position": {"en": "Mayor"}}, {"position": {"en": "Chair"}}
    kept = person(
        event, honorific="Ms", country="MX", links=[home], affiliations=[mayor],
        biography=Translated({"en": "Short.", "es": "Corta."}),
    )  # fmt: skip
    other = person(
        event, "Ana María", honorific="Dr", email="ana@example.org", links=[office, home],
        affiliations=[mayor, chair], biography=Translated({"en": "Long.", "fr": "Longue."}),
    )  # fmt: skip

    merge(event, kept, other, "honorific", "biography.en", "country")

    assert (kept.honorific, kept.given_name, kept.country) == ("Dr", "Ana", "MX")
    assert kept.email == "ana@example.org"
    assert kept.biography == {"en": "Long.", "es": "Corta.", "fr": "Longue."}
    assert kept.links == [home, office]
    assert kept.affiliations == [mayor, chair]
    assert [entry.action for entry in db.session.scalars(select(AuditEntry))] == ["person.merged"]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (1, 2, 0)])
def test_an_event_page_presents_people_in_their_order_again(event: Event, order: tuple[int, ...]) -> None:
    people = [person(event), person(event), person(event)]
    for position, number in enumerate(order, start=1):
        feature(event, people[number], position)
    before = shown(event)["featured"]

    merge(event, people[2], people[0])
    merge(event, people[2], people[1])
    merging.separate(people[1], event_id=event.id, actor=SYSTEM)
    merging.separate(people[0], event_id=event.id, actor=SYSTEM)

    assert shown(event)["featured"] == before


def test_only_what_both_say_and_not_alike_is_open(event: Event) -> None:
    kept = person(event, honorific="Ms", country="MX", biography=Translated({"en": "Short."}))
    other = person(event, honorific="Dr", country="MX", biography=Translated({"fr": "Longue."}))

    assert [part.name for part in parts.parts(kept, other) if part.is_open] == ["honorific"]


def test_all_appearances_and_pages_follow_and_nobody_is_twice_in_one_role(event: Event) -> None:
    elsewhere = make_events.event()
    kept, other = person(event), person(event, "A.")
    panel, talk = make.item(event, people=[kept]), make.item(elsewhere, people=[other])
    twin = appear(panel, other, job=Translated({"en": "Mayor", "es": "Alcaldesa"}), city="Querétaro")
    chair = appear(panel, other, role=AppearanceRole.CHAIR)
    feature(event, other)
    feature(elsewhere, kept)
    feature(elsewhere, other, 2)
    places = (chair.public_id, twin.position)

    merge(event, kept, other)

    assert of(panel) == [(kept.public_id, "speaker"), (kept.public_id, "chair")]
    assert of(talk) == [(kept.public_id, "speaker")]
    first, second = queries.appearances_in(panel)
    assert (first.job, first.city) == ({"en": "Mayor", "es": "Alcaldesa"}, "Querétaro")
    assert (second.public_id, twin.position) == places
    assert [row.person_id for row in db.session.scalars(select(FeaturedPerson))] == [kept.id, kept.id]
    assert people.followed([other.public_id]) == {other.public_id: kept}


P, ASKED, C, D = AppearanceState
HERE, REMOTE, VIDEO = AppearanceMode


@pytest.mark.parametrize(
    ("mine", "theirs", "becomes"),
    [
        ((ASKED, HERE), (C, REMOTE), (C, REMOTE)),
        ((C, HERE), (ASKED, REMOTE), (C, HERE)),
        ((C, HERE), (D, HERE), (D, HERE)),
        ((D, VIDEO), (P, HERE), (D, VIDEO)),
        ((C, HERE), (C, VIDEO), (C, VIDEO)),
        ((C, REMOTE), (C, VIDEO), (C, REMOTE)),
    ],
)
def test_of_two_appearances_the_later_answer_stays(
    event: Event,
    mine: tuple[AppearanceState, AppearanceMode],
    theirs: tuple[AppearanceState, AppearanceMode],
    becomes: tuple[AppearanceState, AppearanceMode],
) -> None:
    kept, other, panel = person(event), person(event, "A."), make.item(event)
    one = appear(panel, kept, state=mine[0], mode=mine[1])
    appear(panel, other, state=theirs[0], mode=theirs[1], label=Translated({"en": "A mayor"}))
    before = shown(event)

    (foretold,) = merging.moving(event, kept, other)
    merge(event, kept, other)

    db.session.expire_all()
    assert (foretold.stays, foretold.state, foretold.mode) == (one, *becomes)
    assert (one.state, one.mode, one.label) == (*becomes, {"en": "A mayor"})
    merging.separate(other, event_id=event.id, actor=SYSTEM)
    assert shown(event) == before


@pytest.mark.parametrize("both", [True, False])
def test_whom_no_release_has_named_is_known_to_no_other_team_after_an_undone_merge(
    event: Event, *, both: bool
) -> None:
    early, late = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    before = late if both else None
    kept = person(event, published_at=before)
    other = person(event, "A.", published_at=early)

    merge(event, kept, other)
    assert kept.published_at == early
    merging.separate(other, event_id=event.id, actor=SYSTEM)

    db.session.expire_all()
    assert (kept.published_at, other.published_at) == (before, early)


@pytest.mark.parametrize("is_known", [True, False])
def test_whom_a_release_has_named_since_stays_known(event: Event, *, is_known: bool) -> None:
    kept = person(event)
    other = person(event, "A.", published_at=datetime(2026, 2, 1, tzinfo=UTC) if is_known else None)
    make.item(event, people=[kept])

    merge(event, kept, other)
    make.release(event)
    merging.separate(other, event_id=event.id, actor=SYSTEM)

    db.session.expire_all()
    assert kept.published_at is not None


def held(row: FeaturedPerson, one: Person, **likeness: Any) -> Likeness:
    """What the page goes on to show while the person's own words wait for an organiser."""
    with transaction():
        row.hold(replace(one.likeness, **likeness))
    return row.shown


def test_what_pages_hold_back_waits_through_a_merge_and_back(event: Event) -> None:
    kept, other = person(event, honorific="Ms"), person(event, "A.")
    mine, theirs = feature(make_events.event(), kept), feature(event, other)
    was = [held(mine, kept, honorific="Dr"), held(theirs, other, honorific="", photo=documents.file())]

    merge(event, kept, other)
    db.session.expire_all()
    assert [mine.shown, theirs.shown] == was

    merging.separate(other, event_id=event.id, actor=SYSTEM)
    db.session.expire_all()
    assert [mine.shown, theirs.shown] == was


@pytest.mark.parametrize("is_forgotten", [False, True])
def test_of_two_on_one_page_the_one_taken_off_comes_back_with_what_it_held(
    event: Event, *, is_forgotten: bool
) -> None:
    kept = person(event)
    other = person(event, "A.", biography=Translated({"en": "New and unseen."}))
    mine, theirs, photo = feature(event, kept), feature(event, other, 2), documents.file()
    was = held(theirs, other, biography=Translated({}), photo=photo)

    merge(event, kept, other)
    db.session.expire_all()
    assert kept.biography == {"en": "New and unseen."}
    assert mine.shown.biography == {}
    if is_forgotten:
        with transaction() as session:
            session.delete(photo)
    merging.separate(other, event_id=event.id, actor=SYSTEM)

    db.session.expire_all()
    first, second = db.session.scalars(select(FeaturedPerson).order_by(FeaturedPerson.position)).all()
    assert (first.held, first.shown) == (None, kept.likeness)
    assert second.shown == (replace(was, photo=None) if is_forgotten else was)


def test_an_undone_merge_leaves_everything_as_it_was(event: Event) -> None:
    elsewhere = make_events.event()
    mine, theirs = documents.file(), documents.file()
    kept = person(event, photo=mine, biography=Translated({"en": "Short."}))
    other = person(
        elsewhere, "A.", photo=theirs, honorific="Dr", links=[{"url": "https://a.example/", "label": ""}]
    )
    panel = make.item(event, people=[kept, other])
    make.item(event, people=[other])
    feature(event, kept)
    feature(event, other, 2)
    before = shown(event)

    merge(event, kept, other, "photo")
    assert kept.photo == theirs
    merging.separate(other, event_id=event.id, actor=SYSTEM)

    assert shown(event) == before
    assert len(of(panel)) == 2
    assert other.merged_into_id is None
    actions = [entry.action for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert actions == ["person.merged", "person.separated"]


def edit(event: Event, kept: Person, item: ProgrammeItem) -> None:  # noqa: ARG001
    changes = PersonChanges(given_name="Anna", family_name="López", revision=kept.revision)
    people_services.edit(kept, changes, event_id=event.id, actor=SYSTEM)


def remove(event: Event, kept: Person, item: ProgrammeItem) -> None:  # noqa: ARG001
    appearances.remove(queries.appearances_in(item)[0], actor=SYSTEM)


def unfeature(event: Event, kept: Person, item: ProgrammeItem) -> None:  # noqa: ARG001
    rows.remove(db.session.scalars(select(FeaturedPerson)).one(), actor=SYSTEM)


@pytest.mark.parametrize("act", [edit, remove, unfeature])
def test_what_has_changed_since_is_never_overwritten(event: Event, act: Any) -> None:
    kept, other = person(event), person(event, "A.")
    item = make.item(event, people=[other])
    feature(event, other)
    merge(event, kept, other)
    db.session.expire_all()
    act(event, kept, item)
    before = shown(event)

    with pytest.raises(MergeOutOfDate):
        merging.separate(other, event_id=event.id, actor=SYSTEM)

    assert shown(event) == before
    assert other.merged_into_id == kept.id


def test_merges_are_undone_from_the_last_one_back(event: Event) -> None:
    first, second, third = person(event), person(event, "A."), person(event, "Anna")
    item = make.item(event, people=[first])
    merge(event, second, first)
    merge(event, third, second)
    assert of(item) == [(third.public_id, "speaker")]
    assert people.successors([first.public_id]) == {first.public_id: third.public_id}

    with pytest.raises(MergeOutOfDate):
        merging.separate(first, event_id=event.id, actor=SYSTEM)
    merging.separate(second, event_id=event.id, actor=SYSTEM)
    merging.separate(first, event_id=event.id, actor=SYSTEM)

    assert of(item) == [(first.public_id, "speaker")]


def test_an_entry_that_was_merged_is_found_no_more(event: Event) -> None:
    kept, other = person(event), person(event, "Ana María")

    merge(event, kept, other)

    assert [one.id for one in people.search("lopez").items] == [kept.id]
    assert people.namesakes("Ana María López") == [kept]
    assert people.former(kept) == [other]
    with pytest.raises(NoSuchPerson):
        people.by_public_id(other.public_id)


def test_who_works_with_the_merged_entry_is_told(event: Event) -> None:
    kept, other = person(event), person(event, "A.")
    item = make.item(event)
    merge(event, kept, other)

    with pytest.raises(NoSuchPerson):
        appearances.add(item, NewAppearance(person=other.public_id), actor=SYSTEM)
    with pytest.raises(Gone):
        rows.add(event, FeaturedRow(person_id=other.id), actor=SYSTEM)
    changes = PersonChanges(given_name="A.", revision=other.revision)
    with pytest.raises(Gone):
        people_services.edit(other, changes, event_id=event.id, actor=SYSTEM)
    with pytest.raises(MergedMeanwhile):
        merge(event, kept, other)
    with pytest.raises(NotMerged):
        merging.separate(kept, event_id=event.id, actor=SYSTEM)


def test_old_steps_of_a_draft_mean_whoever_the_person_is_now(event: Event) -> None:
    kept, other = person(event), person(event, "A.")
    item = make.item(event)
    one = appearances.add(item, NewAppearance(person=other.public_id), actor=SYSTEM)
    appearances.remove(one, actor=SYSTEM)
    merge(event, kept, other)

    undoing.undo(event, actor=SYSTEM)
    assert of(item) == [(kept.public_id, "speaker")]

    undoing.undo(event, actor=SYSTEM)
    assert of(item) == []


def test_a_session_put_back_from_a_release_has_the_person_it_is_now(event: Event) -> None:
    kept, other = person(event), person(event, "A.")
    item = make.item(event, people=[other])
    make.release(event)
    sessions.remove(item, actor=SYSTEM)
    merge(event, kept, other)

    back = restoring.restore(event, item.public_id, actor=SYSTEM)

    assert of(back) == [(kept.public_id, "speaker")]


def test_pages_of_events_that_name_either_are_made_anew(event: Event) -> None:
    kept, other = person(event), person(event, "A.")
    item = make.item(event, people=[other])
    make.release(event)
    sessions.remove(item, actor=SYSTEM)  # the release alone names them now
    before = event.revision

    merge(event, kept, other)

    db.session.refresh(event)
    assert event.revision == before + 1


@pytest.mark.parametrize("homes", [(True, False), (False, True)])
def test_both_must_be_of_the_team(event: Event, homes: tuple[bool, bool]) -> None:
    elsewhere = make_events.event()
    kept, other = (person(event if is_ours else elsewhere) for is_ours in homes)
    make.item(event, people=[kept, other])
    actor = Actor(ActorKind.USER, id=7, grants={event.id: frozenset({Permission.PROGRAMME_EDIT})})

    with pytest.raises(OtherTeamsPerson):
        merge(event, kept, other, actor=actor)

    assert other.merged_into_id is None


def test_nobody_is_merged_into_themselves_nor_on_an_old_page(event: Event) -> None:
    kept, other = person(event), person(event, "A.")
    old = Choice(from_other=(), kept_revision=kept.revision, other_revision=other.revision + 1)

    with pytest.raises(SamePerson):
        merge(event, kept, kept)
    with pytest.raises(StaleEdit):
        merging.merge(kept, other, old, event_id=event.id, actor=SYSTEM)

    assert other.merged_into_id is None


def test_a_deleted_event_takes_its_merged_entries_along(event: Event) -> None:
    kept, other = person(event), person(event, "A.")
    merge(event, kept, other)

    people_services.forget_unused(event.id)

    assert db.session.scalars(select(Person)).all() == []


def test_a_person_entered_by_hand_is_found_by_the_name_taken_over(event: Event) -> None:
    kept = people_services.create(NewPerson(given_name="Ana"), event_id=event.id, actor=SYSTEM)
    other = people_services.create(
        NewPerson(given_name="Ana María", family_name="López"), event_id=event.id, actor=SYSTEM
    )

    merge(event, kept, other, "name")

    assert [one.name for one in people.search("maria lopez").items] == ["Ana María López"]


def test_whoever_is_just_being_put_into_programmes_is_never_left_behind(app: Flask) -> None:
    home = make_events.event()
    kept, other = person(home), person(home, "A.")
    items = [make.item(make_events.event()).id for _event in range(4)]
    kept_id, other_id, code = kept.id, other.id, other.public_id
    db.session.rollback()

    def add(number: int) -> None:
        item = db.session.get_one(ProgrammeItem, number)
        appearances.add(item, NewAppearance(person=code), actor=SYSTEM)

    def join() -> None:
        mine, theirs = db.session.get_one(Person, kept_id), db.session.get_one(Person, other_id)
        merge(home, mine, theirs)

    results = at_once(app, *(partial(add, number) for number in items), join)

    db.session.expire_all()
    shown = db.session.scalars(select(Appearance.person_id)).all()
    assert set(results) <= {"done", "no_such_person", "merged_meanwhile"}
    is_merged = results[-1] == "done"
    assert set(shown) <= {kept_id if is_merged else other_id}
    assert len(shown) == results[:-1].count("done")
