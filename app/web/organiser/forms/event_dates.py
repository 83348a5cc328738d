"""When an event is, as an organiser fills it in: exact times, or days with or without hours."""

import enum
from datetime import date, datetime, timedelta
from typing import Any, cast

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Optional

from app.core import localtime
from app.events.errors import DayOutOfRange
from app.events.models import Event
from app.events.rules import ASK, EARLIEST, LATEST, Schedule
from app.web.forms import BaseForm
from app.web.organiser.forms.event_parts import PartForm
from app.web.organiser.forms.fields import ClockField, DayField, RadioOfField, WallClockField, ZoneField
from app.web.organiser.forms.sessions import FoldField


class Plan(enum.StrEnum):
    """How exactly the time is known."""

    DAYS = "days"
    EXACT = "exact"


PLAN: dict[Plan, LazyString] = {
    Plan.DAYS: _l("Whole days, with or without daily hours"),
    Plan.EXACT: _l("One exact start and end"),
}
A_MOMENT = timedelta(minutes=1)


class ScheduleFields(BaseForm):
    """The fields of a schedule, for a new event and for one that moves."""

    timezone = ZoneField(
        description=_l("All times are local to this zone, whatever the rules of its country become."),
    )
    plan = RadioOfField(_l("How exactly do you know the time?"), PLAN, default=Plan.DAYS)
    first_day = DayField(_l("First day"), validators=[Optional()])
    last_day = DayField(_l("Last day"), description=_l("Leave empty for one day."), validators=[Optional()])
    daily_start = ClockField(_l("Begins every day at"), validators=[Optional()])
    daily_end = ClockField(_l("Ends every day at"), validators=[Optional()])
    starts_local = WallClockField(_l("Starts"), validators=[Optional()])
    ends_local = WallClockField(_l("Ends"), validators=[Optional()])
    starts_fold = FoldField(_l("The clocks go back then, so this time comes twice. Which start do you mean?"))
    ends_fold = FoldField(_l("The clocks go back then, so this time comes twice. Which end do you mean?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in (self.first_day, self.starts_local, self.ends_local):
            field.flags.required = True  # each in its own plan; `validate` asks for the right ones

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        needed: tuple[Field, ...] = (self.first_day,)
        if self.plan.data is Plan.EXACT:
            needed = (self.starts_local, self.ends_local)
        wrong = [(field, self._problem(field)) for field in needed if not field.errors]
        for field, sentence in wrong:
            if sentence:
                field.errors = [sentence]
        if valid and any(sentence for _field, sentence in wrong):
            valid, self.status = False, 422
        return valid

    def _problem(self, field: Field) -> str:
        if field.data is None:
            return _("Enter a date and a time.") if self.plan.data is Plan.EXACT else _("Enter a date.")
        day = field.data.date() if self.plan.data is Plan.EXACT else field.data
        return "" if EARLIEST <= day <= LATEST else str(DayOutOfRange.message)

    def schedule(self) -> Schedule:
        """What was typed, once it has been validated; the other way of saying it is left aside."""
        if self.plan.data is Plan.EXACT:
            return self._exact(
                cast("datetime", self.starts_local.data), cast("datetime", self.ends_local.data)
            )
        first = cast("date", self.first_day.data)
        return Schedule(
            timezone=self.timezone.data,
            first_day=first,
            last_day=self.last_day.data or first,
            daily_start=self.daily_start.data,
            daily_end=self.daily_end.data,
        )

    def _exact(self, starts: datetime, ends: datetime) -> Schedule:
        # What ends at midnight is over with the day before.
        last = max(ends - A_MOMENT, starts) if ends > starts else ends
        return Schedule(
            timezone=self.timezone.data,
            first_day=starts.date(),
            last_day=last.date(),
            starts_local=starts,
            ends_local=ends,
            starts_fold=self._fold(self.starts_fold),
            ends_fold=self._fold(self.ends_fold),
        )

    def asks(self, name: str) -> bool:
        """Whether the wall clock shows `starts_local` or `ends_local` twice, so that it must be asked."""
        local, zone = self[name].data, self.timezone.data
        if local is None or zone not in localtime.zone_names() or not EARLIEST <= local.date() <= LATEST:
            return False
        return localtime.is_twice(local, zone)

    def _fold(self, field: FoldField) -> int:
        return ASK if field.fold is None else field.fold


class DatesForm(PartForm, ScheduleFields):
    part = Schedule
    groups = ()  # has a page of its own, organiser/events/dates.html

    def __init__(self, event: Event, **kwargs: Any) -> None:
        plan = Plan.EXACT if event.starts_local else Plan.DAYS
        super().__init__(event, plan=plan, **kwargs)

    def data_for_service(self) -> Schedule:
        return self.schedule()
