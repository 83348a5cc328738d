"""A reviewed proposal enters the draft: one transaction, one step to undo."""

from dataclasses import dataclass, replace

from app.audit import services as audit
from app.core import clock
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.events.models import Event
from app.people import queries as people
from app.people import services as people_services
from app.programme.models import PastedText
from app.programme.proposals import persons, queries
from app.programme.proposals.errors import DraftMoved, TextCorrected
from app.programme.proposals.proposal import dump, load
from app.programme.services import drafting, pasting, putting_back, steps
from app.programme.services.transcribing import Transcript


@dataclass(frozen=True, slots=True)
class Applied:
    """How many sessions have come, changed and gone."""

    added: int
    changed: int
    removed: int


def apply(pasted: PastedText, *, mark: str, seen: int, actor: Actor) -> Applied:
    """Make the ticked changes of the proposal in the draft.

    `mark` is that of the draft the organiser has seen the changes of, `seen` the proposal's revision.
    Raises AlreadyApplied, TextCorrected, DraftMoved, ProposalUnclear or MayNotEditProgramme.
    """
    event = pasted.event
    with transaction():
        people_services.hold_those_of(event.id)  # before the event: the text may say what they are called
        with drafting.holding(event, actor) as session:
            lock(pasted)
            pasting.refuse_applied(pasted)
            if pasted.revision != seen:
                raise TextCorrected
            review = queries.review(pasted)
            if review.mark != mark:
                raise DraftMoved
            text = Transcript(pasted, review, actor)
            text.refuse_unclear()
            with steps.recorded(session, event, actor, text.people):
                putting_back.put_back(event, text.wanted())
                steps.recording(session).text = pasted
            _remember(pasted, text)
            session.flush()
            return _noted(event, text, actor)


def _noted(event: Event, text: Transcript, actor: Actor) -> Applied:
    """How much has been done, once it stands in the audit trail."""
    for person in people.followed(text.people).values():
        audit.record(actor, "person.edited", person, event_id=event.id, changes={"fields": ["honorific"]})
    done = Applied(len(text.added), len(text.changed), len(text.gone))
    counts = {"added": done.added, "changed": done.changed, "removed": done.removed}
    audit.record(actor, "programme.text_applied", event, event_id=event.id, changes=counts)
    return done


def _remember(pasted: PastedText, text: Transcript) -> None:
    """What has become of each session, for the text after this one, and for this one should it be undone.

    The one after it also learns who everybody is: they may be called otherwise by then.
    """
    corrected = load(pasted.proposal)
    for name in ("reading", "proposal"):
        kept = load(getattr(pasted, name))
        kept.sessions = [replace(one, became=text.public_ids.get(one.number, "")) for one in kept.sessions]
        if name == "reading":
            kept.who = text.whose(persons.as_corrected(kept, corrected))
        setattr(pasted, name, dump(kept))
    pasted.applied_at = clock.now()
    pasted.revision += 1
