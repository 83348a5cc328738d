"""Copying an event, with everything that hangs on it, to other days."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.events import policies
from app.events.errors import MayNotCreate
from app.events.services import copying
from app.http import access, csrf
from app.http.identity import current_actor, signed_in_account
from app.web.organiser.forms.event_new import CopyForm

bp = Blueprint("copy", __name__, url_prefix="/<slug>/copy")


@bp.route("/", methods=["GET", "POST"])
@access.team(Permission.EVENT_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    if not policies.may_create(current_actor(), signed_in_account()):
        raise MayNotCreate
    form = CopyForm(g.event)
    if form.validate_on_submit():
        with form.reporting():
            event = copying.copy(g.event, form.data_for_service(), actor=current_actor())
            flash(_("The copy is a draft. Look through it, then announce it."), "success")
            return redirect(url_for("organiser.events.edit", slug=event.slug))
    return render_template("organiser/events/copy.html", form=form), form.status
