"""The words of programmes in every language, read from one file a language, and found in text."""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from app.programme.paste.normalising import fold, normalise
from app.programme.paste.runs import Run

FOLDER = Path(__file__).parent / "vocabulary"

_IDEOGRAPH = "\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{_IDEOGRAPH}]|[^\W\d_{_IDEOGRAPH}]+|\d+|[&#№]")
_STEM = re.compile(rf"\*?(?:{WORD.pattern})\*?")
_GLUE = re.compile(r"[ \-'./\x1f]{0,3}")  # what may stand between the words of one phrase
_LEAST_BEFORE = 3  # letters before the end of a word that tells: "Stadtrat", but not "Murat"
_ARABIC_PREFIXES = ("وال", "بال", "لل", "ال", "و")
_MINIMAL_STEM = 3
_MEMORY = 20_000
LINGUA_FRANCA = "en"  # "Keynote", "Workshop" and "Coffee break" stand in programmes of every language
_UNIVERSAL = {
    "honorifics",
    "forms",
    "months",
    "weekdays",
    "countries",
    "names",
    "zone_names",
    "words",
    "tbc",
    "offices",
}
_TELLING = {"kinds", "roles", "labels", "weekdays", "months", "columns"}
_SAMPLE = 20_000
_TOO_LITTLE = 12  # points: below, a text is too short to tell
_SHARE = 0.2


class Hit(NamedTuple):
    """A phrase of the vocabulary found in a run: its place there, its table and what it stands for."""

    start: int
    end: int
    table: str
    key: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    table: str
    key: str
    language: str
    needs_dot: bool  # "m." is an honorific, "m" is not
    needs_hyphen: bool = False  # "г-н" is one, the initials "Г. Н." are not


@dataclass(frozen=True, slots=True)
class _Start:
    """The phrases a word begins: alone, and by the word that must follow; a star for any."""

    single: tuple[_Phrase, ...]
    longer: dict[str, list[_Phrase]]


_UNREAD = _Start((), {})


class _Store:
    """All phrases of all languages, by their first word."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.whole: dict[str, list[_Phrase]] = defaultdict(list)
        self.starts: dict[str, list[_Phrase]] = defaultdict(list)
        self.ends: dict[str, list[_Phrase]] = defaultdict(list)
        self.spellings: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.scripts: dict[str, re.Pattern[str]] = {}
        self.languages: set[str] = set()
        for file in files:
            self._load(file)
        self.longest = max(map(len, [*self.starts, *self.ends, ""]))

    def _load(self, file: Path) -> None:
        with file.open("rb") as handle:
            content = tomllib.load(handle)
        language = content["language"]
        self.languages.add(language)
        if "script" in content:
            self.scripts[language] = re.compile(f"[{content['script']}]")
        for table, keys in content.items():
            if isinstance(keys, dict):
                for key, spellings in keys.items():
                    for spelling in fold(normalise(spellings).text).split(","):
                        self._add(table, key, spelling.strip(), language)

    def _add(self, table: str, key: str, spelling: str, language: str) -> None:
        words = tuple(_STEM.findall(spelling))
        known = self.spellings[table, key][language]
        if not words or spelling in known:
            return
        known.add(spelling)
        needs_dot = spelling.endswith(".") and len(words[-1]) <= 2  # noqa: PLR2004
        needs_hyphen = "-" in spelling and all(len(word) == 1 for word in words)
        phrase = _Phrase(words, table, key, language, needs_dot, needs_hyphen)
        first = words[0]
        if first.startswith("*"):
            self.ends[first.strip("*")].append(phrase)
        elif first.endswith("*"):
            self.starts[first.strip("*")].append(phrase)
        else:
            self.whole[first].append(phrase)


class Vocabulary:
    """The phrases of some languages; answers which of them stand in a run of text."""

    def __init__(self, store: _Store, languages: frozenset[str]) -> None:
        self._store = store
        self._languages = languages
        self._by_word: dict[str, _Start | None] = {}
        self._by_run: dict[str, tuple[Hit, ...]] = {}
        self.answers: dict[tuple[object, ...], Any] = {}
        self._narrowed: dict[frozenset[str], Vocabulary] = {languages: self}

    def narrowed(self, folded: str) -> "Vocabulary":
        """The vocabulary of the languages a text is in: "fin" ends a French day, no Italian title.

        What names are made of (titles, offices, countries) stays known in all languages.
        """
        languages = frozenset({LINGUA_FRANCA, *self._spoken(folded)})
        if languages not in self._narrowed:
            self._narrowed[languages] = Vocabulary(self._store, languages)
        return self._narrowed[languages]

    def _spoken(self, folded: str) -> Iterator[str]:
        sample = folded[:_SAMPLE]
        points: Counter[str] = Counter()
        for word, times in Counter(match[0] for match in WORD.finditer(sample)).items():
            phrases = [phrase for phrase in self._store.whole.get(word, ()) if len(phrase.words) == 1]
            small = {phrase.language for phrase in phrases if phrase.table == "small"}
            telling = {phrase.language for phrase in phrases if phrase.table in _TELLING}
            for language in small:
                points[language] += times * (3 if len(small) == 1 else 1)
            if len(telling) == 1 and not small:
                points[telling.pop()] += 3
        most = max(points.values(), default=0)
        for language in self._store.languages:
            if script := self._store.scripts.get(language):
                if script.search(sample):
                    yield language
            elif most < _TOO_LITTLE or points[language] >= most * _SHARE:
                yield language

    def entries(self) -> set[tuple[str, str]]:
        """The tables and keys of all languages."""
        return set(self._store.spellings)

    def forget(self) -> None:
        """Let go of what was read: a web process is not to keep the texts of its visitors."""
        self._by_run.clear()
        self.answers.clear()
        self._by_word = {word: start for word, start in self._by_word.items() if start is not None}

    def spellings(self, table: str, key: str) -> set[str]:
        """All folded spellings of one entry, for patterns that need them inside."""
        by_language = self._store.spellings[table, key]
        return {
            spelling
            for language in by_language
            if self._speaks(language, table)
            for spelling in by_language[language]
        }

    def _speaks(self, language: str, table: str) -> bool:
        return language in self._languages or table in _UNIVERSAL

    def hits(self, run: Run) -> tuple[Hit, ...]:
        """Everything the vocabulary knows in this run, in the text's order, the longest first."""
        known = self._by_run.get(run.folded)
        if known is None:
            if len(self._by_run) > _MEMORY:
                self._by_run.clear()
            known = self._by_run[run.folded] = tuple(self._read(run.folded))
        return known

    def of(self, run: Run, table: str) -> list[Hit]:
        """The phrases of one table, none inside another one."""
        found: list[Hit] = []
        for hit in self.hits(run):
            if hit.table == table and (not found or hit.start >= found[-1].end):
                found.append(hit)
        return found

    def first(self, run: Run, table: str) -> Hit | None:
        """The phrase of this table with which the run begins, if it does."""
        for hit in self.hits(run):
            if hit.start:
                break
            if hit.table == table:
                return hit
        return None

    def whole(self, run: Run, table: str) -> Hit | None:
        """The phrase of this table that is all of the run, end marks aside."""
        for hit in self.hits(run):
            if hit.start:
                break
            if hit.table == table and hit.end >= len(run.folded.rstrip(" :.-*")):
                return hit
        return None

    def knows(self, word: str, *tables: str) -> bool:
        """Whether this folded word alone stands in one of the tables."""
        begun = self._beginning(word) if word else None
        return begun is not None and any(
            phrase.table in tables and not phrase.needs_dot for phrase in begun.single
        )

    def _beginning(self, word: str) -> _Start | None:
        known = self._by_word.get(word, _UNREAD)
        if known is _UNREAD:
            known = self._start(word)
            if known is not None or len(self._by_word) < _MEMORY:
                self._by_word[word] = known
        return known

    def _start(self, word: str) -> _Start | None:
        phrases = self._phrases(word)
        if not phrases:
            return None
        single = [phrase for phrase in phrases if len(phrase.words) == 1]
        longer: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in phrases:
            if len(phrase.words) > 1:
                longer["*" if "*" in phrase.words[1] else phrase.words[1]].append(phrase)
        return _Start(tuple(single), dict(longer))

    def _phrases(self, word: str) -> list[_Phrase]:
        """The phrases a word begins, each once whatever its language; longest first."""
        store = self._store
        found = [*store.whole.get(word, ())]
        if not found and "\u0600" <= word[0] <= "\u06ff":
            found = self._without_prefix(word)
        for length in range(_MINIMAL_STEM - 1, min(len(word), store.longest) + 1):
            found += self._own(store.starts.get(word[:length], ()))
            if length <= len(word) - _LEAST_BEFORE:
                found += self._own(store.ends.get(word[-length:], ()))
        once = {
            (phrase.words, phrase.table, phrase.key, phrase.needs_dot): phrase
            for phrase in found
            if self._speaks(phrase.language, phrase.table) and not self._is_initial(phrase)
        }
        return sorted(once.values(), key=lambda phrase: -len(phrase.words))

    def _own(self, phrases: Iterable[_Phrase]) -> Iterator[_Phrase]:
        """Stems of the languages spoken here: "-rat" is a German council, no end of a Catalan name."""
        return (phrase for phrase in phrases if phrase.language in self._languages)

    def _is_initial(self, phrase: _Phrase) -> bool:
        """Whether "D." is the initial of a name here, and a title only in another language."""
        is_letter = phrase.needs_dot and len(phrase.words) == len(phrase.words[0]) == 1
        return is_letter and phrase.table == "honorifics" and phrase.language not in self._languages

    def _without_prefix(self, word: str) -> list[_Phrase]:
        for prefix in _ARABIC_PREFIXES:
            if word.startswith(prefix) and len(word) > len(prefix) + 1:
                rest = word.removeprefix(prefix)
                for spelling in (rest, f"ال{rest}"):
                    if spelling in self._store.whole:
                        return [*self._store.whole[spelling]]
        return []

    def _read(self, folded: str) -> Iterator[Hit]:
        words = [(match[0], match.start(), match.end()) for match in WORD.finditer(folded)]
        for number, (word, start, end) in enumerate(words):
            begun = self._beginning(word)
            if begun is None:
                continue
            following = words[number + 1][0] if begun.longer and number + 1 < len(words) else ""
            longer = (*begun.longer.get(following, ()), *begun.longer.get("*", ())) if following else ()
            hits = [
                Hit(start, last, phrase.table, phrase.key)
                for phrase in longer
                if (last := _end(phrase, words, number, folded))
            ]
            if len(hits) > 1:
                hits.sort(key=_by_end)
            yield from hits
            for phrase in begun.single:
                if not phrase.needs_dot:
                    yield Hit(start, end, phrase.table, phrase.key)
                elif folded[end : end + 1] == "." or _is_slashed(folded, end):
                    yield Hit(start, end + folded.startswith(".", end), phrase.table, phrase.key)


def _by_end(hit: Hit) -> int:
    return -hit.end


def _end(phrase: _Phrase, words: list[tuple[str, int, int]], number: int, folded: str) -> int:
    """Where the phrase ends that begins with this word; 0 when it does not stand there."""
    last = number + len(phrase.words) - 1
    if last >= len(words):
        return 0
    for offset, wanted in enumerate(phrase.words[1:], 1):
        word, start, _ = words[number + offset]
        if wanted != word and not _alike(wanted, word):
            return 0
        gap = folded[words[number + offset - 1][2] : start]
        if _GLUE.fullmatch(gap) is None or (phrase.needs_hyphen and gap != "-"):
            return 0
    end = words[last][2]
    if phrase.needs_dot:
        return end + 1 if folded[end : end + 1] == "." else end if _is_slashed(folded, end) else 0
    return end


def _is_slashed(folded: str, end: int) -> bool:
    """Whether a slash stands for the point of an Arabic title: "د/ فلان"."""
    return folded.startswith(("/", " /"), end) and "\u0600" <= folded[end - 1] <= "\u06ff"


def _alike(wanted: str, word: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    return wanted.startswith("*") and word.endswith(wanted[1:])


@cache
def vocabulary(folder: Path = FOLDER) -> Vocabulary:
    """The vocabulary of every language that has a file in this folder."""
    store = _Store(sorted(folder.glob("*.toml")))
    return Vocabulary(store, frozenset(store.languages))
