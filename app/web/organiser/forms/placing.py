"""When and where a session takes place, and nothing else about it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Optional

from app.core import localtime
from app.core.errors import DomainError
from app.http import language
from app.programme.models import ProgrammeItem, Room
from app.programme.services.placing import Placement
from app.rendering import dates
from app.web.filters import tr_text
from app.web.organiser.forms.fields import ClockField, DayField, WholeNumberField
from app.web.organiser.forms.sessions import (
    ChecksField,
    FoldField,
    is_asked,
    likely_day,
    times_are_whole,
)
from app.web.organiser.forms.table import first_end
from app.web.organiser.forms.versioned import VersionedForm

MOST_MINUTES = 14 * 24 * 60


class PlaceForm(VersionedForm):
    """A length, or an end that counts instead; the page offers the length, so that moving keeps it."""

    merges = False
    day = DayField(_l("Day"), validators=[Optional(), likely_day])
    starts = ClockField(_l("Starts at"), validators=[Optional()])
    starts_fold = FoldField(_l("Which start do you mean?"))
    length = WholeNumberField(_l("Length in minutes"), least=0, most=MOST_MINUTES, validators=[Optional()])
    ends = ClockField(
        _l("Ends at"),
        description=_l("Counts instead of the length. Leave both empty to end with the next session."),
        validators=[Optional()],
    )
    ends_day = DayField(_l("Last day, if it ends on another one"), validators=[Optional(), likely_day])
    ends_fold = FoldField(_l("Which end do you mean?"))
    rooms = ChecksField(_l("Rooms"))
    in_all_rooms = BooleanField(_l("In all rooms"))
    with_children = BooleanField(_l("Move the sessions inside along"), default=True)

    refusal: DomainError | None = None

    def __init__(self, item: ProgrammeItem, *, rooms: Sequence[Room], **kwargs: Any) -> None:
        super().__init__(data=_shown(item), **kwargs)
        self.rooms.choices = [(room.public_id, tr_text(room.name)) for room in rooms]
        if item.starts_local and item.ends_local and item.ends_local.date() > item.starts_local.date():
            until = dates.day_clock(item.ends_local, language.current())
            self.length.description = _("Until now it ends on %(moment)s.", moment=until)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if not times_are_whole(self):
            self.status = max(self.status, 422)
            return False
        return valid

    def report(self, refusal: DomainError) -> None:
        self.refusal = refusal
        super().report(refusal)

    def placement(self) -> Placement:
        ends, fold = self._end()
        return Placement(
            starts=self._starts(),
            ends=ends,
            starts_fold=self.starts_fold.fold,
            ends_fold=fold,
            rooms=tuple(self.rooms.data or ()),
            in_all_rooms=bool(self.in_all_rooms.data),
            with_children=bool(self.with_children.data),
            revision=self.seen(),
        )

    def asks_fold(self, field: str) -> bool:
        """Whether the clock shows the time in `starts` or `ends` twice on that day."""
        if self.day.errors or self.ends_day.errors:
            return False
        return is_asked(self._starts() if field == "starts" else self._typed_end())

    def _starts(self) -> datetime | None:
        if self.day.data is None or self.starts.data is None:
            return None
        return datetime.combine(self.day.data, self.starts.data)

    def _typed_end(self) -> datetime | None:
        starts = self._starts()
        if starts is None or self.ends.data is None:
            return None
        if self.ends_day.data is not None:
            return datetime.combine(self.ends_day.data, self.ends.data)
        return first_end(starts, self.ends.data)

    def _end(self) -> tuple[datetime | None, int | None]:
        """The end with its fold: as it was typed, else so long after the start."""
        starts, typed = self._starts(), self._typed_end()
        if typed is not None or starts is None or self.length.data is None:
            return typed, self.ends_fold.fold
        zone = g.event.timezone
        opening = localtime.to_utc(starts, zone, self.starts_fold.fold or 0)
        local = localtime.to_local(opening + timedelta(minutes=self.length.data), zone)
        return local.replace(tzinfo=None, fold=0), local.fold


def _shown(item: ProgrammeItem) -> dict[str, Any]:
    starts = item.starts_local
    return {
        "revision": item.revision,
        "day": starts.date() if starts else None,
        "starts": starts.time() if starts else None,
        "starts_fold": str(item.starts_fold),
        "length": _length(item),
        "rooms": [room.public_id for room in item.rooms],
        "in_all_rooms": item.in_all_rooms,
        "with_children": True,
    }


def _length(item: ProgrammeItem) -> int | None:
    if item.starts_local is None or item.ends_local is None:
        return None
    zone = item.event.timezone
    ends = localtime.to_utc(item.ends_local, zone, item.ends_fold)
    return int((ends - localtime.to_utc(item.starts_local, zone, item.starts_fold)) / timedelta(minutes=1))
