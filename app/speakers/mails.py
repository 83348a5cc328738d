"""Letters to those who appear in an event, and to the organisers about what they have said."""

from collections.abc import Sequence
from typing import Any

from app.accounts.models import User
from app.core import clock, tokens
from app.core.actors import Permission
from app.events import mails as event_mails
from app.events import queries as events
from app.outbox import services as outbox
from app.people.models import Person
from app.programme import labels
from app.programme.models import Appearance, AppearanceState
from app.rendering import links
from app.speakers import queries, rules
from app.speakers.models import SpeakerAnswer, SpeakerLink

INVITATION = "speaker_invitation"
REMINDER = "speaker_reminder"


def invitation(link: SpeakerLink, appearances: Sequence[Appearance]) -> None:
    """The link itself. Pressed twice in a minute, it goes out once."""
    _to_speaker(INVITATION, link, appearances)


def reminder(link: SpeakerLink, appearances: Sequence[Appearance]) -> None:
    """The same again, to whoever has not answered all of these."""
    _to_speaker(REMINDER, link, appearances)


def answered(answer: SpeakerAnswer, appearance: Appearance) -> None:
    """Tell the organisers that somebody will not come, or has written something with their yes."""
    link = answer.link
    for user in events.granted(link.event, Permission.PROGRAMME_EDIT):
        _to_organiser(
            "speaker_answered",
            link,
            user,
            cause=f"{answer.id}",
            session=appearance.item.title,
            declines=answer.state is AppearanceState.DECLINED,
            message=answer.message,
        )


def changed(link: SpeakerLink) -> None:
    """Tell the organisers that somebody has corrected or sent something, however much it is."""
    for user in events.granted(link.event, Permission.PROGRAMME_EDIT):
        _to_organiser("speaker_changed", link, user, cause=f"{link.told_at}")


def full_name(person: Person) -> str:
    """How letters address somebody: as the programme names them."""
    return f"{person.honorific} {person.name}".strip()


def _to_speaker(template: str, link: SpeakerLink, appearances: Sequence[Appearance]) -> None:
    event = link.event
    # Another address or language is another letter, and so is another minute.
    cause = f"{tokens.digest(link.email)[:16]}:{link.language}:{clock.now():%Y%m%d%H%M}"
    outbox.queue(
        outbox.message(
            template,
            to=link.email,
            language=link.language,
            dedupe_key=f"{template}:{link.public_id}:{link.version}:{cause}",
            event_id=event.id,
            thing=link,
            reply_to=event.contact_email,
            sender_name=event_mails.sender_name(event, link.language),
            main_language=event.main_language,
            event=event,
            name=full_name(link.person),
            sessions=[(one.item, labels.ROLE[one.role]) for one in appearances],
            link=links.absolute(queries.path(link)),
            ends_at=rules.ends_at(event),
        )
    )


def _to_organiser(template: str, link: SpeakerLink, user: User, *, cause: str, **context: Any) -> None:
    event = link.event
    page = f"/organise/events/{event.slug}/people/{link.person.public_id}/speaker/"
    outbox.queue(
        outbox.message(
            template,
            to=user.email,
            language=user.language,
            dedupe_key=f"{template}:{link.public_id}:{user.public_id}:{cause}",
            event_id=event.id,
            thing=link,
            main_language=event.main_language,
            event=event,
            name=full_name(link.person),
            link=links.absolute(page),
            **context,
        )
    )
