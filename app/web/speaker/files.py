"""Speakers send a photo, slides or a video message."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.errors import StaleEdit
from app.files import services as files
from app.files.models import StoredFile
from app.http import access, csrf, limits
from app.http.limits import TooMany
from app.programme.models import ProgrammeItem
from app.speakers import queries
from app.speakers.errors import NotYours, OthersDescribe
from app.speakers.services import correcting, space, uploading
from app.web.speaker import scope
from app.web.speaker.forms import PhotoForm, UploadForm

bp = scope.bind(Blueprint("files", __name__, url_prefix="/speakers/<token>"))

UPLOADS = "30 per hour"
# What a photo replaces lies on the disk for two days more, and counts for nothing that is kept.
UPLOADS_A_DAY = "60 per day"


class TooManyToday(TooMany):
    code = "too_many_uploads_today"
    message = _l("You have sent very many files today. Please send further ones tomorrow.")


@bp.route("/photo/", methods=["GET", "POST"])
@access.link_holder
@csrf.form_page
def photo() -> ResponseReturnValue:
    if not g.link.may_describe:
        raise OthersDescribe
    form = PhotoForm(g.link)
    if form.validate_on_submit():
        with form.reporting():
            _count()
            _set_photo(form)
            flash(_("The photo is saved."), "success")
            return redirect(url_for("speaker.page.show", _anchor="photo"), 303)
    return render_template("speaker/photo.html", form=form, link=g.link, event=g.link.event), form.status


def _set_photo(form: PhotoForm) -> None:
    """Save; when somebody was faster, what was typed is shown with what is stored now."""
    data = form.file.data
    # Drawn before the transaction: it takes a second in which nobody else should wait.
    stored = files.store_image(data.read(), data.filename or "") if data else None
    try:
        correcting.set_photo(g.link, form.portrait(stored), actor=scope.actor())
    except StaleEdit:
        form.meet(PhotoForm(g.link, formdata=None))
        raise


@bp.route("/sessions/<session>/files/", methods=["GET", "POST"])
@access.link_holder
@csrf.form_page
def upload(session: str) -> ResponseReturnValue:
    item, form = _own(session), UploadForm()
    if form.validate_on_submit():
        with form.reporting():
            _count()
            stored = _stored(form) if form.file.data else None
            uploading.upload(
                g.link, session, language=form.language.data, file=stored, url=form.url.data or "",
                actor=scope.actor(),
            )  # fmt: skip
            flash(_("Thank you: the organisers have it now."), "success")
            return redirect(url_for("speaker.page.show", _anchor="files"), 303)
    return render_template(
        "speaker/upload.html", form=form, item=item, link=g.link, event=g.link.event
    ), form.status


def _own(session: str) -> ProgrammeItem:
    found = {one.item.public_id: one.item for one in queries.own_appearances(g.link)}
    if session not in found:
        raise NotYours
    return found[session]


def _stored(form: UploadForm) -> StoredFile:
    data = form.file.data.read()
    space.refuse_too_much(g.link, len(data))
    return files.store_sent(data, form.file.data.filename or "")


def _count() -> None:
    """Nobody fills our disk, or the steps of a draft, with one link."""
    if not limits.hit("speaker upload", g.link.public_id, UPLOADS):
        raise TooMany
    if not limits.hit("speaker upload", g.link.public_id, UPLOADS_A_DAY):
        raise TooManyToday
