"""What kind of session a title announces, and the coarse kinds other programs know."""

import re
from functools import cache

from app.programme.paste.remembering import remembered
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Hit, Vocabulary

COARSE = {
    "address": "presentation",
    "thematic forum": "forum",
    "regional forum": "forum",
    "mayors' forum": "forum",
    "launch": "ceremony",
    "press": "other",
}
_PAUSES = {"break", "meal", "networking", "registration"}
_FRAMES = {"opening", "closing"}  # "welcome", "farewell": what follows may say more
_STRONGER = {*_PAUSES, "keynote", "panel", "visit", "press", "ceremony", "workshop", "other"}
_CUT = re.compile(r"[:;]\s|\s[-–]\s|[\"(]|\s–")
_NUMBER = re.compile(r"\s?(?:\d{1,2}|[ivx]{1,4})\s?[.:–-]\s?(?=\S)")
_COUNTED = re.compile(r"(?P<said>.{3,20}?)\s(?:\d{1,2}|[ivx]{1,4})")
_NUMBERED = re.compile(r"(?<=\w)\s(?:n°\s?|#\s?)?\d{1,2}$")  # "Regional round table 2"
_OBJECT = re.compile(r"\s([^\W\d_]+)\s([^\W\d_]+)(?:\s([^\W\d_]+))?")
_BEFORE_DESTINATION = re.compile(r":\s|\s?–\s|\s-\s")
_SIGN = 2  # letters of the number of a visit
_SHORT, _LONG = 3, 6  # words of a title
_ALL = frozenset({
    "opening", "address", "keynote", "plenary", "panel", "thematic forum", "regional forum", "workshop",
    "presentation", "discussion", "launch", "networking", "break", "meal", "registration", "visit", "press",
    "closing", "other",
})  # fmt: skip
_LONGEST_QUOTED = 400  # letters of a title with quotation marks
_ADDED = {"opening", "closing", "discussion"}  # what else a session holds, said at its end
# What leads to where something is done: "Learning at the market". At the beginning it may say what is done.
_WHERE = re.compile(
    r"\S\s(?:in|at|on|en|dans|im|am|beim|au|aux|no|na|nos|nas)(?:\s(?:the|a|an|el|la|los|las|le|les|der|dem|den))?\s$"
)
_JOINED = {"meal", "visit", "opening"}  # what else a session is, said as its third word
_STUDIED = re.compile(
    r"\s(?:to|into)\s(?!the |our |this |this$|us$|day|each |one )"
)  # "Introduction to maps"
_QUOTES = {'"', "'"}
_FEWEST_WORDS = 3  # of a title
_PARTICLE = 3  # letters; a longer word that begins small is no part of a name
_ARTICLE = 5  # letters of the longest article, with its blanks
_FIRST_ARABIC, _LAST_ARABIC = "\u0600", "\u06ff"
_CLOSE = 2  # letters between two words of one phrase


class KindReader:
    """Decides on kinds by the words of titles and labels."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words

    def kind(self, run: Run) -> tuple[str, Run] | None:
        """The kind and the words that say so."""
        rest = self._unnumbered(run)
        return (self._said(rest) if rest else None) or self._said(run)

    def _unnumbered(self, run: Run) -> Run | None:
        """What stands behind a number that says no kind itself: "Item 4. Opening"."""
        hit = self._words.first(run, "sections")
        number = _NUMBER.match(run.folded, hit.end) if hit else None
        if hit is None or number is None or self._words.first(run, "kinds"):
            return None
        return run.part(number.end())

    def _said(self, run: Run) -> tuple[str, Run] | None:
        if whole := self._words.whole(run, "whole_kinds"):
            return whole.key, run
        named = self._words.first(run, "quoted_kinds") if '"' in run.text else None
        if named and run.text[named.end : named.end + 1] == '"':  # adopting the text of this name
            return named.key, run.part(0, named.end)
        hits = self._kinds(run)
        if '"' in run.text and len(run.text) <= _LONGEST_QUOTED:
            hits = [hit for hit in hits if not _is_topic(run, hit)]
        if "-" in run.text:
            hits = [hit for hit in hits if not _is_led_by_hyphen(run, hit)] or hits
        if not hits:
            return None
        cut = _CUT.search(run.folded)
        frame = run.part(0, cut.start()) if cut else run
        if cut and (said := self._behind_number(frame, run.part(cut.end()))):
            return said
        within = [hit for hit in hits if hit.end <= len(frame.text)]
        chosen = self._decide(run, self._structural(frame, within)) if within else None
        chosen = chosen or self._decide(run, self._structural(run, hits))
        if chosen is None:
            return None
        is_parallel = chosen.key == "plenary" and any(
            hit.table == "sections" and hit.key == "parallel" for hit in self._words.hits(frame)
        )
        return "presentation" if is_parallel else chosen.key, run.part(chosen.start, chosen.end)

    def _behind_number(self, frame: Run, rest: Run) -> tuple[str, Run] | None:
        """The kind behind a numbered session, if nothing else stands there: "Session IV: Closing"."""
        number = _COUNTED.fullmatch(frame.folded)
        hit = self._words.whole(frame.part(0, number.end("said")), "kinds") if number else None
        if hit is None or hit.key != "plenary" or not self.is_only_kind(rest):
            return None
        return self._said(rest)

    def only(self, run: Run) -> tuple[str, Run] | None:
        """The kind of a run that says nothing else."""
        return self.kind(run) if self.is_only_kind(run) else None

    @remembered
    def is_only_kind(self, run: Run) -> bool:
        """Whether the run says nothing but what kind of session it is: "Panel discussion"."""
        hits = self._kinds(run)
        if not hits:
            return False
        covered = sum(hit.end - hit.start for hit in hits)
        letters = sum(map(str.isalpha, run.text))
        spare = 1 if run.text[:1] >= "\u3400" else 3
        return covered >= letters - spare

    def reads_like_title(self, run: Run) -> bool:
        """Whether a run reads like a title, and not like a body or an office: some longer word is small."""
        if run.text[:1] in _QUOTES:
            return True
        words = run.text.split()
        if len(words) < _FEWEST_WORDS or not run.text[0].isupper() or self.is_only_kind(run):
            return False
        if any(not hit.start and hit.key in {"organisation", "position"} for hit in self._words.hits(run)):
            return False
        small = [word for word in words[1:] if word.islower() and word.isalpha()]
        return any(len(word) > _PARTICLE for word in small) or len(small) >= _FEWEST_WORDS

    def names_destination(self, run: Run) -> bool:
        """Whether a run ends with what is visited, not with where: "Visit 2: Old Library"."""
        kind, mark = self.kind(run), _BEFORE_DESTINATION.search(run.text)
        if kind is None or kind[0] != "visit" or mark is None:
            return False
        places = {hit.key for hit in self._words.of(run.part(mark.end()), "rooms")}
        head, _, sign = run.text[: mark.start()].rpartition(" ")
        is_numbered = len(sign) <= _SIGN and bool(head) and self.is_only_kind(run.part(0, len(head)))
        is_listed = 0 < run.text.find(": ") < run.text.find(", ")
        return is_listed or (is_numbered and "weak" in places and "word" not in places)

    def _kinds(self, run: Run) -> list[Hit]:
        """The words for kinds, but for those that are part of a topic: "Recognition of prior learning"."""
        topics = [hit for hit in self._words.hits(run) if hit.table == "topics"]
        hits = self._words.of(run, "kinds")
        if not topics:
            return hits
        told = [
            hit
            for hit in topics
            if hit.key == "phrase"
            or (hit.key == "deed" and self._is_done(run, hit))
            or (hit.key == "study" and _STUDIED.match(run.folded, hit.end))
        ]
        return [hit for hit in hits if not any(one.start <= hit.start and hit.end <= one.end for one in told)]

    def _is_done(self, run: Run, deed: Hit) -> bool:
        """Whether something else than the meeting is opened: "Closing the gap", "Opening schools to all"."""
        match = _OBJECT.match(run.folded, deed.end)
        if match is None:
            return False
        first, *rest = words = [word for word in match.groups() if word]
        meeting = self._words.spellings("topics", "meeting")
        if meeting.intersection(words) or any(self._words.knows(word, "groups") for word in words):
            return False
        has_article = first in self._words.spellings("topics", "article")
        return has_article or rest[0] in self._words.spellings("topics", "direction")

    def _structural(self, run: Run, hits: list[Hit]) -> list[Hit]:
        """Words at an edge of a title say what the session is; in the middle they are its topic."""
        if run.text[-1:].isdigit() and (number := _NUMBERED.search(run.folded)):
            run = run.part(0, number.start())
        words = run.text.split()
        if len(words) <= _SHORT or run.text[:1] >= "\u3400":
            return hits
        start = len(" ".join(words[:2]))
        end = len(run.text) - len(words[-1]) - 1
        added = _ADDED | _PAUSES if hits[0].key == "other" and not hits[0].start else _ADDED
        last = (
            {"discussion", "presentation", "plenary", "opening", "closing"} if len(words) <= _LONG else _ALL
        )
        return [
            hit
            for hit in hits
            if not _WHERE.search(run.folded, 0, hit.start)
            if hit.start <= start
            or (hit.end > end and hit.key not in last)
            or hit.key == "ceremony"
            or self._is_set_apart(run, hit)
            or _is_head(run, hit)
            or (hit.end > end and hit.key in added and self._is_joined(run, hit))
            or (hit.start == start + 1 and hit.key in _JOINED and self._is_joined(run, hit))
        ]

    def _is_set_apart(self, run: Run, hit: Hit) -> bool:
        """Whether a word is a bracket or begins a sentence of its own: "Apthapi (lunch)"."""
        if run.text[hit.start - 1 : hit.start] == "(":
            return run.text[hit.end : hit.end + 1] == ")"
        return run.text[: hit.start].rstrip()[-1:] in {".", "!", "?"}

    def _is_joined(self, run: Run, hit: Hit) -> bool:
        """Whether a conjunction leads to a word, perhaps an article: "Communiqué and the closing"."""
        ends = (one.end for one in self._words.hits(run) if one.table == "words" and one.key == "and")
        return any(0 <= hit.start - end <= _ARTICLE for end in ends)

    def _decide(self, run: Run, hits: list[Hit]) -> Hit | None:
        """The first word decides, unless it only frames what a later one says."""
        if not hits:
            return None
        first, *others = hits
        near = [hit for hit in others if hit.start - first.end <= _CLOSE]
        if first.key in _FRAMES:
            better = [hit for hit in near if hit.key in _STRONGER and not _is_genitive(run, first, hit)]
            if first.key == "closing" and set(",.") & set(run.text[first.end : first.end + _CLOSE]):
                better = [hit for hit in better if hit.key != "ceremony"]  # "Closing, certificates"
        elif first.key == "networking":  # "Networking lunch"
            better = [hit for hit in near if hit.key in {"meal", "break"}]
        elif first.key in {"break", "meal"}:  # "Coffee and registration"
            better = [hit for hit in others if hit.key == "registration"]
        elif first.key == "other":  # "Group photo and coffee"
            better = [hit for hit in others if hit.key in {"break", "meal", "networking", "closing"}]
        elif first.key in {"plenary", "address"}:  # "Session on ..."
            better = [hit for hit in others if hit.key not in {"plenary", "address"}]
        elif first.key == "presentation":  # "Presentation of awards", "Presentation and opening"
            better = [hit for hit in others if hit.key == "ceremony"]
            better = better or [hit for hit in others if hit.key == "opening" and self._is_joined(run, hit)]
        else:
            better = []
        return better[0] if better else first


def _is_genitive(run: Run, frame: Hit, hit: Hit) -> bool:
    """Whether an Arabic meeting is what is opened: "افتتاح الورشة", the opening of the workshop."""
    is_arabic = _FIRST_ARABIC <= run.text[frame.start] <= _LAST_ARABIC
    return is_arabic and hit.key in {"panel", "workshop"} and hit.start - frame.end == 1


def _is_head(run: Run, hit: Hit) -> bool:
    """Whether a word ends a name in capitals, and a topic follows: "Orchard Council Open Debate on ..."."""
    before = run.text[: hit.start].split()
    is_name = 0 < len(before) <= _LONG and all(word[:1].isupper() for word in before)
    return is_name and run.text[hit.end : hit.end + 4] == " on "


def _is_led_by_hyphen(run: Run, hit: Hit) -> bool:
    """Whether a word only tells when or what the next one is: "Pre-forum workshops"."""
    return run.text[hit.start - 1 : hit.start] == "-" and run.text[hit.start - 2 : hit.start - 1].isalpha()


def _is_topic(run: Run, hit: Hit) -> bool:
    """Whether a word stands in the middle of a quotation: what the session is about, not what it is."""
    before = run.text[: hit.start]
    if before.count('"') % 2 == 0:
        return False
    rest = run.text[hit.end : run.text.find('"', hit.end) if '"' in run.text[hit.end :] else None]
    return not before.endswith('"') or rest.lstrip()[:1] not in {"", ":", "–", "-"}


@cache
def kind_reader(words: Vocabulary) -> KindReader:
    """The reader of a vocabulary, made once."""
    return KindReader(words)


def coarse(kind: str) -> str:
    """The kind as the JSON names it."""
    return COARSE.get(kind, kind)
