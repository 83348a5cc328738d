"""One person in a run of text: honorific, name, and the office, body and country around it."""

import re
from functools import cache

from app.programme.paste import brackets
from app.programme.paste.affiliations import SHORTENED, affiliation_reader
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.han import HAN, HanReader
from app.programme.paste.names import NameReader, name_reader, with_point
from app.programme.paste.normalising import fold
from app.programme.paste.remembering import remembered
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Hit, Vocabulary

_AFTER_NAME = re.compile(r"[,(\[;:|]|\s[-–]\s|\s?–\s?|\s-|\s/\s")
_FROM = re.compile(r"(?<=[^\W\d_])\s(?:of|from|at|vom)\s(?:the\s)?(?=\w)")  # "Dr Jane Doe of the Seed Trust"
_STOP = re.compile(rf"(?<=[^\W\d_][^\W\d_][^\W\d_]){SHORTENED}\.\s(?=[^\W\d_])")  # "Ms Jane Doe. Seed Trust"
_OUTER = "*•-–,;:. |"
_COMPANY = re.compile(
    r"^[^,(]{2,60}[\s(](?:ltd|pte|pty|gmbh|inc|llc|plc|s\.a|srl|s\.r\.l|lda|ltda|corp|co|e\.\s?v|ag|ооо|ао)[.)]?(?![\w-])"
)
_TITLE_BEHIND = re.compile(
    r"\s?[*]?(?:\([^()]{1,200}\)|\[[^\[\]]{1,200}\])?\s?:\s?[^\s]"
)  # "Jane Doe (X): Title"
# What an office is for, and a name behind it: "Secretary of Education Jane Doe".
_FIELD = re.compile(r"\s(?:of|for|de|da|do|für)\s(?:la\s)?(?P<field>[^\W\d_]{3,})(?=\s[^\W\d_]+\s[^\W\d_]+)")
_OF = re.compile(r"\s(?:of|for|de|du|des|d'|der|des|für|von|do|da|del|la|el)\s")
_CHAIR_OF = re.compile(
    r"استاذه?\s(?:ال|في\s|مساعد|مشارك|زائر|عل(?:م|وم)\s)"
)  # Arabic: "professor of the ..."
_PIECES = re.compile(r",(?!\d)|:\s|\s[-–]\s")
_NUMBER = re.compile(r"\(?\d{1,2}(?:[.)]|,(?=[\u3400-\u9fff]))?\s?(?=[^\W\d_])")  # of an item
_CAPITAL = r"[A-ZÀ-ÞА-ЯЁ][\w'-]+"
_PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:[вьм]ич|вна|чна)"
_UNMISTAKABLE = re.compile(
    rf"\s(?=(?:(?:[A-ZÀ-ÞА-ЯЁ]\.\s?){{1,3}}{_CAPITAL}|{_CAPITAL}\s{_PATRONYMIC}\s{_CAPITAL}"
    rf"|{_CAPITAL}\s{_CAPITAL}\s{_PATRONYMIC}|[А-ЯЁ][а-яё-]+\s(?:[А-ЯЁ]\.\s?)?[А-ЯЁ]\.?)$)"
)
_INITIALS = re.compile(r"(?:^|\s)[^\W\d_]\.(?:\s|$|-)")
# Before one name alone: as "Don" it has two behind it.
_INITIAL_D = re.compile(r"D\.\s[^\W\d_]+(?:-[^\W\d_]+)?(?=[,;:(/]|\s[^\w(]|\s[a-zà-ÿ]|\s?$)")
_INITIAL = re.compile(r"\s?[A-ZÀ-ÞА-Я]\.")
_BRACKETED = re.compile(r"\s?\(([^()]{1,12})\)")
_FORMER = re.compile(r"\s?(?:a\.\s?D\.|i\.\s?R\.|e\.\s?R\.|ret\.|rtd\.)(?=\s|$)")
_RETIRED = re.compile(r"r\.?|ret(?:'?d)?\.?|rtd\.?|retired|a\.\s?d\.|i\.\s?r\.|e\.\s?r\.")
_BEHIND_TITLE = re.compile(r"(?:(?<=[\u0600-\u06ff.])\s?/\s?|(?<=н\.),\s(?=доц|проф|акад))(?=[^\W\d_])")
_SEAT = re.compile(r"Md(?:[BL]|EP|HB|A)")
_PLAIN = 2  # words of a name without an office before it
_ROLES = {"moderator", "chair", "rapporteur", "host"}
_MOST_BEFORE = 2  # small words before an office: "the local historian"


class PersonReader:
    """Reads one person; `sure` says that a label or a column promises people."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self.names: NameReader = name_reader(words)
        self._affiliations = affiliation_reader(words)
        self.has_known = self._affiliations.has_known
        self._han = HanReader(words, self.names, self._affiliations)

    def person(self, run: Run, *, sure: bool = False) -> PersonDraft | None:
        """The one person this run describes."""
        if self._words.whole(run, "tbc"):
            return None  # "N. N." before its point is cut off
        run, tbc = self._without_tbc(brackets.unquoted(with_point(run.stripped(_OUTER), run)))
        run, note = self._without_note(run)
        run = self._unnumbered(run)
        if not run or self._words.whole(run, "tbc"):
            return None
        person = self._named(run, sure=sure)
        if person is not None:
            person.tbc, person.note = tbc, note
            self._take_role(person, run)
        return person

    def _take_role(self, person: PersonDraft, run: Run) -> None:
        """Somebody's part may stand in brackets, or behind a comma: "Jane Doe (moderator), City of X"."""
        behind = person.organisation[-1:]
        for inside in [*(inside for _, _, inside in brackets.groups(run)), *behind]:
            hit = self._words.whole(inside, "roles")
            if hit is not None and hit.key in _ROLES:
                person.role, person.role_run = hit.key, inside
                person.leave_out(inside)

    @remembered
    def begins(self, piece: Run, *, sure: bool) -> bool:
        """Whether the piece begins with a name, after its honorifics."""
        piece = self._unnumbered(brackets.unquoted(piece.stripped(_OUTER)))
        end = self.is_honorific(piece)
        rest = piece.part(end)
        match = _AFTER_NAME.search(rest.folded)
        head = self._cut_degrees(rest.part(0, match.start() if match else None))
        if self.names.is_name(head, sure=sure or end > 0 or self._is_placed(rest, match)):
            return True
        if sure and self.has_body(piece):
            return True
        return bool(self._han.name(head)) if HAN.search(head.text) else False

    @remembered
    def is_honorific(self, run: Run) -> int:
        """Where the honorifics end with which the run begins; 0 when there are none."""
        end = 0
        while True:
            rest = run.part(end)
            hit = self._leading_title(rest)
            if "/" in rest.text:
                hit = hit or self._slashed(rest)
            if hit is None or not self._is_written_so(rest, hit) or (end and self._is_given(rest, hit)):
                return end
            place = rest.start - run.start + hit.end
            end = place + run.text.startswith((".", "' "), place)
            end = self._behind_bracket(run, end)
            end = slash.end() if (slash := _BEHIND_TITLE.match(run.text, end)) else end

    def _leading_title(self, rest: Run) -> Hit | None:
        for hit in self._words.hits(rest):
            if hit.start:
                return None
            if hit.table == "honorifics" and (hit.key == "title" or _is_seat(rest, hit)):
                return hit
        return None

    def _slashed(self, rest: Run) -> Hit | None:
        """What somebody does, before a slash and a name, as Arabic writes titles: "الإعلامي/ فلان"."""
        return next(
            (
                hit
                for hit in self._words.hits(rest)
                if hit.key == "position" and not hit.start and _BEHIND_TITLE.match(rest.text, hit.end)
            ),
            None,
        )

    def _is_given(self, rest: Run, hit: Hit) -> bool:
        """Whether a title behind another one is the first name of two: "Mr Cheikh Mbow"."""
        is_known = any(other.key == "given" and other.end == hit.end for other in self._words.hits(rest))
        return is_known and len(rest.text.split()) > 1

    def _behind_bracket(self, run: Run, place: int) -> int:
        """Behind a second honorific in brackets, or in retirement: "Dr (Mrs) Jane Doe", "Gen. (ret.) X"."""
        if former := _FORMER.match(run.text, place):
            return former.end()
        match = _BRACKETED.match(run.text, place)
        if match and _RETIRED.fullmatch(match[1].casefold()):
            return match.end()
        inside = run.part(*match.span(1)) if match else None
        hit = self._words.whole(inside, "honorifics") if inside else None
        return match.end() if match and hit and hit.key == "title" else place

    def _named(self, run: Run, *, sure: bool) -> PersonDraft | None:
        end = self.is_honorific(run)
        rest = run.part(end)
        match = _AFTER_NAME.search(rest.folded)
        if (end or sure) and (joint := self._joint(rest, match)) and (end or self._has_name(rest, joint)):
            match = joint
        elif (end or sure) and (stop := self._stop(rest, match)):
            match = stop
        full = rest.part(0, match.start() if match else None)
        head = self._cut_degrees(full)
        if HAN.search(run.text):
            return self._han.person(run, end, sure=sure)
        is_company = not end and _COMPANY.match(run.folded) is not None
        if is_company or self._words.whole(full, "tbc"):
            return None  # "N. N. (City of X)" is nobody either
        if led := self._led(run, head, end, sure=sure):
            return led
        if self.names.is_name(head, sure=sure or end > 0 or self._is_placed(rest, match)):
            if _TITLE_BEHIND.match(rest.folded, head.end - rest.start):
                return None
            office = self._office_before(head) if end else 0
            head = head.part(office)
            person = PersonDraft(head.stripped("*,. \"'") if not head.text.endswith(".") else head)
            self._title(person, run.part(0, end))
            person.position += [rest.part(0, office)] if office else []
            is_from = match is not None and match.re is _FROM
            after = rest.part(match.end() if match and is_from else full.end - rest.start)
            self._affiliations.affiliate(person, self._affiliations.around(after))
            person.is_bracketed = after.text.startswith("(") and person.has_affiliation
            person.is_certain = bool(end or person.has_affiliation or _INITIALS.search(head.text))
            return person
        return self._named_late(run, sure=sure)

    def _led(self, run: Run, head: Run, end: int, *, sure: bool) -> PersonDraft | None:
        """Somebody whose office stands before the name, behind an honorific or where people are promised."""
        if end:
            return self._behind_addressed_office(run.part(end), run.part(0, end)) if head else None
        is_long = len(head.text.split()) > _PLAIN
        return self._behind_office(run, sure=True) if sure and is_long else None

    def _behind_addressed_office(self, rest: Run, said: Run) -> PersonDraft | None:
        """An honorific and an office, then the name: "Sr. Coord. do Programa X – Fulano Tal"."""
        office, *others = brackets.cut(rest, _PIECES)
        begins = any(hit.key == "position" and not hit.start for hit in self._words.hits(office))
        if len(others) != 1 or not begins or self.has_known(others[0]):
            return None
        end = self.is_honorific(others[0])
        name = others[0].part(end)
        if not self._affiliations.is_position(office) or not self.names.is_name(name, sure=end > 0):
            return None
        person = self._made(name, [office], said)
        person.honorific += [others[0].part(0, end)] if end else []
        return person

    def _office_before(self, head: Run) -> int:
        """Where an office ends behind an honorific and before a name: "H.E. Vice-President Jane Doe"."""
        for hit in self._words.of(head, "words"):
            if hit.key == "position" and not hit.start and self.names.is_name(head.part(hit.end)):
                return hit.end
        return 0

    @remembered
    def has_body(self, piece: Run) -> bool:
        """Whether a name and its body stand without a mark between them: "Jane Doe of the Seed Trust"."""
        joint = self._joint(piece, None)
        return joint is not None and self._has_name(piece, joint)

    def _joint(self, rest: Run, match: re.Match[str] | None) -> re.Match[str] | None:
        """Where a body follows a name without a mark: "Dr Jane Doe of the Seed Trust"."""
        return _FROM.search(rest.folded, 0, match.start() if match else len(rest.folded))

    def _stop(self, rest: Run, match: re.Match[str] | None) -> re.Match[str] | None:
        """Where a point ends a name and its body follows: "Ms Jane Doe. Seed Trust"."""
        stop = _STOP.search(rest.text, 0, match.start() if match else len(rest.text))
        return stop if stop and self._has_name(rest, stop) else None

    def _has_name(self, rest: Run, joint: re.Match[str]) -> bool:
        """Whether a name that nothing else could be stands before its body."""
        return self.names.is_name(rest.part(0, joint.start())) and rest.text[joint.end()].isupper()

    def _title(self, person: PersonDraft, said: Run) -> None:
        """What stands before a name: an honorific, and an office though it stands there like one."""
        offices = [(hit.start, _held_until(said, hit.end)) for hit in self._words.of(said, "offices")]
        person.position = [said.part(start, end) for start, end in offices]
        said = said.stripped("/")
        person.honorific = said.between(offices) if offices else [said] if said else []
        person.is_titled = bool(said)

    def _is_placed(self, rest: Run, match: re.Match[str] | None) -> bool:
        """Whether an office or a body follows, so that the two words before are a name after all."""
        if match is None or len(rest.text[: match.start()].split()) != 2:  # noqa: PLR2004
            return False
        return rest.text[match.start()] in "(," and self.has_known(rest.part(match.end()))

    def _named_late(self, run: Run, *, sure: bool) -> PersonDraft | None:
        """The office first, then the name: "Minister of Health: Dr X", "Director, Ms Y"."""
        if not any(hit.table == "honorifics" or hit.key == "position" for hit in self._words.hits(run)):
            return None
        parts = brackets.cut(run, _PIECES)
        is_office = self._affiliations.is_position(parts[0]) if len(parts) > 1 else False
        for number, part in enumerate(parts[1:], 1):
            end = self.is_honorific(part)
            is_about = all(self.has_known(before) and before.text[:1] != '"' for before in parts[:number])
            head = self._cut_degrees(part.part(end))
            is_titled = end and is_about and self.names.is_name(head, sure=True)
            if is_titled or (is_office and number == len(parts) - 1 and self.names.is_name(head)):
                return self._made(head, [*parts[:number], *parts[number + 1 :]], part.part(0, end))
        return self._after_office(run, sure=sure)

    def _after_office(self, run: Run, *, sure: bool) -> PersonDraft | None:
        """No mark between office and name: "Minister of Education Ms Jane Doe"."""
        for hit in self._words.of(run, "honorifics"):
            if hit.start and hit.key == "title":
                rest = run.part(hit.start)
                end = self.is_honorific(rest)
                match = _AFTER_NAME.search(rest.folded, end)
                head = rest.part(end, match.start() if match else None)
                office = run.part(0, hit.start)
                if self._words.of(office, "by") or office.text[0] in "\"'":
                    continue  # "Welcome by the chairman Dr X" is more than an office
                if end and self._affiliations.is_position(office) and self.names.is_name(head, sure=True):
                    around = self._affiliations.around(rest.part(head.end - rest.start))
                    return self._made(head, [office, *around], rest.part(0, end))
        return self._behind_long_office(run) or self._behind_office(run, sure=sure)

    def _behind_long_office(self, run: Run) -> PersonDraft | None:
        """No mark, but a name that cannot be mistaken: "minister of culture A. B. Doe", or a patronymic."""
        match = _UNMISTAKABLE.search(run.text)
        office = run.part(0, match.start()) if match else run
        is_office = any(not hit.start and hit.key == "position" for hit in self._words.hits(office))
        if match is None or not is_office or not self._affiliations.is_position(office):
            return None
        return self._made(run.part(match.end()), [office])

    def _behind_office(self, run: Run, *, sure: bool) -> PersonDraft | None:
        """An office without a mark, then the name: "a secretária Ana Dutra", "Bezirksrat Kurt Example"."""
        for hit in self._words.hits(run):
            if (hit.table, hit.key) != ("words", "position") or not self._may_lead(run, hit, sure=sure):
                continue
            end = self._field_of(run, hit.end) if sure else hit.end
            rest = run.part(end)
            match = _AFTER_NAME.search(rest.folded)
            head = rest.part(0, match.start() if match else None)
            if self.names.is_name(head):
                around = self._affiliations.around(rest.part(head.end - rest.start))
                is_led = self._words.knows(run.folded.split()[0], "small")  # "the historian"
                office = run.part(hit.start if is_led else 0, end)
                person = self._made(head, [office, *around])
                return self._in_role(person, run.part(hit.start, hit.end))
        return None

    def _field_of(self, run: Run, end: int) -> int:
        """Where an office ends with what it is for: "Secretary of Education Jane Doe"."""
        field = _FIELD.match(run.text, end)
        is_known = field is not None and self._words.knows(fold(field["field"]), "words", "kinds")
        return field.end() if field and is_known else end

    def _may_lead(self, run: Run, hit: Hit, *, sure: bool) -> bool:
        """Whether so little stands before an office that a name may stand behind it: "the historian"."""
        if run.folded.startswith(" ال", hit.end) and not run.folded.startswith("ال", hit.start):
            return False  # Arabic says what the office is for
        led = run.folded[: run.folded.rfind(" ", 0, hit.start) + 1].split()
        is_article = bool(led) and all(self._words.knows(word, "small") for word in led)
        is_small = run.text[: hit.start + (0 if is_article else 1)].islower()
        return (is_small or sure) and len(led) <= (_MOST_BEFORE if is_small else 0)

    def _in_role(self, person: PersonDraft, said: Run) -> PersonDraft:
        """What somebody does here is no office: "moderator Jane Doe"."""
        hit = self._words.whole(said, "roles")
        if hit is not None and hit.key in _ROLES:
            person.role, person.role_run, person.position = hit.key, said, []
        return person

    def _made(self, name: Run, about: list[Run], honorific: Run | None = None) -> PersonDraft:
        person = PersonDraft(name, is_certain=True)
        if honorific:
            self._title(person, honorific)
        self._affiliations.affiliate(person, about)
        return person

    def _cut_degrees(self, run: Run) -> Run:
        """A name without degrees behind it, numbers of affiliations and marks of presenters."""
        run = run.stripped("*†‡, ")
        for hit in self._words.hits(run):
            is_degree = hit.table == "honorifics" and hit.key == "after" and hit.start > 0
            if is_degree and hit.end >= len(run.text) - 1 and run.text[hit.start].isupper():
                return run.part(0, hit.start).stripped("*, ")
        return run

    def _unnumbered(self, run: Run) -> Run:
        match = _NUMBER.match(run.text)
        return run.part(match.end()) if match else run

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
            is_short = text.endswith(".") or run.text[hit.end : hit.end + 1] == "."
            return is_short or text in {"don", "doña", "dom", "dona"}
        rest = run.folded[hit.end :].lstrip(". ")
        if not rest or rest[0] in ",;:)" or _OF.match(" " + rest) or _CHAIR_OF.match(run.folded, hit.start):
            return False
        is_initial = _INITIAL.fullmatch(text) and _INITIAL.match(run.text, hit.end)
        if is_initial or _INITIAL_D.match(run.text, hit.start):
            return False  # "D. W. Doe", "D. Doe"; "Dr W. Doe" has a title all the same
        if run.text[hit.end : hit.end + 1] == "-" or (rest[0] == "(" and not _BRACKETED.match(rest)):
            return False  # "J.-P. Doe" has initials
        return not self._words.knows(text.casefold(), "words") or self._begins_capital(run.part(hit.end))

    def _begins_capital(self, rest: Run) -> bool:
        rest = rest.part(self._behind_bracket(rest, 0))
        words = rest.text.lstrip(". ").split()[:2]
        return bool(words) and words[0][:1].isupper() and not self._words.knows(words[0].casefold(), "words")


@cache
def person_reader(words: Vocabulary) -> PersonReader:
    """The reader of a vocabulary, made once."""
    return PersonReader(words)


def _is_seat(run: Run, hit: Hit) -> bool:
    """Whether somebody sits in a German parliament, which stands before a name as well as behind it."""
    return _SEAT.fullmatch(run.text, hit.start, hit.end) is not None


def _held_until(said: Run, end: int) -> int:
    """Where an office ends that is over: "Landrat a. D."."""
    former = _FORMER.match(said.text, end)
    return former.end() if former else end
