"""People in a session: found or entered, as what they take part, in which order."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.http import access, csrf, identity
from app.people import labels as people_labels
from app.people import queries as people
from app.people.models import Person
from app.programme import queries
from app.programme.models import Appearance, ProgrammeItem
from app.programme.services import appearances, repeating
from app.programme.services.drafting import Direction
from app.web.organiser import found_people
from app.web.organiser.forms.appearances import (
    SOMEBODY_ELSE,
    AppearanceForm,
    GroupForm,
    NewNameForm,
    NewPersonForm,
)

bp = Blueprint("appearances", __name__, url_prefix="/sessions/<session>/people")

MOST_FOUND = 20


@bp.get("/new/")
@access.team(Permission.PROGRAMME_EDIT)
def find(session: str) -> ResponseReturnValue:
    item = queries.session(g.event, session)
    typed = request.args.get("q", "")[:200]
    known = queries.may_be_found_for(g.event)
    found = found_people.find(typed, known, size=MOST_FOUND) if typed.strip() else None
    return render_template("organiser/programme/find_person.html", item=item, typed=typed, found=found)


@bp.route("/new/person", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def new_person(session: str) -> ResponseReturnValue:
    item, form = queries.session(g.event, session), NewPersonForm()
    if form.validate_on_submit() and is_settled(form):
        with form.reporting():
            _add(item, form)
            return _added(item)
    return render_template(
        "organiser/programme/new_person.html", item=item, form=form, honorifics=people_labels.HONORIFICS
    ), form.status


@bp.route("/new/group", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def new_group(session: str) -> ResponseReturnValue:
    return _join(queries.session(g.event, session), GroupForm(), None)


@bp.route("/new/<person>/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def new(session: str, person: str) -> ResponseReturnValue:
    item = queries.session(g.event, session)
    known = people.by_public_id(person, queries.may_be_found_for(g.event))
    latest = queries.latest_appearance(g.event, known)
    return _join(item, AppearanceForm(data=appearances.proposal(known, latest)), known)


@bp.route("/<public_id>/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def edit(session: str, public_id: str) -> ResponseReturnValue:
    item = queries.session(g.event, session)
    appearance = queries.appearance(item, public_id)
    kind = AppearanceForm if appearance.person else GroupForm
    form = kind(appearance)
    if form.validate_on_submit():
        with form.saving(lambda: kind(appearance, formdata=None)):
            appearances.edit(appearance, form.changes(), actor=identity.current_actor())
            flash(_("Saved."), "success")
            return _back_to(item)
    return render_template(
        "organiser/programme/appearance.html",
        item=item,
        form=form,
        appearance=appearance,
        person=appearance.person,
    ), form.status


@bp.post("/<public_id>/move/<any(up, down):direction>")
@access.team(Permission.PROGRAMME_EDIT)
def move(session: str, public_id: str, direction: Direction) -> ResponseReturnValue:
    item = queries.session(g.event, session)
    appearances.move(queries.appearance(item, public_id), direction, actor=identity.current_actor())
    return _back_to(item)


@bp.post("/<public_id>/remove")
@access.team(Permission.PROGRAMME_EDIT)
def remove(session: str, public_id: str) -> ResponseReturnValue:
    item = queries.session(g.event, session)
    appearances.remove(queries.appearance(item, public_id), actor=identity.current_actor())
    flash(_("They are out of the session."), "success")
    return _back_to(item)


def _join(item: ProgrammeItem, form: AppearanceForm, person: Person | None) -> ResponseReturnValue:
    """Put somebody known, or a group, into the session."""
    if form.validate_on_submit():
        with form.reporting():
            _once(appearances.add, item, form.new(person.public_id if person else ""), form=form)
            return _added(item)
    return render_template(
        "organiser/programme/appearance.html", item=item, form=form, appearance=None, person=person
    ), form.status


def is_settled(form: NewNameForm) -> bool:
    """Whether nobody known has a name like this, or the organiser has said who it is."""
    doubts = queries.namesakes(g.event, form.full_name)
    offered = {SOMEBODY_ELSE, *(person.public_id for person in doubts)}
    if not doubts or form.namesake.data in offered:
        return True
    form.ask(doubts)
    return False


def _add(item: ProgrammeItem, form: NewPersonForm) -> None:
    chosen = form.namesake.data
    if chosen and chosen != SOMEBODY_ELSE:
        _once(appearances.add, item, form.new(chosen), form=form)
    else:
        _once(appearances.add_new_person, item, form.person(), form.new(), form=form)


def _once(act: Callable[..., Appearance], item: ProgrammeItem, *args: object, form: AppearanceForm) -> None:
    actor = identity.current_actor()
    add = partial(act, item, *args, actor=actor)
    repeating.once(g.event, Appearance, add, key=form.sent(), actor=actor)


def _added(item: ProgrammeItem) -> ResponseReturnValue:
    flash(_("They are in the session."), "success")
    return _back_to(item)


def _back_to(item: ProgrammeItem) -> ResponseReturnValue:
    return redirect(url_for("organiser.programme.sessions.edit", public_id=item.public_id, _anchor="people"))
