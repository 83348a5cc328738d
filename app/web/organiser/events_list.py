"""The organiser's first page: the events I may see."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.core import clock
from app.events import labels, policies, queries, rules
from app.events.rules import Status
from app.http import access
from app.http.identity import current_actor, signed_in_account
from app.registration.queries import attendee

bp = Blueprint("events_list", __name__)

KINDS = {
    Status.OPEN: "good",
    Status.LIVE: "good",
    Status.ANNOUNCED: "info",
    Status.POSTPONED: "warning",
    Status.CANCELLED: "bad",
}


@bp.get("/")
@access.signed_in
def index() -> ResponseReturnValue:
    actor, account, now = current_actor(), signed_in_account(), clock.now()
    page = queries.workspace(actor, number=request.args.get("page", 1, type=int))
    openness = attendee.openness_of(page.items, now)
    return render_template(
        "organiser/events/list.html",
        page=page,
        states={event.id: rules.status(event, now, openness[event.id].is_open) for event in page.items},
        status_labels=labels.STATUS,
        kinds=KINDS,
        roles=queries.roles_of(account),
        role_labels=labels.TEAM_ROLE,
        may_create=policies.may_create(actor, account),
    )
