"""What organisers do with a pasted programme before it enters the draft: read it, correct it, decide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.audit import services as audit
from app.core import ids, lazy, text
from app.core.actors import Actor
from app.core.db import db, lock
from app.core.errors import StaleEdit
from app.events.models import Event
from app.programme.models import PastedText
from app.programme.proposals import adding, proposing
from app.programme.proposals.errors import AlreadyApplied, NothingFound, TextCorrected, TextMissing
from app.programme.proposals.proposal import Proposal, ProposedSession, dump, load
from app.programme.services import drafting

parsing = lazy.module("app.programme.paste.parsing")  # its words and patterns weigh as much as a library
KEPT = 8  # texts of one event, and as many of those that were applied


@dataclass(frozen=True, slots=True, kw_only=True)
class NewText:
    """A programme as text; `language` is that of its titles, `first_day` the one it begins on.

    The same public id means the same text of the same event: it is kept once.
    """

    source: str
    first_day: date
    language: str
    filename: str = ""
    public_id: str = ""


def paste(event: Event, new: NewText, *, actor: Actor) -> PastedText:
    """Read a programme and keep what it says as a proposal; the draft stays as it is.

    Sent twice, it is kept once, with all that has been decided about it since.
    Raises TextMissing, TextTooLong, TooManyItems, NothingFound or MayNotEditProgramme.
    """
    source = text.clean(new.source)  # a file may hold what no form lets through
    if not source:
        raise TextMissing
    last = max(event.last_day, new.first_day)
    result = parsing.parse(source, parsing.Options(new.first_day, event.timezone, last))
    if not result.sessions:
        raise NothingFound
    known = {event.main_language, *event.content_languages}
    language = result.language if result.language in known else new.language  # our own texts tell it
    reading = dump(proposing.propose(result, timezone=event.timezone, language=language))
    with drafting.holding(event, actor) as session:  # which makes the second of two presses wait
        kept = _kept(event, new.public_id)
        if kept is not None:
            return kept
        pasted = PastedText(
            public_id=new.public_id or ids.public_id(),
            event=event,
            actor_kind=actor.kind.value,
            actor_id=actor.id,
            filename=new.filename[:300],
            first_day=new.first_day,
            source=source,
            reading=reading,
            proposal=reading,
        )
        session.add(pasted)
        session.flush()
        _forget_old(session, event)
        audit.record(actor, "programme.text_pasted", event, event_id=event.id)
    return pasted


def _kept(event: Event, public_id: str) -> PastedText | None:
    """None also once it was discarded: whoever sends it again then wants it again."""
    mine = PastedText.event_id == event.id, PastedText.public_id == public_id
    return db.session.scalar(select(PastedText).where(*mine))


def correct(pasted: PastedText, corrected: ProposedSession, *, seen: int, actor: Actor) -> None:
    """Replace one session of the proposal; sent twice is once. Raises StaleEdit or AlreadyApplied.

    `seen` is the proposal's revision then. What others have done to other sessions since does not matter.
    """

    def enter(proposal: Proposal) -> None:
        places = {one.number: place for place, one in enumerate(proposal.sessions)}
        if corrected.number not in places:
            raise StaleEdit
        before = proposal.sessions[places[corrected.number]]
        if before.says_as(corrected):
            return
        is_seen = before.changed_at <= seen <= pasted.revision
        if not is_seen or before in proposal.outwards(corrected.parent):  # part of itself
            raise StaleEdit
        is_by_hand = before.is_timed_by_hand or before.times != corrected.times
        became = before.became if before.same_as == corrected.same_as else ""
        proposal.sessions[places[corrected.number]] = replace(
            corrected, is_timed_by_hand=is_by_hand, became=became
        )

    _change(pasted, enter, actor=actor)


def add(pasted: PastedText, new: ProposedSession, *, line: int | None = None, seen: int, actor: Actor) -> int:
    """Add a session the text does not hold, or one that stands in a line not understood. Returns its number.

    Sent twice, it is added once. Raises StaleEdit, AlreadyApplied or TooManyItems.
    """
    numbers: list[int] = []

    def insert(proposal: Proposal) -> None:
        if pasted.revision != seen:
            numbers.extend(one.number for one in proposal.sessions if one.is_added and one.says_as(new))
            if not numbers:
                raise StaleEdit
            return
        found = adding.spot(proposal, pasted.source, line)
        # The time of what stands before it in the text is still one of the text.
        is_by_hand = new.times != adding.begin(proposal, found).times
        numbers.append(adding.add(proposal, replace(new, is_timed_by_hand=is_by_hand), found))

    _change(pasted, insert, actor=actor)
    return numbers[-1]


def decide(
    pasted: PastedText,
    *,
    ticks: Mapping[str, bool],
    who: Mapping[str, str],
    actor: Actor,
) -> None:
    """Keep which changes to make and who people are. Raises AlreadyApplied.

    Two organisers may decide at once, each about what they have ticked; it is no new version.
    """
    with drafting.holding(pasted.event, actor) as session:
        lock(pasted)
        refuse_applied(pasted)
        proposal = load(pasted.proposal)
        proposal.ticks.update(ticks)
        proposal.who.update(who)
        pasted.proposal = dump(proposal)
        session.flush()


def convert_zone(pasted: PastedText, *, seen: int, actor: Actor) -> None:
    """Bring the times of the text to the event's own zone; those given by hand stay.

    Raises TextCorrected or AlreadyApplied.
    """

    def convert(proposal: Proposal) -> None:
        if proposal.zone and not proposal.zone_is_applied:
            proposing.convert(proposal, pasted.event.timezone)

    _change(pasted, convert, seen=seen, actor=actor)


def leave_zone(pasted: PastedText, *, seen: int, actor: Actor) -> None:
    """Take `convert_zone` back. Raises TextCorrected or AlreadyApplied."""

    def leave(proposal: Proposal) -> None:
        if proposal.zone_is_applied:
            proposing.convert_back(proposal, pasted.event.timezone)

    _change(pasted, leave, seen=seen, actor=actor)


def turn_half_of_day(pasted: PastedText, number: int, *, seen: int, actor: Actor) -> None:
    """Take the clock of a session for the other half of the day. Raises TextCorrected or AlreadyApplied."""

    def turn(proposal: Proposal) -> None:
        session = proposal.session(number)
        if session is None:
            raise TextCorrected
        proposing.turn_half_of_day(proposal, session)

    _change(pasted, turn, seen=seen, actor=actor)


def discard(pasted: PastedText, *, actor: Actor) -> None:
    """Forget a text that has not been applied. Raises AlreadyApplied."""
    with drafting.holding(pasted.event, actor) as session:
        lock(pasted)
        refuse_applied(pasted)
        session.delete(pasted)
        session.flush()


def refuse_applied(pasted: PastedText) -> None:
    """Raises AlreadyApplied."""
    if pasted.applied_at is not None:
        raise AlreadyApplied


def _change(
    pasted: PastedText, change: Callable[[Proposal], None], *, seen: int | None = None, actor: Actor
) -> None:
    """Let `change` work on the proposal; with `seen`, unless anything of it has been changed since."""
    with drafting.holding(pasted.event, actor) as session:
        lock(pasted)
        refuse_applied(pasted)
        if seen is not None and pasted.revision != seen:
            raise TextCorrected
        proposal, before = load(pasted.proposal), load(pasted.proposal)
        change(proposal)
        if proposal != before:
            pasted.revision += 1
            there = {one.number: one for one in before.sessions}
            for one in proposal.sessions:
                if one != there.get(one.number, one):
                    one.changed_at = pasted.revision
            pasted.proposal = dump(proposal)
        session.flush()


def _forget_old(session: Session, event: Event) -> None:
    """Texts are long; the newest are kept, and the last ones applied, with which newer ones are compared."""
    mine = select(PastedText.id).where(PastedText.event_id == event.id)
    newest = mine.order_by(PastedText.at.desc(), PastedText.id.desc()).limit(KEPT)
    latest = PastedText.applied_at.desc(), PastedText.id.desc()
    applied = mine.where(PastedText.applied_at.is_not(None)).order_by(*latest).limit(KEPT)
    kept = {*session.scalars(newest), *session.scalars(applied)}
    old = delete(PastedText).where(PastedText.event_id == event.id, PastedText.id.not_in(kept))
    session.execute(old.execution_options(synchronize_session=False))
