"""The draft as PDF and as a Word document, for the team alone: marked on every page, kept nowhere."""

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from app.core.actors import Permission
from app.files import rules
from app.http import access, language
from app.programme.models import PrintFormat
from app.programme.services import printing

bp = Blueprint("prints", __name__)

_TYPES = {PrintFormat.PDF: rules.PDF, PrintFormat.DOCX: rules.DOCX}


@bp.get("/programme.<any(pdf, docx):ending>")
@access.team(Permission.PROGRAMME_VIEW)
def draft(ending: str) -> ResponseReturnValue:
    kind = PrintFormat(ending)
    body, name = printing.draft(g.event, _language(), kind)
    return Response(
        body,
        content_type=_TYPES[kind].content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Robots-Tag": "noindex",
        },
    )


def languages() -> list[str]:
    """Those of the event's texts, and the reader's."""
    return printing.languages(g.event, (language.current(),))


def _language() -> str:
    known = printing.languages(g.event, language.available())
    asked = request.args.get("lang", language.current())
    return asked if asked in known else known[0]
