"""Speakers correct how they appear."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.errors import StaleEdit
from app.http import access, csrf, limits
from app.http.limits import TooMany
from app.people import labels as people_labels
from app.programme.timetable import proof
from app.speakers import queries
from app.speakers.errors import NotYours
from app.speakers.services import correcting
from app.web.speaker import scope
from app.web.speaker.forms import CorrectionForm

bp = scope.bind(Blueprint("details", __name__, url_prefix="/speakers/<token>/details"))

CORRECTIONS = "30 per hour"


@bp.route("/", methods=["GET", "POST"])
@access.link_holder
@csrf.form_page
def edit() -> ResponseReturnValue:
    link = g.link
    form = CorrectionForm(link, queries.own_appearances(link))
    if form.validate_on_submit():
        with form.reporting():
            if _correct(form):
                return redirect(url_for("speaker.page.show", _anchor="how"), 303)
    appearances = [one.appearance for one in form.capacities]
    return render_template(
        "speaker/details.html", form=form, link=link, event=link.event, honorifics=people_labels.HONORIFICS,
        proofs=proof.of(link.event, link.person, appearances) if form.is_stale else (),
    ), form.status  # fmt: skip


def _correct(form: CorrectionForm) -> bool:
    """Save; when the organisers were faster, what was typed meets what is stored now.

    Nobody pushes what the team has done off the steps of the draft with one link.
    """
    if not limits.hit("speaker correction", g.link.public_id, CORRECTIONS):
        form.report(TooMany())
        return False
    try:
        is_new = correcting.correct(g.link, form.corrections(), actor=scope.actor())
    except StaleEdit:
        form.meet(CorrectionForm(g.link, queries.own_appearances(g.link), formdata=None))
        raise
    flash(
        _("Your corrections are saved. The organisers are told.") if is_new else _("Nothing has changed."),
        "success",
    )
    if form.has_lost_one:
        flash(str(NotYours.message), "warning")
    return True
