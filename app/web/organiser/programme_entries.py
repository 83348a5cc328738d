"""Typing into the outline: a line that becomes a session, a title in its place, into and out of others."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core import ids
from app.core.actors import Permission
from app.core.errors import Conflict, Invalid
from app.http import access, csrf
from app.http.identity import current_actor
from app.programme import queries
from app.programme.errors import NothingMoves
from app.programme.models import ProgrammeItem
from app.programme.services import entering, repeating
from app.programme.services.arranging import moving
from app.programme.services.drafting import Direction
from app.web.filters import tr_text
from app.web.organiser import programme_arranging
from app.web.organiser.forms.entries import EntryForm, TitleForm

bp = Blueprint("entries", __name__)
bp.add_app_template_global(ids.public_id, "new_form_key")


@bp.route("/entries", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    form = EntryForm()
    if form.validate_on_submit():
        with form.reporting():
            enter = partial(entering.enter, g.event, form.data_for_service(), actor=current_actor())
            item = repeating.once(g.event, ProgrammeItem, enter, key=form.sent(), actor=current_actor())
            flash(_("“%(title)s” is in the draft.", title=tr_text(item.title)), "success")
            return redirect(
                url_for("organiser.programme.index", entered=item.public_id, _anchor=item.public_id)
            )
    return render_template("organiser/programme/entry.html", form=form, item=None), form.status


@bp.route("/sessions/<session>/title", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def title(session: str) -> ResponseReturnValue:
    item = queries.session(g.event, session)
    span = queries.draft(g.event).timetable.span(item)
    form = TitleForm(item, span)
    if form.validate_on_submit():
        with form.saving(lambda: TitleForm(item, span, formdata=None)):
            entering.retitle(item, form.changes(), actor=current_actor())
            flash(_("“%(title)s” is saved.", title=tr_text(item.title)), "success")
            return redirect(programme_arranging.outline(item))
    return render_template("organiser/programme/entry.html", form=form, item=item), form.status


@bp.post("/sessions/<session>/move/<any(up, down):direction>")
@access.team(Permission.PROGRAMME_EDIT)
def move(session: str, direction: Direction) -> ResponseReturnValue:
    def act(item: ProgrammeItem) -> str:
        if not moving.move(item, direction, actor=current_actor()):
            raise NothingMoves(
                _("There is no session on that side of “%(title)s”.", title=tr_text(item.title))
            )
        return _("“%(title)s” has changed places.", title=tr_text(item.title))

    return _done(session, act)


@bp.post("/sessions/<session>/nest")
@access.team(Permission.PROGRAMME_EDIT)
def nest(session: str) -> ResponseReturnValue:
    def act(item: ProgrammeItem) -> str:
        parent = moving.nest(item, actor=current_actor())
        return _(
            "“%(title)s” is inside “%(parent)s” now.",
            title=tr_text(item.title),
            parent=tr_text(parent.title),
        )

    return _done(session, act)


@bp.post("/sessions/<session>/unnest")
@access.team(Permission.PROGRAMME_EDIT)
def unnest(session: str) -> ResponseReturnValue:
    def act(item: ProgrammeItem) -> str:
        moving.unnest(item, actor=current_actor())
        return _("“%(title)s” stands by itself now.", title=tr_text(item.title))

    return _done(session, act)


def _done(session: str, act: Callable[[ProgrammeItem], str]) -> ResponseReturnValue:
    """Do it and go back to the outline, which says what has become of it, or why nothing has.

    Why not stands at the top of the page, which then begins there: the session itself tells nothing.
    """
    item = queries.session(g.event, session)
    try:
        flash(act(item), "success")
    except (Conflict, Invalid) as refusal:
        flash(str(refusal), "error")
        return redirect(url_for("organiser.programme.index", at=item.public_id))
    return redirect(programme_arranging.outline(item))
