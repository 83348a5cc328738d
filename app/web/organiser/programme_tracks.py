"""The tracks of an event."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.core.errors import Invalid
from app.http import access, csrf, identity
from app.programme import queries
from app.programme.errors import StaleEdit
from app.programme.services import tracks
from app.programme.services.drafting import Direction
from app.rendering import colour
from app.web.organiser.forms.places import TrackForm

bp = Blueprint("tracks", __name__, url_prefix="/tracks")


@bp.get("/")
@access.team(Permission.PROGRAMME_VIEW)
def index() -> ResponseReturnValue:
    made = queries.tracks(g.event)
    return render_template(
        "organiser/programme/tracks.html",
        tracks=made,
        sessions=queries.sessions_per_track(g.event),
        accent=colour.DEFAULT,
        tones=[track.colour for track in made],
    )


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    form = TrackForm()
    if form.validate_on_submit():
        try:
            tracks.create(g.event, form.data_for_service(), actor=identity.current_actor())
        except Invalid as error:
            form.report(error)
        else:
            flash(_("The track is added."), "success")
            return redirect(url_for(".index"))
    return render_template("organiser/programme/track.html", form=form, track=None), form.status


@bp.route("/<public_id>/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def edit(public_id: str) -> ResponseReturnValue:
    track, differences = queries.track(g.event, public_id), []
    form = TrackForm(track)
    if form.validate_on_submit():
        try:
            tracks.edit(track, form.changes(), actor=identity.current_actor())
        except StaleEdit as error:
            form.report(error)
            differences = form.meet(TrackForm(track, formdata=None))
        except Invalid as error:
            form.report(error)
        else:
            flash(_("The track is saved."), "success")
            return redirect(url_for(".index"))
    return render_template(
        "organiser/programme/track.html", form=form, track=track, differences=differences
    ), form.status


@bp.post("/<public_id>/move/<any(up, down):direction>")
@access.team(Permission.PROGRAMME_EDIT)
def move(public_id: str, direction: Direction) -> ResponseReturnValue:
    tracks.move(queries.track(g.event, public_id), direction, actor=identity.current_actor())
    return redirect(url_for(".index"))


@bp.post("/<public_id>/remove")
@access.team(Permission.PROGRAMME_EDIT)
def remove(public_id: str) -> ResponseReturnValue:
    tracks.remove(queries.track(g.event, public_id), actor=identity.current_actor())
    flash(_("The track is removed. Its sessions stay, without a track."), "success")
    return redirect(url_for(".index"))
