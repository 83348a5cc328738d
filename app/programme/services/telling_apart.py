"""Saying that two entries with names alike are two people, and taking that back."""

from sqlalchemy import delete, exists, select

from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.people import queries as people
from app.people import services
from app.people.errors import MergedMeanwhile, NotToldApart, SamePerson
from app.people.models import Distinction, Person
from app.programme import queries


def tell_apart(one: Person, other: Person, *, event_id: int, actor: Actor) -> None:
    """Do not ask about these two any more. Said twice it is said once, whoever is named first.

    `event_id` is the event in whose workspace this is done and noted.
    Raises SamePerson, OtherTeamsPerson, or MergedMeanwhile.
    """
    with transaction() as session:
        lower, higher = _hold(one, other, actor)
        if session.scalar(select(exists().where(people.is_pair(one, other)))):
            return
        session.add(Distinction(lower_id=lower.id, higher_id=higher.id))
        audit.record(actor, "person.told_apart", lower, event_id=event_id, changes={"other": higher.id})


def take_back(one: Person, other: Person, *, event_id: int, actor: Actor) -> None:
    """Let the two be asked about again. Raises NotToldApart when nobody says so; the rest as `tell_apart`."""
    with transaction() as session:
        lower, higher = _hold(one, other, actor)
        said = session.scalars(select(Distinction.id).where(people.is_pair(one, other))).all()
        if not said:
            raise NotToldApart
        session.execute(delete(Distinction).where(Distinction.id.in_(said)))
        audit.record(actor, "person.may_be_one", lower, event_id=event_id, changes={"other": higher.id})


def _hold(one: Person, other: Person, actor: Actor) -> list[Person]:
    """Both in the order of their numbers, held against whoever merges or tells them apart just now."""
    if one.id == other.id:
        raise SamePerson
    held = [lock(person) for person in sorted((one, other), key=lambda person: person.id)]
    if any(person.merged_into_id is not None for person in held):
        raise MergedMeanwhile
    for person in held:
        services.refuse_other_teams(person, queries.events_with(person), actor)
    return held
