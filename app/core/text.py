"""Text as people type it: cleaned once, searched without accents, chosen by language."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

# C0 and C1 controls except tab and newline; the separators U+2028/9 count as line ends. Then what
# turns the rest of a line around (nobody needs it in a name), and what is no character at all.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_SPACES = re.compile(r"\s+")
# Letters that are one piece in Unicode, but that people type as their plain neighbours.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "dv", "ug", "yi", "ckb", "sd"})


def clean(value: str) -> str:
    """Several lines of text: NFC, line feeds only, no control characters, ends trimmed."""
    value = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", value))
    return _CONTROLS.sub("", value).strip()


def clean_line(value: str) -> str:
    """One line of text: as `clean`, with every run of white space folded into one space."""
    return _SPACES.sub(" ", _CONTROLS.sub(" ", _LINE_ENDS.sub(" ", clean(value)))).strip()


# Letters by their class, and yet nothing to be seen: Hangul fillers, the braille cell without dots.
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def is_blank(value: str) -> bool:
    """Whether a reader would see nothing: only spaces, joiners, fillers or marks on nothing."""
    return all(letter in _INVISIBLE or unicodedata.category(letter)[0] in "ZCM" for letter in value)


def searchable(*parts: str | None) -> str:
    """Compatibility letters, no accents, no case: what a search box compares with."""
    joined = " ".join(part for part in parts if part)
    decomposed = unicodedata.normalize("NFKD", joined)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SPACES.sub(" ", bare.casefold().translate(_PLAIN)).strip()


def slug(value: str, *, length: int = 60) -> str:
    """Lower-case ASCII words joined by hyphens; empty when nothing of `value` is Latin."""
    return _NOT_SLUG.sub("-", searchable(value))[:length].strip("-")


def choose(value: Mapping[str, str] | None, languages: Sequence[str]) -> tuple[str, str]:
    """The text in the first of `languages` that has one, else in any; with its language.

    Returns ("", "") when there is no text at all.
    """
    if not value:
        return "", ""
    for language in languages:
        if value.get(language):
            return value[language], language
    language = next(iter(value))
    return value[language], language


def direction(language: str) -> str:
    """What HTML's dir attribute wants for a language: rtl or ltr."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def shorten(value: str, length: int) -> str:
    """At most `length` characters, cut between words, with an ellipsis where something is missing."""
    if len(value) <= length:
        return value
    cut = value[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip() + "…"
