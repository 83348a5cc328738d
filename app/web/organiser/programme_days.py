"""Arranging a day of the programme: spread its sessions, copy it, pause in all rooms."""

from datetime import date
from functools import partial

from flask import Blueprint, abort, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.actors import Permission
from app.events.rules import possible_day
from app.http import access, csrf
from app.http.identity import current_actor
from app.programme import queries, rules
from app.programme.arranging import fitting, plans
from app.programme.models import ProgrammeItem
from app.programme.rules import Draft, Span
from app.programme.services import repeating, sessions
from app.programme.services.arranging import duplicating, moving
from app.web.organiser import programme_arranging
from app.web.organiser.forms.arranging import CopyDayForm, FitDayForm
from app.web.organiser.forms.parting import BreakForm

bp = Blueprint("days", __name__, url_prefix="/days/<day>")


@bp.get("/")
@access.team(Permission.PROGRAMME_EDIT)
def index(day: str) -> ResponseReturnValue:
    draft, wanted = queries.draft(g.event), _date(day)
    return render_template(
        "organiser/programme/arrange/day.html", day=wanted, items=draft.timetable.days().get(wanted, [])
    )


@bp.route("/fit", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def fit(day: str) -> ResponseReturnValue:
    draft, wanted = queries.draft(g.event), _date(day)
    form = FitDayForm(wanted, _spans(draft, wanted), draft.rooms)
    if form.validate_on_submit():
        with form.reporting():
            done = moving.fit_between(g.event, form.slot(), seen=form.seen.data, actor=current_actor())
            return programme_arranging.moved(done)
    plan = form.shown(lambda: fitting.between(queries.draft(g.event), form.slot()))
    late = plans.past_hours(plan, g.event) if plan else []
    return render_template(
        "organiser/programme/arrange/fit_day.html", day=wanted, form=form, plan=plan, late=late
    ), form.status


@bp.route("/copy", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def copy(day: str) -> ResponseReturnValue:
    draft, wanted = queries.draft(g.event), _date(day)
    items = duplicating.of_day(draft, wanted)
    form = CopyDayForm(wanted, items)
    if form.validate_on_submit():
        with form.reporting():
            made = duplicating.copy_day(g.event, form.wish(), seen=form.seen.data, actor=current_actor())
            flash(
                ngettext("%(num)s session is copied.", "%(num)s sessions are copied.", len(made)), "success"
            )
            return redirect(programme_arranging.outline(made[0]))
    copied = form.shown(lambda: duplicating.check(g.event, items, form.wish()))
    return render_template(
        "organiser/programme/arrange/copy_day.html",
        day=wanted, form=form, copied=copied, mark=duplicating.mark_of_days(draft, form.wish()),
        there=draft.timetable.days().get(form.wish().day, []),
        is_outside=rules.is_outside_days(form.wish().day, g.event),
    ), form.status  # fmt: skip


@bp.route("/break", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def pause(day: str) -> ResponseReturnValue:
    wanted = _date(day)
    form = BreakForm(wanted)
    if form.validate_on_submit():
        with form.reporting():
            create = partial(sessions.create, g.event, form.data_for_service(), actor=current_actor())
            item = repeating.once(g.event, ProgrammeItem, create, key=form.sent(), actor=current_actor())
            draft = queries.draft(g.event)
            flash(_("The break is in the draft, in all rooms."), "success")
            beside = _beside(draft, draft.timetable.span(item), wanted)
            if beside > 1:
                flash(_told(beside - 1), "warning")
            return redirect(programme_arranging.outline(item))
    return render_template("organiser/programme/arrange/break.html", day=wanted, form=form), form.status


def _date(day: str) -> date:
    return possible_day(day) or abort(404)


def _spans(draft: Draft, day: date) -> list[Span]:
    items = draft.timetable.days().get(day, [])
    return [span for item in items if (span := draft.timetable.span(item)) is not None]


def _beside(draft: Draft, span: Span | None, day: date) -> int:
    """How many sessions of the day are on at that time, this one among them."""
    return sum(
        span is not None and one.starts.at < span.ends.at and span.starts.at < one.ends.at
        for one in _spans(draft, day)
    )


def _told(count: int) -> str:
    return ngettext(
        "%(num)s other session is on at that time. Shift it, or move it.",
        "%(num)s other sessions are on at that time. Shift them, or move them.",
        count,
    )
