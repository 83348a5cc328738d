"""What stands apart in a page's text: key figures, featured people, quotations. Where in doubt, nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.programme.announcing.counting import Figure, FigureReader
from app.programme.announcing.labels import LabelReader
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.kinds import KindReader
from app.programme.paste.lines import Line
from app.programme.paste.people import PeopleReader
from app.programme.paste.roles import LabelReader as RoleReader
from app.programme.paste.runs import Run

PEOPLE = frozenset({"people", "keynote"})
_QUOTED = re.compile(r'"(?P<said>.{15,1200})"\s?[.,]?\s?(?:[-–(]\s?(?P<by>[^"]{3,200}))?', re.DOTALL)
_TOLD = re.compile(r'"(?P<said>[^"]{15,1200}?),?"\s?,?\s?(?P<rest>[^"]{5,240})')
_SAID_BY = re.compile(r'(?P<by>[^":]{3,200})\s?:\s?"(?P<said>[^"]{15,1200})"\.?')
_COMMA = re.compile(r"\s?,\s?")
_DASH = "-–"
_MOST_COUNTED = 5  # words that say what is counted
_MOST_LINES = 6  # of a quotation that a mail program has broken
_LONGEST_PERSON = 240


@dataclass(frozen=True, slots=True)
class Quoted:
    """What somebody said, line by line."""

    said: Sequence[Run]
    by: PersonDraft


@dataclass(frozen=True, slots=True)
class Aside:
    """Lines that are figures, people or a quotation, with the words above or before them."""

    first: int
    end: int
    label: Run | None = None
    key: str = ""  # of the label
    figures: Sequence[Figure] = ()
    people: Sequence[PersonDraft] = ()
    quoted: Quoted | None = None
    heading: Run | None = None  # of text that only looked like a fact

    @property
    def ends_programme(self) -> bool:
        """Numbers under a heading of their own are no part of a programme; people and words may be."""
        return bool(self.figures) and self.label is not None


@dataclass(slots=True)
class AsideReader:
    """Looks for them line by line, with the readers of labels, people, what they do, and figures."""

    labels: LabelReader
    people: PeopleReader
    roles: RoleReader
    kinds: KindReader
    figures: FigureReader
    text: Run  # all of the page
    _found: dict[int, Aside] = field(default_factory=dict)

    def read(self, lines: Sequence[Line]) -> Mapping[int, Aside]:
        """What was found, by the number of its first line."""
        place = 0
        while place < len(lines):
            aside, end = self._at(lines, place)
            if aside is not None:
                self._found[place] = aside
            place = max(end, place + 1)
        return self._found

    def _at(self, lines: Sequence[Line], place: int) -> tuple[Aside | None, int]:
        line = lines[place]
        if line.is_blank:
            return None, place + 1
        if self.labels.is_over_figures(line):
            figures, end = self.figures.block(lines, place + 1)
            if figures:
                return Aside(place, end, line.run, "figures", figures), end
        labelled = self.labels.read(line)
        if labelled is not None and labelled.key in PEOPLE:
            found = self._people(lines, place, labelled.key, labelled.label, labelled.values)
            return found, found.end if found else place + 1
        apart = self._committee(lines, place) or self._quotation(lines, place)
        if apart is not None:
            return apart, apart.end
        if line.has_bullet or line.heading:
            return None, place + 1
        figures, end = self.figures.block(lines, place)
        return Aside(place, end, figures=figures) if self._are_meant(figures) else None, end

    def _committee(self, lines: Sequence[Line], place: int) -> Aside | None:
        """A heading such as "Organising committee", where somebody stands below who is no organisation."""
        heading = lines[place].run
        below = _below(lines, place) if self.labels.is_committee(heading) else None
        person = self._person(below, sure=False, below=None) if below else None
        if person is None:
            return None
        is_told = (person.position or person.organisation) and self.people.names.is_name(person.name)
        return Aside(place, place + 1, heading=heading) if person.is_certain or is_told else None

    def _are_meant(self, figures: Sequence[Figure]) -> bool:
        """Without a heading above, several numbers or a row, of what events count."""
        counted = [self.figures.is_counted(figure) or self.figures.is_rough(figure) for figure in figures]
        if any(len(figure.label.text.split()) > _MOST_COUNTED for figure in figures):
            return False  # a sentence
        is_row = len(figures) == 1 and figures[0].label.start < figures[0].value.start
        return any(counted) and (len(counted) > 1 or is_row)

    def _people(
        self, lines: Sequence[Line], place: int, key: str, label: Run, values: Sequence[Run]
    ) -> Aside | None:
        """The people under a heading that promises them; none when one line is not understood."""
        found = [one for value in values for one in self.people.people(value, sure=True)]
        end, is_apart = place + 1, False
        task: Run | None = None
        for number in range(place + 1, len(lines)):
            line = lines[number]
            if line.is_blank:
                is_apart = True
                continue
            if (values and is_apart) or self._is_other(lines, number):
                break
            if told := self._only_task(line.run):
                task, is_apart = told, False
                continue
            is_sure = not is_apart or not found
            person = self._person(line.run, sure=is_sure, below=_below(lines, number))
            if person is not None:
                person.role_run = person.role_run or task
                found.append(person)
            elif is_apart and found:
                break
            elif not found or not self._is_about(found[-1], line):
                return None
            else:
                self.people.affiliate(found[-1], line.run.split(_COMMA))
            end, is_apart = number + 1, False
        return Aside(place, end, label, key, people=found) if found else None

    def _is_other(self, lines: Sequence[Line], number: int) -> bool:
        line = lines[number]
        is_label = self.labels.read(line) is not None or self.labels.is_over_figures(line)
        is_label = is_label or (not line.has_bullet and self.labels.leads_on(line.run))
        is_label = is_label or self.labels.is_heading(line.run) or self.labels.is_committee(line.run)
        return is_label or line.heading > 0 or line.is_rule or self.labels.is_noise(line.run)

    def _person(self, run: Run, *, sure: bool, below: Run | None) -> PersonDraft | None:
        """The person a line names. Behind a blank line something else may have begun."""
        if len(run.text) > _LONGEST_PERSON or run.text[:1] == '"':
            return None
        if labelled := self._in_role(run):
            return labelled
        person = self.people.person(run, sure=sure)
        if person is None or sure or person.is_certain:
            return person
        return person if below is not None and self.people.is_position(below) else None

    def _only_task(self, run: Run) -> Run | None:
        """What those on the lines below do, where a line says no more: "Panellists", "Closing remarks"."""
        label = self.roles.role(run)
        if label is not None:
            return label.said if label.end >= len(run.text) else None
        return run.stripped(":") if self.kinds.is_only_kind(run) else None

    def _in_role(self, run: Run) -> PersonDraft | None:
        """Somebody behind what they do here: "Moderation: Ada Example, journalist"."""
        label = self.roles.role(run) if ":" in run.text else None
        if label is None or not label.has_colon:
            return None
        person = self.people.person(run.part(label.end), sure=True)
        if person is not None:
            person.role_run = label.said
        return person

    def _is_about(self, person: PersonDraft, line: Line) -> bool:
        """Whether a line below a name says what they are."""
        is_short = len(line.run.text) <= _LONGEST_PERSON and not line.run.text.endswith(".")
        return is_short and not line.has_bullet and not person.organisation

    def _quotation(self, lines: Sequence[Line], place: int) -> Aside | None:
        run = lines[place].run
        if run.text[:1] == '"':
            return self._said_first(lines, place)
        match = _SAID_BY.fullmatch(run.folded) if '"' in run.text else None
        name = run.part(*match.span("by")) if match else run
        by = self._speaker(self.labels.who_said(name) or name, is_marked=False) if match else None
        if match is None or by is None:
            return None
        return Aside(place, place + 1, quoted=Quoted([run.part(*match.span("said"))], by))

    def _said_first(self, lines: Sequence[Line], place: int) -> Aside | None:
        """The words first, on one line or on several, then who said them."""
        for end in range(place, min(place + _MOST_LINES, len(lines))):
            if lines[end].is_blank:
                return None
            whole = self._between(lines[place].run, lines[end].run)
            match = _QUOTED.fullmatch(whole.folded)
            if match is None:
                if told := self._told(whole, lines, place, end):
                    return told
                continue
            said = _within(whole.part(*match.span("said")), lines[place : end + 1])
            if not match["by"]:
                return self._said_below(lines, place, end, said)
            by = self._speaker(whole.part(*match.span("by")).stripped(")"), is_marked=True)
            return Aside(place, end + 1, quoted=Quoted(said, by)) if by else None
        return None

    def _told(self, whole: Run, lines: Sequence[Line], place: int, end: int) -> Aside | None:
        """The words, and a sentence that goes on with who said them: '"...," said Ada Example, mayor.'"""
        match = _TOLD.fullmatch(whole.folded)
        name = self.labels.who_said(whole.part(*match.span("rest"))) if match else None
        by = self._speaker(name, is_marked=True) if name else None
        if match is None or by is None:
            return None
        return Aside(
            place,
            end + 1,
            quoted=Quoted(_within(whole.part(*match.span("said")), lines[place : end + 1]), by),
        )

    def _said_below(self, lines: Sequence[Line], place: int, end: int, said: Sequence[Run]) -> Aside | None:
        """Who said it stands on the next line, behind a dash or as somebody with an office."""
        number = next((one for one in range(end + 1, min(end + 3, len(lines))) if lines[one].run), None)
        if number is None:
            return None
        line = lines[number]
        by = self._speaker(line.run.stripped(_DASH), is_marked=line.whole.text[0] in _DASH)
        return Aside(place, number + 1, quoted=Quoted(said, by)) if by else None

    def _speaker(self, run: Run, *, is_marked: bool) -> PersonDraft | None:
        person = self.people.person(run, sure=is_marked) if len(run.text) <= _LONGEST_PERSON else None
        return person if person and (is_marked or person.is_certain) else None

    def _between(self, first: Run, last: Run) -> Run:
        return self.text.part(first.start - self.text.start, last.end - self.text.start)


def _below(lines: Sequence[Line], number: int) -> Run | None:
    """The line right below, if it is not blank."""
    return lines[number + 1].run if number + 1 < len(lines) and lines[number + 1].run else None


def _within(whole: Run, lines: Sequence[Line]) -> list[Run]:
    """What stands of a run on each of the lines, without the marks before them."""
    parts = (
        line.run.part(max(whole.start - line.run.start, 0), max(whole.end - line.run.start, 0))
        for line in lines
    )
    return [part for part in parts if part]
