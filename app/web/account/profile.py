"""How a user is called, and in which language we write to them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.services import users
from app.http import access, csrf, identity, language
from app.web.account.forms import ProfileForm

bp = Blueprint("profile", __name__)


@bp.route("/", methods=["GET", "POST"])
@access.signed_in
@csrf.form_page
def edit() -> ResponseReturnValue:
    user = identity.signed_in_account()
    form = ProfileForm(obj=user)
    if form.validate_on_submit():
        profile = form.data_for_service()
        users.describe(user, profile, actor=identity.current_actor())
        flash(_("Saved."), "success")
        response = redirect(url_for(".edit"))
        language.remember(response, profile.language)
        return response
    return render_template("account/profile.html", form=form, user=user), form.status
