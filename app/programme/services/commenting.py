"""Comments on the draft by those who were shown it: written, told to the team, settled."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from app.audit import services as audit
from app.core import clock
from app.core.actors import ANONYMOUS, Actor, Permission
from app.core.db import db, lock, transaction
from app.core.types import Translated
from app.events import queries as events
from app.events.models import Event
from app.programme import mails, policies
from app.programme.errors import (
    EmptyComment,
    MayNotEditProgramme,
    NoSuchComment,
    NoSuchPreview,
    NoSuchSession,
    TooManyComments,
)
from app.programme.models import PreviewComment, PreviewLink, ProgrammeItem
from app.programme.services import previewing

log = logging.getLogger(__name__)

LONGEST = 2000  # characters
LONGEST_NAME = 100
MOST = 500  # at one link
QUIET = timedelta(hours=1)  # between two letters to the team of one event


@dataclass(frozen=True, slots=True)
class NewComment:
    """What somebody says of one session, by its public id, or of the whole programme."""

    name: str
    text: str
    session: str = ""


def comment(link: PreviewLink, new: NewComment) -> PreviewComment:
    """Keep a comment, and write to the team unless they were written to within the hour.

    The same sent again, before anybody has settled it, is said once. Raises NoSuchPreview where the link has
    ended, NoSuchSession, EmptyComment or TooManyComments.
    """
    with transaction() as session:
        event = lock(link.event)
        lock(link)
        if not previewing.is_open(link, clock.now()):
            raise NoSuchPreview
        if not new.text:
            raise EmptyComment
        said, words = at(link), (new.session, new.name[:LONGEST_NAME], new.text[:LONGEST])
        again = (one for one in said if one.settled_at is None and (one.session, one.name, one.text) == words)
        if (made := next(again, None)) is not None:
            return made
        if len(said) >= MOST:
            raise TooManyComments
        about, name, text = words
        made = PreviewComment(
            event=event,
            link=link,
            session=about,
            session_title=_title(event, about),
            name=name,
            text=text,
        )
        session.add(made)
        session.flush()
        audit.record(ANONYMOUS, "preview.commented", made)
        _tell(event)
    return made


def settle(made: PreviewComment, *, actor: Actor) -> None:
    """Mark as dealt with; who did so first stays. Raises MayNotEditProgramme."""
    with transaction():
        lock(made)
        _check(actor, made)
        if made.settled_at is None:
            made.settled_at, made.settled_by_id = clock.now(), actor.id
            audit.record(actor, "preview.settled", made)


def reopen(made: PreviewComment, *, actor: Actor) -> None:
    """Take that back. Raises MayNotEditProgramme."""
    with transaction():
        lock(made)
        _check(actor, made)
        if made.settled_at is not None:
            made.settled_at = made.settled_by_id = None
            audit.record(actor, "preview.reopened", made)


def tell_due() -> int:
    """Write to the teams that had comments while they were left in peace; returns how many.

    Run every minute; safe to run twice at once.
    """
    waiting = select(PreviewComment.event_id).where(PreviewComment.told_at.is_(None)).distinct()
    told = 0
    for number in db.session.scalars(waiting.order_by(PreviewComment.event_id)).all():
        try:
            with transaction() as session:
                told += _tell(lock(session.get_one(Event, number)))
        except Exception:  # others are told all the same
            log.exception("comments on event %s were not told", number)
    return told


def of_event(event: Event) -> list[PreviewComment]:
    """Every comment, those still open first, the newest first among them."""
    return _found(PreviewComment.event_id == event.id)


def open_ones(event: Event) -> int:
    """How many nobody has settled yet."""
    query = select(func.count()).select_from(PreviewComment)
    mine = query.where(PreviewComment.event_id == event.id, PreviewComment.settled_at.is_(None))
    return db.session.scalar(mine) or 0


def of_session(event: Event, public_id: str) -> list[PreviewComment]:
    """What was said of one session."""
    return _found(PreviewComment.event_id == event.id, PreviewComment.session == public_id)


def at(link: PreviewLink) -> list[PreviewComment]:
    """What was said through this link, oldest first: its holders read each other, and nobody else."""
    query = select(PreviewComment).where(PreviewComment.link_id == link.id)
    return list(db.session.scalars(query.order_by(PreviewComment.id)))


def still_there(event: Event, found: Iterable[PreviewComment]) -> set[str]:
    """Those of their sessions that are in the draft, by public id."""
    wanted = {one.session for one in found if one.session}
    query = select(ProgrammeItem.public_id).where(
        ProgrammeItem.event_id == event.id, ProgrammeItem.public_id.in_(wanted)
    )
    return set(db.session.scalars(query)) if wanted else set()


def by_public_id(event: Event, public_id: str) -> PreviewComment:
    """One of this event's. Raises NoSuchComment."""
    query = select(PreviewComment).where(
        PreviewComment.event_id == event.id, PreviewComment.public_id == public_id
    )
    found = db.session.scalar(query)
    if found is None:
        raise NoSuchComment
    return found


def _found(*conditions: ColumnElement[bool]) -> list[PreviewComment]:
    query = (
        select(PreviewComment)
        .options(joinedload(PreviewComment.link))
        .where(*conditions)
        .order_by(PreviewComment.settled_at.is_not(None), PreviewComment.id.desc())
    )
    return list(db.session.scalars(query))


def _title(event: Event, public_id: str) -> Translated:
    """What the session is called now. Raises NoSuchSession."""
    if not public_id:
        return Translated({})
    query = select(ProgrammeItem.title).where(
        ProgrammeItem.event_id == event.id, ProgrammeItem.public_id == public_id
    )
    title = db.session.scalar(query)
    if title is None:
        raise NoSuchSession
    return title


def _tell(event: Event) -> bool:
    """One letter to each editor about everything nobody was told of, at most one an hour.

    The event's row is held, so that two comments at once cause one letter.
    """
    now, mine = clock.now(), PreviewComment.event_id == event.id
    last = db.session.scalar(select(func.max(PreviewComment.told_at)).where(mine))
    untold = db.session.scalars(
        select(PreviewComment).where(mine, PreviewComment.told_at.is_(None)).order_by(PreviewComment.id)
    ).all()
    if not untold or (last is not None and now < last + QUIET):
        return False
    for user in events.granted(event, Permission.PROGRAMME_EDIT):
        mails.preview_comments(event, user, untold)
    _mark_told(untold)
    return True


def _mark_told(untold: Iterable[PreviewComment]) -> None:
    now = clock.now()
    for one in untold:
        one.told_at = now


def _check(actor: Actor, made: PreviewComment) -> None:
    if not policies.may_edit(actor, made.event_id):
        raise MayNotEditProgramme
