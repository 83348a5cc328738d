"""The registration desk: the list with its filters, one registration, and what is decided about it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Actor, Permission
from app.http import access, csrf, identity
from app.outbox import labels as message_labels
from app.outbox import policies as message_policies
from app.outbox import queries as outbox
from app.outbox import rules as message_rules
from app.outbox.models import Message
from app.registration import labels, policies, rules
from app.registration.models import Registration, RegistrationState
from app.registration.queries import attendee, desk
from app.registration.services import deciding, details
from app.registration.services.deciding import Note
from app.web.organiser import scope
from app.web.organiser.registration_forms import (
    CorrectionForm,
    DecisionForm,
    EntryForm,
    ExportForm,
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
        categories=attendee.categories(g.event),
        countries=desk.countries_of(g.event),
        labels=labels,
        is_vouched_for=rules.is_vouched_for,
        may_export=policies.may_export(identity.current_actor(), g.event.id),
        export_form=ExportForm(),
        chosen=chosen,
        address=f"{url_for('.index')}?{urlencode(chosen)}",
    )


@bp.get("/<public_id>/")
@access.team(Permission.REGISTRATIONS_VIEW)
def show(public_id: str) -> ResponseReturnValue:
    registration = desk.of_event(g.event, public_id)
    return _page(registration, DecisionForm(), _note(registration))


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    form = EntryForm(attendee.categories(g.event))
    if form.validate_on_submit():
        with form.reporting():
            made = deciding.add(g.event, form.data_for_service(), actor=identity.current_actor())
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
    form = _correction(registration)
    if form.validate_on_submit():
        with form.saving(lambda: _correction(registration, formdata=None)):
            seen, actor = form.seen.data or "", identity.current_actor()
            deciding.correct(registration, form.details(), seen=seen, actor=actor)
            flash(_("The details are changed."), "success")
            return redirect(url_for(".show", public_id=public_id))
    return render_template(
        "organiser/registrations/edit.html", form=form, registration=registration
    ), form.status


@bp.post("/<public_id>/confirm")
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def confirm(public_id: str) -> ResponseReturnValue:
    registration = desk.of_event(g.event, public_id)
    if registration.state is RegistrationState.CONFIRMED:
        done = _("The seat is kept, whether the address is confirmed or not.")
    else:
        done = _("The seat is confirmed, and we have written about it.")
    return _decide(registration, deciding.confirm, done)


@bp.post("/<public_id>/decline")
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def decline(public_id: str) -> ResponseReturnValue:
    done = _("The registration is declined, and we have written about it.")
    return _decide(desk.of_event(g.event, public_id), deciding.decline, done)


@bp.post("/<public_id>/withdraw")
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def withdraw(public_id: str) -> ResponseReturnValue:
    done = _("The registration is withdrawn, and we have written about it.")
    return _decide(desk.of_event(g.event, public_id), deciding.withdraw, done)


@bp.post("/<public_id>/move-up")
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def move_up(public_id: str) -> ResponseReturnValue:
    done = _("They are first on the waiting list now.")
    return _decide(desk.of_event(g.event, public_id), deciding.move_up, done)


@bp.route("/<public_id>/move", methods=["GET", "POST"])
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def move(public_id: str) -> ResponseReturnValue:
    registration = desk.of_event(g.event, public_id)
    others = [one for one in attendee.categories(g.event) if one.id != registration.category_id]
    form = MoveForm(others)
    if form.validate_on_submit():
        with form.reporting():
            to = desk.category_of(g.event, form.category.data or "")
            reason = form.reason.data or ""
            deciding.move(registration, to, actor=identity.current_actor(), reason=reason)
            flash(_("They are in the other category now."), "success")
            return redirect(url_for(".show", public_id=public_id))
    return render_template(
        "organiser/registrations/move.html", form=form, registration=registration
    ), form.status


@bp.post("/<public_id>/note")
@access.team(Permission.REGISTRATIONS_EDIT)
@csrf.form_page
def note(public_id: str) -> ResponseReturnValue:
    registration = desk.of_event(g.event, public_id)
    form = _note(registration)
    if form.validate():
        with form.saving(lambda: _note(registration, formdata=None)):
            new, seen = Note(form.note.data or ""), form.seen.data or ""
            deciding.keep_note(registration, new, seen=seen, actor=identity.current_actor())
            flash(_("The note is kept."), "success")
            return redirect(url_for(".show", public_id=public_id))
    return _page(registration, DecisionForm(formdata=None), form)


@bp.post("/<public_id>/send-link")
@access.team(Permission.REGISTRATIONS_EDIT)
def send_link(public_id: str) -> ResponseReturnValue:
    deciding.send_link(desk.of_event(g.event, public_id), actor=identity.current_actor())
    flash(_("The link to their page is on its way."), "success")
    return redirect(url_for(".show", public_id=public_id))


def _decide(registration: Registration, decision: Decision, done: str) -> ResponseReturnValue:
    """Do what a button says, with the reason typed beside it; show the page again if it is refused."""
    form = DecisionForm()
    if form.validate():
        with form.reporting():
            decision(registration, actor=identity.current_actor(), reason=form.reason.data or "")
            flash(done, "success")
            return redirect(url_for(".show", public_id=registration.public_id))
    return _page(registration, form, _note(registration, formdata=None))


def _correction(registration: Registration, **given: Any) -> CorrectionForm:
    form = CorrectionForm(details.read(registration), **given)
    form.ask_attendance(rules.attendances(g.event, registration.category))
    return form


def _note(registration: Registration, **given: Any) -> NoteForm:
    return NoteForm(Note(registration.note), **given)


def _page(registration: Registration, form: DecisionForm, note_form: NoteForm) -> ResponseReturnValue:
    status, actor = max(form.status, note_form.status), identity.current_actor()
    is_waiting = registration.state is RegistrationState.WAITING
    sees_letters = actor.may(Permission.MESSAGES_VIEW, g.event.id)
    return render_template(
        "organiser/registrations/show.html",
        registration=registration,
        history=desk.history(registration),
        letters=outbox.of_thing(registration) if sees_letters else None,
        may_retry=partial(_may_retry, actor),
        form=form,
        note_form=note_form,
        labels=labels,
        message_labels=message_labels,
        is_vouched_for=rules.is_vouched_for,
        is_live=registration.state in rules.LIVE,
        takes_part=rules.takes_part(registration),
        is_waiting=is_waiting,
        place=attendee.place_in_queue(registration) if is_waiting else None,
        has_seat_for_good=registration.state is RegistrationState.CONFIRMED
        and registration.deadline_at is None,
    ), status


def _may_retry(actor: Actor, message: Message) -> bool:
    return message_policies.may_retry(actor, message) and message_rules.may_be_retried(message)
