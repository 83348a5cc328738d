"""Clearance: secret links to the draft, and what people say of it there."""

from flask import Blueprint, flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.core import clock
from app.core.actors import Permission
from app.http import access, csrf
from app.http.identity import current_actor
from app.programme.models import PreviewComment
from app.programme.services import commenting, previewing
from app.rendering.links import absolute
from app.web.organiser.forms.previews import PreviewForm

bp = Blueprint("previews", __name__)

_NEWEST = "preview_link"  # in the cookie of whoever made it, until it has been shown once


@bp.route("/previews/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def index() -> ResponseReturnValue:
    form = PreviewForm()
    if form.validate_on_submit():
        with form.reporting():
            link, secret = previewing.create(g.event, form.data_for_service(), actor=current_actor())
            session[_NEWEST] = [link.public_id, absolute(f"/previews/{secret}/")]
            return redirect(url_for(".index"))
    links, now = previewing.links(g.event), clock.now()
    return render_template(
        "organiser/programme/previews.html",
        form=form,
        links=links,
        authors=accounts.names({one.created_by_id for one in links if one.created_by_id is not None}),
        is_open=[one.public_id for one in links if previewing.is_open(one, now)],
        newest=session.pop(_NEWEST, None),
    ), form.status


@bp.post("/previews/<public_id>/revoke")
@access.team(Permission.PROGRAMME_EDIT)
def revoke(public_id: str) -> ResponseReturnValue:
    link = previewing.by_public_id(g.event, public_id)
    previewing.revoke(link, actor=current_actor())
    flash(_("The link for %(label)s opens nothing any more.", label=link.label), "success")
    return redirect(url_for(".index"))


@bp.get("/comments/")
@access.team(Permission.PROGRAMME_VIEW)
def comments() -> ResponseReturnValue:
    found = commenting.of_event(g.event)
    return render_template(
        "organiser/programme/comments.html",
        comments=found,
        settlers=settlers(found),
        still_there=commenting.still_there(g.event, found),
    )


@bp.post("/comments/<public_id>/settle")
@access.team(Permission.PROGRAMME_EDIT)
def settle(public_id: str) -> ResponseReturnValue:
    commenting.settle(commenting.by_public_id(g.event, public_id), actor=current_actor())
    flash(_("The comment is settled."), "success")
    return redirect(url_for(".comments"))


@bp.post("/comments/<public_id>/reopen")
@access.team(Permission.PROGRAMME_EDIT)
def reopen(public_id: str) -> ResponseReturnValue:
    commenting.reopen(commenting.by_public_id(g.event, public_id), actor=current_actor())
    flash(_("The comment is open again."), "success")
    return redirect(url_for(".comments"))


def settlers(found: list[PreviewComment]) -> dict[int, str]:
    """Who has settled these, by the user's number."""
    return accounts.names({one.settled_by_id for one in found if one.settled_by_id is not None})


def said_of(public_id: str) -> tuple[list[PreviewComment], dict[int, str]]:
    """The comments on one session, for the page on which it is edited."""
    found = commenting.of_session(g.event, public_id)
    return found, settlers(found)
