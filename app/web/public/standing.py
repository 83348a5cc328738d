"""How an event stands, in a visitor's words: a tag, a sentence, and the one thing to do now."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.events import labels, rules
from app.events.models import Event, Participation
from app.events.rules import Status
from app.registration.rules import Openness, Situation
from app.rendering import dates

# The colour repeats what the tag says.
_COLOURS = {
    Status.OPEN: "good",
    Status.LIVE: "info",
    Status.POSTPONED: "warning",
    Status.CANCELLED: "bad",
}


@dataclass(frozen=True, slots=True)
class Action:
    """Where to go next. `provider` names who answers there when it is not us."""

    label: str
    href: str
    is_primary: bool = True
    provider: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is shown first, and until when it is true."""

    status: Status
    label: str
    colour: str
    sentence: str
    action: Action | None
    changes_at: datetime | None


def standing(event: Event, openness: Openness, now: datetime, language: str) -> Standing:
    """Where `event` stands at `now`; `openness` is what registration has to say."""
    status = rules.status(event, now, openness.is_open)
    waits = status is Status.OPEN and openness.situation is Situation.OPEN and not openness.has_seats
    is_full = status is Status.CLOSED and openness.situation is Situation.FULL
    label = _("Waiting list open") if waits else _("Full") if is_full else str(labels.STATUS[status])
    return Standing(
        status=status,
        label=label,
        colour="warning" if waits or is_full else _COLOURS.get(status, "neutral"),
        sentence=_sentence(event, status, openness, language),
        action=_action(event, status, openness, now),
        changes_at=_changes_at(event, openness, now),
    )


def _changes_at(event: Event, openness: Openness, now: datetime) -> datetime | None:
    """The next instant at which the clock alone changes the words."""
    instants = [*rules.boundaries(event), *rules.stream_window(event), openness.changes_at]
    return min((instant for instant in instants if instant is not None and instant > now), default=None)


def _sentence(event: Event, status: Status, openness: Openness, language: str) -> str:
    if status in {Status.POSTPONED, Status.CANCELLED}:
        return ""
    if event.participation is Participation.EXTERNAL:
        return _external_sentence(event, status)
    if status is Status.OVER:
        return ""
    if event.participation is Participation.INVITATION:
        return _("Participation is by invitation.")
    if event.participation is Participation.NONE:
        return _("No registration is needed.") if has_stream(event) else ""
    return _registration_sentence(event, openness, language)


def _external_sentence(event: Event, status: Status) -> str:
    """Who registers people, also when it is too late: there they find what they once entered."""
    if status is Status.OVER:
        return _("Registration was at %(provider)s.", provider=provider(event))
    if status is Status.CLOSED:
        return _("Registration at %(provider)s is closed.", provider=provider(event))
    return _("Registration is at %(provider)s.", provider=provider(event))


def _registration_sentence(event: Event, openness: Openness, language: str) -> str:
    if openness.situation is Situation.EARLY and openness.opens_at is not None:
        opens = dates.instant(openness.opens_at, event.timezone, language)
        return _("Registration opens on %(moment)s.", moment=opens)
    if openness.situation is Situation.FULL:
        return _("All places are taken.")
    if openness.situation is not Situation.OPEN or openness.closes_at is None:
        return ""
    closes = dates.instant(openness.closes_at, event.timezone, language)
    if not openness.has_seats:
        return _("All places are taken; you can join the waiting list until %(moment)s.", moment=closes)
    return _("Registration is open until %(moment)s.", moment=closes)


def _action(event: Event, status: Status, openness: Openness, now: datetime) -> Action | None:
    """The one thing to do now; None where there is nothing to be done here."""
    if status in {Status.POSTPONED, Status.CANCELLED, Status.OVER}:
        return None
    if has_stream(event) and rules.is_stream_open(event, now):
        return Action(_("Join now"), live_path(event))
    if event.participation is Participation.EXTERNAL and status in {Status.OPEN, Status.LIVE}:
        return _external(event, status)
    if event.participation is Participation.HERE and openness.situation is Situation.OPEN:
        label = _("Register") if openness.has_seats else _("Join the waiting list")
        return Action(label, register_path(event))
    if has_stream(event):
        return Action(_("Watch the livestream"), live_path(event), is_primary=False)
    return None


def _external(event: Event, status: Status) -> Action:
    there = provider(event)
    if status is Status.LIVE:
        return Action(_("Join at %(provider)s", provider=there), event.external_url, provider=there)
    return Action(_("Register at %(provider)s", provider=there), event.external_url, provider=there)


def provider(event: Event) -> str:
    """Who registers people when we do not: a name, else the host of the address."""
    return event.external_provider or event.external_url.partition("://")[2].partition("/")[0]


def has_stream(event: Event) -> bool:
    """Whether everybody may watch online without registering."""
    return bool(event.livestream_url) and event.livestream_is_public


def live_path(event: Event) -> str:
    return f"/events/{event.slug}/live/"


def register_path(event: Event) -> str:
    return f"/events/{event.slug}/register/"
