"""Who else has a page of the draft open: told by the page itself, and shown where it matters."""

from collections.abc import Sequence

from babel.lists import format_list
from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext

from app.core.actors import Permission
from app.http import access
from app.http.identity import current_actor
from app.programme.models import PastedText, ProgrammeItem
from app.programme.services import presence

bp = Blueprint("presence", __name__, url_prefix="/presence")


@bp.post("/")
@access.team(Permission.PROGRAMME_EDIT)
def call() -> ResponseReturnValue:
    """A page says that it is open, or, with `left`, that it is being closed."""
    place = request.form.get("place", "")
    if "left" in request.form:
        presence.gone(g.event, place, actor=current_actor())
        return "", 204
    presence.seen(g.event, place, actor=current_actor())
    return {"sentence": _editing_too(place)}


def open_here(thing: ProgrammeItem | PastedText) -> tuple[str, str]:
    """The place that is this page, and who else has it open as a sentence."""
    place = presence.place_of(thing)
    return place, _editing_too(place)


def editors_of_sessions() -> dict[str, str]:
    """By public id, the sentence for a session whose page others have open."""
    found = presence.of_sessions(g.event, actor=current_actor())
    return {
        public_id: ngettext(
            "%(names)s is editing this.", "%(names)s are editing this.", len(names), names=_listed(names)
        )
        for public_id, names in found.items()
    }


def _editing_too(place: str) -> str:
    """Empty when nobody else is there."""
    names = presence.others(g.event, place, actor=current_actor())
    if not names:
        return ""
    return ngettext(
        "%(names)s is editing this too.", "%(names)s are editing this too.", len(names), names=_listed(names)
    )


def _listed(names: Sequence[str]) -> str:
    """Names as the reader's language lists them."""
    return format_list(names, locale=get_locale())
