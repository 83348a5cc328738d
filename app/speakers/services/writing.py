"""Letters to speakers: a few at once, many a few at a time, so that who works on the event need not wait."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.core import clock
from app.core.db import db, transaction
from app.programme import queries as programmes
from app.programme.models import Appearance, AppearanceState
from app.speakers import mails, rules
from app.speakers.models import DueLetter, SpeakerLink
from app.speakers.queries import Speaker

BATCH = 25  # letters in one transaction


def write_few(links: Sequence[SpeakerLink], speakers: Sequence[Speaker]) -> None:
    """Write the letters that are due to these, unless they are so many that workers should do it."""
    if len(links) <= BATCH:
        _write([(link, speaker.appearances) for link, speaker in zip(links, speakers, strict=True)])


def write_due() -> int:
    """Write all letters that are due; returns how many links were looked at.

    Run every few seconds; safe to run twice at once, and to be killed at any time: what was written is
    not due any more, what was not is written by the next.
    """
    done = 0
    while some := _write_some():
        done += some
    return done


def _write_some() -> int:
    due = select(SpeakerLink.id).where(SpeakerLink.due_letter.is_not(None)).limit(1)
    if db.session.scalar(due) is None:  # mostly there is nothing to do: no need to hold anything
        return 0
    with transaction():
        links = _held()
        for event in {link.event for link in links}:
            mine = [link for link in links if link.event is event]
            appearing = programmes.appearances_of(event, [link.person_id for link in mine])
            _write([(link, appearing.get(link.person_id, [])) for link in mine])
    return len(links)


def _write(due: Sequence[tuple[SpeakerLink, Sequence[Appearance]]]) -> None:
    """Write to these, whose links are held. That it is not due any more is stored with each letter."""
    taken = [(link, link.due_letter, appearances) for link, appearances in due]
    for link, _letter, _appearances in taken:
        link.due_letter = None
    db.session.flush()
    for link, letter, appearances in taken:
        if letter is not None and not link.is_revoked and not rules.is_over(link.event, clock.now()):
            _write_one(link, letter, appearances)


def _write_one(link: SpeakerLink, letter: DueLetter, appearances: Sequence[Appearance]) -> None:
    """The link to all who appear, also to those who will not come; a reminder where an answer is missing."""
    if letter is DueLetter.INVITATION and appearances:
        mails.invitation(link, [one for one in appearances if one.state is not AppearanceState.DECLINED])
    elif letter is DueLetter.REMINDER and (silent := rules.unanswered(appearances, link.answers)):
        mails.reminder(link, silent)


def _held() -> Sequence[SpeakerLink]:
    """The next links with a letter that is due; those another worker holds are passed over."""
    query = (
        select(SpeakerLink)
        .options(
            joinedload(SpeakerLink.event),
            joinedload(SpeakerLink.person),
            selectinload(SpeakerLink.answers),
        )
        .where(SpeakerLink.due_letter.is_not(None))
        .order_by(SpeakerLink.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, key_share=True, of=SpeakerLink)
    )
    return db.session.scalars(query.execution_options(populate_existing=True)).all()
