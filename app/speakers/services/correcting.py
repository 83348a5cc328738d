"""Speakers correct how they appear: what they are called, what they are in each session, their photo."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.audit import services as audit
from app.core.actors import Actor
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.files.models import StoredFile
from app.people import services as people_services
from app.people import signals
from app.people.errors import NameMissing
from app.people.models import Person
from app.programme.services import drafting, steps
from app.speakers.errors import OthersDescribe
from app.speakers.models import SpeakerLink
from app.speakers.services import telling
from app.speakers.services.answering import own, speaking


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What somebody is called, and their biography; `revision` is the one they have seen."""

    honorific: str
    given_name: str
    family_name: str
    family_name_first: bool
    biography: Translated
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """A photo, who took it, what it shows; `revision` is that of the person they have seen."""

    photo: StoredFile | None  # none: the one there is gets another credit and description
    credit: str
    alt: Translated
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What somebody is in one session; `revision` is the one they have seen."""

    session: str
    appearance: str
    job: Translated
    organisation: Translated
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """Everything of the form; without a `description` where another team looks after the person."""

    description: Description | None
    capacities: Sequence[Capacity]


def correct(link: SpeakerLink, new: Corrections, *, actor: Actor) -> bool:
    """Take over what a speaker has corrected, as one step of the draft; whether anything was different.

    Raises LinkEnded, NotYours, OthersDescribe, NameMissing, or StaleEdit when the organisers have changed
    something of it since.
    """
    with (
        speaking(link, actor) as session,
        steps.recorded(session, link.event, actor, [link.person.public_id]),
    ):
        changed = [name for one in new.capacities for name in _take_capacity(link, one)]
        if new.description is not None:
            changed += _describe(link, new.description)
        session.flush()
        if changed:
            fields = {"fields": sorted(set(changed))}
            audit.record(actor, "speaker.corrected", link.person, event_id=link.event_id, changes=fields)
            telling.tell(link)
    return bool(changed)


def set_photo(link: SpeakerLink, new: Portrait, *, actor: Actor) -> None:
    """Show this photo of the speaker. Raises LinkEnded, OthersDescribe, or StaleEdit."""
    person = link.person
    with speaking(link, actor) as session, steps.recorded(session, link.event, actor, [person.public_id]):
        _refuse_others(link)
        if person.revision != new.revision:
            raise StaleEdit
        alt = _offered(link, new.alt, person.photo_alt)
        values: dict[str, Any] = {"photo_credit": new.credit, "photo_alt": alt}
        if new.photo is not None:
            values["photo"] = new.photo
        if _take_over(person, values):
            session.flush()
            audit.record(actor, "person.photo_changed", person, event_id=link.event_id)
            telling.tell(link)


def _take_capacity(link: SpeakerLink, new: Capacity) -> list[str]:
    one = own(link, new.session, new.appearance)
    if one.revision != new.revision:
        raise StaleEdit
    said = {
        "job": _offered(link, new.job, one.job),
        "organisation": _offered(link, new.organisation, one.organisation),
    }
    changed = drafting.take_over(one, said)
    one.revision += bool(changed)
    return changed


def _describe(link: SpeakerLink, new: Description) -> list[str]:
    _refuse_others(link)
    if not (new.given_name or new.family_name):
        raise NameMissing
    if link.person.revision != new.revision:
        raise StaleEdit
    values = {
        "honorific": new.honorific,
        "given_name": new.given_name,
        "family_name": new.family_name,
        "family_name_first": new.family_name_first,
        "biography": _offered(link, new.biography, link.person.biography),
    }
    return _take_over(link.person, values)


def _offered(link: SpeakerLink, new: Translated, stored: Translated) -> Translated:
    """What is said in the languages of the event's texts; what is stored in others stays as it is.

    No organiser reads those, but a visitor of that language would be shown them before all others.
    """
    languages = {link.event.main_language, *link.event.content_languages}
    chosen = {code: (new if code in languages else stored).get(code) for code in {**stored, **new}}
    return Translated({code: text for code, text in chosen.items() if text})


def _refuse_others(link: SpeakerLink) -> None:
    if not link.may_describe:
        raise OthersDescribe


def _take_over(person: Person, values: dict[str, Any]) -> list[str]:
    """The draft says it at once; event pages that present the person wait until an organiser agrees."""
    before = person.likeness
    changed = drafting.take_over(person, values)
    if changed:
        people_services.index(person)
        people_services.count_edit(person)
        signals.changed.send(person, held=before)
    return changed
