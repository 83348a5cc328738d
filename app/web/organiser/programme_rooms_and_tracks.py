"""The rooms and the tracks of an event: two lists, looked after in one way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.core.actors import Permission
from app.events.models import Event
from app.http import access, csrf
from app.http.identity import current_actor
from app.programme import queries
from app.programme.models import Room, Track
from app.programme.services import repeating, rooms_and_tracks
from app.programme.services.drafting import Direction
from app.rendering import colour
from app.web.filters import tr_text
from app.web.organiser.forms.rooms_and_tracks import NamedForm, RoomForm, TrackForm


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs between the two: words, form, and where to find them."""

    heading: LazyString
    add: LazyString
    save: LazyString
    added: LazyString
    saved: LazyString
    removed: LazyString
    model: type[Room | Track]
    form: type[NamedForm]
    every: Callable[[Event], Sequence[Room | Track]]
    by_public_id: Callable[[Event, str], Room | Track]
    sessions: Callable[[Event], dict[int, int]]


_KINDS = {
    "rooms": Kind(
        heading=_l("Rooms"),
        add=_l("Add a room"),
        save=_l("Save the room"),
        added=_l("The room is added."),
        saved=_l("The room is saved."),
        removed=_l("The room is removed. Its sessions stay, without a room."),
        model=Room,
        form=RoomForm,
        every=queries.rooms,
        by_public_id=queries.room,
        sessions=queries.sessions_per_room,
    ),
    "tracks": Kind(
        heading=_l("Tracks"),
        add=_l("Add a track"),
        save=_l("Save the track"),
        added=_l("The track is added."),
        saved=_l("The track is saved."),
        removed=_l("The track is removed. Its sessions stay, without a track."),
        model=Track,
        form=TrackForm,
        every=queries.tracks,
        by_public_id=queries.track,
        sessions=queries.sessions_per_track,
    ),
}
bp = Blueprint("rooms_and_tracks", __name__, url_prefix=f"/<any({', '.join(map(repr, _KINDS))}):kind>")


@bp.get("/")
@access.team(Permission.PROGRAMME_VIEW)
def index(kind: str) -> ResponseReturnValue:
    about = _KINDS[kind]
    things = about.every(g.event)
    tones = [thing.colour for thing in things if isinstance(thing, Track)]
    return render_template(
        "organiser/programme/rooms_and_tracks.html",
        kind=kind,
        about=about,
        things=things,
        sessions=about.sessions(g.event),
        accent=colour.DEFAULT if tones else "",
        tones=tones,
    )


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def new(kind: str) -> ResponseReturnValue:
    about = _KINDS[kind]
    form = about.form()
    if form.validate_on_submit():
        with form.reporting():
            create = partial(rooms_and_tracks.create, g.event, form.data_for_service(), actor=current_actor())
            repeating.once(g.event, about.model, create, key=form.sent(), actor=current_actor())
            flash(str(about.added), "success")
            return redirect(url_for(".index", kind=kind))
    return _page(kind, form, about.add)


@bp.route("/<public_id>/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def edit(kind: str, public_id: str) -> ResponseReturnValue:
    about = _KINDS[kind]
    thing = about.by_public_id(g.event, public_id)
    form = about.form(thing)
    if form.validate_on_submit():
        with form.saving(lambda: about.form(thing, formdata=None)):
            rooms_and_tracks.edit(thing, form.data_for_service(), seen=form.seen(), actor=current_actor())
            flash(str(about.saved), "success")
            return redirect(url_for(".index", kind=kind))
    return _page(kind, form, tr_text(thing.name))


@bp.post("/<public_id>/move/<any(up, down):direction>")
@access.team(Permission.PROGRAMME_EDIT)
def move(kind: str, public_id: str, direction: Direction) -> ResponseReturnValue:
    rooms_and_tracks.move(_KINDS[kind].by_public_id(g.event, public_id), direction, actor=current_actor())
    return redirect(url_for(".index", kind=kind))


@bp.post("/<public_id>/remove")
@access.team(Permission.PROGRAMME_EDIT)
def remove(kind: str, public_id: str) -> ResponseReturnValue:
    about = _KINDS[kind]
    rooms_and_tracks.remove(about.by_public_id(g.event, public_id), actor=current_actor())
    flash(str(about.removed), "success")
    return redirect(url_for(".index", kind=kind))


def _page(kind: str, form: NamedForm, heading: object) -> ResponseReturnValue:
    return render_template(
        "organiser/programme/room_or_track.html", kind=kind, about=_KINDS[kind], form=form, heading=heading
    ), form.status
