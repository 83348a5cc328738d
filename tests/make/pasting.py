"""Pasted texts on their way into a draft, and what comes of them."""

from app.core.actors import SYSTEM
from app.events.models import Event
from app.programme import queries
from app.programme.models import PastedText, ProgrammeItem
from app.programme.proposals import queries as pasted_texts
from app.programme.services import applying, pasting
from app.programme.services.applying import Applied
from app.programme.services.pasting import NewText

TEXT = """Monday, 28 September 2026

09:00 – 09:30 Opening
Room: Harbour Hall
Ms Ana Díaz, Mayor, City of Lumen

09:30 – 10:30 Panel: Who learns after work?
Moderator: Mr Tariq Aziz, Director, Night School
Dr Yuki Mori, Professor, Coast University

10:30 – 11:00 Coffee break

11:00 – 12:00 Workshop: Maps of a neighbourhood
"""


HEAD = """Conference · Plenary text 1 · en
Time zone: Europe/Berlin

== Monday, 2026-09-28 ==
"""


def pasted(event: Event, text: str = TEXT, language: str = "en") -> PastedText:
    """A programme somebody has pasted, and not applied yet."""
    new = NewText(source=text, first_day=event.first_day, language=language)
    return pasting.paste(event, new, actor=SYSTEM)


def apply(text: PastedText) -> Applied:
    review = pasted_texts.review(text)
    return applying.apply(text, mark=review.mark, seen=text.revision, actor=SYSTEM)


def put_in(event: Event, text: str = TEXT) -> Applied:
    return apply(pasted(event, text))


def drafted(event: Event) -> list[ProgrammeItem]:
    return list(queries.draft(event).timetable)


def named(event: Event, title: str) -> ProgrammeItem:
    return next(item for item in drafted(event) if item.title["en"] == title)


def ours(*lines: str) -> str:
    """A text in the dialect of our own; what is inside is told by the plus it begins with."""
    return "\n".join([HEAD, *(f"\n{line}" if line[0] in "+0123456789-" else line for line in lines)])


def tick(text: PastedText, *keys: str) -> None:
    """Decide these changes otherwise than they are proposed."""
    proposed = {
        change.key: change.is_proposed
        for pair in pasted_texts.review(text).differences.changed
        for change in pair.changes
    }
    ticks = {key: not proposed.get(key, not key.endswith("/gone")) for key in keys}
    pasting.decide(text, ticks=ticks, who={}, actor=SYSTEM)


def keys_of(text: PastedText) -> dict[str, bool]:
    """The changes of sessions that are there, and whether they are proposed."""
    changed = pasted_texts.review(text).differences.changed
    return {change.key: change.is_proposed for pair in changed for change in pair.changes}


def times_of(item: ProgrammeItem) -> str:
    starts, ends = item.starts_local, item.ends_local
    return f"{starts:%d %H:%M}–" + (f"{ends:%d %H:%M}" if ends else "") if starts else ""
