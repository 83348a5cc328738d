"""One typed line of the outline: a new session, or the title of one."""

from datetime import date, datetime
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Optional

from app.core import lazy
from app.core.errors import DomainError
from app.programme.models import ProgrammeItem
from app.programme.rules import Span
from app.programme.services.entering import Level, NewEntry, Retitling
from app.web.fields import longest
from app.web.forms import BaseForm
from app.web.organiser.forms.fields import DayField
from app.web.organiser.forms.once import OnceForm
from app.web.organiser.forms.sessions import FoldField, is_asked, likely_day
from app.web.organiser.forms.versioned import VersionedForm

entries = lazy.module("app.programme.paste.entry")

EXAMPLE = _l("For example: 9:30-10:15 Opening; Hall A")
LONGEST_LINE = 400
# What a refusal about one part of the line is put at.
_PARTS = frozenset({"title", "starts", "ends", "rooms", "parent"})


class _LineForm(BaseForm):
    """The line, and which of two is meant where the clock shows a time in it twice."""

    entry = StringField(
        _l("Quick entry"),
        description=EXAMPLE,
        validators=[InputRequired(_l("Enter a title.")), longest(LONGEST_LINE)],
    )
    starts_fold = FoldField(_l("Which start do you mean?"))
    ends_fold = FoldField(_l("Which end do you mean?"))

    def report(self, refusal: DomainError) -> None:
        if refusal.field in _PARTS:
            refusal.field = "entry"
        super().report(refusal)

    def asks_fold(self, name: str) -> bool:
        day = self._day()
        if day is None:
            return False
        line = entries.read(self.entry.data or "", {})
        times: dict[str, datetime | None] = {"starts": line.starts_on(day), "ends": line.ends_on(day)}
        return is_asked(times[name])

    def _day(self) -> date | None:
        raise NotImplementedError


class EntryForm(OnceForm, _LineForm):
    """A new session: on a day, or after another one."""

    day = DayField(_l("Day"), validators=[Optional(), likely_day])
    after = HiddenField()
    level = HiddenField()

    def _day(self) -> date | None:
        return self.day.data

    def data_for_service(self) -> NewEntry:
        return NewEntry(
            line=self.entry.data or "",
            day=self.day.data,
            after=self.after.data or "",
            level=Level(self.level.data) if self.level.data in set(Level) else Level.SAME,
            all_rooms=_("All rooms"),
            starts_fold=self.starts_fold.fold,
            ends_fold=self.ends_fold.fold,
        )


class TitleForm(_LineForm, VersionedForm):
    """The title of a session, with its time before it where that shall be another one."""

    merges = False

    def __init__(self, item: ProgrammeItem, span: Span | None, **kwargs: Any) -> None:
        known = {"entry": item.title.get(g.event.main_language, ""), "revision": item.revision}
        super().__init__(data=known, **kwargs)
        self.entry.label.text = _("Title")
        self._span = span

    def _day(self) -> date | None:
        return self._span.day if self._span else None

    def changes(self) -> Retitling:
        return Retitling(
            line=self.entry.data or "",
            revision=self.seen(),
            all_rooms=_("All rooms"),
            starts_fold=self.starts_fold.fold,
            ends_fold=self.ends_fold.fold,
        )
