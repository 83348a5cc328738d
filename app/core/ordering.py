"""Lists in an order somebody has made by hand: positions are 1, 2, 3 and so on."""

from collections.abc import Iterable, MutableSequence
from typing import Any


def move(things: MutableSequence[Any], thing: Any, *, up: bool) -> bool:
    """Let `thing` change places with its neighbour; False at either end of the list.

    All positions are numbered anew, whatever they were.
    """
    place = things.index(thing)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(things):
        return False
    things[place], things[other] = things[other], things[place]
    number(things)
    return True


def number(things: Iterable[Any]) -> None:
    """Give each thing the position it has in the list."""
    for position, thing in enumerate(things, start=1):
        thing.position = position
