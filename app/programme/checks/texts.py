"""What should not stand in a text: gaps of a template, blind text, letters of the wrong season, "TBC"."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from app.core import abbreviations
from app.programme.checks.finding import Finding, Place, Rule, Severity, at_session
from app.programme.checks.known import Known, Text
from app.programme.checks.words import is_to_be_confirmed
from app.programme.models import ProgrammeItem

NO_TITLE = Rule(
    "no_title",
    Severity.ERROR,
    _l("Without a title"),
    _l("It has no title in the event's main language."),
)
MERGE_TAG = Rule(
    "merge_tag",
    Severity.ERROR,
    _l("Gap of a template"),
    _l("A gap has not been filled in: %(said)s"),
)
BLIND_TEXT = Rule(
    "blind_text",
    Severity.ERROR,
    _l("Blind text"),
    _l("“Lorem ipsum” is no text for readers."),
)
ZONE_AND_SEASON = Rule(
    "zone_and_season",
    Severity.WARNING,
    _l("Time zone of the wrong season"),
    _l("It says %(said)s, but on that day it is %(right)s."),
)
NOT_SETTLED = Rule(
    "not_settled",
    Severity.WARNING,
    _l("To be confirmed, in a text"),
    _l("It still says that something is to be confirmed: “%(said)s”."),
)

# <<Email Address>>, {{ name }}, {% if %}, *|FNAME|*, %%name%%, ${name}, [[name]], [insert name]
_TAG = re.compile(
    r"<<[^\s<>](?:[^<>\n]{0,60}[^\s<>])?>>|\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{1,80}%\}|\*\|[^|*\n]{1,60}\|\*|%%\w{2,40}%%"
    r"|\$\{\w[^{}\n]{0,60}\}|\[\[[^\[\]\n]{1,60}\]\]|\[(?:[Ii]nsert|INSERT|[Ee]nter|ENTER)\s[^\[\]\n]{1,60}\](?!\()"
)
_MAY_BE_LETTERS = re.compile("[A-Z]{3}")
_SHORT_FIELDS = frozenset({"title", "note", "job", "organisation", "role"})


def titles(known: Known) -> Iterator[Finding]:
    for item in known.items:
        if not item.title.get(known.event.main_language):
            yield NO_TITLE.at(at_session(item, "title"), item)


def leftovers(known: Known) -> Iterator[Finding]:
    """What a writer wanted to replace."""
    for text in known.texts:
        said = dict.fromkeys(match[0] for match in _TAG.finditer(text.value))
        for tag in said:
            yield MERGE_TAG.at(text.target, text.item, said=tag)
        if "ipsum" in text.value.lower():
            yield BLIND_TEXT.at(text.target, text.item)
        if text.target.field in _SHORT_FIELDS and is_to_be_confirmed(text.value):
            yield NOT_SETTLED.at(text.target, text.item, said=text.value)


def seasons(known: Known) -> Iterator[Finding]:
    """Letters after a time that contradict the season: CET in June."""
    texts: dict[int | None, list[Text]] = defaultdict(list)
    for text in known.texts:
        if _MAY_BE_LETTERS.search(text.value):
            texts[text.item.id if text.item is not None else None].append(text)
    for those in texts.values():
        item = those[0].item
        moments = _moments(item, known)
        if not moments:
            continue
        for one in abbreviations.contradictions(
            (text.value for text in those), moments, known.event.timezone
        ):
            where = next(text.target for text in those if one.said in text.value)
            target = where if item is None or where.place is Place.SESSION else at_session(item)
            yield ZONE_AND_SEASON.at(target, item, said=one.said, right=one.right)


def _moments(item: ProgrammeItem | None, known: Known) -> tuple[datetime, ...]:
    """When the text is about: the session's time, else the event's days."""
    if item is not None:
        span = known.draft.timetable.span(item)
        return (span.starts.at, span.ends.at) if span is not None else ()
    last = known.event.finishes_at - timedelta(seconds=1)  # whole days end when the next one begins
    return known.event.begins_at, last


CHECKS = (titles, leftovers, seasons)
RULES = (NO_TITLE, MERGE_TAG, BLIND_TEXT, ZONE_AND_SEASON, NOT_SETTLED)
