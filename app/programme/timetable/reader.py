"""A release as one reader sees it: texts chosen in the reader's language, names looked up once. Pure."""

from collections.abc import Mapping

from flask_babel import gettext as _

from app.core import text
from app.network import countries
from app.programme import labels
from app.programme.models import AppearanceState, ReleaseState
from app.programme.snapshot import (
    Snapshot,
    SnapshotAppearance,
    SnapshotPerson,
    SnapshotSession,
    SnapshotTrack,
)
from app.rendering import lists


class Reader:
    """Labels come in the locale that is current when the reader is made.

    `home` is where the event's pages are for this reader; the public ones unless said otherwise.
    """

    def __init__(self, snapshot: Snapshot, language: str, *, home: str = "") -> None:
        self.snapshot = snapshot
        self.language = language
        self._languages = (language, snapshot.main_language, "en")
        self.title = self.text(snapshot.title)
        self.address = lists.join((words for words, _language in self.marked_address()), language)
        self.path = f"{home or f'/events/{snapshot.slug}/'}programme/"
        self.rooms = {room.id: self.text(room.name) for room in snapshot.rooms}
        self.tracks: dict[str, SnapshotTrack] = {track.id: track for track in snapshot.tracks}
        self.sessions: dict[str, SnapshotSession] = {one.id: one for one in snapshot.sessions}
        self._kinds = {kind.value: str(label) for kind, label in labels.KIND.items()}
        self._roles = {role.value: str(label) for role, label in labels.ROLE.items()}

    def text(self, value: Mapping[str, str] | None) -> str:
        """The text in the best language there is."""
        return text.choose(value, self._languages)[0]

    def marked(self, value: Mapping[str, str] | None) -> tuple[str, str]:
        """The text, and its language where that is not the reader's own."""
        chosen, found = text.choose(value, self._languages)
        return chosen, "" if found == self.language else found

    def kind(self, session: SnapshotSession) -> str:
        return self._kinds[session.kind]

    def role(self, appearance: SnapshotAppearance) -> str:
        return self._roles[appearance.role]

    def whereabouts(self, session: SnapshotSession) -> SnapshotSession:
        """As Snapshot.whereabouts, without looking for the session around it."""
        if session.in_all_rooms or session.rooms:
            return session
        return self.sessions.get(session.parent, session)

    def session_path(self, session: SnapshotSession) -> str:
        return f"{self.path}{session.id}/"

    def person(self, appearance: SnapshotAppearance) -> SnapshotPerson | None:
        """Who appears; None for an unnamed group."""
        return self.snapshot.people.get(appearance.person)

    def name(self, appearance: SnapshotAppearance) -> str:
        """How the programme names whoever appears: a person with honorific, or a group's label."""
        person = self.person(appearance)
        if person is None:
            return self.text(appearance.label)
        return f"{person.honorific} {person.name}".strip()

    def bare_name(self, appearance: SnapshotAppearance) -> str:
        """The same where many names stand in a row: without honorific, in doubt where nobody agreed yet."""
        person = self.person(appearance)
        return hedged(person.name if person else self.text(appearance.label), appearance.state)

    def capacity(self, appearance: SnapshotAppearance) -> str:
        """What they are there: position, organisation, city, country."""
        return lists.join_names(
            (words for words, _language in self.marked_capacity(appearance)), self.language
        )

    def marked_capacity(self, appearance: SnapshotAppearance) -> list[tuple[str, str]]:
        """The same one by one, each with its language as `marked` tells it; no city that its name repeats."""
        organisation = self.marked(appearance.organisation)
        return [
            self.marked(appearance.job),
            organisation,
            ("" if appearance.city in organisation[0] else appearance.city, ""),
            (self._country(appearance.country), ""),
        ]

    def marked_address(self) -> list[tuple[str, str]]:
        """Venue, city and country, as far as they are known."""
        place = self.snapshot.place
        texts = [self.marked(place.get(part)) for part in ("venue_name", "city")]
        return [*texts, (self._country(place.get("country") or ""), "")]

    def _country(self, code: str) -> str:
        return countries.name(code, self.language) if code else ""

    @property
    def state(self) -> str:
        """Draft programme, provisional programme, final programme."""
        return str(labels.RELEASE[ReleaseState(self.snapshot.state)])


def is_confirmed(appearance: SnapshotAppearance) -> bool:
    return appearance.state == AppearanceState.CONFIRMED


def hedged(words: str, state: str) -> str:
    """Whoever has only been asked is never shown as if they had agreed."""
    if not words or state == AppearanceState.CONFIRMED:
        return words
    return _("%(words)s (to be confirmed)", words=words)
