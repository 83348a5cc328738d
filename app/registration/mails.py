"""Letters about registrations. Until an address is verified, none holds a word its visitor typed (T11)."""

from functools import partial
from typing import Any

from app.core import ids, tokens
from app.core.rows import Row
from app.events import mails as event_mails
from app.events import times
from app.events.models import Event, Visibility
from app.network import countries
from app.outbox import services as outbox
from app.outbox.models import MessageState
from app.registration import references, rules
from app.registration.models import Category, Registration, RegistrationState, Source
from app.rendering import letters, links, mail_merge, qr
from app.rendering.letters import Letter
from app.rendering.mail_merge import Pattern

PAGE_LINK = "registration"
"""Purpose of the link somebody is sent to after registering. Proves nothing about the address."""

MAIL_LINK = "registration-mail"
"""Purpose of the links in letters: whoever has one reads the mail of that address."""

_AGAIN = "registration_again"
_LINK = "registration_link"

ASKED_BY_ANYBODY = (_AGAIN, _LINK)
"""Letters anybody may cause who knows an address, verified or not."""

OFFER = "registration_offered"
"""The letter that asks for an answer, and soon."""

_OF_STATE = {
    RegistrationState.CONFIRMED: "registration_confirmed",
    RegistrationState.WAITING: "registration_waiting",
    RegistrationState.OFFERED: OFFER,
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


def calendar_path(registration: Registration, event: Event) -> str:
    """The event as a calendar's file. One that only some may know has it beside their own page."""
    page = mailed_path(registration) if event.visibility is Visibility.PRIVATE else f"/events/{event.slug}/"
    return f"{page}event.ics"


def draft_first(registration: Registration, event: Event, category: Category) -> Letter:
    """The first letter for the state the row has now, written before anything is stored or locked.

    At an opening hundreds get it in the same minute, and until they prove their address it differs
    by nothing but the reference and the link.
    """
    own = {"reference": registration.reference, "link": links.absolute(mailed_path(registration))}
    ends = registration.deadline_at and registration.deadline_at.replace(second=0, microsecond=0)
    key = (event.public_id, event.revision, category.public_id, ends)
    context = partial(_context, registration, event, category)
    pattern = Pattern(_FIRST_OF_STATE[registration.state], registration.language, key, context)
    return mail_merge.merge(pattern, own)


def draft_again(owner: Registration, event: Event) -> Letter:
    """The letter to whoever holds an address already, written ahead."""
    return _draft(_AGAIN, owner, event, owner.category)


def registered(
    registration: Registration, event: Event, category: Category, *, draft: Letter | None, may_write: bool
) -> Row:
    """The first letter: a seat or a place in the queue, and a button to verify the address.

    To be stored with the registration, and announced.
    """
    template = _FIRST_OF_STATE[registration.state]
    letter = draft or _draft(template, registration, event, category)
    return outbox.message(template, letter=letter, **_head(registration, event, may_write=may_write))


def state_changed(registration: Registration, *, was_offer: bool = False, may_write: bool = True) -> None:
    """What became of the registration. `was_offer`: it lapsed because an offer was not taken."""
    _queue(_OF_STATE[registration.state], registration, was_offer=was_offer, may_write=may_write)


def reminder(registration: Registration) -> None:
    """The address is still not verified, and the hold ends soon; there may be a second hold."""
    _queue("registration_reminder", registration, cause=f"reminder:{registration.revision}")


def again(owner: Registration, event: Event, attempt: str, *, draft: Letter, may_write: bool) -> Row:
    """Somebody registered with this address once more; `attempt` names that try. To be stored with it."""
    head = _head(owner, event, cause=f"again:{attempt}", may_write=may_write)
    return outbox.message(_AGAIN, letter=draft, **head)


def link(registration: Registration, request: str, *, may_write: bool) -> None:
    """The link to the registration's page, sent again; `request` names the wish."""
    _queue(_LINK, registration, cause=f"link:{request}", may_write=may_write)


def link_to_nobody(event: Event, language: str) -> None:
    """Costs what `link` costs and is thrown away: the time must not tell whether an address is known."""
    nobody = Registration(
        public_id=ids.public_id(),
        reference="",
        name="",
        language=language,
        state=RegistrationState.CONFIRMED,
    )
    _draft(_LINK, nobody, event, None)


def _queue(
    template: str,
    registration: Registration,
    *,
    cause: str = "",
    was_offer: bool = False,
    may_write: bool = True,
) -> None:
    """Draw the letter now, and store it."""
    event, category = registration.event, registration.category
    letter = _draft(template, registration, event, category, was_offer=was_offer)
    outbox.queue(
        outbox.message(
            template, letter=letter, **_head(registration, event, cause=cause, may_write=may_write)
        )
    )


def _head(registration: Registration, event: Event, *, cause: str = "", may_write: bool) -> dict[str, Any]:
    """To whom a letter goes, from whom, and why.

    Where the address has had its share of letters (T12: not `may_write`) the row is kept and not
    sent. So every wish costs the same time, and the organiser can see what became of it.
    """
    cause = cause or f"{registration.state}:{registration.revision}"
    return {
        "to": registration.email,
        "language": registration.language,
        "dedupe_key": f"registration:{registration.public_id}:{cause}",
        "event_id": registration.event_id,
        "thing": registration,
        "reply_to": event.contact_email,
        "sender_name": event_mails.sender_name(event, registration.language),
        "state": MessageState.QUEUED if may_write else MessageState.SUPPRESSED,
    }


def _draft(
    template: str,
    registration: Registration,
    event: Event,
    category: Category | None,
    *,
    was_offer: bool = False,
) -> Letter:
    """The letter in the participant's language."""
    context = _context(registration, event, category, was_offer=was_offer)
    return letters.render(template, registration.language, **context)


def _context(
    registration: Registration, event: Event, category: Category | None, *, was_offer: bool = False
) -> dict[str, Any]:
    """What letters may say. The name is the only word a visitor typed, and only a proved one's."""
    is_known = rules.is_vouched_for(registration)
    has_seat = registration.state is RegistrationState.CONFIRMED
    return {
        "sender_name": event_mails.sender_name(event, registration.language),
        "event": event,
        "when": partial(times.one_line, event),
        "country": partial(countries.name, event.country),
        "main_language": event.main_language,
        "category": category,
        "reference": registration.reference,
        "name": registration.name if is_known else "",
        "is_known": is_known,
        "is_by_hand": registration.source is Source.BY_HAND,
        "code": qr.picture(references.ticket(registration)) if is_known and has_seat else "",
        "deadline": registration.deadline_at,
        "link": links.absolute(mailed_path(registration)),
        "calendar_link": links.absolute(calendar_path(registration, event)),
        "register_link": links.absolute(f"/events/{event.slug}/register/") if rules.is_here(event) else "",
        "was_offer": was_offer,
    }


def _path(purpose: str, registration: Registration) -> str:
    return f"/registrations/{tokens.sign(purpose, registration.public_id)}/"
