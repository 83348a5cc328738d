"""What pages of events call their facts, one file a language: phrases compared whole or found inside."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from app.programme.paste.normalising import fold, normalise

FOLDER = Path(__file__).parent / "vocabulary"
LINGUA_FRANCA = "en"  # pages of every language say "Livestream" and "Sponsors"

_PLURAL = re.compile(r"[(/](?:s|es|en|e|a|as|n|innen|ы|и)\)?(?!\w)")
_FIELDS = re.compile(r"[:|\t]")
_SPACES = re.compile(r"[\s\x1f]+")
_EDGES = " .:;?¿-–*#•|>\t"
_WORD = re.compile(r"[^\W\d_]+")
_LETTER_OR_DIGIT = re.compile(r"\w+")
_CODE = 2  # letters of a language: "EN | FR"
_IDEOGRAPH = "\u3400-\u9fff"
_SCRIPTS = {"ar": "\u0620-\u06ff", "zh": _IDEOGRAPH, "ru": "\u0400-\u04ff"}
_SAMPLE = 20_000
_ENOUGH = 0.15  # of the letters, for a script to tell the language


@dataclass(frozen=True, slots=True)
class Inside:
    """A phrase found inside a text: where it stands and what it means."""

    start: int
    end: int
    key: str


class Words:
    """The phrases of all languages; the language of the page decides where they disagree."""

    def __init__(self, files: list[Path]) -> None:
        self._meanings: dict[str, dict[str, dict[str, str]]] = {}  # table, phrase, language: key
        self._terms: dict[str, dict[str, str]] = {}  # language, key: what we write
        self._naming: dict[str, re.Pattern[str]] = {}  # by label
        self.languages: list[str] = []
        for file in files:
            self._load(file)

    def _load(self, file: Path) -> None:
        with file.open("rb") as handle:
            content = tomllib.load(handle)
        language = content.pop("language")
        self.languages.append(language)
        self._terms[language] = content.pop("terms", {})
        for table, keys in content.items():
            for key, phrases in keys.items():
                for phrase in bare(fold(normalise(phrases).text)).split(","):
                    meanings = self._meanings.setdefault(table, {}).setdefault(bare(phrase), {})
                    meanings.setdefault(language, key)

    def key(self, table: str, folded: str, language: str) -> str:
        """What this text means as a whole; empty when nothing."""
        found = self._meanings[table].get(bare(folded), {})
        return _preferred(found, language)

    def keys(self, table: str, folded: str) -> set[str]:
        """All this text means as a whole, in any language."""
        return set(self._meanings[table].get(bare(folded), {}).values())

    def of_occasion(self, table: str, folded: str, language: str) -> str:
        """As `key`, also with the event named in the text: "Languages of the conference"."""
        found = self.key(table, folded, language)
        if found:
            return found
        name = bare(folded)
        for cut in (self._occasion_behind, self._occasion_before):
            match = cut.search(name)
            if match and (found := self.key(table, name[: match.start()] + name[match.end() :], language)):
                return found
        return ""

    def spellings(self, table: str, language: str) -> set[str]:
        """The phrases of a table in one language."""
        return {phrase for phrase, said in self._meanings[table].items() if language in said}

    def term(self, key: str, language: str) -> str:
        """Our own word for something, in the language of the page; empty when there is none."""
        return self._terms.get(language, {}).get(key, "")

    def pattern(self, table: str) -> str:
        """What matches any phrase of a table."""
        return self._patterns[table].pattern

    def inside(self, table: str, folded: str, language: str) -> Inside | None:
        """The first phrase of a table that stands somewhere in a text, the longest where several begin."""
        match = self._patterns[table].search(folded)
        if match is None:
            return None
        key = _preferred(self._meanings[table][bare(match[0])], language)
        return Inside(match.start(), match.end(), key)

    def consists(self, table: str, folded: str, *, besides: str = "") -> bool:
        """Whether a text is nothing but phrases of a table, and codes of languages between them.

        `besides` is a table whose phrases may stand among them.
        """
        left, times = self._patterns[table].subn(" ", folded)
        if besides and times:
            left = self._patterns[besides].sub(" ", left)
        words = _LETTER_OR_DIGIT.findall(left)
        return times > 0 and not any(len(word) > _CODE or word.isdigit() for word in words)

    def naming(self, label: str, folded: str) -> Iterator[Inside]:
        """Wherever a text has a phrase that may be this label."""
        if label not in self._naming:
            said = self._meanings["labels"].items()
            self._naming[label] = _either(phrase for phrase, keys in said if label in keys.values())
        for match in self._naming[label].finditer(folded):
            yield Inside(match.start(), match.end(), label)

    def leading(self, folded: str, language: str) -> Inside | None:
        """The phrase of several words with which a text begins and goes on: "Organised by X"."""
        match = self._leading.match(folded)
        if match is None:
            return None
        return Inside(0, match.end(), _preferred(self._meanings["labels"][bare(match[0])], language))

    def leads(
        self, folded: str, language: str, keys: Collection[str], ends: Collection[str]
    ) -> Iterator[Inside]:
        """The labels of several words that lead on to a name within a sentence: "organised by"."""
        for match in self._leading.finditer(folded):
            key = _preferred(self._meanings["labels"][bare(match[0])], language)
            if key in keys and bare(match[0]).rpartition(" ")[2] in ends:
                yield Inside(match.start(), match.end(), key)

    def language(self, folded: str) -> str:
        """The language most of a text is written in."""
        sample = folded[:_SAMPLE]
        letters = sum(map(str.isalpha, sample)) or 1
        for language, script in _SCRIPTS.items():
            if len(re.findall(f"[{script}]", sample)) > letters * _ENOUGH:
                return language
        points: Counter[str] = Counter()
        for word, times in Counter(_WORD.findall(sample)).items():
            said = self._meanings["small"].get(word, {})
            for language in said:
                points[language] += times * (3 if len(said) == 1 else 1)
        for line in sample.split("\n"):
            known = self._meanings["labels"].get(
                bare(_FIELDS.split(line.lstrip("| "), maxsplit=1)[0][:60]), {}
            )
            if len(known) == 1:
                points[next(iter(known))] += 3
        return max(points, key=lambda one: (points[one], one == LINGUA_FRANCA, one), default=LINGUA_FRANCA)

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {table: _either(phrases) for table, phrases in self._meanings.items()}

    @cached_property
    def _occasion_behind(self) -> re.Pattern[str]:
        small = "|".join(map(re.escape, self._meanings["small"]))
        occasion = self.pattern("occasion")
        return re.compile(rf"(?:[ \x1f]+(?:{small}|[ld]'))*[ \x1f]*(?<=[ '\x1f\u3400-\u9fff])(?:{occasion})$")

    @cached_property
    def _occasion_before(self) -> re.Pattern[str]:
        return re.compile(rf"^(?:{self.pattern('occasion')})(?:[ \x1f]+|(?=[\u3400-\u9fff]))(?=\S)")

    @cached_property
    def _leading(self) -> re.Pattern[str]:
        longer = [phrase for phrase in self._meanings["labels"] if " " in phrase]
        return re.compile(rf"(?:{_either(longer).pattern})(?=[ \x1f]+\w)")


def bare(folded: str) -> str:
    """A phrase without the marks around it and its plural in brackets: "Language(s):" is "language"."""
    return _SPACES.sub(" ", _PLURAL.sub("", folded)).strip(_EDGES)


@cache
def page_words(folder: Path = FOLDER) -> Words:
    """The words of every language that has a file in this folder."""
    return Words(sorted(folder.glob("*.toml")))


def _preferred(found: dict[str, str], language: str) -> str:
    if not found:
        return ""
    return found.get(language) or found.get(LINGUA_FRANCA) or next(iter(found.values()))


def _either(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases, between the ends of words where the script has such; the longest first.

    The ends are asked for once and not in every branch: branches that begin with a letter cost nothing
    where another letter stands, which tells on lines of a hundred thousand.
    """
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    joined = "|".join(_pattern(phrase) for phrase in ordered if _is_written_together(phrase))
    spaced = "|".join(_pattern(phrase) for phrase in ordered if not _is_written_together(phrase))
    worded = [rf"(?<!\w)(?:{spaced})(?!\w)"] if spaced else []
    return re.compile("|".join([*worded, *([joined] if joined else [])]) or "(?!)")


def _is_written_together(phrase: str) -> bool:
    return re.match(f"[{_IDEOGRAPH}]", phrase) is not None


def _pattern(phrase: str) -> str:
    return r"[ \x1f]+".join(map(re.escape, phrase.split()))
