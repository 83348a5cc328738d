"""Every component on one living page, in all its states; for those who build."""

from datetime import UTC, date, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired

from app.core.pages import Page
from app.core.types import Translated
from app.http import access
from app.web.forms import BaseForm, TranslatedField

bp = Blueprint("styleguide", __name__)

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


class SampleForm(BaseForm):
    """One field of each kind."""

    name = StringField("Name", validators=[InputRequired("Enter your name.")])
    email = EmailField(
        "E-mail address",
        validators=[InputRequired("Enter an e-mail address.")],
        description="The confirmation goes there.",
    )
    country = SelectField("Country")
    day = DateField("Day")
    time = TimeField("Time")
    attendance = RadioField(
        "How will you take part?", validators=[InputRequired("Say how you will take part.")]
    )
    needs = TextAreaField("What do you need to take part fully?")
    title = TranslatedField("Title of your session", is_required=True)
    consent = BooleanField("The organisers may keep my answers until the event is over.")

    def __init__(self, prefix: str = "") -> None:
        super().__init__(prefix=prefix)
        self.country.choices = [("", "Choose a country"), ("ET", "Ethiopia"), ("DE", "Germany")]
        self.attendance.choices = [("in person", "In person"), ("online", "Online")]
        self.show_in(["en", "ar"])
        self.title.data = Translated({"ar": "مدن التعلّم"})


@bp.get("/styleguide")
@access.development
def show() -> ResponseReturnValue:
    wrong = SampleForm(prefix="wrong")
    wrong.validate()
    return render_template(
        "public/styleguide.html",
        calm=SampleForm(),
        wrong=wrong,
        long_word=LONG_WORD,
        first_day=date(2026, 9, 28),
        last_day=date(2026, 9, 30),
        next_month=date(2026, 10, 2),
        starts=datetime(2026, 9, 28, 9, tzinfo=UTC),
        ends=datetime(2026, 9, 28, 10, 30, tzinfo=UTC),
        some_page=Page(items=(), number=3, size=10, total=64),
    )
