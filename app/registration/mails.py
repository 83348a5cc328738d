"""Letters about registrations. Until an address is verified, none holds a word its visitor typed (T11)."""

from app.core import ids, text, tokens
from app.events.models import Event
from app.outbox import services as outbox
from app.outbox.models import Message, MessageState
from app.registration.models import Category, Registration, RegistrationState
from app.rendering import letters, links
from app.rendering.letters import Letter

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

_FIRST_OF_STATE = {
    RegistrationState.CONFIRMED: "registration_registered",
    RegistrationState.WAITING: "registration_waiting",
}

ABOUT_A_STATE = ("registration_registered", *_OF_STATE.values())
"""Letters that say what became of a registration: one for every change of its state."""


def page_path(registration: Registration) -> str:
    """Where whoever has just registered is sent."""
    return _path(PAGE_LINK, registration)


def mailed_path(registration: Registration) -> str:
    """The page as letters link to it."""
    return _path(MAIL_LINK, registration)


def draft_first(registration: Registration, event: Event, category: Category) -> Letter:
    """The first letter for the state the row has now, written before anything is stored or locked."""
    return _draft(_FIRST_OF_STATE[registration.state], registration, event, category)


def draft_again(owner: Registration, event: Event) -> Letter:
    """The letter to whoever holds an address already, written ahead."""
    return _draft("registration_again", owner, event, owner.category)


def registered(registration: Registration, *, draft: Letter | None, may_write: bool) -> None:
    """The first letter: a seat or a place in the queue, and a button to verify the address."""
    message = _queue(_FIRST_OF_STATE[registration.state], registration, draft=draft)
    _hold_back(message, may_write=may_write)


def state_changed(registration: Registration, *, was_offer: bool = False) -> None:
    """What became of the registration. `was_offer`: it lapsed because an offer was not taken."""
    _queue(_OF_STATE[registration.state], registration, was_offer=was_offer)


def reminder(registration: Registration) -> None:
    """The address is still not verified, and the hold ends soon."""
    _queue("registration_reminder", registration, cause="reminder")


def again(registration: Registration, attempt: str, *, draft: Letter | None, may_write: bool) -> None:
    """Somebody registered with this address once more; `attempt` names that try."""
    message = _queue("registration_again", registration, cause=f"again:{attempt}", draft=draft)
    _hold_back(message, may_write=may_write)


def link(registration: Registration, request: str, *, may_write: bool) -> None:
    """The link to the registration's page, sent again; `request` names the wish."""
    message = _queue("registration_link", registration, cause=f"link:{request}")
    _hold_back(message, may_write=may_write)


def link_to_nobody(event: Event, language: str) -> None:
    """Costs what `link` costs and is thrown away: the time must not tell whether an address is known."""
    nobody = Registration(
        public_id=ids.public_id(),
        link_version=1,
        reference="",
        name="",
        language=language,
        state=RegistrationState.CONFIRMED,
    )
    _draft("registration_link", nobody, event, None)


def _hold_back(message: Message, *, may_write: bool) -> None:
    """Where the address has had its share of letters (T12), the row is kept and not sent.

    So every wish costs the same time, and the organiser can see what became of it.
    """
    if not may_write:
        message.state = MessageState.SUPPRESSED


def _queue(
    template: str,
    registration: Registration,
    *,
    cause: str = "",
    was_offer: bool = False,
    draft: Letter | None = None,
) -> Message:
    event = registration.event
    cause = cause or f"{registration.state}:{registration.revision}"
    letter = draft or _draft(template, registration, event, registration.category, was_offer=was_offer)
    return outbox.queue(
        template,
        to=registration.email,
        language=registration.language,
        dedupe_key=f"registration:{registration.public_id}:{cause}",
        event_id=registration.event_id,
        thing=registration,
        reply_to=event.contact_email,
        sender_name=_sender(event, registration.language),
        letter=letter,
    )


def _draft(
    template: str,
    registration: Registration,
    event: Event,
    category: Category | None,
    *,
    was_offer: bool = False,
) -> Letter:
    """The letter in the participant's language. The name is the only word a visitor typed."""
    return letters.render(
        template,
        registration.language,
        sender_name=_sender(event, registration.language),
        event=event,
        main_language=event.main_language,
        category=category,
        reference=registration.reference,
        name=registration.name if registration.is_verified else "",
        is_verified=registration.is_verified,
        deadline=registration.deadline_at,
        link=links.absolute(mailed_path(registration)),
        register_link=links.absolute(f"/events/{event.slug}/register/"),
        was_offer=was_offer,
    )


def _sender(event: Event, language: str) -> str:
    """Who writes: the organisers' own name, else the event's."""
    title = text.choose(event.title, (language, event.main_language, "en"))[0]
    return letters.header(event.contact_name or title)


def _path(purpose: str, registration: Registration) -> str:
    token = tokens.sign(purpose, registration.public_id, registration.link_version)
    return f"/registrations/{token}/"
