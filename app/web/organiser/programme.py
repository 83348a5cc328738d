"""The draft programme: its outline, and the pages around it as blueprints of their own."""

from collections import defaultdict

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from app.core.actors import Permission
from app.http import access
from app.programme import labels, queries
from app.programme.checks import Finding
from app.rendering import colour
from app.web.organiser import (
    programme_appearances,
    programme_releases,
    programme_rooms,
    programme_sessions,
    programme_table,
    programme_tracks,
    scope,
)

bp = scope.bind(Blueprint("programme", __name__, url_prefix="/events/<slug>/programme"))
for part in (
    programme_sessions,
    programme_appearances,
    programme_table,
    programme_rooms,
    programme_tracks,
    programme_releases,
):
    bp.register_blueprint(part.bp)


@bp.get("/")
@access.team(Permission.PROGRAMME_VIEW)
def index() -> ResponseReturnValue:
    preview = queries.preview(g.event)
    return render_template(
        "organiser/programme/index.html",
        preview=preview,
        timetable=preview.draft.timetable,
        findings=_by_item(preview.findings),
        kinds=labels.KIND,
        accent=colour.DEFAULT,
        tones=[track.colour for track in preview.draft.tracks],
        tone_of={track.id: number for number, track in enumerate(preview.draft.tracks, start=1)},
    )


def _by_item(findings: list[Finding]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.item.id].append(finding)
    return dict(found)
