"""Where a finding is corrected: the page and the field, for those who may correct it."""

from collections.abc import Iterable
from typing import Any

from flask import g, url_for

from app.core.actors import Permission
from app.http.identity import current_actor
from app.programme import queries
from app.programme.checks import reading
from app.programme.checks.finding import Finding, Place, Severity, Target
from app.programme.checks.reading import Checked
from app.programme.queries import Preview

PERMISSIONS = {
    Place.SESSION: Permission.PROGRAMME_EDIT,
    Place.APPEARANCE: Permission.PROGRAMME_EDIT,
    Place.PERSON: Permission.PROGRAMME_EDIT,
    Place.ROOM: Permission.PROGRAMME_EDIT,
    Place.TRACK: Permission.PROGRAMME_EDIT,
    Place.PAGE: Permission.EVENT_EDIT,
    Place.ROW: Permission.EVENT_EDIT,
    Place.BLOCK: Permission.EVENT_EDIT,
    Place.DOCUMENT: Permission.DOCUMENTS_EDIT,
}
_OWN_PAGES = {"image": "organiser.events.image.edit", "state": "organiser.events.state.show"}


def checked() -> Checked:
    """What the checks find in the event of this request; asked once, whoever shows it."""
    found: Checked | None = g.get("checked")
    if found is None:
        found = g.checked = reading.check(queries.draft(g.event))
    return found


def remember(preview: Preview) -> None:
    """Spare this request to check again what the preview has checked."""
    g.checked = Checked(preview.draft, preview.findings, preview.waived)


def to_look_at() -> int:
    """How many findings somebody should look at; hints are not counted."""
    return sum(finding.severity is not Severity.HINT for finding in checked().open)


def by_item(found: Iterable[Finding]) -> dict[int, list[Finding]]:
    """Findings by the number of the session they are about."""
    lines: dict[int, list[Finding]] = {}
    for finding in found:
        if finding.item is not None:
            lines.setdefault(finding.item.id, []).append(finding)
    return lines


def href(finding: Finding) -> str:
    """Empty for those who may not change anything there."""
    target = finding.target
    if not current_actor().may(PERMISSIONS[target.place], g.event.id):
        return ""
    return _address(target)


def _address(target: Target) -> str:
    endpoint, arguments = _ways(target)
    return url_for(endpoint, **arguments, _anchor=target.field or None)


def _ways(target: Target) -> tuple[str, dict[str, Any]]:
    """The endpoint of the page a target is on, with what stands in its address."""
    its = {"public_id": target.id}
    if target.place is Place.PAGE and target.id in _OWN_PAGES:
        return _OWN_PAGES[target.id], {}
    return {
        Place.SESSION: ("organiser.programme.sessions.edit", its),
        Place.APPEARANCE: ("organiser.programme.appearances.edit", its | {"session": target.of}),
        Place.PERSON: ("organiser.people.edit", its),
        Place.ROOM: ("organiser.programme.rooms_and_tracks.edit", its | {"kind": "rooms"}),
        Place.TRACK: ("organiser.programme.rooms_and_tracks.edit", its | {"kind": "tracks"}),
        Place.PAGE: ("organiser.events.part", {"page": target.id}),
        Place.ROW: ("organiser.events.rows.edit", its | {"kind": target.of}),
        Place.BLOCK: ("organiser.shared_texts.edit", {"kind": "text-blocks", "name": target.id}),
        Place.DOCUMENT: ("organiser.documents.edit", {"document": target.id}),
    }[target.place]
