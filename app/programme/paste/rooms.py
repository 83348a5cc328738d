"""Places inside a venue: "(Room Aurora)", "Salle 12", "Venue: ...", "Raum 3", "Zoom"."""

import re
from collections.abc import Sequence
from functools import cache

from app.programme.paste import brackets
from app.programme.paste.remembering import remembered
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Hit, Vocabulary

_LABELLED = re.compile(r"\s?(?:n°|#)?\s?:\s?")
_TAIL = re.compile(r",\s|\s[-–]\s|\s–|\s[|@]\s|\s/\s|;\s")
_IN = re.compile(
    r"\s(?:im|in der|in den|in the|in|at the|at|en el|en la|en|au|a la|dans le|dans la|no|na|em|"
    r"в|во|на|في)\s(?=[^\s])"
)
_DASH = re.compile(r"\s(?:--?|–)\s")
# Single words behind a colon are topics, a hall among them too: "Money, halls, people".
_TOPICS = re.compile(r":\s[^\W\d]+(?:,\s[^\W\d]+){2,}\.?$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_REST = re.compile(
    r"[^\u3400-\u9fff:]{0,6}|[^:]{0,3}[一二三四五六七八九十东南西北中负\d层楼号厅室座区内外处]{1,3}"
)
_ARTICLES = {"", "the", "die", "der", "das", "la", "le", "el", "a", "o", "no", "na", "im", "au"}
_COMPOUND = re.compile(r"-[^\W\d_]{3}")  # "café-croissants"
_SIGNED = re.compile(r"\s\d{1,4}[a-z]?|\s[A-Z]")  # "Committee room 2"
_SHORT = 3  # words of a room that begins with "room"
_MOST_BEHIND = 3  # words of a room behind a dash, the dash included
_MOST_WORDS = 11
_LONGEST_NAME = 4  # signs of a Chinese name
_CODES = re.compile(
    r"[A-Z]{1,2}-?\d{3,4}[a-z]?(?:\s?(?:[-–/,&]|and|und|et|y|e|и)\s?[A-Z]{1,2}-?\d{3,4}[a-z]?)*"
)
_LEADING = re.compile(r"^(?P<room>[^:\n]{2,40}?)(?:\s?:\s|\s[-–]\s|\s?–\s)(?=\S)")


class RoomReader:
    """Tells rooms from other runs and cuts them off titles."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words

    def ends_in(self, run: Run) -> bool:
        """Whether a bracket at the end says where, so that a name may follow: "Wells (Room 3), Jane Doe"."""
        last = [*brackets.groups(run)][-1:]
        return bool(last) and last[0][1] >= len(run.text) and self.is_room(last[0][2])

    @remembered
    def is_room(self, run: Run) -> bool:
        """Whether the whole run names a place inside a venue, or is a room's code: "C104"."""
        return _CODES.fullmatch(run.text) is not None or self._is_named(run)

    def _is_named(self, run: Run) -> bool:
        count = len(run.text.split())
        if not run or count > _MOST_WORDS or run.text[-1] in "?!" or (run.text[-1] == "." and count > 4):  # noqa: PLR2004
            return False
        hits = [hit for hit in self._words.of(run, "rooms") if not _COMPOUND.match(run.text, hit.end)]
        if not hits or self._is_activity(run) or self._is_event(run) or self._is_office(run):
            return False
        first, last = hits[0], max(hits, key=lambda hit: hit.end)
        if first.key == "online":
            return first.start == 0 and count <= 4  # noqa: PLR2004
        words = [hit for hit in hits if hit.key in {"word", "weak"}]
        if not words:
            return False
        if _HAN.search(run.text):
            return len(run.text) <= 24 and self._ends_in_han(run, words)  # noqa: PLR2004
        is_end = last.end >= len(run.text) - 1 or _SIGNED.fullmatch(run.text, last.end) is not None
        ends = is_end and run.text[:1].isupper() and count <= 4  # noqa: PLR2004
        comma = run.text.find(",")
        parts = comma > 0 and words[0].start < comma and count <= 8 and words[0].key == "word"  # noqa: PLR2004
        numbered = re.match(r"\d{1,4}[a-z]?[,\s]", run.folded) is not None
        return self._begins(run, words[0]) or ends or numbered or parts

    def _ends_in_han(self, run: Run, rooms: Sequence[Hit]) -> bool:
        """Whether a Chinese place stands at the end, before what a bracket adds; nothing is said of it."""
        bracket = run.text.find("(")
        end = bracket if bracket > 0 else len(run.text)
        return ":" not in run.text[:end] and any(_HAN_REST.fullmatch(run.text, hit.end, end) for hit in rooms)

    def _begins(self, run: Run, word: Hit) -> bool:
        """Whether the run begins with a room: "Room Aurora", "Level 3", but not "Building bridges"."""
        before = run.folded[: word.start].strip(" .0123456789")
        if before not in _ARTICLES:
            return False
        rest = run.text[word.end :].strip()
        if word.key == "weak" and rest and not re.match(r"[,(–-]|\w?\d|[A-Z](?!\w)|n°", rest):
            return False
        if rest[:1] in "–-" and len(rest.split()) > _MOST_BEHIND:
            return False  # "Garden – Getting to know the birds"
        small = [word for word in run.text.split()[1:] if word[:1].islower() and len(word) > 3]  # noqa: PLR2004
        return len(small) <= 2  # noqa: PLR2004 - not a sentence that happens to begin with a room

    def may_be_event(self, run: Run) -> bool:
        """Whether the last word of a place is an event as well: "Rooftop reception"."""
        last = {hit.table for hit in self._words.hits(run) if hit.start and hit.end >= len(run.text)}
        return {"rooms", "kinds"} <= last

    def _is_event(self, run: Run) -> bool:
        """Whether all of a run is a kind of session, and not the name of a room as well: "Aula magna"."""
        is_room = " " in run.text and self._words.whole(run, "rooms") is not None
        return self._words.whole(run, "kinds") is not None and not is_room

    def labelled(self, run: Run) -> Run | None:
        """The place behind a label: "Venue: Town hall"."""
        for hit in self._words.hits(run):
            is_label = hit.start == 0 and hit.table == "rooms" and hit.key == "label"
            if is_label and (match := _LABELLED.match(run.folded, hit.end)):
                return run.part(match.end()) or None
        return None

    def leading(self, run: Run, *, named: bool = False) -> tuple[Run, Run] | None:
        """A room before the title: "Room A: Title", "[Room 3] Title"; if `named`, also "Library: Title"."""
        for start, end, inside in brackets.groups(run):
            if start == 0 and self.is_room(inside):
                return inside, run.part(end)
            break
        head = run.text.rpartition(", ")[0]
        has_room = any(hit.end <= len(head) for hit in self._words.of(run, "rooms"))
        said = run.part(len(head) + 2) if head and has_room else None
        if said and self._words.whole(said, "kinds") and self.is_room(run.part(0, len(head))):
            return run.part(0, len(head)), said  # "Foyer, Old Mill, Coffee break"
        match = _LEADING.match(run.folded)
        room = run.part(*match.span("room")) if match else None
        is_named = named and room and match and ":" in match[0] and "(" not in match[0] and self.is_room(room)
        if match and room and (is_named or self._is_numbered(room)):
            return room, run.part(match.end())
        return None

    def trailing(self, run: Run) -> tuple[Run, Run] | None:
        """A room at the end of a title, behind a comma, a dash or "in the"."""
        if _TOPICS.search(run.text):
            return None
        for match in reversed(list(brackets.outside(run, _TAIL))):
            tail = run.part(match.end())
            if self.is_room(tail) or (label := self.labelled(tail)):
                return run.part(0, match.start()), (tail if self.is_room(tail) else label or tail)
        colon = run.text.rfind(": ")
        behind = run.part(colon + 2) if colon > 0 else None
        if behind and behind.text[-1:].isdigit() and self.is_room(behind) and self._is_numbered(behind):
            return run.part(0, colon), behind  # "Group A: Room 101"
        if parted := self._behind_blank(run):
            return parted
        for match in _IN.finditer(run.folded):
            tail, head = run.part(match.end()), run.part(0, match.start())
            if len(head.text.split()) <= 4 and self.is_room(tail) and self._is_pause(head):  # noqa: PLR2004
                return head, tail
        return None

    def _behind_blank(self, run: Run) -> tuple[Run, Run] | None:
        """A Chinese title, and behind a blank the place: "开幕式 市民广场"; a name there is somebody's."""
        place = run.text.find(" ")
        if place < 0 or run.text.count(" ") > 1 or not _HAN.match(run.text, place + 1):
            return None
        head, tail = run.part(0, place), run.part(place + 1)
        is_title = place > _LONGEST_NAME or any(hit.table == "kinds" for hit in self._words.hits(head))
        return (head, tail) if is_title and not self.is_room(head) and self.is_room(tail) else None

    def without_remark(self, place: Run) -> tuple[Run, list[Run]]:
        """A place, and what a bracket behind it says that is no part of it: "Town Hall (by invitation)"."""
        for start, end, inside in brackets.groups(place):
            is_told = self._words.whole(inside, "notes") or inside.text[:1].islower()
            is_place = any(letter.isdigit() for letter in inside.text) or self._words.of(inside, "rooms")
            if start and end >= len(place.text) and is_told and not is_place:
                return place.part(0, start).stripped(" "), [inside]
        return place, []

    def unsettled(self, run: Run) -> tuple[Run, Run] | None:
        """A title, and behind a dash that its place is still open: "Reception – venue TBC"."""
        if not self._words.of(run, "tbc"):
            return None
        match = next(reversed(list(brackets.outside(run, _DASH))), None)
        tail = run.part(match.end()) if match else None
        label = self._words.first(tail, "rooms") if tail else None
        if match is None or tail is None or label is None or label.key not in {"label", "word"}:
            return None
        is_open = self._words.whole(tail.part(label.end).stripped(" :()"), "tbc") is not None
        return (run.part(0, match.start()), tail) if is_open and match.start() else None

    def _is_numbered(self, run: Run) -> bool:
        hit = next(iter(self._words.of(run, "rooms")), None)
        if hit is None or hit.key == "online" or hit.start:
            return False
        rest = run.text[hit.end :].strip()
        return bool(rest) and len(rest.split()) <= 3 and not self._is_activity(run)  # noqa: PLR2004

    def _is_pause(self, run: Run) -> bool:
        return any(
            hit.table == "kinds" and hit.key in {"meal", "break", "registration", "networking"}
            for hit in self._words.hits(run)
        )

    def _is_office(self, run: Run) -> bool:
        """Whether an office stands before a body that sounds like a place: "Coordinator, Lough Yard".

        In Chinese it stands behind it, at the end: somebody is the head of a library.
        """
        ends = {run.text.find(",")} | ({len(run.text)} if _HAN.search(run.text) else set())
        return any(
            hit.table == "words" and hit.key == "position" and hit.end in ends
            for hit in self._words.hits(run)
        )

    def _is_activity(self, run: Run) -> bool:
        label = next(
            (hit for hit in self._words.hits(run) if hit.table == "rooms" and hit.key == "label"), None
        )
        if label and not label.start and len(run.text.split()) <= _SHORT:
            return False  # "Room Anchor"
        rooms = [(hit.start, hit.end) for hit in self._words.hits(run) if hit.table == "rooms"]
        return any(
            hit.table in {"kinds", "roles"}
            and not any(start <= hit.start and hit.end <= end for start, end in rooms)
            for hit in self._words.hits(run)
        )


@cache
def room_reader(words: Vocabulary) -> RoomReader:
    """The reader of a vocabulary, made once."""
    return RoomReader(words)
