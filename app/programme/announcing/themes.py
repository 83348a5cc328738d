"""The theme of an event where a sentence gives it in quotation marks: "under the theme 'Light for all'"."""

import re

from app.programme.announcing.result import Announcement
from app.programme.announcing.segmenting import Passage
from app.programme.announcing.source import Source
from app.programme.announcing.words import Words
from app.programme.paste.runs import Run

_PASSAGES = 3
_LINES = 6
_QUOTED = re.compile(r"""\s?:?\s?(?:"(?P<double>[^"]{6,200})"|'(?P<single>[^"]{6,200}?)'(?=[\s,.;)]|$))""")
_HAN_THEME = re.compile(r"为主题|為主題")


def from_text(source: Source, words: Words, passages: list[Passage], found: Announcement) -> None:
    """Propose it; the text stays."""
    for passage in passages[:_PASSAGES] if found.theme is None else []:
        for line in passage.said[:_LINES]:
            if theme := _theme(line.run, words, found.language):
                if found.title is None or theme.text not in found.title.value:
                    found.theme = source.found(theme, "theme", source.card("title"))
                return


def _theme(run: Run, words: Words, language: str) -> Run | None:
    lead = words.inside("under the theme", run.folded, language)
    quoted = _QUOTED.match(run.text, lead.end) if lead else None
    if quoted is None:
        return None
    if run.text[quoted.start() - 1] == "以" and not _HAN_THEME.match(run.text, quoted.end()):
        return None
    return run.part(*quoted.span("double" if quoted["double"] else "single"))
