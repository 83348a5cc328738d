"""The same programme as other programs and other hands would have typed it: nothing it says changes."""

import re
import unicodedata
from collections.abc import Callable

from app.programme.paste.clocks import clock_reader
from app.programme.paste.normalising import normalise
from app.programme.paste.runs import run
from app.programme.paste.vocabulary import vocabulary

Surface = Callable[[str], str]

_CLOCK = re.compile(r"(?<![\d.:/])(\d{1,2})([:.h])([0-5]\d)(?![\d.:/]|-\d\d-)")
_LISTED = re.compile(r"\d{1,2}[:.h][0-5]\d[^\t|]*$")
_SPAN = re.compile(r"(?<=\d)( ?)([-–—])( ?)(?=\d{1,2}[:.h][0-5]\d)")
_DAY = re.compile(
    r"^(?=[^\n]*\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|[^\n]*\b(?:lundi|mardi|jeudi|montag|lunes|segunda)\b)"
    r"[^\d\n]{0,30}\d{1,2}[^\d\n]{0,25}(?:\d{4})?$",
    re.IGNORECASE | re.MULTILINE,
)


def _dash(dash: str) -> Surface:
    return lambda text: _SPAN.sub(dash, text)


def _clock(mark: str) -> Surface:
    return lambda text: _CLOCK.sub(rf"\g<1>{mark}\g<3>", text)


def _clock_led(before: str, after: str) -> Surface:
    """Marks around the clock with which a line begins, where nothing but a blank stands behind it."""
    return _every_clock(lambda _number, clock: f"{before}{clock}{after}")


def _every_clock(change: Callable[[int, str], str]) -> Surface:
    reader = clock_reader(vocabulary())

    def changed(text: str) -> str:
        number, lines = 0, []
        for line in text.split("\n"):
            plain = normalise(line)
            times = reader.starts(run(plain.text)) if _LISTED.match(plain.text) else None
            if times and times.first and line[times.end : times.end + 1] == " " and line[times.end :].strip():
                title = line[times.end :].lstrip()
                number += 1
                line = change(number, line[: times.end]) + title if title[0].isalpha() else line  # noqa: PLW2901
            lines.append(line)
        return "\n".join(lines)

    return changed


def _every_line(change: Callable[[str], str]) -> Surface:
    return lambda text: "\n".join(change(line) for line in text.split("\n"))


def _padded(text: str) -> str:
    return _CLOCK.sub(lambda match: f"{match[1].zfill(2)}{match[2]}{match[3]}", text)


def _quoted(text: str) -> str:
    """Only letters are quoted in letters: no tables."""
    is_table = "\t" in text or "|" in text or re.search(r"(?:[;,]\S[^;,]*){3}$", text, re.MULTILINE)
    return text if is_table else "\n".join(f"> {line}" for line in text.split("\n"))


def _straight(text: str) -> str:
    return text.translate(str.maketrans("“”„«»‘’", '"""""\'\''))


def _curly(text: str) -> str:
    return re.sub(r'"([^"\n]*)"', "“\\1”", text).replace("'", "’")


SURFACES: dict[str, Surface] = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "blanks at line ends": _every_line(lambda line: f"{line}  "),
    "blank lines doubled": lambda text: text.replace("\n\n", "\n\n\n"),
    "lines moved in": _every_line(lambda line: f"  {line}" if line else line),
    "a quoted mail": _quoted,
    "spaces that do not break": lambda text: re.sub(r"(?<=\d) (?=[-–—])|(?<=[-–—]) (?=\d)", "\u00a0", text),
    "all spaces unbreakable": lambda text: re.sub(r"(?<=\S) (?=\S)", "\u00a0", text),
    "marks apart from letters": lambda text: unicodedata.normalize("NFD", text),
    "hyphens": _dash("-"),
    "hyphens apart": _dash(" - "),
    "en dashes": _dash("–"),
    "en dashes apart": _dash(" – "),
    "em dashes": _dash("—"),
    "colons in clocks": _clock(":"),
    "points in clocks": _clock("."),
    "h in clocks": _clock("h"),
    "padded clocks": _padded,
    "bulleted clocks": _clock_led("• ", " "),
    "dashed clocks": _clock_led("- ", " "),
    "starred clocks": _clock_led("* ", " "),
    "bold clocks": _clock_led("**", "** "),
    "bracketed clocks": _clock_led("(", ") "),
    "squared clocks": _clock_led("[", "] "),
    "clocks with colons": _clock_led("", ": "),
    "clocks with dashes": _clock_led("", " – "),
    "clocks with pipes": _clock_led("", " | "),
    "clocks with tabs": _clock_led("", "\t"),
    "clocks far off": _clock_led("", "      "),
    "numbered items": _every_clock(lambda number, clock: f"{number}. {clock} "),
    "loud days": lambda text: _DAY.sub(lambda match: match[0].upper(), text),
    "bold days": lambda text: _DAY.sub(r"**\g<0>**", text),
    "days as headings": lambda text: _DAY.sub(r"## \g<0>", text),
    "straight quotes": _straight,
    "curly quotes": _curly,
    "a mark of byte order": lambda text: f"\ufeff{text}",
}
# Some clocks with bullets and some without may as well mean that some stand inside others.
MIXING = {"bulleted clocks", "dashed clocks", "starred clocks"}
