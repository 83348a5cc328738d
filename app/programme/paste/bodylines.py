"""The lines of an item, and the item they belong to."""

from dataclasses import dataclass, field

from app.programme.paste.drafts import ItemDraft
from app.programme.paste.lines import Line
from app.programme.paste.runs import Run


@dataclass(frozen=True)
class BodyLine:
    """A line that belongs to an item; `key` says so when it stood in a column of its own."""

    line: Line
    run: Run
    after_blank: bool
    key: str = ""
    lead: Run | None = None  # the title's first words, where a clock parts them from the rest


@dataclass
class Entry:
    """An item and the lines that belong to it."""

    item: ItemDraft
    body: list[BodyLine] = field(default_factory=list)
    is_everything: bool = False  # the whole text is about this one session
