"""The draft made of what a page says: all of it in one act, or nothing."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.core import clock, ids
from app.core.actors import ANONYMOUS, Actor
from app.core.db import db
from app.core.errors import Invalid
from app.core.types import Translated
from app.documents.models import Document, DocumentKind
from app.documents.services import DocumentText
from app.events.errors import AlreadyMade, BadAddress, MayNotCreate
from app.events.models import (
    Attendance,
    Event,
    EventKind,
    Participation,
    Party,
    PartyRole,
    TeamMember,
    TeamRole,
)
from app.events.rules import Schedule
from app.events.services.editing import NewEvent
from app.events.services.parts import Languages, Place, TakingPart
from app.events.services.rows import PartyRow, SectionRow
from app.people.errors import NameMissing, NoSuchPerson
from app.people.models import Person
from app.people.services import Affiliation, NewPerson
from app.programme.models import PastedText
from app.programme.proposals.errors import NothingFound
from app.programme.services import announcing
from app.programme.services.announcing import AnnouncedEvent, NewDocument, NewFeatured
from tests.make import events as make
from tests.make import programme

pytestmark = pytest.mark.usefixtures("app")


def said(text: str) -> Translated:
    return Translated({"en": text})


NOTE = DocumentText(kind=DocumentKind.CONCEPT_NOTE)
BEGUN = AnnouncedEvent(
    event=NewEvent(
        kind=EventKind.FORUM,
        attendance=Attendance.IN_PERSON,
        title=said("Forum of the night schools"),
        main_language="en",
        schedule=Schedule(
            timezone="Europe/Dublin",
            first_day=date(2029, 3, 31),
            last_day=date(2029, 4, 1),
            daily_start=time(9),
            daily_end=time(17),
        ),
    ),
    theme=said("After work"),
    place=Place(
        venue_name=said("Tidewater House"), address_lines=["12 Quay Street"], city=said("Cork"), country="IE"
    ),
    languages=Languages(
        main_language="en",
        content_languages=["en"],
        working_languages=["en", "fr"],
        accessibility=said("Captions: English"),
    ),
    taking_part=TakingPart(participation=Participation.EXTERNAL, external_url="https://example.org/register"),
    audience=said("teachers"),
    image_credit="© Maeve Doyle",
    contact_name="Maeve Doyle",
    contact_email="forum@example.org",
    parties=[
        PartyRow(role=PartyRole.HOST, name=said("City of Cork"), country="IE"),
        PartyRow(role=PartyRole.PARTNER, name=said("Society of Reading Rooms")),
    ],
    sections=[SectionRow(title=said("About"), body=said("Two nights."))],
    documents=[
        NewDocument(text=NOTE, language="en", url="https://example.org/note.pdf"),
        NewDocument(text=NOTE, language="fr", url="https://example.org/note-fr.pdf"),
        NewDocument(text=DocumentText(kind=DocumentKind.OTHER, title=said("Photographs")), language="en"),
    ],
    people=[
        NewFeatured(
            new=NewPerson(
                given_name="Maeve", family_name="Doyle", affiliations=[Affiliation(position=said("Head"))]
            ),
            role=said("Keynote speaker"),
            quotation=said("A night is a long morning."),
        )
    ],
    figures=[{"value": "600+", "label": said("learners")}],
    programme="31 March 2029\n09:00 – 09:30 Opening\n09:30 – 11:00 Talks\n",
)


def maker() -> Actor:
    """Somebody signed in who has no event yet."""
    make.catalogue()
    return make.actor()


def left() -> dict[str, int]:
    """How many rows there are of what a draft is made of."""
    db.session.rollback()
    things: tuple[Any, ...] = (Event, Party, Person, Document, PastedText)
    return {one.__name__: db.session.scalar(select(func.count()).select_from(one)) or 0 for one in things}


NOTHING = {"Event": 0, "Party": 0, "Person": 0, "Document": 0, "PastedText": 0}


def test_the_draft_has_every_part_the_page_gave() -> None:
    event = announcing.begin(BEGUN, actor=maker()).event

    db.session.expire_all()
    assert (event.first_day, event.last_day) == (date(2029, 3, 31), date(2029, 4, 1))
    assert (event.venue_name, event.city, event.country) == (said("Tidewater House"), said("Cork"), "IE")
    assert (event.theme, event.audience) == (said("After work"), said("teachers"))
    assert (event.accessibility, event.image_credit) == (said("Captions: English"), "© Maeve Doyle")
    assert event.working_languages == ["en", "fr"]
    assert (event.contact_name, event.contact_email) == ("Maeve Doyle", "forum@example.org")
    assert event.external_url == "https://example.org/register"
    assert [(one.position, one.role, one.name["en"], one.country) for one in event.parties] == [
        (1, PartyRole.HOST, "City of Cork", "IE"),
        (2, PartyRole.PARTNER, "Society of Reading Rooms", ""),
    ]
    assert [(one.title, one.body) for one in event.sections] == [(said("About"), said("Two nights."))]


def test_a_document_with_an_address_has_a_version_and_one_without_waits() -> None:
    announcing.begin(BEGUN, actor=maker())

    documents = db.session.scalars(select(Document).order_by(Document.position)).all()
    assert [(one.kind, [version.url for version in one.versions]) for one in documents] == [
        (DocumentKind.CONCEPT_NOTE, ["https://example.org/note.pdf", "https://example.org/note-fr.pdf"]),
        (DocumentKind.OTHER, []),
    ]


def test_people_are_presented_with_what_they_said_and_figures_with_what_they_count() -> None:
    event = announcing.begin(BEGUN, actor=maker()).event

    db.session.expire_all()
    featured = event.featured[0]
    assert (featured.person.name, featured.person.home_event_id) == ("Maeve Doyle", event.id)
    assert featured.person.affiliations[0]["position"] == said("Head")
    assert (featured.role, featured.quotation) == (
        said("Keynote speaker"),
        said("A night is a long morning."),
    )
    assert event.figures == [{"value": "600+", "label": said("learners")}]


def test_somebody_public_is_taken_and_nobody_elses_draft_is_looked_into() -> None:
    actor = maker()
    public = programme.person("Ana", "Lopez", published_at=clock.now())
    hidden = programme.person("Bea", "Moreno")
    one = BEGUN.people[0]

    event = announcing.begin(replace(BEGUN, people=[replace(one, known=public.public_id)]), actor=actor).event
    with pytest.raises(NoSuchPerson):
        announcing.begin(replace(BEGUN, people=[replace(one, known=hidden.public_id)]), actor=actor)

    assert [featured.person_id for featured in event.featured] == [public.id]


def test_the_programme_waits_to_be_looked_through() -> None:
    begun = announcing.begin(BEGUN, actor=maker())

    assert begun.programme is not None
    assert begun.programme.event_id == begun.event.id
    assert begun.programme.applied_at is None


def test_whoever_begins_owns_the_draft_and_the_log_tells_where_it_came_from() -> None:
    actor = maker()

    event = announcing.begin(BEGUN, actor=actor).event

    actions = db.session.scalars(select(AuditEntry.action).where(AuditEntry.event_id == event.id)).all()
    team = db.session.scalars(select(TeamMember).where(TeamMember.event_id == event.id)).all()
    assert [(one.user_id, one.role) for one in team] == [(actor.id, TeamRole.OWNER)]
    assert "event.read_from_page" in actions


def test_a_second_press_is_given_the_draft_of_the_first_and_nobody_elses() -> None:
    actor, other = maker(), maker()
    named = replace(BEGUN, event=replace(BEGUN.event, public_id=ids.public_id()))
    first = announcing.begin(named, actor=actor)
    once = left()

    assert announcing.begin(named, actor=actor) == first
    with pytest.raises(AlreadyMade):
        announcing.begin(named, actor=other)

    assert left() == once


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"parties": [PartyRow(role=PartyRole.HOST, name=said("X"), url="javascript:alert(1)")]}, BadAddress),
        ({"documents": [replace(BEGUN.documents[0], url="ftp://example.org/")]}, Invalid),
        ({"people": [replace(BEGUN.people[0], new=NewPerson())]}, NameMissing),
        ({"programme": "nothing with a time"}, NothingFound),
    ],
    ids=["a party", "a document", "somebody", "the programme"],
)
def test_a_refusal_leaves_nothing_behind(wrong: dict[str, Any], refusal: type[Exception]) -> None:
    actor = maker()

    with pytest.raises(refusal):
        announcing.begin(replace(BEGUN, **wrong), actor=actor)

    assert left() == NOTHING


def test_a_stranger_begins_nothing() -> None:
    make.catalogue()

    with pytest.raises(MayNotCreate):
        announcing.begin(BEGUN, actor=ANONYMOUS)

    assert left() == NOTHING
