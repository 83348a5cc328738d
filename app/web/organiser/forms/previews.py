"""What an organiser decides about a preview link."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from app.programme.services import previewing
from app.programme.services.previewing import NewPreview
from app.web.fields import longest
from app.web.organiser.forms.once import OnceForm

USUAL = 14  # days


class PreviewForm(OnceForm):
    label = StringField(
        _l("For whom"),
        description=_l("For example: the Minister’s office. The team and the holder of the link see it."),
        validators=[InputRequired(_l("Say for whom this link is.")), longest(100)],
        render_kw={"autocomplete": "off"},
    )
    days = SelectField(_l("Open for"), coerce=int, default=USUAL)

    def __init__(self) -> None:
        super().__init__()
        self.days.choices = [
            (days, ngettext("%(num)s day", "%(num)s days", days)) for days in previewing.LASTS
        ]

    def data_for_service(self) -> NewPreview:
        return NewPreview(
            label=self.label.data or "", days=self.days.data, public_id=self.made_as(), key=self.sent()
        )
