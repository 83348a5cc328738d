"""What people do with the link of their own registration: verify, edit, take a seat, leave."""

from app.audit import services as audit
from app.core import clock, ids
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.events import queries as events
from app.registration import mails, policies, rules
from app.registration.errors import MayNot, NoLongerPossible
from app.registration.models import Act, RegistrationState
from app.registration.queries import attendee as queries
from app.registration.queries.attendee import Held
from app.registration.rules import Buttons
from app.registration.services import details, steps, waiting_list
from app.registration.services.details import Details


def verify(held: Held, *, actor: Actor) -> None:
    """The address is theirs: whoever presses the button reads its mail. Twice is as good as once.

    Raises NoLongerPossible.
    """
    registration = held.registration
    with transaction():
        lock(registration)
        may_verify = _buttons(held, actor).verify
        if registration.is_verified and held.is_mailed:
            return
        if not may_verify:
            raise NoLongerPossible
        registration.verified_at = clock.now()
        steps.keep(registration)
        if registration.state is RegistrationState.OFFERED:  # an offer ends, verified or not
            registration.deadline_at = rules.offer_ends(registration, registration.state_changed_at)
        steps.step(registration, Act.VERIFIED, actor=actor)
        if registration.state is RegistrationState.CONFIRMED:
            steps.tell(registration, actor=actor)  # only now may a letter hold what is theirs alone


def edit(held: Held, new: Details, *, shown: str = "", actor: Actor) -> None:
    """Change what one said about oneself. `shown` is what the form remembers (details.remember).

    Raises NoLongerPossible or WrongAttendance.
    """
    registration = held.registration
    with transaction():
        lock(registration)
        if not _buttons(held, actor).edit:
            raise NoLongerPossible
        new = details.only_changes(new, shown, registration)
        changed = details.write(registration, new, registration.event, registration.category)
        if changed:
            steps.step(registration, Act.EDITED, actor=actor, changes={"fields": changed})


def accept(held: Held, *, actor: Actor) -> None:
    """Take the seat that was offered. Raises NoLongerPossible, also when the offer has ended."""
    registration = held.registration
    with transaction():
        lock(registration)
        may_accept = _buttons(held, actor).accept
        if registration.state is RegistrationState.CONFIRMED:
            return
        if not may_accept:
            raise NoLongerPossible
        _prove(held)
        steps.keep_or_hold(registration)
        steps.step(registration, Act.ACCEPTED, state=RegistrationState.CONFIRMED, actor=actor)
        steps.tell(registration, actor=actor)


def refuse(held: Held, *, actor: Actor) -> None:
    """Give an offered seat to the next one. Raises NoLongerPossible."""
    _leave(held, Act.REFUSED, actor=actor)


def withdraw(held: Held, *, actor: Actor) -> None:
    """Leave the event or its queue. Twice is as good as once. Raises NoLongerPossible."""
    _leave(held, Act.WITHDRAWN, actor=actor)


def _leave(held: Held, act: Act, *, actor: Actor) -> None:
    registration = held.registration
    with transaction():
        category = steps.lock_both(registration)
        buttons = _buttons(held, actor)
        if registration.state is RegistrationState.WITHDRAWN:
            return
        if not (buttons.refuse if act is Act.REFUSED else buttons.withdraw):
            raise NoLongerPossible
        _prove(held)
        waiting_list.end(category, registration, RegistrationState.WITHDRAWN, act, actor=actor)


def send_link(slug: str, address: str, *, actor: Actor) -> None:
    """Mail the link of a registration to its address once more. Raises NoSuchEvent.

    Says nothing about whether there is one, and takes the same time: either way one letter is
    rendered and one row written.
    """
    event = events.published(slug)
    with transaction():
        audit.record(actor, "registration.link_asked", event, event_id=event.id)
        # Locked: of many who ask at once, each sees what those before have sent.
        registration = queries.by_address(event, address)
        if registration is None:
            mails.link_to_nobody(event, event.main_language)
            return
        may_write = queries.may_write(registration, clock.now())
        mails.link(registration, ids.public_id(), may_write=may_write)


def _prove(held: Held) -> None:
    """Whoever comes from the letter and presses a button reads the mail of that address."""
    if held.is_mailed and not held.registration.is_verified:
        held.registration.verified_at = clock.now()


def _buttons(held: Held, actor: Actor) -> Buttons:
    """What is possible now, under the lock. Raises MayNot for any link but the registration's own."""
    registration = held.registration
    if not policies.is_own(actor, registration):
        raise MayNot
    return rules.buttons(registration, registration.event, clock.now(), is_mailed=held.is_mailed)
