"""An event's letters: what became of each, and trying again what has failed."""

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.http import access, framing, identity, logs
from app.jobs import mime
from app.outbox import labels, policies, queries, rules, services
from app.outbox.errors import NothingToRetry
from app.outbox.models import Message, MessageState
from app.web.organiser import scope

bp = scope.bind(Blueprint("messages", __name__, url_prefix="/events/<slug>/messages"))

_LONGEST_SEARCH = 200


@bp.get("/")
@access.team(Permission.MESSAGES_VIEW)
def index() -> ResponseReturnValue:
    state, search = _state(request.args.get("state", "")), request.args.get("q", "")[:_LONGEST_SEARCH].strip()
    page = queries.event_list(
        g.event.id,
        states=(state,) if state else (),
        search=search,
        page=request.args.get("page", 1, type=int),
    )
    return render_template(
        "organiser/messages/index.html",
        page=page,
        state=state,
        search=search,
        counts=queries.counts(g.event.id),
        waiting_since=queries.oldest_unfinished(g.event.id),
        labels=labels,
        address=url_for(".index", state=state or None, q=search or None),
    )


@bp.get("/<public_id>/")
@access.team(Permission.MESSAGES_VIEW)
def show(public_id: str) -> ResponseReturnValue:
    message = queries.of_event(g.event.id, public_id)
    page = render_template(
        "organiser/messages/show.html",
        message=message,
        text=logs.mask_links(message.text),
        labels=labels,
        may_retry=_may_retry(message),
    )
    return framing.around(make_response(page))


@bp.get("/<public_id>/letter")
@access.team(Permission.MESSAGES_VIEW)
def letter(public_id: str) -> ResponseReturnValue:
    """As it looks to its reader, without the links and codes that open what belongs to the reader alone."""
    message = queries.of_event(g.event.id, public_id)
    return framing.inside(logs.mask_links(mime.without_pictures(mime.styled(message.html))))


@bp.post("/<public_id>/retry")
@access.team(Permission.MESSAGES_EDIT)
def retry(public_id: str) -> ResponseReturnValue:
    message, actor = queries.of_event(g.event.id, public_id), identity.current_actor()
    try:
        services.retry(message, actor=actor)
    except NothingToRetry as refusal:
        flash(str(refusal), "info")
    else:
        flash(_("The letter will be tried again at once."), "success")
    return redirect(url_for(".show", public_id=public_id))


def _may_retry(message: Message) -> bool:
    return policies.may_retry(identity.current_actor(), message) and rules.may_be_retried(message)


def _state(value: str) -> MessageState | None:
    return MessageState(value) if value in set(MessageState) else None
