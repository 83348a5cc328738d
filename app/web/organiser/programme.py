"""The draft programme: its outline, and the pages around it as blueprints of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import LazyString

from app.core.actors import Permission
from app.http import access
from app.programme import labels, queries
from app.programme.checks import running
from app.programme.checks.finding import Finding
from app.programme.models import SessionKind
from app.programme.queries import Preview
from app.programme.rules import Timetable
from app.rendering import colour
from app.web.organiser import (
    finding_links,
    programme_appearances,
    programme_arranging,
    programme_days,
    programme_entries,
    programme_findings,
    programme_grid,
    programme_paste,
    programme_placeholders,
    programme_placing,
    programme_presence,
    programme_previews,
    programme_prints,
    programme_releases,
    programme_rooms_and_tracks,
    programme_sessions,
    programme_steps,
    programme_table,
    programme_text,
    scope,
)

bp = scope.bind(Blueprint("programme", __name__, url_prefix="/events/<slug>/programme"))
for part in (
    programme_sessions,
    programme_appearances,
    programme_placeholders,
    programme_entries,
    programme_arranging,
    programme_days,
    programme_table,
    programme_grid,
    programme_placing,
    programme_rooms_and_tracks,
    programme_releases,
    programme_steps,
    programme_paste,
    programme_prints,
    programme_text,
    programme_findings,
    programme_presence,
    programme_previews,
):
    bp.register_blueprint(part.bp)


@bp.context_processor
def _draft_steps() -> dict[str, Any]:
    """For the pages that show what can be undone, taken along, or who is there; asked only by those."""
    return {
        "draft_steps": programme_steps.last_and_next,
        "print_languages": programme_prints.languages,
        "open_here": programme_presence.open_here,
        "said_of": programme_previews.said_of,
    }


@dataclass(frozen=True, slots=True)
class Outline:
    """What every line of the outline is drawn from; keys are the numbers of sessions and tracks."""

    timetable: Timetable
    findings: dict[int, list[Finding]]
    tones: dict[int, int]
    kinds: Mapping[SessionKind, LazyString]
    editors: Mapping[str, str]


@bp.get("/")
@access.team(Permission.PROGRAMME_VIEW)
def index() -> ResponseReturnValue:
    preview = queries.preview(g.event)
    finding_links.remember(preview)
    return render_template(
        "organiser/programme/index.html",
        preview=preview,
        about=_outline(preview),
        accent=colour.DEFAULT,
        tones=[track.colour for track in preview.draft.tracks],
        grave=[*running.errors(preview.findings), *running.warnings(preview.findings)],
        hints=len(running.hints(preview.findings)),
    )


def _outline(preview: Preview) -> Outline:
    return Outline(
        timetable=preview.draft.timetable,
        findings=finding_links.by_item(preview.findings),
        tones={track.id: number for number, track in enumerate(preview.draft.tracks, start=1)},
        kinds=labels.KIND,
        editors=programme_presence.editors_of_sessions(),
    )
