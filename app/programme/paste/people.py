"""People in runs of text: one or several, with honorific, name, position, organisation and country."""

import re
from functools import cache

from app.programme.paste import brackets
from app.programme.paste.affiliations import affiliation_reader
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.names import NameReader, name_reader
from app.programme.paste.normalising import fold
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Hit, Vocabulary

_SEMICOLON = re.compile(r"[;\x0b]|\s\|\s|\|\|")
_COMMA = re.compile(r",(?!\d)")
_AFTER_NAME = re.compile(r"[,(\[;:|]|\s[-–]\s|\s?–\s?|\s-|\s/\s")
_AFFILIATION = re.compile(r",(?!\d)|\s[-–]\s|;|\s/\s|\s\|\s")
_OUTER = "*•-–,;:. |"
_COMPANY = re.compile(
    r"^[^,]{2,60}[\s(](?:ltd|pte|pty|gmbh|inc|llc|plc|s\.a|srl|s\.r\.l|lda|ltda|corp|co|e\.v|ag|ооо|ао)[.)]?(?!\w)"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_TITLE_BEHIND = re.compile(
    r"\s?[*]?(?:\([^()]{1,200}\)|\[[^\[\]]{1,200}\])?\s?:\s?[^\s]"
)  # "Jane Doe (X): Title"
# A small first word, or a small second one: no name begins so.
_SMALL = r"[a-zа-яß-öø-ÿ][^\W\d_]*"
_SMALL_WORDS = re.compile(rf"[\"'(]?(?:({_SMALL})|[^\W\d_]+\s({_SMALL}))(?!\w|['-])")
_HAN_CUT = re.compile(r"[,\s/]|\s?[-–]\s?")
_OF = re.compile(r"\s(?:of|for|de|du|des|d'|der|des|für|von|do|da|del|la|el)\s")
_LONGEST = 600
_MEMORY = 5_000
_TRAILING_NUMBER = re.compile(r"(?<=[^\W\d_])\s?\d{1,2}(?:\s?,\s?\d{1,2})*$|^\d{1,2}[.)]?\s?(?=[^\W\d_])")


class PeopleReader:
    """Reads people out of runs; `sure` says that a label or a column promises people."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self.names: NameReader = name_reader(words)
        self._affiliations = affiliation_reader(words)
        self.affiliate = self._affiliations.affiliate
        self.is_position = self._affiliations.is_position
        self.has_known = self._affiliations.has_known
        self._memory: dict[tuple[int, str, bool], tuple[PersonDraft, ...]] = {}
        joining = sorted((word for word in words.spellings("words", "and") if word and word != "&"), key=len)
        spoken = "|".join(re.escape(word) for word in joining if not _HAN.search(word))
        self._and = re.compile(
            rf",?\s?&\s?|,?\s(?:{spoken})\s|(?<=[\u3400-\u9fff])[和与及與](?=[\u3400-\u9fff])"
        )
        self._piece = re.compile(rf"{self._and.pattern}|{_COMMA.pattern}")

    def people(self, run: Run, *, sure: bool = False) -> list[PersonDraft]:
        """The people this run consists of; empty when it is about something else."""
        if not run or len(run.text) > _LONGEST:
            return []
        key = (run.start, run.text, sure)
        known = self._memory.get(key)
        if known is None:
            if len(self._memory) > _MEMORY:
                self._memory.clear()
            known = self._memory[key] = tuple(self._read(run, sure=sure))
        return [person.copy() for person in known]

    def forget(self) -> None:
        """Let go of the people of the last text."""
        self._memory.clear()

    def _read(self, run: Run, *, sure: bool) -> list[PersonDraft]:
        if not sure and not self._may_begin(run):
            return []
        parts = brackets.cut(run, _SEMICOLON)
        if len(parts) > 1:
            found = [person for part in parts for person in self._listed(part, sure=sure)]
            enough = len(found) >= (len(parts) + 1) // 2 or sure
            return found if enough and (sure or (found and self._begins(parts[0], sure=sure))) else []
        return self._listed(run, sure=sure)

    def _may_begin(self, run: Run) -> bool:
        """A first look that costs little: whether a name or an office could stand at the beginning."""
        words = _SMALL_WORDS.match(run.text)
        if words is None or self._words.knows(fold(words[1] or words[2]), "names"):
            return True
        return any(
            hit.table == "honorifics" or (hit.table == "words" and hit.key == "position")
            for hit in self._words.hits(run)
        )

    def person(self, run: Run, *, sure: bool = False) -> PersonDraft | None:
        """The one person this run describes."""
        run, tbc = self._without_tbc(_unquoted(run.stripped(_OUTER)))
        run, note = self._without_note(run)
        run = self._unnumbered(run)
        if not run or self._words.whole(run, "tbc"):
            return None
        person = self._named(run, sure=sure)
        if person is None:
            return None
        person.tbc, person.note = tbc, note
        return person

    def is_honorific(self, run: Run) -> int:
        """Where the honorifics end with which the run begins; 0 when there are none."""
        end = 0
        while True:
            rest = run.part(end)
            titles = (hit for hit in self._words.hits(rest) if hit.table == "honorifics" and hit.start == 0)
            hit = next((hit for hit in titles if hit.key == "title"), None)
            if hit is None or not self._is_written_so(rest, hit):
                return end
            place = rest.start - run.start + hit.end
            end = place + (run.text[place : place + 1] == ".")

    def group(self, run: Run) -> bool:
        """Whether this is a group without names: "Selected mayors", "All", "Various speakers"."""
        if len(run.text.split()) > 9:  # noqa: PLR2004
            return False
        return self._words.first(run, "groups") is not None or self._words.whole(run, "tbc") is not None

    def _listed(self, run: Run, *, sure: bool) -> list[PersonDraft]:
        matches = list(brackets.outside(run, self._piece))
        pieces = [(run.part(start, end), start, is_and) for start, end, is_and in _bounds(run, matches)]
        groups: list[int] = []
        closed = True
        singles = sure and len(pieces) > 1 and all(self._is_single(piece) for piece, _, _ in pieces)
        for number, (piece, _, is_and) in enumerate(pieces):
            opens = singles or self._opens(piece, sure=sure, is_free=closed or is_and)
            if opens:
                groups.append(number)
            closed = opens and (self._is_complete(piece) or self._continues(pieces, number, sure=sure))
        found: list[PersonDraft] = []
        for place, first in enumerate(groups or [0]):
            start = pieces[first][1] if place else 0  # what stands before the first name is about it
            end = pieces[groups[place + 1]][1] if place + 1 < len(groups) else len(run.text)
            person = self.person(self.trimmed(run.part(start, end)), sure=sure)
            if person is None and groups and (place or not first):
                person = self.person(pieces[first][0], sure=sure)
            if person is None:
                if not found and not sure:
                    return []
                continue
            found.append(person)
        return found

    def _is_single(self, piece: Run) -> bool:
        return len(piece.text.split()) == 1 and self.names.is_name(piece, sure=True)

    def trimmed(self, run: Run) -> Run:
        """Without the conjunction that leads to the next person."""
        matches = list(self._and.finditer(run.folded + " x"))
        if matches and matches[-1].end() >= len(run.folded) + 1:
            return run.part(0, matches[-1].start())
        return run

    def _continues(self, pieces: list[tuple[Run, int, bool]], number: int, *, sure: bool) -> bool:
        """Whether names follow each other, so that the next one is no affiliation."""
        if number + 1 == len(pieces):
            return False
        following = pieces[number + 1][0]
        sure = sure and len(following.text.split()) > 1 and not self.has_known(following)
        return self._begins(following, sure=sure)

    def _is_complete(self, piece: Run) -> bool:
        return piece.text.rstrip("*.").endswith((")", "]")) or " – " in piece.text or " - " in piece.text

    def _opens(self, piece: Run, *, sure: bool, is_free: bool) -> bool:
        if self.is_honorific(piece):
            return self._begins(piece, sure=True)
        if (hit := self._words.first(piece, "tbc")) and piece.text[:1].isupper() and hit.end < 6:  # noqa: PLR2004
            return True  # "N. N., Ministry": a place kept for somebody
        return is_free and self._begins(piece, sure=sure and is_free and len(piece.text.split()) > 1)

    def _begins(self, piece: Run, *, sure: bool) -> bool:
        """Whether the piece begins with a name, after its honorifics."""
        piece = self._unnumbered(_unquoted(piece.stripped(_OUTER)))
        end = self.is_honorific(piece)
        rest = piece.part(end)
        match = _AFTER_NAME.search(rest.folded)
        head = self._cut_degrees(rest.part(0, match.start() if match else None))
        if self.names.is_name(head, sure=sure or end > 0 or self._is_placed(rest, match)):
            return True
        return bool(self._han_name(head)) if _HAN.search(head.text) else False

    def _named(self, run: Run, *, sure: bool) -> PersonDraft | None:
        end = self.is_honorific(run)
        rest = run.part(end)
        match = _AFTER_NAME.search(rest.folded)
        head = self._cut_degrees(rest.part(0, match.start() if match else None))
        if _HAN.search(head.text):
            return self._named_in_han(run)
        if not end and _COMPANY.match(run.folded):
            return None
        if self.names.is_name(head, sure=sure or end > 0 or self._is_placed(rest, match)):
            if _TITLE_BEHIND.match(rest.folded, head.end - rest.start):
                return None
            person = PersonDraft(head.stripped("*,. \"'") if not head.text.endswith(".") else head)
            person.honorific = [run.part(0, end)] if end else []
            after = rest.part(head.end - rest.start)
            self.affiliate(person, self._affiliations.around(after))
            initials = re.search(r"(?:^|\s)[^\W\d_]\.(?:\s|$|-)", head.text)
            person.is_certain = bool(end or person.has_affiliation or initials)
            return person
        return self._named_late(run)

    def _is_placed(self, rest: Run, match: re.Match[str] | None) -> bool:
        """Whether an office or a body follows, so that the two words before are a name after all."""
        if match is None or len(rest.text[: match.start()].split()) != 2:  # noqa: PLR2004
            return False
        return rest.text[match.start()] in "(," and self.has_known(rest.part(match.end()))

    def _named_late(self, run: Run) -> PersonDraft | None:
        """The office first, then the name: "Minister of Health: Dr X", "Director, Ms Y"."""
        parts = brackets.cut(run, re.compile(r",(?!\d)|:\s|\s[-–]\s"))
        for number, part in enumerate(parts[1:], 1):
            end = self.is_honorific(part)
            is_about = all(self.has_known(before) and before.text[:1] != '"' for before in parts[:number])
            if end and is_about and self.names.is_name(self._cut_degrees(part.part(end)), sure=True):
                person = PersonDraft(self._cut_degrees(part.part(end)), [part.part(0, end)], is_certain=True)
                self.affiliate(person, [*parts[:number], *parts[number + 1 :]])
                return person
            if self.is_position(parts[0]) and self.names.is_name(part) and number == len(parts) - 1:
                person = PersonDraft(part, is_certain=True)
                self.affiliate(person, parts[:number])
                return person
        return self._after_office(run)

    def _after_office(self, run: Run) -> PersonDraft | None:
        """No mark between office and name: "Minister of Education Ms Jane Doe"."""
        for hit in self._words.of(run, "honorifics"):
            if hit.start and self._is_written_so(run.part(hit.start), hit):
                rest = run.part(hit.start)
                end = self.is_honorific(rest)
                match = _AFTER_NAME.search(rest.folded, end)
                head = rest.part(end, match.start() if match else None)
                if end and self.is_position(run.part(0, hit.start)) and self.names.is_name(head, sure=True):
                    person = PersonDraft(head, [rest.part(0, end)], is_certain=True)
                    self.affiliate(
                        person,
                        [
                            run.part(0, hit.start),
                            *self._affiliations.around(rest.part(head.end - rest.start)),
                        ],
                    )
                    return person
        return self._behind_office(run)

    def _behind_office(self, run: Run) -> PersonDraft | None:
        """The office in small letters, then the name: "a secretária Ana Dutra", "le maire Jean Dupont"."""
        for hit in self._words.of(run, "words"):
            if hit.key != "position" or not run.text[hit.start].islower() or hit.start > 5:  # noqa: PLR2004
                continue
            rest = run.part(hit.end)
            match = _AFTER_NAME.search(rest.folded)
            head = rest.part(0, match.start() if match else None)
            if self.names.is_name(head):
                person = PersonDraft(head, is_certain=True)
                self.affiliate(
                    person,
                    [
                        run.part(hit.start, hit.end),
                        *self._affiliations.around(rest.part(head.end - rest.start)),
                    ],
                )
                return person
        return None

    def _named_in_han(self, run: Run) -> PersonDraft | None:
        found = list(brackets.groups(run))
        inside = [part for _, _, group in found for part in group.split(_HAN_CUT)]
        parts = [
            part
            for piece in run.between((start, end) for start, end, _ in found)
            for part in piece.split(_HAN_CUT)
        ]
        for number, part in enumerate(parts):
            han = self._han_name(part)
            if han is None:
                continue
            name, title, before = han
            person = PersonDraft(name, [title] if title else [], is_certain=True)
            self.affiliate(
                person, [*parts[:number], *([before] if before else []), *parts[number + 1 :], *inside]
            )
            return person
        return None

    def _han_name(self, part: Run) -> tuple[Run, Run | None, Run | None] | None:
        """The name in a part, the title glued behind it, and the office glued before it."""
        title = None
        for hit in self._words.hits(part):
            is_title = hit.table == "honorifics" and hit.key == "after"
            if is_title and hit.end == len(part.text) and hit.start > 1:
                title, part = part.part(hit.start), part.part(0, hit.start)
                break
        if self.names.is_han_name(part):
            return part, title, None
        ends = [hit.end for hit in self._words.hits(part) if hit.table == "words" and hit.key == "position"]
        for end in sorted(set(ends)):
            if self.names.is_han_name(part.part(end)):
                return part.part(end), title, part.part(0, end)
        return None

    def _cut_degrees(self, run: Run) -> Run:
        """A name without degrees behind it, numbers of affiliations and marks of presenters."""
        run = run.stripped("*†‡, ")
        for hit in self._words.hits(run):
            is_degree = hit.table == "honorifics" and hit.key == "after" and hit.start > 0
            if is_degree and hit.end >= len(run.text) - 1 and run.text[hit.start].isupper():
                return run.part(0, hit.start).stripped("*, ")
        return run

    def _unnumbered(self, run: Run) -> Run:
        match = _TRAILING_NUMBER.search(run.text)
        if match and match.start() == 0:
            return run.part(match.end())
        return run

    def _without_tbc(self, run: Run) -> tuple[Run, Run | None]:
        for start, end, inside in brackets.groups(run):
            if inside and self._words.whole(inside, "tbc"):
                return (run if run.part(end) else run.part(0, start)), run.part(start, end)
        for hit in self._words.of(run, "tbc"):
            if hit.end >= len(run.text) - 2 and hit.start:
                return run.part(0, hit.start).stripped(" ,-–(["), run.part(hit.start)
        return run, None

    def _without_note(self, run: Run) -> tuple[Run, Run | None]:
        for start, end, inside in brackets.groups(run):
            if inside and self._words.first(inside, "notes"):
                return (run if run.part(end) else run.part(0, start)), inside
        for hit in self._words.of(run, "notes"):
            if hit.end >= len(run.text) - 1 and run.text[: hit.start].rstrip().endswith((",", "–", "-")):
                return run.part(0, hit.start).stripped(" ,-–"), run.part(hit.start)
        return run, None

    def _is_written_so(self, run: Run, hit: Hit) -> bool:
        """Names of offices count as honorifics only with a capital and a name right behind."""
        text = run.text[hit.start : hit.end]
        if text[:1].islower() and "-" not in text:
            return run.text[hit.end - 1 : hit.end + 1].endswith(".") or text in {"don", "doña", "dom", "dona"}
        rest = run.folded[hit.end :].lstrip(". ")
        if not rest or rest[0] in ",;:()" or _OF.match(" " + rest):
            return False
        return not self._words.knows(text.casefold(), "words") or self._begins_capital(run.part(hit.end))

    def _begins_capital(self, rest: Run) -> bool:
        words = rest.text.lstrip(". ").split()[:2]
        return bool(words) and words[0][:1].isupper() and not self._words.knows(words[0].casefold(), "words")


@cache
def people_reader(words: Vocabulary) -> PeopleReader:
    """The reader of a vocabulary, made once."""
    return PeopleReader(words)


def _unquoted(run: Run) -> Run:
    """Without quotation marks around all of it."""
    if (
        run.text[:1] in {'"', "'"}
        and run.text[-1:] == run.text[:1]
        and run.text.count(run.text[:1]) == len("''")
    ):
        return run.part(1, len(run.text) - 1)
    return run


def _bounds(run: Run, matches: list[re.Match[str]]) -> list[tuple[int, int, bool]]:
    starts = [(0, False)] + [(match.end(), match[0].strip() != ",") for match in matches]
    ends = [match.start() for match in matches] + [len(run.text)]
    return [(start, end, is_and) for (start, is_and), end in zip(starts, ends, strict=True) if end > start]
