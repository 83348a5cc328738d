"""What a title's line says beside the title: people, room, length, remarks."""

import re
from functools import cache
from itertools import islice

from app.programme.paste import brackets
from app.programme.paste.addresses import address_reader
from app.programme.paste.drafts import GroupDraft, PersonDraft
from app.programme.paste.habits import DASH, Habits, is_short, squared, titled_tail
from app.programme.paste.kinds import kind_reader
from app.programme.paste.labelled import labelled_reader
from app.programme.paste.lengths import length_reader
from app.programme.paste.numbered import unnumbered
from app.programme.paste.people import people_reader
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.sentences import sentence_reader
from app.programme.paste.titlebrackets import bracket_reader
from app.programme.paste.titleparts import EDGES, TitleParts, trimmed
from app.programme.paste.unconfirmed import unconfirmed_reader
from app.programme.paste.vocabulary import Vocabulary

_TAIL = re.compile(
    r"(?<=[\u3400-\u9fff\"])\s{1,4}(?=[\u3400-\u9fff])|(?<=\")\s(?=[^\W\d_a-zа-я])|(?<=[\u3400-\u9fff])/(?=[\u3400-\u9fff])|:(?=[\u3400-\u9fff])|\.\s|–{2}|\s[-–]\s|:\s|,\s|\s\|\s|\s/{1,2}\s|\s?–\s"
)
_QUOTED = re.compile(r"(?P<title>\"[^\"]{3,200}\")\s?[,–-]\s?(?=\S)")
_QUOTE = re.compile(r"\".*\"\.?")
_ASKED = re.compile(r"(?<=[?!])\"?\s")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_LABEL = re.compile(r"[,;]\s?[\u3400-\u9fff]{2,6}:(?=[\u3400-\u9fff])")  # whatever it says
_BEHIND_QUOTES = {":", "-", "–", "|"}
_NUMBERED_ROOM = re.compile(r"[^\W\d_]{3}\.?\s?\d{1,4}\w?$")
_DASHES = {"-", "–", "––"}
_REMARK = re.compile(r"\s[-–|]\s|\s?–\s|[,;]\s")
_STRONG_TAIL = {"", ".", "-", "–", "––", "|", "/", "//"}
_HEAD = re.compile(
    r":\s|:(?=[\u3400-\u9fff])|\s[-–]\s|\s?–\s|,\s(?=\")|\s\|\s|\.\s(?=\")|(?<=\))[.,]\s|;\s|\s(?=\")"
)
_GIVEN = re.compile(r":\s|\.\s|,\s|\s[-–]\s|\s?–\s")  # between what is given and who gives it
_SHORT, _LONG = 2, 12  # words of a title
_MOST_TAILS = 13
_SERIES = 3  # names that follow each other
_FEW_TAILS = 3  # of a line so long that looking at every end of it takes its time
_LONG_LINE = 400
_NO_HABITS = Habits()
_LONGEST = 1_500  # beyond, a line is no title with people, whatever stands in it
_WELCOMING = {"opening", "closing", "keynote", "address", "presentation", "launch", "discussion"}
_ADDRESSING = {"opening", "closing", "keynote", "address"}  # what a bare name may follow: "Welcome: Jane Doe"
_CODE = re.compile(r"(?:[A-Z]{1,4}[ .-]?)?\d{1,3}(?:[.-]\d{1,3})?[.:)]?")


class TitleReader:
    """Takes the lines of titles apart."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._people = people_reader(words)
        self._labels = label_reader(words)
        self._rooms = room_reader(words)
        self._kinds = kind_reader(words)
        self._lengths = length_reader(words)
        self._unconfirmed = unconfirmed_reader(words)
        self._sentences = sentence_reader(words)
        self._addresses = address_reader(words)
        self._labelled = labelled_reader(words)
        self._brackets = bracket_reader(words)

    def split(self, run: Run, habits: Habits = _NO_HABITS) -> TitleParts:
        """The parts of a title's line."""
        if len(run.text) > _LONGEST:
            return TitleParts(unnumbered(run.stripped(EDGES), self._words))
        if named := self._labels.title_inside(run):
            parts = self.split(run.part(0, named[0]), habits)
            parts.lead, parts.title = parts.title, run.part(named[1])
            return parts
        parts = TitleParts(unnumbered(run.stripped(EDGES), self._words))
        self._addresses.introduce(parts)
        self._labelled.take_leading(parts)
        if habits.has_leading_names or habits.has_bracketed_heads:
            self._take_head(parts, habits)
        self._take_room_before(parts, habits)
        self._take_place(parts)
        if habits.has_lengths:
            self._lengths.take_between(parts)
        self._lengths.take(parts)
        self._take_numbered_room(parts)
        self._take_asked(parts)
        self._brackets.take(parts, with_bodies=habits.has_bracketed_bodies)
        if parts.people:
            self._addresses.quote(parts, parts.people)
        if habits.has_squared_rooms and not parts.room and squared(parts.title):
            self._brackets.take_room(parts)
        self._unconfirmed.take(parts)
        self._take_note(parts)
        self._sentences.split(parts, is_habit=habits.has_sentences)
        self._labelled.take(parts)
        if not parts.people:
            self._take_head(parts, habits)
        if not parts.people or all(person.role_run for person in parts.people):
            self._take_tail(parts, habits)
        self._lengths.take(parts)
        self._brackets.take(parts, ":–-", with_bodies=habits.has_bracketed_bodies)
        if habits.has_bracketed_rooms and not parts.room:
            self._brackets.take_room(parts)
        self._take_room_behind(parts)
        self._take_behind_quotes(parts)
        self._take_lead(parts)
        self._unconfirmed.leave(parts, run)
        parts.title = trimmed(parts.title, is_cut=parts.title.end < run.end - 1)
        return parts

    def is_code(self, run: Run) -> bool:
        """Whether a title's place holds only the number of a paper, and the title stands below: "O-12"."""
        return _CODE.fullmatch(run.text) is not None and not self._rooms.is_room(run)

    def _take_lead(self, parts: TitleParts) -> None:
        """A group of which only the leader is said: "Group A (Room 3): facilitator Ada Example"."""
        label = self._labels.role(parts.title) if parts.lead else None
        if label and parts.lead and self._labelled.enter(parts, parts.title.part(label.end), label):
            parts.title, parts.lead = parts.lead, None

    def _take_note(self, parts: TitleParts) -> None:
        """A remark at the end: "Tape and dust – online"."""
        for match in brackets.outside(parts.title, _REMARK):
            tail = parts.title.part(match.end())
            if self._words.whole(tail, "notes"):
                parts.notes.append(tail)
                parts.title = parts.title.part(0, match.start())
                return

    def _take_behind_quotes(self, parts: TitleParts) -> None:
        """A body behind a title in quotation marks: "Reading with grandmother", Silver Age Club."""
        match = _QUOTED.match(parts.title.text)
        body = parts.title.part(match.end()) if match else None
        if match and body and is_short(body) and self._people.has_known(body):
            parts.groups.append(GroupDraft(body))
            parts.title = parts.title.part(0, match.end("title"))

    def _take_room_before(self, parts: TitleParts, habits: Habits) -> None:
        mark = DASH.search(parts.title.text) if habits.has_leading_places else None
        if mark and mark.start():
            parts.room.append(parts.title.part(0, mark.start()))
            parts.title = parts.title.part(mark.end())
            return
        found = self._rooms.leading(parts.title)
        if found and found[1] and not self._rooms.ends_in(found[0]):
            parts.room.append(found[0])
            parts.title = found[1].stripped(EDGES)

    def _take_room_behind(self, parts: TitleParts) -> None:
        if parts.room or self._kinds.names_destination(parts.title):
            return
        if found := self._rooms.unsettled(parts.title):
            parts.title = found[0].stripped(EDGES)
            parts.notes.append(found[1])
        found = self._rooms.trailing(parts.title)
        if found and found[0]:
            parts.title = found[0].stripped(EDGES)
            place, remarks = self._rooms.without_remark(found[1])
            parts.room.append(place)
            parts.notes += remarks
            if not parts.people:
                self._brackets.take(parts)

    def _take_numbered_room(self, parts: TitleParts) -> None:
        """A room with its number behind people: "Manga – led by Ms Doe, Room 14"."""
        found = self._rooms.trailing(parts.title)
        if not found or not found[0] or parts.room:
            return
        hit = self._words.whole(found[1], "rooms")
        is_known = hit is not None and hit.key == "word" and not self._people.has_known(found[1])
        if is_known or _NUMBERED_ROOM.search(found[1].text):
            parts.title = found[0].stripped(EDGES)
            parts.room.append(found[1])

    def _take_place(self, parts: TitleParts) -> None:
        """Whatever stands behind the sign for places: "Bread and ink @ Old Mill"."""
        head, sign, _ = run.text.rpartition(" @ ") if (run := parts.title) else ("", "", "")
        place = run.part(len(head) + len(sign)) if sign else None
        if place and head and is_short(place) and not parts.room:
            parts.room.append(place)
            parts.title = run.part(0, len(head)).stripped(EDGES)

    def _take_asked(self, parts: TitleParts) -> None:
        """People behind a question: "Who pays? Ada Example (City of X) with Bo Sample"."""
        run = parts.title
        for match in brackets.outside(run, _ASKED):
            tail = run.part(match.end())
            people = self._people.people(tail)
            is_labelled = any(label.has_colon or label.cuts for _, label in self._labels.inside(tail))
            if people and not is_labelled and all(person.is_certain for person in people):
                parts.people += people
                parts.title = run.part(0, match.start())
                return

    def _take_head(self, parts: TitleParts, habits: Habits) -> None:
        """People before the title: "Y. Nakagawa (Metro Lab): Buses as classrooms"."""
        for match in brackets.outside(parts.title, _HEAD):
            head, tail = parts.title.part(0, match.start()), parts.title.part(match.end())
            is_unusual = match[0] == ", " and not (habits.has_bracketed_heads or tail.text.startswith('"'))
            if not tail or len(head.text) > 160 or is_unusual:  # noqa: PLR2004
                continue
            people = self._people.people(head) or (self._giving(head, parts) if match[0].strip() else [])
            is_quoted = tail.text.startswith('"') and head.text[:1].isupper()
            is_quoted = is_quoted or (habits.has_leading_names and match[0].startswith(":"))
            is_quoted = is_quoted or (habits.has_bracketed_heads and match[0] == ", ")
            if not any(person.is_certain or is_quoted for person in people):
                continue
            if not all(person.is_certain or self._people.names.is_name(person.name) for person in people):
                continue
            mark = match[0].strip()
            are_bracketed = head.text.endswith(")") and all(person.is_bracketed for person in people)
            if mark in {".", ","} and are_bracketed:
                mark = ":"  # "Jane Doe (City of X). Wells"
            if mark != ":" and self._people.has_known(tail) and not tail.text.startswith('"'):
                continue  # "Ms A – Director of B": an affiliation, no title
            others = self._people.people(tail)
            # A talk may be about a room: "Jane Doe (Graz): The reading hall as a stage".
            is_talk = mark == ":" and (habits.has_leading_names or match[0][0] in ".,")
            if (not is_talk and self._rooms.is_room(tail)) or any(
                one.is_certain or mark != ":" for one in others
            ):
                continue
            parts.people += people
            parts.title = tail.stripped(EDGES)
            return

    def _giving(self, head: Run, parts: TitleParts) -> list[PersonDraft]:
        """People behind what they give, before its title: "Keynote – Jane Doe (City of X): Wells"."""
        match = _GIVEN.search(head.folded)
        said = head.part(0, match.start()) if match else None
        if said is None or match is None or not self._kinds.is_only_kind(said):
            return []
        people = self._people.people(head.part(match.end()))
        if people:
            parts.said_kind = self._kinds.kind(said)
        return people

    def _take_tail(self, parts: TitleParts, habits: Habits) -> None:
        """People behind the title: "Buses as classrooms – Y. Nakagawa, Metro Lab"."""
        run = parts.title
        if self._addresses.take(parts) or (habits.has_titled_tails and self._take_titled(parts)):
            return
        most = _MOST_TAILS if len(run.text) <= _LONG_LINE else _FEW_TAILS
        for match in islice(brackets.outside(run, _TAIL), most):
            head, tail = run.part(0, match.start()), run.part(match.end())
            if not head or not tail or (match[0][0] == "." and self._is_abbreviated(head)):
                continue
            mark = match[0].strip()
            if mark == ":" and _QUOTE.fullmatch(tail.text):
                return  # "Talk 4: "Guilt, shame and fear"": a title, though it lists capitals
            if mark in _DASHES and self._is_nobody(tail):
                parts.groups.append(GroupDraft(tail))
                parts.title = head.stripped(EDGES)
                return
            people = self._people_behind(head, tail, match[0], habits)
            if people and self._may_join(people, parts):
                parts.people = [*people, *parts.people]
                parts.title = head.stripped(EDGES)
                self._addresses.quote(parts, people)
                return
        for match in _HAN_LABEL.finditer(run.folded):
            if people := self._people.people(run.part(match.end())):
                parts.people, parts.title = [*people, *parts.people], run.part(0, match.start())
                return
        whole = self._people.people(run)
        if whole and all(person.is_titled for person in whole):
            parts.people, parts.title = [*whole, *parts.people], run.part(0, 0)

    def _take_titled(self, parts: TitleParts) -> bool:
        """Somebody with an honorific right behind the title: "How we began Prof. Jane Doe"."""
        tail = titled_tail(parts.title, self._words)
        if not tail or not (people := self._people.people(tail)):
            return False
        parts.people = [*people, *parts.people]
        parts.title = parts.title.part(0, tail.start - parts.title.start).stripped(EDGES)
        return True

    def _people_behind(self, head: Run, tail: Run, sign: str, habits: Habits) -> list[PersonDraft]:
        """Those a tail names, when it is no part of the title; `sign` stands before it, with its spaces."""
        mark = sign.strip()
        people = self._people.people(tail) or self._led_by_office(head, tail, mark) or self._behind_kind(tail)
        if not people or self._is_phrase(people, mark) or (mark == ":" and self._goes_on(tail, people[0])):
            return []
        is_habit = sign in habits.name_marks and self._are_names(people)
        return people if is_habit or self._is_meant(head, people, mark) else []

    def _goes_on(self, tail: Run, first: PersonDraft) -> bool:
        """Whether the title goes on behind a colon: "Conversation: Behind walls – Reverend Jane Doe"."""
        dash = DASH.search(tail.text, 0, max(0, first.name.start - tail.start))
        return (
            dash is not None and dash.start() > 0 and not self._people.is_position(tail.part(0, dash.start()))
        )

    def _is_nobody(self, run: Run) -> bool:
        """Whether a run speaks of people without saying who: "somebody from the town", "all participants"."""
        return any(
            hit.start == 0 and hit.table == "groups" and hit.key == "open" for hit in self._words.hits(run)
        )

    def _led_by_office(self, head: Run, tail: Run, mark: str) -> list[PersonDraft]:
        """People behind what only says the kind, each with an office: "Opening: Mayor Jane Doe"."""
        return self._people.officials(tail) if mark == ":" and self._kinds.is_only_kind(head) else []

    def _behind_kind(self, run: Run) -> list[PersonDraft]:
        """People behind what they give: "Wells: lecture Prof. Jane Doe"."""
        hit = self._words.first(run, "kinds")
        people = self._people.people(run.part(hit.end)) if hit else []
        return people if all(one.is_certain for one in people) else []

    def _are_names(self, people: list[PersonDraft]) -> bool:
        return all(self._people.names.is_name(person.name) for person in people)

    def _may_join(self, people: list[PersonDraft], parts: TitleParts) -> bool:
        """Whether people may stand before others with labels: "Title – A, B (City of X); chair: C"."""
        return not parts.people or all(person.is_certain or len(people) > 1 for person in people)

    def _is_abbreviated(self, head: Run) -> bool:
        """Whether the point behind it belongs to the last word: "M. Dupont", "Dr. Jones"."""
        last = head.folded.rpartition(" ")[2].strip("(")
        return (
            len(last) == 1
            or self._words.knows(last, "honorifics")
            or any(
                hit.end > len(head.text) - 2 and hit.table == "honorifics" for hit in self._words.hits(head)
            )
        )

    def _are_series(self, head: Run, people: list[PersonDraft]) -> bool:
        """Whether bare names follow what they give: "Testimonies: Jane Doe, Joe Roe, Jo Bell"."""
        is_series = len(people) >= _SERIES and self._kinds.kind(head) is not None
        return is_series and self._are_names(people) and not any(one.has_affiliation for one in people)

    def _is_meant(self, head: Run, people: list[PersonDraft], mark: str) -> bool:
        words = len(head.text.split())
        is_told = mark == "." and (words > _SHORT or len(people) > 1)
        is_name = self._people.names.is_name(people[0].name)
        if is_told and len(people[0].name.text.split()) <= _SHORT + 1:
            return people[0].is_certain or is_name
        is_quoted = head.text.endswith('"') and (mark or not _HAN.search(head.text))
        if is_quoted or mark in {".", "/", "//"}:
            are_listed = "/" in mark and (len(people) > 1 or self._kinds.is_only_kind(head))
            may_be_bare = are_listed or (is_quoted and (mark in _BEHIND_QUOTES or self._is_given(head)))
            return people[0].is_certain or (may_be_bare and self._are_names(people))
        if people[0].is_titled:
            return mark != "," or words <= _LONG
        is_strong = mark in _STRONG_TAIL or (
            mark == ":" and (_are_listed(people) or self._are_series(head, people))
        )
        if is_strong or (mark == "," and (people[0].is_bracketed or self._rooms.ends_in(head))):
            return is_name or (is_strong and people[0].is_certain)
        kind = self._kinds.kind(head)
        if kind is None or kind[0] not in _WELCOMING:
            return False
        is_address = kind[0] in _ADDRESSING
        if not self._kinds.is_only_kind(head):  # "Opening of the conference, Jane Doe, Mayor of Lakeside"
            is_told = bool(people[0].position or people[0].role) and words <= _LONG
            is_speaker = is_name and is_address and mark == "," and is_told
        else:
            is_cased = people[0].name.text[:1].isupper() and not self._names_something(head)
            is_speaker = people[0].is_certain or (mark == ":" and is_cased and is_address)
        return is_speaker

    def _is_given(self, head: Run) -> bool:
        """Whether a quotation says before a colon that it is a talk: 'Invited talk: "Wells"'."""
        said = head.part(0, head.text.find(': "')) if ': "' in head.text else None
        kind = self._kinds.kind(said) if said else None
        return kind is not None and kind[0] in {"presentation", "keynote"}

    def _is_phrase(self, people: list[PersonDraft], mark: str) -> bool:
        """Whether a small word goes on behind a comma: "Talk: Care of Wells, in the North"."""
        if mark != ":" or people[0].is_titled:
            return False
        bodies = [*people[0].position, *people[0].organisation]
        first = bodies[0].text.split()[0] if bodies else ""
        return first.islower() and self._words.knows(first, "small")

    def _names_something(self, head: Run) -> bool:
        """Whether the last word before a colon is a thing with a name: "Opening and exhibition: Old Maps"."""
        last = self._words.of(head, "kinds")[-1:]
        return bool(last) and last[0].key not in _ADDRESSING


def _are_listed(people: list[PersonDraft]) -> bool:
    """Whether several people follow each other, each with a bracket: "A. Doe (City of X), B. Roe (Y)"."""
    return len(people) > 1 and all(person.is_bracketed for person in people)


@cache
def title_reader(words: Vocabulary) -> TitleReader:
    """The reader of a vocabulary, made once."""
    return TitleReader(words)
