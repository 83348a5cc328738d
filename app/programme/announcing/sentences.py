"""When and where an event is, told in the first sentences of a page that has no labels for it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.programme.announcing import lands
from app.programme.announcing.headlines import ABOVE, PLACES
from app.programme.announcing.segmenting import Fact, Segments
from app.programme.announcing.source import Source
from app.programme.announcing.timing import TimeReader
from app.programme.announcing.words import Words
from app.programme.paste.runs import Run

_PASSAGES = 2
_LINES = 6
_SENTENCE = re.compile(r"(?<=[^\W\d]{2})[.!?](?:\s+|$)")
_PIECE = re.compile(r"\s?[,(;]\s?")
_WORD = re.compile(r"[^\s,();]+")
_PARTICLES = {"de", "del", "la", "las", "los", "el", "le", "da", "do", "dos", "am", "an", "der", "sur"}
_BEFORE = re.compile(r".*(?<!\w)(?:في|بمدينه|مدينه)\s")
# "Cork, Ireland, 3 May 2027 – The city": some words with capitals, a day, a dash.
_DATELINE = re.compile(
    r"[^\W\d_][^\d,]{1,30}(?:[,(] ?[^\W\d_][^\d,]{0,30}){0,2}[,)(]? {0,2}"
    r"(?P<day>\d[^–,:;]{3,40}?)\)?\.? ?(?:–| - |\.-)\s?(?=\S)"
)
_LONGEST_DATELINE = 160
_MOST_WORDS = 3
_FIRST_ARABIC, _LAST_ARABIC = "\u0600", "\u06ff"


class SentenceReader:
    """Finds the day and the place in running text; the text stays as it is."""

    def __init__(self, source: Source, words: Words, language: str, times: TimeReader) -> None:
        self._source, self._words, self._language, self._times = source, words, language, times

    def read(self, segments: Segments) -> None:
        """Add what the first sentence with a day says, where no label says it."""
        known = {fact.key for fact in segments.facts}
        above = next((fact for fact in segments.facts if fact.key == ABOVE), None)
        if known & {"dates", "starts"}:
            self._settle(segments, above, is_known=True)
            return
        written = self._dateline(segments)
        for sentence in self._sentences(segments):
            if written and sentence.start <= written.start and sentence.end > written.end:
                sentence = sentence.part(written.end - sentence.start)  # noqa: PLW2901
            day = self._times.days_in(sentence)
            if day is None or self._is_about_registration(sentence):
                continue
            self._settle(segments, above, is_known=True)
            segments.facts.append(Fact("dates", None, [day]))
            place = [] if known.intersection(PLACES) else self._place(sentence)
            if not place and written and not known.intersection(PLACES):
                place = self._place_again(written, segments, sentence)
            segments.facts += [Fact("place", None, place)] if place else []
            return
        self._settle(segments, above, is_known=False)

    def _dateline(self, segments: Segments) -> Run | None:
        """Where and when a press release was written, if another sentence has a day too."""
        first = next((line.run for passage in segments.passages[:1] for line in passage.said), None)
        match = _DATELINE.match(first.text[:_LONGEST_DATELINE]) if first else None
        if first is None or match is None or not self._times.is_only_day_of(first.part(*match.span("day"))):
            return None
        rest = (one.part(max(0, first.start + match.end() - one.start)) for one in self._sentences(segments))
        return first.part(0, match.end()) if any(map(self._times.days_in, rest)) else None

    def _place_again(self, written: Run, segments: Segments, sentence: Run) -> list[Run]:
        """The place of writing is that of the event where the title or the sentence names it too."""
        place = self._place(written)
        said = [sentence, *([segments.title] if segments.title else [])]
        return place if place and any(place[0].folded in one.folded for one in said) else []

    def _settle(self, segments: Segments, above: Fact | None, *, is_known: bool) -> None:
        """A day above the title is that of the event, unless the page says another: then it is its own."""
        if above is None:
            return
        if is_known:
            segments.facts.remove(above)
            segments.noise += above.said
        else:
            above.key = "dates"

    def _sentences(self, segments: Segments) -> Iterator[Run]:
        for passage in segments.passages[:_PASSAGES]:
            for line in passage.said[:_LINES]:
                cuts = [match.span() for match in _SENTENCE.finditer(line.run.folded)]
                yield from line.run.between(cuts)

    def _is_about_registration(self, sentence: Run) -> bool:
        return self._words.inside("signing up", sentence.folded, self._language) is not None

    def _place(self, sentence: Run) -> list[Run]:
        """A city with its country right behind it."""
        pieces = sentence.split(_PIECE)
        for before, behind in pairwise(pieces):
            land, city = lands.at_the_beginning(behind, self._source), _city(before)
            if land and city:
                return [city, land]
        return []


def _city(piece: Run) -> Run | None:
    """The name with which a piece ends: its last words with a capital, or those behind the Arabic "in"."""
    if _FIRST_ARABIC <= piece.text[-1:] <= _LAST_ARABIC:
        match = _BEFORE.match(piece.folded)
        name = piece.part(match.end()) if match else piece
        return name if match and len(name.text.split()) <= _MOST_WORDS else None
    words = list(_WORD.finditer(piece.text))
    begin = len(words)
    while begin and len(words) - begin < _MOST_WORDS:
        word = words[begin - 1][0]
        if not (word[0].isupper() or (word in _PARTICLES and begin < len(words))):
            break
        begin -= 1
    while begin < len(words) and words[begin][0] in _PARTICLES:
        begin += 1
    return piece.part(words[begin].start()) if begin < len(words) else None
