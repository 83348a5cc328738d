"""Forms of values without a number of their own: a fingerprint tells what their reader has seen."""

from typing import Any

from wtforms import HiddenField

from app.events import rules
from app.web.organiser.forms.versioned import EditForm


class SeenForm(EditForm):
    """`seen` travels with the form: the fingerprint of the values it can change, as they were."""

    version = "seen"
    seen = HiddenField()

    def __init__(self, values: Any = None, **kwargs: Any) -> None:
        """`values` is the dataclass the form edits, as it is stored; None for something new."""
        stored = "" if values is None else rules.fingerprint(values)
        super().__init__(obj=values, seen=stored, **kwargs)
