"""Releases: what would change, the click that publishes it, and all that have been."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.http import access, csrf, identity, language, prerendering
from app.programme import labels, queries
from app.programme.checks import running
from app.programme.checks.finding import Finding
from app.programme.errors import NothingToRelease
from app.programme.queries import Preview
from app.programme.services import releasing
from app.programme.timetable import changes
from app.programme.timetable.reader import Reader
from app.web.organiser import release_audience
from app.web.organiser.forms.releases import HINTS, ReleaseForm

bp = Blueprint("releases", __name__, url_prefix="/releases")


@bp.get("/")
@access.team(Permission.PROGRAMME_VIEW)
def index() -> ResponseReturnValue:
    releases = queries.releases(g.event)
    return render_template(
        "organiser/programme/releases.html",
        releases=releases,
        authors=queries.release_authors(releases),
        states=labels.RELEASE,
    )


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_RELEASE)
@csrf.form_page
def new() -> ResponseReturnValue:
    preview = queries.preview(g.event)
    form = ReleaseForm(preview)
    if form.validate_on_submit():
        with form.reporting():
            number = _release(form)
            flash(_("Release %(number)s is published.", number=number), "success")
            return redirect(url_for(".show", number=number))
    if form.is_submitted():
        preview = queries.preview(g.event)
        form.show_again(preview)
    return render_template(
        "organiser/programme/release_new.html",
        form=form,
        states=labels.RELEASE,
        hints=HINTS,
        **_dialog(preview),
    ), form.status


def _release(form: ReleaseForm) -> int:
    """Publish the draft, or find that an earlier press of the same button has. Returns the number."""
    try:
        releasing.release(g.event, form.data_for_service(), actor=identity.current_actor())
    except NothingToRelease:
        if not form.has_made(queries.current(g.event)):
            raise
    prerendering.of_release(g.event)
    number: int = g.event.current_release
    return number


def _dialog(preview: Preview) -> dict[str, Any]:
    """What an organiser must know before the click."""
    reader = Reader(preview.snapshot, language.current())
    return {
        "preview": preview,
        "changes": changes.by_session((one.as_row() for one in preview.comparison.sessions), reader),
        "general": [changes.GENERAL[name] for name in preview.comparison.general],
        **_by_severity(preview.findings),
        "told": release_audience.told(g.event),
        "not_told": release_audience.not_told(g.event),
    }


def _by_severity(found: list[Finding]) -> dict[str, list[Finding]]:
    return {
        "errors": running.errors(found),
        "warnings": running.warnings(found),
        "notes": running.hints(found),
    }


@bp.get("/<int:number>/")
@access.team(Permission.PROGRAMME_VIEW)
def show(number: int) -> ResponseReturnValue:
    release = queries.release_row(g.event, number)
    reader = Reader(queries.release(g.event.id, number), language.current())
    is_current = number == g.event.current_release
    return render_template(
        "organiser/programme/release.html",
        release=release,
        author=queries.release_authors([release]).get(release.id, ""),
        changes=changes.by_session(release.changes, reader),
        removed=queries.removed(g.event) if is_current else [],
        states=labels.RELEASE,
    )
