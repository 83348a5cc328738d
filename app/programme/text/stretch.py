"""A stretch of a written programme that knows where it stands; a backslash takes a sign literally."""

import re
from typing import NamedTuple

from app.core import text
from app.programme.paste.result import Found, Span

_TAKEN_LITERALLY = re.compile(r"\\(.)", re.DOTALL)
COMMAS, SEMICOLONS = ",،，", ";؛；"  # as people type them, whatever the script
SPECIAL = f"{COMMAS}{SEMICOLONS}()[]{{}}_@"


class Stretch(NamedTuple):
    """Part of the source; what stands behind a backslash never means anything but itself."""

    start: int
    text: str

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def masked(self) -> str:
        """As long as the text, without what is taken literally: for finding signs that mean something."""
        return _TAKEN_LITERALLY.sub("\0\0", self.text)

    @property
    def value(self) -> str:
        return text.clean_line(unescaped(self.text))

    def part(self, start: int, end: int | None = None) -> "Stretch":
        """What lies between two places, without white space at its ends."""
        cut = self.text[start:end]
        bare = cut.lstrip()
        return Stretch(self.start + start + len(cut) - len(bare), bare.rstrip())

    def cut(self, signs: str) -> tuple["Stretch", "Stretch", str]:
        """What stands before and behind the first of these signs, and the sign; empty where there is none."""
        masked = self.masked
        places = [place for sign in signs if (place := masked.find(sign)) >= 0]
        if not places:
            return self.part(0), Stretch(self.end, ""), ""
        place = min(places)
        return self.part(0, place), self.part(place + 1), self.text[place]

    def found(self) -> Found | None:
        """As a field of the result; none where a reader would see nothing."""
        value = self.value
        return Found(value, (Span(self.start, self.end),)) if value else None


def unescaped(written: str) -> str:
    return _TAKEN_LITERALLY.sub(r"\1", written)


def escaped(value: str, signs: str = "") -> str:
    """The value with a backslash before each backslash and each of these signs."""
    return "".join(f"\\{letter}" if letter == "\\" or letter in signs else letter for letter in value)


def literal(value: str) -> str:
    """The value so that nothing in it means anything, not even its first letter."""
    plain = escaped(value, SPECIAL)
    return plain if plain.startswith("\\") or not plain else f"\\{plain}"
