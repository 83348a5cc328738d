"""Signing in, by password or by mailed link, and out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries, rules
from app.accounts.errors import WrongCredentials
from app.accounts.models import Proof, User
from app.accounts.services import links, passwords
from app.http import access, csrf, identity, language, next_page, status
from app.http.limits import TooMany
from app.web.account import attempts
from app.web.account.forms import LinkForm, SignInForm
from app.web.forms import ButtonForm

bp = Blueprint("sign_in", __name__)

SIGN_IN = "account.sign_in."  # how the endpoints of this module begin


@bp.route("/sign-in/", methods=["GET", "POST"])
@access.public
@csrf.form_page
def new() -> ResponseReturnValue:
    """Both ways on one page."""
    if identity.current_account() is not None and request.method == "GET":
        return redirect(_wanted() or url_for("organiser.events_list.index"))
    form = SignInForm()
    if form.validate_on_submit():
        address, password = form.email.data or "", form.password.data
        try:
            with attempts.counted(address):
                return _welcome(passwords.check(address, password), Proof.PASSWORD)
        except (WrongCredentials, TooMany) as error:
            form.report(error)
            form.status = status.of(error)
    return _page(form, LinkForm())


@bp.post("/sign-in/link/")
@access.public
@csrf.form_page
def mail_link() -> ResponseReturnValue:
    """Write to the address, if it has an account; the answer is the same if not."""
    form = LinkForm()
    if form.validate_on_submit():
        try:
            if attempts.may_mail(form.email.data or ""):
                links.send(form.email.data or "", language=language.current(), next_page=_wanted())
        except TooMany as error:
            form.report(error)
            form.status = status.of(error)
        else:
            return redirect(url_for(".mailed", next=_wanted() or None))
    return _page(SignInForm(formdata=None), form)


@bp.get("/sign-in/mailed/")
@access.public
def mailed() -> ResponseReturnValue:
    """What to do while the letter is on its way."""
    minutes = int(rules.LINK_LASTS.total_seconds() // 60)
    return render_template("account/mailed.html", minutes=minutes, wanted=_wanted())


@bp.route("/sign-in/link/<token>/", methods=["GET", "POST"])
@access.link_holder
@csrf.form_page
def use_link(token: str) -> ResponseReturnValue:
    """Looking at the link shows a button; only the button uses it up (trust rule T15)."""
    link = queries.link_by_secret(token)
    if link is None:
        return render_template("account/link_ended.html"), 404
    form = ButtonForm()
    if form.validate_on_submit():
        try:
            return _welcome(links.use(token), Proof.LINK)
        except WrongCredentials:  # a new password came first, and ended every link
            return render_template("account/link_ended.html"), 404
    return render_template("account/use_link.html", form=form, user=link.user), form.status


@bp.post("/sign-out/")
@access.public
def delete() -> ResponseReturnValue:
    identity.sign_out()
    flash(_("You are signed out."), "success")
    return redirect(url_for(".new"))


def _page(password_form: SignInForm, link_form: LinkForm) -> ResponseReturnValue:
    body = render_template(
        "account/sign_in.html", form=password_form, link_form=link_form, wanted=_wanted() or None
    )
    return body, max(password_form.status, link_form.status)


def _wanted() -> str:
    """Not the sign-in pages again: least of all a mailed link that somebody else has planted."""
    return next_page.safe(request.args.get("next"), but_not=SIGN_IN)


def _welcome(user: User, proof: Proof) -> ResponseReturnValue:
    """Begin the session and go where the reader wanted, in their own language unless they chose one."""
    identity.sign_in(user, proof)
    response = redirect(_wanted() or url_for("organiser.events_list.index"))
    if language.LANGUAGE_COOKIE not in request.cookies:
        language.remember(response, user.language)
    return response
