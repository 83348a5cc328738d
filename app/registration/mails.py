"""Letters about registrations. Until an address is verified, none holds a word its visitor typed (T11)."""

from typing import Any

from app.core import ids, text, tokens
from app.events.models import Event
from app.outbox import services as outbox
from app.outbox.models import Message, MessageState
from app.registration.models import Registration, RegistrationState
from app.rendering import letters, links

PAGE_LINK = "registration"
"""Purpose of the link somebody is sent to after registering. Proves nothing about the address."""

MAIL_LINK = "registration-mail"
"""Purpose of the links in letters: whoever has one reads the mail of that address."""

FIRST = ("registration_registered", "registration_waiting", "registration_reminder")
"""Letters to an address nobody has proved yet."""

ASKED_BY_ANYBODY = ("registration_again", "registration_link")
"""Letters anybody may cause who knows an address, verified or not."""

_OF_STATE = {
    RegistrationState.CONFIRMED: "registration_confirmed",
    RegistrationState.WAITING: "registration_waiting",
    RegistrationState.OFFERED: "registration_offered",
    RegistrationState.WITHDRAWN: "registration_withdrawn",
    RegistrationState.DECLINED: "registration_declined",
    RegistrationState.LAPSED: "registration_lapsed",
}

ABOUT_A_STATE = ("registration_registered", *_OF_STATE.values())
"""Letters that say what became of a registration: one for every change of its state."""


def page_path(registration: Registration) -> str:
    """Where whoever has just registered is sent."""
    return _path(PAGE_LINK, registration)


def mailed_path(registration: Registration) -> str:
    """The page as letters link to it."""
    return _path(MAIL_LINK, registration)


def registered(registration: Registration, *, may_write: bool) -> None:
    """The first letter: a seat or a place in the queue, and a button to verify the address."""
    has_seat = registration.state is RegistrationState.CONFIRMED
    message = _queue("registration_registered" if has_seat else "registration_waiting", registration)
    _hold_back(message, may_write=may_write)


def state_changed(registration: Registration, *, was_offer: bool = False) -> None:
    """What became of the registration. `was_offer`: it lapsed because an offer was not taken."""
    _queue(_OF_STATE[registration.state], registration, was_offer=was_offer)


def reminder(registration: Registration) -> None:
    """The address is still not verified, and the hold ends soon."""
    _queue("registration_reminder", registration, cause="reminder")


def again(registration: Registration, attempt: str, *, may_write: bool) -> None:
    """Somebody registered with this address once more; `attempt` names that try."""
    message = _queue("registration_again", registration, cause=f"again:{attempt}")
    _hold_back(message, may_write=may_write)


def link(registration: Registration, request: str, *, may_write: bool) -> None:
    """The link to the registration's page, sent again; `request` names the wish."""
    message = _queue("registration_link", registration, cause=f"link:{request}")
    _hold_back(message, may_write=may_write)


def link_to_nobody(event: Event, language: str) -> None:
    """Costs what `link` costs and is thrown away: the time must not tell whether an address is known."""
    nobody = Registration(
        public_id=ids.public_id(), link_version=1, reference="", name="", state=RegistrationState.CONFIRMED
    )
    letters.render("registration_link", language, **_context(nobody, event, was_offer=False))


def _hold_back(message: Message, *, may_write: bool) -> None:
    """Where the address has had its share of letters (T12), the row is kept and not sent.

    So every wish costs the same time, and the organiser can see what became of it.
    """
    if not may_write:
        message.state = MessageState.SUPPRESSED


def _queue(template: str, registration: Registration, *, cause: str = "", was_offer: bool = False) -> Message:
    event = registration.event
    cause = cause or f"{registration.state}:{registration.revision}"
    return outbox.queue(
        template,
        to=registration.email,
        language=registration.language,
        dedupe_key=f"registration:{registration.public_id}:{cause}",
        event_id=registration.event_id,
        thing=registration,
        reply_to=event.contact_email,
        sender_name=event.contact_name or _title(event, registration.language),
        **_context(registration, event, was_offer=was_offer),
    )


def _context(registration: Registration, event: Event, *, was_offer: bool) -> dict[str, Any]:
    """What letters may say. The name is the only word a visitor typed."""
    return {
        "event": event,
        "main_language": event.main_language,
        "category": registration.category,
        "reference": registration.reference,
        "name": registration.name if registration.is_verified else "",
        "is_verified": registration.is_verified,
        "deadline": registration.deadline_at,
        "link": links.absolute(mailed_path(registration)),
        "event_link": links.absolute(f"/events/{event.slug}/"),
        "register_link": links.absolute(f"/events/{event.slug}/register/"),
        "state": registration.state.value,
        "was_offer": was_offer,
    }


def _title(event: Event, language: str) -> str:
    return text.choose(event.title, (language, event.main_language, "en"))[0]


def _path(purpose: str, registration: Registration) -> str:
    token = tokens.sign(purpose, registration.public_id, registration.link_version)
    return f"/registrations/{token}/"
