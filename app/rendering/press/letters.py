"""Which letters our fonts have. What none of them has is left out or shown as an empty box. Runs apart.

A document for screen readers may not hold glyphs that mean nothing, so texts are looked through before.
"""

import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BOX = "\N{WHITE SQUARE}"
_MEANINGLESS = {0, 0xFEFF, 0xFFFD, 0xFFFE}  # PDF/UA accepts no text of these
_UNICODE = {(0, 3), (0, 4), (3, 1), (3, 10)}  # platform and encoding of the tables we read
_SEGMENTS, _GROUPS = 4, 12  # their formats
# Joiners, isolates, selectors of variants: they steer how others are drawn and are drawn themselves nowhere.
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "So", "Sk", "Cs", "Co", "Cn"})


class Letters:
    """The letters of all fonts in a folder."""

    def __init__(self, folder: Path) -> None:
        self._known = {ord("\n"), ord("\t")}
        for path in sorted(folder.glob("*.ttf")):
            self._known.update(_of_font(path.read_bytes()))
        self._known -= _MEANINGLESS

    def legible(self, value: Any) -> Any:
        """`value` with every text in it put into letters there are."""
        if isinstance(value, str):
            return value if value.isascii() and value.isprintable() else self._put(value)
        if isinstance(value, list):
            return [self.legible(one) for one in value]
        if isinstance(value, dict):
            return {name: self.legible(one) for name, one in value.items()}
        return value

    def _put(self, value: str) -> str:
        """Something stays to be seen of whatever says something: a heading must not be empty."""
        shown = "".join(map(self._shown, value))
        return shown if shown.strip() or not value.strip() else BOX

    def _shown(self, letter: str) -> str:
        if ord(letter) in self._known:
            return letter
        category = unicodedata.category(letter)
        if category[0] == "Z":
            return " "
        # Pictures and marks are left out; a letter that is missing must be seen to be missing.
        return "" if category in _UNSEEN else BOX


def _of_font(font: bytes) -> Iterator[int]:
    """The characters a TrueType font has glyphs for."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for number in range(tables):
        tag, _sum, start, _length = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if tag == b"cmap":
            yield from _mapped(font, start)


def _mapped(font: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", font, start + 2)
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * number)
        if (platform, encoding) in _UNICODE:
            (form,) = struct.unpack_from(">H", font, start + offset)
            if form == _GROUPS:
                yield from _groups(font, start + offset)
            elif form == _SEGMENTS:
                yield from _segments(font, start + offset)


def _groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", font, at + 12)
    for number in range(count):
        first, last, _glyph = struct.unpack_from(">LLL", font, at + 16 + 12 * number)
        yield from range(first, last + 1)


def _segments(font: bytes, at: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    ends = struct.unpack_from(f">{twice // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{twice // 2}H", font, at + 16 + twice)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
