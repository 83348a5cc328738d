"""What an organiser decides about a release."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired

from app.programme import labels
from app.programme.errors import DraftHasChanged
from app.programme.models import ReleaseState
from app.programme.queries import Preview
from app.programme.services.releasing import NewRelease
from app.web.forms import BaseForm, TranslatedField
from app.web.organiser.forms.fields import RadioOfField
from app.web.organiser.forms.versioned import event_languages

HINTS = {
    ReleaseState.DRAFT.value: _l("Much may still change. Pages say so, calendars call it tentative."),
    ReleaseState.PROVISIONAL.value: _l("Little will change. Calendars still call it tentative."),
    ReleaseState.FINAL.value: _l("Calendars call every session confirmed."),
}


class ReleaseForm(BaseForm):
    """`seen` is the mark of the draft whose changes this page shows."""

    state = RadioOfField(_l("State of the programme"), labels.RELEASE)
    note = TranslatedField(
        _l("Note to readers"),
        is_multiline=True,
        longest=2000,
        description=_l("Shown with the list of changes."),
    )
    seen = HiddenField(validators=[InputRequired(DraftHasChanged.message)])

    def __init__(self, preview: Preview) -> None:
        super().__init__(data={"state": preview.snapshot.state, "seen": preview.mark})
        self.show_in(event_languages())

    def show_again(self, preview: Preview) -> None:
        """The draft has changed: what is seen now is what the next click releases."""
        self.seen.raw_data = None
        self.seen.data = preview.mark

    def data_for_service(self) -> NewRelease:
        return NewRelease(state=self.state.data, note=self.note.data, seen=self.seen.data or "")
