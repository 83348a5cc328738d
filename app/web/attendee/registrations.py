"""The page of one registration, for whoever holds its link. Looking at it changes nothing (T15)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core import actors, clock
from app.core.actors import Actor
from app.core.errors import Invalid
from app.documents import labels as document_labels
from app.documents import queries as documents
from app.documents import rules as document_rules
from app.events import ical
from app.events.models import Event, Lifecycle, Visibility
from app.http import access, csrf, language, limits
from app.http.limits import TooMany
from app.programme import queries as programmes
from app.registration import labels, mails, references, rules
from app.registration.errors import NoLongerPossible, NoSuchRegistration
from app.registration.models import Registration, RegistrationState, Sector
from app.registration.queries import attendee as queries
from app.registration.queries.attendee import Held
from app.registration.rules import Situation
from app.registration.services import details, self_service
from app.rendering import qr
from app.rendering.calendars import links
from app.rendering.calendars.links import Link
from app.rendering.links import absolute
from app.web.attendee.forms import OwnDetailsForm

bp = Blueprint("registrations", __name__, url_prefix="/registrations/<token>")

GUESSES = "60 per 10 minutes"


@bp.url_value_preprocessor
def _open(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Find what the link opens; whoever tries many that open nothing is asked to wait."""
    token = (values or {}).pop("token", "")
    try:
        g.held = queries.by_token(token)
    except NoSuchRegistration:
        if not limits.hit("registration token", limits.address(), GUESSES):
            raise TooMany from None
        raise
    g.token = token
    g.main_language = g.held.event.main_language


@bp.url_defaults
def _keep_token(_endpoint: str, values: dict[str, Any]) -> None:
    values.setdefault("token", g.get("token"))


@bp.after_request
def _tell_nobody(response: Response) -> Response:
    """The address is a secret: no cache, no search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@bp.get("/")
@access.link_holder
def show() -> ResponseReturnValue:
    held: Held = g.held
    registration, event, now = held.registration, held.event, clock.now()
    has_seat = registration.state is RegistrationState.CONFIRMED
    return render_template(
        "attendee/registrations/show.html",
        registration=registration,
        event=event,
        is_mailed=held.is_mailed,
        is_known=rules.is_vouched_for(registration),
        buttons=rules.buttons(registration, event, now, is_mailed=held.is_mailed),
        **_by_the_clock(registration, event, now),
        place=queries.place_in_queue(registration) if registration.state is RegistrationState.WAITING else 0,
        **_anew(held, now),
        is_streamed=has_seat and _is_streamed(event),
        calendar_links=_calendar_links(held),
        documents=documents.published(event) if _is_known(event) else [],
        newest=document_rules.newest,
        document_labels=document_labels,
        labels=labels,
        takes_part=rules.takes_part(registration),
        sector=labels.SECTOR.get(Sector(registration.sector)) if registration.sector else "",
    )


@bp.get("/event.ics")
@access.link_holder
def calendar() -> ResponseReturnValue:
    """The event as a calendar's file, for those who may know of it when nobody else may."""
    event: Event = g.held.event
    kind = "attachment" if request.args.get("download") == "1" else "inline"
    return Response(
        ical.single(event, programmes.calendar_host(), language.current()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'{kind}; filename="{event.slug}.ics"'},
    )


@bp.post("/verify/")
@access.link_holder
def verify() -> ResponseReturnValue:
    return _act(self_service.verify, _l("Thank you: your address is confirmed."))


@bp.post("/accept/")
@access.link_holder
def accept() -> ResponseReturnValue:
    return _act(self_service.accept, _l("The seat is yours."))


@bp.post("/refuse/")
@access.link_holder
def refuse() -> ResponseReturnValue:
    return _act(self_service.refuse, _l("The seat goes to the next person. Thank you for telling us."))


@bp.post("/withdraw/")
@access.link_holder
def withdraw() -> ResponseReturnValue:
    return _act(self_service.withdraw, _l("Your registration is withdrawn."))


@bp.route("/edit/", methods=["GET", "POST"])
@access.link_holder
@csrf.form_page
def edit() -> ResponseReturnValue:
    held: Held = g.held
    registration, event = held.registration, held.event
    if not rules.buttons(registration, event, clock.now(), is_mailed=held.is_mailed).edit:
        return _how_things_stand()
    form = OwnDetailsForm(details.read(registration))
    form.ask_attendance(rules.attendances(event, registration.category))
    if form.validate_on_submit():
        try:
            self_service.edit(held, form.details(), shown=form.shown.data or "", actor=_actor(held))
        except NoLongerPossible:
            return _how_things_stand()
        except Invalid as refusal:
            form.report(refusal)
        else:
            flash(_("Your changes are saved."), "success")
            return redirect(_here(), 303)
    return render_template(
        "attendee/registrations/edit.html", registration=registration, event=event, form=form
    ), form.status


def _by_the_clock(registration: Registration, event: Event, now: datetime) -> dict[str, Any]:
    """What is true until its time has come, or the event's. One that is postponed is not over."""
    has_seat, ends = registration.state is RegistrationState.CONFIRMED, registration.deadline_at
    is_over = event.lifecycle is Lifecycle.ANNOUNCED and now >= event.finishes_at
    is_awaited = event.lifecycle is not Lifecycle.CANCELLED and not is_over
    return {
        "is_over": is_over,
        "deadline": ends if ends and now < ends else None,
        "offer_stands": rules.offer_stands(registration, event, now),
        "code": qr.svg(references.ticket(registration)) if has_seat and is_awaited else "",
    }


def _act(service: Callable[..., None], done: LazyString) -> ResponseReturnValue:
    """Do one thing, and show how things stand then, whether it was possible or not."""
    held: Held = g.held
    try:
        service(held, actor=_actor(held))
    except NoLongerPossible:
        return _how_things_stand()
    flash(str(done), "success")
    return redirect(_here(), 303)


def _how_things_stand() -> ResponseReturnValue:
    flash(str(NoLongerPossible.message), "warning")
    return redirect(_here(), 303)


def _here() -> str:
    return url_for("attendee.registrations.show")


def _actor(held: Held) -> Actor:
    return actors.participant(held.registration.id)


def _anew(held: Held, now: datetime) -> dict[str, Any]:
    """Where an ended registration leads: to what came after it, or to the form."""
    newer = queries.followed_by(held)
    if newer is not None:
        return {"newer": mails.mailed_path(newer), "may_register_again": False}
    may = held.registration.state in rules.ENDED and rules.is_here(held.event)
    is_open = may and rules.situation(held.event, queries.categories(held.event), now) is Situation.OPEN
    return {"newer": "", "may_register_again": is_open}


def _calendar_links(held: Held) -> list[Link]:
    """The event for the calendar of whoever has a seat."""
    event = held.event
    has_seat = held.registration.state is RegistrationState.CONFIRMED
    if not has_seat or event.lifecycle is not Lifecycle.ANNOUNCED:  # the date shown would be the old one
        return []
    entry = ical.entry(event, programmes.calendar_host(), language.current())
    file = f"/events/{event.slug}/event.ics" if _is_known(event) else url_for(".calendar")
    once = links.for_entry(entry, absolute(file))
    if event.current_release is None or not _is_known(event):
        return once
    feed = absolute(f"/events/{event.slug}/programme.ics")
    return [*links.for_feed(feed, entry.summary), *once]


def _is_streamed(event: Event) -> bool:
    """Whether there is a page that leads to a livestream when it is time."""
    is_shown = event.livestream_is_public and bool(event.livestream_url)
    return is_shown and event.lifecycle is Lifecycle.ANNOUNCED and _is_known(event)


def _is_known(event: Event) -> bool:
    """Whether the event has pages that everybody may open."""
    return event.visibility is not Visibility.PRIVATE
