"""Releases: what would change, the click that publishes it, and all that have been."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.core.errors import Conflict
from app.http import access, csrf, identity
from app.programme import checks, labels, queries
from app.programme.models import Release
from app.programme.services import releasing
from app.web.organiser import programme_changes
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
        try:
            made = releasing.release(g.event, form.data_for_service(), actor=identity.current_actor())
        except Conflict as error:
            form.report(error)
            preview = queries.preview(g.event)
            form.show_again(preview)
        else:
            flash(_("Release %(number)s is published.", number=made.number), "success")
            return redirect(url_for(".show", number=made.number))
    return render_template(
        "organiser/programme/release_new.html",
        form=form,
        preview=preview,
        changes=programme_changes.lines(preview.comparison.sessions),
        general=[programme_changes.GENERAL[name] for name in preview.comparison.general],
        errors=checks.errors(preview.findings),
        warnings=checks.warnings(preview.findings),
        states=labels.RELEASE,
        hints=HINTS,
    ), form.status


@bp.get("/<int:number>/")
@access.team(Permission.PROGRAMME_VIEW)
def show(number: int) -> ResponseReturnValue:
    release: Release = queries.release_row(g.event, number)
    changes = programme_changes.from_rows(release.changes)
    there = queries.public_ids(g.event)
    return render_template(
        "organiser/programme/release.html",
        release=release,
        author=queries.release_authors([release]).get(release.id, ""),
        changes=programme_changes.lines(changes),
        may_return={one.session for one in changes} - there if number == g.event.current_release else set(),
        states=labels.RELEASE,
    )
