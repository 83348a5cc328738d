"""Lines above the title that are none: the kind of event, its series, who invites to it, the site's own."""

import re
from collections.abc import Sequence

from app.programme.announcing import lands
from app.programme.announcing.labels import LabelReader
from app.programme.announcing.places import zone_of_city
from app.programme.paste.lines import Line

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = 60  # letters of a line that says when: "Thursday 12 and Friday 13 November 2026"
_SENTENCE_END = re.compile(r"[.,;!]$")
_LONGEST = 240


def is_kind(labels: LabelReader, line: Line, following: Sequence[Line]) -> bool:
    """Whether a line that only says the kind stands over a title, perhaps with the day between them."""
    if not labels.is_bare_kind(line.run):
        return False
    blanks = [place for place, one in enumerate(following) if one.is_blank]
    below = [one for one in following if one.run]
    if below and _says_when(below[0].run.text):
        below = below[1:] if following.index(below[0]) + 1 in blanks else []
    if not below or below[0].has_bullet or below[0].cells or len(below[0].run.text) > _LONGEST:
        return False
    place = below[0].run.text
    if zone_of_city(place) or ("," in place and lands.code_of(place.rpartition(",")[2])):
        return False
    return not _SENTENCE_END.search(below[0].run.text) and labels.read(below[0]) is None


def _says_when(text: str) -> bool:
    """Whether a short line has a year, or begins with the number of a day: "5-7 May"."""
    return len(text) <= _DAY and (_YEAR.search(text) is not None or text[:1].isdigit())


def is_series(labels: LabelReader, line: Line, following: Sequence[Line]) -> bool:
    """Whether the title comes below: behind the name of its series, or of who invites to it."""
    below = next((one.run for one in following if one.run), None)
    if below is None:
        return False
    if labels.invites_to(line.run):
        return not _SENTENCE_END.search(below.text)
    return bool(following[0].run) and labels.is_series(line.run, below)


def is_site(labels: LabelReader, line: Line, following: Sequence[Line], *, is_label: bool) -> bool:
    """Whether a line is the site's: a step to the page, or its name above the way to it."""
    if following and following[0].run and (is_label or labels.is_way(following[0].run)):
        return True
    return labels.is_noise(line.run)
