"""What a title's line falls into: the title, and what stood around it."""

import re
from dataclasses import dataclass, field

from app.programme.paste.drafts import GroupDraft, PersonDraft
from app.programme.paste.people import PeopleReader
from app.programme.paste.runs import Run

_WORD = re.compile(r"[^\W\d_]{4}\.$")  # a point behind it ends a sentence
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


def trimmed(run: Run, *, is_cut: bool) -> Run:
    """A title without marks at its ends; `is_cut` says that its line went on behind it."""
    run = run.stripped(EDGES)
    is_short = run.text.count(".") == 1 and len(run.text.split()) <= 3  # noqa: PLR2004
    if run.text.endswith(".") and (is_short or (is_cut and _WORD.search(run.text))):
        run = run.part(0, len(run.text) - 1)
    return run.part(0, len(run.text) - 1) if run.text.endswith(("(", "[")) else run
