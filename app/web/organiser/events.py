"""Beginning an event, and describing it: one page for each of its parts."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.events import labels, policies, queries, rules
from app.events.errors import MayNotCreate
from app.events.services import editing, shared
from app.http import access, csrf
from app.http.identity import current_actor, signed_in_account
from app.web.organiser import (
    event_copy,
    event_from_page,
    event_image,
    event_pages,
    event_rows,
    event_state,
    scope,
)
from app.web.organiser.forms.event_dates import DatesForm
from app.web.organiser.forms.event_new import NewEventForm
from app.web.organiser.forms.event_parts import (
    BasicsForm,
    DescriptionForm,
    DetailsForm,
    LanguagesForm,
    PartForm,
    PlaceForm,
    TakingPartForm,
)

bp = scope.bind(Blueprint("events", __name__, url_prefix="/events"))
bp.context_processor(event_pages.offered)
for child in (event_rows, event_image, event_state, event_copy, event_from_page):
    bp.register_blueprint(child.bp)

_FORMS: dict[str, type[PartForm]] = {
    "dates": DatesForm,
    "place": PlaceForm,
    "languages": LanguagesForm,
    "taking-part": TakingPartForm,
    "description": DescriptionForm,
    "details": DetailsForm,
}


@bp.route("/new", methods=["GET", "POST"])
@access.signed_in
@csrf.form_page
def new() -> ResponseReturnValue:
    if not policies.may_create(current_actor(), signed_in_account()):
        raise MayNotCreate
    form = NewEventForm()
    if form.validate_on_submit():
        with form.reporting():
            event = editing.create(form.data_for_service(), actor=current_actor())
            flash(_("The draft is made. Only its team sees it until you announce it."), "success")
            return redirect(url_for(".edit", slug=event.slug))
    return render_template("organiser/events/new.html", form=form), form.status


@bp.get("/<slug>/edit/")
@access.team(Permission.EVENT_EDIT)
def edit() -> ResponseReturnValue:
    event = queries.event_page(g.event.id)
    return render_template(
        "organiser/events/edit.html",
        event=event,
        status=event_pages.status(event),
        missing=rules.missing(event),
        labels=labels,
    )


@bp.route(f"/<slug>/edit/<any({', '.join(map(repr, event_pages.PARTS))}):page>/", methods=["GET", "POST"])
@access.team(Permission.EVENT_EDIT)
@csrf.form_page
def part(page: str) -> ResponseReturnValue:
    form = _form(page)
    if form.validate_on_submit():
        with form.saving(lambda: _form(page, formdata=None)):
            editing.change(g.event, form.data_for_service(), seen=form.seen.data or "", actor=current_actor())
            flash(_("Saved."), "success")
            return redirect(url_for(".edit"))
    template = "dates" if page == "dates" else "part"
    heading = event_pages.PARTS[page]
    return render_template(f"organiser/events/{template}.html", form=form, heading=heading), form.status


def _form(page: str, **kwargs: Any) -> PartForm:
    """The form of one part, with what is stored now."""
    if page == "basics":
        return BasicsForm(g.event, shared.series_open_to(current_actor()), **kwargs)
    return _FORMS[page](g.event, **kwargs)
