"""Sessions that are written as lists of fields: "Title: ...", then "Date: ...", "Time: ...", "Room: ..."."""

from collections.abc import Sequence
from itertools import groupby

from app.programme.paste.readings import Reading
from app.programme.paste.roles import LabelReader, label_reader
from app.programme.paste.vocabulary import Vocabulary

_FEWEST = 2
_FIRST = {"day": 0, "time": 1}  # what a session begins with, before all its other lines


def with_clocks_first(readings: Sequence[Reading], words: Vocabulary) -> list[Reading]:
    """The same readings; in lists of fields whose title comes before it, the clock stands above the title.

    So it does where several lists, parted by blank lines, each have one title with a label and one clock.
    """
    labels = label_reader(words)
    blocks = [list(block) for _, block in groupby(readings, key=lambda one: one.kind == "blank")]
    lists = [number for number, block in enumerate(blocks) if _is_list(block, labels)]
    if len(lists) < _FEWEST:
        return [*readings]
    for number in lists:
        blocks[number].sort(key=lambda one: _FIRST.get(one.kind, len(_FIRST)))
    return [reading for block in blocks for reading in block]


def _is_list(block: Sequence[Reading], labels: LabelReader) -> bool:
    clocks = [number for number, reading in enumerate(block) if reading.kind == "time"]
    titles = [number for number, reading in enumerate(block) if _is_title(reading, labels)]
    return len(clocks) == 1 and len(titles) == 1 and titles[0] < clocks[0] and not block[clocks[0]].run


def _is_title(reading: Reading, labels: LabelReader) -> bool:
    label = labels.field(reading.run) if reading.kind == "text" and not reading.line.cells else None
    return (
        label is not None and label.key == "title" and label.has_colon and label.end < len(reading.run.text)
    )
