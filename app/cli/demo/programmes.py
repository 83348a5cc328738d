"""The small example programmes: sessions as a file lists them, released once."""

from datetime import datetime, timedelta
from typing import Any

from app.cli.demo import pages, stories
from app.cli.demo.stories import Story
from app.core import clock
from app.core.actors import Actor
from app.events.models import Event
from app.people.models import Person
from app.programme.models import AppearanceMode, AppearanceRole, ProgrammeItem, ReleaseState, SessionKind
from app.programme.services import appearances, releasing, sessions
from app.programme.services.appearances import NewAppearance
from app.programme.services.releasing import NewRelease
from app.programme.services.sessions import NewSession

TEXTS = ("title", "note", "abstract", "key_question", "objective")


def build(event: Event, story: Story, actor: Actor) -> None:
    """Enter the sessions with their people, and release them some days before the event."""
    people = {one["key"]: pages.person(event, one, actor) for one in story.get("people", ())}
    for told in story.get("sessions", ()):
        starts, ends = _times(event, told)
        item = sessions.create(
            event,
            NewSession(
                kind=SessionKind(told["kind"]),
                starts=starts,
                ends=ends,
                starts_fold=0,
                ends_fold=0,
                **_texts(told),
            ),
            actor=actor,
        )
        _fill(item, told, people, actor)
    if "release" in story:
        _release(event, story["release"], actor)


def _texts(told: Story) -> dict[str, Any]:
    return {name: stories.texts(told.get(name)) for name in TEXTS}


def _times(event: Event, told: Story) -> tuple[datetime, datetime]:
    """At its own time, or so many minutes after the event begins."""
    if "starts" in told:
        return told["starts"], told["ends"]
    begins = event.starts_local or datetime.combine(event.first_day, datetime.min.time())
    starts = begins + timedelta(minutes=told["minute"])
    return starts, starts + timedelta(minutes=told["lasts"])


def _fill(item: ProgrammeItem, told: Story, people: dict[str, Person], actor: Actor) -> None:
    for one in told.get("people", ()):
        person = people[one["key"]]
        place = person.affiliations[0]
        new = NewAppearance(
            person=person.public_id,
            role=AppearanceRole(one.get("role", "speaker")),
            mode=AppearanceMode(one.get("mode", "in person")),
            job=place["position"],
            organisation=place["organisation"],
            country=place["country"],
        )
        appearances.add(item, new, actor=actor)
    for label in told.get("groups", ()):
        group = NewAppearance(label=stories.texts(label), role=AppearanceRole.PANELLIST)
        appearances.add(item, group, actor=actor)


def _release(event: Event, told: Story, actor: Actor) -> None:
    new = NewRelease(state=ReleaseState(told["state"]), note=stories.texts(told.get("note")))
    with clock.held_at(event.begins_at - timedelta(days=told["days_before"])):
        releasing.release(event, new, actor=actor)
