"""The people of an event: whoever appears, is featured, or was entered for it."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.files import services as files
from app.http import access, csrf, identity
from app.people import labels, policies, services
from app.people import queries as people
from app.people.errors import AnotherPhoto
from app.people.models import Person
from app.programme import directory, queries
from app.programme import labels as programme_labels
from app.web.forms import ButtonForm
from app.web.organiser import people_merging, scope, speakers
from app.web.organiser.forms.appearances import described
from app.web.organiser.forms.people import PersonForm, PhotoForm

bp = scope.bind(Blueprint("people", __name__, url_prefix="/events/<slug>/people"))
bp.register_blueprint(people_merging.bp)
bp.register_blueprint(speakers.bp)


@bp.get("/")
@access.team(Permission.PROGRAMME_VIEW)
def index() -> ResponseReturnValue:
    typed = request.args.get("q", "")[:200]
    number = request.args.get("page", 1, type=int)
    page = directory.find(g.event, typed, page=number)
    appearances = queries.appearances_of(g.event, [person.id for person in page.items])
    return render_template(
        "organiser/people/index.html",
        page=page,
        typed=typed,
        appearances=appearances,
        organisations=directory.organisations,
        roles=programme_labels.ROLE,
        address=url_for(".index", q=typed or None),
    )


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    form, doubts = PersonForm(), []
    if form.validate_on_submit():
        doubts = _doubts(form)
        if not doubts:
            with form.reporting():
                person = services.create(
                    form.data_for_service(), event_id=g.event.id, actor=identity.current_actor()
                )
                flash(_("%(name)s is entered.", name=person.name), "success")
                return redirect(url_for(".edit", public_id=person.public_id))
    return render_template(
        "organiser/people/person.html", form=form, person=None, doubts=doubts,
        described=described, honorifics=labels.HONORIFICS,
    ), 422 if doubts else form.status  # fmt: skip


@bp.route("/<public_id>/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def edit(public_id: str) -> ResponseReturnValue:
    kept = people.successors([public_id]).get(public_id, public_id)
    if kept != public_id and request.method != "POST":
        return redirect(url_for(".edit", public_id=kept), 301)
    person = _person(kept)
    if request.method == "GET" and not _may_edit(person):
        return render_template("organiser/people/known.html", person=person, **_sessions(person))
    form = PersonForm(_editable(person))
    if kept != public_id:  # made one meanwhile: what was typed meets what both say
        form.revision.data = None
    if form.validate_on_submit():
        with form.saving(lambda: PersonForm(person, formdata=None)):
            services.edit(person, form.changes(), **_by(person))
            flash(_("%(name)s is saved.", name=person.name), "success")
            return redirect(url_for(".edit", public_id=kept))
    return _page(person, form, PhotoForm(person, formdata=None))


@bp.post("/<public_id>/photo")
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def photo(public_id: str) -> ResponseReturnValue:
    person = _editable(_person(public_id))
    form = PhotoForm(person)
    if form.validate():
        with form.reporting():
            # Drawn before the transaction: it takes a second in which nobody else should wait.
            stored = files.store_image(form.file.data.read(), form.file.data.filename or "")
            services.set_photo(person, stored, seen=form.seen.data or "", **_by(person))
            flash(_("The photo is saved."), "success")
            return redirect(url_for(".edit", public_id=public_id))
    return _page(person, PersonForm(person, formdata=None), form)


@bp.post("/<public_id>/photo/remove")
@access.team(Permission.PROGRAMME_EDIT)
def remove_photo(public_id: str) -> ResponseReturnValue:
    ButtonForm().validate()
    person = _editable(_person(public_id))
    try:
        services.set_photo(person, None, seen=request.form.get("seen"), **_by(person))
    except AnotherPhoto as refusal:
        form = PhotoForm(person, formdata=None)
        form.report(refusal)
        return _page(person, PersonForm(person, formdata=None), form)
    flash(_("The photo is removed."), "success")
    return redirect(url_for(".edit", public_id=public_id))


def _person(public_id: str) -> Person:
    """Somebody of this event; whoever is not is as unknown as nobody (trust rule T18)."""
    return people.by_public_id(public_id, queries.takes_part_in(g.event))


def _may_edit(person: Person) -> bool:
    return policies.may_edit(identity.current_actor(), person, queries.events_with(person))


def _editable(person: Person) -> Person:
    """Refused before a form has shown the address that is for another team only."""
    services.refuse_other_teams(person, queries.events_with(person), identity.current_actor())
    return person


def _by(person: Person) -> dict[str, Any]:
    """Who changes a person, where, and who else has them."""
    return {
        "event_id": g.event.id,
        "shown_by": queries.events_with(person),
        "actor": identity.current_actor(),
    }


def _doubts(form: PersonForm) -> list[Person]:
    """Known people with a similar name, unless the organiser has said that this is somebody else."""
    if form.is_somebody_else.data:
        return []
    new = form.data_for_service()
    return queries.namesakes(g.event, f"{new.given_name} {new.family_name}")


def _page(person: Person, form: PersonForm, photo_form: PhotoForm) -> ResponseReturnValue:
    photo_form.show(person)
    return render_template(
        "organiser/people/person.html",
        form=form,
        photo_form=photo_form,
        person=person,
        doubts=[],
        honorifics=labels.HONORIFICS,
        former=people.former(person),
        others=people.others_than(person, people.entered_by_teams_of(identity.current_actor())),
        **_sessions(person),
    ), max(form.status, photo_form.status)


def _sessions(person: Person) -> dict[str, Any]:
    appearances = queries.appearances_of(g.event, [person.id]).get(person.id, [])
    return {"appearances": appearances, "roles": programme_labels.ROLE}
