"""The signs that number sessions behind the word for what they are: "Workshop A", "Session 2.1"."""

import re
from functools import cache

from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Hit, Vocabulary

_SIGN = re.compile(
    r"\s?(?:n°|nr\.?|no\.?|#)?\s?(?P<open>\()?"
    r"(?P<sign>\d{1,2}(?:\.\d{1,2}|[-.]?[a-hابجده])?|[a-h][-.]?\d{0,2}|[ivx]{1,4}(?:[-.]?[a-h])?"
    r"|[一二三四五六七八九十甲乙丙丁]|[а-г]|[ابجده])"
    r"(?!\w)(?(open)\))\s?(?P<after>[:.)(|–-]|\s[-–]|,|$)"
)
_ORDINAL, _MARKS = "第", ":,( "  # "the first group": the number stands inside the word
_SERIES = (
    [*"abcdefgh"],
    [str(number) for number in range(100)],
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"],
    [*"一二三四五六七八九十"],
    [*"甲乙丙丁"],
    [*"абвг"],
    [*"ابجده"],
)
_BESIDE = {"workshop", "panel", "thematic forum"}
_PARTS = re.compile(r"\d+|[^\W\d]+")


class SignReader:
    """Finds the sign with which a line begins that is a session of its own."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words

    def numbered(self, run: Run) -> tuple[str, str] | None:
        """What a run says it is, and its sign, folded: ("workshop", "a"); empty where the word has it."""
        hits = self._hits(run)
        if not hits:
            return None
        if run.text[0] == _ORDINAL:
            ends = [hit.end for hit in hits if run.text[hit.end : hit.end + 1] in _MARKS]
            return (run.folded[: ends[0]], "") if ends else None
        found = ((hit, _SIGN.match(run.folded, hit.end)) for hit in hits)
        return next(((run.folded[: hit.end], sign["sign"]) for hit, sign in found if sign), None)

    def is_kind(self, run: Run) -> bool:
        """Whether all of a run is a kind of session of which several may take place at once."""
        hit = self._words.whole(run, "kinds")
        return hit is not None and hit.key in _BESIDE

    def _hits(self, run: Run) -> list[Hit]:
        return [
            hit
            for hit in self._words.hits(run)
            if hit.start == 0
            and (hit.table == "kinds" or (hit.table == "sections" and hit.key == "numbered"))
        ]


def follows(sign: str, before: str) -> bool:
    """Whether a sign is the next one of its series: "b" behind "a", "2c" behind "2b"."""
    parts, parts_before = _PARTS.findall(sign), _PARTS.findall(before)
    if not parts or parts[:-1] != parts_before[:-1]:
        return False
    return any(
        parts[-1] in series
        and parts_before[-1] in series
        and series.index(parts[-1]) == series.index(parts_before[-1]) + 1
        for series in _SERIES
    )


@cache
def sign_reader(words: Vocabulary) -> SignReader:
    """The reader of a vocabulary, made once."""
    return SignReader(words)
