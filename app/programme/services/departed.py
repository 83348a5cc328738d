"""What is still known of sessions that have left the draft: who they were, and what texts leave unsaid."""

from collections.abc import Collection
from contextlib import closing
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select

from app.core.db import db
from app.events.models import Event
from app.programme import queries
from app.programme.models import DraftStep, ProgrammeItem
from app.programme.proposals.comparing import TEXTS
from app.programme.services.memento import Fields
from app.programme.snapshot import SnapshotSession

_BEYOND_TEXTS = (
    "calendar_uid", "languages", "interpretation", "has_captions", "has_sign_language", "seats",
    "livestream_url", "recording_url", "created_at",
)  # fmt: skip
_AT_ONCE = 20  # steps; those of large texts are long


def known(event: Event, wanted: Collection[str]) -> dict[str, Fields]:
    """By public id those of `wanted` that this event's draft or its current release has had.

    Whoever has one of them in a text may give it to a session again; any other is nobody's.
    """
    there = select(ProgrammeItem.public_id).where(ProgrammeItem.event_id == event.id)
    missing = set(wanted) - set(db.session.scalars(there)) if wanted else set()
    found = _from_steps(event, missing)
    released = queries.current(event) if missing - found.keys() else None
    for public_id in missing - found.keys():
        kept = released.session(public_id) if released else None
        if kept is not None:
            found[public_id] = {
                **asdict(kept),
                "calendar_uid": kept.uid,
                "created_at": kept.first_published_at.isoformat(),
            }
    taken = select(ProgrammeItem.calendar_uid).where(
        ProgrammeItem.calendar_uid.in_([one["calendar_uid"] for one in found.values()])
    )
    elsewhere = set(db.session.scalars(taken)) if found else set()
    return {
        public_id: {name: fields[name] for name in (*_BEYOND_TEXTS, *TEXTS) if name in fields}
        for public_id, fields in found.items()
        if fields["calendar_uid"] not in elsewhere
    }


def since(event: Event, kept: SnapshotSession) -> datetime:
    """Since when there is a session that a release has kept: its calendar entries count from then.

    Where no step remembers it any more, since it was first released.
    """
    remembered = _from_steps(event, {kept.id}).get(kept.id, {}).get("created_at")
    return datetime.fromisoformat(remembered) if remembered else kept.first_published_at


def _from_steps(event: Event, wanted: Collection[str]) -> dict[str, Fields]:
    """As the newest step that has taken or added them as a whole remembers them."""
    found: dict[str, Fields] = {}
    if not wanted:
        return found
    steps = select(DraftStep.changes).where(DraftStep.event_id == event.id).order_by(DraftStep.number.desc())
    with closing(db.session.scalars(steps.execution_options(yield_per=_AT_ONCE))) as newest:
        for changes in newest:
            for one in changes:
                whole = one["before"] if one["after"] is None else one["after"]
                is_whole = None in (one["before"], one["after"])
                if is_whole and one["kind"] == "session" and one["id"] in wanted:
                    found.setdefault(one["id"], whole)
            if len(found) == len(wanted):
                break
    return found
