"""People written in Chinese characters: the office before the name, the title behind it, no spaces."""

import re

from app.programme.paste import brackets
from app.programme.paste.affiliations import AffiliationReader
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.names import NameReader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

HAN = re.compile(r"[\u3400-\u9fff]")
_CUT = re.compile(r"(?:,\s?|\s(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])\s|/)|\s?[-–]\s?")
_LATIN = re.compile(r"[A-Z][^\W\d_]+(?:[ .'-]+[A-Z][^\W\d_]*)+")


class HanReader:
    """Reads one person out of a run that has Chinese characters in it."""

    def __init__(self, words: Vocabulary, names: NameReader, affiliations: AffiliationReader) -> None:
        self._words = words
        self._names = names
        self._affiliations = affiliations

    def person(self, run: Run, *, sure: bool = False) -> PersonDraft | None:
        """The one person of this run, with what stands before, behind and in brackets."""
        if sure and self._names.is_han_name(run, sure=True):
            return PersonDraft(run, is_certain=True)
        found = list(brackets.groups(run))
        inside = [part for _, _, group in found for part in group.split(_CUT)]
        parts = [
            part
            for piece in run.between((start, end) for start, end, _ in found)
            for part in piece.split(_CUT)
        ]
        for number, part in enumerate(parts):
            named = self.name(part) or self._latin(parts, number)
            if named is None:
                continue
            name, title, before = named
            person = PersonDraft(name, [title] if title else [], is_certain=True)
            others = [*parts[:number], *([before] if before else []), *parts[number + 1 :], *inside]
            self._affiliations.affiliate(person, [one for one in others if one != title and self._says(one)])
            return person
        return None

    def _says(self, run: Run) -> bool:
        """Whether a part says who somebody is, and not only what follows: a speech."""
        return not any(self._words.whole(run, table) for table in ("kinds", "roles"))

    def name(self, part: Run) -> tuple[Run, Run | None, Run | None] | None:
        """The name in a part, the title glued behind it, and the office glued before it."""
        title = None
        for hit in self._words.hits(part):
            is_title = hit.table == "honorifics" and hit.key == "after"
            if is_title and hit.end == len(part.text) and hit.start > 1:
                title, part = part.part(hit.start), part.part(0, hit.start)
                break
        if self._names.is_han_name(part) or (title and self._names.may_be_han_name(part)):
            return part, title, None
        ends = [hit.end for hit in self._words.hits(part) if hit.table == "words" and hit.key == "position"]
        for end in sorted(set(ends)):
            if self._names.is_han_name(part.part(end)):
                return part.part(end), title, part.part(0, end)
        return None

    def _latin(self, parts: list[Run], number: int) -> tuple[Run, Run | None, Run | None] | None:
        """A name in Latin letters among Chinese words, its title behind it: "Jane Doe 博士"."""
        if not _LATIN.fullmatch(parts[number].text) or not self._names.is_name(parts[number], sure=True):
            return None
        following = parts[number + 1] if number + 1 < len(parts) else None
        title = self._words.whole(following, "honorifics") if following else None
        return parts[number], following if title else None, None
