"""What is still known of sessions that have left the draft: who they were, and what texts leave unsaid."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy import select

from app.core.db import db
from app.events.models import Event
from app.programme import queries
from app.programme.models import DraftStep, PastedText, ProgrammeItem
from app.programme.proposals.comparing import TEXTS, room_key
from app.programme.services import memento
from app.programme.services.memento import Fields
from app.programme.snapshot import SnapshotSession

_BEYOND_TEXTS = (
    "calendar_uid", "languages", "interpretation", "has_captions", "has_sign_language", "seats",
    "livestream_url", "recording_url", "created_at",
)  # fmt: skip
_AT_ONCE = 20  # steps; those of large texts are long


@dataclass(frozen=True, slots=True)
class Memory:
    """A session as it was when it left, and who was in it, by the public ids of their appearances."""

    fields: Fields
    appearances: Mapping[str, Fields] = field(default_factory=dict)


def known(event: Event, wanted: Collection[str]) -> dict[str, Memory]:
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
            since = kept.first_published_at.isoformat()
            cast = {one.id: asdict(one) for one in kept.appearances if one.id}
            found[public_id] = Memory({**asdict(kept), "calendar_uid": kept.uid, "created_at": since}, cast)
    taken = select(ProgrammeItem.calendar_uid).where(
        ProgrammeItem.calendar_uid.in_([one.fields["calendar_uid"] for one in found.values()])
    )
    elsewhere = set(db.session.scalars(taken)) if found else set()
    return {
        public_id: replace(
            memory,
            fields={name: memory.fields[name] for name in (*_BEYOND_TEXTS, *TEXTS) if name in memory.fields},
        )
        for public_id, memory in found.items()
        if memory.fields["calendar_uid"] not in elsewhere
    }


def undone(pasted: PastedText) -> dict[tuple[str, str], str]:
    """The rooms and tracks that undoing this text took away: their public ids by kind and key."""
    changes = db.session.scalar(
        select(DraftStep.changes).where(DraftStep.id == pasted.step_id, DraftStep.is_undone)
    )
    return {
        (one["kind"], room_key(name)): one["id"]
        for one in changes or ()
        if one["kind"] in {"room", "track"} and one["before"] is None
        for name in one["after"]["name"].values()
    }


def memory(event: Event, kept: SnapshotSession) -> Memory:
    """A session that a release has kept, as it was when it left.

    Where no step remembers it any more, it is as old as its first release: calendar entries count from then.
    """
    remembered = _from_steps(event, {kept.id}).get(kept.id)
    return remembered or Memory({"created_at": kept.first_published_at.isoformat()})


def _from_steps(event: Event, wanted: Collection[str]) -> dict[str, Memory]:
    """As the newest step that has taken or added them as a whole remembers them."""
    found: dict[str, Memory] = {}
    if not wanted:
        return found
    steps = select(DraftStep.changes).where(DraftStep.event_id == event.id).order_by(DraftStep.number.desc())
    with closing(db.session.scalars(steps.execution_options(yield_per=_AT_ONCE))) as newest:
        for changes in newest:
            for name, fields in _whole(changes):
                if name in wanted and name not in found:
                    found[name] = Memory(fields, _inside(name, changes))
            if len(found) == len(wanted):
                break
    return found


def _whole(changes: Sequence[dict[str, Any]]) -> Iterator[tuple[str, Fields]]:
    """The sessions that have come or gone as a whole."""
    for one in changes:
        if one["kind"] == "session" and None in (one["before"], one["after"]):
            yield one["id"], one["before"] if one["after"] is None else one["after"]


def _inside(session: str, changes: Sequence[dict[str, Any]]) -> dict[str, Fields]:
    """Who came or went with it, as the people they are today."""
    mine = [one for one in changes if one["kind"] == "appearance" and one["id"].startswith(f"{session}/")]
    whole = [one for one in mine if None in (one["before"], one["after"])]
    return {
        one["id"].rpartition("/")[2]: one["before"] or one["after"]
        for one in memento.with_people_of_today(whole)
    }
