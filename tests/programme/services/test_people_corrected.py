"""People who are called or described otherwise since a text brought them, when a newer text comes."""

import pytest

from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event
from app.people import services as people
from app.programme.models import ProgrammeItem
from app.programme.proposals.proposal import load
from app.programme.services import pasting
from tests.make import events
from tests.make.pasting import TEXT, apply, named, pasted, put_in

pytestmark = pytest.mark.usefixtures("app")

PANEL = "Panel: Who learns after work?"


def described(item: ProgrammeItem) -> list[tuple[str, str, str]]:
    """Everybody in a session: name, position, organisation."""
    return [
        (one.person.name, one.job.get("en", ""), one.organisation.get("en", ""))
        for one in item.appearances
        if one.person
    ]


def rename(event: Event, title: str, given_name: str, family_name: str) -> int:
    """Call the first one in a session otherwise, as they do with their own link. Returns who it is."""
    with transaction():
        person = named(event, title).appearances[0].person
        assert person is not None
        person.given_name, person.family_name = given_name, family_name
        people.index(person)
    return person.id


def test_who_is_called_otherwise_since_is_known_by_the_name_the_text_had() -> None:
    event = events.event()
    put_in(event)
    known = rename(event, PANEL, "Tariq", "Aziz Karim")

    put_in(event, TEXT.replace("Aziz, Director", "Aziz, Rector"))

    db.session.expire_all()
    panel = named(event, PANEL)
    assert panel.appearances[0].person_id == known
    assert described(panel) == [
        ("Tariq Aziz Karim", "Rector", "Night School"),
        ("Yuki Mori", "Professor", "Coast University"),
    ]


def test_who_was_corrected_when_the_text_was_looked_through_is_known_by_what_it_said() -> None:
    event = events.event()
    text = pasted(event)
    session = load(text.proposal).sessions[1]
    session.people[0].name = "Terence Azure"
    pasting.correct(text, session, seen=text.revision, actor=SYSTEM)
    apply(text)

    put_in(event, f"{TEXT}\n12:00 – 12:30 Closing\nMr Tariq Aziz, Director, Night School\n")

    assert described(named(event, "Closing")) == [("Terence Azure", "Director", "Night School")]


def test_who_has_the_name_now_is_meant_by_it_and_not_who_had_it() -> None:
    event = events.event()
    put_in(event)
    rename(event, PANEL, "Tariq", "Karim")
    other = rename(event, "Opening", "Tariq", "Aziz")

    put_in(event, f"{TEXT}\n12:00 – 12:30 Closing\nMr Tariq Aziz, Director, Night School\n")

    assert [one.person_id for one in named(event, "Closing").appearances] == [other]


def test_what_somebody_has_corrected_stays_where_the_text_says_something_else_of_them_anew() -> None:
    event = events.event()
    put_in(event)
    with transaction():
        named(event, PANEL).appearances[1].organisation = Translated({"en": "University of the Coasts"})

    put_in(event, TEXT.replace("Mori, Professor", "Mori, Dean"))

    db.session.expire_all()
    assert described(named(event, PANEL))[1] == ("Yuki Mori", "Dean", "University of the Coasts")
