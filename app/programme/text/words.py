"""The fixed words of a programme written out: labels, kinds, roles, marks; one file a language."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "words"
LINGUA_FRANCA = "en"  # its words are read in a text of any language
LISTED = ("labels", "marks", "kinds", "roles", "modes", "states")


@dataclass(frozen=True, eq=False)
class Words:
    """What is written for each key of a table, and what key each word stands for."""

    language: str
    honorifics: frozenset[str]
    hint: str
    written: dict[str, dict[str, list[str]]]
    _read: dict[str, dict[str, str]]

    def word(self, table: str, key: str, *, many: bool = False) -> str:
        """What is written; the second spelling, if there is one, over several."""
        spellings = self.written[table][key]
        return spellings[1] if many and len(spellings) > 1 else spellings[0]

    def key(self, table: str, word: str) -> str:
        """What `word` stands for; empty for one that is none of the table's."""
        return self._read[table].get(_plain(word), "")

    def is_honorific(self, word: str) -> bool:
        return _plain(word) in self.honorifics


@cache
def languages() -> tuple[str, ...]:
    """The languages there are words for."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


@cache
def words(language: str) -> Words:
    """The words of `language`, or English ones where there are none; English is read in any case."""
    own = _file(language if language in languages() else LINGUA_FRANCA)
    english = _file(LINGUA_FRANCA)
    return Words(
        language=own["language"],
        honorifics=frozenset(
            _plain(word) for each in (english, own) for word in _split(each["honorifics"])
        ),
        hint=own["sentences"]["hint"],
        written={
            table: {key: _split(found) for key, found in own[table].items()} for table in LISTED
        },
        _read={table: {**_by_word(english[table]), **_by_word(own[table])} for table in LISTED},
    )  # fmt: skip


def _file(language: str) -> dict[str, Any]:
    with (FOLDER / f"{language}.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)
    return found


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {_plain(word): key for key, found in table.items() for word in _split(found)}


def _split(words_of_one: str) -> list[str]:
    return [word.strip() for word in words_of_one.split(",")]


def _plain(word: str) -> str:
    return " ".join(word.casefold().split())
