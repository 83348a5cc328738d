"""Organisers hear of what speakers correct and send: at once, then bundled after a quiet hour."""

from sqlalchemy import select

from app.core import clock
from app.core.db import db, lock, transaction
from app.speakers import mails, rules
from app.speakers.models import SpeakerLink


def tell(link: SpeakerLink) -> None:
    """There is news: a letter to the organisers, unless they had one within the hour. The link is held."""
    link.news_at = link.news_at or clock.now()
    _tell(link)


def tell_due() -> int:
    """Write of what came while the organisers were left in peace; returns of how many speakers.

    Run every minute; safe to run twice at once.
    """
    waiting = select(SpeakerLink).where(SpeakerLink.news_at.is_not(None)).order_by(SpeakerLink.id)
    told = 0
    for link in db.session.scalars(waiting).all():
        if rules.may_be_told(link, clock.now()):
            with transaction():
                told += _tell(lock(link))
    return told


def _tell(link: SpeakerLink) -> bool:
    """The link's row is held, so that two changes at once cause one letter."""
    now = clock.now()
    if link.news_at is None or not rules.may_be_told(link, now):
        return False
    link.told_at, link.news_at = now, None
    mails.changed(link)
    return True
