"""What is true of speakers' links by the clock, and who has still to answer. Pure."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from app.events.models import Event, Lifecycle
from app.programme.models import Appearance, AppearanceState
from app.speakers.models import SpeakerAnswer, SpeakerLink

LASTS = timedelta(days=30)  # after the event: slides are often sent then
QUIET = timedelta(days=3)  # between two letters that ask for an answer
PEACE = timedelta(hours=1)  # between two letters to the organisers about what one speaker has changed
LONGEST_MESSAGE = 2000
MOST_SENT = 60  # files and addresses of one link that are kept, with their older versions
SCARCE = 0.8  # of the space for an event: from then on its organisers are told

ANSWERS = (AppearanceState.CONFIRMED, AppearanceState.DECLINED)


def ends_at(event: Event) -> datetime | None:
    """When the links of its speakers stop opening anything; None while nobody knows when it takes place."""
    return None if event.lifecycle is Lifecycle.POSTPONED else event.finishes_at + LASTS


def is_over(event: Event, now: datetime) -> bool:
    ends = ends_at(event)
    return ends is not None and now >= ends


def unanswered(appearances: Iterable[Appearance], answers: Iterable[SpeakerAnswer]) -> list[Appearance]:
    """What somebody has not said yes or no to. Whoever has declined, by whatever way, is not asked again."""
    answered = {one.appearance for one in answers}
    return [
        one
        for one in appearances
        if one.state is not AppearanceState.DECLINED and one.public_id not in answered
    ]


def is_silent(link: SpeakerLink | None, appearances: Collection[Appearance]) -> bool:
    """Whether somebody has had the link and left something without an answer."""
    if link is None or link.sent_at is None or link.is_revoked:
        return False
    return bool(unanswered(appearances, link.answers))


def may_be_reminded(link: SpeakerLink, now: datetime) -> bool:
    """Nobody is asked more often than every three days."""
    last = max(filter(None, (link.sent_at, link.reminded_at)), default=None)
    return last is None or now - last >= QUIET


def may_be_told(link: SpeakerLink, now: datetime) -> bool:
    """Whether the organisers have had an hour's peace from this speaker."""
    return link.told_at is None or now - link.told_at >= PEACE


def has_said(answers: Iterable[SpeakerAnswer], appearance: Appearance, message: str) -> bool:
    """Whether the last word on an appearance was just this: its state as it is now, and the same message."""
    of_it = (one for one in answers if one.appearance == appearance.public_id)
    last = max(of_it, key=lambda one: one.id, default=None)
    return last is not None and (last.state, last.message) == (appearance.state, message)
