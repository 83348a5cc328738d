"""Our own text of a programme read back line by line; what was added freely is read as any text."""

import re
from collections.abc import Callable
from datetime import date

from app.programme.paste.errors import TextTooLong, TooManyItems
from app.programme.paste.ledger import Claim
from app.programme.paste.result import Question, Result, Span, Zone
from app.programme.text import day_heads, heads, merging, persons
from app.programme.text.day_heads import DayHead, DaysInWords
from app.programme.text.drafts import Detail, SessionDraft
from app.programme.text.heads import Head
from app.programme.text.stretch import Stretch
from app.programme.text.words import Words, words
from app.programme.text.writing import DIALECT

MOST_CHARACTERS = 2_000_000  # of our own text, which is read in one go
MOST_ADDED = 200_000  # characters in other words, which are not as quickly understood
MOST_SESSIONS = 2_000
_DIALECT = DIALECT.replace(" ", r"[ \xa0]")
_MARKER = re.compile(
    rf"·[ \t\xa0]*{_DIALECT}[ \t\xa0]*·[ \t\xa0]*([A-Za-z]{{2,3}}(?:-[A-Za-z0-9]{{1,8}}){{0,3}})\s*$",
    re.MULTILINE,
)
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_LABEL = re.compile(r"\s*([^\s:：][^:：]{0,39}?)\s*[:：]\s*")
_BAR = re.compile(r"\s*\|[ \xa0]?")
_CLOCK = re.compile(r"\W{0,8}\d{1,2}\s?(?:[:.hH٫：時时點点]|[ap]\.?\s?m\b|Uhr)")
_WRAPPED = 60  # characters: a mail program has broken a line that is as long
_MOST_PIECES = 4  # of one broken line
_OF_THE_HEAD = frozenset({"time_zone", "page", "release", "status", "hint"})


def read(source: str, first_day: date, otherwise: Callable[[str], Result]) -> Result | None:
    """The programme; None for a text that is not ours. Raises TextTooLong and TooManyItems.

    `otherwise` reads any text: it is given what stands between our lines and is not of their form.
    """
    marker = _MARKER.search(source)
    if marker is None:
        return None
    if len(source) > MOST_CHARACTERS:
        raise TextTooLong
    walk = Walk(source, marker, otherwise)
    walk.through()
    if sum(span.end - span.start for span in walk.rest) > MOST_ADDED:
        raise TextTooLong
    if len(walk.sessions) > MOST_SESSIONS:
        raise TooManyItems
    if walk.rest and not walk.sessions:
        return None
    result = merging.merged(source, walk.sessions, walk.claims, walk.words, first_day)
    result = merging.with_rest(source, result, walk.rest, walk.days, otherwise) if walk.rest else result
    if len(result.sessions) > MOST_SESSIONS:
        raise TooManyItems
    return merging.asked(result, walk.questions, walk.zone, marker[1])


class Walk:
    """Goes through the lines once, and remembers what they are part of."""

    def __init__(self, source: str, marker: re.Match[str], otherwise: Callable[[str], Result]) -> None:
        self.words: Words = words(marker[1])
        self.sessions: list[SessionDraft] = []
        self.claims: list[Claim] = []
        self.rest: list[Span] = []  # lines that are not of our form, for the reader of any text
        self.days: list[Span] = []  # where days are named
        self.questions: list[Question] = []
        self.zone: Zone | None = None
        self._source = source
        self._in_words = DaysInWords(otherwise)
        begin = source.rfind("\n", 0, marker.start()) + 1
        quoted = _QUOTED.match(source, begin)
        self._is_quoted = quoted is not None
        self._lines = _lines(source, begin, is_quoted=self._is_quoted)
        first = self._lines.pop(0)
        self.claims.append((first.start, first.end, "heading", None))
        self._day: date | None = None
        self._top: SessionDraft | None = None
        self._open: Detail | None = None  # what a line without a label of its own carries on
        self._is_attached = False  # whether the line before belongs to the last session
        self._before: Stretch = first

    def through(self) -> None:
        number = 0
        while number < len(self._lines):
            line = self._lines[number]
            if not line.text.strip():
                self._blank(line)
                number += 1
                continue
            number += (
                self._day_head(line)
                or self._head(number)
                or self._bar(line)
                or self._label(line)
                or self._free(number)
            )
            self._before = self._lines[number - 1]

    def _blank(self, line: Stretch) -> None:
        self._is_attached = False
        if self._is_quoted:  # the mark that quotes nothing is no line to worry about
            begin = self._source.rfind("\n", 0, line.start) + 1
            self.claims.append((begin, line.start, "quoted", None))

    def _day_head(self, line: Stretch) -> int:
        if not line.text.lstrip().startswith(day_heads.MARK):
            return 0
        found = day_heads.read(line, self.words) or self._in_words.read(line)
        if found is not None:
            return self._begin_day(line, found)
        self._ask("day_not_understood", line)  # what stands below has no better day than the one before
        self._top, self._open, self._is_attached = None, None, False
        return 1

    def _begin_day(self, line: Stretch, head: DayHead) -> int:
        bare = line.part(0)
        self._day, self._top, self._open, self._is_attached = head.day, None, None, False
        self.claims.append((bare.start, bare.end, "day", None))
        if head.day is not None:
            self.days.append(Span(head.written.start, head.written.end))
        if head.is_doubtful:
            self._ask("weekday_contradicts_date", line)
        return 1

    def _ask(self, code: str, line: Stretch) -> None:
        bare = line.part(0)
        self.questions.append(Question(code, Span(bare.start, bare.end)))

    def _day_in_words(self, number: int) -> DayHead | None:
        """A line that stands alone and names a day as people do."""
        text = self._lines[number].text
        stands_alone = number == 0 or not self._lines[number - 1].text.strip()
        if not stands_alone or _CLOCK.match(text) or not re.search(r"\d", text):
            return None
        return self._in_words.read(self._lines[number])

    def _head(self, number: int) -> int:
        found = self._read_head(number)
        if found is None:
            return 0
        head, used = found
        lines = self._lines[number : number + used]
        inside = self._top if head.is_inside else None
        session = SessionDraft(head, lines, self._day, inside)
        self.sessions.append(session)
        self._top = self._top if head.is_inside and self._top is not None else session
        self._open, self._is_attached = None, True
        return used

    def _read_head(self, number: int) -> tuple[Head, int] | None:
        """The head that begins with this line, also where it is broken, and how many lines it takes."""
        line = self._lines[number]
        if not heads.begins_like(line.part(0)):
            return None
        for used in range(1, 2 if self._is_quoted else _MOST_PIECES):
            last = self._lines[number + used - 1]
            if used > 1 and (not last.text.strip() or self._begins_something(last)):
                return None
            whole = Stretch(line.start, self._source[line.start : last.end])
            head = heads.read(whole.part(0), self.words)
            if head is not None:
                return head, used
            if number + used >= len(self._lines):
                return None
        return None

    def _begins_something(self, line: Stretch) -> bool:
        bare = line.part(0)
        return bare.text[0] in "|=" or heads.begins_like(bare) or self._key_of(line) is not None

    def _bar(self, line: Stretch) -> int:
        """A further line of a text."""
        bar = _BAR.match(line.text)
        if bar is None or self._open is None or not self._open.is_text:
            return 0
        mark = line.start + line.text.index("|")
        self.claims.append((mark, mark + 1, "label", self.sessions[-1]))
        self._open.pieces.append(Stretch(line.start + bar.end(), line.text[bar.end() :]))
        self._is_attached = True
        return 1

    def _label(self, line: Stretch) -> int:
        found = self._key_of(line)
        if found is None:
            return 0
        match, key, role = found
        label = Stretch(line.start + match.start(1), match[1])
        value = Stretch(line.start + match.end(), line.text[match.end() :])
        if key in _OF_THE_HEAD:
            return self._about(label, key, value.part(0))
        if not self.sessions:
            return 0
        if role and persons.is_nobody(value.part(0), role, self.words):
            self._is_attached = False  # stays in the text as not understood
            return 1
        self._carry(Detail(label, key, role, [value if key else value.part(0)]))
        return 1

    def _carry(self, detail: Detail) -> None:
        self.sessions[-1].details.append(detail)
        self._open, self._is_attached = detail, True

    def _key_of(self, line: Stretch) -> tuple[re.Match[str], str, str] | None:
        """A label of ours with its key, or a role."""
        match = _LABEL.match(line.text)
        if match is None:
            return None
        key, role = self.words.key("labels", match[1]), self.words.key("roles", match[1])
        return (match, key, "" if key else role) if key or role else None

    def _about(self, label: Stretch, key: str, value: Stretch) -> int:
        """A line of the head; it ends with the first session or day."""
        if self.sessions or self.days:
            return 0
        self.claims.append((label.start, value.end, "heading", None))
        if key == "time_zone" and value:
            self.zone = Zone(value.value, Span(value.start, value.end))
        return 1

    def _free(self, number: int) -> int:
        """A line that is not of our form: a session in other words, more of a text, or nothing of ours."""
        line = self._lines[number]
        if _CLOCK.match(line.text):
            return self._hand_on(number)
        if found := self._day_in_words(number):
            return self._begin_day(line, found)
        if self._is_attached and self._open is not None and (self._open.is_text or self._is_broken()):
            self._open.pieces.append(line.part(0))
            return 1
        if self._is_attached:
            self._carry(Detail(Stretch(line.start, ""), "abstract", "", [line.part(0)]))
            return 1
        return 1

    def _is_broken(self) -> bool:
        """Whether the line before is so long that a mail program may have broken it."""
        return len(self._before.text) >= _WRAPPED

    def _hand_on(self, number: int) -> int:
        """Leave these lines to the reader of any text."""
        end = number + 1
        while end < len(self._lines) and not self._is_heading(end):
            end += 1
        self.rest.append(Span(self._lines[number].start, self._lines[end - 1].end))
        self._open, self._is_attached = None, False
        return end - number

    def _is_heading(self, number: int) -> bool:
        begins_day = self._lines[number].text.lstrip().startswith(day_heads.MARK)
        if begins_day or self._read_head(number) is not None:
            return True
        return self._key_of(self._lines[number]) is None and self._day_in_words(number) is not None


def _lines(source: str, begin: int, *, is_quoted: bool) -> list[Stretch]:
    """The lines from `begin` on, without what a mail program puts before a quoted one."""
    found = []
    for raw in source[begin:].split("\n"):
        quoted = _QUOTED.match(raw) if is_quoted else None
        cut = quoted.end() if quoted else 0
        found.append(Stretch(begin + cut, raw[cut:].removesuffix("\r")))
        begin += len(raw) + 1
    return found
