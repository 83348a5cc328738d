"""Pasted text in one spelling for the parser, with the way back to every character of the source."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from app.programme.paste.variants import SIMPLE

_DROP = "\0"
SPACING = "\x1f"  # stands where a mark of Markdown stood: white space, but not a column's edge
CELL_BREAK = "\x0b"  # a line's end inside a table's cell

_LOOKALIKES = {
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "-": "\u2010\u2011\u2043\u2212\ufe63\uff0d",
    "–": "\u2012\u2014\u2015\u2e3a\u2e3b\ufe58\ufe31\u2500",
    "~": "\u223c\u301c\uff5e\u02dc",
    '"': "“”„‟«»″‶〝〞〟＂「」『』《》",
    "'": "‘’‚‛′‵‹›＇ʼʹ`´",
    ",": "،、，˒",
    ";": "؛；",
    "?": "؟？",
    ":": "：︰∶",
    ".": "。．",
    "!": "！",
    "(": "（",
    ")": "）",
    "[": "［【〔〖",
    "]": "］】〕〗",
    "/": "／⁄",
    "&": "＆",
    "+": "＋",
    "*": "＊",
    "|": "｜│┃║¦",
    "•": "●○▪▫■□◦‣∙⁌⁍➢➤►▶✓✔➔❖◆◇★☆·・",
    "→": "⇒➝➡",
    "\n": "\u2028\u2029\x85",
}
# What nobody sees: byte-order marks, joiners, marks of direction, soft hyphens; tatweel and the
# Arabic vowel signs, which one writer sets and the next leaves out; controls.
_INVISIBLE = (
    "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u00ad\u061c\u180e\ufe0e\ufe0f"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0640\u0670"
    + "".join(map(chr, range(0x064B, 0x0656)))
    + "".join(map(chr, [*range(9), *range(0x0E, 0x1F), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)]))
)
_DIGITS = {
    chr(first + digit): str(digit)
    for first in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10)
    for digit in range(10)
} | dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_FULLWIDTH = {chr(0xFEE0 + number): chr(number) for number in (*range(0x41, 0x5B), *range(0x61, 0x7B))}
_TABLE = str.maketrans(
    {
        **{letter: plain for plain, letters in _LOOKALIKES.items() for letter in letters},
        **dict.fromkeys(_INVISIBLE, _DROP),
        **_DIGITS,
        **_FULLWIDTH,
        "\f": "\n",
    }
)
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي"}
_CLUSTER = re.compile("[^\u0300-\u036f\n][\u0300-\u036f]{1,8}")
_CARRIAGE_RETURN = re.compile(r"\r\n?")
_EMPHASIS = re.compile(r"\*\*|__")
# One star on either side; a single one is a bullet or a footnote.
_SLANTED = re.compile(r"(?<![^\s(\[])\*(?=[^\s*])([^*\n]{1,200})(?<=\S)\*(?![^\s.,;:)\]!?])")
LINK = re.compile(
    r"\[([^\]\[\n]{1,160})\](\((?:(?:https?://|mailto:|/|#)[^()\s]{0,300}|(?=[^()\s]*[a-z\d./])[^()\s|]{2,300})\))"
)
# Below "Panellists:", the hollow bullets of a word processor arrive as the letter.
_HOLLOW = re.compile(r"(?<=:\n)(?:[ \t]*o [^\W\d_a-zß-ÿа-я][^\n]*\n?(?:(?![ \t]*(?:o |\d))[^\n]+\n)?){2,}")
_HOLLOW_BULLET = re.compile(r"^([ \t]*)o(?= )", re.MULTILINE)
_IN_CELL = re.compile(r"<br ?/?>", re.IGNORECASE)
# Simple quotes around a title, and not what is left out of a word: "Ada Example, 'Ledgers and songs'".
_SIMPLE_QUOTES = re.compile(
    r"(?<![^\s,;:(–-])'(?=[^\W_])([^'\n]{1,200}(?:'(?:s\s)?(?=\w)[^'\n]{0,200}){0,6})'(?![^\s.,;:)?!–-])"
)


@dataclass(frozen=True)
class Normalised:
    """`text` as the parser reads it; its character `i` stood at `offsets[i]` of the source."""

    text: str
    offsets: Sequence[int]  # one more than characters: the last is the source's length

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where in the source a stretch of the text came from."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def normalise(source: str) -> Normalised:
    """One kind each of spaces, dashes, quotes and digits; no invisible characters; Markdown's marks blank."""
    text, offsets = _without_dropped(_line_ends(source).translate(_TABLE), range(len(source) + 1))
    text, offsets = _without_dropped(_CLUSTER.sub(_composed, text), offsets)
    text = _IN_CELL.sub(_as_cell_break, text)
    text = _HOLLOW.sub(_bulleted, text) if "\no " in text else text
    text = _EMPHASIS.sub(SPACING * 2, text)
    text = _SLANTED.sub(rf"{SPACING}\1{SPACING}", text) if "*" in text else text
    text = _SIMPLE_QUOTES.sub(r'"\1"', text) if " '" in text else text
    return Normalised(LINK.sub(_as_link_text, text), offsets)


def fold(text: str) -> str:
    """The same text in small letters without accents: letter by letter, so that places stay the same."""
    return text.translate(_folding)


class _Folding(dict[int, str]):
    """What a letter is compared as, worked out when it first comes along; always one letter."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        found = _ARABIC.get(letter, "") or SIMPLE.get(letter, "")
        if not found:
            found = unicodedata.normalize("NFD", letter)[0].lower()
            found = found if len(found) == 1 else letter
        if number < 0x3000:  # noqa: PLR2004 - beyond are ideographs, thousands of them
            self[number] = found
        return found


_folding = _Folding()


def _line_ends(source: str) -> str:
    return _CARRIAGE_RETURN.sub(lambda match: _DROP * (len(match[0]) - 1) + "\n", source)


def _without_dropped(text: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    if _DROP not in text:
        return text, offsets
    kept = [offsets[place] for place, letter in enumerate(text) if letter != _DROP]
    return text.replace(_DROP, ""), [*kept, offsets[len(text)]]


def _composed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0]).ljust(len(match[0]), _DROP)


def _bulleted(match: re.Match[str]) -> str:
    return _HOLLOW_BULLET.sub(r"\1•", match[0])


def _as_cell_break(match: re.Match[str]) -> str:
    return CELL_BREAK.ljust(len(match[0]), SPACING)


def _as_link_text(match: re.Match[str]) -> str:
    return f"{SPACING}{match[1]}{SPACING}{SPACING * len(match[2])}"
