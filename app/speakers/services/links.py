"""What organisers do with the links of speakers: make, send, remind, revoke."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql.base import ExecutableOption

from app.audit import services as audit
from app.core import clock, email_address
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.events.models import Event
from app.people.models import Person
from app.programme.models import Appearance, AppearanceState
from app.programme.services import steps
from app.speakers import policies, queries, rules
from app.speakers.errors import AddressMissing, EventOver, MayNotInvite, NotAppearing
from app.speakers.models import DueLetter, SpeakerLink
from app.speakers.queries import Speaker
from app.speakers.services import writing


def make(event: Event, person: Person, *, actor: Actor) -> SpeakerLink:
    """A link to be handed over by other means; one that was revoked opens again, under a new address.

    Raises MayNotInvite, NotAppearing or EventOver.
    """
    with transaction() as session:
        speaker = _begin(event, person, actor)
        (link,) = _open(session, event, [speaker], actor)
        session.flush()
        audit.record(actor, "speaker.link_made", link, event_id=event.id)
    return link


def send(event: Event, person: Person, *, email: str = "", language: str = "", actor: Actor) -> SpeakerLink:
    """Mail somebody their link, once more if need be; whoever was only proposed is invited from then on.

    Without an `email` it goes where it went last, else to the person's own address. Raises
    MayNotInvite, NotAppearing, EventOver, AddressMissing or NotAnAddress.
    """
    with transaction() as session:
        speaker = _begin(event, person, actor)
        (link,) = _send(session, event, [speaker], email=email, language=language, actor=actor)
    return link


def send_to(event: Event, people: Collection[str], *, actor: Actor) -> list[Speaker]:
    """Mail those of these, by public id, whose address is known; returns whom.

    Raises MayNotInvite or EventOver.
    """
    with transaction() as session:
        lock(event)
        _refuse_strangers(event, actor)
        chosen = [one for one in queries.of_event(event) if one.person.public_id in people]
        reached = [one for one in chosen if _may_be_reached(one, actor)]
        _send(session, event, reached, actor=actor)
    return reached


def remind(event: Event, people: Collection[str], *, actor: Actor) -> list[Speaker]:
    """Ask those of these who have not answered once more, nobody within three days; returns whom.

    Raises MayNotInvite or EventOver.
    """
    now, asked = clock.now(), []
    with transaction() as session:
        lock(event)
        _refuse_strangers(event, actor)
        chosen = [one for one in queries.of_event(event) if one.person.public_id in people and one.is_silent]
        _hold(session, SpeakerLink, [one.link.id for one in chosen if one.link is not None])
        for speaker in chosen:
            link = speaker.link
            if link is not None and speaker.is_silent and rules.may_be_reminded(link, now):
                link.reminded_at, link.due_letter = now, DueLetter.REMINDER
                audit.record(actor, "speaker.reminded", link, event_id=event.id)
                asked.append(speaker)
        session.flush()
        writing.write_few([one.link for one in asked if one.link is not None], asked)
    return asked


def revoke(link: SpeakerLink, *, actor: Actor) -> None:
    """End the link at once, wherever it has been copied to. Raises MayNotInvite."""
    with transaction() as session:
        lock(link)
        if not policies.may_invite(actor, link.event_id):
            raise MayNotInvite
        link.is_revoked = True
        session.flush()
        audit.record(actor, "speaker.link_revoked", link, event_id=link.event_id)


def _begin(event: Event, person: Person, actor: Actor) -> Speaker:
    lock(event)
    _refuse_strangers(event, actor)
    speaker = queries.of_person(event, person)
    if not speaker.appearances:
        raise NotAppearing
    return speaker


def _refuse_strangers(event: Event, actor: Actor) -> None:
    if not policies.may_invite(actor, event.id):
        raise MayNotInvite
    if rules.is_over(event, clock.now()):
        raise EventOver


def _send(
    session: Session,
    event: Event,
    speakers: Sequence[Speaker],
    *,
    email: str = "",
    language: str = "",
    actor: Actor,
) -> list[SpeakerLink]:
    """For hundreds at once with few statements each: others who work on the event wait meanwhile."""
    with steps.recorded(session, event, actor):
        links = _open(session, event, speakers, actor)
        for speaker, link in zip(speakers, links, strict=True):
            known = link.email or _own_address(link, speaker.person)
            link.email = email_address.canonical(email) if email else known
            if not link.email:
                raise AddressMissing
            link.language = language or link.language or event.main_language
            link.sent_at, link.due_letter = clock.now(), DueLetter.INVITATION
        _invite(session, [one for speaker in speakers for one in speaker.appearances])
        session.flush()
        for link in links:
            audit.record(actor, "speaker.link_sent", link, event_id=event.id)
        writing.write_few(links, speakers)
    return links


def _open(session: Session, event: Event, speakers: Sequence[Speaker], actor: Actor) -> list[SpeakerLink]:
    """Their links, made or opened again. They may do with the person what whoever gives them out may do.

    Where that is more than before, all copies end that are in the hands of those who may do less.
    """
    _hold(session, SpeakerLink, [one.link.id for one in speakers if one.link is not None])
    links = []
    for speaker in speakers:
        may_describe = queries.may_edit(actor, speaker.person)
        link = speaker.link
        if link is None:
            link = SpeakerLink(event=event, person=speaker.person, answers=[], uploads=[])
            session.add(link)
        elif link.is_revoked or (may_describe and not link.may_describe):
            link.is_revoked, link.version = False, link.version + 1
        link.may_describe = may_describe
        links.append(link)
    session.flush()
    return links


def _hold(
    session: Session,
    model: type[SpeakerLink | Appearance],
    numbers: Collection[int],
    *loaded: ExecutableOption,
) -> None:
    """As core.db.lock, for many in one statement; what is to stay loaded beside them is named."""
    if numbers:
        held = select(model).options(*loaded).where(model.id.in_(numbers)).order_by(model.id)
        held = held.with_for_update(key_share=True, of=model)
        session.scalars(held.execution_options(populate_existing=True)).all()


def _own_address(link: SpeakerLink, person: Person) -> str:
    """The person's address is for the team that has entered them."""
    return person.email if link.may_describe else ""


def _may_be_reached(speaker: Speaker, actor: Actor) -> bool:
    if speaker.link is not None and speaker.link.email:
        return True
    return bool(speaker.person.email) and queries.may_edit(actor, speaker.person)


def _invite(session: Session, appearances: Sequence[Appearance]) -> None:
    _hold(session, Appearance, [one.id for one in appearances], joinedload(Appearance.item))
    for one in appearances:
        if one.state is AppearanceState.PROPOSED:
            one.state = AppearanceState.INVITED
            one.revision += 1
