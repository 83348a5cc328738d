"""The sessions of one day as lines of a table, each of them a small form."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Optional

from app.core.types import Translated
from app.programme import labels
from app.programme.models import ProgrammeItem, Room, Track
from app.programme.services.sessions import LineChanges
from app.web.fields import longest
from app.web.filters import tr_text
from app.web.forms import ButtonForm
from app.web.organiser.forms.fields import ClockField, DayField, OneOfField
from app.web.organiser.forms.sessions import TIMES, FoldField, is_asked, likely_day
from app.web.organiser.forms.versioned import VersionedForm, optional

ALL_ROOMS = "*"
LONGEST_NIGHT = timedelta(hours=12)  # of a session that a line may take past midnight
BETWEEN = "+"  # of several rooms; no public id contains it
SHOWN = ("title", "kind", "day", "starts", "ends", "rooms", "track")


class LineForm(VersionedForm):
    """One line. `was` tells what it showed, so that lines nobody touched are left alone."""

    together = TIMES
    was = HiddenField()
    day = DayField(_l("Day"), validators=[Optional(), likely_day])
    starts = ClockField(_l("Starts at"), validators=[Optional()])
    ends = ClockField(_l("Ends at"), validators=[Optional()])
    starts_fold = FoldField(_l("Which start do you mean?"))
    ends_fold = FoldField(_l("Which end do you mean?"))
    title = StringField(
        _l("Title"),
        validators=[InputRequired(_l("Enter a title.")), longest(300)],
        render_kw={"dir": "auto"},  # in the main language, whatever the page speaks
    )
    kind = OneOfField(_l("Kind"), labels.KIND)
    rooms = SelectField(_l("Rooms"), default="")
    track = SelectField(_l("Track"), default="")

    def __init__(
        self, item: ProgrammeItem, *, rooms: Sequence[Room], tracks: Sequence[Track], **kwargs: Any
    ) -> None:
        super().__init__(prefix=f"{item.public_id}-", data=_shown(item), **kwargs)
        self.item = item
        self.rooms.choices = _room_choices(item, rooms)
        self.track.choices = optional((track.public_id, tr_text(track.name)) for track in tracks)
        if not self.is_submitted() or "formdata" in kwargs:
            self.was.data = self._print()

    @property
    def is_touched(self) -> bool:
        """Whether somebody has typed into this line; one that did not come back was not touched."""
        return bool(self.was.raw_data) and self.was.data != self._print()

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if bool(self.day.data) != (self.starts.data is not None) and not (
            self.day.errors or self.starts.errors
        ):
            field = self.starts if self.day.data else self.day
            field.errors = [*field.errors, _("Enter both day and start, or neither.")]
            self.status = max(self.status, 422)
            return False
        return valid

    def asks_fold(self, field: str) -> bool:
        """Whether the clock shows the time in `starts` or `ends` twice on that day."""
        if self.day.errors:
            return False
        starts = self._starts()
        return is_asked(starts if field == "starts" else self._ends(starts))

    def changes(self) -> LineChanges:
        starts = self._starts()
        rooms = self.rooms.data or ""
        return LineChanges(
            title=Translated({**self.item.title, g.event.main_language: self.title.data or ""}),
            kind=self.kind.data,
            starts=starts,
            ends=self._ends(starts),
            starts_fold=self.starts_fold.fold,
            ends_fold=self.ends_fold.fold,
            rooms=[room for room in rooms.split(BETWEEN) if room and rooms != ALL_ROOMS],
            in_all_rooms=rooms == ALL_ROOMS,
            track=self.track.data or "",
            revision=self.seen(),
        )

    def _starts(self) -> datetime | None:
        if self.day.data is None or self.starts.data is None:
            return None
        return datetime.combine(self.day.data, self.starts.data)

    def _ends(self, starts: datetime | None) -> datetime | None:
        """The end on the day of the start, or after midnight where that makes a night of it.

        What the line leaves as it was, and what lasts for days, keeps its nights.
        """
        if self.ends.data is None:
            return None
        if starts is None:
            return datetime.combine(self.day.data or g.event.first_day, self.ends.data)
        if _keeps_nights(self.item, starts, self.ends.data):
            return datetime.combine(starts + _nights(self.item), self.ends.data)
        return first_end(starts, self.ends.data)

    def _print(self) -> str:
        """A short fingerprint of what the line says, as it was typed."""
        return fingerprint(_said(self[name]) for name in SHOWN)


class TableForm(ButtonForm):
    """The form around all lines; its summary leads to whatever is wrong in any of them."""

    lines: Sequence[LineForm] = ()

    def error_list(self) -> list[tuple[str, str]]:
        return super().error_list() + [
            (place or line.item.public_id, f"{line.title.data or _('Without a title')}: {sentence}")
            for line in self.lines
            for place, sentence in line.error_list()
        ]


def fingerprint(said: Iterable[str]) -> str:
    return sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:16]


def _said(field: Field) -> str:
    if isinstance(field, SelectField):
        return str(field.raw_data[0] if field.raw_data else field.data or "")
    return str(field._value())  # type: ignore[attr-defined]  # noqa: SLF001 - what the input shows


def _shown(item: ProgrammeItem) -> dict[str, Any]:
    starts, ends = item.starts_local, item.ends_local
    return {
        "revision": item.revision,
        "day": starts.date() if starts else None,
        "starts": starts.time() if starts else None,
        "ends": ends.time() if ends else None,
        "starts_fold": str(item.starts_fold),
        "ends_fold": str(item.ends_fold),
        "title": item.title.get(g.event.main_language, ""),
        "kind": item.kind,
        "rooms": ALL_ROOMS if item.in_all_rooms else BETWEEN.join(room.public_id for room in item.rooms),
        "track": item.track.public_id if item.track else "",
    }


def first_end(starts: datetime, clock: time) -> datetime:
    """When the clock shows the end next, within a night; else it is before the start, and refused."""
    same_day = datetime.combine(starts, clock)
    next_day = same_day + timedelta(days=1)
    is_over_midnight = same_day < starts and next_day - starts <= LONGEST_NIGHT
    # Where the clocks go back, an end that looks earlier is the same night's.
    return next_day if is_over_midnight and not is_asked(same_day) else same_day


def _keeps_nights(item: ProgrammeItem, starts: datetime, clock: time) -> bool:
    if item.starts_local is None or item.ends_local is None:
        return False
    lasts_days = item.ends_local - item.starts_local > timedelta(days=1)
    return lasts_days or (item.starts_local.time(), item.ends_local.time()) == (starts.time(), clock)


def _nights(item: ProgrammeItem) -> timedelta:
    """How many days after its start the session ends."""
    if item.starts_local is None or item.ends_local is None:
        return timedelta()
    return item.ends_local.date() - item.starts_local.date()


def _room_choices(item: ProgrammeItem, rooms: Sequence[Room]) -> list[tuple[str, Any]]:
    """No room, one of them, all, or the several this session is in already."""
    choices = optional((room.public_id, tr_text(room.name)) for room in rooms)
    choices.append((ALL_ROOMS, _("All rooms")))
    if len(item.rooms) > 1:
        several = BETWEEN.join(room.public_id for room in item.rooms)
        choices.append((several, " + ".join(tr_text(room.name) for room in item.rooms)))
    return choices
