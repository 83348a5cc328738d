"""The page's text as its facts are taken from it: each with the place where it stood."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

from app.core import text
from app.programme.announcing.bending import unbent
from app.programme.announcing.result import Card
from app.programme.paste.ledger import Ledger
from app.programme.paste.normalising import Normalised, fold
from app.programme.paste.result import Found, Span
from app.programme.paste.runs import Run

_LINK = re.compile(r"\[([^\]\[\n]{1,300})\]\([^()\s]{0,400}\)")
_MARKS = re.compile(r"\*\*|__|`")
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]{}|\\^`（）【】《》「」，。；、！？“”]{1,290}", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


class Source:
    """A text, its normal form, and the account of what was used of it."""

    def __init__(self, original: str, normalised: Normalised) -> None:
        self.original = original
        self.normalised = normalised
        self.ledger = Ledger()
        self._cards: dict[str, Card] = {}

    @cached_property
    def whole(self) -> Run:
        """All of the text."""
        return Run(0, self.normalised.text, fold(self.normalised.text))

    def card(self, about: str) -> Card:
        """The card of what there is one of: the title, the time, the place."""
        return self._cards.setdefault(about, Card(about))

    def found(self, stretch: Run, use: str, card: Card) -> Found:
        """What stands there, in the writer's own letters; noted as used."""
        self.ledger.claim(stretch, use, card)
        span = self.span(stretch)
        return Found(said(self.original[span.start : span.end]), (span,))

    def called(self, name: Run, card: Card) -> Found:
        """The name of an organisation as it is called, though the sentence may bend it."""
        if straight := unbent(self.raw(name)):
            return self.read_as(said(straight), [name], "name", card)
        return self.found(name, "name", card)

    def label(self, label: Run, values: Sequence[Run], use: str) -> None:
        """A label is used with the mark between it and its value."""
        self.ledger.claim(label, use)
        if values:
            between = self.normalised.text[label.end : values[0].start]
            self.ledger.claim(Run(label.end, between, between), use)

    def read_as(self, value: str, stretches: Iterable[Run], use: str, card: Card) -> Found:
        """What these stretches mean, in a word of ours."""
        spans = []
        for stretch in stretches:
            self.ledger.claim(stretch, use, card)
            spans.append(self.span(stretch))
        return Found(value, tuple(spans))

    def span(self, stretch: Run) -> Span:
        return Span(*self.normalised.source(stretch.start, stretch.end))

    def raw(self, stretch: Run) -> str:
        span = self.span(stretch)
        return self.original[span.start : span.end]

    def address(self, stretch: Run) -> tuple[str, Run] | None:
        """The web address that stands in this run or behind it on its line, also inside a link."""
        return self._match(_ADDRESS, stretch, trim=".,;:!?")

    def addresses(self, stretch: Run) -> list[tuple[str, Run]]:
        """All web addresses from this run to the end of its line."""
        first, last = self._rest_of_line(stretch)
        matches = _ADDRESS.finditer(self.original, first, last)
        return [self._placed(match, trim=".,;:!?") for match in matches]

    def email(self, stretch: Run) -> tuple[str, Run] | None:
        return self._match(_EMAIL, stretch, trim=".-")

    def _match(self, pattern: re.Pattern[str], stretch: Run, *, trim: str) -> tuple[str, Run] | None:
        match = pattern.search(self.original, *self._rest_of_line(stretch))
        return self._placed(match, trim=trim) if match else None

    def _rest_of_line(self, stretch: Run) -> tuple[int, int]:
        offsets = self.normalised.offsets
        end = self.normalised.text.find("\n", stretch.end)
        return offsets[stretch.start], offsets[end if end >= 0 else len(self.normalised.text)]

    def _placed(self, match: re.Match[str], *, trim: str) -> tuple[str, Run]:
        offsets = self.normalised.offsets
        value = match[0].rstrip(trim)
        start = bisect_left(offsets, match.start())
        stop = bisect_left(offsets, match.start() + len(value))
        return value, Run(start, value[: stop - start], fold(value[: stop - start]))


def said(original: str) -> str:
    """One line of the source without the marks of Markdown."""
    return text.clean_line(_MARKS.sub("", _LINK.sub(r"\1", original)))
