"""The lines of an item, and the item they belong to."""

import re
from dataclasses import dataclass, field, replace

from app.programme.paste.drafts import ItemDraft
from app.programme.paste.lines import Line
from app.programme.paste.runs import Run

_QUOTED = re.compile(r"\"[^\"]{3,200}\"|'[^\"]{3,200}'")
_AROUND = " ([)]:,;–-|"  # between a heading and its leader


@dataclass(frozen=True)
class BodyLine:
    """A line that belongs to an item; `key` says so when it stood in a column of its own."""

    line: Line
    run: Run
    after_blank: bool
    key: str = ""
    lead: Run | None = None  # the title's first words, where a clock parts them from the rest

    def cut(self, place: int) -> tuple["BodyLine", "BodyLine"]:
        """What it says before and after a place, without the marks between."""
        head, tail = self.run.part(0, place).stripped(_AROUND + "."), self.run.part(place).stripped(_AROUND)
        return replace(self, run=head), replace(self, run=tail)


@dataclass
class Entry:
    """An item and the lines that belong to it."""

    item: ItemDraft
    body: list[BodyLine] = field(default_factory=list)
    is_everything: bool = False  # the whole text is about this one session
    is_slot: bool = False  # a row under an hour: hall, title, people


def is_quoted(line: BodyLine) -> bool:
    """Whether all of a line stands in quotation marks."""
    return _QUOTED.fullmatch(line.run.text) is not None
