"""What an organiser decides about a release."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from app.programme import labels
from app.programme.checks import running
from app.programme.checks.finding import Finding
from app.programme.errors import DraftHasChanged
from app.programme.models import ReleaseState
from app.programme.queries import Preview
from app.programme.services.releasing import NewRelease
from app.programme.snapshot import Snapshot
from app.web.forms import BaseForm, TranslatedField
from app.web.organiser.forms.fields import RadioOfField
from app.web.organiser.forms.versioned import event_languages

HINTS = {
    ReleaseState.DRAFT.value: _l("Much may still change. Pages say so, calendars call it tentative."),
    ReleaseState.PROVISIONAL.value: _l("Little will change. Calendars still call it tentative."),
    ReleaseState.FINAL.value: _l("Calendars call every session confirmed."),
}


class LookedAtField(Field):
    """A tick for what the page shows: sent is the mark of those warnings, nothing without the tick."""

    widget = CheckboxInput()
    mark = ""
    data: str

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = str(valuelist[0]) if valuelist else ""

    def _value(self) -> str:
        return self.mark

    def show(self, warnings: Iterable[Finding]) -> None:
        """Offer the tick for these; it stays only where these very warnings have been ticked."""
        self.mark = running.mark(warnings)
        self.data = self.data if self.data == self.mark else ""


class ReleaseForm(BaseForm):
    """`seen` is the mark of the draft whose changes this page shows, `follows` the release before it."""

    state = RadioOfField(_l("State of the programme"), labels.RELEASE)
    note = TranslatedField(
        _l("Note to readers"),
        is_multiline=True,
        longest=2000,
        description=_l("Shown with the list of changes."),
    )
    looked_at = LookedAtField(_l("I have looked at the warnings above."))
    seen = HiddenField(validators=[InputRequired(DraftHasChanged.message)])
    follows = HiddenField()

    def __init__(self, preview: Preview) -> None:
        known = {"state": preview.snapshot.state, "seen": preview.mark, "follows": _number(preview)}
        super().__init__(data=known)
        self.show_in(event_languages())
        self.looked_at.mark = running.mark(running.warnings(preview.findings))

    def show_again(self, preview: Preview) -> None:
        """The draft has changed: what is seen now is what the next click releases."""
        self.seen.raw_data = self.follows.raw_data = None
        self.seen.data, self.follows.data = preview.mark, _number(preview)
        self.looked_at.show(running.warnings(preview.findings))

    def has_made(self, current: Snapshot | None) -> bool:
        """Whether this is what an earlier press of the very button has released."""
        if current is None or (current.state, current.note) != (self.state.data, self.note.data):
            return False
        return self.follows.data == str(current.number - 1)

    def data_for_service(self) -> NewRelease:
        return NewRelease(
            state=self.state.data,
            note=self.note.data,
            seen=self.seen.data or "",
            looked_at=self.looked_at.data or "",
        )


def _number(preview: Preview) -> str:
    return str(preview.current.number if preview.current else 0)
