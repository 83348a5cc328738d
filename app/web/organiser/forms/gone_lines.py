"""Lines of the table whose sessions somebody else has removed meanwhile, as they came back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.core import text
from app.web.organiser.forms.table import ALL_ROOMS, BETWEEN, SHOWN, fingerprint

_WAS = "-was"
_LONGEST = 300  # of anything a line says


@dataclass(frozen=True, slots=True)
class GoneLine:
    """What one line said when it was sent: as it was, or as somebody has typed."""

    cells: Mapping[str, str]
    is_touched: bool

    @property
    def title(self) -> str:
        return self.cells["title"]

    @property
    def times(self) -> str:
        """Day and clocks as they were typed, whether they can be or not."""
        clocks = "–".join(filter(None, (self.cells["starts"], self.cells["ends"])))
        return " ".join(filter(None, (self.cells["day"], clocks)))

    @property
    def said(self) -> dict[str, str | list[str]]:
        """All of it, under the names that a new session is begun with."""
        rooms = self.cells["rooms"]
        named = [] if rooms == ALL_ROOMS else [room for room in rooms.split(BETWEEN) if room]
        in_all = {"in_all_rooms": "1"} if rooms == ALL_ROOMS else {}
        return {**{name: value for name, value in self.cells.items() if value}, "rooms": named, **in_all}


def gone_lines(sent: Mapping[str, str], there: Collection[str]) -> list[GoneLine]:
    """The lines of a sent table that are of none of the sessions that are `there`, by public id."""
    names = (key.removesuffix(_WAS) for key in sent if key.endswith(_WAS))
    return [_line(sent, name) for name in names if name not in there]


def _line(sent: Mapping[str, str], name: str) -> GoneLine:
    cells = {one: text.clean_line(sent.get(f"{name}-{one}", ""))[:_LONGEST] for one in SHOWN}
    return GoneLine(cells, is_touched=sent[name + _WAS] != fingerprint(cells.values()))
