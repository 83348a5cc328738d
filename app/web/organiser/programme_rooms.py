"""The rooms of an event."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.core.errors import Invalid
from app.http import access, csrf, identity
from app.programme import queries
from app.programme.errors import StaleEdit
from app.programme.services import rooms
from app.programme.services.drafting import Direction
from app.web.organiser.forms.places import RoomForm

bp = Blueprint("rooms", __name__, url_prefix="/rooms")


@bp.get("/")
@access.team(Permission.PROGRAMME_VIEW)
def index() -> ResponseReturnValue:
    return render_template(
        "organiser/programme/rooms.html",
        rooms=queries.rooms(g.event),
        sessions=queries.sessions_per_room(g.event),
    )


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    form = RoomForm()
    if form.validate_on_submit():
        try:
            rooms.create(g.event, form.data_for_service(), actor=identity.current_actor())
        except Invalid as error:
            form.report(error)
        else:
            flash(_("The room is added."), "success")
            return redirect(url_for(".index"))
    return render_template("organiser/programme/room.html", form=form, room=None), form.status


@bp.route("/<public_id>/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def edit(public_id: str) -> ResponseReturnValue:
    room, differences = queries.room(g.event, public_id), []
    form = RoomForm(room)
    if form.validate_on_submit():
        try:
            rooms.edit(room, form.changes(), actor=identity.current_actor())
        except StaleEdit as error:
            form.report(error)
            differences = form.meet(RoomForm(room, formdata=None))
        except Invalid as error:
            form.report(error)
        else:
            flash(_("The room is saved."), "success")
            return redirect(url_for(".index"))
    return render_template(
        "organiser/programme/room.html", form=form, room=room, differences=differences
    ), form.status


@bp.post("/<public_id>/move/<any(up, down):direction>")
@access.team(Permission.PROGRAMME_EDIT)
def move(public_id: str, direction: Direction) -> ResponseReturnValue:
    rooms.move(queries.room(g.event, public_id), direction, actor=identity.current_actor())
    return redirect(url_for(".index"))


@bp.post("/<public_id>/remove")
@access.team(Permission.PROGRAMME_EDIT)
def remove(public_id: str) -> ResponseReturnValue:
    rooms.remove(queries.room(g.event, public_id), actor=identity.current_actor())
    flash(_("The room is removed. Its sessions stay, without a room."), "success")
    return redirect(url_for(".index"))
