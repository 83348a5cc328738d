"""What a title's line says beside the title: people, room, length, remarks."""

import re
from functools import cache

from app.programme.paste import brackets
from app.programme.paste.addresses import address_reader
from app.programme.paste.clocks import clock_reader
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.habits import Habits, is_short, squared
from app.programme.paste.kinds import kind_reader
from app.programme.paste.people import people_reader
from app.programme.paste.roles import Label, label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.sentences import sentence_reader
from app.programme.paste.titleparts import TitleParts
from app.programme.paste.vocabulary import Vocabulary

_EDGES = " :-–|•,;→*#_~>"
_NUMBER = re.compile(r"^(?:\(?\d{1,2}[.)]|\d{1,2}\s[-–]|[a-zA-Z]\)|#\d{1,2})\s+(?=\D)|^[•*▪-]\s+")
_TAIL = re.compile(
    r"(?<=[\u3400-\u9fff\"])\s(?=[\u3400-\u9fff])|(?<=\")\s(?=[^\W\d_a-zа-я])|:(?=[\u3400-\u9fff])|\.\s|\s[-–]\s|:\s|,\s|\s\|\s|\s/{1,2}\s|\s?–\s"
)
_QUOTED = re.compile(r"(?P<title>\"[^\"]{3,200}\")\s?[,–-]\s?(?=\S)")
_ASKED = re.compile(r"(?<=[?!])\"?\s")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_LABEL = re.compile(r"[,;]\s?[\u3400-\u9fff]{2,6}:(?=[\u3400-\u9fff])")  # whatever it says
_DASHES = {"-", "–"}
_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]\.$")  # of a name: its point belongs to it
_REMARK = re.compile(r"\s[-–|]\s|\s?–\s|[,;]\s")
_PAUSES = {"visit", "meal", "break", "registration", "networking"}  # "(Monte Verde)" is a place there
_STRONG_TAIL = {"", ".", "-", "–", "|", "/", "//"}
_HEAD = re.compile(r":\s|:(?=[\u3400-\u9fff])|\s[-–]\s|\s?–\s|,\s(?=\")|\s\|\s|\.\s(?=\")|;\s|\s(?=\")")
_SHORT, _LONG = 2, 12  # words of a title
_MOST_TAILS = 12
_NO_HABITS = Habits()
_LONGEST = 1_500  # beyond, a line is no title with people, whatever stands in it
_WELCOMING = {"opening", "closing", "keynote", "address", "presentation", "launch", "discussion"}
_ADDRESSING = {"opening", "closing", "keynote", "address"}  # what a bare name may follow: "Welcome: Jane Doe"


class TitleReader:
    """Takes the lines of titles apart."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._people = people_reader(words)
        self._labels = label_reader(words)
        self._rooms = room_reader(words)
        self._kinds = kind_reader(words)
        self._clocks = clock_reader(words)
        self._sentences = sentence_reader(words)
        self._addresses = address_reader(words)

    def split(self, run: Run, habits: Habits = _NO_HABITS) -> TitleParts:
        """The parts of a title's line."""
        parts = TitleParts(self.unnumbered(run.stripped(_EDGES)))
        if len(run.text) > _LONGEST:
            return parts
        self._take_room_before(parts)
        self._take_place(parts)
        self._take_duration(parts)
        self._take_asked(parts)
        self._take_brackets(parts)
        if habits.has_squared_rooms and not parts.room and squared(parts.title):
            self._take_bracketed_room(parts)
        self._take_tbc(parts)
        self._take_note(parts)
        self._sentences.split(parts, is_habit=habits.has_sentences)
        self._take_labelled(parts)
        if not parts.people:
            self._take_head(parts, habits)
        if not parts.people or all(person.role_run for person in parts.people):
            self._take_tail(parts, habits)
        self._take_duration(parts)
        self._take_brackets(parts, marks=":–-")
        if habits.has_bracketed_rooms and not parts.room:
            self._take_bracketed_room(parts)
        self._take_room_behind(parts)
        self._take_behind_quotes(parts)
        self._take_lead(parts)
        self._leave_unconfirmed(parts)
        parts.title = self._trimmed(parts.title)
        return parts

    def _leave_unconfirmed(self, parts: TitleParts) -> None:
        """What is not confirmed is the person before the bracket: "Keynote: Jane Doe (tbc)"."""
        for run in [*parts.tbc]:
            before = [one for one in parts.people if parts.title.end <= one.name.start < run.start]
            last = max(before, key=lambda one: one.name.start, default=None)
            if last is not None and last.tbc is None:
                last.tbc = run
                parts.tbc.remove(run)

    def _take_lead(self, parts: TitleParts) -> None:
        """A group of which only the leader is said: "Group A (Room 3): facilitator Ada Example"."""
        label = self._labels.role(parts.title) if parts.lead else None
        if label and parts.lead and self._enter(parts, parts.title.part(label.end), label):
            parts.title, parts.lead = parts.lead, None

    def _take_note(self, parts: TitleParts) -> None:
        """A remark at the end: "Tape and dust – online"."""
        for match in brackets.outside(parts.title, _REMARK):
            tail = parts.title.part(match.end())
            if self._words.whole(tail, "notes"):
                parts.notes.append(tail)
                parts.title = parts.title.part(0, match.start())
                return

    def unnumbered(self, run: Run) -> Run:
        """Without the number or bullet of an item."""
        match = _NUMBER.match(run.text)
        return run.part(match.end()) if match else run

    def _take_behind_quotes(self, parts: TitleParts) -> None:
        """A body behind a title in quotation marks: "Reading with grandmother", Silver Age Club."""
        match = _QUOTED.match(parts.title.text)
        body = parts.title.part(match.end()) if match else None
        if match and body and is_short(body) and self._people.has_known(body):
            parts.groups.append(body)
            parts.title = parts.title.part(0, match.end("title"))

    def _trimmed(self, run: Run) -> Run:
        run = run.stripped(_EDGES)
        if run.text.endswith(".") and run.text.count(".") == 1 and len(run.text.split()) <= 3:  # noqa: PLR2004
            run = run.part(0, len(run.text) - 1)
        return run.part(0, len(run.text) - 1) if run.text.endswith(("(", "[")) else run

    def _take_room_before(self, parts: TitleParts) -> None:
        found = self._rooms.leading(parts.title)
        if found and found[1]:
            parts.room.append(found[0])
            parts.title = found[1].stripped(_EDGES)

    def _take_room_behind(self, parts: TitleParts) -> None:
        if parts.room:
            return
        found = self._rooms.trailing(parts.title)
        if found and found[0]:
            parts.title = found[0].stripped(_EDGES)
            parts.room.append(found[1])

    def _take_place(self, parts: TitleParts) -> None:
        """Whatever stands behind the sign for places: "Bread and ink @ Old Mill"."""
        head, sign, _ = run.text.rpartition(" @ ") if (run := parts.title) else ("", "", "")
        place = run.part(len(head) + len(sign)) if sign else None
        if place and head and is_short(place) and not parts.room:
            parts.room.append(place)
            parts.title = run.part(0, len(head)).stripped(_EDGES)

    def _take_duration(self, parts: TitleParts) -> None:
        found = self._clocks.duration(parts.title)
        if found and found[0] and 0 < found[2] <= 24 * 60:
            is_bracketed = parts.title.text[found[0]] == "("
            before = parts.title.text[: found[0]].rstrip()[-1:]
            if is_bracketed or before in ",;:-–|":
                parts.duration, parts.duration_run = found[2], parts.title.part(found[0])
                parts.title = parts.title.part(0, found[0]).stripped(_EDGES)

    def _take_brackets(self, parts: TitleParts, marks: str = ":") -> None:
        for _ in range(4):
            group = next((group for group in reversed(list(brackets.groups(parts.title)))), None)
            if group is None or not self._is_at_an_end(parts.title, group[1], marks):
                return
            start, end, inside = group
            if not start or not self._placed(parts, inside, is_late="–" in marks):
                return
            before, after = brackets.without(parts.title, start, end)
            if after.stripped(_EDGES + "."):
                parts.lead, parts.title = before, after.stripped(_EDGES)
            else:
                parts.title = before.stripped(_EDGES)

    def _take_bracketed_room(self, parts: TitleParts) -> None:
        """A bracket nobody knows, where other titles of the text have their rooms."""
        group = next((group for group in reversed(list(brackets.groups(parts.title)))), None)
        is_name = group is not None and not group[2].text[:1].islower()  # "(sign up first)" is none
        if group and is_name and group[0] and group[1] >= len(parts.title.text) and is_short(group[2]):
            parts.room.append(group[2])
            parts.title = parts.title.part(0, group[0])

    def _is_at_an_end(self, run: Run, end: int, marks: str) -> bool:
        rest = run.text[end:].lstrip()
        return not rest.strip(_EDGES + ".") or rest[:1] in marks

    def _placed(self, parts: TitleParts, inside: Run, *, is_late: bool) -> bool:
        if self._rooms.is_room(inside):
            parts.room.append(inside)
        elif room := self._rooms.labelled(inside):
            parts.room.append(room)
        elif self._words.first(inside, "notes") and len(inside.text.split()) <= 5:  # noqa: PLR2004
            parts.notes.append(inside)
        elif self._words.whole(inside, "tbc"):
            parts.tbc.append(inside)
        elif label := self._labels.role(inside):
            return self._enter(parts, inside.part(label.end), label)
        else:
            people = self._people.people(inside)
            is_pause = (kind := self._kinds.kind(parts.title)) is not None and kind[0] in _PAUSES
            is_late = is_late and not parts.people
            if (
                not people
                or is_pause
                or not all(self._is_somebody(person, is_late=is_late) for person in people)
            ):
                return False
            parts.people += people
        return True

    def _is_somebody(self, person: PersonDraft, *, is_late: bool) -> bool:
        """Bare names in brackets count once nothing else in the title is a person."""
        return person.is_certain or (is_late and person.name.text[:1].isupper())

    def _take_tbc(self, parts: TitleParts) -> None:
        run = parts.title
        for hit in self._words.of(run, "tbc"):
            before = run.text[: hit.start].rstrip()
            if before.endswith(("-", "–", "(", ",", ":", "|", ";")):
                tail = run.part(hit.end)
                if len(tail.text.split()) <= 3:  # noqa: PLR2004
                    parts.tbc.append(run.part(hit.start))
                    parts.said_kind = self._kinds.kind(tail)
                    parts.title = run.part(0, hit.start).stripped(_EDGES + "([")
                    return

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

    def _take_labelled(self, parts: TitleParts) -> None:
        """People behind a label or "by" in the middle of the line, and behind further labels there."""
        run = parts.title
        labels = self._labels.inside(run)
        for number, (start, label) in enumerate(labels):
            following = [other for other in labels[number + 1 :] if other[1].cuts and other[0] >= label.end]
            ends = [*(later for later, _ in following), len(run.text)]
            mine = self._unclosed(run.part(label.end, ends[0]))
            if not label.has_colon and not self._begin_people(mine, label):
                continue
            if not self._enter(parts, mine, label):
                continue
            for (_, other), end in zip(following, ends[1:], strict=True):
                self._enter(parts, self._unclosed(run.part(other.end, end)), other)
            parts.title = run.part(0, start).stripped(_EDGES + "([")
            return

    def _unclosed(self, run: Run) -> Run:
        is_initial = _INITIAL.search(run.text) is not None
        run = self._people.trimmed(run.stripped(" ,;|–-" if is_initial else " .,;|–-"))
        if run.text.endswith((")", "]")) and run.text.count("(") + run.text.count("[") < run.text.count(
            ")"
        ) + run.text.count("]"):
            return run.part(0, len(run.text) - 1)
        return run

    def _begin_people(self, rest: Run, label: Label) -> bool:
        people = self._people.people(self._unclosed(rest), sure=label.key != "speaker")
        if not people:
            return False
        if people[0].is_certain or self._people.names.is_name(people[0].name):
            return True
        return label.key != "speaker" and all(" " in person.name.text for person in people)

    def _enter(self, parts: TitleParts, run: Run, label: Label) -> bool:
        people = self._people.people(run, sure=True, alone=label.is_for_one)
        if not people:
            if self._people.group(run) and label.has_colon:
                parts.groups.append(run)
                return True
            return False
        if self._kinds.kind(label.said) and not any(one.honorific or " " in one.name.text for one in people):
            return False  # "Panel: Financing"
        for person in people:
            person.role, person.role_run = label.key, label.said
        parts.people += people
        return True

    def _take_head(self, parts: TitleParts, habits: Habits) -> None:
        """People before the title: "Y. Nakagawa (Metro Lab): Buses as classrooms"."""
        for match in brackets.outside(parts.title, _HEAD):
            head, tail = parts.title.part(0, match.start()), parts.title.part(match.end())
            if not tail or len(head.text) > 160:  # noqa: PLR2004
                continue
            people = self._people.people(head)
            is_quoted = tail.text.startswith('"') and head.text[:1].isupper()
            is_quoted = is_quoted or (habits.has_leading_names and match[0].startswith(":"))
            if not any(person.is_certain or is_quoted for person in people):
                continue
            if not all(person.is_certain or self._people.names.is_name(person.name) for person in people):
                continue
            mark = match[0].strip()
            if mark != ":" and self._people.has_known(tail) and not tail.text.startswith('"'):
                continue  # "Ms A – Director of B": an affiliation, no title
            others = self._people.people(tail)
            if self._rooms.is_room(tail) or any(one.is_certain or mark != ":" for one in others):
                continue
            parts.people += people
            parts.title = tail.stripped(_EDGES)
            return

    def _take_tail(self, parts: TitleParts, habits: Habits) -> None:
        """People behind the title: "Buses as classrooms – Y. Nakagawa, Metro Lab"."""
        run = parts.title
        if self._addresses.take(parts):
            return
        for tried, match in enumerate(brackets.outside(run, _TAIL)):
            if tried > _MOST_TAILS:
                return
            head, tail = run.part(0, match.start()), run.part(match.end())
            if not head or not tail or (match[0][0] == "." and self._is_abbreviated(head)):
                continue
            mark = match[0].strip()
            people = self._people.people(tail) or self._led_by_office(head, tail, mark)
            if mark in _DASHES and self._is_nobody(tail):
                parts.groups.append(tail)
                parts.title = head.stripped(_EDGES)
                return
            is_habit = match[0] in habits.name_marks and self._are_names(people)
            is_meant = bool(people) and (is_habit or self._is_meant(head, people, mark))
            if is_meant and self._may_join(people, parts):
                parts.people = [*people, *parts.people]
                parts.title = head.stripped(_EDGES)
                self._addresses.quote(parts, people)
                return
        for match in _HAN_LABEL.finditer(run.folded):
            if people := self._people.people(run.part(match.end())):
                parts.people, parts.title = people, run.part(0, match.start())
                return
        whole = self._people.people(run)
        if whole and all(person.honorific for person in whole):
            parts.people, parts.title = whole, run.part(0, 0)

    def _is_nobody(self, run: Run) -> bool:
        """Whether a run speaks of people without saying who: "somebody from the town", "all participants"."""
        return any(
            hit.start == 0 and hit.table == "groups" and hit.key == "open" for hit in self._words.hits(run)
        )

    def _led_by_office(self, head: Run, tail: Run, mark: str) -> list[PersonDraft]:
        """People behind what only says the kind, each with an office: "Opening: Mayor Jane Doe"."""
        people = (
            self._people.people(tail, sure=True) if mark == ":" and self._kinds.is_only_kind(head) else []
        )
        are_known = all(one.honorific or one.position for one in people) and self._are_names(people)
        return people if are_known else []

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

    def _is_meant(self, head: Run, people: list[PersonDraft], mark: str) -> bool:
        words = len(head.text.split())
        if mark == "." and words > _SHORT and len(people[0].name.text.split()) <= _SHORT + 1:
            return people[0].is_certain or self._people.names.is_name(people[0].name)
        is_quoted = head.text.endswith('"') and (mark or not _HAN.search(head.text))
        if is_quoted or mark in {".", "/", "//"}:
            are_listed = "/" in mark and (len(people) > 1 or self._kinds.is_only_kind(head))
            return people[0].is_certain or (are_listed and self._are_names(people))
        if people[0].honorific:
            return mark != "," or words <= _LONG
        if mark in _STRONG_TAIL:
            return self._people.names.is_name(people[0].name) or people[0].is_certain
        kind = self._kinds.kind(head)
        if kind is None or kind[0] not in _WELCOMING or not self._kinds.is_only_kind(head):
            return False
        is_cased = people[0].name.text[:1].isupper()
        return people[0].is_certain or (mark == ":" and is_cased and kind[0] in _ADDRESSING)


@cache
def title_reader(words: Vocabulary) -> TitleReader:
    """The reader of a vocabulary, made once."""
    return TitleReader(words)
