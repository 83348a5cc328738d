"""The steps of a draft: the last ones in words, undone and done again at a press."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts import queries as accounts
from app.audit import labels as audit_labels
from app.core.actors import ActorKind, Permission
from app.core.errors import Conflict
from app.core.types import Translated
from app.http import access, next_page
from app.http.identity import current_actor
from app.programme.errors import AnotherStep
from app.programme.models import DraftStep
from app.programme.services import undoing
from app.speakers import queries as speakers
from app.web.filters import tr_text

bp = Blueprint("steps", __name__, url_prefix="/steps")


@dataclass(frozen=True, slots=True)
class Told:
    """One step as it is shown."""

    words: str
    at: datetime
    by: str
    is_undone: bool
    is_speakers: bool  # taken back singly
    public_id: str


@bp.get("/")
@access.team(Permission.PROGRAMME_VIEW)
def index() -> ResponseReturnValue:
    return render_template("organiser/programme/steps.html", steps=tell(undoing.newest(g.event)))


@bp.post("/undo")
@access.team(Permission.PROGRAMME_EDIT)
def undo() -> ResponseReturnValue:
    def act() -> str:
        (told,) = tell([undoing.undo(g.event, seen=_seen(), actor=current_actor())])
        return _("Undone: %(step)s", step=told.words)

    def another() -> str:
        last, _following = last_and_next()
        if last is None:
            return ""
        return _("Nothing was undone, because the last change is another one now: %(step)s", step=last.words)

    return _done(act, another)


@bp.post("/redo")
@access.team(Permission.PROGRAMME_EDIT)
def redo() -> ResponseReturnValue:
    def act() -> str:
        (told,) = tell([undoing.redo(g.event, seen=_seen(), actor=current_actor())])
        return _("Done again: %(step)s", step=told.words)

    def another() -> str:
        _last, following = last_and_next()
        if following is None:
            return ""
        return _(
            "Nothing was done again, because another change comes first now: %(step)s", step=following.words
        )

    return _done(act, another)


def _done(act: Callable[[], str], another: Callable[[], str]) -> ResponseReturnValue:
    """Do it and go back to where the button is, which says what has become of it, or why nothing has."""
    back = _back()
    try:
        flash(act(), "success")
    except AnotherStep as refusal:
        flash(another() or str(refusal), "error")
    except Conflict as refusal:
        flash(str(refusal), "error")
    return redirect(back)


@bp.post("/<public_id>/take-back")
@access.team(Permission.PROGRAMME_EDIT)
def take_back(public_id: str) -> ResponseReturnValue:
    (told,) = tell([undoing.take_back(g.event, public_id, actor=current_actor())])
    flash(_("Undone: %(step)s", step=told.words), "success")
    return redirect(url_for(".index"))


@bp.post("/<public_id>/let-stand")
@access.team(Permission.PROGRAMME_EDIT)
def let_stand(public_id: str) -> ResponseReturnValue:
    (told,) = tell([undoing.let_stand(g.event, public_id, actor=current_actor())])
    flash(_("Done again: %(step)s", step=told.words), "success")
    return redirect(url_for(".index"))


def _seen() -> str:
    """The step beside whose button this was pressed."""
    return request.form.get("step", "")


def _back() -> str:
    """The view of this draft on which the button was pressed; the outline unless it says so."""
    outline, asked = url_for("organiser.programme.index"), next_page.safe(request.form.get("back"))
    return asked if asked.startswith(outline) and ".." not in asked else outline


def last_and_next() -> tuple[Told | None, Told | None]:
    """The step that would be undone, and the one that would be done again."""
    found = [undoing.last_done(g.event), undoing.first_undone(g.event)]
    told = iter(tell([step for step in found if step is not None]))
    last, following = (None if step is None else next(told) for step in found)
    return last, following


def tell(steps: list[DraftStep]) -> list[Told]:
    """Steps in words, by the names things had then."""
    people = _actors(steps)
    return [
        Told(
            words=_words(step.told),
            at=step.at,
            by=people.get((step.actor_kind, step.actor_id)) or str(audit_labels.ACTOR[step.actor_kind]),
            is_undone=step.is_undone,
            is_speakers=step.actor_kind == ActorKind.SPEAKER,
            public_id=step.public_id,
        )
        for step in steps
    ]


def _actors(steps: list[DraftStep]) -> dict[tuple[str, int | None], str]:
    """The names of those who took the steps: members of the team, and speakers by their links."""
    numbers: dict[str, set[int]] = {}
    for step in steps:
        if step.actor_id is not None:
            numbers.setdefault(step.actor_kind, set()).add(step.actor_id)
    found: dict[tuple[str, int | None], str] = {}
    for kind, names in ((ActorKind.USER, accounts.names), (ActorKind.SPEAKER, speakers.names)):
        found |= {(kind.value, number): name for number, name in names(numbers.get(kind, set())).items()}
    return found


def _words(told: Mapping[str, Any]) -> str:
    name = tr_text(Translated(told["name"])) or _("A session that is gone by now")
    if told["kind"] == "appearance":
        return _("People of “%(session)s” changed", session=name)
    if told["kind"] == "person":
        return _("%(name)s: how they appear", name=name)
    words = {
        "added": _("“%(name)s” added", name=name),
        "removed": _("“%(name)s” removed", name=name),
        "changed": _("“%(name)s” changed", name=name),
    }[told["what"]]
    return f"{words} {_more(told['more'])}" if told["more"] else words


def _more(count: int) -> str:
    return ngettext("and %(count)s more", "and %(count)s more", count, count=count)
