"""Forms that make one more session: a duplicate, the second part of one, a break in all rooms."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Optional

from app.programme.models import ProgrammeItem, SessionKind
from app.programme.rules import Span
from app.programme.services.arranging.dividing import Split
from app.programme.services.arranging.duplicating import Duplicate
from app.programme.services.sessions import NewSession
from app.web.forms import BaseForm, TranslatedField
from app.web.organiser.forms.fields import ClockField, DayField
from app.web.organiser.forms.once import OnceForm
from app.web.organiser.forms.sessions import FoldField, is_asked, likely_day
from app.web.organiser.forms.versioned import event_languages

_STEP = 5  # minutes to which the middle of a session is rounded
_NO_TIME = _l("Enter a time, for example 09:00.")


class DuplicateForm(BaseForm):
    seen = HiddenField()  # the mark of what the page showed
    day = DayField(_l("Day"), validators=[Optional(), likely_day])
    starts = ClockField(
        _l("Starts at"), validators=[Optional()], description=_l("Leave both empty while it is not known.")
    )
    starts_fold = FoldField(_l("Which start do you mean?"))
    with_people = BooleanField(
        _l("With their people"), description=_l("They are proposed anew: nobody has agreed to it yet.")
    )

    def __init__(self, span: Span | None) -> None:
        usual = {"day": span.day, "starts": span.starts.local.time()} if span else {}
        super().__init__(data=usual)

    def asks_fold(self, _name: str) -> bool:
        return is_asked(self._starts)

    @property
    def _starts(self) -> datetime | None:
        if self.day.data is None or self.starts.data is None:
            return None
        return datetime.combine(self.day.data, self.starts.data)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and bool(self.day.data) != (self.starts.data is not None):
            field = self.starts if self.day.data else self.day
            field.errors = [str(_l("Enter both day and start, or neither."))]
            self.status = 422
            return False
        return valid

    def wish(self) -> Duplicate:
        return Duplicate(
            starts=self._starts,
            starts_fold=self.starts_fold.fold,
            with_people=bool(self.with_people.data),
        )


class SplitForm(BaseForm):
    seen = HiddenField()  # the mark of what the page showed
    at = ClockField(_l("The second part begins at"), validators=[InputRequired(_NO_TIME)])
    at_fold = FoldField(_l("Which start do you mean?"))
    title = TranslatedField(_l("Title of the second part"), is_required=True)
    with_people = BooleanField(_l("The people take part in both"), default=True)

    def __init__(self, item: ProgrammeItem, span: Span) -> None:
        super().__init__(data={"at": _middle(span).time(), "title": item.title})
        self.show_in(event_languages())
        self._span = span

    def asks_fold(self, _name: str) -> bool:
        return self.at.data is not None and is_asked(self._at())

    def _at(self) -> datetime:
        """On the session's day, or behind midnight where it begins before."""
        at = datetime.combine(self._span.day, self.at.data or time())
        return at if at >= self._span.starts.local else at + timedelta(days=1)

    def wish(self) -> Split:
        return Split(
            at=self._at(),
            at_fold=self.at_fold.fold,
            title=self.title.data,
            with_people=bool(self.with_people.data),
        )


def _middle(span: Span) -> datetime:
    half = (span.ends.at - span.starts.at) / 2 // timedelta(minutes=_STEP) * timedelta(minutes=_STEP)
    return span.starts.local + half


class BreakForm(OnceForm):
    kind = RadioField(
        _l("Kind"),
        choices=[
            SelectChoice(SessionKind.BREAK.value, _l("Break")),
            SelectChoice(SessionKind.MEAL.value, _l("Meal")),
        ],
        default=SessionKind.BREAK.value,
    )
    title = TranslatedField(_l("Title"), is_required=True)
    starts = ClockField(_l("Starts at"), validators=[InputRequired(_NO_TIME)])
    starts_fold = FoldField(_l("Which start do you mean?"))
    ends = ClockField(_l("Ends at"), validators=[InputRequired(_NO_TIME)])
    ends_fold = FoldField(_l("Which end do you mean?"))

    def __init__(self, day: date) -> None:
        super().__init__()
        self.show_in(event_languages())
        self._day = day

    def asks_fold(self, name: str) -> bool:
        return is_asked(self._moment(name))

    def _moment(self, name: str) -> datetime | None:
        clock = self[name].data
        return None if clock is None else datetime.combine(self._day, clock)

    def data_for_service(self) -> NewSession:
        return NewSession(
            title=self.title.data,
            kind=SessionKind(self.kind.data),
            starts=self._moment("starts"),
            ends=self._moment("ends"),
            starts_fold=self.starts_fold.fold,
            ends_fold=self.ends_fold.fold,
            in_all_rooms=True,
        )
