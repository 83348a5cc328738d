"""What is on in a released programme at one moment, and what comes after it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.programme.snapshot import Snapshot, SnapshotSession


@dataclass(frozen=True, slots=True)
class NowAndNext:
    """Sessions running, the ones that begin next, and until when this is so."""

    now: Sequence[SnapshotSession] = ()
    next: Sequence[SnapshotSession] = ()
    changes_at: datetime | None = None


def at(snapshot: Snapshot | None, moment: datetime) -> NowAndNext:
    """What a visitor who comes at `moment` should know."""
    if snapshot is None:
        return NowAndNext()
    held = [one for one in snapshot.sessions if not one.parent and not one.is_cancelled]
    running = [one for one in held if one.starts_at <= moment < one.ends_at]
    to_come = [one for one in held if one.starts_at > moment]
    first = min((one.starts_at for one in to_come), default=None)
    edges = [one.ends_at for one in running] + ([first] if first is not None else [])
    return NowAndNext(
        now=running,
        next=[one for one in to_come if one.starts_at == first],
        changes_at=min(edges, default=None),
    )
