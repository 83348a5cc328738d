"""Titles written as sentences: "Reading aloud. With Ada Example. Town library."."""

import re
from functools import cache

from app.programme.paste import brackets
from app.programme.paste.drafts import GroupDraft, PersonDraft
from app.programme.paste.habits import is_short
from app.programme.paste.kinds import kind_reader
from app.programme.paste.people import people_reader
from app.programme.paste.roles import Label, label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.titleparts import TitleParts
from app.programme.paste.vocabulary import Vocabulary

_END = re.compile(r"[.!?]\s+(?=[\"'(¿¡]?\w)")
_INITIAL = re.compile(r"\s[^\W\d_]\.$")  # of a name: its point belongs to it
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]?")  # "E. A", the last point aside
_AUTHOR = re.compile(r"[^\W\d_][\w'-]+\s(?:[^\W\d_]\.\s?){1,3}")  # a surname, and initials behind it
_MARKS = " .,;:–-"
_NUMBERED = re.compile(r"(?:\d|(?<!\w)(?:[ivx]{1,4}|n°|nr|no))$")
_MOST = 8  # sentences of a title's line


class SentenceReader:
    """Gives the sentences behind a title to people and rooms."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._people = people_reader(words)
        self._labels = label_reader(words)
        self._rooms = room_reader(words)
        self._kinds = kind_reader(words)

    def split(self, parts: TitleParts, *, is_habit: bool) -> None:
        """Take what is no title off the end of a line, sentence by sentence; everything if it is a habit."""
        pieces = self._sentences(parts.title)
        if len(pieces) < 2:  # noqa: PLR2004
            return
        if authors := self._authors(pieces):
            parts.people, parts.title = authors, parts.title.part(pieces[1].start - parts.title.start)
            return
        taken = len(pieces)
        # "Workshop. Title. Place"
        first = 2 if taken > 2 and self._kinds.is_only_kind(pieces[0]) else 1  # noqa: PLR2004
        while taken > first and self._take(parts, pieces[taken - 1], is_habit=is_habit):
            taken -= 1
        if taken < len(pieces):
            end = pieces[taken - 1].end - parts.title.start
            title = parts.title.part(0, end)
            is_stop = title.text.endswith(".") and title.text.count(".") == 1  # it only parted sentences
            parts.title = title.part(0, len(title.text) - 1) if is_stop else title

    def _authors(self, pieces: list[Run]) -> list[PersonDraft]:
        """Who gives a paper, before its title: "Doe J. A., lecturer (City University). Town walks"."""
        people = self._people.people(pieces[0].stripped(" ,;"))
        is_talk = people and not self._people.people(pieces[1]) and not self._labels.role(pieces[1])
        return people if is_talk and all(_AUTHOR.fullmatch(one.name.text) for one in people) else []

    def _take(self, parts: TitleParts, piece: Run, *, is_habit: bool) -> bool:
        bare = piece.stripped(_MARKS.replace(".", "") if _INITIAL.search(piece.text) else _MARKS)
        place = self._unbracketed(bare)
        room = place if self._rooms.is_room(place) else self._rooms.labelled(place)
        if room and not self._people.is_honorific(bare):
            parts.room = parts.room or [room]
            return True
        label = self._labels.role(bare)
        if label and self._kinds.is_only_kind(label.said):
            label = None  # "Panel: Financing", but not "Session chair: Ada Example"
        if label and any(one.has_colon or one.cuts for _, one in self._labels.inside(bare.part(label.end))):
            return False  # "with Ada Example, moderated by Bo Sample"
        people = self._led_by(bare, label)
        is_led = bool(label)
        if not people and (people := self._led_by_kind(bare)):
            is_led = True
        if people and (is_led or is_habit or all(person.is_certain for person in people)):
            for person in people:
                person.role, person.role_run = (label.key, label.said) if label else ("", None)
            parts.people = [*people, *parts.people]
            return True
        if not is_habit or piece.text[-1:] in "?!":
            return False
        if not parts.room and is_short(place):
            parts.room = [place]
        else:
            parts.groups.insert(0, GroupDraft(bare))
        return True

    def _led_by_kind(self, run: Run) -> list[PersonDraft]:
        """People behind what they do: "Opening address: Ada Example, Mayor"."""
        head, mark, _ = run.text.partition(":")
        if not mark or not self._kinds.is_only_kind(run.part(0, len(head))):
            return []
        return self._people.people(run.part(len(head) + 1), sure=True)

    def _led_by(self, run: Run, label: Label | None) -> list[PersonDraft]:
        if label is None:
            return self._people.people(run)
        return self._people.people(run.part(label.end), sure=True, alone=label.is_for_one)

    def _sentences(self, run: Run) -> list[Run]:
        """The sentences of a line; abbreviations and numbers end none."""
        cuts: list[tuple[int, int]] = []
        for match in brackets.outside(run, _END):
            start = cuts[-1][1] if cuts else 0
            head, pointed = run.part(start, match.start()), run.part(start, match.start() + 1)
            if len(cuts) < _MOST and not self._goes_on(head, pointed):
                cuts.append((match.start() + 1, match.end()))
        return run.between(cuts)

    def _goes_on(self, head: Run, pointed: Run) -> bool:
        if not head or head.text.count('"') % 2:
            return True
        if not pointed.text.endswith("."):
            return False
        before, _, last = head.folded.rpartition(" ")
        last = last.strip("(")
        if last.isdigit() and self._is_place(head.part(0, len(before))):
            return False
        if _INITIALS.fullmatch(last) or _NUMBERED.search(last) or self._words.knows(last, "honorifics"):
            return True
        edge = len(head.text) - len("a.")
        return any(hit.table == "honorifics" and hit.end > edge for hit in self._words.hits(pointed))

    def _is_place(self, run: Run) -> bool:
        """Whether the word for a room stands at the end, and nothing else: "Room" 5."""
        return any(hit.table == "rooms" and hit.key == "word" and not hit.start and hit.end == len(run.text)
                   for hit in self._words.hits(run))  # fmt: skip

    def _unbracketed(self, run: Run) -> Run:
        """Without a bracket at the end: "Courtyard (get a ticket first)"."""
        groups = list(brackets.groups(run))
        return run.part(0, groups[-1][0]) if groups and groups[-1][1] >= len(run.text) else run


@cache
def sentence_reader(words: Vocabulary) -> SentenceReader:
    """The reader of a vocabulary, made once."""
    return SentenceReader(words)
