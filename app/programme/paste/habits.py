"""What a text does again and again, so that a single line of it can be read the same way."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.programme.paste import brackets
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_END = re.compile(r"[^\W\d_]{2}[)\"']?\.\s+[\"'(¿¡]?[^\W\d_a-zа-яß-ÿ]")
_FEWEST = 3
_MOST_PLACE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Habits:
    """How titles are written in this text."""

    has_sentences: bool = False  # "Title. Person. Place."
    has_bracketed_rooms: bool = False  # "Title (Place)"


def habits(titles: Sequence[Run], words: Vocabulary) -> Habits:
    """The habits of a text with these title lines."""
    rooms = room_reader(words)
    ends = [group for title in titles if (group := last_bracket(title))]
    known = sum(rooms.is_room(group) for group in ends)
    sentences = sum(_END.search(title.text) is not None for title in titles)
    return Habits(
        has_sentences=sentences >= _FEWEST and sentences * 2 >= len(titles),
        has_bracketed_rooms=known >= _FEWEST - 1 and known * 2 >= len([one for one in ends if is_short(one)]),
    )


def last_bracket(run: Run) -> Run | None:
    """What stands in brackets at the end of a line."""
    group = next((group for group in reversed(list(brackets.groups(run)))), None)
    return group[2] if group and group[0] and not run.text[group[1] :].strip(" .") else None


def is_short(run: Run) -> bool:
    """Whether so few words could name a place."""
    return len(run.text.split()) <= _MOST_PLACE_WORDS
