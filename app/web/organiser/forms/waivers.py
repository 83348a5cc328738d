"""Why a finding need not be corrected."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from app.programme.errors import ReasonMissing
from app.programme.services.waiving import NewWaiver
from app.web.fields import longest
from app.web.forms import BaseForm


class WaiverForm(BaseForm):
    reason = TextAreaField(
        _l("Why this need not be corrected"),
        description=_l("Everybody in the team reads it beside the finding."),
        validators=[InputRequired(ReasonMissing.message), longest(500)],
        render_kw={"rows": 4},
    )

    def data_for_service(self, code: str, fingerprint: str) -> NewWaiver:
        return NewWaiver(code=code, fingerprint=fingerprint, reason=self.reason.data or "")
