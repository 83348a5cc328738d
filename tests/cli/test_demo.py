"""The example events say every fact they are made from, and show a site in all its states."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

import config
from app import create_app
from app.cli.demo import loading, organiser, stories
from app.core import clock
from app.core.db import db
from app.events import queries as events
from app.events import rules
from app.events.models import Event
from app.files import storage
from app.outbox.models import Message, MessageState
from app.people.models import Person
from app.programme import queries as programme
from app.programme.models import Release
from app.registration.models import Category, Registration, RegistrationState
from tests import servers
from tests.browserless import Browser
from tests.make.events import catalogue

NOW = datetime(2026, 11, 20, 10, 20, tzinfo=UTC)
SLUGS = [stories.event(name)["slug"] for name in stories.EVENTS]

FACTS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("demo_facts.toml").read_text()
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, data_folder: Path) -> Iterator[Flask]:
    """A site of its own with the example in it, loaded once for all these tests."""
    folder = tmp_path_factory.mktemp("demo")
    settings = config.load({"PLENARY_DATA": str(folder), "EMBED_WORKER": "0"})
    app = create_app({**settings, "TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    with app.app_context(), time_machine.travel(NOW, tick=False):
        db.create_all()
        servers.stand_at_head(db.engine)
        catalogue()
        loading.load(clock.now())
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    storage.configure(data_folder / "files")  # back to where all other tests keep theirs


@pytest.fixture
def demo(site: Flask) -> Iterator[Flask]:
    with site.app_context(), time_machine.travel(NOW, tick=False):
        yield site
        db.session.remove()


def one(slug: str) -> Event:
    found = events.by_slug(slug)
    assert found is not None
    return found


@pytest.mark.parametrize("address", FACTS)
def test_every_fact_of_the_events_of_the_past_is_on_their_pages(demo: Flask, address: str) -> None:
    page = Browser(demo).get(address, headers={"Accept-Language": "en"})

    missing = {
        about: [fact for fact in facts if fact not in page.words] for about, facts in FACTS[address].items()
    }

    assert page.status == 200
    assert {about: facts for about, facts in missing.items() if facts} == {}


def test_key_questions_and_objectives_stand_on_the_pages_of_the_forums(demo: Flask) -> None:
    browser = Browser(demo)
    release = programme.current(one("iclc-2"))
    assert release is not None
    forums = [session for session in release.sessions if session.kind == "thematic forum"]

    for forum in forums:
        page = browser.get(f"/events/iclc-2/programme/{forum.id}/")
        assert forum.key_question["en"] in page.words
        assert forum.objective["en"] in page.words
    assert len(forums) == 3


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_of_every_example_is_well_made(demo: Flask, slug: str) -> None:
    browser = Browser(demo)

    for path in ("", "programme/", "people/"):
        for language in ("en", "ar"):
            page = browser.get(f"/events/{slug}/{path}?lang={language}")
            assert page.status in {200, 404}, page.words
            assert page.status == 200 or path, slug


def test_the_same_person_twice_is_one_person(demo: Flask) -> None:  # noqa: ARG001
    kempf = db.session.scalars(select(Person).where(Person.family_name == "Kempf")).all()
    park = db.session.scalars(select(Person).where(Person.given_name == "Seoung Won")).one()

    assert len(kempf) == 1
    assert park.name == "Park Seoung Won"


def test_the_conference_is_as_large_as_a_real_one(demo: Flask) -> None:  # noqa: ARG001
    event = one("iclc-7")
    release = programme.current(event)

    assert release is not None
    assert release.number == 2
    assert (event.last_day - event.first_day).days == 2
    assert len(release.rooms) == 6
    assert len(release.sessions) == 115
    assert len(release.people) >= 150
    assert len({person.country for person in release.people.values()}) > 90
    assert [session.title["en"] for session in release.sessions if session.is_cancelled] == [
        "Stories from the waiting room"
    ]
    assert all(session.title.get("ar") for session in release.sessions)
    changes = db.session.scalars(
        select(Release.changes).where(Release.event_id == event.id, Release.number == 2)
    ).one()
    assert {change["change"] for change in changes} == {"added", "moved", "room", "renamed", "cancelled"}


def test_nobody_is_in_two_places_at_once(demo: Flask) -> None:  # noqa: ARG001
    release = programme.current(one("iclc-7"))
    assert release is not None
    spans: dict[str, list[tuple[datetime, datetime]]] = {}
    for session in release.sessions:
        for appearance in session.appearances:
            if appearance.person and not session.is_cancelled:
                spans.setdefault(appearance.person, []).append((session.starts_local, session.ends_local))

    clashes = [
        person
        for person, times in spans.items()
        for (_, before), (after, _) in zip(sorted(times), sorted(times)[1:], strict=False)
        if after < before
    ]

    assert clashes == []


def test_registrations_are_in_every_state_and_seats_add_up(demo: Flask) -> None:  # noqa: ARG001
    event = one("iclc-7")
    states = (
        select(Registration.state, func.count())
        .where(Registration.event_id == event.id)
        .group_by(Registration.state)
    )
    counted = {row[0]: row[1] for row in db.session.execute(states)}
    observers = db.session.scalars(
        select(Category).where(Category.event_id == event.id, Category.capacity == 12)
    ).one()

    assert set(counted) == set(RegistrationState) - {RegistrationState.PENDING}
    assert (observers.taken, observers.waiting) == (12, counted[RegistrationState.WAITING])
    unverified = Registration.verified_at.is_(None) & (Registration.state == RegistrationState.CONFIRMED)
    assert db.session.scalar(select(func.count()).where(unverified)) == 2


def test_letters_of_the_example_are_kept_and_never_sent(demo: Flask) -> None:  # noqa: ARG001
    messages = db.session.scalars(select(Message)).all()

    waiting = [
        message for message in messages if message.state not in {MessageState.SENT, MessageState.FAILED}
    ]
    failed = [message.smtp_answer for message in messages if message.state is MessageState.FAILED]
    assert len(messages) > 100
    assert waiting == []
    assert failed == ["550 5.1.1 no mailbox by that name"] * 3
    assert min(message.sent_at for message in messages if message.sent_at) < NOW - timedelta(days=45)


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("iclc-2", rules.Status.OVER),
        ("iclc-7", rules.Status.OPEN),
        ("regional-meeting-arab-states", rules.Status.OPEN),
        ("reading-the-city", rules.Status.LIVE),
    ],
)
def test_events_are_over_open_and_live(demo: Flask, slug: str, status: rules.Status) -> None:  # noqa: ARG001
    assert rules.status(one(slug), clock.now(), registration_open=True) is status


def test_a_second_load_makes_nothing_again(demo: Flask) -> None:  # noqa: ARG001
    before = [
        db.session.scalar(select(func.count()).select_from(kind)) for kind in (Event, Person, Registration)
    ]

    made = loading.load(clock.now())

    after = [
        db.session.scalar(select(func.count()).select_from(kind)) for kind in (Event, Person, Registration)
    ]
    assert made == []
    assert after == before


def test_the_command_tells_how_to_sign_in(demo: Flask) -> None:
    said = demo.test_cli_runner().invoke(args=["demo", "load", "--if-empty"])

    assert said.exit_code == 0
    assert said.output == (
        "Sign in at http://127.0.0.1:5000/account/sign-in/ "
        "as organiser@example.org with: seven lamps on the quay\n"
    )


def test_the_printed_password_signs_in(demo: Flask) -> None:
    browser = Browser(demo)
    page = browser.get("/account/sign-in/")

    answer = browser.submit(page, email=organiser.EMAIL, password=organiser.PASSWORD)

    assert answer.status == 302
    assert "7th International Conference" in browser.get("/organise/").words


def test_a_public_site_refuses_the_example(app: Flask) -> None:
    app.config["PRODUCTION"] = True
    try:
        said = app.test_cli_runner().invoke(args=["demo", "load"])
    finally:
        app.config["PRODUCTION"] = False

    assert said.exit_code == 1
    assert "has no place there" in said.output
    assert not loading.is_there()


@pytest.mark.parametrize("hour", range(0, 24, 3))
@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_the_live_webinar_is_live_at_any_hour_also_when_clocks_change(day: datetime, hour: int) -> None:
    now = day + timedelta(hours=hour, minutes=59)

    plan = stories.schedule(stories.event("reading-the-city-live"), now)
    begins, finishes = rules.begins_and_finishes(rules.check_schedule(plan))

    assert begins <= now - timedelta(minutes=30)
    assert finishes >= now + timedelta(minutes=29)
    assert finishes - begins == timedelta(hours=2)
