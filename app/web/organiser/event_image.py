"""The image of an event, with what it shows and whose it is."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.actors import Permission
from app.events.services import editing
from app.files import services as files
from app.http import access, csrf
from app.http.identity import current_actor
from app.web.organiser.forms.event_state import ImageForm

bp = Blueprint("image", __name__, url_prefix="/<slug>/edit/image")


@bp.route("/", methods=["GET", "POST"])
@access.team(Permission.EVENT_EDIT)
@csrf.form_page
def edit() -> ResponseReturnValue:
    form = ImageForm(g.event)
    if form.validate_on_submit():
        with form.saving(lambda: ImageForm(g.event, formdata=None)):
            _save(form)
            flash(_("Saved."), "success")
            return redirect(url_for("organiser.events.edit"))
    return render_template("organiser/events/image.html", form=form), form.status


def _save(form: ImageForm) -> None:
    upload = form.file.upload()
    new = files.store_image(*upload) if upload else None
    editing.change(g.event, form.picture(new), seen=form.seen.data or "", actor=current_actor())
