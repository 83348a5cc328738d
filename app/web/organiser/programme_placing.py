"""When and where one session takes place: a form of its own, which the grid sends too."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.actors import Permission
from app.core.errors import StaleEdit
from app.http import access, csrf, identity, language, status
from app.programme import board, queries
from app.programme.errors import NoSuchRoom, NoSuchSession
from app.programme.models import ProgrammeItem
from app.programme.rules import Span
from app.programme.services import placing
from app.rendering import dates, lists
from app.web.filters import tr_text
from app.web.organiser.forms.placing import PlaceForm

bp = Blueprint("placing", __name__, url_prefix="/sessions")


@bp.route("/<public_id>/place", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def place(public_id: str) -> ResponseReturnValue:
    try:
        item = queries.session(g.event, public_id)
    except NoSuchSession as refusal:
        if not _is_script():
            raise
        return _gone(refusal)
    form = _form(item)
    if form.validate_on_submit():
        day = item.starts_local and item.starts_local.date()
        with form.saving(lambda: _form(item, formdata=None)):
            moved = placing.place(item, form.placement(), actor=identity.current_actor())
            return _done(item, _moved(item, day, len(moved)))
    if _is_script():
        return _refused(item, form)
    return render_template(
        "organiser/programme/place.html",
        form=form,
        item=item,
        has_followers=placing.has_followers(item),
        here=_way_back(item),
    ), form.status


def _form(item: ProgrammeItem, **kwargs: Any) -> PlaceForm:
    """What a link of the grid has proposed stands in the form already."""
    if request.method == "GET" and "starts" in request.args:
        kwargs["formdata"] = request.args
    return PlaceForm(item, rooms=queries.rooms(g.event), **kwargs)


def _is_script() -> bool:
    return request.method == "POST" and request.accept_mimetypes.best == "application/json"


def _done(item: ProgrammeItem, said: str) -> ResponseReturnValue:
    if _is_script():
        return jsonify(**_stored(item), said=said)
    flash(said, "success")
    return redirect(_way_back(item))


def _refused(item: ProgrammeItem, form: PlaceForm) -> ResponseReturnValue:
    """Why not, and what is stored instead; the sentence stands alone, without the form around it."""
    sentences = [sentence for _field, sentence in form.error_list()]
    if form.rooms.errors and form.refusal is None:  # one of them has been removed since
        sentences = [str(NoSuchRoom.message)]
    if isinstance(form.refusal, StaleEdit):
        sentences = [_("Somebody else was faster."), _now(item)]
    code = status.of(form.refusal) if form.refusal else HTTPStatus(form.status)
    name = form.refusal.code if form.refusal else "invalid"
    return jsonify(**_stored(item), said=" ".join(sentences), code=name), code


def _gone(refusal: NoSuchSession) -> ResponseReturnValue:
    """What was seen in the grid is not there any more."""
    said = ngettext(
        "%(num)s session has been removed by somebody else in the meantime.",
        "%(num)s sessions have been removed by somebody else in the meantime.",
        1,
    )
    return jsonify(said=said, code=refusal.code), HTTPStatus.NOT_FOUND


def _stored(item: ProgrammeItem) -> dict[str, Any]:
    return {
        "id": item.public_id,
        "revision": item.revision,
        "starts": _iso(item.starts_local),
        "ends": _iso(item.ends_local),
        "rooms": [room.public_id for room in item.rooms],
        "in_all_rooms": item.in_all_rooms,
    }


def _iso(local: datetime | None) -> str | None:
    return local.isoformat(timespec="minutes") if local else None


def _moved(item: ProgrammeItem, before: date | None, along: int) -> str:
    """Where a session has got to, in full words; the day only where it is another one."""
    span, title = _span(item), _title(item)
    if span is None:
        words = _("“%(session)s” waits to be scheduled.", session=title)
    elif item.starts_local is None:
        words = _("“%(session)s” has no time of its own any more.", session=title)
    else:
        is_plain = span.day == span.last_day == before
        when = _times(span) if is_plain else _day_and_times(span)
        words = _(
            "“%(session)s” moved to %(times)s, %(rooms)s.", session=title, times=when, rooms=_place_of(item)
        )
    return f"{words} {_along(along)}".strip()


def _now(item: ProgrammeItem) -> str:
    """Where a session is, whoever has put it there."""
    span, title = _span(item), _title(item)
    if span is None:
        return _("“%(session)s” waits to be scheduled.", session=title)
    return _(
        "“%(session)s” is now on %(times)s, %(rooms)s.",
        session=title,
        times=_day_and_times(span),
        rooms=_place_of(item),
    )


def _span(item: ProgrammeItem) -> Span | None:
    return queries.draft(g.event).timetable.span(item)


def _title(item: ProgrammeItem) -> str:
    return tr_text(item.title) or _("Without a title")


def _times(span: Span) -> str:
    """09:00–10:30; what has no length has one time, and an end on another day its day."""
    starts = dates.clock(span.starts.local)
    ends = dates.clock_seen_from(span.ends.local, span.day, language.current())
    return starts if span.starts.at == span.ends.at else f"{starts}–{ends}"


def _day_and_times(span: Span) -> str:
    return lists.join((dates.weekday_day(span.day, language.current()), _times(span)), language.current())


def _place_of(item: ProgrammeItem) -> str:
    if item.in_all_rooms:
        return _("All rooms")
    names = [tr_text(room.name) for room in item.rooms]
    return lists.join_names(names, language.current()) or _("no room yet")


def _along(moved: int) -> str:
    if not moved:
        return ""
    return ngettext(
        "%(num)s session inside has moved with it.", "%(num)s sessions inside have moved with it.", moved
    )


def _way_back(item: ProgrammeItem) -> str:
    """The day of the grid on which the session is now: the one it was seen on where it is there still."""
    seen, span = request.args.get("from") or None, _span(item)
    days = [day.isoformat() for day in board.days_of(span)] if span else []
    day = seen if seen in days or not days else days[0]
    return url_for("organiser.programme.grid.show", day=day, _anchor=item.public_id)
