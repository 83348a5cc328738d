"""Secret links that show the draft to people outside the team: made, listed, opened, taken back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from app.audit import services as audit
from app.core import clock, ids, tokens
from app.core.actors import Actor
from app.core.db import db, lock, transaction
from app.events.models import Event, FeaturedPerson
from app.files.models import StoredFile
from app.people.models import Person
from app.programme import policies, queries
from app.programme.errors import MayNotEditProgramme, NoSuchPreview, TooManyPreviews
from app.programme.models import Appearance, PreviewLink, ProgrammeItem
from app.programme.rules import SHOWN_STATES

LASTS = (7, 14, 30, 90)  # days
MOST_OPEN = 50  # of one event


@dataclass(frozen=True, slots=True)
class NewPreview:
    """For whom, and for how many days.

    The same public id means the same link while it is open, and the same `key`, which is kept nowhere, the
    same secret.
    """

    label: str
    days: int
    public_id: str = ""
    key: str = ""


def create(event: Event, new: NewPreview, *, actor: Actor) -> tuple[PreviewLink, str]:
    """Make a link; its secret is returned here and kept nowhere.

    Asked for twice, it is made once and told twice. Raises MayNotEditProgramme or TooManyPreviews.
    """
    with transaction() as session:
        lock(event)  # which makes the second of two presses wait for the first
        _check(actor, event.id)
        there = session.scalar(select(PreviewLink).where(PreviewLink.public_id == new.public_id))
        if there is not None and is_open(there, clock.now()):
            return there, tokens.derived("preview", new.key)
        if _open_ones(event) >= MOST_OPEN:
            raise TooManyPreviews
        return _made(event, new if there is None else replace(new, public_id="", key=""), actor)


def _open_ones(event: Event) -> int:
    is_of_event, is_kept = PreviewLink.event_id == event.id, PreviewLink.revoked_at.is_(None)
    query = select(func.count()).where(is_of_event, is_kept, PreviewLink.expires_at > clock.now())
    return db.session.scalar(query) or 0


def _made(event: Event, new: NewPreview, actor: Actor) -> tuple[PreviewLink, str]:
    secret = tokens.derived("preview", new.key) if new.key else tokens.random()
    link = PreviewLink(
        public_id=new.public_id or ids.public_id(),
        event=event,
        label=new.label,
        secret_digest=tokens.digest(secret),
        created_by_id=actor.id,
        expires_at=clock.now() + timedelta(days=new.days),
    )
    with transaction() as session:
        session.add(link)
        session.flush()
        audit.record(actor, "preview.created", link)
    return link, secret


def revoke(link: PreviewLink, *, actor: Actor) -> None:
    """Let the link open nothing from now on; a second time changes nothing. Raises MayNotEditProgramme."""
    with transaction():
        lock(link)
        _check(actor, link.event_id)
        if link.revoked_at is None:
            link.revoked_at = clock.now()
            audit.record(actor, "preview.revoked", link)


def links(event: Event) -> list[PreviewLink]:
    """All there have been, the newest first."""
    query = select(PreviewLink).where(PreviewLink.event_id == event.id)
    return list(db.session.scalars(query.order_by(PreviewLink.id.desc())))


def by_public_id(event: Event, public_id: str) -> PreviewLink:
    """One of this event's. Raises NoSuchPreview."""
    query = select(PreviewLink).where(PreviewLink.event_id == event.id, PreviewLink.public_id == public_id)
    found = db.session.scalar(query)
    if found is None:
        raise NoSuchPreview
    return found


def by_secret(secret: str) -> PreviewLink:
    """What a secret opens now. Raises NoSuchPreview, whatever the reason."""
    query = select(PreviewLink).options(joinedload(PreviewLink.event))
    found = db.session.scalar(query.where(PreviewLink.secret_digest == tokens.digest(secret)))
    if found is None or not is_open(found, clock.now()):
        raise NoSuchPreview
    return found


def is_open(link: PreviewLink, now: datetime) -> bool:
    """Whether it opens anything at `now`."""
    return link.revoked_at is None and now < link.expires_at


def shows(link: PreviewLink, file: StoredFile) -> bool:
    """Whether it is the photo of somebody the draft says will appear, or the event's page presents.

    So is one of the current release: who appears in what is cancelled stays there.
    """
    appears = (
        select(Appearance.id)
        .join(ProgrammeItem, ProgrammeItem.id == Appearance.item_id)
        .where(ProgrammeItem.event_id == link.event_id, Appearance.person_id == Person.id)
        .where(Appearance.state.in_(SHOWN_STATES))
    )
    featured = select(FeaturedPerson.id).where(
        FeaturedPerson.event_id == link.event_id, FeaturedPerson.person_id == Person.id
    )
    whose = select(Person.id).where(Person.photo_id == file.id, or_(appears.exists(), featured.exists()))
    if db.session.scalar(whose.limit(1)) is not None:
        return True
    released = queries.current(link.event)
    return released is not None and file.public_id in released.photos


def _check(actor: Actor, event_id: int) -> None:
    if not policies.may_edit(actor, event_id):
        raise MayNotEditProgramme
