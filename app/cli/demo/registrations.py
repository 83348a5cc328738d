"""Registrations in every state, made as people make them, in the order of their days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, cycle

from app.cli.demo import stories
from app.core import clock, ids
from app.core.actors import ANONYMOUS, Actor, participant
from app.events.models import Event
from app.registration.models import Category, Registration, Sector
from app.registration.queries.attendee import Held
from app.registration.services import deadlines, deciding, registering, self_service
from app.registration.services.details import Details
from app.registration.services.registering import NewRegistration

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ACCESS_NEEDS = ("", "", "", "", "", "Wheelchair space", "", "", "Sign language", "")


@dataclass(slots=True)
class Guests:
    """Invented people who register one after the other, each with an address of their own."""

    event: Event
    languages: Iterator[str]
    rows: Iterator[dict[str, str]]
    numbers: Iterator[int]

    def register(self, category: Category, at: datetime, *, verify: bool = True) -> Registration:
        """Fill in the form at that moment, and press the button in the letter an hour later."""
        row, number = next(self.rows), next(self.numbers)
        names = [row["given"], row["family"]]
        details = Details(
            name=" ".join(reversed(names) if row["order"] == "f" else names),
            organisation=f"City of {row['city']}",
            position="Coordinator",
            country=row["country"],
            city=row["city"],
            language=next(self.languages),
            sector=list(Sector)[number % 5].value,
            accessibility_needs=ACCESS_NEEDS[number % len(ACCESS_NEEDS)],
        )
        new = NewRegistration(
            email=f"guest{number}.{self.event.slug}@example.org",
            category=category.public_id,
            details=details,
            form_key=ids.public_id(),
        )
        with clock.held_at(at):
            made = registering.register(self.event.slug, new, actor=ANONYMOUS)
        if verify:
            with clock.held_at(at + HOUR):
                self_service.verify(Held(made, is_mailed=True), actor=participant(made.id))
        return made


def guests(event: Event) -> Guests:
    languages = event.content_languages
    return Guests(event, cycle(languages), cycle(stories.people()), count(1))


def fill_conference(event: Event, categories: dict[str, Category], desk: Actor, now: datetime) -> None:
    """Many confirmed; a full category with a queue, offers, and every way to leave."""
    people = guests(event)
    for number in range(34):
        people.register(categories["city"], now - 50 * DAY + number * DAY)
    for number in range(9):
        people.register(categories["online"], now - 30 * DAY + number * DAY)
    observers = [
        people.register(categories["observer"], now - 40 * DAY + number * HOUR * 6) for number in range(22)
    ]
    people.register(categories["city"], now - 8 * DAY, verify=False)  # never verified: lapses after a day
    with clock.held_at(now - 7 * DAY):
        deadlines.lapse_due(clock.now())
        deciding.decline(observers[3], actor=desk, reason="Registered twice, with a second address.")
        self_service.withdraw(Held(observers[5], is_mailed=True), actor=participant(observers[5].id))
    with clock.held_at(now - 6 * DAY):  # one of the two who were offered a seat takes it
        self_service.accept(Held(observers[12], is_mailed=True), actor=participant(observers[12].id))
    with clock.held_at(now - 4 * DAY):  # the other has let it pass: it goes to the next
        deadlines.lapse_due(clock.now())
        deciding.move_up(observers[16], actor=desk, reason="Speaker in a regional forum.")
    with clock.held_at(now - 3 * DAY):
        self_service.accept(Held(observers[14], is_mailed=True), actor=participant(observers[14].id))
    with clock.held_at(now - 5 * HOUR):  # an offer that is open now
        self_service.withdraw(Held(observers[8], is_mailed=True), actor=participant(observers[8].id))
    with clock.held_at(now - 4 * HOUR):
        deciding.withdraw(
            people.register(categories["city"], now - 2 * DAY), actor=desk, reason="By telephone."
        )
    for _ in range(2):
        people.register(categories["city"], now - 2 * HOUR, verify=False)


def fill_meeting(event: Event, categories: dict[str, Category], now: datetime) -> None:
    people = guests(event)
    for number in range(11):
        people.register(categories["city"], now - 12 * DAY + number * DAY)
    for number in range(3):
        people.register(categories["guest"], now - 5 * DAY + number * DAY)


def fill_webinar(event: Event, categories: dict[str, Category], now: datetime) -> None:
    people = guests(event)
    for number in range(24):
        people.register(categories["online"], now - 19 * DAY + number * 18 * HOUR)
