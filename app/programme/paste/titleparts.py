"""What a title's line falls into: the title, and what stood around it."""

from dataclasses import dataclass, field

from app.programme.paste.drafts import GroupDraft, PersonDraft
from app.programme.paste.runs import Run

EDGES = " :-–|•,;→*#_~>"  # marks around a title that are not its own


@dataclass
class TitleParts:
    """A title, and what stood around it."""

    title: Run
    lead: Run | None = None  # "Forum A" before the room's bracket
    room: list[Run] = field(default_factory=list)
    people: list[PersonDraft] = field(default_factory=list)
    groups: list[GroupDraft] = field(default_factory=list)
    notes: list[Run] = field(default_factory=list)
    tbc: list[Run] = field(default_factory=list)
    duration: int | None = None
    duration_run: Run | None = None
    said_kind: tuple[str, Run] | None = None
