"""What subscribers have seen of a programme, from release to release."""

from dataclasses import asdict, dataclass, field

from app.programme import ical
from app.programme.snapshot import Snapshot

_COUNTERS = ("SEQUENCE", "LAST-MODIFIED", "DTSTAMP")
_RAISING = ("DTSTART", "DTEND", "DURATION", "LOCATION", "STATUS", "SUMMARY", "CONFERENCE")


@dataclass(frozen=True)
class Entry:
    """One entry: its counters, what raises them, and all it says."""

    uid: str
    sequence: int
    modified: str
    face: tuple[str, ...]
    body: tuple[str, ...]


def entries(snapshot: Snapshot) -> dict[str, Entry]:
    """What programme.ics says of each session, by public id."""
    return {public_id: _entry(made) for public_id, made in ical.entries(snapshot, "en").items()}


def _entry(made: bytes) -> Entry:
    lines = made.decode().replace("\r\n ", "").split("\r\n")
    named = {line.partition(":")[0].partition(";")[0]: line for line in lines}
    return Entry(
        uid=named["UID"],
        sequence=int(named["SEQUENCE"].partition(":")[2]),
        modified=named["LAST-MODIFIED"].partition(":")[2],
        face=tuple(line for name, line in named.items() if name in _RAISING),
        body=tuple(line for line in lines if not line.startswith(_COUNTERS)),
    )


def said(snapshot: Snapshot) -> list[dict[str, object]]:
    """All a release says of its sessions, whenever it was made."""
    own = {"changed_at", "first_published_at", "sequence", "moved_from_local", "cancelled_at"}
    return [
        {name: value for name, value in asdict(one).items() if name not in own} for one in snapshot.sessions
    ]


@dataclass
class Subscriber:
    """Somebody who reads every release and forgets nothing."""

    shown: dict[str, Entry] = field(default_factory=dict)
    highest: dict[str, int] = field(default_factory=dict)

    def read(self, snapshot: Snapshot, touched: set[str]) -> None:
        """`touched` are the sessions the change list speaks of."""
        now = entries(snapshot)
        for public_id, entry in now.items():
            was = self.shown.get(public_id)
            if was is None:
                assert entry.sequence > self.highest.get(entry.uid, -1)
            else:
                self._compare(was, entry, is_told=public_id in touched)
            self.highest[entry.uid] = entry.sequence
        self.shown = now

    def _compare(self, was: Entry, now: Entry, *, is_told: bool) -> None:
        assert now.uid == was.uid
        assert now.sequence - was.sequence == (now.face != was.face)
        assert now.modified >= was.modified
        if now.body != was.body:
            assert now.modified > was.modified
        elif not is_told:
            assert now.modified == was.modified
