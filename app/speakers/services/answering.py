"""What speakers say of their appearances: yes or no, with a word to the organisers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import db, lock, transaction
from app.core.text import shorten
from app.events import queries as events
from app.programme.models import Appearance, AppearanceState
from app.programme.services import steps
from app.speakers import mails, policies, queries, rules
from app.speakers.errors import LinkEnded, NotYours
from app.speakers.models import SpeakerAnswer, SpeakerLink


def answer(
    link: SpeakerLink,
    session: str,
    appearance: str,
    state: AppearanceState,
    *,
    message: str = "",
    actor: Actor,
) -> None:
    """Confirm or decline one appearance; the organisers hear of every no, and of every word.

    It goes into the draft as one step of the speaker's. The same said again is said once. Raises LinkEnded
    or NotYours.
    """
    with speaking(link, actor) as unit, steps.recorded(unit, link.event, actor):
        one = own(link, session, appearance)
        message = shorten(message, rules.LONGEST_MESSAGE)
        if one.state is state and rules.has_said(_said(link), one, message):
            return
        if one.state is not state:
            one.state = state
            one.revision += 1
        said = SpeakerAnswer(
            session=session,
            appearance=appearance,
            state=state,
            message=message,
        )
        link.answers.append(said)
        unit.flush()
        audit.record(actor, "speaker.answered", one, event_id=link.event_id, changes={"state": state.value})
        if message or state is AppearanceState.DECLINED:
            mails.answered(said, one)


@contextmanager
def speaking(link: SpeakerLink, actor: Actor) -> Iterator[Session]:
    """A transaction in which a speaker changes what is said of them: person, events, then the link held.

    Other events that present the person are held as well: their pages will show what is said here. Raises
    LinkEnded when the link has just been revoked.
    """
    with transaction() as session:
        lock(link.person)
        for event in sorted({link.event, *events.featuring(link.person)}, key=lambda one: one.id):
            lock(event)
        lock(link)
        if link.is_revoked or link.person.merged_into_id is not None or not policies.is_own(actor, link):
            raise LinkEnded
        yield session


def _said(link: SpeakerLink) -> Sequence[SpeakerAnswer]:
    """What was said before, read anew: the same may have been sent twice at once."""
    answers = select(SpeakerAnswer).where(SpeakerAnswer.link_id == link.id).order_by(SpeakerAnswer.id)
    return db.session.scalars(answers).all()


def own(link: SpeakerLink, session: str, appearance: str) -> Appearance:
    """One appearance of the link's person, held. Raises NotYours."""
    for one in queries.own_appearances(link):
        if (one.item.public_id, one.public_id) == (session, appearance):
            return lock(one)
    raise NotYours
