"""What organisers do with people in sessions: add, correct, order, remove."""

from dataclasses import dataclass, field, replace
from typing import Any

from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import lock
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.events.models import Event
from app.people import queries as people
from app.people import services as people_services
from app.people.models import Person
from app.people.services import NewPerson
from app.programme import queries
from app.programme.errors import AlreadyInSession, NobodyNamed, NotAPlaceholder
from app.programme.models import (
    Appearance,
    AppearanceMode,
    AppearanceRole,
    AppearanceState,
    ProgrammeItem,
)
from app.programme.services import drafting, steps
from app.programme.services.drafting import Direction, editing


def _no_text() -> Translated:
    return Translated({})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppearance:
    """Who, named by a person's public id, or an unnamed group by its label; and as what."""

    person: str = ""
    label: Translated = field(default_factory=_no_text)
    role: AppearanceRole = AppearanceRole.SPEAKER
    job: Translated = field(default_factory=_no_text)
    organisation: Translated = field(default_factory=_no_text)
    city: str = ""
    country: str = ""
    mode: AppearanceMode = AppearanceMode.IN_PERSON
    state: AppearanceState = AppearanceState.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceChanges(NewAppearance):
    """All fields as they shall be; who it is does not change. `revision` is the one seen."""

    revision: int


def add(item: ProgrammeItem, new: NewAppearance, *, actor: Actor) -> Appearance:
    """Put a known person, or a group, into a session, after those already there.

    Raises NobodyNamed, AlreadyInSession, or NoSuchPerson for somebody this team may not know.
    """
    event = item.event
    with editing(event, actor) as session:
        lock(item)
        person = people.by_public_id(new.person, queries.may_be_found_for(event)) if new.person else None
        others = queries.appearances_in(item)
        _refuse_doubles(person, new.role, others)
        appearance = Appearance(
            item=item,
            person=person,
            position=max((one.position for one in others), default=0) + 1,
            **_checked(event, person, new),
        )
        session.add(appearance)
        if person is not None:
            people_services.hold(person.id)
        session.flush()
        audit.record(actor, "appearance.added", appearance, event_id=event.id)
    return appearance


def add_new_person(item: ProgrammeItem, person: NewPerson, new: NewAppearance, *, actor: Actor) -> Appearance:
    """Enter somebody for the first time and put them into the session. Raises as `create` and `add`."""
    with editing(item.event, actor) as session:
        made = people_services.create(person, event_id=item.event_id, actor=actor)
        steps.recording(session).persons.append(made)
        return add(item, replace(new, person=made.public_id), actor=actor)


def name_placeholder(appearance: Appearance, person: str, *, actor: Actor) -> None:
    """Say who "the Mayor of Hamburg, to be confirmed" is: a known person, by public id.

    The appearance keeps its place, its role and its public id, and what it says of position and
    organisation; where it says nothing, that is what the person is known as. Raises NotAPlaceholder,
    AlreadyInSession, or NoSuchPerson.
    """
    item = appearance.item
    with editing(item.event, actor) as session:
        lock(appearance)
        if appearance.person_id is not None:
            raise NotAPlaceholder
        found = people.by_public_id(person, queries.may_be_found_for(item.event))
        _refuse_doubles(found, appearance.role, queries.appearances_in(item))
        known = proposal(found, queries.latest_appearance(item.event, found))
        drafting.take_over(appearance, {name: getattr(appearance, name) or known[name] for name in known})
        appearance.person, appearance.label = found, _no_text()
        appearance.revision += 1
        people_services.hold(found.id)
        session.flush()
        audit.record(actor, "appearance.named", appearance, event_id=item.event_id)


def name_new_person(appearance: Appearance, person: NewPerson, *, actor: Actor) -> None:
    """The same for somebody who is entered for the first time. Raises as `create` and `name_placeholder`."""
    item = appearance.item
    with editing(item.event, actor) as session:
        made = people_services.create(person, event_id=item.event_id, actor=actor)
        steps.recording(session).persons.append(made)
        name_placeholder(appearance, made.public_id, actor=actor)


def proposal(person: Person, latest: Appearance | None) -> dict[str, Any]:
    """What to begin with where a known person appears: what they are elsewhere in the event, or at home."""
    if latest is not None:
        return {name: getattr(latest, name) for name in ("job", "organisation", "city", "country")}
    affiliation: dict[str, Any] = next(iter(person.affiliations), {})
    return {
        "job": Translated(dict(affiliation.get("position") or {})),
        "organisation": Translated(dict(affiliation.get("organisation") or {})),
        "city": affiliation.get("city", ""),
        "country": affiliation.get("country") or person.country,
    }


def edit(appearance: Appearance, changes: AppearanceChanges, *, actor: Actor) -> None:
    """Correct what somebody is in this session. Raises StaleEdit, NobodyNamed or AlreadyInSession."""
    item = appearance.item
    with editing(item.event, actor) as session:
        lock(appearance)
        if appearance.revision != changes.revision:
            raise StaleEdit
        others = [one for one in queries.appearances_in(item) if one is not appearance]
        _refuse_doubles(appearance.person, changes.role, others)
        changed = drafting.take_over(appearance, _checked(item.event, appearance.person, changes))
        if not changed:
            return
        appearance.revision += 1
        session.flush()
        audit.record(
            actor, "appearance.edited", appearance, event_id=item.event_id, changes={"fields": changed}
        )


def move(appearance: Appearance, direction: Direction, *, actor: Actor) -> None:
    """Change places with the one before or after in the session; at either end nothing happens."""
    item = appearance.item
    with editing(item.event, actor) as session:
        lock(appearance)
        if drafting.move(queries.appearances_in(item), appearance, direction):
            session.flush()
            audit.record(
                actor,
                "appearance.moved",
                appearance,
                event_id=item.event_id,
                changes={"direction": direction},
            )


def remove(appearance: Appearance, *, actor: Actor) -> None:
    """Take somebody out of the session; the person stays known."""
    item = appearance.item
    with editing(item.event, actor) as session:
        lock(appearance)
        audit.record(actor, "appearance.removed", appearance, event_id=item.event_id)
        session.delete(appearance)
        session.flush()


def _refuse_doubles(person: Person | None, role: AppearanceRole, others: list[Appearance]) -> None:
    if person is not None and any(one.person_id == person.id and one.role == role for one in others):
        raise AlreadyInSession


def _checked(event: Event, person: Person | None, new: NewAppearance) -> dict[str, Any]:
    if person is None and not new.label.get(event.main_language):
        raise NobodyNamed
    return {
        "label": Translated({}) if person else new.label,
        "role": new.role,
        "job": new.job,
        "organisation": new.organisation,
        "city": new.city,
        "country": new.country,
        "mode": new.mode,
        "state": new.state,
    }
