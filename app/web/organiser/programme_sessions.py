"""Sessions of the draft: the form for one, its place among others, taking it out, putting it back."""

from functools import partial

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.http import access, csrf, identity
from app.programme import labels, queries, rules
from app.programme.arranging import openings
from app.programme.models import ProgrammeItem
from app.programme.services import repeating, restoring, sessions
from app.web.organiser import finding_links
from app.web.organiser.forms.sessions import SessionForm

bp = Blueprint("sessions", __name__, url_prefix="/sessions")


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    form = _form(None)
    if form.validate_on_submit():
        with form.reporting():
            actor = identity.current_actor()
            create = partial(sessions.create, g.event, form.data_for_service(), actor=actor)
            item = repeating.once(g.event, ProgrammeItem, create, key=form.sent(), actor=actor)
            flash(_("The session is in the draft."), "success")
            _notice(item)
            return redirect(url_for(".edit", public_id=item.public_id))
    elif not form.is_submitted():
        form.start_from(request.args)
        _propose_start(form)
    return render_template("organiser/programme/session.html", form=form, item=None), form.status


@bp.route("/<public_id>/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def edit(public_id: str) -> ResponseReturnValue:
    item = queries.session(g.event, public_id)
    form = _form(item)
    if form.validate_on_submit():
        with form.saving(lambda: _form(item, formdata=None)):
            sessions.edit(item, form.changes(), actor=identity.current_actor())
            flash(_("The session is saved."), "success")
            _notice(item)
            return redirect(url_for("organiser.programme.index", _anchor=public_id))
    return render_template(
        "organiser/programme/session.html",
        form=form,
        item=item,
        children=queries.children(item),
        findings=finding_links.by_item(finding_links.checked().open).get(item.id, []),
        labels=labels,
    ), form.status


@bp.get("/<public_id>/remove")
@access.team(Permission.PROGRAMME_EDIT)
def confirm_removal(public_id: str) -> ResponseReturnValue:
    item = queries.session(g.event, public_id)
    current = queries.current(g.event)
    return render_template(
        "organiser/programme/remove_session.html",
        item=item,
        children=queries.children(item),
        is_released=bool(current and current.session(public_id)),
    )


@bp.post("/<public_id>/remove")
@access.team(Permission.PROGRAMME_EDIT)
def remove(public_id: str) -> ResponseReturnValue:
    sessions.remove(queries.session(g.event, public_id), actor=identity.current_actor())
    flash(_("The session is out of the draft."), "success")
    return redirect(url_for("organiser.programme.index"))


@bp.post("/<public_id>/restore")
@access.team(Permission.PROGRAMME_EDIT)
def restore(public_id: str) -> ResponseReturnValue:
    item = restoring.restore(g.event, public_id, actor=identity.current_actor())
    flash(_("The session is in the draft again, as it was released."), "success")
    return redirect(url_for(".edit", public_id=item.public_id))


def _form(item: ProgrammeItem | None, **kwargs: object) -> SessionForm:
    return SessionForm(
        item,
        parents=queries.possible_parents(g.event),
        rooms=queries.rooms(g.event),
        tracks=queries.tracks(g.event),
        **kwargs,
    )


def _propose_start(form: SessionForm) -> None:
    """A link that only names the day means one session more on it: a day without a time would be refused."""
    day, parent = form.day.data, form.parent.data
    if day is not None and set(request.args) <= {"day", "parent"}:
        draft = queries.draft(g.event)
        around = next((item for item in draft.timetable.top if item.public_id == parent), None)
        form.starts.data = openings.next_start(draft, day, around).time()


def _notice(item: ProgrammeItem) -> None:
    """What is allowed, but may be a slip of the pen."""
    if item.starts_local and rules.is_outside_days(item.starts_local.date(), g.event):
        flash(_("This session is not on one of the event's days."), "warning")
