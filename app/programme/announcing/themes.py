"""The theme of an event where a sentence gives it in quotation marks: "under the theme 'Light for all'"."""

import re

from app.programme.announcing.result import Announcement
from app.programme.announcing.segmenting import Passage
from app.programme.announcing.source import Source
from app.programme.announcing.words import Words
from app.programme.paste.lines import Line
from app.programme.paste.runs import Run

_PASSAGES = 3
_LINES = 6
_QUOTED = re.compile(r"""\s?:?\s?(?:"(?P<double>[^"]{6,200})"|'(?P<single>[^"]{6,200}?)'(?=[\s,.;)]|$))""")
_ALONE = re.compile(r'"[^".!]{6,200}[^".,]"')
_MARKS = '" '
_FEWEST_WORDS, _MOST_WORDS = 3, 14
_NO_SENTENCE = re.compile(r"[^\d:@/|;]+[^\d:@/|;.!?,]")
_HAN_THEME = re.compile(r"为主题|為主題")


def from_text(source: Source, words: Words, passages: list[Passage], found: Announcement) -> None:
    """Propose it; the text stays."""
    for passage in passages[:_PASSAGES] if found.theme is None else []:
        for line in passage.said[:_LINES]:
            if theme := _theme(line.run, words, found.language):
                if found.title is None or theme.text not in found.title.value:
                    found.theme = source.found(theme, "theme", source.card("title"))
                return
    alone = _alone(passages[0]) if found.theme is None and passages else None
    if alone is None and found.theme is None and passages:
        alone = _below_title(passages[0], source, found)
    if alone is not None:
        found.theme = source.found(alone.run.stripped(_MARKS), "theme", source.card("title"))
        source.ledger.claim(alone.run, "theme", source.card("title"))
        passages[0].lines.remove(alone)
        if not passages[0].said and passages[0].heading is None:
            passages.remove(passages[0])


def _alone(passage: Passage) -> Line | None:
    """The first line of a text without a heading, where it is nothing but a few words in quotation marks."""
    first = next(iter(passage.said), None) if passage.heading is None else None
    if first is None or len(first.run.text.split()) > _MOST_WORDS:
        return None
    return first if _ALONE.fullmatch(first.run.text) else None


def _below_title(passage: Passage, source: Source, found: Announcement) -> Line | None:
    """The one line right below the title, where facts follow it: some words, and no sentence."""
    said = passage.said if passage.heading is None else []
    place = found.place
    if len(said) != 1 or found.title is None or not (place.venue_name or place.city):
        return None
    run = said[0].run
    is_short = _FEWEST_WORDS <= len(run.text.split()) <= _MOST_WORDS and _NO_SENTENCE.fullmatch(run.text)
    end = max(span.end for span in found.title.spans)
    between = source.original[end : source.span(run).start]
    is_plain = is_short and not said[0].has_bullet
    return said[0] if is_plain and not between.strip() and between.count("\n") == 1 else None


def _theme(run: Run, words: Words, language: str) -> Run | None:
    lead = words.inside("under the theme", run.folded, language)
    quoted = _QUOTED.match(run.text, lead.end) if lead else None
    if quoted is None:
        return None
    if run.text[quoted.start() - 1] == "以" and not _HAN_THEME.match(run.text, quoted.end()):
        return None
    return run.part(*quoted.span("double" if quoted["double"] else "single"))
