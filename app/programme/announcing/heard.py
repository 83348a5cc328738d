"""In which languages an event is heard, where a sentence tells: "Discussions will be held in English"."""

import re
from collections.abc import Iterator

from app.programme.announcing import tongues
from app.programme.announcing.labels import CAPTIONS
from app.programme.announcing.result import Announcement
from app.programme.announcing.segmenting import Passage
from app.programme.announcing.source import Source
from app.programme.announcing.words import Words
from app.programme.paste.runs import Run

_SENTENCE = re.compile(r"(?<=[^\W\d]{2})[.!?](?:\s+|$)|[。！？]\s?")
_NEAR = 14  # letters between the words that tell it and the first language
_BETWEEN = re.compile(r"\s?:?\s?(?:(?:both|the|el|le|la|o|auf|in|en|em|на)\s|l')?")
_BEHIND = re.compile(
    r"\s?(?:$|[,.;:(/&+–-]|(?:and|or|with|only|throughout|language|et|ou|avec|y|e|con|com|und|oder|mit|statt|sowie)(?!\w))"
)
_LONGEST = 400
_LINES = 60


def from_text(source: Source, words: Words, passages: list[Passage], found: Announcement) -> None:
    """Propose them where no label has; the text stays."""
    is_open = {"languages": not found.languages, "interpretation": not found.interpretation}
    for sentence in _sentences(passages):
        _captions(source, words, sentence, found)
        told = words.inside("told", sentence.folded[:_LONGEST], found.language)
        if told is None or not is_open[told.key]:
            continue
        named = tongues.places(sentence)
        behind = next((start for start, _ in named if start >= told.end), None)
        near = any(0 <= told.start - end <= _NEAR for _, end in named)
        if told.key == "languages" and _follows(sentence, told.end, named):
            said = _without_turn(words, sentence.part(told.end), found.language)
            tongues.read(found, source, words, [said], told.key)
        elif told.key == "interpretation" and (behind is not None or near):
            said = sentence.part(told.start) if behind is not None else sentence
            tongues.read(found, source, words, [said], told.key)


def _follows(sentence: Run, end: int, named: list[tuple[int, int]]) -> bool:
    """Whether a language stands right behind the words that tell it, and is no adjective: "German soil"."""
    first = next((place for place in named if place[0] >= end), None)
    if first is None or not _BETWEEN.fullmatch(sentence.folded, end, first[0]):
        return False
    return not sentence.text[first[0]].isascii() or _BEHIND.match(sentence.folded, first[1]) is not None


def _captions(source: Source, words: Words, sentence: Run, found: Announcement) -> None:
    """Sign language and captions, where a sentence is about interpretation and not about teaching them."""
    if found.accessibility is None and words.inside("interpretation", sentence.folded, found.language):
        for inside in words.naming(CAPTIONS, sentence.folded):
            said = source.found(
                sentence.part(inside.start, inside.end), "accessibility", source.card("languages")
            )
            found.add_access([said.value[:1].upper() + said.value[1:]], said.spans)


def _without_turn(words: Words, said: Run, language: str) -> Run:
    """Languages without a word for interpretation behind them that does not say into which."""
    turn = words.inside("interpretation", said.folded, language)
    is_told = turn is None or any(start >= turn.end for start, _ in tongues.places(said))
    return said if turn is None or is_told else said.part(0, turn.start).stripped(" ,;")


def _sentences(passages: list[Passage]) -> Iterator[Run]:
    lines = [line.run for passage in passages for line in passage.said]
    for line in lines[:_LINES]:
        yield from line.between(match.span() for match in _SENTENCE.finditer(line.folded))
