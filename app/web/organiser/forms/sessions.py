"""What an organiser fills in about one session. Times are wall clock in the event's zone."""

import contextlib
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.core import languages, localtime, text
from app.core.types import Translated
from app.events.errors import DayOutOfRange
from app.events.rules import EARLIEST, LATEST
from app.http import language
from app.programme import labels
from app.programme.models import ProgrammeItem, Room, Track
from app.programme.services.sessions import NewSession, SessionChanges
from app.web.filters import tr_text
from app.web.forms import TranslatedField
from app.web.organiser.forms.fields import (
    ClockField,
    DayField,
    OneOfField,
    SeatsField,
    WebAddressField,
)
from app.web.organiser.forms.once import OnceForm
from app.web.organiser.forms.versioned import VersionedForm, event_languages, optional

LONGEST_TEXT = 20_000
WHICH_OF_TWO = (
    SelectChoice("0", _l("The first: before the clocks go back")),
    SelectChoice("1", _l("The second: after it")),
)
TIMES = ("day", "starts", "ends", "ends_day", "starts_fold", "ends_fold")
_TEXTS = ("title", "abstract", "key_question", "objective", "focus_points", "note")
_BEGUN_WITH = ("kind", "day", "starts", "ends", "track")
_PLAIN = ("in_all_rooms", "has_captions", "has_sign_language", "livestream_url", "recording_url")


def likely_day(_form: object, field: Field) -> None:
    """Refuse a day no calendar of ours can hold."""
    if field.data is not None and not EARLIEST <= field.data <= LATEST:
        raise ValidationError(str(DayOutOfRange.message))


class ChecksField(SelectMultipleField):
    """A check box for every choice."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class FoldField(RadioField):
    """Which of two, where the clock shows a time twice; nothing when this page did not ask."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, choices=WHICH_OF_TWO, validate_choice=False, **kwargs)

    @property
    def fold(self) -> int | None:
        return int(self.data) if self.raw_data and self.data in {"0", "1"} else None


class SessionForm(OnceForm, VersionedForm):
    together = TIMES
    title = TranslatedField(_l("Title"), is_required=True)
    kind = OneOfField(_l("Kind"), labels.KIND)
    parent = SelectField(_l("Part of"), default="")
    day = DayField(_l("Day"), validators=[Optional(), likely_day])
    starts = ClockField(_l("Starts at"), validators=[Optional()])
    ends = ClockField(
        _l("Ends at"),
        description=_l("Leave empty to end with the next session in the same rooms."),
        validators=[Optional()],
    )
    ends_day = DayField(_l("Last day, if it ends on another one"), validators=[Optional(), likely_day])
    starts_fold = FoldField(_l("Which start do you mean?"))
    ends_fold = FoldField(_l("Which end do you mean?"))
    rooms = ChecksField(_l("Rooms"))
    in_all_rooms = BooleanField(_l("In all rooms"))
    track = SelectField(_l("Track"), default="")
    seats = SeatsField(
        _l("Seats"),
        description=_l("Leave empty when nobody needs to sign up for this session."),
    )
    languages = ChecksField(_l("Languages spoken"))
    interpretation = ChecksField(_l("Interpretation into"))
    has_captions = BooleanField(_l("With captions"))
    has_sign_language = BooleanField(_l("With sign language"))
    abstract = TranslatedField(
        _l("Abstract"),
        is_multiline=True,
        longest=LONGEST_TEXT,
        description=_l("Markdown may be used: empty lines between paragraphs, - for lists."),
    )
    key_question = TranslatedField(_l("Key question"), is_multiline=True, longest=2000)
    objective = TranslatedField(_l("Objective"), is_multiline=True, longest=2000)
    focus_points = TranslatedField(
        _l("Focus points"), is_multiline=True, longest=4000, description=_l("One on each line.")
    )
    note = TranslatedField(_l("Note on delivery"), description=_l("For example: video message."))
    livestream_url = WebAddressField(_l("Address of its own livestream"))
    recording_url = WebAddressField(_l("Address of the recording"))

    def __init__(
        self,
        item: ProgrammeItem | None = None,
        *,
        parents: Sequence[ProgrammeItem],
        rooms: Sequence[Room],
        tracks: Sequence[Track],
        **kwargs: Any,
    ) -> None:
        super().__init__(data=_shown(item) if item else None, **kwargs)
        if item is not None:
            del self.form_key
        self.show_in(event_languages())
        others = [one for one in parents if one is not item]
        self._parents = {one.public_id for one in others}
        self.parent.choices = optional((one.public_id, tr_text(one.title)) for one in others)
        self.rooms.choices = [(room.public_id, tr_text(room.name)) for room in rooms]
        self.track.choices = optional((track.public_id, tr_text(track.name)) for track in tracks)
        self.languages.choices = _language_choices(item.languages if item else ())
        self.interpretation.choices = _language_choices(item.interpretation if item else ())

    def start_from(self, wanted: MultiDict[str, str]) -> None:
        """A new session on the day, inside the session, or with all that a link has named."""
        for name in _BEGUN_WITH:
            with contextlib.suppress(ValueError):
                self[name].process_formdata(wanted.getlist(name)[:1])
        if wanted.get("parent") in self._parents:
            self.parent.data = wanted["parent"]
        if "title" in wanted:
            self.title.data = Translated({g.event.main_language: text.clean_line(wanted["title"])})
        self.rooms.data = wanted.getlist("rooms")
        self.in_all_rooms.data = "in_all_rooms" in wanted

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if not times_are_whole(self):
            self.status = max(self.status, 422)
            return False
        return valid

    def data_for_service(self) -> NewSession:
        return NewSession(**self._values())

    def changes(self) -> SessionChanges:
        return SessionChanges(**self._values(), revision=self.seen())

    def asks_fold(self, field: str) -> bool:
        """Whether the clock shows the time in `starts` or `ends` twice on that day."""
        return is_asked(self.starts_local if field == "starts" else self.ends_local)

    @property
    def starts_local(self) -> datetime | None:
        return _combine(self.day.data, self.starts.data)

    @property
    def ends_local(self) -> datetime | None:
        return _combine(self.ends_day.data or self.day.data, self.ends.data)

    def _values(self) -> dict[str, Any]:
        return {
            **{name: self[name].data for name in _TEXTS},
            **{name: self[name].data or "" for name in ("livestream_url", "recording_url")},
            **{name: bool(self[name].data) for name in ("in_all_rooms", "has_captions", "has_sign_language")},
            "kind": self.kind.data,
            "parent": self.parent.data or "",
            "starts": self.starts_local,
            "ends": self.ends_local,
            "starts_fold": self.starts_fold.fold,
            "ends_fold": self.ends_fold.fold,
            "rooms": tuple(self.rooms.data or ()),
            "track": self.track.data or "",
            "seats": self.seats.data,
            "languages": tuple(self.languages.data or ()),
            "interpretation": tuple(self.interpretation.data or ()),
        }


def times_are_whole(form: Any) -> bool:
    """A day without a time, or a time without a day, says nothing yet; what is missing is asked for."""
    day, starts, ends = form.day.data, form.starts.data, form.ends.data
    questions = [
        (form.day, _("Enter the day as well."), starts and not day),
        (form.starts, _("Enter the time as well, or remove the day."), day and not starts),
        (form.starts, _("Enter a start as well, or remove the end."), ends and not starts),
        (form.ends, _("Enter the time as well, or remove the day."), form.ends_day.data and not ends),
    ]
    is_whole = True
    for field, sentence, is_open in questions:
        if is_open and not field.errors:  # one sentence at a field is enough
            field.errors = [sentence]
            is_whole = False
    return is_whole


def _shown(item: ProgrammeItem) -> dict[str, Any]:
    """A stored session as the form shows it."""
    starts, ends = item.starts_local, item.ends_local
    return {
        **{name: getattr(item, name) for name in (*_TEXTS, *_PLAIN, "seats", "revision")},
        "kind": item.kind,
        "parent": item.parent.public_id if item.parent else "",
        "day": starts.date() if starts else None,
        "starts": starts.time() if starts else None,
        "ends": ends.time() if ends else None,
        "ends_day": ends.date() if starts and ends and ends.date() != starts.date() else None,
        "starts_fold": str(item.starts_fold),
        "ends_fold": str(item.ends_fold),
        "rooms": [room.public_id for room in item.rooms],
        "track": item.track.public_id if item.track else "",
        "languages": item.languages,
        "interpretation": item.interpretation,
    }


def _combine(day: date | None, clock: time | None) -> datetime | None:
    return datetime.combine(day, clock) if day and clock is not None else None


def is_asked(local: datetime | None) -> bool:
    """Whether it must be asked which of two instants is meant."""
    if local is None or not EARLIEST <= local.date() <= LATEST:
        return False
    return localtime.is_twice(local, g.event.timezone)


def _language_choices(chosen: Sequence[str]) -> list[tuple[str, str]]:
    """The event's languages, the United Nations' and those already chosen, by name."""
    event = g.event
    codes = {
        *event.working_languages, *event.interpretation_languages, *event.content_languages,
        *languages.UNITED_NATIONS, *chosen,
    }  # fmt: skip
    return [(code, name) for code, name in languages.choices(language.current()) if code in codes]
