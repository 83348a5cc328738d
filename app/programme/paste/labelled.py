"""People in a title's line behind labels: "Panel; moderator: A; with B and C", "Talk by D"."""

import re
from functools import cache

from app.programme.paste.drafts import GroupDraft
from app.programme.paste.kinds import kind_reader
from app.programme.paste.names import is_full
from app.programme.paste.openplaces import open_place_reader
from app.programme.paste.people import people_reader
from app.programme.paste.roles import Label, label_reader
from app.programme.paste.runs import Run
from app.programme.paste.titleparts import EDGES, TitleParts
from app.programme.paste.vocabulary import Vocabulary

_LECTURES = {"keynote", "presentation"}
_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]\.$")  # of a name: its point belongs to it
_DASH = re.compile(r"\s[-–]\s|\s?–\s")
_PARTICIPLE = re.compile(r"\s?[,;–-]\s?[a-zà-ÿа-я]+(?:\s[a-zà-ÿа-я]+)?$")  # "Forum, convened" by somebody


class LabelledReader:
    """Finds labels in titles and lets in the people behind them."""

    def __init__(self, words: Vocabulary) -> None:
        self._people = people_reader(words)
        self._open_places = open_place_reader(words)
        self._labels = label_reader(words)
        self._kinds = kind_reader(words)

    def take(self, parts: TitleParts) -> None:
        """People behind a label or "by" in the middle of the line, and behind further labels there."""
        run = parts.title
        labels = self._labels.inside(run)
        for number, (start, label) in enumerate(labels):
            later = [other for other in labels[number + 1 :] if other[0] >= label.end]
            following = [other for other in later if other[1].cuts or self._adds(run, label, other[1])]
            ends = [*(place for place, _ in following), len(run.text)]
            mine = self._unclosed(run.part(label.end, ends[0]))
            if not label.has_colon and not self._begin_people(mine, label):
                continue
            if not self.enter(parts, mine, label):
                continue
            for (_, other), end in zip(following, ends[1:], strict=True):
                self.enter(parts, self._unclosed(run.part(other.end, end)), other)
            title = run.part(0, start)
            if not label.has_colon and (participle := _PARTICIPLE.search(title.text)):
                title = title.part(0, participle.start())
            parts.title = title.stripped(EDGES + "([")
            return

    def take_leading(self, parts: TitleParts) -> None:
        """Only who gives a keynote: "Keynote speaker: Ada Example, Seed Trust"."""
        if parts.people or self._take_before_title(parts):
            return
        label = self._labels.role(parts.title)
        if label is None or label.key != "keynote" or not label.has_colon:
            return
        if _DASH.search(label.said.text):
            return  # "Summary – Keynote listener: Ada Example" has a title of its own
        rest = parts.title.part(label.end)
        if self._people.names.is_name(rest.part(0, rest.text.find(",") if "," in rest.text else None)):
            self.enter(parts, rest, label)
            parts.title = label.said if parts.people else parts.title

    def _take_before_title(self, parts: TitleParts) -> bool:
        """Who gives a lecture, and its title behind a dash: "Keynote: Jane Doe – How we began to read"."""
        frame, _, rest = parts.title.text.partition(": ")
        dash = _DASH.search(parts.title.text, len(frame) + 2) if rest else None
        kind = self._kinds.only(parts.title.part(0, len(frame))) if dash else None
        title = parts.title.part(dash.end()) if dash and kind and kind[0] in _LECTURES else None
        if dash is None or title is None or not title or not self._kinds.reads_like_title(title):
            return False
        people = self._people.people(parts.title.part(len(frame) + 2, dash.start()))
        if not people or not self._people.are_named(people):
            return False
        parts.people, parts.title, parts.said_kind = people, title, kind
        return True

    def _adds(self, run: Run, label: Label, other: Label) -> bool:
        """Whether others follow whom a first label does not mean: "moderated by Jane Doe with A and B"."""
        if label.key == "speaker" or other.key != "speaker" or other.has_colon:
            return False
        return self._begin_people(run.part(other.end), other)

    def _unclosed(self, run: Run) -> Run:
        is_initial = _INITIAL.search(run.text) is not None
        run = self._people.trimmed(run.stripped(" ,;|–-" if is_initial else " .,;|–-"))
        if run.text.endswith((")", "]")) and run.text.count("(") + run.text.count("[") < run.text.count(
            ")"
        ) + run.text.count("]"):
            return run.part(0, len(run.text) - 1)
        return run

    def _begin_people(self, rest: Run, label: Label) -> bool:
        rest = self._unclosed(rest)
        people = self._people.people(rest, sure=label.key != "speaker")
        if not people:
            return bool(self._people.officials(rest)) or self._come_from(rest)
        if people[0].is_certain or self._people.names.is_name(people[0].name):
            return True
        return label.key != "speaker" and all(" " in person.name.text for person in people)

    def _come_from(self, run: Run) -> bool:
        """Whether people follow with their body, and no mark between: "with Jane Doe of the Seed Trust"."""
        people = self._people.people(run, sure=True) if " of " in run.folded or " from " in run.folded else []
        names = self._people.names
        return bool(people) and all(one.organisation and names.is_name(one.name) for one in people)

    def enter(self, parts: TitleParts, run: Run, label: Label) -> bool:
        people = self._people.people(run, sure=True, alone=label.is_for_one)
        if not people:
            if self._people.group(run) and label.has_colon:
                parts.groups.append(GroupDraft(run, label.key, label.said))
                return True
            return False
        if self._kinds.kind(label.said) and not any(one.is_titled or is_full(one.name) for one in people):
            return False  # "Panel: Financing"
        for person in people:
            person.role, person.role_run = label.key, label.said
        parts.people += people
        open_places = self._open_places.read(run, people)
        parts.groups += [GroupDraft(place, label.key, label.said) for place in open_places]
        return True

    def enter_all(self, parts: TitleParts, run: Run, label: Label) -> bool:
        """The people behind a label, and those behind further labels: "Chair: A. Panel: B; C"."""
        inner = [(start, other) for start, other in self._labels.inside(run) if other.has_colon]
        ends = [*(start for start, _ in inner), len(run.text)]
        if not self.enter(parts, self._unclosed(run.part(0, ends[0])), label):
            return False
        for (_, other), end in zip(inner, ends[1:], strict=True):
            self.enter(parts, self._unclosed(run.part(other.end, end)), other)
        return True


@cache
def labelled_reader(words: Vocabulary) -> LabelledReader:
    """The reader of a vocabulary, made once."""
    return LabelledReader(words)
