"""The registration desk: the list with its filters, one registration, and what is decided about it."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Actor, Permission
from app.core.errors import DomainError, NotAllowed, NotFound
from app.http import access, csrf, identity
from app.registration import labels, rules
from app.registration.models import Registration, RegistrationState
from app.registration.queries import attendee, desk
from app.registration.services import deciding
from app.web.organiser import scope
from app.web.organiser.registration_forms import (
    DecisionForm,
    DetailsForm,
    EntryForm,
    MoveForm,
    NoteForm,
    chosen_in,
    filter_from,
)

bp = scope.bind(Blueprint("registrations", __name__, url_prefix="/events/<slug>/registrations"))

Decision = Callable[..., None]


@bp.get("/")
@access.team(Permission.REGISTRATIONS_VIEW)
def index() -> ResponseReturnValue:
    chosen, wanted = chosen_in(request.args), filter_from(request.args)
    page = desk.registrations(g.event, wanted, number=request.args.get("page", 1, type=int))
    return render_template(
        "organiser/registrations/index.html",
        page=page,
        wanted=wanted,
        numbers=desk.numbers(g.event),
        categories=attendee.categories(g.event),
        countries=desk.countries_of(g.event),
        labels=labels,
        may_export=identity.current_actor().may(Permission.REGISTRATIONS_EXPORT, g.event.id),
        chosen=chosen,
        address=f"{url_for('.index')}?{urlencode(chosen)}",
    )


@bp.get("/<public_id>/")
@access.team(Permission.REGISTRATIONS_VIEW)
def show(public_id: str) -> ResponseReturnValue:
    registration = desk.of_event(g.event, public_id)
    return _page(registration, DecisionForm(), NoteForm(obj=registration))


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    form = EntryForm(attendee.categories(g.event))
    if form.validate_on_submit():
        try:
            made = deciding.add(g.event, form.data_for_service(), actor=identity.current_actor())
        except DomainError as error:
            form.report(error)
        else:
            flash(
                _("%(name)s is registered: %(state)s.", name=made.name, state=labels.STATE[made.state]),
                "success",
            )
            return redirect(url_for(".show", public_id=made.public_id))
    return render_template("organiser/registrations/new.html", form=form), form.status


@bp.route("/<public_id>/edit", methods=["GET", "POST"])
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def edit(public_id: str) -> ResponseReturnValue:
    registration = desk.of_event(g.event, public_id)
    form = DetailsForm(registration)
    if form.validate_on_submit():
        try:
            deciding.correct(registration, form.details(), actor=identity.current_actor())
        except DomainError as error:
            form.report(error)
        else:
            flash(_("The details are changed."), "success")
            return redirect(url_for(".show", public_id=public_id))
    return render_template(
        "organiser/registrations/edit.html", form=form, registration=registration
    ), form.status


@bp.post("/<public_id>/confirm")
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def confirm(public_id: str) -> ResponseReturnValue:
    return _decide(public_id, deciding.confirm, _("The seat is confirmed, and we have written about it."))


@bp.post("/<public_id>/decline")
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def decline(public_id: str) -> ResponseReturnValue:
    return _decide(
        public_id, deciding.decline, _("The registration is declined, and we have written about it.")
    )


@bp.post("/<public_id>/withdraw")
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def withdraw(public_id: str) -> ResponseReturnValue:
    return _decide(
        public_id, deciding.withdraw, _("The registration is withdrawn, and we have written about it.")
    )


@bp.post("/<public_id>/move-up")
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def move_up(public_id: str) -> ResponseReturnValue:
    return _decide(public_id, deciding.move_up, _("They are first on the waiting list now."))


@bp.route("/<public_id>/move", methods=["GET", "POST"])
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def move(public_id: str) -> ResponseReturnValue:
    registration = desk.of_event(g.event, public_id)
    others = [one for one in attendee.categories(g.event) if one.id != registration.category_id]
    form = MoveForm(others)
    if form.validate_on_submit():
        try:
            to = desk.category_of(g.event, form.category.data or "")
            reason = form.reason.data or ""
            deciding.move(registration, to, actor=identity.current_actor(), reason=reason)
        except DomainError as error:
            form.report(error)
        else:
            flash(_("They are in the other category now."), "success")
            return redirect(url_for(".show", public_id=public_id))
    return render_template(
        "organiser/registrations/move.html", form=form, registration=registration
    ), form.status


@bp.post("/<public_id>/note")
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def note(public_id: str) -> ResponseReturnValue:
    registration, form = desk.of_event(g.event, public_id), NoteForm()
    if not form.validate():
        return _page(registration, DecisionForm(formdata=None), form)
    deciding.keep_note(registration, form.note.data or "", actor=identity.current_actor())
    flash(_("The note is kept."), "success")
    return redirect(url_for(".show", public_id=public_id))


@bp.post("/<public_id>/send-link")
@access.team(Permission.REGISTRATIONS_EDIT)
def send_link(public_id: str) -> ResponseReturnValue:
    deciding.send_link(desk.of_event(g.event, public_id), actor=identity.current_actor())
    flash(_("The link to their page is on its way."), "success")
    return redirect(url_for(".show", public_id=public_id))


def _decide(public_id: str, decision: Decision, sentence: str) -> ResponseReturnValue:
    """Do what a button says, with the reason typed beside it; show the page again if it is refused."""
    registration, form = desk.of_event(g.event, public_id), DecisionForm()
    if form.validate():
        actor: Actor = identity.current_actor()
        try:
            decision(registration, actor=actor, reason=form.reason.data or "")
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            form.report(error)
        else:
            flash(sentence, "success")
            return redirect(url_for(".show", public_id=public_id))
    return _page(registration, form, NoteForm(obj=registration, formdata=None))


def _page(registration: Registration, form: DecisionForm, note_form: NoteForm) -> ResponseReturnValue:
    status = max(form.status, note_form.status)
    return render_template(
        "organiser/registrations/show.html",
        registration=registration,
        history=desk.history(registration),
        form=form,
        note_form=note_form,
        labels=labels,
        is_live=registration.state in rules.LIVE,
        is_waiting=registration.state is RegistrationState.WAITING,
        has_seat_for_good=registration.state is RegistrationState.CONFIRMED
        and registration.deadline_at is None,
    ), status
