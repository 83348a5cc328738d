"""What stands around a name: office, body and country, in whatever order the text gives them."""

import re
from functools import cache

from app.programme.paste import brackets
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

MARKS = " *†‡.,;:-–•|/"
_COMMA = re.compile(r",(?!\d)")
SHORTENED = r"(?<!\b[Cc]oord)(?<!\b[Dd]epto)(?<!\b[Ss]ecr)"  # offices whose point ends nothing
_SENTENCE = re.compile(
    rf"(?<=\w{{3}}){SHORTENED}\.\s+(?=[A-ZÀ-ÞА-Я][\w'’]*\s+[a-zß-ÿа-я])"
)  # "Director. She has worked ..."
_ARTICLE = re.compile(
    r"(?:the|our|le|la|les|notre|l'|el|los|las|nuestr[oa]|der|die|das|unsere?|o|a|os|as)(?:\s|(?<='))"
)
_TRADE = re.compile(r"[a-zß-ÿа-яё]{4,}(?:\s(?:and|et|y|e|und|и)\s[a-zß-ÿа-яё]{4,})?")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Up to three words of which the last tells what somebody does, in the languages that say it by an ending.
_DOER = re.compile(
    r"(?:[^\W\d_]{3,}[ -]){0,2}[^\W\d_]{3,}"
    r"(?:er|or|ist|ian|man|woman|smith|wright|erin|orin|istin|eur|eurin|oge|ogin|graph|graphin|euse|iste|ien"
    r"|ienne|ier|iere|logue|graphe|ora|ista|ero|era|eiro|eira|ologo|ologa|grafo|grafa|ист|граф|лог|тель|вед)"
)
_ANY_BODY = frozenset({"ngo", "ingo", "cso", "ong", "нко", "нпо"})  # letters that say only what kind it is
_ADJECTIVES = {"regional", "general", "permanent", "programme"}  # of offices and bodies alike
_SECRETARIAT = re.compile(r"(?i)(?:sub)?secretaría(?!\w)")  # the accent tells it from who works there
_RUSSIAN_DEGREE = re.compile(
    r"(?:к|д)\.\s?(?:[а-я]{1,6}\.\s?-?\s?){1,2}н\.?|(?:канд|д-р)\.?\s(?:[а-я-]{2,10}\.?\s){1,2}наук"
)
_TITLE = re.compile(r"\s?\"[^\"]+\"\.?")  # of what somebody gives: 'Jane Doe (Bread Museum) "A lesson"'


class AffiliationReader:
    """Tells offices, bodies and countries apart."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words

    def affiliate(self, person: PersonDraft, runs: list[Run]) -> None:
        """Add what stands around a name: job, body and country."""
        runs = [part for run in runs for part in self._body_apart(run)]
        runs = [run for run in (run.stripped(MARKS.replace(".", "")) for run in runs) if self._says(run)]
        if runs and not person.country:
            runs = [*runs[:-1], *self._country_apart(runs[-1])]
        if runs and not person.country and self._words.whole(runs[-1], "countries"):
            person.country = runs.pop()
        if self._begins_with_office(runs) and not person.position:
            person.position.append(self._bare(runs.pop(0)))
        if runs and not person.position and not person.organisation:
            self._take_office_of_body(person, runs)
        for run in runs:
            is_job = self.is_position(run) or self._is_trade(run)
            if (is_job and not person.organisation) or (is_job and not person.position):
                person.position.append(self._bare(run))
            else:
                person.organisation.append(run)

    def _is_trade(self, run: Run) -> bool:
        """Whether somebody's trade is written small, as no body is: "Joe Roe, herder and poet"."""
        if not _TRADE.fullmatch(run.text) or self.names_body(run):
            return False
        return not any(hit.table in {"roles", "rooms", "notes", "groups"} for hit in self._words.hits(run))

    def _take_office_of_body(self, person: PersonDraft, runs: list[Run]) -> None:
        """A body known by its letters, and the office there: "UNESCO Assistant Director-General".

        Where another piece names a body, these letters belong to the office: "UNESCO Officer, City of X".
        """
        first, hits = runs[0], self._words.hits(runs[0])
        end = next((hit.end for hit in hits if not hit.start and hit.key == "organisation"), 0)
        letters = first.part(0, end)
        at_office = {(hit.table, hit.key) for hit in hits if hit.start == end + 1}
        is_chair = ("roles", "chair") in at_office  # a "UNESCO Chair" is a body itself
        if not letters.text.isupper() or letters.folded in _ANY_BODY or is_chair:
            return
        if ("words", "position") not in at_office:
            return
        runs.pop(0)
        if any(self.names_body(run) for run in runs):
            person.position.append(first)
        else:
            person.organisation.append(letters)
            person.position.append(first.part(end).stripped(" "))

    def _begins_with_office(self, runs: list[Run]) -> bool:
        """Whether the first piece is an office nobody has listed: "Cartographer, Institute of Maps"."""
        if len(runs) < 2 or self.has_known(runs[0]) or any(self.is_position(run) for run in runs):  # noqa: PLR2004
            return False
        is_short = runs[0].text.isupper()  # what bodies are called: UNICORN
        return not is_short and bool(_DOER.fullmatch(runs[0].folded)) and self.names_body(runs[-1])

    def names_body(self, run: Run) -> bool:
        """Whether a word of the run says what kind of body it is."""
        return any(hit.table == "words" and hit.key == "organisation" for hit in self._words.hits(run))

    def _bare(self, office: Run) -> Run:
        """An office without an article before it: "the Mayor"."""
        article = _ARTICLE.match(office.folded)
        return office.part(article.end()) if article else office

    def is_position(self, run: Run) -> bool:
        """Whether a run names an office rather than a body."""
        if _SECRETARIAT.match(run.text):
            return False
        words = [hit for hit in self._words.hits(run) if hit.table == "words"]
        jobs = [hit for hit in words if hit.key == "position"]
        bodies = [hit for hit in words if hit.key == "organisation"]
        if _HAN.search(run.text):
            return any(hit.end >= len(run.text) for hit in jobs)
        if bodies:  # "Regional Bureau" is one, though a "Regional Director" is none
            jobs = [hit for hit in jobs if run.folded[hit.start : hit.end] not in _ADJECTIVES]
        if not jobs:
            return False
        return not bodies or jobs[0].start <= bodies[0].start or jobs[-1].end >= len(run.folded) - 1

    def has_known(self, run: Run) -> bool:
        """Whether the run holds a word for an office, a body or a country."""
        return any(
            (hit.table == "words" and hit.key in {"position", "organisation"}) or hit.table == "countries"
            for hit in self._words.hits(run)
        )

    def around(self, run: Run) -> list[Run]:
        """What follows a name, as pieces: the bracket right behind it, then what commas part."""
        run = run.stripped(MARKS)
        if sentence := _SENTENCE.search(run.text):
            run = run.part(0, sentence.start())
        found: list[Run] = []
        first = next(brackets.groups(run), None)
        if first and first[0] == 0:
            found = self._parts(first[2])
            run = run.part(first[1])
            if _TITLE.fullmatch(run.text):
                return found
        return [*found, *self._parts(run)]

    def _says(self, run: Run) -> bool:
        """Whether a piece says more than a degree behind a name."""
        degree = self._words.whole(run, "honorifics")
        if _RUSSIAN_DEGREE.fullmatch(run.folded) or self._is_remark(run) or self._is_place(run):
            return False
        return bool(run) and (degree is None or degree.key != "after" or _HAN.search(run.text) is not None)

    def _is_place(self, run: Run) -> bool:
        """Whether a piece says from where one sets out: "departure from the lock"."""
        keys = {hit.key for hit in self._words.hits(run) if hit.table == "rooms" and not hit.start}
        return keys == {"label"} and not self.has_known(run)

    def _is_remark(self, run: Run) -> bool:
        """Whether a piece says how certain or from where, not who: "TBC", "online"."""
        return self._words.whole(run, "tbc") is not None or self._words.whole(run, "notes") is not None

    def _body_apart(self, run: Run) -> list[Run]:
        """The office, then the body in brackets: "lecturer (University of X)"."""
        for start, end, inside in brackets.groups(run):
            office = run.part(0, start)
            is_end = start and end >= len(run.text.rstrip(" ."))
            if (
                is_end
                and self.names_body(inside)
                and self.is_position(office)
                and not self.is_position(inside)
            ):
                return [office, inside] if not self.names_body(office) else [run]
        return [run]

    def _country_apart(self, run: Run) -> list[Run]:
        """The body, then the country: "Université de Fès (Maroc)", "City of Fès, Morocco"."""
        *_, last = brackets.cut(run, _COMMA)
        if last.start > run.start and self._words.whole(last, "countries"):
            return [run.part(0, last.start - run.start).stripped(","), last]
        for start, end, inside in brackets.groups(run):
            if start and end >= len(run.text) and self._words.whole(inside, "countries"):
                return [run.part(0, start), inside]
        return [run]

    def _parts(self, run: Run) -> list[Run]:
        parts = brackets.cut(run.stripped(MARKS.replace(".", "")), _COMMA)
        return [part for part in parts if part.stripped(MARKS)]


@cache
def affiliation_reader(words: Vocabulary) -> AffiliationReader:
    """The reader of a vocabulary, made once."""
    return AffiliationReader(words)
