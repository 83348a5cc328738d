"""Places told between a clock and its title, again and again: "Old Mill, Hall 2, Mill Lane 5"."""

from collections import Counter
from collections.abc import Sequence

from app.programme.paste.bodylines import Entry
from app.programme.paste.vocabulary import Vocabulary

_FEWEST = 3  # times that make a habit
_FEWEST_SHARED = 2  # parts of an address: another hall of the same house


def venues(entries: Sequence[Entry], words: Vocabulary) -> frozenset[str]:
    """The folded lines right under clocks that are places, for they come again and name a room or a house."""
    firsts = [entry.body[0] for entry in entries if len(entry.body) > 1]
    lines = [line.run for line in firsts if not line.key and "," in line.run.text]
    placed = [run for run in lines if any(hit.key == "word" for hit in words.of(run, "rooms"))]
    counted = Counter(run.folded for run in placed)
    found = {text for text, count in counted.items() if count >= _FEWEST}
    houses = [_parts(text) for text in found]
    others = {
        text for text in counted if any(len(_parts(text) & house) >= _FEWEST_SHARED for house in houses)
    }
    return frozenset(found | others)


def _parts(text: str) -> set[str]:
    return {part.strip() for part in text.split(",")}
