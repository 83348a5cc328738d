"""Lists of people in runs of text: where one ends and the next begins, and who is only a group."""

import re
from functools import cache
from typing import NamedTuple

from app.programme.paste import brackets
from app.programme.paste.affiliations import affiliation_reader
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.han import HAN
from app.programme.paste.normalising import fold
from app.programme.paste.numbered import numbered
from app.programme.paste.persons import person_reader
from app.programme.paste.remembering import remembered
from app.programme.paste.runs import Run
from app.programme.paste.sharing import share_body, share_last
from app.programme.paste.vocabulary import Vocabulary

_SEMICOLON = re.compile(r"[;\x0b]|\s\|\s|\|\|")
_SLASH = re.compile(r"\s/{1,2}\s")
_COMMA = re.compile(r",(?!\d)")
# A small first word, or a small second one: no name begins so.
_SMALL = r"[a-zа-яß-öø-ÿ][^\W\d_]*"
_SMALL_WORDS = re.compile(rf"[\"'(]?(?:({_SMALL})|[^\W\d_]+\s({_SMALL}))(?!\w|['-])")
_ARTICLE = re.compile(
    r"(?:the|an?|le|la|les|l'|un|une|el|los|las|una|o|a|os|as|um|uma|der|die|das|dem|ein|eine)(?!\w)"
)
_COUNTED = re.compile(r"(?:two|three|four|deux|trois|dos|tres|dois|duas|zwei|drei|двое|трое|две|два)\s")
_OTHERS = re.compile(
    r",?\s?(?:u\.\s?a\.?|et al\.?|et autres|(?:and|among) others|entre otr[oa]s|e outr[oa]s|и др\.?|等)$"
    r"|,\s(?:anschl\.|anschließend|im anschluss|followed by|suivi[es]? d|seguid[oa]s? d|затем)\s?[^,;]{3,40}$"
)
# A body that begins or ends with its initials: "FLSH Taroudant", "Ladder CIC".
_ACRONYM = re.compile(r"^[A-ZÄÖÜÉА-Я]{2,6}\s(?=\S*[a-zß-ÿа-я]{2})|(?<=[a-zß-ÿа-я]{2})\s[A-ZÄÖÜÉА-Я]{2,4}$")
_BY_WATER = re.compile(r"^[^\W\d]+ (?:am|an der|ob der|im) [^\W\d]+$")  # a town: "Mühlau am Bach"
_OF = re.compile(r"\s(?:of|for|de|da|do|du|des|für|der)\s")
_OFFICE_OF = re.compile(r"\s(?:ال|لل)\w+(?:\s(?:ال|وال)\w+)*$")  # what an Arabic office is for
_OFFICE = 2  # words: an office, and where
_LONGEST = 600
_PRICE = re.compile(r"(?:[€$£¥₽]|(?<!\w)(?:CHF|EUR|USD|GBP))\s?\d|\d\s?(?:[€₽]|(?:CHF|EUR|USD|GBP)(?!\w))")
_MOST_GROUP_WORDS = 9
_MEMORY = 5_000
_SERIES = 3


class _Piece(NamedTuple):
    run: Run
    start: int  # in the list
    is_and: bool  # a conjunction leads to it


class PeopleReader:
    """Reads people out of runs; `sure` says that a label or a column promises people."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._persons = person_reader(words)
        self.names = self._persons.names
        self.person = self._persons.person
        self.is_honorific = self._persons.is_honorific
        self._affiliations = affiliation_reader(words)
        self.affiliate = self._affiliations.affiliate
        self.is_position = self._affiliations.is_position
        self.has_known, self.names_body = self._affiliations.has_known, self._affiliations.names_body
        self._memory: dict[tuple[int, str, bool, bool], tuple[PersonDraft, ...]] = {}
        joining = sorted((word for word in words.spellings("words", "and") if word and word != "&"), key=len)
        spoken = "|".join(re.escape(word) for word in joining if not HAN.search(word))
        self._and = re.compile(
            rf",?\s?&\s?|,?\s(?:{spoken})\s|\svs\.?\s|(?<=[\u3400-\u9fff])[和与及與](?=[\u3400-\u9fff])"
        )
        self._piece = re.compile(rf"{self._and.pattern}|{_COMMA.pattern}")

    def people(self, run: Run, *, sure: bool = False, alone: bool = False) -> list[PersonDraft]:
        """The people this run consists of; empty when it is about something else.

        `alone` says that one person is meant: what stands behind the first comma is about it.
        """
        if not run or len(run.text) > _LONGEST or _PRICE.search(run.text):
            return []
        key = (run.start, run.text, sure, alone)
        known = self._memory.get(key)
        if known is None:
            if len(self._memory) > _MEMORY:
                self._memory.clear()
            known = self._memory[key] = tuple(self._read(run, sure=sure, alone=alone))
        return [person.copy() for person in known]

    def officials(self, run: Run) -> list[PersonDraft]:
        """People of whom each has an office or an honorific, where nothing else promises people."""
        telling = (hit.table == "honorifics" or hit.key == "position" for hit in self._words.hits(run))
        people = self.people(run, sure=True) if any(telling) else []
        known = all((one.is_titled or one.position) and self.names.is_name(one.name) for one in people)
        return people if known else []

    def forget(self) -> None:
        """Let go of the people of the last text."""
        self._memory.clear()

    def group(self, run: Run) -> bool:
        """Whether this is a group without names: "Selected mayors", "All", "Various speakers"."""
        if len(run.text.split()) > _MOST_GROUP_WORDS:
            return False
        return self._words.first(run, "groups") is not None or self._words.whole(run, "tbc") is not None

    def trimmed(self, run: Run) -> Run:
        """Without the conjunction that leads to the next person."""
        matches = list(self._and.finditer(run.folded + " x"))
        if matches and matches[-1].end() >= len(run.folded) + 1:
            return run.part(0, matches[-1].start())
        return run

    def breaks_off(self, run: Run) -> bool:
        """Whether a line ends in the middle of a phrase: "Jane Doe, Director of the"."""
        last = run.folded.rpartition(" ")[2]
        return self._words.knows(last, "small") and last not in self._words.spellings("words", "and")

    def _read(self, run: Run, *, sure: bool, alone: bool) -> list[PersonDraft]:
        if others := _OTHERS.search(run.folded):
            run = run.part(0, others.start())
        if not sure and not self._may_begin(run):
            return []
        parts = brackets.cut(run, _SEMICOLON)
        parts = numbered(run) if len(parts) == 1 else parts
        if len(parts) > 1:
            each = any("," in part.text for part in parts)  # "A, City of X; B, Ministry of Y"
            found = [person for part in parts for person in self._listed(part, sure=sure, alone=each)]
            enough = len(found) >= (len(parts) + 1) // 2 or sure
            certain = sum(person.is_certain for person in found)
            is_list = sure or certain > 1 or (found and self._opens_list(parts[0], sure=sure))
            return found if enough and is_list else []
        parts = brackets.cut(run, _SLASH)
        is_list = len(parts) > 1 and not any(self._words.whole(part, "honorifics") for part in parts)
        if is_list and all(self._opens_list(part, sure=sure) for part in parts):
            return [person for part in parts for person in self._listed(part, sure=sure, alone=True)]
        return self._listed(run, sure=sure, alone=alone)

    def _opens_list(self, part: Run, *, sure: bool) -> bool:
        return self._persons.begins(part, sure=sure) or self.person(part, sure=sure) is not None

    def _may_begin(self, run: Run) -> bool:
        """A first look that costs little: whether a name or an office could stand at the beginning."""
        words = _SMALL_WORDS.match(run.text)
        if words is None or self._words.knows(fold(words[1] or words[2]), "names"):
            return True
        return any(
            hit.table == "honorifics" or (hit.table == "words" and hit.key == "position")
            for hit in self._words.hits(run)
        )

    def _listed(self, run: Run, *, sure: bool, alone: bool = False) -> list[PersonDraft]:
        pieces = self._pieces(run)
        if not pieces:
            return []  # nothing but commas
        firsts = self._firsts(pieces, sure=sure, alone=alone)
        found: list[PersonDraft] = []
        for place, first in enumerate(firsts or [0]):
            is_next = place or self._is_joined_to_nobody(pieces[first])
            start = pieces[first].start if is_next else 0  # what stands before the first name is about it
            last = firsts[place + 1] if place + 1 < len(firsts) else len(pieces)
            end = self._end_of(pieces, first, last, run)
            is_sure = sure or (place > 0 and self._has_led_name(pieces[first].run))
            person = self.person(self.trimmed(run.part(start, end)), sure=is_sure)
            if person is None and firsts and (place or not first):
                person = self.person(pieces[first].run, sure=sure)
            elif person is None and firsts and self._is_group_of(pieces[0].run):
                person = self.person(self.trimmed(run.part(pieces[first].start, end)), sure=sure)
            if person is None:
                if not found and not sure:
                    return []
                continue
            found.append(person)
        if firsts == [0, 1] and len(found) == len(firsts) and pieces[1].is_and:
            share_body(*found)
        elif 1 < len(found) == len(firsts) and HAN.search(run.text):
            share_last(found)
        return found

    def _is_joined_to_nobody(self, first: _Piece) -> bool:
        """Whether the first name is the second person: "the mayor or a deputy, and Ms Jane Doe"."""
        return first.is_and and self.is_honorific(first.run) > 0

    def _pieces(self, run: Run) -> list[_Piece]:
        matches = list(brackets.outside(run, self._piece))
        starts = [(0, False), *((match.end(), match[0].strip() != ",") for match in matches)]
        ends = [*(match.start() for match in matches), len(run.text)]
        return [
            _Piece(run.part(start, end), start, is_and)
            for (start, is_and), end in zip(starts, ends, strict=True)
            if end > start
        ]

    def _firsts(self, pieces: list[_Piece], *, sure: bool, alone: bool) -> list[int]:
        """Which pieces begin a person; the others belong to the one before."""
        found: list[int] = []
        closed = True
        singles = sure and len(pieces) > 1 and all(self._is_single(piece.run) for piece in pieces)
        alone = alone and not singles and not self._are_all_names(pieces)
        for number, piece in enumerate(pieces):
            is_whole = self._is_complete(piece.run) or self._is_complete(pieces[number - 1].run)
            is_about = alone and found and not is_whole
            is_free = piece.is_and or (closed and not is_about)
            opens = singles or self._opens(piece.run, sure=sure, is_free=is_free)
            opens = opens or (sure and bool(found) and self._is_next_of_list(pieces, number))
            opens = opens or self._is_titled_late(piece.run) or self._goes_on(pieces, number, found)
            opens = opens and not (number and self._is_about(pieces[number - 1].run, piece.run))
            opens = opens and not (number and _BY_WATER.search(piece.run.text))
            opens = opens and not self._is_office_of_next(pieces[number : number + 2])
            opens = opens and not (found and self._is_addressed(pieces, found[-1], number))
            if opens and piece.is_and and found and found[-1] != number - 1:
                opens = self._interrupts(piece.run)
            if opens:
                found.append(number)
            if opens:
                closed = self._is_complete(piece.run) or self._continues(pieces, number, sure=sure)
            else:
                closed = not found and self._is_group_of(piece.run)
        return found

    def _is_next_of_list(self, pieces: list[_Piece], number: int) -> bool:
        """Whether a name begins the next of a list that ends with "and": "A, mason, B, City of X, and C"."""
        if number < 2 or number + 1 >= len(pieces) or not self._is_bare_name(pieces[number].run):  # noqa: PLR2004
            return False
        before, after = pieces[number - 1].run, pieces[number + 1].run
        is_told = before.text[:1].islower() or self.has_known(before)
        is_list = any(piece.is_and and self._is_bare_name(piece.run) for piece in pieces[number + 1 :])
        return is_told and self.has_known(after) and is_list

    def _is_office_of_next(self, pieces: list[_Piece]) -> bool:
        """Whether Arabic names an office, and behind the comma who holds it: "وزير المال، د. فلان"."""
        if len(pieces) == 1 or pieces[1].is_and or not self.is_honorific(pieces[1].run):
            return False
        office = pieces[0].run.part(self.is_honorific(pieces[0].run))
        return any(
            hit.key == "position" and not hit.start and _OFFICE_OF.match(office.text, hit.end)
            for hit in self._words.hits(office)
        )

    def _is_addressed(self, pieces: list[_Piece], last: int, number: int) -> bool:
        """Whether a piece tells more of "Mr X": among people addressed so nobody stands without it."""
        if pieces[number].is_and or not self._words.first(pieces[last].run, "forms"):
            return False
        others = [piece.run for piece in pieces[number:] if piece.is_and or piece is pieces[number]]
        return not self.is_honorific(pieces[number].run) and not any(map(self._is_bare_name, others[1:]))

    def _is_bare_name(self, piece: Run) -> bool:
        return self.names.is_name(piece) and not self.has_known(piece)

    def _is_group_of(self, piece: Run) -> bool:
        """Whether people without names begin a list: "residents of the yard"; no office of the next one."""
        return ":" not in piece.text and self.group(piece) and not self.is_position(piece)

    def _interrupts(self, piece: Run) -> bool:
        """Whether a name ends what is said about the one before: no "and Farming of X", "& Sons CIC"."""
        is_body = _ACRONYM.search(piece.text) or any(word[:1].islower() for word in _words_of(piece))
        return self.is_honorific(piece) > 0 or not is_body

    def _are_all_names(self, pieces: list[_Piece]) -> bool:
        """Whether three or more names follow each other, and nothing about them."""
        return len(pieces) >= _SERIES and all(
            self.names.is_name(piece.run) and not self.has_known(piece.run) for piece in pieces
        )

    def are_series(self, people: list[PersonDraft]) -> bool:
        """Whether so many names follow each other that they list no things: three people below a title."""
        return len(people) >= _SERIES and self.are_named(people)

    def are_named(self, people: list[PersonDraft]) -> bool:
        """Whether all of them have names that read like names."""
        return all(self.names.is_name(one.name) for one in people)

    def _end_of(self, pieces: list[_Piece], first: int, last: int, run: Run) -> int:
        """Where a person ends: at the next one, or at a group that only follows in the list."""
        for number in range(first + 1, last):
            piece = pieces[number]
            is_late = piece.is_and or pieces[number - 1].run.text.endswith(")")
            if is_late and self._is_group(piece, pieces[number - 1], run):
                return pieces[number - 1].run.end - run.start
        return pieces[last].start if last < len(pieces) else len(run.text)

    def _is_group(self, piece: _Piece, before: _Piece, run: Run) -> bool:
        """Whether a piece adds people without names: "and the interpreters' team"."""
        if self.group(piece.run) or self._is_han_group(piece.run):
            return True
        joint = run.text[before.run.end - run.start : piece.start].strip()
        is_parted = joint.startswith(",") or before.run.text.endswith(")")
        if not is_parted or not piece.is_and:
            return False
        is_led = self._has_led_name(piece.run)
        is_some = _ARTICLE.match(piece.run.folded) or _COUNTED.match(piece.run.folded)
        return not is_led and (is_some is not None or self.has_known(piece.run))

    def _is_han_group(self, piece: Run) -> bool:
        """Whether Chinese names a group with its last word: "representatives of the museum"."""
        return HAN.search(piece.text) is not None and any(
            hit.table == "groups" and hit.end >= len(piece.text) for hit in self._words.hits(piece)
        )

    def _is_single(self, piece: Run) -> bool:
        return len(piece.text.split()) == 1 and self.names.is_name(piece, sure=True)

    def _continues(self, pieces: list[_Piece], number: int, *, sure: bool) -> bool:
        """Whether names follow each other, so that the next one is no affiliation."""
        if number + 1 == len(pieces):
            return False
        following = pieces[number + 1].run
        is_placed = following.text.endswith(")") and self._is_complete(following)  # "Ada Peña (City of X)"
        sure = sure and len(following.text.split()) > 1 and (is_placed or not self.has_known(following))
        return self._persons.begins(following, sure=sure)

    @remembered
    def _is_complete(self, piece: Run) -> bool:
        """Whether a name already has what is said about it: "Ada Example (City of X)"; not with "(tbc)"."""
        if " – " in piece.text or " - " in piece.text or self._persons.has_body(piece):
            return True
        if not piece.text.rstrip("*.").endswith((")", "]")):
            return False
        last = list(brackets.groups(piece))[-1:]
        return not last or not any(self._words.whole(last[0][2], table) for table in ("tbc", "notes"))

    @remembered
    def _opens(self, piece: Run, *, sure: bool, is_free: bool) -> bool:
        if self.is_honorific(piece):
            return self._persons.begins(piece, sure=True)
        if (hit := self._words.first(piece, "tbc")) and piece.text[:1].isupper() and hit.end < 6:  # noqa: PLR2004
            return True  # "N. N., Ministry": a place kept for somebody
        sure = sure and is_free and (len(piece.text.split()) > 1 or HAN.search(piece.text) is not None)
        return is_free and (
            self._persons.begins(piece, sure=sure) or self._is_led_by_office(piece, sure=sure)
        )

    def _is_titled_late(self, piece: Run) -> bool:
        """Whether a piece has its honorific behind an office: "and the ministry's envoy, Ms Jane Doe"."""
        late = any(hit.start and hit.key == "title" for hit in self._words.of(piece, "honorifics"))
        person = self.person(piece) if late else None
        return person is not None and bool(person.is_titled and person.position)

    def _goes_on(self, pieces: list[_Piece], number: int, found: list[int]) -> bool:
        """Whether a list goes on with an office and a name: "with A, B, Parent Representative C"."""
        if not found or not self._has_led_name(pieces[number].run):
            return False
        if self._is_complete(pieces[number - 1].run):
            return True  # "Dr Jane Doe (Academy), Deputy Mayor Joe Roe (City of X)"
        are_bare = found[-2:] == [number - 2, number - 1]
        return are_bare or self._has_led_name(pieces[found[-1]].run)

    @remembered
    def _has_led_name(self, piece: Run) -> bool:
        """Whether a piece is an office and the name right behind it: "Mayor Jane Doe", "der Mayor ..."."""
        article = _ARTICLE.match(piece.folded)
        piece = piece.part(article.end()).stripped(" ") if article else piece
        if not any(not hit.start and hit.key in {"position", "title"} for hit in self._words.hits(piece)):
            return False
        person = self.person(piece, sure=True)
        is_led = person is not None and any(run.start < person.name.start for run in person.position)
        return is_led and person is not None and self.names.is_name(person.name)

    def _is_about(self, before: Run, piece: Run) -> bool:
        """Whether a piece that could be a name tells more of the one before."""
        is_name = self.names.is_name(before.part(self.is_honorific(before)))
        if is_name and self._is_office_somewhere(piece):
            return True
        if is_name and _ACRONYM.search(piece.text) and not self.is_honorific(piece):
            return not _ACRONYM.search(before.text)
        return self._is_body_of(before, piece)

    @remembered
    def _is_office_somewhere(self, piece: Run) -> bool:
        """Whether a piece is an office and one word for where it is held: "Stadtpräsidentin Moorau"."""
        is_short = len(piece.text.split()) == _OFFICE
        return any(
            not hit.start
            and hit.key == "position"
            and (_OF.match(piece.folded, hit.end) or (is_short and hit.end == piece.text.find(" ")))
            for hit in self._words.hits(piece)
        )

    def _is_body_of(self, before: Run, piece: Run) -> bool:
        """Whether a piece says where the office before it is held: "Jane Doe – President, Doe Society"."""
        office = before.part(max(before.text.rfind(" - "), before.text.rfind(" – ")) + 2)
        if office.start == before.start or self.is_honorific(piece) or not self.is_position(office):
            return False
        bodies = [hit for hit in self._words.hits(piece) if hit.key == "organisation"]
        return any(hit.end >= len(piece.text) for hit in bodies)

    def _is_led_by_office(self, piece: Run, *, sure: bool) -> bool:
        return sure and self.person(piece, sure=sure) is not None


def _words_of(piece: Run) -> list[str]:
    """The words before a comma or a bracket."""
    return re.split(r"[,(\[]", piece.text, maxsplit=1)[0].split()


@cache
def people_reader(words: Vocabulary) -> PeopleReader:
    """The reader of a vocabulary, made once."""
    return PeopleReader(words)
