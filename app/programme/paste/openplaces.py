"""Places that a list of people keeps for somebody nobody names yet: "A, B and TBC", "N.N. (City of X), A"."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from app.programme.paste import brackets
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_MARK = re.compile(r"\s*[,،;；、]\s*")
_PARTING = {",", "،", ";", "؛", "；", "、"}
_SOME = re.compile(
    r"(?:an?|one|two|three|four|un|une|deux|trois|una|unos|unas|dos|tres|um|uma|dois|duas|ein|eine|zwei|drei"
    r"|один|одна|двое|трое|две|два)\s"
)
_ABOUT = {",", "،"}  # what stands behind these may be about the person before
_NOBODY = "nn"  # nomen nominandum, whatever points it is written with


class OpenPlaceReader:
    """Finds what a list of people says of nobody in particular."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        spoken = "|".join(re.escape(word) for word in words.spellings("words", "and") if word.isalpha())
        self._joint = re.compile(rf",?\s(?:{spoken}|&)\s|{_MARK.pattern}")

    def read(self, run: Run, people: Sequence[PersonDraft]) -> list[Run]:
        """The places kept in a list of these people.

        What only says of one of them that they are not confirmed is noted with them instead.
        """
        joints = list(brackets.outside(run, self._joint))
        ends = [(0, 0), *((one.start(), one.end()) for one in joints), (len(run.text), 0)]
        pieces = [run.part(start, end).stripped(" .") for (_, start), (end, _) in pairwise(ends)]
        marks = ["", *(one[0].strip() for one in joints)]
        found = []
        for number, piece in enumerate(pieces):
            if marks[number] not in {"", *_PARTING} and self._is_unnamed(pieces[number - 1], piece, people):
                found.append(piece)
            if not self._is_open(piece):
                continue
            if marks[number] not in _ABOUT or self._is_next(pieces[number - 1], piece, people):
                found.append(piece)
            elif len(people) == 1 and people[0].tbc is None:
                people[0].tbc = piece
        return found

    def _is_unnamed(self, before: Run, piece: Run, people: Sequence[PersonDraft]) -> bool:
        """Whether a list ends with people who have no name: "A (X), B (Y) and a representative of Z"."""
        article = _SOME.match(piece.folded)
        some = piece.part(article.end()) if article else piece
        is_told = any(not hit.start and (hit.table == "groups" or (article and hit.key == "position"))
                      for hit in self._words.hits(some))  # fmt: skip
        return is_told and _is_over(before, people)

    def _is_open(self, piece: Run) -> bool:
        return self._words.whole(piece.part(0, (piece.text + " (").find(" (")), "tbc") is not None

    def _is_next(self, before: Run, piece: Run, people: Sequence[PersonDraft]) -> bool:
        """Whether a place follows the one before in a list, and says nothing about it."""
        if self._is_open(before) or piece.folded.replace(".", "").replace(" ", "") == _NOBODY:
            return True
        return len(people) > 1 and _is_over(before, people) and piece.text[:1].isupper()


def _is_over(piece: Run, people: Sequence[PersonDraft]) -> bool:
    """Whether nothing more is said about somebody: a bracket has closed, or there is only the name."""
    return piece.text.endswith(")") or any(one.name.end == piece.end for one in people)


@cache
def open_place_reader(words: Vocabulary) -> OpenPlaceReader:
    """The reader of a vocabulary, made once."""
    return OpenPlaceReader(words)
