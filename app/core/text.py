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
# Letters and signs that are one piece in Unicode, but that people type as their plain neighbours;
# what is left out here and is a digit, a dash, a mark or invisible is folded by its class.
_LATIN = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n"} | {
    "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",  # ß is ss by Unicode's own rule
}  # fmt: skip
# As Arabic and Persian keyboards have them, and writers in a hurry; tatweel only stretches a word.
_ARABIC = {"ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ھ": "ه", "ہ": "ه", "ـ": ""}
_ALIKE = {
    **_LATIN,
    **_ARABIC,
    **dict.fromkeys("‘’‚‛ʹʻʼʽʾʿˈ′‵‹›＇", "'"),
    **dict.fromkeys("“”„‟«»″‶〝〞〟", '"'),
    "−": "-",  # the minus sign; hyphens and dashes are of one class
}
_TYPED_ACCENTS = str.maketrans({"´": "'", "`": "'"})  # alone they stand for an apostrophe
_LAST_ALPHABET = 0x3000  # beyond are ideographs and syllables, thousands of them
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "dv", "ug", "yi", "ckb", "sd"})


def clean(value: str) -> str:
    """Several lines of text: NFC, line feeds only, no control characters, ends trimmed.

    Empty when a reader would see nothing of it, so that it is missing wherever a text is asked for.
    """
    value = _CONTROLS.sub("", _LINE_ENDS.sub("\n", value))  # first: an accent may stand behind them
    value = unicodedata.normalize("NFC", value).strip()
    return "" if is_blank(value) else value


def clean_line(value: str) -> str:
    """One line of text: as `clean`, with every run of white space folded into one space."""
    return _SPACES.sub(" ", _CONTROLS.sub(" ", _LINE_ENDS.sub(" ", clean(value)))).strip()


# Letters by their class, and yet nothing to be seen: Hangul fillers, the braille cell without dots.
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def is_blank(value: str) -> bool:
    """Whether a reader would see nothing: only spaces, joiners, fillers or marks on nothing."""
    return all(letter in _INVISIBLE or unicodedata.category(letter)[0] in "ZCM" for letter in value)


class _Folding(dict[int, str]):
    """What counts as what in a search, by number of the character; worked out when it first comes along."""

    def __missing__(self, number: int) -> str:
        found = self._folded(chr(number))
        if number < _LAST_ALPHABET:
            self[number] = found
        return found

    @staticmethod
    def _folded(letter: str) -> str:
        if letter in _ALIKE:
            return _ALIKE[letter]
        if letter.isdecimal():  # of any script
            return str(unicodedata.decimal(letter))
        kind = unicodedata.category(letter)
        if kind == "Pd":
            return "-"
        return "" if kind == "Cf" or unicodedata.combining(letter) else letter


_folding = _Folding()


def searchable(*parts: str | None) -> str:
    """What a search box compares with: no accents, no case, one kind of quotes, dashes and digits.

    What has been folded is not changed by folding it again.
    """
    joined = " ".join(part for part in parts if part).translate(_TYPED_ACCENTS)
    if not joined.isascii():
        cased = unicodedata.normalize("NFKD", joined).casefold()
        joined = unicodedata.normalize("NFKD", cased).translate(_folding)
    return _SPACES.sub(" ", joined.casefold()).strip()


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
