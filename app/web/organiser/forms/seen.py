"""Forms that remember what their reader has seen of a record, so that two who edit lose nothing."""

from typing import Any

from wtforms import HiddenField

from app.events import rules
from app.web.forms import BaseForm
from app.web.organiser.forms.versioned import Difference, differences


class SeenForm(BaseForm):
    """`seen` travels with the form: the fingerprint of the values it can change, as they were."""

    seen = HiddenField()

    def __init__(self, values: Any = None, **kwargs: Any) -> None:
        """`values` is the dataclass the form edits, as it is stored; None for something new."""
        stored = "" if values is None else rules.fingerprint(values)
        super().__init__(obj=values, seen=stored, **kwargs)

    def meet(self, theirs: "SeenForm") -> list[Difference]:
        """After a stale edit: keep what was typed, show what differs, and save on top the next time."""
        self.seen.data = theirs.seen.data
        return differences(self, theirs, without="seen")
