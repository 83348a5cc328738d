"""The browsers a user is signed in with, and how to sign them out from here."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts import queries
from app.accounts.services import sessions
from app.http import access, identity, language

bp = Blueprint("sessions", __name__)


@bp.get("/sessions/")
@access.signed_in
def index() -> ResponseReturnValue:
    return render_template(
        "account/sessions.html",
        sessions=queries.sessions_of(identity.signed_in_account()),
        current=identity.current_session(),
        zone=language.zone(""),
    )


@bp.post("/sessions/end-others/")
@access.signed_in
def delete_others() -> ResponseReturnValue:
    count = sessions.end_others(identity.signed_in_account(), keep=identity.current_secret())
    identity.renew()
    flash(
        ngettext("One other browser is signed out.", "%(num)s other browsers are signed out.", count)
        if count
        else _("No other browser was signed in."),
        "success",
    )
    return redirect(url_for(".index"))


@bp.post("/sessions/<public_id>/end/")
@access.signed_in
def delete(public_id: str) -> ResponseReturnValue:
    sessions.end_one(identity.signed_in_account(), public_id)
    flash(_("That browser is signed out."), "success")
    return redirect(url_for(".index"))
