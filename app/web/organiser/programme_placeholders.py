"""Somebody who was still to be confirmed gets a name, and keeps the place in the session."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.http import access, csrf, identity
from app.people import labels as people_labels
from app.programme import queries
from app.programme.models import Appearance, ProgrammeItem
from app.programme.services import appearances
from app.web.forms import ButtonForm
from app.web.organiser import found_people
from app.web.organiser.forms.appearances import SOMEBODY_ELSE, NewNameForm
from app.web.organiser.programme_appearances import MOST_FOUND, is_settled

bp = Blueprint("placeholders", __name__, url_prefix="/sessions/<session>/people/<public_id>/name")


@bp.get("/")
@access.team(Permission.PROGRAMME_EDIT)
def find(session: str, public_id: str) -> ResponseReturnValue:
    item, appearance = _placeholder(session, public_id)
    typed = request.args.get("q", "")[:200]
    known = queries.may_be_found_for(g.event)
    found = found_people.find(typed, known, size=MOST_FOUND) if typed.strip() else None
    return render_template(
        "organiser/programme/name_placeholder.html",
        item=item, appearance=appearance, typed=typed, found=found,
    )  # fmt: skip


@bp.post("/<person>")
@access.team(Permission.PROGRAMME_EDIT)
def name(session: str, public_id: str, person: str) -> ResponseReturnValue:
    ButtonForm().validate()
    item, appearance = _placeholder(session, public_id)
    appearances.name_placeholder(appearance, person, actor=identity.current_actor())
    return _named(item)


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def new_person(session: str, public_id: str) -> ResponseReturnValue:
    (item, appearance), form = _placeholder(session, public_id), NewNameForm()
    if form.validate_on_submit() and is_settled(form):
        with form.reporting():
            _name(appearance, form)
            return _named(item)
    return render_template(
        "organiser/programme/name_new_person.html",
        item=item, appearance=appearance, form=form, honorifics=people_labels.HONORIFICS,
    ), form.status  # fmt: skip


def _placeholder(session: str, public_id: str) -> tuple[ProgrammeItem, Appearance]:
    item = queries.session(g.event, session)
    return item, queries.appearance(item, public_id)


def _name(appearance: Appearance, form: NewNameForm) -> None:
    chosen, actor = form.namesake.data, identity.current_actor()
    if chosen and chosen != SOMEBODY_ELSE:
        appearances.name_placeholder(appearance, chosen, actor=actor)
    else:
        appearances.name_new_person(appearance, form.person(), actor=actor)


def _named(item: ProgrammeItem) -> ResponseReturnValue:
    flash(_("They have a name now, in the same place."), "success")
    return redirect(url_for("organiser.programme.sessions.edit", public_id=item.public_id, _anchor="people"))
