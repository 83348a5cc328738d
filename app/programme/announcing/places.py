"""Where an event is, as one would write it on an envelope: venue, street, postcode, city, country."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice, zip_longest

from babel import Locale
from babel.core import get_global

from app.programme.announcing import cities, lands, provinces
from app.programme.announcing.result import AnnouncedPlace
from app.programme.announcing.source import Source
from app.programme.announcing.tongues import SPOKEN
from app.programme.paste import zones
from app.programme.paste.normalising import fold, normalise
from app.programme.paste.runs import Run

_PARTS = re.compile(r"\s?[,;|\n]\s?|\s[-–]\s|\s?\((?=[^()]{2,60}\)$)")
_POSTCODE = re.compile(
    r"(?<!\w)(?:c\.?\s?p\.?\s?|cep\s?:?\s?|d-|f-|a-|ch-)?"
    r"(?:\d{4,6}(?:-\d{3,4})?|\d{3}\s\d{2}|[a-z]{1,2}\d[a-z\d]?\s\d[a-z]{2}|[a-z]\d\d\s?[a-z\d]{4}|[a-z]\d[a-z]\s?\d[a-z]\d|\d{4}\s?[a-z]{2})(?!\w)"
)
_HAN_CITY = re.compile(
    r"(?P<land>[\u4e00-\u9fff]{2,7}(?:省|自治区))?(?P<city>[\u4e00-\u9fff]{2,4}?市)(?=[\u4e00-\u9fff]{2})"
)
_FIRST_IDEOGRAPH = "\u3400"
_HAN_STREET = re.compile(r"\S{2,20}\d+[号號弄]\s(?=\S)")  # then the house: "西湖区示例路8号 示例会议中心"
_HAN_LAND = (4, 3, 2)  # characters of a country before its city: 中国, 新加坡
_STATE = re.compile(r"[^\W\d_]{1,6}\.(?:[^\W\d_]{1,6}\.){0,2}|[A-Z]{2,3}")
_BESIDE = re.compile(r"(?P<city>[^\W\d_][^\d]*?)\s(?P<state>[A-Z]{2,3})")  # "Perth WA"
_HOUSE = re.compile(r"\d{1,5}\s?[a-zA-Z]?")
_MARKED_HOUSE = re.compile(r"(?:д|дом|корп|стр)\.?\s?\d{1,4}\s?[а-я]?")  # "д. 24"
_REGION = re.compile(r"(?:область|край|республика)(?!\w)|обл\.")
_CITY_MARK = re.compile(r"(?:г\.|гор\.)\s?(?=\w)|город\s(?=\w)")
_STREET = re.compile(r"(?:ул|пр|пр-т|пер|пл|наб|просп|ш|б-р)\.|(?:улица|проспект|площадь|переулок)\s")
_WITH_CODE = re.compile(r"(?P<state>[A-Z]{2,3})\s(?P<code>\d{4,5}(?:-\d{3,4})?)")
# Letters before the digits, or letters and digits in an order that one country has.
_LANDS_OF_POSTCODES = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"d-\d{5}(?!\w)", "DE"), (r"f-\d{5}(?!\w)", "FR"), (r"a-\d{4}(?!\w)", "AT"),
        (r"ch-\d{4}(?!\w)", "CH"), (r"cep\s?:?\s?\d{5}-?\d{3}(?!\w)", "BR"),
        (r"[a-z]{1,2}\d[a-z\d]?\s\d[a-z]{2}(?!\w)", "GB"), (r"[a-z]\d[a-z]\s?\d[a-z]\d", "CA"),
    )
)  # fmt: skip
# Where one country alone of those that speak a language writes its postcodes so.
_LANDS_BY_LANGUAGE = {
    "de": ((re.compile(r"(?!39)\d{5}"), "DE"),),  # in South Tyrol they begin with 39
    "pt": ((re.compile(r"\d{5}-\d{3}"), "BR"), (re.compile(r"\d{4}-\d{3}"), "PT")),
}
_LEAD = re.compile(  # as a sentence has it: "im Rathaus", "at the Town Hall"
    r"(?:im|in\s(?:der|den|dem)|am|an\sder|at\sthe|in\sthe|a\sla|au|en\s(?:el|la)|n[oa])\s(?=\w)|a\sl'(?=\w)"
)
_WORD = re.compile(r"\S+")
_IN_BRACKETS = re.compile(r"(?P<city>[^\W\d_][^()\d]*?)\s\((?P<state>[^()]{2,40})\)")  # "Montréal (Québec)"
_MOST_WORDS = 3
_MOST_PARTS = 10
_LETTERS = 2  # of what stands for a state
_LONGEST_LAND = 60
# Of countries with several zones, the one most of their people live by.
_LEADING = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia", "DE": "Europe/Berlin", "EC": "America/Guayaquil", "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta", "KZ": "Asia/Almaty", "MN": "Asia/Ulaanbaatar", "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PG": "Pacific/Port_Moresby", "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon", "RU": "Europe/Moscow", "UA": "Europe/Kyiv", "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}  # fmt: skip


class PlaceReader:
    """Takes the parts of an address from the end: country, city, postcode; what is left is in front."""

    def __init__(self, source: Source, language: str = "") -> None:
        self._source, self._language = source, language
        self.card = source.card("place")
        self.found = AnnouncedPlace()
        self._postcode: Run | None = None
        self._state: Run | None = None

    def read(self, key: str, runs: list[Run]) -> None:
        parts = [_bare(part) for run in runs for part in run.split(_PARTS)][:_MOST_PARTS]
        parts = self._with_numbers([part for part in parts if part])
        if parts and parts[0].text[:1].islower() and (lead := _LEAD.match(parts[0].folded)):
            parts[0] = parts[0].part(lead.end())
        parts = self._without_region(parts)
        if key == "country":
            parts = [part for part in parts if not self._country(part)]
        elif key == "city":
            self._from_the_end(parts[:3], is_city=True)
        elif key == "rooms":
            self._rooms(parts)
        elif key in {"venue", "address"}:
            self._from_the_end(parts, is_city=False, is_address=key == "address")
        else:
            self._from_the_end(parts, is_city=len(parts) > 1)

    def _rooms(self, parts: list[Run]) -> None:
        """Rooms are lines below the house; the first stands for it where nothing else tells of one."""
        if parts and self.found.venue_name is None:
            self.found.venue_name = self._source.found(parts[0], "venue_name", self.card)
            parts = parts[1:]
        for part in parts:
            self._line(part)

    def _with_numbers(self, parts: list[Run]) -> list[Run]:
        """The number of a house beside its street again: "405, rue du Puits", "Rua do Poço, 129"."""
        found: list[Run] = []
        for part, following in zip_longest(parts, parts[1:]):
            last = found[-1] if found else None
            is_before = last is not None and _HOUSE.fullmatch(last.text) and part.text[:1].islower()
            is_behind = last is not None and _HOUSE.fullmatch(part.text) and last.text[:1].isalpha()
            is_behind = is_behind and not (following and following.text[:1].islower())
            is_behind = is_behind or (last is not None and _MARKED_HOUSE.fullmatch(part.folded) is not None)
            is_near = last is not None and part.start - last.end <= len(" , ")
            if last is not None and is_near and (is_before or (is_behind and len(last.text.split()) > 1)):
                found[-1] = self._source.whole.part(last.start, part.end)
            else:
                found.append(part)
        return found

    def settle(self) -> None:
        """A country that no fact names may stand behind the city elsewhere, or before its postcode."""
        if self.found.country is not None or self.found.city is None:
            return
        if self._language == "pt" and self._state and provinces.is_one("BR", self._state.text):
            self.found.country = self._source.read_as("BR", [self._state], "country", self.card)
            return
        lands_there = [land for land in self._lands_behind(self.found.city.value) if land]
        if lands_there and len({lands.code_of(self._source.raw(land)) for land in lands_there}) == 1:
            self._country(lands_there[0])
        elif self.found.postcode is not None and self._postcode:
            self._country_of(self._postcode)

    def _lands_behind(self, city: str) -> Iterator[Run | None]:
        """What follows the city all over the text, as far as it is a country: "Cork, Ireland"."""
        whole = self._source.whole
        named = re.compile(rf"(?<!\w){re.escape(fold(normalise(city).text))}\s?[,(]\s?")
        for match in islice(named.finditer(whole.folded), _MOST_PARTS):
            yield lands.at_the_beginning(whole.part(match.end(), match.end() + _LONGEST_LAND), self._source)

    def _country_of(self, postcode: Run) -> None:
        """Letters before the digits name the country, or their order does."""
        city = zone_of_city(self.found.city.value) if self.found.city else ""
        at = get_global("zone_territories").get(city, "")
        here = [one for one in _LANDS_BY_LANGUAGE.get(self._language, ()) if at in {"", one[1]}]
        for pattern, code in (*_LANDS_OF_POSTCODES, *here):
            if pattern.fullmatch(postcode.folded):
                self.found.country = self._source.read_as(code, [postcode], "country", self.card)
                return

    def zone(self) -> str:
        """The zone whose clocks hang there; empty when that cannot be told."""
        code = self.found.country.value if self.found.country else ""
        if self.found.city and (zone := zone_of_city(self.found.city.value, code)):
            return zone
        if self.found.state and (zone := provinces.zone_of(code, self.found.state.value)):
            return zone
        known = get_global("territory_zones").get(code, ())
        return _LEADING.get(code) or (known[0] if len(known) == 1 else "")

    def _from_the_end(self, parts: list[Run], *, is_city: bool, is_address: bool = False) -> None:
        rest, has_country = self._without_country(parts)
        if not has_country and len(parts) > 1 and _CITY_MARK.match(parts[0].folded):
            is_city, rest = True, self._turned(parts)
        if len(rest) > 1 and self.found.postcode is None and _POSTCODE.fullmatch(rest[-1].folded):
            self._take_postcode(rest[-1])
            rest, is_city = rest[:-1], is_city or not is_address
        if len(rest) > 1 and (inside := self._han_city(rest[-1])):
            rest = [*rest[:-1], inside]  # "the house (its address)"
        elif rest and (inside := self._han_city(rest[0])):
            street = _HAN_STREET.match(inside.text)
            inner = [inside.part(street.end()), inside.part(0, street.end())] if street else [inside]
            rest = [*inner, *rest[1:]]
        if rest and self.found.city is None and (is_city or has_country or self._is_city(rest[-1])):
            is_lone = len(rest) == 1 and is_address
            rest = rest if is_lone else self._city(self._without_state(rest))
        elif rest and self.found.city is not None and self._is_named_city(rest[-1]):
            rest = rest[:-1]
        if rest and self.found.venue_name is None and not is_address and not rest[0].text[0].isdigit():
            self.found.venue_name = self._source.found(rest[0], "venue_name", self.card)
            rest = rest[1:]
        for part in rest:
            self._line(part)

    def _without_region(self, parts: list[Run]) -> list[Run]:
        """A Russian region at the end is no city: "«Сосновый бор», Калужская область"."""
        if len(parts) < 2 or not _REGION.search(parts[-1].folded) or self.found.state is not None:  # noqa: PLR2004
            return parts
        self.found.state = self._source.found(parts[-1], "state", self.card)
        return parts[:-1]

    def _without_country(self, parts: list[Run]) -> tuple[list[Run], bool]:
        """What is left behind or before the country, the house first; and whether one stands there."""
        if parts and self._country(parts[-1]):
            return parts[:-1], True
        if parts and (town := self._before_land(parts[-1])):
            return [*parts[:-1], town], True
        if len(parts) > 1 and self._country(parts[0]):
            return self._turned(parts[1:]), True
        return parts, False

    def _before_land(self, part: Run) -> Run | None:
        """The postcode and the town that a country follows without a comma: "10115 Berlin Germany"."""
        codes = list(_POSTCODE.finditer(part.folded))
        words = [match.start() for match in _WORD.finditer(part.text)][-_MOST_WORDS:]
        for start in words if codes else ():
            town = part.part(0, start).stripped(" ")
            has_town = start >= codes[-1].end() and len(town.text) > codes[-1].end() - codes[-1].start()
            if has_town and self._country(part.part(start)):
                return town
        return None

    def _is_named_city(self, part: Run) -> bool:
        """Whether the city that is known already stands at the end of an address, too."""
        is_same = self.found.city is not None and fold(normalise(self.found.city.value).text) == part.folded
        if is_same:
            self._source.ledger.claim(part, "city", self.card)
        return is_same

    def _turned(self, parts: list[Run]) -> list[Run]:
        """An address that goes from the land to the house, in the order of those that go the other way."""
        if len(parts) > 1 and _REGION.search(parts[0].folded):
            self.found.state = self._source.found(parts[0], "state", self.card)
            parts = parts[1:]
        mark = _CITY_MARK.match(parts[0].folded)
        if mark:
            self._source.ledger.claim(parts[0].part(0, mark.end()), "city", self.card)
        city, near = (parts[0].part(mark.end()) if mark else parts[0]), parts[1:]
        if len(near) > 1 and _STREET.match(near[0].folded):
            near = [near[-1], *near[:-1]]  # the house is called something, too
        return [*near, city]

    def _line(self, part: Run) -> None:
        postcode = _POSTCODE.fullmatch(part.folded)
        if postcode and self.found.postcode is None:
            self._take_postcode(part)
        elif len(self.found.address_lines) < 6:  # noqa: PLR2004 - as the form has them
            self.found.address_lines.append(self._source.found(part, "address_lines", self.card))

    def _take_postcode(self, part: Run) -> None:
        self._postcode = part
        self.found.postcode = self._source.found(part, "postcode", self.card)

    def _country(self, part: Run) -> bool:
        code = lands.code_of(self._source.raw(part))
        is_state = self._language == "pt" and len(part.text) == _LETTERS and provinces.is_one("BR", part.text)
        if not code or is_state or self.found.country is not None:
            return False
        self.found.country = self._source.read_as(code, [part], "country", self.card)
        return True

    def _without_state(self, rest: list[Run]) -> list[Run]:
        """Behind the city the state may stand: "Querétaro, Qro.", "Boulder, CO 80301"."""
        if len(rest) < 2:  # noqa: PLR2004
            return rest
        last = rest[-1]
        code = self.found.country.value if self.found.country else ""
        beside = _BESIDE.fullmatch(last.text)
        if beside and provinces.is_one(code, beside["state"]):
            self.found.state = self._source.found(last.part(beside.start("state")), "state", self.card)
            return [*rest[:-1], last.part(0, beside.end("city"))]
        coded = _WITH_CODE.fullmatch(last.text)
        name = last.part(0, coded.end("state")) if coded else last
        is_short = _STATE.fullmatch(name.text) is not None and not _POSTCODE.search(name.folded)
        if not is_short and not provinces.is_one(code, name.text):
            return rest
        if coded:
            self._take_postcode(last.part(coded.start("code")))
        self._state = name
        self.found.state = self._source.found(name, "state", self.card)
        return rest[:-1]

    def _han_city(self, part: Run) -> Run | None:
        """The city a Chinese address begins with, if the rest goes on inside it."""
        for land in (part.part(0, size) for size in _HAN_LAND if part.text[:1] >= _FIRST_IDEOGRAPH):
            if len(part.text) > len(land.text) and self._country(land):
                part = part.part(len(land.text))
                break
        match = _HAN_CITY.match(part.text)
        if match is None or self.found.city is not None:
            return None
        self.found.city = self._source.found(part.part(*match.span("city")), "city", self.card)
        if match["land"]:
            self._source.ledger.claim(part.part(*match.span("land")), "city", self.card)
        return part.part(match.end())

    def _city(self, rest: list[Run]) -> list[Run]:
        """Take the city off the end, with the postcode before, behind or beside it."""
        *before, last = rest
        match = _POSTCODE.search(last.folded)
        if match is None:
            name = last
        else:
            self._take_postcode(last.part(*match.span()))
            name = last.part(match.end()) or last.part(0, match.start())
            if not name and before:
                *before, name = before
        if not name or any(letter.isdigit() for letter in name.text):
            return [*before, name] if name else before
        if self.found.state is None and (inner := _IN_BRACKETS.fullmatch(name.text)):
            self.found.state = self._source.found(name.part(*inner.span("state")), "state", self.card)
            name = name.part(0, inner.end("city"))
        if mark := _CITY_MARK.match(name.folded):
            self._source.ledger.claim(name.part(0, mark.end()), "city", self.card)
            name = name.part(mark.end())
        self.found.city = self._source.found(name, "city", self.card)
        return before

    def _is_city(self, part: Run) -> bool:
        """Whether a part may be a city though no country follows: by zone, postcode, or land elsewhere."""
        if zone_of_city(part.text) or _POSTCODE.match(part.folded) or any(self._lands_behind(part.text)):
            return True
        has_digit = any(letter.isdigit() for letter in part.text)
        return self.found.venue_name is not None and not has_digit and len(part.text.split()) <= _MOST_WORDS


def _bare(part: Run) -> Run:
    """Without marks around it; a bracket of its own stays."""
    part = part.stripped("*")
    if part.text.endswith(".") and part.text[-2:-1].isdigit():
        part = part.stripped(".")  # the sentence's
    return part if part.text.count("(") == part.text.count(")") != 0 else part.stripped("()")


def zone_of_city(name: str, country: str = "") -> str:
    """The zone that is called after a city, in any of the languages we read; empty when none is.

    Where the country is not told, also that of a large city; where it is, none of another country.
    """
    if not country and (zone := cities.zone_of(name)):
        return zone
    zone = zones.of_city(name) or _cities().get(fold(normalise(name).text), "")
    at = get_global("zone_territories").get(zone, country)
    return zone if not country or at == country else ""


@cache
def _cities() -> Mapping[str, str]:
    """Zones by what their cities are called; what two of them are called names neither."""
    named: dict[str, set[str]] = {}
    for spoken in SPOKEN:
        for zone, names in Locale.parse(spoken).time_zones.items():
            if "city" in names and not zone.startswith("Etc/"):
                named.setdefault(fold(normalise(names["city"]).text), set()).add(zone)
    return {city: found.pop() for city, found in named.items() if len(found) == 1}
