"""What an organiser says about arranging sessions. Each form first shows what would happen."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired

from app.core.errors import Conflict, DomainError, Invalid
from app.http import language
from app.programme.arranging.fitting import Slot, Way
from app.programme.arranging.shifting import MOST_MINUTES, Shift
from app.programme.models import ProgrammeItem, Room
from app.programme.rules import Draft, Span
from app.programme.services.arranging.duplicating import DayCopy
from app.rendering import dates
from app.web.filters import tr_text
from app.web.forms import BaseForm
from app.web.organiser.forms.fields import ClockField, DayField, WholeNumberField
from app.web.organiser.forms.sessions import FoldField, is_asked, likely_day

Shown = TypeVar("Shown")
USUAL_MINUTES = 15
ALL = "all"  # sessions, instead of those in a room; no public id is in small letters


class PreviewForm(BaseForm):
    """Asked by GET, which shows what would happen; the button beside that does it, by POST.

    `seen` is the mark of what was shown. What is wrong while somebody is choosing is no mistake yet.
    """

    has_usual = True  # whether there is something to show before anything is chosen
    seen = HiddenField()

    def __init__(self, **kwargs: Any) -> None:
        if request.method != "POST" and request.args:
            kwargs["formdata"] = request.args
        super().__init__(**kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        self._settle()
        return valid

    def report(self, refusal: DomainError) -> None:
        super().report(refusal)
        self._settle()

    def _settle(self) -> None:
        if not self.is_submitted():
            self.status = 200

    def shown(self, plan: Callable[[], Shown]) -> Shown | None:
        """What would happen, as far as that can be said; else the form tells why not."""
        is_asking = not self.is_submitted()
        if is_asking and not (request.args or self.has_usual):
            return None
        if is_asking and request.args and not self.validate():
            return None
        if any(field.errors for field in self):
            return None
        try:
            return plan()
        except (Conflict, Invalid) as refusal:
            if is_asking:
                self.report(refusal)
            return None

    @property
    def asked(self) -> Iterator[Field]:
        """The fields in order; which of two is meant is only asked where the clock shows a time twice."""
        for field in self:
            if field is not self.seen and not (
                isinstance(field, FoldField) and not self.asks(field.short_name)
            ):
                yield field

    def asks(self, _name: str) -> bool:
        """Whether that question has to be put."""
        return False

    @property
    def carried(self) -> Iterator[tuple[str, str]]:
        """What the button that does it sends along: the answers as they were understood."""
        for field in self.asked:
            if isinstance(field, BooleanField):
                yield from [(field.name, "y")] if field.data else []
            elif isinstance(field, RadioField | SelectField):
                yield field.name, str(field.data or "")
            else:
                yield field.name, field._value()  # type: ignore[attr-defined]  # noqa: SLF001 - as the input has it


class ShiftForm(PreviewForm):
    minutes = WholeNumberField(
        _l("Minutes"),
        least=-MOST_MINUTES,
        most=MOST_MINUTES,
        default=USUAL_MINUTES,
        description=_l("For example 15, or −15 to begin earlier."),
        validators=[InputRequired(_l("Enter how many minutes."))],
    )
    rooms = RadioField(
        _l("Which sessions"),
        choices=[
            SelectChoice("same", _l("Those in the same rooms")),
            SelectChoice("all", _l("Those in all rooms")),
        ],
        default="same",
    )
    until = RadioField(
        _l("How far"),
        choices=[
            SelectChoice("day", _l("To the end of the day")),
            SelectChoice("break", _l("Up to the next break or meal, which stays")),
        ],
        default="day",
    )

    def __init__(self, *, has_rooms: bool) -> None:
        super().__init__()
        if not has_rooms:
            del self.rooms

    def wish(self) -> Shift:
        return Shift(
            minutes=self.minutes.data or 0,
            in_all_rooms="rooms" not in self or self.rooms.data == "all",
            until_break=self.until.data == "break",
        )


def _way_field() -> RadioField:
    return RadioField(
        _l("How long"),
        choices=[
            SelectChoice(Way.EVENLY.value, _l("All equally long")),
            SelectChoice(Way.IN_PROPORTION.value, _l("In proportion to how long they are now")),
        ],
        default=Way.EVENLY.value,
    )


class FitForm(PreviewForm):
    way = _way_field()

    @property
    def chosen_way(self) -> Way:
        return Way(self.way.data)


class FitDayForm(FitForm):
    starts = ClockField(_l("From"), validators=[InputRequired(_l("Enter a time, for example 09:00."))])
    starts_fold = FoldField(_l("Which start do you mean?"))
    ends = ClockField(_l("To"), validators=[InputRequired(_l("Enter a time, for example 09:00."))])
    ends_fold = FoldField(_l("Which end do you mean?"))
    room = SelectField(_l("Sessions"), default=ALL)
    way = _way_field()

    def __init__(self, day: date, spans: Sequence[Span], rooms: Sequence[Room]) -> None:
        usual = {}
        if spans:
            usual = {
                "starts": min(span.starts for span in spans).local.time(),
                "ends": max(span.ends for span in spans).local.time(),
            }
        super().__init__(data=usual)
        self.has_usual = bool(spans)
        self._day = day
        self.room.choices = [
            (ALL, _("All sessions")),
            *((room.public_id, _("Those in %(room)s", room=tr_text(room.name))) for room in rooms),
        ]

    def asks(self, name: str) -> bool:
        return is_asked(self._moment(name.removesuffix("_fold")))

    def _moment(self, name: str) -> datetime | None:
        clock = self[name].data
        return None if clock is None else datetime.combine(self._day, clock)

    def slot(self) -> Slot:
        starts, ends = self._moment("starts"), self._moment("ends")
        if starts is None or ends is None:
            raise ValueError("asked before validate()")
        if ends <= starts and ends.time() == datetime.min.time():
            ends += timedelta(days=1)  # midnight is the end of the day
        return Slot(
            day=self._day,
            starts=starts,
            ends=ends,
            starts_fold=self.starts_fold.fold,
            ends_fold=self.ends_fold.fold,
            room="" if self.room.data == ALL else self.room.data,
            way=self.chosen_way,
        )


class OtherForm(PreviewForm):
    """Another session, chosen by its time and title."""

    has_usual = False
    other = SelectField(_l("With which session"), default="")

    def __init__(self, item: ProgrammeItem, draft: Draft) -> None:
        super().__init__()
        choices: dict[str, list[tuple[str, str]]] = {"": [("", _("Choose a session"))]}
        for one in draft.timetable:
            if one is not item and one.parent_id != item.id and item.parent_id != one.id:
                span = draft.timetable.span(one)
                words = dates.weekday_short_day(span.day, language.current()) if span else ""
                choices.setdefault(words or _("Not scheduled yet"), []).append(
                    (one.public_id, _choice(one, span))
                )
        self.other.choices = choices
        self.other.flags.required = True
        self._known = {one.public_id: one for one in draft.timetable}

    @property
    def chosen(self) -> ProgrammeItem | None:
        return self._known.get(self.other.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and self.chosen is None:
            self.other.errors = [_("Choose a session.")]
            self.status = 422
            self._settle()
        return valid and self.chosen is not None


class NeighbourForm(PreviewForm):
    """The session before or the one after."""

    other = RadioField(_l("With which session"))

    def __init__(self, neighbours: Sequence[ProgrammeItem], draft: Draft) -> None:
        usual = neighbours[-1].public_id if neighbours else ""
        super().__init__(data={"other": usual})
        self._known = {one.public_id: one for one in neighbours}
        self.other.choices = [(one.public_id, _choice(one, draft.timetable.span(one))) for one in neighbours]

    @property
    def chosen(self) -> ProgrammeItem | None:
        return self._known.get(self.other.data or "")


class CopyDayForm(PreviewForm):
    day = DayField(
        _l("To which day"),
        validators=[InputRequired(_l("Enter a date, for example 2026-09-28.")), likely_day],
    )
    with_people = BooleanField(
        _l("With their people"),
        description=_l("They are proposed anew: nobody has agreed to the other day yet."),
    )
    fold = FoldField(_l("Some times come twice on that day. Which do you mean?"))

    def __init__(self, source: date, items: Sequence[ProgrammeItem]) -> None:
        super().__init__(data={"day": _usual_day(source)})
        self._source, self._items = source, items

    def asks(self, _name: str) -> bool:
        if self.day.data is None:
            return False
        by = self.day.data - self._source
        times = [local for one in self._items for local in (one.starts_local, one.ends_local) if local]
        return any(is_asked(local + by) for local in times)

    def wish(self) -> DayCopy:
        return DayCopy(
            source=self._source,
            day=self.day.data or self._source,
            with_people=bool(self.with_people.data),
            fold=self.fold.fold,
        )


def _usual_day(source: date) -> date:
    """The next day of the event, else the day before."""
    following = source + timedelta(days=1)
    return following if following <= g.event.last_day else source - timedelta(days=1)


def _choice(item: ProgrammeItem, span: Span | None) -> str:
    """A session as a choice: 09:30 Opening (Hall A)."""
    words = [dates.clock(span.starts.local)] if span else []
    words.append(tr_text(item.title) or _("Without a title"))
    rooms = " + ".join(tr_text(room.name) for room in item.rooms)
    return " ".join(words) + (f" ({rooms})" if rooms else "")
