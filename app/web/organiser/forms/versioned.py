"""Forms that know what their reader has seen, and bring two edits together when somebody was faster."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import Any, ClassVar

from flask import g, request
from wtforms import Field, HiddenField
from wtforms.widgets import HiddenInput

from app.core.errors import DomainError, StaleEdit
from app.web.fields import RevisionField
from app.web.forms import BaseForm
from app.web.organiser.forms import two_edits
from app.web.organiser.forms.two_edits import Difference, Outcome, Seen

_CHOICES = frozenset({Outcome.THEIRS, Outcome.MINE})


class EditForm(BaseForm):
    """A form for what others may be editing too: hidden fields say which version its reader has seen.

    `base` holds a short fingerprint of every value, by which two edits of the same version are told
    apart: what only one of them has changed is kept, what both have is shown side by side.
    """

    version: ClassVar[str]
    merges: ClassVar[bool] = True  # not where a form says one thing: its second save is the decision
    together: ClassVar[Collection[str]] = ()  # fields of which no mixture is made (two_edits.merge)
    base = HiddenField()
    differences: Sequence[Difference] = ()

    @contextmanager
    def saving(self, stored: Callable[[], "EditForm"]) -> Iterator[None]:
        """As `reporting`; when somebody was faster, what was typed meets the form of what is stored now."""
        self._decide(stored)
        with self.reporting():
            try:
                yield
            except StaleEdit:
                self.meet(stored())
                raise

    def meet(self, theirs: "EditForm") -> None:
        """Keep what was typed, take over what only they have changed, and put the rest to the reader."""
        mine, others = list(self.merged_fields()), list(theirs.merged_fields())
        base = self._seen_values()
        if not self.merges:
            base = two_edits.recall(two_edits.remember(others, self._prefix))  # all that differs is mine
        self.differences = two_edits.merge(mine, others, base, self._prefix, self.together)
        undecided = [one.name for one in self.differences if one.outcome is Outcome.OPEN]
        self.base.raw_data, self.base.data = None, two_edits.remember(others, self._prefix, undecided)
        seen = self[self.version]
        seen.raw_data, seen.data = None, theirs[self.version].data

    def report(self, refusal: DomainError) -> None:
        super().report(refusal)
        if isinstance(refusal, StaleEdit):
            self.status = HTTPStatus.CONFLICT

    def merged_fields(self) -> Iterator[Field]:
        """The fields whose values are compared when two edits meet."""
        yield from self

    def shown_fields(self) -> list[Field]:
        """All but the hidden ones, for pages that show them one after another."""
        return [field for field in self if not isinstance(field.widget, HiddenInput)]

    def choice_name(self, name: str) -> str:
        """What the two buttons are called between which the reader decides about one value."""
        return f"{self._prefix}choice-{name}"

    def chosen(self, name: str) -> str:
        return request.form.get(self.choice_name(name), "")

    def memory(self) -> str:
        """What `base` is to hold: the values shown first, or those an earlier answer was about."""
        if self.base.raw_data is None and not self.differences:
            return two_edits.remember(self.merged_fields(), self._prefix)
        return self.base.data or ""

    def _decide(self, stored: Callable[[], "EditForm"]) -> None:
        """Do as the reader has chosen; what is still open has seen no version, and is refused again."""
        seen = self._seen_values()
        choices = {key: self.chosen(key) for key, one in seen.items() if one.is_open}
        if not choices:
            return
        decided = {key for key, choice in choices.items() if choice in _CHOICES}
        settled = {key: replace(one, is_open=False) for key, one in seen.items() if key in decided}
        self.base.data = two_edits.noted({**seen, **settled})
        theirs = [key for key, choice in choices.items() if choice == Outcome.THEIRS]
        if theirs:
            two_edits.take(theirs, self.merged_fields(), stored().merged_fields(), self._prefix)
        if choices.keys() - decided:
            self[self.version].data = None

    def _seen_values(self) -> dict[str, Seen]:
        return two_edits.recall(self.base.data if self.base.raw_data else None)


class VersionedForm(EditForm):
    """`revision` travels with the form; a service refuses what was written on top of an older one."""

    version = "revision"
    revision = RevisionField()

    def seen(self) -> int:
        """The revision the reader has seen; none that ever was when the field came back broken."""
        return self.revision.data if self.revision.data is not None else -1


def event_languages() -> list[str]:
    """The languages of the event's texts, the main one first; none before there is an event."""
    if "event" not in g:
        return []
    main = g.event.main_language
    return [main, *(code for code in g.event.content_languages if code != main)]


def optional(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Choices for a select that may stay empty."""
    return [("", "–"), *choices]
