"""What is on in a released programme at one moment, and what comes after it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core import localtime
from app.programme.snapshot import Snapshot, SnapshotSession
from app.rendering import dates


@dataclass(frozen=True, slots=True)
class NowAndNext:
    """Sessions running, the ones that begin next, and until when this is so. `zone` is that of `now`."""

    now: Sequence[SnapshotSession] = ()
    zone: str = ""  # CEST (UTC+2)
    next: Sequence[SnapshotSession] = ()
    changes_at: datetime | None = None


def at(snapshot: Snapshot | None, moment: datetime) -> NowAndNext:
    """What a visitor who comes at `moment` should know."""
    if snapshot is None or not snapshot.takes_place:
        return NowAndNext()
    held = [one for one in snapshot.sessions if not one.parent and not one.is_cancelled]
    running = [one for one in held if one.starts_at <= moment < one.ends_at]
    to_come = [one for one in held if one.starts_at > moment]
    first = min((one.starts_at for one in to_come), default=None)
    edges = [one.ends_at for one in running] + ([first] if first is not None else [])
    return NowAndNext(
        now=running,
        zone=dates.zone_label(localtime.to_local(moment, snapshot.timezone)),
        next=[one for one in to_come if one.starts_at == first],
        changes_at=min(edges, default=None),
    )
