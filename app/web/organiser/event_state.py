"""What an organiser decides by hand: announced, postponed, cancelled, deleted, and who may see the event."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.actors import Permission
from app.core.errors import Conflict
from app.events import labels, policies, rules
from app.events.errors import NotReady
from app.events.models import Lifecycle
from app.events.services import deleting, lifecycle
from app.http import access, csrf
from app.http.identity import current_actor
from app.web.forms import ButtonForm
from app.web.organiser import event_pages
from app.web.organiser.forms.event_state import StopForm, VisibilityForm

bp = Blueprint("state", __name__, url_prefix="/<slug>/edit/state")

_STOPS = {"postpone": lifecycle.postpone, "cancel": lifecycle.cancel}
_HEADINGS: dict[str, LazyString] = {
    "postpone": _l("Postpone the event"),
    "cancel": _l("Cancel the event"),
}


@bp.route("/", methods=["GET", "POST"])
@access.team(Permission.EVENT_EDIT)
@csrf.form_page
def show() -> ResponseReturnValue:
    event = g.event
    form = VisibilityForm(obj=event)
    if form.validate_on_submit():
        lifecycle.set_visibility(event, form.visibility.data, actor=current_actor())
        flash(_("Saved."), "success")
        return redirect(url_for(".show"))
    return render_template(
        "organiser/events/state.html",
        form=form,
        status=event_pages.status(event),
        steps=rules.STEPS[event.lifecycle],
        steps_of=Lifecycle,
        missing=rules.missing(event),
        may_delete=policies.may_delete(current_actor(), event),
        labels=labels,
    ), form.status


@bp.post("/announce/")
@access.team(Permission.EVENT_EDIT)
def announce() -> ResponseReturnValue:
    try:
        lifecycle.announce(g.event, actor=current_actor())
    except NotReady as error:
        flash(str(error), "error")
    else:
        flash(_("The event is announced. Its page, lists and calendars show it now."), "success")
    return redirect(url_for(".show"))


@bp.route("/<any(postpone, cancel):step>/", methods=["GET", "POST"])
@access.team(Permission.EVENT_EDIT)
@csrf.form_page
def stop(step: str) -> ResponseReturnValue:
    form = StopForm()
    if form.validate_on_submit():
        _STOPS[step](g.event, form.status_note.data, actor=current_actor())
        flash(_("Done. The page says so first, and calendars will show it."), "success")
        return redirect(url_for(".show"))
    return render_template(
        "organiser/events/stop.html", form=form, step=step, heading=_HEADINGS[step]
    ), form.status


@bp.route("/delete/", methods=["GET", "POST"])
@access.team(Permission.EVENT_DELETE)
@csrf.form_page
def delete() -> ResponseReturnValue:
    event, form = g.event, ButtonForm()
    if form.validate_on_submit():
        try:
            deleting.delete(event, actor=current_actor())
        except Conflict as error:
            flash(str(error), "error")
            return redirect(url_for(".show"))
        flash(_("The draft is deleted."), "success")
        return redirect(url_for("organiser.events_list.index"))
    return render_template("organiser/events/delete.html", form=form), form.status
