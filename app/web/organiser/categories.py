"""Categories of participants: their seats, windows and order."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.actors import Permission
from app.http import access, csrf, identity
from app.registration import labels, rules
from app.registration.errors import NoSuchCategory
from app.registration.models import Category
from app.registration.queries import attendee, desk
from app.registration.services import categories
from app.web.forms import ButtonForm
from app.web.organiser import scope
from app.web.organiser.registration_forms import CategoryForm

bp = scope.bind(Blueprint("categories", __name__, url_prefix="/events/<slug>/categories"))


@bp.get("/")
@access.team(Permission.REGISTRATIONS_VIEW)
def index() -> ResponseReturnValue:
    return render_template(
        "organiser/categories/index.html",
        categories=attendee.categories(g.event),
        numbers=desk.numbers(g.event),
        labels=labels,
        remaining=rules.remaining,
    )


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    form = CategoryForm()
    if form.validate_on_submit():
        with form.reporting():
            new, actor = form.data_for_service(), identity.current_actor()
            categories.create(g.event, new, public_id=form.made_as(), actor=actor)
            flash(_("The category is there."), "success")
            return redirect(url_for(".index"))
    return render_template("organiser/categories/edit.html", form=form, category=None), form.status


@bp.route("/<public_id>/", methods=["GET", "POST"])
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def edit(public_id: str) -> ResponseReturnValue:
    category = _named(public_id)
    form = CategoryForm(categories.read(category))
    if form.validate_on_submit():
        with form.saving(lambda: CategoryForm(categories.read(category), formdata=None)):
            new, seen = form.data_for_service(), form.seen.data or ""
            offered = categories.edit(category, new, seen=seen, actor=identity.current_actor())
            flash(_("The category is changed."), "success")
            _tell(offered, rules.overbooked(category))
            return redirect(url_for(".index"))
    return render_template("organiser/categories/edit.html", form=form, category=category), form.status


@bp.post("/<public_id>/delete")
@access.team(Permission.REGISTRATIONS_EDIT)
def delete(public_id: str) -> ResponseReturnValue:
    categories.delete(_named(public_id), actor=identity.current_actor())
    flash(_("The category is deleted."), "success")
    return redirect(url_for(".index"))


@bp.post("/arrange")
@access.team(Permission.REGISTRATIONS_EDIT)
def arrange() -> ResponseReturnValue:
    """One step up for the category named; the first stays where it is."""
    ButtonForm().validate()
    order = [category.public_id for category in attendee.categories(g.event)]
    moved = request.form.get("category", "")
    if moved in order[1:]:
        place = order.index(moved)
        order[place - 1], order[place] = order[place], order[place - 1]
        categories.arrange(g.event, order, actor=identity.current_actor())
    return redirect(url_for(".index"))


def _tell(offered: int, beyond: int) -> None:
    """What the new number of seats has done to people."""
    if offered:
        flash(
            ngettext("%(num)s person was offered a seat.", "%(num)s people were offered a seat.", offered),
            "info",
        )
    if beyond:
        sentence = ngettext(
            "%(num)s person has a seat beyond this number and keeps it.",
            "%(num)s people have seats beyond this number and keep them.",
            beyond,
        )
        flash(sentence, "warning")


def _named(public_id: str) -> Category:
    """The category an address names. A wrong choice in a form is 422; a wrong address is no page."""
    try:
        return desk.category_of(g.event, public_id)
    except NoSuchCategory:
        abort(404)
