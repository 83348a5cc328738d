"""Whoever an event page presents corrects themselves: the public waits until an organiser agrees."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from app.core import actors
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, FeaturedPerson
from app.files import services as files
from app.files.models import StoredFile
from app.people.models import Person
from app.programme.models import DraftStep
from app.programme.services import undoing
from app.speakers.models import SpeakerLink
from app.speakers.services import correcting
from app.speakers.services.correcting import Corrections, Description, Portrait
from tests.browserless import Browser
from tests.make import accounts, speakers
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(slug="cities", title=Translated({"en": "Cities"}))


@pytest.fixture
def ana(event: Event) -> Person:
    person = make.person(
        home_event_id=event.id,
        biography=Translated({"en": "As it was."}),
        photo=picture(),
    )
    make.item(event, "Opening", people=[person])
    present(event, person)
    return person


@pytest.fixture
def link(event: Event, ana: Person) -> SpeakerLink:
    return speakers.link(event, ana)


def picture(colour: str = "teal") -> StoredFile:
    data = BytesIO()
    Image.new("RGB", (60, 80), colour).save(data, "PNG")
    return files.store_image(data.getvalue(), "me.png")


def present(event: Event, person: Person) -> None:
    with transaction() as session:
        session.add(FeaturedPerson(event_id=event.id, person_id=person.id, position=1))


def correct(link: SpeakerLink) -> None:
    new = Description(
        honorific="", given_name="Zoe", family_name="López", family_name_first=False,
        biography=Translated({"en": "As it shall be."}), revision=link.person.revision,
    )  # fmt: skip
    correcting.correct(link, Corrections(description=new, capacities=[]), actor=actors.speaker(link.id))
    photo = Portrait(photo=picture("red"), credit="Kim", alt=Translated({}), revision=link.person.revision)
    correcting.set_photo(link, photo, actor=actors.speaker(link.id))


def read(browser: Browser, person: Person, slug: str = "cities") -> list[str]:
    """What three public pages say of the new name, the old one, and either biography."""
    db.session.expire_all()
    paths = (f"/events/{slug}/", f"/events/{slug}/people/", f"/events/{slug}/people/{person.public_id}/")
    words = " ".join(str(browser.get(path).tree) for path in paths)
    said = ("Zoe López", "Ana López", "As it shall be.", "As it was.", "Kim")
    return [one for one in said if one in words]


@pytest.mark.parametrize("is_released", [True, False])
def test_event_pages_show_the_person_as_before_until_the_next_release(
    browser: Browser, event: Event, ana: Person, link: SpeakerLink, *, is_released: bool
) -> None:
    if is_released:
        make.release(event)
    old_photo = ana.photo

    correct(link)

    assert read(browser, ana) == ["Ana López", "As it was."]
    assert db.session.scalars(select(FeaturedPerson)).one().shown.photo == old_photo
    (photo,) = browser.get("/events/cities/").select("main img.person__photo")
    assert old_photo is not None
    assert old_photo.public_id in str(photo["src"])
    assert browser.get(str(photo["src"])).status == 200
    make.release(event)
    assert read(browser, ana) == ["Zoe López", "As it shall be.", "Kim"]


def test_another_event_waits_until_somebody_who_looks_after_the_person_agrees(
    browser: Browser, ana: Person, event: Event, link: SpeakerLink
) -> None:
    present(make_events.event(slug="elsewhere"), ana)
    correct(link)
    make.release(event)
    assert read(browser, ana, "elsewhere") == ["Ana López", "As it was."]

    user = accounts.user()
    make_events.member(event, user)
    browser.sign_in(user)
    page = browser.get(f"/organise/events/cities/people/{ana.public_id}/speaker/")
    browser.submit(page, selector="form[action$=accept]")

    assert read(browser, ana, "elsewhere") == ["Zoe López", "As it shall be.", "Kim"]


def test_what_an_organiser_has_undone_is_on_no_page(
    browser: Browser, event: Event, ana: Person, link: SpeakerLink
) -> None:
    make.release(event)
    correct(link)
    row = db.session.scalars(select(FeaturedPerson)).one()

    for step in db.session.scalars(select(DraftStep).order_by(DraftStep.number)).all():
        assert row.held is not None
        undoing.take_back(event, step.public_id, actor=SYSTEM)
        assert read(browser, ana) == ["Ana López", "As it was."]

    assert row.held is None


def test_nor_is_taking_back_what_has_been_released_before_the_next_release(
    browser: Browser, event: Event, ana: Person, link: SpeakerLink
) -> None:
    correct(link)
    make.release(event)

    for step in db.session.scalars(select(DraftStep)).all():
        undoing.take_back(event, step.public_id, actor=SYSTEM)

    assert read(browser, ana) == ["Zoe López", "As it shall be.", "Kim"]
    make.release(event)
    assert read(browser, ana) == ["Ana López", "As it was."]
