"""What an organiser fills in to begin an event, or to copy one to other days."""

from datetime import date
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Optional

from app.core.errors import DomainError
from app.core.types import Translated
from app.events import labels
from app.events.models import Event
from app.events.rules import LONGEST_SLUG
from app.events.services.copying import NewCopy
from app.events.services.editing import NewEvent
from app.http import language
from app.web.fields import longest
from app.web.forms import TranslatedField
from app.web.organiser.forms.event_dates import ScheduleFields
from app.web.organiser.forms.fields import DayField, LanguageField, OneOfField, RadioOfField, WholeNumberField
from app.web.organiser.forms.once import OnceForm
from app.web.organiser.forms.versioned import event_languages


class NewEventForm(OnceForm, ScheduleFields):
    title = StringField(_l("Title"), validators=[InputRequired(_l("Enter a title.")), longest(300)])
    main_language = LanguageField(
        _l("Language of the title"),
        description=_l("Other languages can be added afterwards."),
        default=language.current,
    )
    kind = OneOfField(_l("Kind"), labels.KIND)
    attendance = RadioOfField(_l("How people attend"), labels.ATTENDANCE)
    slug = StringField(
        _l("Address of the page"),
        description=_l(
            "The last part of it: lower-case words with hyphens. Leave empty to make it of the title."
        ),
        validators=[Optional(), longest(LONGEST_SLUG)],
    )

    def data_for_service(self) -> NewEvent:
        return NewEvent(
            slug=self.slug.data or "",
            kind=self.kind.data,
            attendance=self.attendance.data,
            title=Translated({self.main_language.data: self.title.data or ""}),
            main_language=self.main_language.data,
            schedule=self.schedule(),
            public_id=self.made_as(),
        )


# What the first day of a copy decides.
_DAY_FIELDS = frozenset({"starts_local", "ends_local", "daily_start", "daily_end", "last_day"})


class CopyForm(OnceForm):
    title = TranslatedField(_l("Title"), is_required=True)
    edition = WholeNumberField(_l("Number of the edition"), least=1, most=999, validators=[Optional()])
    first_day = DayField(
        _l("First day"),
        description=_l("All other days, sessions and deadlines move with it."),
        validators=[InputRequired(_l("Enter a date."))],
    )
    slug = StringField(
        _l("Address of the page"),
        description=_l(
            "The last part of it: lower-case words with hyphens. Leave empty to make it of the title."
        ),
        validators=[Optional(), longest(LONGEST_SLUG)],
    )

    def __init__(self, source: Event, **kwargs: Any) -> None:
        super().__init__(data={"title": source.title}, **kwargs)
        self.show_in(event_languages())

    def report(self, refusal: DomainError) -> None:
        """A refusal about the times of the copy is shown where they are chosen."""
        if refusal.field in _DAY_FIELDS:
            refusal.field = "first_day"
        super().report(refusal)

    def data_for_service(self) -> NewCopy:
        return NewCopy(
            slug=self.slug.data or "",
            title=self.title.data,
            first_day=cast("date", self.first_day.data),  # required above
            edition=self.edition.data,
            public_id=self.made_as(),
        )
