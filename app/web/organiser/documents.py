"""The documents of an event: kinds, languages, versions, and what the public sees of them."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.documents import labels, queries, rules, services
from app.documents.errors import FileOrAddress
from app.documents.models import Document
from app.files import services as files
from app.http import access, csrf
from app.http.identity import current_actor
from app.web.organiser import scope
from app.web.organiser.forms.documents import DocumentForm, VersionForm

bp = scope.bind(Blueprint("documents", __name__, url_prefix="/events/<slug>/documents"))


@bp.get("/")
@access.team(Permission.DOCUMENTS_EDIT)
def index() -> ResponseReturnValue:
    return render_template(
        "organiser/documents/index.html",
        documents=queries.all_of(g.event),
        newest=rules.newest,
        labels=labels,
    )


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.DOCUMENTS_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    form = DocumentForm()
    if form.validate_on_submit():
        document = services.create(g.event, form.data_for_service(), actor=current_actor())
        flash(_("Now add the file, or its address, in a first language."), "success")
        return redirect(url_for(".add_version", document=document.slug))
    return render_template("organiser/documents/new.html", form=form), form.status


@bp.route("/<document>/", methods=["GET", "POST"])
@access.team(Permission.DOCUMENTS_EDIT)
@csrf.form_page
def edit(document: str) -> ResponseReturnValue:
    found = queries.by_slug(g.event, document)
    form = DocumentForm(services.read(found))
    if form.validate_on_submit():
        with form.saving(lambda: DocumentForm(services.read(found), formdata=None)):
            services.change(found, form.data_for_service(), seen=form.seen.data or "", actor=current_actor())
            flash(_("Saved."), "success")
            return redirect(url_for(".index"))
    return render_template(
        "organiser/documents/edit.html",
        form=form,
        document=found,
        path=rules.path(found, g.event.slug),
        labels=labels,
    ), form.status


@bp.route("/<document>/versions/new", methods=["GET", "POST"])
@access.team(Permission.DOCUMENTS_EDIT)
@csrf.form_page
def add_version(document: str) -> ResponseReturnValue:
    found = queries.by_slug(g.event, document)
    form = VersionForm(data={"language": g.event.main_language})
    if form.validate_on_submit():
        with form.reporting():
            _save_version(found, form)
            flash(_("The address of the document serves this version now."), "success")
            return redirect(url_for(".edit", document=found.slug))
    return render_template(
        "organiser/documents/add_version.html", form=form, document=found, labels=labels
    ), form.status


@bp.post("/<document>/versions/<language>/<int:number>/remove/")
@access.team(Permission.DOCUMENTS_EDIT)
def remove_version(document: str, language: str, number: int) -> ResponseReturnValue:
    found = queries.by_slug(g.event, document)
    services.remove_version(queries.version(found, language, number), actor=current_actor())
    flash(_("This version is taken back."), "success")
    return redirect(url_for(".edit", document=found.slug))


@bp.post("/<document>/move/")
@access.team(Permission.DOCUMENTS_EDIT)
def move(document: str) -> ResponseReturnValue:
    found = queries.by_slug(g.event, document)
    services.move(found, up=request.form.get("to") == "up", actor=current_actor())
    return redirect(url_for(".index"))


@bp.post("/<document>/remove/")
@access.team(Permission.DOCUMENTS_EDIT)
def remove(document: str) -> ResponseReturnValue:
    services.remove(queries.by_slug(g.event, document), actor=current_actor())
    flash(_("The document is removed with all its versions."), "success")
    return redirect(url_for(".index"))


def _save_version(document: Document, form: VersionForm) -> None:
    upload = form.file.upload()
    if upload and form.url.data:
        raise FileOrAddress
    file = files.store_document(*upload) if upload else None
    services.add_version(document, form.version(file), actor=current_actor())
