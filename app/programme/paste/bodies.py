"""What the lines of an item say: its title, people, room, paragraphs and remarks."""

import re
from dataclasses import replace

from app.programme.paste.appearing import Entrance, State
from app.programme.paste.bodylines import BodyLine, Entry, is_quoted
from app.programme.paste.cards import card_reader
from app.programme.paste.cells import CellReader
from app.programme.paste.children import CODED, LETTERED, child_reader
from app.programme.paste.clocks import clock_reader
from app.programme.paste.drafts import ItemDraft, PersonDraft
from app.programme.paste.endings import ending_reader
from app.programme.paste.habits import Habits
from app.programme.paste.inlined import expanded
from app.programme.paste.kinds import kind_reader
from app.programme.paste.ledger import Ledger
from app.programme.paste.origins import origin_reader
from app.programme.paste.people import people_reader
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run, spanning
from app.programme.paste.talks import talk_reader
from app.programme.paste.titleparts import EDGES, TitleParts, led_by
from app.programme.paste.titles import title_reader
from app.programme.paste.vocabulary import Vocabulary

_SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?]$")
_ADDRESS = re.compile(r"https?://|www\.|@\w")
_IN_BRACKETS = re.compile(r"(?:[\w.]{2,8}\s)?\(")
_LABELLED = {"abstract", "key_question", "objective", "focus_points"}
_LEADING = {"chair", "moderator", "host"}
_NAMING = {
    "keynote", "panel", "workshop", "presentation", "discussion", "plenary", "thematic forum", "opening",
    "closing", "address", "launch", "ceremony", "regional forum", "mayors' forum",
}  # fmt: skip
_FRAMES = {"registration", "break", "meal", "closing"}
_MOST_TITLE_WORDS = 22
_SHORT = 12
_FEW = 6  # words of somebody with an office, and no mark between: "Club Chairman Joe Bell"
_NEAR = 40  # letters between a title and its end on the next line: blanks
_IN_LIST = re.compile(r"^[-–•]|^\(?\d{1,2}[.)]|•")  # one of several, or several in one
# A quoted title, or one behind the code of a paper, "P1", and another one under it.
_SERIES = re.compile(r"[\"'].*\n[\"']|([A-Z]{1,2})[- ]?\d{1,2}[.:)]?\s.*\n\1[- ]?\d")
_IN_CELL = 2  # the same inside a table's cell
_MOST_LINES = 500  # of one item; what stands behind is some other text


class BodyReader:
    """Fills items from their lines; every line is claimed or left as not understood."""

    def __init__(self, words: Vocabulary, ledger: Ledger, habits: Habits) -> None:
        self._words = words
        self._ledger = ledger
        self._habits = habits
        self._people = people_reader(words)
        self._labels = label_reader(words)
        self._rooms = room_reader(words)
        self._kinds = kind_reader(words)
        self._titles = title_reader(words)
        self._clocks = clock_reader(words)
        self._children = child_reader(words)
        self._entrance = Entrance(words, ledger)
        self._cells = CellReader(words, ledger)
        self._cards = card_reader(words)
        self._endings = ending_reader(words)
        self._talks = talk_reader(words)
        self._origins = origin_reader(words)

    def fill(self, entry: Entry, *, is_last: bool) -> list[ItemDraft]:
        """Read all lines of an item into it; gives it back with the sessions listed inside it."""
        item = entry.item
        found = [item]
        entry.body = expanded(entry.body[:_MOST_LINES], self._kinds)
        places = self._children.places(entry)
        talks = {} if places else self._talks.talks(entry.body)
        state = State(
            has_one_quote=sum(map(is_quoted, entry.body)) == 1,
            is_spaced=any(one.after_blank and one.line.number != item.line for one in entry.body[:1]),
        )
        titled = -1  # the line that is the title though another one begins the session
        for number, line in enumerate(entry.body):
            if number in places:
                item, state = self._children.child(entry, line), State()
                state.is_talk = self._children.is_talk(line)
                found.append(item)
                letter = LETTERED.match(line.run.text) or CODED.match(line.run.text)
                run = line.run.part(letter.end()) if letter else line.run
                run = run.part(item.room[0].end - run.start + 1).stripped(EDGES) if item.room else run
                if letter:
                    self._ledger.claim(line.run.part(0, letter.end()), "number", item)
                line = BodyLine(line.line, run, line.after_blank, "title")  # noqa: PLW2901
            following = entry.body[number + 1] if number + 1 < len(entry.body) else None
            if number in places and number + 1 not in places and self._children.is_hall(line.run, following):
                item.room, titled = [line.run], number + 1
                continue
            if number == titled:
                line = BodyLine(line.line, line.run, line.after_blank, "title")  # noqa: PLW2901
            if line.key == "title" and following and self._titles.is_code(line.run):
                self._ledger.claim(line.run, "number", item)
                continue
            if line.after_blank and number not in {0, titled, *places}:
                self._rest(state, line, is_last=is_last, following=following)
            if number in talks and item.title and not state.is_over:
                self._entrance.talk(item, talks[number], state, is_alone=len(talks) == 1)
            elif not state.is_over:
                self._read(item, line, state, following)
        return found

    def _rest(self, state: State, line: BodyLine, *, is_last: bool, following: BodyLine | None) -> None:
        """A blank line ends what the lines before have promised."""
        state.card = None
        if state.paragraph and state.paragraph != "focus_points":
            state.paragraph = ""
        if is_last and self._endings.is_foreign(line, following):
            state.is_over = True

    def _read(self, item: ItemDraft, line: BodyLine, state: State, following: BodyLine | None) -> None:
        run = line.run
        is_farewell = line.key != "title" and self._endings.is_farewell(run)
        if is_farewell or self._words.whole(run, "noise"):
            state.is_over, state.card = is_farewell, None
            return
        if line.key and line.key != "title":
            if not self._cells.read(item, run, line.key, state):
                self._read(item, BodyLine(line.line, run, line.after_blank), state, None)
            return
        if self._read_aside(item, run, state, following):
            return
        if (line.key == "title" or not item.title) and self._read_title(item, line, state):
            return
        state.in_series = following is not None and bool(_SERIES.match(f"{run.text}\n{following.run.text}"))
        below = following.run if following and not following.after_blank else None
        state.is_above_office = below is not None and bool(item.abstract) and self._cards.is_office(below)
        if self._cards.read(run, state, has_bullet=line.line.has_bullet, following=below):
            return
        passes = (self._read_unfinished, self._read_rest_of_title, self._read_role, self._read_field,
                  self._read_authors, self._read_place, self._read_people, self._read_subtitle,
                  self._read_remark, self._read_text)  # fmt: skip
        for read in passes:
            if read(item, line, state):
                return

    def _read_aside(self, item: ItemDraft, run: Run, state: State, following: BodyLine | None) -> bool:
        """Where an item is, in a text that says it there; or "Online", and the title below."""
        is_place = run.folded in (self._habits.places if item.title else self._habits.venues)
        is_note = following is not None and not item.title and self._words.whole(run, "notes") is not None
        if is_place:
            item.room.append(run)
            state.role, state.card = None, None
        elif is_note:
            item.notes.append(run)
        return is_place or is_note or self._entrance.announced(item, run, following)

    # titles

    def _read_title(self, item: ItemDraft, line: BodyLine, state: State) -> bool:
        run = line.run
        label = self._labels.field(run)
        if label and label.key == "title" and label.has_colon and label.end < len(run.text):
            self._ledger.claim(label.said, "label", item)
            run = run.part(label.end)
        elif self._is_somebody(run) if line.key == "title" else self._is_no_title(run):
            return False
        habits = replace(self._habits, has_leading_names=True) if state.is_talk else self._habits
        parts = self._titles.split(run, habits)
        parts = led_by(parts, line.lead, self._people)
        self._enter(item, parts)
        state.follows_title = bool(item.title)
        state.is_promised = line.line.whole.text.endswith(":")
        return True

    def _is_somebody(self, run: Run) -> bool:
        """Whether a title's place holds people: "Moderator: Ada Example", but not "Keynote: Ada Example"."""
        label = self._labels.role(run)
        if label is None or not label.has_colon or self._kinds.kind(label.said):
            return False
        return bool(self._people.people(run.part(label.end), sure=True))

    def _is_no_title(self, run: Run) -> bool:
        if self._rooms.labelled(run) or (self._rooms.is_room(run) and not self._rooms.may_be_event(run)):
            return True
        if self._is_somebody(run):
            return True
        people = self._people.people(run)
        return bool(people) and all(person.is_titled or _is_bracketed(person, run) for person in people)

    def _enter(self, item: ItemDraft, parts: TitleParts) -> None:
        """The parts of a title's line become the item's."""
        if (parts.title or parts.lead) and not item.title:
            item.title = [run for run in (parts.lead, parts.title) if run]
        item.room += [run for run in parts.room if not item.room]
        item.people += parts.people
        item.groups += parts.groups
        item.notes += parts.notes
        if parts.duration and item.duration is None:
            item.duration, item.duration_run = parts.duration, parts.duration_run
        if parts.said_kind and not item.kind:
            item.kind, item.kind_run = parts.said_kind
        for run in parts.tbc:
            self._ledger.claim(run, "to be confirmed", item)

    def _read_rest_of_title(self, item: ItemDraft, line: BodyLine, state: State) -> bool:
        """The end of a title that a line's end has cut: it goes on with a small letter."""
        run = line.run
        if not state.follows_title or line.after_blank or line.line.has_bullet or item.people or item.label:
            return False
        if not run.text[:1].islower() or not item.title or item.title[-1].text[-1:] in ".!?:":
            return False
        if self._labels.role(run) or self._labels.field(run) or len(run.text.split()) > _SHORT:
            return False
        near = _IN_CELL if line.line.cells else _NEAR
        if not 0 < run.start - item.title[-1].end <= near or self._people.people(run):
            return False
        item.title[-1] = spanning(item.title[-1], run)
        return True

    def _read_subtitle(self, item: ItemDraft, line: BodyLine, state: State) -> bool:
        """The title proper below a line that only says the kind: "Panel discussion"."""
        is_alone = state.has_one_quote and is_quoted(line)  # also below who speaks about it
        follows = state.follows_title and all(one.role in _LEADING for one in item.people)
        is_apart = (line.after_blank and not state.is_spaced) or len(line.line.cells) == 1
        if not (follows or is_alone) or is_apart or item.label or len(item.title) != 1:
            return False
        if state.in_series or line.line.has_bullet or _IN_LIST.search(line.run.text):
            return False
        title = item.title[0]
        kind = self._kinds.only(title)
        run = line.run
        if kind is None or kind[0] not in _NAMING:
            return False
        own = self._kinds.kind(run)
        if own is not None and own[0] in _FRAMES:
            return False  # an item of its own, though without a clock
        is_promised = (run.text[:1] in "\"'" or state.is_promised) and not self._words.whole(run, "tbc")
        if not is_promised and (kind[0] in {"opening", "closing"} or not self._reads_like_title(run)):
            return False
        item.label = title
        item.kind, item.kind_run = own if own and own[0] == "keynote" else kind
        item.title = []
        self._enter(item, self._titles.split(run))
        state.follows_title = False
        return True

    def _reads_like_title(self, run: Run) -> bool:
        is_long = len(run.text.split()) > _MOST_TITLE_WORDS
        is_phrase = run.text.endswith(".") or self._people.group(run)
        return not is_long and not is_phrase and run.text[:1].upper() == run.text[:1]

    # people

    def _read_role(self, item: ItemDraft, line: BodyLine, state: State) -> bool:
        label = self._labels.role(line.run)
        if label is None:
            return False
        rest = line.run.part(label.end)
        if not rest:
            state.role, state.said_role, state.paragraph, state.card = label, True, "", None
            self._ledger.claim(line.run, "role label", item)
            return True
        if self._entrance.labelled(item, rest, label, state):
            state.said_role = True
            state.role = label if line.run.text.rstrip().endswith((",", ";")) else None
            state.listed = None if label.is_for_one else label
            return True
        return False

    def _read_unfinished(self, _item: ItemDraft, line: BodyLine, state: State) -> bool:
        """Office and body below a line of people that ended with a comma: theirs, all of them."""
        people, state.unfinished = state.unfinished, []
        sharing, state.sharing = state.sharing, []
        if sharing and self._origins.is_shared_body(line.run):
            people = sharing
        if (
            not people
            or line.after_blank
            or self._labels.role(line.run)
            or len(line.run.text.split()) > _SHORT
        ):
            return False
        if self._people.is_honorific(line.run):
            return False
        for person in people:
            self._people.affiliate(person, [line.run])
        state.card = None
        return True

    def _read_authors(self, item: ItemDraft, line: BodyLine, state: State) -> bool:
        return self._entrance.authors(item, line.run, state)

    def _read_people(self, item: ItemDraft, line: BodyLine, state: State) -> bool:
        if self._entrance.mixed(item, line.run, state.role, state):
            return True
        said = self._origins.titled_behind(line.run)
        people = said or self._people.people(line.run, sure=state.role is not None)
        if state.role is None and people and not all(person.is_certain for person in people):
            is_listed = line.line.has_bullet and bool(item.people) and self._people.are_named(people)
            near = not item.abstract or self._people.are_series(people) or is_listed or state.is_above_office
            near = near and not _SENTENCE.search(line.run.text)
            people = people if near else []
        if not people and len(line.run.text.partition(" (")[0].split()) <= _FEW:
            people = self._people.officials(line.run)
        if people:
            is_list = not line.after_blank and all(person.is_certain for person in people)
            goes_on = state.listed if is_list else None
            self._entrance.all(item, people, state.role or goes_on, line.run)
            if self._people.breaks_off(line.run):
                state.unfinished = people[-1:]  # "Jane Doe, Director of the", and the line ends
            elif not any(person.has_affiliation for person in people):
                state.unfinished = people if line.run.text.endswith(",") else []
                state.sharing = people if len(people) > 1 else []
            state.card = people[-1] if len(people) == 1 and not people[0].has_affiliation else None
            state.card_lines, state.paragraph, state.follows_title = 0, "", False
            return True
        if state.role is not None and not line.after_blank and len(line.run.text.split()) <= _SHORT:
            self._entrance.group(item, line.run, state.role)
            return True
        return False

    # places, paragraphs, remarks

    def _read_place(self, item: ItemDraft, line: BodyLine, state: State) -> bool:
        place = self._rooms.labelled(line.run)
        if place is None and self._rooms.is_room(line.run) and not state.paragraph:
            is_person = self._people.is_honorific(line.run) or self._cards.is_another(item, line.run)
            place = None if is_person else line.run
        if place is None:
            return False
        self._ledger.claim(line.run.part(0, place.start - line.run.start), "label", item)
        item.room.append(place)
        state.role, state.card = None, None
        return True

    def _read_field(self, item: ItemDraft, line: BodyLine, state: State) -> bool:
        label = self._labels.field(line.run)
        if label is None:
            return False
        rest = line.run.part(label.end)
        state.role, state.card = None, None
        if label.key == "title" and rest and len(item.title) == 1 and self._is_only_label(item.title[0]):
            item.label, item.title = item.title[0], []
            self._ledger.claim(label.said, "label", item)
            self._enter(item, self._titles.split(rest))
            return True
        if label.key in _LABELLED:
            state.paragraph = label.key
            item.labelled.setdefault(label.key, [])
            self._ledger.claim(label.said, "label", item)
            if rest:
                item.labelled[label.key].append(rest)
            return True
        if label.key in {"note", "language", "kind"} and rest:
            item.notes.append(line.run)
            return True
        return False

    def _is_only_label(self, title: Run) -> bool:
        """Whether a title says only the kind or the number: "Workshop", "Lesson 2"."""
        hit = self._words.first(title, "sections")
        is_numbered = hit is not None and title.text[hit.end :].strip(" .").isdigit()
        return is_numbered or self._kinds.is_only_kind(title)

    def _read_remark(self, item: ItemDraft, line: BodyLine, state: State) -> bool:
        run = line.run.stripped("() ")
        if self._words.first(run, "notes") and len(run.text.split()) <= 5:  # noqa: PLR2004
            item.notes.append(run)
            return True
        duration = self._clocks.duration(run)
        if duration and duration[0] == 0 and item.duration is None:
            item.duration, item.duration_run = duration[2], run
            return True
        if state.follows_title and self._words.whole(run, "tbc"):
            self._ledger.claim(run, "to be confirmed", item)  # "Talk:", and what is not said yet
            return True
        if self._people.group(run) and not state.paragraph:
            self._entrance.group(item, run, None)
            return True
        return False

    def _read_text(self, item: ItemDraft, line: BodyLine, state: State) -> bool:
        if _ADDRESS.search(line.run.text):
            return False
        may_name = self._people.names.may_stand_in(line.run)
        parts = self._titles.split(line.run) if may_name else TitleParts(line.run)
        is_listed = line.line.has_bullet and parts.title
        if parts.people and all(one.is_certain or one.role or is_listed for one in parts.people):
            item.people += parts.people
        if state.paragraph:
            item.labelled[state.paragraph].append(line.run)
        else:
            item.abstract.append(line.run)
            state.follows_title = False
            self._entrance.turn(line.run, state)
        return True


def _is_bracketed(person: PersonDraft, run: Run) -> bool:
    """Whether the name, a degree behind it aside, is followed by its affiliation in brackets."""
    rest = run.text[person.name.end - run.start :].lstrip(" *")
    return person.has_affiliation and _IN_BRACKETS.match(rest) is not None
