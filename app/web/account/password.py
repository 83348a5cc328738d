"""Setting a password, and changing it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import rules
from app.accounts.errors import WeakPassword, WrongPassword
from app.accounts.models import User
from app.accounts.services import passwords
from app.core import clock
from app.http import access, csrf, identity, status
from app.http.limits import TooMany
from app.web.account import attempts
from app.web.account.forms import PasswordForm

bp = Blueprint("password", __name__)


@bp.route("/password/", methods=["GET", "POST"])
@access.signed_in
@csrf.form_page
def edit() -> ResponseReturnValue:
    user = identity.signed_in_account()
    form = PasswordForm(asks_for_current=_asks_for_current(user))
    if form.validate_on_submit():
        try:
            _save(user, form)
        except (WrongPassword, WeakPassword, TooMany) as error:
            form.report(error)
            form.status = status.of(error)
        else:
            identity.renew()
            flash(_("Your password is set. All other browsers are signed out."), "success")
            return redirect(url_for(".edit"))
    return render_template("account/password.html", form=form, user=user), form.status


def _asks_for_current(user: User) -> bool:
    if user.password_hash is None:
        return False
    return rules.needs_present_password(identity.current_session(), clock.now())


def _save(user: User, form: PasswordForm) -> None:
    keep, actor, new = identity.current_secret(), identity.current_actor(), form.new_password.data
    if not form.asks_for_current:
        passwords.put(user, new, keep=keep, actor=actor)
        return
    with attempts.counted(user.email):
        passwords.change(user, current=form.current_password.data, new=new, keep=keep, actor=actor)
