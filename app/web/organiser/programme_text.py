"""The draft of a programme as a text to save, to send round, and to paste again."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue

from app.core import lazy
from app.core.actors import Permission
from app.http import access
from app.programme import queries

if TYPE_CHECKING:
    from app.programme.text import sources, writing
else:  # read by few, and as heavy as many pages
    sources = lazy.module("app.programme.text.sources")
    writing = lazy.module("app.programme.text.writing")

bp = Blueprint("text", __name__)


@bp.get("/programme.txt")
@access.team(Permission.PROGRAMME_VIEW)
def draft() -> ResponseReturnValue:
    body = writing.write(sources.of_draft(queries.draft(g.event)))
    return Response(
        body,
        content_type="text/plain; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{g.event.slug}-draft.txt"',
            "X-Robots-Tag": "noindex",
        },
    )
