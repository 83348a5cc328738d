"""A rush at the opening, and people who press more than once (trust.md, F01 and F09)."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app.cli.bench.server import running
from app.core.db import db
from app.outbox.models import Message, MessageState
from app.registration.models import RegistrationState
from tests.faults import clients, sites
from tests.faults.clients import Visitor
from tests.faults.sites import Site

pytestmark = pytest.mark.slow

CLIENTS, SEATS = 200, 60
PEOPLE, COPIES = 20, 10


def letters() -> int:
    """Letters that were or will be sent."""
    query = select(func.count()).select_from(Message).where(Message.state != MessageState.SUPPRESSED)
    return db.session.scalar(query) or 0


def spelled(visitor: Visitor, address: str) -> Visitor:
    """The same form, the address typed in another way."""
    return Visitor(replace(visitor.form, fields={**visitor.form.fields, "email": address}))


def test_f01_a_crowd_gets_exactly_the_seats_there_are_and_the_rest_queues(site: Site) -> None:
    path = sites.register_path(sites.opening(seats=SEATS))

    with running(site.settings, workers=2, threads=16) as server:
        crowd = clients.visitors(server.port, path, (f"crowd-{n}@example.org" for n in range(CLIENTS)))
        clients.press(server.port, crowd)

    assert Counter(visitor.answers[0].status for visitor in crowd) == {303: CLIENTS}
    assert sites.states() == {
        RegistrationState.CONFIRMED: SEATS,
        RegistrationState.WAITING: CLIENTS - SEATS,
    }
    assert clients.registered(crowd) == set(sites.stored())
    assert letters() == CLIENTS
    assert sites.broken() == []


def test_f09_ten_copies_of_one_post_and_other_spellings_are_one_person_and_one_letter(site: Site) -> None:
    path = sites.register_path(sites.opening(seats=PEOPLE))
    addresses = [f"person-{number}@example.org" for number in range(PEOPLE)]

    with running(site.settings, workers=2) as server:
        people = clients.visitors(server.port, path, addresses)
        copies = {person: [Visitor(people[person].form) for _ in range(COPIES)] for person in range(PEOPLE)}
        clients.press(server.port, [copy for many in copies.values() for copy in many])
        shouted = [spelled(person, person.form.fields["email"].upper()) for person in people]
        spaced = [spelled(person, f"  {person.form.fields['email']} ") for person in people]
        reopened = clients.visitors(server.port, path, [address.title() for address in addresses])
        clients.press(server.port, [*shouted, *spaced, *reopened])

    for person, many in copies.items():
        (public_id,) = clients.registered(many)
        assert sites.stored()[public_id] == addresses[person]
        assert len({copy.answers[0].headers["location"] for copy in many}) == 1
        assert (shouted[person].registration, spaced[person].registration) == (public_id, public_id)
    assert [visitor.answers[0].status for visitor in reopened] == [303] * PEOPLE
    assert sites.states() == {RegistrationState.CONFIRMED: PEOPLE}
    assert letters() == PEOPLE
    assert sites.broken() == []
