"""Arranging a session and what is around it: each act on a page that shows first what would happen."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.actors import Permission
from app.http import access, csrf
from app.http.identity import current_actor
from app.programme import queries
from app.programme.arranging import fitting, plans, shifting, swapping
from app.programme.arranging.plans import Plan
from app.programme.errors import NotScheduled
from app.programme.models import ProgrammeItem
from app.programme.services.arranging import dividing, duplicating, moving
from app.web.organiser.forms.arranging import FitForm, NeighbourForm, OtherForm, PreviewForm, ShiftForm
from app.web.organiser.forms.parting import DuplicateForm, SplitForm

bp = Blueprint("arranging", __name__, url_prefix="/sessions/<session>/arrange")


@bp.get("/")
@access.team(Permission.PROGRAMME_EDIT)
def index(session: str) -> ResponseReturnValue:
    item, draft = queries.session(g.event, session), queries.draft(g.event)
    return render_template(
        "organiser/programme/arrange/session.html",
        item=item,
        span=draft.timetable.span(item),
        children=draft.timetable.children(item),
        neighbours=dividing.neighbours(draft, item),
    )


@bp.route("/shift", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def shift(session: str) -> ResponseReturnValue:
    item = queries.session(g.event, session)
    form = ShiftForm(has_rooms=bool(queries.rooms(g.event)))
    if form.validate_on_submit():
        with form.reporting():
            return moved(moving.shift(item, form.wish(), seen=form.seen.data, actor=current_actor()), item)
    plan = form.shown(lambda: shifting.plan(queries.draft(g.event), item, form.wish()))
    return _page("shift", item, form, plan), form.status


@bp.route("/fit", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def fit(session: str) -> ResponseReturnValue:
    item, form = queries.session(g.event, session), FitForm()
    if form.validate_on_submit():
        with form.reporting():
            done = moving.fit_inside(item, form.chosen_way, seen=form.seen.data, actor=current_actor())
            return moved(done, item)
    plan = form.shown(lambda: fitting.inside(queries.draft(g.event), item, form.chosen_way))
    return _page("fit", item, form, plan), form.status


@bp.route("/swap", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def swap(session: str) -> ResponseReturnValue:
    item, draft = queries.session(g.event, session), queries.draft(g.event)
    form = OtherForm(item, draft)
    if form.validate_on_submit():
        with form.reporting():
            done = moving.swap(item, form.chosen or item, seen=form.seen.data, actor=current_actor())
            return moved(done, item)
    plan = form.shown(lambda: swapping.plan(queries.draft(g.event), item, form.chosen or item))
    return _page("swap", item, form, plan), form.status


@bp.route("/merge", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def merge(session: str) -> ResponseReturnValue:
    item, draft = queries.session(g.event, session), queries.draft(g.event)
    form = NeighbourForm(dividing.neighbours(draft, item), draft)
    if form.validate_on_submit():
        with form.reporting():
            other = form.chosen or item
            kept = dividing.merge(item, other, seen=form.seen.data, actor=current_actor())
            flash(_("The two are one session now. Look through its texts."), "success")
            return redirect(url_for("organiser.programme.sessions.edit", public_id=kept.public_id))
    merging = form.shown(lambda: dividing.merging(queries.draft(g.event), item, form.chosen or item))
    return render_template(
        "organiser/programme/arrange/merge.html",
        item=item,
        form=form,
        merging=merging,
        current=queries.current(g.event),
    ), form.status


@bp.route("/duplicate", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def duplicate(session: str) -> ResponseReturnValue:
    item, draft = queries.session(g.event, session), queries.draft(g.event)
    form = DuplicateForm(draft.timetable.span(item))
    if form.validate_on_submit():
        with form.reporting():
            made = duplicating.duplicate(item, form.wish(), seen=form.seen.data, actor=current_actor())
            flash(_("The new session is in the draft. Give it a title of its own."), "success")
            return redirect(url_for("organiser.programme.sessions.edit", public_id=made.public_id))
    return render_template(
        "organiser/programme/arrange/duplicate.html",
        item=item, form=form, children=draft.timetable.children(item),
        mark=duplicating.mark_of_namesakes(draft, item),
    ), form.status  # fmt: skip


@bp.route("/split", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def split(session: str) -> ResponseReturnValue:
    item, draft = queries.session(g.event, session), queries.draft(g.event)
    span = draft.timetable.span(item)
    if span is None:
        raise NotScheduled
    form = SplitForm(item, span)
    if form.validate_on_submit():
        with form.reporting():
            dividing.split(item, form.wish(), seen=form.seen.data, actor=current_actor())
            flash(_("The session has two parts now."), "success")
            return redirect(outline(item))
    return render_template(
        "organiser/programme/arrange/split.html",
        item=item, form=form, span=span, children=draft.timetable.children(item),
        mark=dividing.mark_of_whole(draft, item),
    ), form.status  # fmt: skip


def moved(plan: Plan, item: ProgrammeItem | None = None) -> ResponseReturnValue:
    """Say how many have moved, and go back to where they are now."""
    count = len(plan.moves)
    flash(ngettext("%(num)s session has moved.", "%(num)s sessions have moved.", count), "success")
    return redirect(outline(item or plan.moves[0].item))


def outline(item: ProgrammeItem) -> str:
    """The outline, at this session."""
    return url_for("organiser.programme.index", at=item.public_id, _anchor=item.public_id)


def _page(act: str, item: ProgrammeItem, form: PreviewForm, plan: Plan | None) -> str:
    return render_template(
        f"organiser/programme/arrange/{act}.html",
        item=item,
        form=form,
        plan=plan,
        late=plans.past_hours(plan, g.event) if plan else [],
    )
