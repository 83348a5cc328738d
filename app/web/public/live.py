"""The public livestream of an event: before it runs, meanwhile, and afterwards.

The stream's address is never on a page; a redirect gives it out, and only while the doors are
open (trust rule T20).
"""

from flask import Blueprint, g, redirect, render_template
from flask.typing import ResponseReturnValue
from werkzeug import Response

from app.core import clock
from app.events import queries, rules
from app.events.errors import NoSuchEvent
from app.events.models import Event, Lifecycle, LinkKind
from app.http import access, caching, language
from app.http.page_store import Page
from app.programme import queries as programmes
from app.programme.snapshot import Snapshot
from app.web.public import lists, now_and_next
from app.web.public.standing import has_stream, live_path

bp = Blueprint("live", __name__, url_prefix="/events/<slug>/live")


@bp.get("/")
@access.public
def show(slug: str) -> ResponseReturnValue:
    key = queries.public_key(slug)
    g.main_language = key.main_language
    zone = language.zone(key.timezone)
    return caching.answer(("live", key.id, key.revision, language.current(), zone), lambda: _build(slug))


@bp.get("/join")
@access.public
def join(slug: str) -> ResponseReturnValue:
    """To the stream while its doors are open; else to the page that says when."""
    event = queries.published(slug)
    if not has_stream(event):
        raise NoSuchEvent
    return lead_to(event.livestream_url if _is_open(event) else live_path(event))


def lead_to(target: str) -> Response:
    """There at this moment: nothing remembers the way, and the other site does not learn of ours."""
    response = redirect(target, code=303)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _is_open(event: Event) -> bool:
    return event.lifecycle is Lifecycle.ANNOUNCED and rules.is_stream_open(event, clock.now())


def _build(slug: str) -> Page:
    event = queries.whole(slug)
    if not has_stream(event):
        raise NoSuchEvent
    now = clock.now()
    snapshot: Snapshot | None = programmes.current(event)
    what = now_and_next.at(snapshot, now)
    opens, closes = rules.stream_window(event)
    body = render_template(
        "public/events/live.html",
        event=event,
        is_open=_is_open(event),
        is_before=now < opens,
        opens_at=opens,
        what=what,
        has_programme=snapshot is not None,
        recordings=[link for link in event.links if link.kind is LinkKind.RECORDING],
    )
    changes = [moment for moment in (opens, closes, what.changes_at) if moment is not None and moment > now]
    return Page(body.encode(), lists.HTML, fresh_until=min(changes, default=None))
