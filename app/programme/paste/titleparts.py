"""What a title's line falls into: the title, and what stood around it."""

from dataclasses import dataclass, field

from app.programme.paste.drafts import GroupDraft, PersonDraft
from app.programme.paste.people import PeopleReader
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


def led_by(parts: TitleParts, lead: Run | None, people: PeopleReader) -> TitleParts:
    """The parts with the words before a clock; what stands behind it may be who gives what they say."""
    parts.lead = lead.stripped(EDGES) if lead else parts.lead
    if lead and parts.title and not parts.people:
        found = people.people(parts.title)
        if found and all(one.position for one in found) and people.are_named(found):
            parts.people, parts.title = found, parts.title.part(0, 0)
    return parts
