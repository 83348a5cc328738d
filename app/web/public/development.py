"""/dev/mail: every letter this site has written, for those who build it. Not there in production."""

import re

from flask import Blueprint, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.core import site
from app.http import access, framing
from app.jobs import mime
from app.outbox import labels, queries
from app.outbox.models import Message

bp = Blueprint("mail", __name__, url_prefix="/dev/mail")


@bp.get("/")
@access.development
def index() -> ResponseReturnValue:
    page = queries.newest(page=request.args.get("page", 1, type=int))
    return render_template("development/mail.html", page=page, labels=labels)


@bp.get("/<public_id>/")
@access.development
def show(public_id: str) -> ResponseReturnValue:
    message = queries.by_public_id(public_id)
    page = render_template(
        "development/letter.html",
        message=message,
        headers=_headers(message),
        links=_links(message.text),
        labels=labels,
    )
    return framing.around(make_response(page))


@bp.get("/<public_id>/letter")
@access.development
def letter(public_id: str) -> ResponseReturnValue:
    """As it looks in a mail program."""
    return framing.inside(mime.styled(queries.by_public_id(public_id).html))


def _headers(message: Message) -> list[tuple[str, str]]:
    """What a mail server would be given; why not, where it cannot be built."""
    try:
        mail = mime.build(message, sender=current_app.config["MAIL_DEFAULT_SENDER"])
    except ValueError as error:
        return [("-", str(error))]
    return [(name, str(value)) for name, value in mail.items()]


def _links(text: str) -> list[str]:
    """The letter's links into this site, to be followed from the page: the frame lets nobody out."""
    return re.findall(re.escape(site.base_url()) + r"/\S*", text)
