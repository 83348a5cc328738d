"""The register page of an event, and the page that sends a link again."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.core import actors, clock
from app.core.errors import Conflict, Invalid
from app.events.models import Event
from app.http import access, csrf, limits, rush
from app.http.limits import TooMany
from app.registration import mails, rules
from app.registration.models import Category
from app.registration.queries import attendee as queries
from app.registration.rules import Situation
from app.registration.services import registering, self_service
from app.web.attendee import blank_form
from app.web.attendee.forms import AddressForm, KindForm, RegisterForm, kinds, offer
from app.web.registration_details import ways

bp = Blueprint("register", __name__, url_prefix="/events/<slug>/register")

# What is wrong with forms, not what became of them: a lecture hall behind one network address
# registers as fast as it can (T31).
FAILURES = "300 per 10 minutes"
LINKS = "60 per 10 minutes"

_STANDS = _l("You registered with this address before. That stands: what you have just entered is not saved.")


@bp.get("/")
@access.public
def new(slug: str) -> ResponseReturnValue:
    event, categories = queries.register_page(slug)
    g.main_language = event.main_language
    now = clock.now()
    if rules.situation(event, categories, now) is not Situation.OPEN:
        return _closed(event, categories)
    form, found = KindForm(), kinds(event, categories, now)
    offer(form, found, request.args.get("category", ""))
    return blank_form.answer(event, categories, form, found)


@bp.post("/")
@access.public
@csrf.form_page
@rush.in_line
def create(slug: str) -> ResponseReturnValue:
    if not limits.is_free("register", limits.address(), FAILURES):
        raise TooMany
    form = RegisterForm()
    if form.validate():
        new = form.data_for_service()
        try:
            made = registering.register(slug, new, actor=actors.ANONYMOUS)
        except Conflict as refusal:  # how things stand is nobody's failure
            form.report(refusal)
            return _again(slug, form)
        except Invalid as refusal:
            form.report(refusal)
        else:
            if registering.says_otherwise(new, made):
                flash(str(_STANDS), "warning")
            return redirect(mails.page_path(made), 303)
    limits.hit("register", limits.address(), FAILURES)
    return _again(slug, form)


def _again(slug: str, form: RegisterForm) -> ResponseReturnValue:
    """The form as it was filled in, with what must be corrected."""
    event, categories = queries.register_page(slug)
    g.main_language = event.main_language
    now = clock.now()
    if rules.situation(event, categories, now) is not Situation.OPEN:
        return _closed(event, categories, form.status)
    found = kinds(event, categories, now)
    offer(form, found, "")
    form.ask_attendance(ways(event, categories))
    part = blank_form.kind_part(form, found)
    return render_template(blank_form.TEMPLATE, event=event, form=form, kind_part=part), form.status


def _closed(event: Event, categories: list[Category], status: int = 200) -> ResponseReturnValue:
    """What there is to know instead of a form."""
    found = rules.openness(event, categories, clock.now())
    return render_template(
        "attendee/register/closed.html", event=event, openness=found, status=status
    ), status


@bp.route("/resend/", methods=["GET", "POST"])
@access.public
@csrf.form_page
def resend(slug: str) -> ResponseReturnValue:
    """Asks only the address, and always answers the same: the truth goes by mail alone (T22)."""
    event, _categories = queries.register_page(slug)
    g.main_language = event.main_language
    form = AddressForm()
    if form.validate_on_submit():
        if not limits.hit("registration link", limits.address(), LINKS):
            raise TooMany
        self_service.send_link(slug, form.email.data or "", actor=actors.ANONYMOUS)
        return redirect(url_for("attendee.register.resend", slug=slug, sent=1), 303)
    return render_template(
        "attendee/register/resend.html", event=event, form=form, is_sent="sent" in request.args
    ), form.status
