"""The lists on an event's page: texts, organisations, people, links; one row at a time."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.actors import Permission
from app.events import labels, queries
from app.events.models import Event, EventLink, EventSection, FeaturedPerson, Party
from app.events.services import rows
from app.events.services.rows import FeaturedRow, LinkRow, PartyRow, Row, SectionRow
from app.http import access, csrf
from app.http.identity import current_actor
from app.people import queries as people
from app.people.models import Person
from app.programme import queries as programmes
from app.web.organiser import event_pages, found_people
from app.web.organiser.forms.event_rows import FeaturedForm, LinkForm, PartyForm, RowForm, SectionForm

_KIND = f"<any({', '.join(map(repr, event_pages.LISTS))}):kind>"
bp = Blueprint("rows", __name__, url_prefix="/<slug>/edit")

_ADD: dict[str, LazyString] = {
    "sections": _l("Add a text"),
    "parties": _l("Add an organisation"),
    "people": _l("Add a person"),
    "links": _l("Add a link"),
}
_MODELS: dict[str, type[Row]] = {
    "sections": EventSection,
    "parties": Party,
    "people": FeaturedPerson,
    "links": EventLink,
}


@bp.get(f"/{_KIND}/")
@access.team(Permission.EVENT_EDIT)
def index(kind: str) -> ResponseReturnValue:
    event = queries.event_page(g.event.id)
    return render_template(
        "organiser/events/rows.html",
        kind=kind,
        heading=event_pages.LISTS[kind],
        add=_ADD[kind],
        rows=_rows(event, kind),
        labels=labels,
    )


@bp.route(f"/{_KIND}/new", methods=["GET", "POST"])
@access.team(Permission.EVENT_EDIT)
@csrf.form_page
def new(kind: str) -> ResponseReturnValue:
    if kind == "people" and "person" not in request.args:
        return redirect(url_for(".find"))
    form = _form(kind)
    if form.validate_on_submit():
        with form.reporting():
            new = form.data_for_service()
            rows.add(g.event, new, public_id=form.made_as(), actor=current_actor())
            flash(_("Added to the page."), "success")
            return redirect(url_for(".index", kind=kind))
    return render_template("organiser/events/row.html", form=form, kind=kind, heading=_ADD[kind]), form.status


@bp.get("/people/find")
@access.team(Permission.EVENT_EDIT)
def find() -> ResponseReturnValue:
    typed = request.args.get("q", "")[:200]
    found = found_people.find(typed, programmes.may_be_found_for(g.event), size=30)
    return render_template("organiser/events/find_person.html", typed=typed, found=found)


@bp.route(f"/{_KIND}/<public_id>/", methods=["GET", "POST"])
@access.team(Permission.EVENT_EDIT)
@csrf.form_page
def edit(kind: str, public_id: str) -> ResponseReturnValue:
    row = _row(kind, public_id)
    form = _form(kind, row)
    if form.validate_on_submit():
        with form.saving(lambda: _form(kind, row, formdata=None)):
            rows.change(row, form.data_for_service(), seen=form.seen.data or "", actor=current_actor())
            flash(_("Saved."), "success")
            return redirect(url_for(".index", kind=kind))
    heading = event_pages.LISTS[kind]
    return render_template("organiser/events/row.html", form=form, kind=kind, heading=heading), form.status


@bp.post(f"/{_KIND}/<public_id>/move/")
@access.team(Permission.EVENT_EDIT)
def move(kind: str, public_id: str) -> ResponseReturnValue:
    rows.move(_row(kind, public_id), up=request.form.get("to") == "up", actor=current_actor())
    return redirect(url_for(".index", kind=kind))


@bp.post(f"/{_KIND}/<public_id>/remove/")
@access.team(Permission.EVENT_EDIT)
def remove(kind: str, public_id: str) -> ResponseReturnValue:
    rows.remove(_row(kind, public_id), actor=current_actor())
    flash(_("Taken off the page."), "success")
    return redirect(url_for(".index", kind=kind))


def _row(kind: str, public_id: str) -> Row:
    return queries.row(_MODELS[kind], g.event, public_id)


def _rows(event: Event, kind: str) -> Sequence[Row]:
    found: Sequence[Row] = getattr(event, "featured" if kind == "people" else kind)
    return found


def _form(kind: str, row: Row | None = None, **kwargs: Any) -> RowForm:
    """The form of one kind of row, with what is stored now; of an empty one without `row`."""
    if kind == "sections":
        stored = rows.read(SectionRow, row) if row else None
        return SectionForm(stored, queries.all_blocks(), **kwargs)
    if kind == "parties":
        return PartyForm(rows.read(PartyRow, row) if row else None, **kwargs)
    if kind == "people":
        return FeaturedForm(rows.read(FeaturedRow, row) if row else None, _person(row), **kwargs)
    return LinkForm(rows.read(LinkRow, row) if row else None, **kwargs)


def _person(row: Row | None) -> Person:
    """Who a row is about; for a new one, the person that was found before."""
    if isinstance(row, FeaturedPerson):
        return row.person
    return people.by_public_id(request.args.get("person", ""), programmes.may_be_found_for(g.event))
