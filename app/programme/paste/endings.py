"""Where a programme ends and another text begins: an address, a heading, the end of a letter."""

import re
from functools import cache

from app.programme.paste.bodylines import BodyLine
from app.programme.paste.kinds import kind_reader
from app.programme.paste.people import people_reader
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?]$")
_ADDRESS = re.compile(r"https?://|www\.|@\w")


class EndingReader:
    """Tells what no longer belongs to the last item."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._people = people_reader(words)
        self._labels = label_reader(words)
        self._rooms = room_reader(words)
        self._kinds = kind_reader(words)

    def is_foreign(self, line: BodyLine, following: BodyLine | None) -> bool:
        """Whether a line behind the last item speaks about something else: a heading, an address."""
        if _ADDRESS.search(line.run.text):
            return True
        if self._labels.role(line.run) or self._people.people(line.run) or self._rooms.is_room(line.run):
            return False
        inner = self._labels.inside(line.run)
        if inner and self._kinds.is_only_kind(line.run.part(0, inner[0][0])):
            return False  # "Workshop by ..."
        field_label = self._labels.field(line.run)
        if field_label:
            return field_label.key == "facts" or (field_label.key == "abstract" and not field_label.has_colon)
        is_short = len(line.run.text.split()) <= 8 and not _SENTENCE.search(line.run.text)  # noqa: PLR2004
        return bool(line.line.heading) or (is_short and (following is None or not following.after_blank))

    def is_farewell(self, run: Run) -> bool:
        hit = self._words.first(run, "letters")
        return (hit is not None and len(run.text.split()) <= 8) or run.text in {"--", "—"}  # noqa: PLR2004


@cache
def ending_reader(words: Vocabulary) -> EndingReader:
    """The reader of a vocabulary, made once."""
    return EndingReader(words)
