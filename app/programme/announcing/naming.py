"""What an event is called, where a letter has no headline and begins with a sentence."""

import re

from app.programme.announcing.segmenting import Passage, Segments, line_of
from app.programme.announcing.words import Words
from app.programme.paste.runs import Run

_END = (".", "。", "!")
_QUOTED = re.compile(r'"(?P<name>[^"]{6,160})"')
_NEAR = 60  # letters between the kind of event and its name in quotation marks
_LONG = 120  # letters; a shorter line with a point at its end may well be a title
_FEWEST_WORDS = 2


def settle(words: Words, language: str, segments: Segments) -> None:
    """Take a sentence back into the text; what it quotes behind the kind of event is the title."""
    title = segments.title
    if title is None or not title.text.endswith(_END):
        return
    name = _name(words, language, title)
    if name is None and len(title.text) <= _LONG:
        return
    segments.title = name
    first = segments.passages[0] if segments.passages else None
    if first is None or first.heading is not None or first.lines[0].run.start < title.start:
        segments.passages.insert(0, Passage(lines=[line_of(title)]))
    else:
        first.lines.insert(0, line_of(title))


def _name(words: Words, language: str, sentence: Run) -> Run | None:
    names = list(_QUOTED.finditer(sentence.text))
    if len(names) != 1 or len(names[0]["name"].split()) < _FEWEST_WORDS:
        return None
    before = sentence.folded[max(names[0].start() - _NEAR, 0) : names[0].start()]
    is_event = any(words.inside(table, before, language) for table in ("kinds", "occasion"))
    return sentence.part(*names[0].span("name")) if is_event else None
