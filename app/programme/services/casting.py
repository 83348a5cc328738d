"""The people of a reviewed proposal as plain values of the draft; who is new is entered."""

from app.core import ids
from app.core.actors import Actor
from app.core.types import Translated
from app.events.models import Event
from app.people import rules as names
from app.people import services as people
from app.people.services import Affiliation, NewPerson
from app.programme.models import ProgrammeItem
from app.programme.proposals import persons
from app.programme.proposals.appearing import appearance_fields
from app.programme.proposals.changes import Change
from app.programme.proposals.proposal import ProposedPerson, ProposedSession
from app.programme.proposals.queries import Review
from app.programme.proposals.wording import Wording
from app.programme.services.memento import Fields, Key


class Casting:
    """Writes into `wanted` who shall be in which session."""

    def __init__(self, event: Event, review: Review, actor: Actor, wanted: dict[Key, Fields | None]) -> None:
        self._event = event
        self._people = review.differences.people
        self._actor = actor
        self._wanted = wanted
        self._wording = Wording(event.main_language, review.proposal.language)
        self._persons: dict[str, str] = {}  # public ids of those entered here, by the keys of their names

    def enter(self, public_id: str, session: ProposedSession) -> None:
        """Everybody in a session that is new."""
        once = {(self._key(person), person.role): person for person in session.people[::-1]}
        for order, person in enumerate(session.people, start=1):
            if once[self._key(person), person.role] is person:
                self._appear(public_id, person, order)

    def take(self, item: ProgrammeItem, session: ProposedSession, change: Change) -> None:
        """One change about somebody in a session that is there."""
        there, person = change.appearance, change.person
        if there is None:
            if person is not None:
                last = max((one.position for one in item.appearances), default=0)
                self._appear(item.public_id, person, last + 1 + session.people.index(person))
            return
        fields: Fields | None = None if change.after is None else dict(change.after)
        for name in ("job", "organisation"):
            if fields is not None and name in fields:
                fields[name] = self._wording.corrected(getattr(there, name), fields[name])
        self._wanted["appearance", f"{item.public_id}/{there.public_id}"] = fields

    def leave(self, item: ProgrammeItem) -> None:
        """Nobody is in a session that goes."""
        for one in item.appearances:
            self._wanted["appearance", f"{item.public_id}/{one.public_id}"] = None

    def _appear(self, session: str, person: ProposedPerson, order: int) -> None:
        fields: Fields = {
            **{name: value for name, value in appearance_fields(person).items() if value},
            "job": self._wording.said(person.position),
            "organisation": self._wording.said(person.organisation),
            "label": self._wording.named(person.name) if person.is_group else Translated({}),
            "state": person.state,
            "position": order,
            "session": session,
            "person": "" if person.is_group else self._person(person),
        }
        self._wanted["appearance", f"{session}/{ids.session_code()}"] = fields

    def _key(self, person: ProposedPerson) -> str:
        """What is the same where somebody is named twice."""
        return f"group:{person.name}" if person.is_group else persons.settled(self._people, person)

    def _person(self, person: ProposedPerson) -> str:
        """The public id of whoever this is; somebody new is entered now."""
        chosen = persons.settled(self._people, person)
        if chosen not in self._people:
            return chosen
        if chosen not in self._persons:
            made = people.create(self._new(person), event_id=self._event.id, actor=self._actor)
            self._persons[chosen] = made.public_id
        return self._persons[chosen]

    def _new(self, person: ProposedPerson) -> NewPerson:
        parts = names.split(person.name)
        known_as = Affiliation(
            position=self._wording.said(person.position),
            organisation=self._wording.said(person.organisation),
            city=person.city,
            country=person.country,
        )
        is_known = person.position or person.organisation
        has_parts = bool(person.given_name or person.family_name)
        return NewPerson(
            honorific=person.honorific,
            given_name=person.given_name if has_parts else parts.given,
            family_name=person.family_name if has_parts else parts.family,
            family_name_first=person.family_name_first if has_parts else parts.family_first,
            affiliations=[known_as] if is_known else [],
            country=person.country,
        )
