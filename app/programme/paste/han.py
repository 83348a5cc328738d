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
# One syllable of Chinese in Latin letters, "zhi" or "liang".
_SYLLABLE = r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiou]{1,3}(?:ng|n|r)?(?![aeiou]{2})['-]?\s?"
_LONGEST_SPELT = 5  # characters of a name
_LATIN = re.compile(r"[A-Z][^\W\d_]+(?:[ .'-]+[A-Z][^\W\d_]*)+")


class HanReader:
    """Reads one person out of a run that has Chinese characters in it."""

    def __init__(self, words: Vocabulary, names: NameReader, affiliations: AffiliationReader) -> None:
        self._words = words
        self._names = names
        self._affiliations = affiliations

    def person(self, run: Run, end: int = 0, *, sure: bool = False) -> PersonDraft | None:
        """The one person of this run, with what stands before, behind and in brackets.

        `end` says where honorifics before the name end: "Dr. Jane Doe（某大学）".
        """
        if end and not HAN.search(run.text[:end]):
            person = self.person(run.part(end), sure=True)
            if person is not None:
                person.honorific.insert(0, run.part(0, end).stripped(" "))
            return person
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
            if named is None and sure and not number and self._is_placed(part, inside):
                named = part, None, None
            if named is None:
                continue
            name, title, before = named
            person = PersonDraft(name, [title] if title else [], is_certain=True)
            if spelt := self._spelt(name, [*parts[number + 1 : number + 2], *inside[:1]]):
                person.name = run.part(name.start - run.start, spelt.end - run.start)
                person.name = self._closed(run, person.name)
            behind = [*parts[number + 1 :], *inside]
            leading = parts[:number]
            if any(self._affiliations.names_body(one) for one in behind):
                leading = [one for one in leading if self._ends_as_office(one)]
            others = [*leading, *([before] if before else []), *behind]
            self._affiliations.affiliate(
                person, [one for one in others if one not in (title, spelt) and self._says(one)]
            )
            person.is_bracketed = bool(inside) and run.text.endswith(")") and not person.position
            return person
        return None

    def _is_placed(self, part: Run, inside: list[Run]) -> bool:
        """Whether a bracket says where somebody with a rarer name is from, as a Japanese one."""
        is_known = any(self._affiliations.has_known(one) for one in inside)
        return is_known and self._names.may_be_han_name(part)

    def _spelt(self, name: Run, around: list[Run]) -> Run | None:
        """The same name in Latin letters right behind it: a syllable for every character."""
        if len(name.text) > _LONGEST_SPELT:
            return None
        pattern = re.compile(rf"(?:{_SYLLABLE}){{{len(name.text)}}}")
        near = (run for run in around if 0 < run.start - name.end <= len(" ("))
        return next((run for run in near if run.text[:1].isupper() and pattern.fullmatch(run.folded)), None)

    def _closed(self, run: Run, name: Run) -> Run:
        """With the bracket's end, if one has been opened."""
        end = name.end - run.start
        return run.part(name.start - run.start, end + (run.text[end : end + 1] == ")" and "(" in name.text))

    def _says(self, run: Run) -> bool:
        """Whether a part says who somebody is, and not only what follows: a speech."""
        return not any(self._words.whole(run, table) for table in ("kinds", "roles"))

    def _ends_as_office(self, run: Run) -> bool:
        """Whether the last word says who somebody is, so that it is no title: "某市图书馆", "某局副局长"."""
        return any(
            hit.table == "words" and hit.key in {"organisation", "position"} and hit.end >= len(run.text)
            for hit in self._words.hits(run)
        )

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
