"""The people of a reviewed proposal as plain values of the draft; who is new is entered."""

from collections.abc import Mapping, Sequence

from app.core import ids
from app.core.actors import Actor
from app.core.db import db
from app.core.types import Translated
from app.events.models import Event
from app.people import rules as names
from app.people import services as people
from app.people.services import Affiliation, NewPerson
from app.programme.models import Appearance, ProgrammeItem
from app.programme.proposals import appearing, persons
from app.programme.proposals.changes import Change, Pair
from app.programme.proposals.proposal import ProposedPerson, ProposedSession
from app.programme.proposals.queries import Review
from app.programme.proposals.wording import Wording
from app.programme.services import steps
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
        self._first: dict[str, ProposedPerson] = {}  # by the same keys, as the text names them first
        for person in review.proposal.people():
            self._first.setdefault(persons.key_of(person), person)

    def enter(self, public_id: str, session: ProposedSession, known: Mapping[str, Fields]) -> None:
        """Everybody in a session that is new, or back with those who were in it, `known` by their public ids.

        Who is back in the same role has the same place, and what they have answered stands.
        """
        left = dict(known)
        for order, person in enumerate(appearing.each_once(session.people, self._people), start=1):
            self._appear(public_id, person, order, left, says_all=session.says_all)

    def take(self, item: ProgrammeItem, change: Change) -> None:
        """One change about somebody who is in a session that is there."""
        there = change.appearance
        if there is None:
            return
        key = "appearance", f"{item.public_id}/{there.public_id}"
        if change.what == "honorific" and there.person is not None:
            self._wanted["person", there.person.public_id] = {"honorific": change.after}
        elif change.after is None:
            self._wanted[key] = None
        else:
            texts = {
                name: self._wording.corrected(getattr(there, name), change.after[name])
                for name in ("job", "organisation")
                if name in change.after
            }
            self._wanted[key] = {**(self._wanted.get(key) or {}), **change.after, **texts}

    def arrange(self, pair: Pair, changes: Sequence[Change]) -> None:
        """Enter who is new in a session that is there, in their place, and bring all in the text's order."""
        item = pair.item
        coming = [change.person for change in changes if change.what == "person" and not change.appearance]
        is_ordered = any(change.what == "order" for change in changes)
        if not coming and not is_ordered:
            return
        staying = [one.public_id for one in item.appearances if not self._is_leaving(item, one)]
        told = [
            there.public_id if there else self._appear(item.public_id, person, 0, {})
            for person, there in appearing.cast(
                pair.proposed, item, self._people, self._wording.language
            )
            if (there.public_id in staying if there else person in coming)
        ]  # fmt: skip
        order = _woven(told, staying) if is_ordered else _woven(staying, told)
        now = {one.public_id: one.position for one in item.appearances}
        for position, public_id in enumerate(order, start=1):
            if now.get(public_id) != position:
                fields = self._wanted.setdefault(("appearance", f"{item.public_id}/{public_id}"), {})
                fields["position"] = position  # type: ignore[index]

    def _is_leaving(self, item: ProgrammeItem, one: Appearance) -> bool:
        key = "appearance", f"{item.public_id}/{one.public_id}"
        return key in self._wanted and self._wanted[key] is None

    def public_id(self, person: ProposedPerson) -> str:
        """Whose public id this is; empty for somebody new who has not been entered."""
        chosen = persons.settled(self._people, person)
        return self._persons.get(chosen, "") if chosen in self._people else chosen

    def leave(self, item: ProgrammeItem) -> None:
        """Nobody is in a session that goes."""
        for one in item.appearances:
            self._wanted["appearance", f"{item.public_id}/{one.public_id}"] = None

    def _appear(
        self,
        session: str,
        person: ProposedPerson,
        order: int,
        left: dict[str, Fields],
        *,
        says_all: bool = False,
    ) -> str:
        """Put somebody into a session, as one of those `left` if so. Returns the appearance's public id."""
        fields: Fields = {
            **{name: value for name, value in appearing.appearance_fields(person).items() if value},
            "job": self._wording.said(person.position),
            "organisation": self._wording.said(person.organisation),
            "label": self._wording.named(person.name) if person.is_group else Translated({}),
            "position": order,
            "session": session,
            "person": "" if person.is_group else self._person(person),
        }
        public_id = next((name for name, was in left.items() if _is_same(was, fields)), "")
        if public_id:
            was = left.pop(public_id)
            fields["state"] = fields["state"] if says_all else was["state"]
        public_id = public_id or ids.session_code()
        self._wanted["appearance", f"{session}/{public_id}"] = fields
        return public_id

    def _person(self, person: ProposedPerson) -> str:
        """The public id of whoever this is; somebody new is entered now."""
        chosen = persons.settled(self._people, person)
        if chosen not in self._people:
            return chosen
        if chosen not in self._persons:
            # Who is said to be the same as somebody of the text is called as that one is.
            made = people.create(self._new(self._first[chosen]), event_id=self._event.id, actor=self._actor)
            self._persons[chosen] = made.public_id
            steps.recording(db.session()).persons.append(made)
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


def _is_same(was: Fields, fields: Fields) -> bool:
    """Whether somebody was in a session already: in this role, or a group called so."""
    who = "person" if fields["person"] else "label"
    return bool(was[who] == fields[who] and was["role"] == fields["role"])


def _woven(first: Sequence[str], other: Sequence[str]) -> list[str]:
    """All of the first in their order; who is in the other alone comes behind whom they follow there."""
    order = list(first)
    for place, one in enumerate(other):
        if one not in order:
            order.insert(order.index(other[place - 1]) + 1 if place else 0, one)
    return order
