"""Time zones as programmes name them: GMT+1, CET, "hora local (UTC-6)", "Moscow time", Europe/Berlin."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from app.programme.paste.normalising import fold
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_OFFSET = re.compile(
    r"(?<!\w)(?:utc|gmt)(?P<sign>\s?[+\-–]\s?)(?P<hours>\d{1,2})(?:[:.]?(?P<minutes>\d\d))?(?!\d)"
)
_FURTHEST_WEST, _FURTHEST_EAST = -12 * 60, 14 * 60  # minutes that clocks anywhere are from Greenwich
_STEP = 15  # minutes
_IANA = re.compile(r"(?<!\w)[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?")
_LETTERS = re.compile(r"(?<![\w+])[A-Z]{3,4}(?![\w+])|(?<!\w)(?:UTC|GMT)(?!\w)")
# Minutes from Greenwich. Letters that several zones share are marked so that they are asked about.
_ABBREVIATIONS = {
    "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "CAT": 120, "WAT": 60, "EAT": 180, "SAST": 120, "TRT": 180,
    "GST": 240, "PKT": 300, "IST": 330, "NPT": 345, "ICT": 420, "WIB": 420, "SGT": 480, "HKT": 480,
    "PHT": 480, "AWST": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "BRT": -180, "ART": -180, "CLT": -240, "CLST": -180, "COT": -300, "PET": -300, "EST": -300, "EDT": -240,
    "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AST": -240, "ADT": -180,
    "HNEC": 60, "HAEC": 120, "AKST": -540, "HST": -600, "VET": -240, "BOT": -240, "UYT": -180,
}  # fmt: skip
_AMERICAN = {"ET": "New_York", "CT": "Chicago", "MT": "Denver", "PT": "Los_Angeles"}  # only behind a clock
_SHARED = {"IST", "CST", "BST", "AST", "PST"}
_TWO_LETTERS = re.compile(r"\s?\(?(?P<letters>[ECMP]T)(?!\w)\)?")
_CITY_WORD = re.compile(r"[^\W\d_]+")
_AFTER_CITY = re.compile(r"\s?(?:de |d'|da |do |of )?(?P<city>[^\W\d_]+(?: [^\W\d_]+)?)(?!\w)")
_SHORT_LINE = 90
_MOST_PLACE_WORDS = 4
_CLOSING = re.compile(
    r"(?:\s?[-–/,]\s?[^\W\d_]{3,20}(?:\s[^\W\d_]{3,20})?(?=\s?[)\]]))?\s?[)\]]"
)  # "(CEST – Paris)"


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as the text gives it: an IANA name or an offset like "+01:00"; `doubt` is a question's code.

    The value is empty where the text names a zone that cannot be.
    """

    start: int
    end: int
    value: str
    doubt: str = ""


class ZoneReader:
    """Finds zones in runs; `home` and `day` decide between zones that share their letters."""

    def __init__(self, words: Vocabulary, home: str, day: date) -> None:
        self._words = words
        self._home = home
        self._at = datetime.combine(day, time(12))
        self._memory: dict[str, Zone | None] = {}

    def find(self, run: Run) -> Zone | None:
        """The first zone named anywhere in the run."""
        if run.text not in self._memory:
            self._memory[run.text] = self._find(run)
        return self._memory[run.text]

    def _find(self, run: Run) -> Zone | None:
        if (match := _OFFSET.search(run.folded)) and (zone := _shifted(match)):
            return zone
        if (match := _IANA.search(run.text)) and match[0] in _known():
            return Zone(*match.span(), match[0])
        for hit in self._words.hits(run):
            if hit.table == "zone_names":
                return Zone(hit.start, hit.end, hit.key)
        if city := self._city(run):
            return city
        for match in _LETTERS.finditer(run.text):
            if match[0] in _ABBREVIATIONS:
                return self._lettered(match)
        return None

    def after(self, run: Run, place: int) -> Zone | None:
        """The zone that follows a clock at this place, brackets around it included."""
        rest = run.part(place, place + 60)
        if american := _TWO_LETTERS.match(run.text, place):
            return Zone(place, american.end(), f"America/{_AMERICAN[american['letters']]}")
        zone = self.find(rest)
        if zone is None or not self._leads(rest.part(0, zone.start)):
            return None
        end = rest.start - run.start + zone.end
        closing = _CLOSING.match(run.text, end)
        return Zone(place, closing.end() if closing else end, zone.value, zone.doubt)

    def _leads(self, run: Run) -> bool:
        """Whether nothing stands before a zone, or only the place whose time it is: "Amman time (UTC+3)"."""
        bare = run.stripped("([,|")
        if not bare:
            return True
        named = any(hit.table in {"zones", "zone_names"} and not hit.start for hit in self._words.hits(bare))
        return named and len(bare.text.split()) <= _MOST_PLACE_WORDS

    def stated(self, run: Run) -> Zone | None:
        """The zone of a short line that speaks about zones: "All times CET", "Hora local: UTC-6"."""
        if len(run.text) > _SHORT_LINE:
            return None
        zone = self.find(run)
        if zone is None:
            return None
        speaks = any(hit.table in {"zones", "zone_names"} for hit in self._words.hits(run))
        return zone if speaks or zone.end - zone.start >= len(run.text) - 4 else None

    def is_local(self, run: Run) -> bool:
        """Whether the line says that the times are local, without naming a zone."""
        return len(run.text) <= _SHORT_LINE and any(
            hit.table == "zones" and hit.key in {"local", "all"} and hit.end - hit.start > 6  # noqa: PLR2004
            for hit in self._words.hits(run)
        )

    def _city(self, run: Run) -> Zone | None:
        """A city that gives its name to a zone: "New York time", "heure de Paris"."""
        for hit in self._words.of(run, "zones"):
            if hit.key != "time":
                continue
            words = [*_CITY_WORD.finditer(run.folded, 0, hit.start)][-2:]
            for first in range(len(words)):
                name = run.folded[words[first].start() : hit.start].strip()
                if name in _cities():
                    return Zone(words[first].start(), hit.end, _cities()[name])
            after = _AFTER_CITY.match(run.folded, hit.end)
            if after and after["city"] in _cities():
                return Zone(hit.start, after.end(), _cities()[after["city"]])
        return None

    def _lettered(self, match: re.Match[str]) -> Zone:
        letters = match[0]
        if self._home and letters in {
            _name(self._home, self._at),
            _name(self._home, _half_a_year_on(self._at)),
        }:
            in_season = _name(self._home, self._at) == letters
            doubt = "" if in_season else "zone_contradicts_season"
            return Zone(
                *match.span(), _offset(_ABBREVIATIONS.get(letters, 0)) if doubt else self._home, doubt
            )
        doubt = "zone_ambiguous" if letters in _SHARED else ""
        return Zone(*match.span(), _offset(_ABBREVIATIONS[letters]), doubt)


def of_city(name: str) -> str:
    """The zone that is called after a city; empty when none is."""
    return _cities().get(fold(name), "")


@cache
def _cities() -> dict[str, str]:
    return {fold(name.rpartition("/")[2].replace("_", " ")): name for name in sorted(_known()) if "/" in name}


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def _name(zone: str, at: datetime) -> str:
    try:
        return at.replace(tzinfo=ZoneInfo(zone)).tzname() or ""
    except (KeyError, ValueError, OSError):
        return ""


def _half_a_year_on(at: datetime) -> datetime:
    return at.replace(month=(at.month + 5) % 12 + 1, day=1)


def _shifted(match: re.Match[str]) -> Zone | None:
    """The zone so far from Greenwich, without a value where none is; None for "9:00 GMT – 18:00"."""
    sign, past = match["sign"], int(match["minutes"] or 0)
    minutes = int(match["hours"]) * 60 + past
    minutes = minutes if "+" in sign else -minutes
    if past % _STEP == 0 and past < 60 and _FURTHEST_WEST <= minutes <= _FURTHEST_EAST:  # noqa: PLR2004
        return Zone(*match.span(), _offset(minutes))
    is_range = "+" not in sign and len(sign) == len(" – ")
    return None if is_range else Zone(*match.span(), "", "impossible_zone")


def _offset(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
