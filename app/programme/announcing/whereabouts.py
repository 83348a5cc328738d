"""Where an event takes place, told in a sentence: "will be held at the Harbour Hall in Cork"."""

import re
from collections.abc import Iterator

from app.programme.announcing.backers import name_at
from app.programme.announcing.headlines import PLACES
from app.programme.announcing.places import zone_of_city
from app.programme.announcing.segmenting import Fact, Segments
from app.programme.announcing.timing import TimeReader
from app.programme.announcing.words import Words
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_SENTENCE = re.compile(r"(?<=[^\W\d]{2})[.!?](?:\s+|$)|[。！？]\s?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What leads to where something is; behind it a name.
_LEADS = {
    "en": re.compile(r"(?<!\w)(?:at|in)\s(?:the\s)?"),
    "fr": re.compile(r"(?<!\w)(?:(?:a|dans)\s(?:la\s|le\s|les\s|l')?|au\s|aux\s)"),
    "es": re.compile(r"(?<!\w)en\s(?:el\s|la\s|los\s|las\s)?"),
    "pt": re.compile(r"(?<!\w)(?:em|no|na|nos|nas)\s"),
    "de": re.compile(r"(?<!\w)(?:im|am|in|an)\s(?:der\s|den\s|dem\s)?"),
    "ar": re.compile(r"(?<!\w)(?:في\s(?:مدينة\s|مدينه\s)?|بمدين[ةه]\s)"),
}
# Parts of words that tell of a house, where the words of halls and rooms do not.
_HOUSE = re.compile(
    r"univers|museu|musee|museo|biblio|instit|academ|akadem|schul|school|escuel|ecole|facult"
    r"|faculd|rathaus|mairie|palais|palac|haus(?!\w)|house|(?<!\w)casa|maison|congres|kongress|zentrum|centr"
)
_ARABIC_HOUSE = re.compile(r"(?:مركز|قاع[ةه]|فندق|جامع[ةه]|قصر|مقر|متحف|مكتب[ةه]|مسرح|دار|مبني|مبنى)\s")
_ARABIC_END = re.compile(
    r"[،,.؛(]|\s(?:في|من|يوم|خلال|بمدين[ةه]|بمشارك[ةه]|وذلك|بحضور|تحت|علي|على|بين)\s|\sب?\d"
)
_HAN = re.compile(
    r"(?:在|(?<!终)于|於)(?P<name>[^，。；、,;\d]{2,30}?)(?:举行|召开|举办|舉行|召開|舉辦|开幕|開幕)"
)
_WORD = re.compile(r"[^\s,.;:()]+")
_OF_CITY = re.compile(r"(?P<house>.{6,120})\s(?:of|de|do|da|in|von)\s(?=[^\W\d_])")
_PASSAGES = 3
_LINES = 8
_MOST_CITY_WORDS = 3
_LONGEST = 600


class WhereReader:
    """Finds the house and the city in the first sentences that tell when or that it takes place."""

    def __init__(self, words: Words, spoken: Vocabulary, language: str, times: TimeReader) -> None:
        self._words, self._spoken, self._language, self._times = words, spoken, language, times

    def read(self, segments: Segments) -> None:
        """Add what no label and no line says; the text stays as it is."""
        if any(fact.key in PLACES for fact in segments.facts) or self._is_online(segments):
            return
        days = " ".join(run.text for fact in segments.facts if fact.key == "dates" for run in fact.said)
        found: dict[str, Fact] = {}
        for sentence in self._sentences(segments):
            for fact in self._facts(sentence) if self._is_about(sentence, days) else ():
                found.setdefault(fact.key, fact)
        segments.facts += found.values()

    def _is_online(self, segments: Segments) -> bool:
        """Whether a label or the title says that one attends from afar."""
        said = [run for fact in segments.facts if fact.key == "attendance" for run in fact.said]
        ways = [self._words.inside("attendance", run.folded, self._language) for run in said]
        title = segments.title
        kind = self._words.inside("kinds", title.folded, self._language) if title else None
        return any(way and way.key == "online" for way in ways) or (
            kind is not None and kind.key == "webinar"
        )

    def _sentences(self, segments: Segments) -> Iterator[Run]:
        for passage in segments.passages[:_PASSAGES]:
            for line in passage.said[:_LINES]:
                cuts = (match.span() for match in _SENTENCE.finditer(line.run.folded[:_LONGEST]))
                yield from (one for one in line.run.between(cuts) if len(one.text) <= _LONGEST)

    def _is_about(self, sentence: Run, days: str) -> bool:
        """Whether it says that the event takes place, and tells of no other year than the days do."""
        years = set(_YEAR.findall(sentence.text))
        if years and days and not years & set(_YEAR.findall(days)):
            return False
        if self._words.inside("signing up", sentence.folded, self._language):
            return False
        if self._words.inside("taking place", sentence.folded, self._language):
            return True
        return bool(years) and self._times.days_in(sentence) is not None and days != ""

    def _facts(self, sentence: Run) -> list[Fact]:
        if self._language == "zh":
            match = _HAN.search(sentence.text)
            return [Fact("place", None, [sentence.part(*match.span("name"))])] if match else []
        leads = _LEADS.get(self._language)
        names = [sentence.part(lead.end()) for lead in leads.finditer(sentence.folded)] if leads else []
        house = next(filter(None, map(self._house, names)), None)
        city = next(filter(None, map(_city, names)), None)
        end = _OF_CITY.match(house.text) if house else None
        if house and end and (there := _city(house.part(end.end()))):
            house, city = house.part(0, end.end("house")), city or there
        found = [Fact("city", None, [city])] if city else []
        return [*found, *([Fact("venue", None, [house])] if house else [])]

    def _house(self, run: Run) -> Run | None:
        """The name of a house with which a run begins."""
        if self._language == "ar":
            end = _ARABIC_END.search(run.folded)
            said = run.part(0, end.start() if end else None)
            return said if _ARABIC_HOUSE.match(said.folded) else None
        name = name_at(run)
        if name is None or name.start != run.start or _city(name):
            return None
        is_house = any(
            hit.table == "rooms" and hit.key in {"word", "weak"} for hit in self._spoken.hits(name)
        )
        return name if is_house or _HOUSE.search(name.folded) else None


def _city(run: Run) -> Run | None:
    """The city we know by name with which a run begins."""
    ends = [match.end() for match in _WORD.finditer(run.text, 0, 80)][:_MOST_CITY_WORDS]
    for end in reversed(ends):
        name = run.part(0, end)
        if not name.text[:1].islower() and zone_of_city(name.text):
            return name
    return None
