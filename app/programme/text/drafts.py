"""A session while it is read: its head, the lines below it, and what becomes of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.core import text
from app.programme.paste.ledger import Claim
from app.programme.paste.result import Found, ParsedPerson, ParsedSession, Span
from app.programme.text import persons
from app.programme.text.heads import Head
from app.programme.text.stretch import SEMICOLONS, Stretch
from app.programme.text.words import Words
from app.programme.text.writing import TEXTS

PERSON_FIELDS = (
    "honorific", "given_name", "family_name", "position", "organisation", "city", "country", "public_id",
)  # fmt: skip


@dataclass
class Detail:
    """A labelled line with the lines that carry it on."""

    label: Stretch
    key: str  # of the table of labels; empty for a person
    role: str  # of a person
    pieces: list[Stretch]

    @property
    def is_text(self) -> bool:
        return self.key in TEXTS


@dataclass
class SessionDraft:
    """`day` is that of the heading; None stands for "not scheduled"."""

    head: Head
    lines: list[Stretch]
    day: date | None
    parent: "SessionDraft | None" = None
    details: list[Detail] = field(default_factory=list)

    @property
    def start(self) -> int:
        """A session without a clock is shown where the one around it begins."""
        if self.head.start is not None:
            return self.head.start
        return self.parent.start if self.parent is not None else 0

    def claims(self, source: str, words: Words) -> Iterator[Claim]:
        """What all its pieces were used for."""
        head = self.head
        if head.is_cancelled:
            yield from ((line.start, line.end, "cancelled", None) for line in self.lines)
            yield from ((one.label.start, one.pieces[-1].end, "cancelled", None) for one in self.details)
            return
        pairs = [
            (head.clock, "clock"), (head.title, "title"),
            (head.kind_word, "kind"), (head.public_id, "public id"),
        ]  # fmt: skip
        yield from ((one.start, one.end, use, self) for one, use in pairs if one)
        for detail in self.details:
            use = "role label" if detail.role else "label"
            yield (detail.label.start, detail.label.end, use, self)
            for piece in detail.pieces:
                yield (piece.start, piece.end, detail.key or "person", self)
            if detail.role:
                person = persons.read(joined(source, detail.pieces), detail.role, words)
                yield from self._of_person(person)

    def _of_person(self, person: ParsedPerson) -> Iterator[Claim]:
        for name in PERSON_FIELDS:
            found = getattr(person, name)
            use = "name" if name.endswith("_name") else name.replace("_", " ")
            yield from ((span.start, span.end, use, self) for span in (found.spans if found else ()))

    def session(self, source: str, first_day: date, numbers: dict[int, int], words: Words) -> ParsedSession:
        """As the result has it; `numbers` gives the places of sessions by the identity of their drafts."""
        head = self.head
        day = head.day or self.day or first_day
        rooms = [room for one in self._all("rooms") for room in _rooms(joined(source, one.pieces), words)]
        everywhere = [one for one in self._all("rooms") if _is_everywhere(joined(source, one.pieces), words)]
        return ParsedSession(
            day=day,
            start=self.start,
            end=head.end,
            end_is_derived=head.end is None,
            is_timed=head.start is not None,
            end_day=_end_day(head, day),
            start_fold=head.start_fold,
            end_fold=head.end_fold,
            says_all=True,
            title=head.title.found() or Found("", ()),
            kind=head.kind,
            clock=head.clock.found() if head.clock else None,
            kind_word=head.kind_word.found() if head.kind_word else None,
            public_id=head.public_id.found() if head.public_id else None,
            parent=numbers.get(id(self.parent)) if self.parent is not None else None,
            room=_in_a_row(rooms),
            rooms=tuple(rooms),
            in_all_rooms=bool(everywhere),
            track=self._line(source, "track"),
            note=self._line(source, "note"),
            abstract=self._text("abstract"),
            key_question=self._text("key_question"),
            objective=self._text("objective"),
            focus_points=self._text("focus_points"),
            people=tuple(
                persons.read(joined(source, one.pieces), one.role, words) for one in self.details if one.role
            ),
        )

    def _all(self, key: str) -> list[Detail]:
        return [one for one in self.details if one.key == key]

    def _line(self, source: str, key: str) -> Found | None:
        found = [joined(source, one.pieces).found() for one in self._all(key)]
        return _in_a_row([one for one in found if one is not None])

    def _text(self, key: str) -> Found | None:
        pieces = [piece for one in self._all(key) for piece in one.pieces]
        value = text.clean("\n".join(piece.text for piece in pieces))
        return Found(value, tuple(Span(one.start, one.end) for one in pieces if one)) if value else None


def joined(source: str, pieces: list[Stretch]) -> Stretch:
    """One stretch from the first piece to the last: a mail program may have broken the line."""
    return Stretch(pieces[0].start, source[pieces[0].start : pieces[-1].end])


def _in_a_row(found: list[Found]) -> Found | None:
    if not found:
        return None
    return Found(", ".join(one.value for one in found), tuple(span for one in found for span in one.spans))


def _is_everywhere(rooms: Stretch, words: Words) -> bool:
    return words.key("marks", rooms.text) == "all_rooms"


def _rooms(rooms: Stretch, words: Words) -> Iterator[Found]:
    while rooms and not _is_everywhere(rooms, words):
        room, rooms, _sign = rooms.cut(SEMICOLONS)
        found = room.found()
        if found is not None:
            yield found


def _end_day(head: Head, day: date) -> date | None:
    """The day of the end where it is not what the clocks tell by themselves."""
    if head.end is None or head.days_later is None:
        return None
    plain = head.start is not None and head.end < head.start
    return day + timedelta(days=head.days_later) if head.days_later != plain else None
