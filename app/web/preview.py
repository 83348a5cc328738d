"""The public page of an event, shown to its team before anybody else may see it.

It stands above the audiences, which do not know each other: the page is the public's, the door
the organisers'.
"""

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue

from app.core.actors import Permission
from app.events import queries
from app.http import access
from app.web.organiser import scope
from app.web.public import event_page

bp = scope.bind(Blueprint("preview", __name__, url_prefix="/events/<slug>/preview"))


@bp.get("/")
@access.team(Permission.EVENT_VIEW)
def show() -> ResponseReturnValue:
    page = event_page.page_of(queries.event_page(g.event.id), is_preview=True)
    return Response(page.body, content_type=page.content_type)
