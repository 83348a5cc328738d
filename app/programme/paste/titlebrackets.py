"""What stands in brackets at the end of a title: a room, people, a remark."""

import re
from functools import cache

from app.programme.paste import brackets
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.habits import DASH, is_short
from app.programme.paste.kinds import kind_reader
from app.programme.paste.labelled import labelled_reader
from app.programme.paste.people import people_reader
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.titleparts import EDGES, TitleParts
from app.programme.paste.vocabulary import Vocabulary

_NAMED = re.compile(r"[:,](?P<name>[\u3400-\u9fff]{2,4})\s?$")
_LISTED = re.compile(r"[:;,]\s(?P<name>[^:;,]{3,60}?)\s?$")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[:.]\d\d|\s?h(?!\w)|h\d\d|\s?uhr|\s?[ap]\.?m)(?!\d)")
_MOST_HALL_WORDS = 3
_REMARK = 3  # words, at least, around a clock
_PAUSES = {"visit", "meal", "break", "registration", "networking"}  # "(Monte Verde)" is a place there


class BracketReader:
    """Places what titles have in brackets."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._people = people_reader(words)
        self._labels = label_reader(words)
        self._rooms = room_reader(words)
        self._kinds = kind_reader(words)
        self._labelled = labelled_reader(words)

    def take(self, parts: TitleParts, marks: str = ":", *, with_bodies: bool = False) -> None:
        """The brackets at the end, or before one of these marks, as far as they can be placed.

        `with_bodies` says that "(Jane Doe, Delta Works)" is one person in this text.
        """
        for _ in range(4):
            group = next((group for group in reversed(list(brackets.groups(parts.title)))), None)
            room = self._room_behind(parts.title, group[1]) if group else None
            if group is None or not (room or self._is_at_an_end(parts.title, group[1], marks)):
                return
            start, end, inside = group
            head = parts.title.part(0, start)
            if not start or self._is_about_name(head) or self._is_body_of_name(head, inside):
                return
            if not self._placed(parts, inside, is_late="–" in marks, with_bodies=with_bodies):
                return
            before, after = brackets.without(parts.title, start, end)
            if room and not parts.room:
                parts.room, parts.title = [room], before.stripped(EDGES)
            elif after.stripped(EDGES + "."):
                parts.lead, parts.title = before, after.stripped(EDGES)
            else:
                parts.title = before.stripped(EDGES)

    def take_room(self, parts: TitleParts) -> None:
        """A bracket nobody knows, where other titles of the text have their rooms."""
        group = next((group for group in reversed(list(brackets.groups(parts.title)))), None)
        is_name = group is not None and not group[2].text[:1].islower()  # "(sign up first)" is none
        if group and is_name and group[0] and group[1] >= len(parts.title.text) and is_short(group[2]):
            parts.room.append(group[2])
            parts.title = parts.title.part(0, group[0])

    def _room_behind(self, title: Run, end: int) -> Run | None:
        """The room behind a bracket and a dash: "Group 1: Wells (lead: Jane Doe) – Room Elm"."""
        dash = DASH.match(title.text, end)
        rest = title.part(dash.end()) if dash else None
        return rest if rest and self._rooms.is_room(rest) else None

    def _is_about_name(self, head: Run) -> bool:
        """Whether a Chinese name behind a label stands before a bracket, which then says from where."""
        match = _NAMED.search(head.text)
        return match is not None and self._people.names.is_han_name(head.part(match.start("name")))

    def _is_behind_name(self, title: Run, inside: Run) -> bool:
        """Whether a name stands between a dash and the bracket: "Street budgets – Jane Doe (C. M. de X)"."""
        head = title.part(0, inside.start - title.start).stripped("([ ")
        dash = next(reversed(list(DASH.finditer(head.text))), None)
        return dash is not None and bool(dash.start()) and self._people.names.is_name(head.part(dash.end()))

    def _is_body_of_name(self, head: Run, inside: Run) -> bool:
        """Whether a body that sounds like a place stands behind a name: "Speakers: Jo Roe (Casa Cais)"."""
        match = _LISTED.search(head.text)
        if match is None or not any(
            hit.start == 0 and hit.key == "organisation" for hit in self._words.of(inside, "words")
        ):
            return False
        is_name = self._people.names.is_name(head.part(match.start("name")))
        return is_name and any(label.has_colon for _, label in self._labels.inside(head))

    def _is_at_an_end(self, run: Run, end: int, marks: str) -> bool:
        rest = run.text[end:].lstrip()
        return not rest.strip(EDGES + ".") or rest[:1] in marks

    def _placed(self, parts: TitleParts, inside: Run, *, is_late: bool, with_bodies: bool) -> bool:
        if self._words.whole(inside, "notes"):
            parts.notes.append(inside)
        elif self._rooms.is_room(inside) or self._is_hall(parts, inside):
            parts.room.append(inside)
        elif room := self._rooms.labelled(inside):
            parts.room.append(room)
        elif self._words.first(inside, "notes") and len(inside.text.split()) <= 5:  # noqa: PLR2004
            parts.notes.append(inside)
        elif self._words.whole(inside, "tbc"):
            parts.tbc.append(inside)
        elif self._is_remark(inside):
            parts.notes.append(inside)
        elif label := self._labels.role(inside):
            return self._labelled.enter_all(parts, inside.part(label.end), label)
        else:
            people = self._people.people(inside, alone=with_bodies)
            is_pause = (kind := self._kinds.kind(parts.title)) is not None and kind[0] in _PAUSES
            is_late = is_late and not parts.people
            if (
                not people
                or is_pause
                or self._is_behind_name(parts.title, inside)
                or not all(self._is_somebody(person, is_late=is_late) for person in people)
            ):
                return False
            parts.people += people
        return True

    def _is_hall(self, parts: TitleParts, inside: Run) -> bool:
        """Whether a hall that is called as a session may be stands behind what says its kind itself.

        Behind nothing but a pause it may be written small, and of any sort: "Lunch (café)".
        """
        kind = self._kinds.kind(parts.title)
        hall = self._words.whole(inside, "rooms")
        if kind is None or (hall is not None and hall.key == "word"):
            return kind is not None
        ends = [hit.key for hit in self._words.of(inside, "rooms") if hit.end >= len(inside.text)]
        is_short = len(inside.text.split()) <= _MOST_HALL_WORDS
        before = parts.title.part(0, inside.start - parts.title.start).stripped(EDGES + "([")
        is_pause = kind[0] in _PAUSES - {"visit"} and self._kinds.is_only_kind(before)
        return is_pause and is_short and bool({"word", "weak"} & set(ends))

    def _is_remark(self, inside: Run) -> bool:
        """Whether a bracket says when or where one sets out: "(buses leave at 19:00)"."""
        count = len(inside.text.split())
        if count > _REMARK and _CLOCK.search(inside.folded):
            return True
        label = any(
            not hit.start and hit.table == "rooms" and hit.key == "label" for hit in self._words.hits(inside)
        )
        return label and count > 1 and inside.text[:1].islower()

    def _is_somebody(self, person: PersonDraft, *, is_late: bool) -> bool:
        """Bare names in brackets count once nothing else in the title is a person."""
        return person.is_certain or (is_late and person.name.text[:1].isupper())


@cache
def bracket_reader(words: Vocabulary) -> BracketReader:
    """The reader of a vocabulary, made once."""
    return BracketReader(words)
