"""An event made of the text of its page: the text, what was read out of it beside it, the draft."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core import clock, lazy
from app.events import policies
from app.events.errors import MayNotCreate
from app.http import access, csrf, guard
from app.http.identity import current_actor, signed_in_account
from app.people import labels as people_labels
from app.people import queries as people
from app.programme import queries
from app.programme.announcing.result import Announcement
from app.programme.paste.limits import MOST_CHARACTERS
from app.programme.services import announcing
from app.programme.services.announcing import Begun
from app.web.organiser import pasted_source
from app.web.organiser.forms.from_page import AnnouncedForm, PageForm

bp = Blueprint("from_page", __name__, url_prefix="/new/from-page")
reading = lazy.module("app.programme.announcing.reading")  # its words weigh as much as a library


@bp.route("/", methods=["GET", "POST"])
@access.signed_in
@csrf.form_page
def new() -> ResponseReturnValue:
    _refuse_strangers()
    form = PageForm()
    if form.validate_on_submit():
        with form.reporting():
            source = form.source()
            found = reading.read(source, clock.now().date())
            proposed = AnnouncedForm(source, found)
            _offer(proposed)
            return _review(proposed, found)
    return render_template("organiser/events/from_page.html", form=form), form.status


@bp.route("/review", methods=["GET", "POST"])
@access.signed_in
@csrf.form_page
@guard.many_fields
def review() -> ResponseReturnValue:
    """What the review sends. There is nothing to show without a text: its page is the answer to `new`."""
    _refuse_strangers()
    form = AnnouncedForm()
    if not form.is_submitted():
        return redirect(url_for(".new"))
    _offer(form)
    if form.validate_on_submit():
        with form.reporting():
            return _begun(announcing.begin(form.data_for_service(), actor=current_actor()))
    source = (form.source.data or "")[:MOST_CHARACTERS]
    return _review(form, reading.read(source, clock.now().date()))


def _refuse_strangers() -> None:
    if not policies.may_create(current_actor(), signed_in_account()):
        raise MayNotCreate


def _offer(form: AnnouncedForm) -> None:
    """People of the page may be people we know; the organiser decides."""
    form.offer(people.namesakes_of_all(form.names, queries.may_be_found_by(current_actor())))


def _review(form: AnnouncedForm, found: Announcement) -> ResponseReturnValue:
    source = form.source.data or ""
    return render_template(
        "organiser/events/from_page_review.html",
        form=form,
        found=found,
        source=pasted_source.lines_of(source, pasted_source.pieces_of(found.lines)),
        text=source,
        honorifics=people_labels.HONORIFICS,
    ), form.status


def _begun(begun: Begun) -> ResponseReturnValue:
    event, pasted = begun.event, begun.programme
    flash(_("The draft is made. Only its team sees it until you announce it."), "success")
    if pasted is None:
        return redirect(url_for("organiser.events.edit", slug=event.slug))
    address = url_for("organiser.programme.paste.review", slug=event.slug, public_id=pasted.public_id)
    return redirect(address)
