"""Entering and correcting persons."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core import clock
from app.core.actors import ANONYMOUS, SYSTEM, Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.core.errors import DomainError, StaleEdit
from app.core.types import Translated
from app.events.models import Event
from app.people import policies, queries, services
from app.people.errors import BadLink, MayNotEditPeople, NameMissing, NoSuchPerson, OtherTeamsPerson
from app.people.models import Person
from app.people.services import Affiliation, Link, NewPerson, PersonChanges
from tests.make import events as make_events
from tests.make import programme as make_programme

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def editor(event: Event) -> Actor:
    return Actor(ActorKind.USER, id=7, grants={event.id: frozenset({Permission.PROGRAMME_EDIT})})


def park(event: Event) -> Person:
    new = NewPerson(
        given_name="Seoung Won",
        family_name="Park",
        family_name_first=True,
        honorific="Mr",
        affiliations=[
            Affiliation(
                position=Translated({"en": "Chair"}),
                organisation=Translated({"en": "Korean Association of Lifelong Learning Cities"}),
            ),
            Affiliation(position=Translated({"en": "Mayor"}), country="KR"),
        ],
        country="KR",
        links=[Link(url="https://example.org/park", label="Profile")],
    )
    return services.create(new, event_id=event.id, actor=editor(event))


def test_whoever_is_to_be_shown_is_followed_to_whom_they_have_become(event: Event) -> None:
    kept, other = park(event), park(event)
    with transaction():
        other.merged_into_id = kept.id

    held = services.hold_all([kept.public_id, other.public_id, "NOBODY99"])

    assert held == {kept.public_id: kept.id, other.public_id: kept.id}
    assert services.hold_all([]) == {}


def test_a_person_keeps_the_order_of_the_name_and_every_affiliation(event: Event) -> None:
    person = park(event)

    db.session.expire_all()
    assert person.name == "Park Seoung Won"
    assert person.sort_name == "Park Seoung Won"
    assert [one["position"] for one in person.affiliations] == [{"en": "Chair"}, {"en": "Mayor"}]
    assert person.links == [{"url": "https://example.org/park", "label": "Profile"}]
    assert person.home_event_id == event.id
    assert person.published_at is None


def test_t06_an_address_is_kept_in_the_spelling_mail_is_sent_to(event: Event) -> None:
    new = NewPerson(given_name="Rene", email=" Rene\u0301@b\u00fccher.example ")

    made = services.create(new, event_id=event.id, actor=editor(event))

    db.session.expire_all()
    assert made.email == "Ren\u00e9@xn--bcher-kva.example"


def test_who_enters_a_person_is_remembered_without_their_name(event: Event) -> None:
    person = park(event)

    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.thing_kind, entry.thing_id) == ("person.created", "persons", person.id)
    assert (entry.actor_id, entry.event_id, entry.changes) == (7, event.id, {})


def test_an_edit_changes_what_differs_and_counts_once(event: Event) -> None:
    person = park(event)
    before = person.updated_at

    services.edit(
        person,
        PersonChanges(given_name="Seoung-Won", family_name="Park", revision=1),
        event_id=event.id,
        actor=editor(event),
    )

    db.session.expire_all()
    assert (person.name, person.revision) == ("Seoung-Won Park", 2)
    assert person.updated_at >= before
    assert queries.search("seoung-won park").items == [person]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "person.edited")).one()
    assert entry.changes == {
        "fields": ["given_name", "family_name_first", "honorific", "affiliations", "country", "links"]
    }


def test_an_edit_that_changes_nothing_leaves_no_trace(event: Event) -> None:
    person = services.create(NewPerson(family_name="Kim"), event_id=event.id, actor=SYSTEM)

    services.edit(
        person, PersonChanges(family_name="Kim", revision=1), event_id=event.id, actor=editor(event)
    )

    assert person.revision == 1
    assert len(db.session.scalars(select(AuditEntry)).all()) == 1


def test_a_stale_edit_is_refused_and_overwrites_nothing(event: Event) -> None:
    person = park(event)
    changes = PersonChanges(family_name="Other", revision=0)

    with pytest.raises(StaleEdit):
        services.edit(person, changes, event_id=event.id, actor=editor(event))

    db.session.expire_all()
    assert person.family_name == "Park"


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (NewPerson(), NameMissing),
        (NewPerson(honorific="Dr"), NameMissing),
        (NewPerson(family_name="Kim", links=[Link(url="javascript:alert(1)")]), BadLink),
        (NewPerson(family_name="Kim", links=[Link(url="https://")]), BadLink),
        (NewPerson(family_name="Kim", links=[Link(url="https://a b")]), BadLink),
        (NewPerson(family_name="Kim", links=[Link(url="//example.org")]), BadLink),
        (NewPerson(family_name="Kim", links=[Link(url="https://me:secret@example.org")]), BadLink),
    ],
)
def test_a_refusal_leaves_nothing_behind(event: Event, new: NewPerson, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        services.create(new, event_id=event.id, actor=editor(event))

    assert db.session.scalars(select(Person)).all() == []
    assert db.session.scalars(select(AuditEntry)).all() == []


ACTS: list[Callable[[Person, Event, Actor], object]] = [
    lambda _person, event, actor: services.create(
        NewPerson(family_name="Kim"), event_id=event.id, actor=actor
    ),
    lambda person, event, actor: services.edit(
        person, PersonChanges(family_name="Kim", revision=1), event_id=event.id, actor=actor
    ),
    lambda person, event, actor: services.set_photo(person, None, event_id=event.id, actor=actor),
]


@pytest.mark.parametrize("act", ACTS)
def test_only_who_builds_the_event_may_touch_its_people(
    event: Event, act: Callable[[Person, Event, Actor], object]
) -> None:
    person = park(event)
    elsewhere = Actor(ActorKind.USER, id=8, grants={event.id + 1: frozenset(Permission)})
    viewer = Actor(ActorKind.USER, id=9, grants={event.id: frozenset({Permission.PROGRAMME_VIEW})})

    for actor in (ANONYMOUS, elsewhere, viewer):
        with pytest.raises((MayNotEditPeople, OtherTeamsPerson)):
            act(person, event, actor)

    db.session.expire_all()
    assert [one.name for one in db.session.scalars(select(Person))] == ["Park Seoung Won"]


def test_whoever_has_a_person_in_their_own_event_may_not_change_them_for_all(event: Event) -> None:
    person, other = park(event), make_events.event()
    changes = PersonChanges(given_name="Casino", family_name="King", revision=1)

    with pytest.raises(OtherTeamsPerson):
        services.edit(person, changes, event_id=other.id, shown_by={other.id}, actor=editor(other))
    with pytest.raises(OtherTeamsPerson):
        services.set_photo(person, None, event_id=other.id, shown_by={other.id}, actor=editor(other))

    db.session.expire_all()
    assert (person.name, person.revision) == ("Park Seoung Won", 1)


def test_somebody_without_a_home_is_for_those_who_edit_every_event_that_shows_them(event: Event) -> None:
    other, person = make_events.event(), make_programme.person()
    grants = {one.id: frozenset({Permission.EVENT_EDIT}) for one in (event, other)}
    both = Actor(ActorKind.USER, id=8, grants=grants)

    may = [
        policies.may_edit(actor, person, shown_by)
        for actor, shown_by in [
            (both, {event.id, other.id}),
            (editor(event), {event.id, other.id}),
            (editor(event), {event.id}),
            (editor(event), set()),
            (SYSTEM, set()),
        ]
    ]

    assert may == [True, False, True, False, True]


def test_with_the_event_of_the_team_that_entered_them_their_address_is_forgotten(event: Event) -> None:
    person = make_programme.person(home_event_id=event.id, email="ana@example.org", published_at=clock.now())

    services.forget_unused(event.id)

    db.session.expire_all()
    assert (person.home_event_id, person.email, person.name) == (None, "", "Ana López")


def test_search_finds_every_word_without_accents_in_any_order(event: Event) -> None:
    for given, family in [("Ana María", "López"), ("Ana", "Pérez"), ("성원", "박"), ("Łukasz", "Żak")]:
        services.create(
            NewPerson(given_name=given, family_name=family), event_id=event.id, actor=editor(event)
        )

    def found(typed: str) -> list[str]:
        return [person.family_name for person in queries.search(typed).items]

    assert found("lopez ana") == ["López"]
    assert found("ana") == ["López", "Pérez"]
    assert found("박성원") == ["박"]
    assert found("zak") == ["Żak"]
    assert found("100%") == []
    assert found("_") == []
    assert found("") == ["López", "Pérez", "Żak", "박"]


def test_namesakes_are_offered_and_others_are_not(event: Event) -> None:
    for given, family in [("Ana", "Lopez"), ("Ana María", "López"), ("Ana", "Pérez")]:
        services.create(
            NewPerson(given_name=given, family_name=family), event_id=event.id, actor=editor(event)
        )

    doubts = queries.namesakes("Ana López")

    assert [person.name for person in doubts] == ["Ana Lopez", "Ana María López"]
    assert queries.namesakes("Ana López", Person.given_name == "nobody") == []


def test_an_initial_asks_for_nobody_but_those_who_share_another_word(
    event: Event, count_queries: list[str]
) -> None:
    for given, family in [("Ana", "López"), ("Carla", "Ramos"), ("Aya", "Sato")]:
        services.create(
            NewPerson(given_name=given, family_name=family), event_id=event.id, actor=editor(event)
        )
    count_queries.clear()

    doubts = queries.namesakes("A. López")

    assert [person.name for person in doubts] == ["Ana López"]
    (asked,) = count_queries
    assert (asked.count("LIKE") + asked.count("ILIKE")) // 2 == 1  # in the condition, and in the order


def test_names_of_one_letter_each_are_found_by_them(event: Event) -> None:
    services.create(NewPerson(given_name="明", family_name="李"), event_id=event.id, actor=editor(event))

    assert [person.name for person in queries.namesakes("李 明")] == ["明 李"]


def test_who_shares_most_words_is_offered_before_the_limit(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_CANDIDATES", 3)
    for family in ("Alvarez", "Blanco", "Castro", "Duarte", "Silva"):
        services.create(
            NewPerson(given_name="Maria", family_name=family), event_id=event.id, actor=editor(event)
        )

    assert [person.name for person in queries.namesakes("Maria Silva")] == ["Maria Silva"]


def test_a_person_is_found_by_public_id_among_the_known_only(event: Event) -> None:
    person = park(event)

    assert queries.by_public_id(person.public_id) is person
    with pytest.raises(NoSuchPerson):
        queries.by_public_id(person.public_id, Person.family_name == "Kim")
    with pytest.raises(NoSuchPerson):
        queries.by_public_id("missing")
