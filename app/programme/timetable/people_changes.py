"""What is different about the people of a session, in a reader's words. Pure.

Reads the rows that releases.comparing keeps of them.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.network import countries
from app.programme import labels
from app.programme.models import AppearanceMode, AppearanceRole, AppearanceState
from app.programme.timetable.reader import Reader, hedged
from app.rendering import lists

Row = Mapping[str, Any]

_NOTHING = "–"
_FIELDS = {
    "name": _l("name"),
    "job": _l("position"),
    "organisation": _l("organisation"),
    "place": _l("place"),
    "role": _l("role"),
    "mode": _l("way of taking part"),
    "state": _l("answer"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """`about` is whose and what; empty where people have gone or come."""

    about: str
    before: str
    after: str


def differences(before: Sequence[Row], after: Sequence[Row], reader: Reader) -> Iterator[Difference]:
    """Who has gone and who has come, then what is different about each of those who stay.

    Nothing where two entries of somebody have become one: readers know people by their names.
    """
    gone, come, staying = _matched(before, after)
    if gone or come:
        met = {_known_by(now) for _was, now in staying}
        yield Difference("", _names(gone, met, reader), _names(come, met, reader))
    found = [one for was, now in staying for one in _of_one(was, now, reader)]
    if not gone and not come and not found and _in_order(before) != _in_order(after):
        yield Difference(_("another order"), "", "")
    yield from found


def _matched(
    before: Sequence[Row], after: Iterable[Row]
) -> tuple[list[Row], list[Row], list[tuple[Row, Row]]]:
    """Those that were only there before, those that are only there now, and what became of the others."""
    gone, come, staying = list(before), list(after), []
    # Equal ones first: somebody may appear twice. Who is called alike last: two of one name may be there.
    for is_one in (operator.eq, _is_same, _is_called_alike):
        for now in list(come):
            was = next((one for one in gone if is_one(one, now)), None)
            if was is not None:
                gone.remove(was)
                come.remove(now)
                staying.append((was, now))
    return gone, come, staying


def _is_same(was: Row, now: Row) -> bool:
    return _key(was) == _key(now)


def _is_called_alike(was: Row, now: Row) -> bool:
    return bool(was["name"]) and was["name"] == now["name"]


def _in_order(these: Sequence[Row]) -> list[tuple[str, str]]:
    return [(_known_by(one), one["role"]) for one in these]


def _key(one: Row) -> tuple[str, str]:
    return one["person"], "" if one["person"] else str(one["label"])


def _known_by(one: Row) -> str:
    return str(one["name"] or one["label"])


def _names(these: Sequence[Row], met: set[str], reader: Reader) -> str:
    """By name; whoever stays in another role with the one they have here."""
    return lists.join_names((_named(one, _known_by(one) in met, reader) for one in these), reader.language)


def _named(one: Row, stays: bool, reader: Reader) -> str:  # noqa: FBT001 - told by its caller alone
    name = hedged(_name(one, reader), one["state"])
    return _("%(name)s (%(role)s)", name=name, role=_role(one, reader)) if stays else name


def _of_one(was: Row, now: Row, reader: Reader) -> Iterator[Difference]:
    for field, words in _WORDS.items():
        if all(was[name] == now[name] for name in _COLUMNS.get(field, (field,))):
            continue
        whose = "" if field == "name" else _name(now, reader)
        about = lists.join_names((whose, str(_FIELDS[field])), reader.language)
        before, after = words(was, reader), words(now, reader)
        # The same in this language: what differs is said in another one.
        yield Difference(about, "" if before == after else before or _NOTHING, after or _NOTHING)


def _name(one: Row, reader: Reader) -> str:
    return one["name"] or reader.text(one["label"])


def _place(one: Row, reader: Reader) -> str:
    country = countries.name(one["country"], reader.language) if one["country"] else ""
    return lists.join_names((one["city"], country), reader.language)


def _role(one: Row, _reader: Reader) -> str:
    return str(labels.ROLE[AppearanceRole(one["role"])])


def _mode(one: Row, _reader: Reader) -> str:
    return str(labels.MODE[AppearanceMode(one["mode"])])


def _state(one: Row, _reader: Reader) -> str:
    is_confirmed = one["state"] == AppearanceState.CONFIRMED
    return str(labels.STATE[AppearanceState.CONFIRMED]) if is_confirmed else _("To be confirmed")


_COLUMNS = {"place": ("city", "country")}
_WORDS: dict[str, Callable[[Row, Reader], str]] = {
    "name": _name,
    "job": lambda one, reader: reader.text(one["job"]),
    "organisation": lambda one, reader: reader.text(one["organisation"]),
    "place": _place,
    "role": _role,
    "mode": _mode,
    "state": _state,
}
