"""What all forms share: which refusals are shown at the form, and where."""

import pytest
from flask import Flask
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from app.core.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from app.web.forms import BaseForm


class RoomForm(BaseForm):
    room = StringField("Room")


class Taken(Conflict):
    code = "taken"
    message = _l("Somebody has it already.")


class Wrong(Invalid):
    code = "wrong"
    message = _l("That is no room.")


class NoSuchRoom(NotFound):
    code = "no_such_room"
    message = _l("This room is gone.")


class MayNot(NotAllowed):
    code = "may_not"
    message = _l("This is for others.")


def refuse(refusal: DomainError) -> None:
    """As a service does."""
    raise refusal


@pytest.mark.parametrize(
    ("refusal", "errors"),
    [
        (Wrong(field="room"), [("room", "That is no room.")]),
        (Taken(field="room"), [("room", "Somebody has it already.")]),
        (NoSuchRoom(field="room"), [("room", "This room is gone.")]),
        (Taken(), [("", "Somebody has it already.")]),
        (Wrong(field="track"), [("", "That is no room.")]),
    ],
)
def test_what_other_input_can_answer_is_shown_at_the_form(
    app: Flask, refusal: DomainError, errors: list[tuple[str, str]]
) -> None:
    with app.test_request_context(method="POST"):
        form = RoomForm()

        with form.reporting():
            refuse(refusal)

        assert (form.error_list(), form.status) == (errors, 422)


@pytest.mark.parametrize("refusal", [MayNot(), MayNot(field="room"), NoSuchRoom()])
def test_what_its_reader_may_not_do_or_find_goes_on_to_the_error_page(
    app: Flask, refusal: DomainError
) -> None:
    with app.test_request_context(method="POST"):
        form = RoomForm()

        with pytest.raises(type(refusal)), form.reporting():
            refuse(refusal)

        assert (form.error_list(), form.status) == ([], 200)


def test_what_is_done_without_a_refusal_is_done(app: Flask) -> None:
    done = []
    with app.test_request_context(method="POST"):
        form = RoomForm()

        with form.reporting():
            done.append("saved")

        assert (done, form.error_list(), form.status) == (["saved"], [], 200)
