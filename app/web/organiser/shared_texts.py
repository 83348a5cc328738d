"""What events share: series, whose editions they are, and blocks of text on several pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.events import policies, queries
from app.events.errors import MayNotShare
from app.events.models import Event
from app.events.services import shared
from app.events.services.shared import Shared
from app.http import access, csrf
from app.http.identity import current_account, current_actor
from app.web.organiser.forms.shared_texts import BlockForm, SeriesForm, SharedForm

bp = Blueprint("shared_texts", __name__)


@bp.before_request
def refuse_helpers() -> None:
    """Texts of drafts are among them, so they are for those who make events. Strangers sign in first."""
    account = current_account()
    if account is not None and not policies.may_create(current_actor(), account):
        raise MayNotShare


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs between the two: words, form, and where to find them."""

    heading: LazyString
    about: LazyString
    add: LazyString
    form: type[SharedForm]
    every: Callable[[], Sequence[Shared]]
    by_slug: Callable[[str], Shared]
    create: Callable[..., Shared]


_KINDS = {
    "series": Kind(
        _l("Series"),
        _l("Events of one series show the edition before and after them, and share a calendar."),
        _l("New series"),
        SeriesForm,
        queries.all_series,
        queries.series_by_slug,
        shared.create_series,
    ),
    "text-blocks": Kind(
        _l("Shared text blocks"),
        _l("Changed here once, changed on the page of every event that shows them."),
        _l("New text block"),
        BlockForm,
        queries.all_blocks,
        queries.block_by_slug,
        shared.create_block,
    ),
}
_KIND = f"<any({', '.join(map(repr, _KINDS))}):kind>"


@bp.get(f"/{_KIND}/")
@access.signed_in
def index(kind: str) -> ResponseReturnValue:
    about = _KINDS[kind]
    return render_template("organiser/shared_texts/index.html", kind=kind, about=about, things=about.every())


@bp.route(f"/{_KIND}/new", methods=["GET", "POST"])
@access.signed_in
@csrf.form_page
def new(kind: str) -> ResponseReturnValue:
    about = _KINDS[kind]
    form: Any = about.form()
    if form.validate_on_submit():
        with form.reporting():
            about.create(form.data_for_service(), actor=current_actor())
            flash(_("Saved. Events can use it now."), "success")
            return redirect(url_for(".index", kind=kind))
    return render_template("organiser/shared_texts/edit.html", kind=kind, about=about, form=form), form.status


@bp.route(f"/{_KIND}/<name>/", methods=["GET", "POST"])
@access.signed_in
@csrf.form_page
def edit(kind: str, name: str) -> ResponseReturnValue:
    about = _KINDS[kind]
    thing = about.by_slug(name)
    form: Any = about.form(shared.read(thing))
    if form.validate_on_submit():
        with form.saving(lambda: about.form(shared.read(thing), formdata=None)):
            shared.change(thing, form.data_for_service(), seen=form.seen.data or "", actor=current_actor())
            flash(_("Saved, on every page that shows it."), "success")
            return redirect(url_for(".index", kind=kind))
    shown: dict[str, Any] = {"kind": kind, "about": about, "form": form, "thing": thing}
    return render_template("organiser/shared_texts/edit.html", **shown, events=_known(thing)), form.status


@bp.post(f"/{_KIND}/<name>/remove/")
@access.signed_in
def remove(kind: str, name: str) -> ResponseReturnValue:
    shared.remove(_KINDS[kind].by_slug(name), actor=current_actor())
    flash(_("Removed."), "success")
    return redirect(url_for(".index", kind=kind))


def _known(thing: Shared) -> list[Event]:
    """The events using it that the reader's teams know of; others stay unknown."""
    return [event for event in queries.events_using(thing) if current_actor().is_member(event.id)]
