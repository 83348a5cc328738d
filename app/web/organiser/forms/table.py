"""The sessions of one day as lines of a table, each of them a small form."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField, SelectField, StringField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from app.core.types import Translated
from app.programme import labels
from app.programme.models import ProgrammeItem, Room, SessionKind, Track
from app.programme.services.sessions import LineChanges
from app.web.organiser.forms.sessions import FoldField, is_asked, likely_day, session_text
from app.web.organiser.forms.versioned import VersionedForm, labelled, optional

ALL_ROOMS = "*"
_BETWEEN = "+"  # of several rooms; no public id contains it
_SHOWN = ("title", "kind", "day", "starts", "ends", "rooms", "track")


class LineForm(VersionedForm):
    """One line. `was` tells what it showed, so that lines nobody touched are left alone."""

    was = HiddenField()
    day = DateField(_l("Day"), validators=[Optional(), likely_day])
    starts = TimeField(_l("Starts at"), validators=[Optional()])
    ends = TimeField(_l("Ends at"), validators=[Optional()])
    starts_fold = FoldField(_l("Which start do you mean?"))
    ends_fold = FoldField(_l("Which end do you mean?"))
    title = StringField(_l("Title"), validators=[InputRequired(_l("Enter a title.")), Length(max=300)])
    kind = SelectField(_l("Kind"), choices=labelled(labels.KIND), validators=[InputRequired()])
    rooms = SelectField(_l("Rooms"), default="")
    track = SelectField(_l("Track"), default="")

    def __init__(
        self, item: ProgrammeItem, *, rooms: Sequence[Room], tracks: Sequence[Track], **kwargs: Any
    ) -> None:
        super().__init__(prefix=f"{item.public_id}-", data=_shown(item), **kwargs)
        self.item = item
        self.rooms.choices = _room_choices(item, rooms)
        self.track.choices = optional((track.public_id, session_text(track.name)) for track in tracks)
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
            kind=SessionKind(self.kind.data),
            starts=starts,
            ends=self._ends(starts),
            starts_fold=self.starts_fold.fold,
            ends_fold=self.ends_fold.fold,
            rooms=[room for room in rooms.split(_BETWEEN) if room and rooms != ALL_ROOMS],
            in_all_rooms=rooms == ALL_ROOMS,
            track=self.track.data or "",
            revision=self.seen(),
        )

    def _starts(self) -> datetime | None:
        if self.day.data is None or self.starts.data is None:
            return None
        return datetime.combine(self.day.data, self.starts.data)

    def _ends(self, starts: datetime | None) -> datetime | None:
        """An end on the same day, or as many days later as it has been so far."""
        if self.ends.data is None:
            return None
        day = starts.date() if starts else self.day.data or g.event.first_day
        return datetime.combine(day + _nights(self.item), self.ends.data)

    def _print(self) -> str:
        """A short fingerprint of what the line says, as it was typed."""
        said = "\n".join(_said(self[name]) for name in _SHOWN)
        return sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _said(field: Field) -> str:
    if isinstance(field, SelectField):
        return str(field.data or "")
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
        "kind": item.kind.value,
        "rooms": ALL_ROOMS if item.in_all_rooms else _BETWEEN.join(room.public_id for room in item.rooms),
        "track": item.track.public_id if item.track else "",
    }


def _nights(item: ProgrammeItem) -> timedelta:
    """How many days after its start the session ends."""
    if item.starts_local is None or item.ends_local is None:
        return timedelta()
    return item.ends_local.date() - item.starts_local.date()


def _room_choices(item: ProgrammeItem, rooms: Sequence[Room]) -> list[tuple[str, Any]]:
    """No room, one of them, all, or the several this session is in already."""
    choices = optional((room.public_id, session_text(room.name)) for room in rooms)
    choices.append((ALL_ROOMS, _("All rooms")))
    if len(item.rooms) > 1:
        several = _BETWEEN.join(room.public_id for room in item.rooms)
        choices.append((several, " + ".join(session_text(room.name) for room in item.rooms)))
    return choices
