"""The last pass: kinds and roles are decided, and runs become texts with their places in the source."""

import re
from collections.abc import Sequence
from datetime import date

from app.programme.paste.clocks import NOON
from app.programme.paste.drafts import GroupDraft, ItemDraft, PersonDraft
from app.programme.paste.kinds import kind_reader
from app.programme.paste.ledger import Ledger
from app.programme.paste.normalising import LINK, Normalised
from app.programme.paste.result import Found, ParsedPerson, ParsedSession, Span
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(
    r"\*\*|__|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x9f]|<br ?/?>"
)
_EMPHASISED = re.compile(r"(?<![^\s(:])\*(?=[\w\"'\[])")  # a star that opens: "*Title*"
_STARS = re.compile(r"(?<![^\s(:])\*(?=[\w\"'\[])|(?<=\S)\*(?![^\s)\].,;:!?])")
_ADDRESS = re.compile(r"\]\((?=[^()\s]*[./#])[^()\s]{1,300}\)")  # of a link whose words begin before
_UNCLOSED = re.compile(r"\[(?=[^\]]*$)")
_TOPICS = {"other", "ceremony", "networking", "break", "meal", "registration", "opening", "closing"}
_DEPARTURES = {"depart", "departure", "departures", "abreise", "salida", "partida", "saida", "rückblick"}
_LECTURES = {"keynote", "presentation", "plenary"}
_GIVING = ("impart", "ministr", "dicta")  # of lectures as of workshops
_ONE_OF_SEVERAL = {"plenary", "panel"}  # "Session A", "Mesa 2": words that say little
_RECEPTIONS = {"reception", "recepcion", "rececao", "recepcao"}
_MOST_AUTHORS = 4  # of one paper
_PANELS = {"panel", "discussion", "thematic forum", "regional forum", "mayors' forum"}


class Finisher:
    """Turns drafts into the result's sessions and enters their runs in the ledger."""

    def __init__(self, source: str, normalised: Normalised, words: Vocabulary, ledger: Ledger) -> None:
        self._source = source
        self._normalised = normalised
        self._kinds = kind_reader(words)
        self._with = words.spellings("by", "speaker")
        self._ledger = ledger
        self._firsts: dict[date, ItemDraft] = {}  # of every day
        self._lasts: dict[date, ItemDraft] = {}
        self._papers: set[int] = set()  # panels of papers: where their headings stand

    def span(self, run: Run) -> Span:
        """Where in the source a run stood."""
        return Span(*self._normalised.source(run.start, run.end))

    def sessions(self, items: Sequence[ItemDraft]) -> tuple[ParsedSession, ...]:
        """All items with something to say, in the text's order."""
        telling = said(items)
        numbers = {id(item): number for number, item in enumerate(telling)}
        for item in reversed(telling):
            self._firsts[item.day] = item
            self._lasts.setdefault(item.day, item)
        parents = {id(item.parent) for item in telling if item.parent is not None and item.is_timed}
        self._papers = _sections_of_papers(telling)
        return tuple(self._session(item, numbers, has_children=id(item) in parents) for item in telling)

    def kind_of(self, item: ItemDraft) -> str:
        """The kind an item says itself; empty when it says none."""
        run = next(iter(item.title), item.label)
        found = self._kinds.kind(run) if run and not item.kind else None
        return found[0] if found else item.kind

    def _session(self, item: ItemDraft, numbers: dict[int, int], *, has_children: bool) -> ParsedSession:
        kind = self._kind(item, has_children=has_children)
        if item.duration_run:
            self._ledger.claim(item.duration_run, "duration", item)
        title = self._title(item)
        abstract = sorted([*item.abstract, *item.labelled.pop("abstract", [])])  # with and without a label
        labelled = {key: self._lines(item, runs, key) for key, runs in item.labelled.items()}
        return ParsedSession(
            day=item.day,
            start=item.start,
            end=item.end,
            end_is_derived=item.end_is_derived,
            is_timed=item.is_timed,
            title=title,
            kind=kind,
            clock=self._found(item, "clock", item.clock),
            parent=numbers.get(id(item.parent)) if item.parent is not None else None,
            section=self._bare([item.section] if item.section else []),
            label=self._found(item, "kind", item.label),
            kind_word=self._found(item, "kind", item.kind_run),
            room=self._joined(item, "room", item.room, ", "),
            note=self._joined(item, "note", item.notes, ", "),
            abstract=self._lines(item, abstract, "abstract"),
            key_question=labelled.get("key_question"),
            objective=labelled.get("objective"),
            focus_points=labelled.get("focus_points"),
            people=tuple(self._person(item, person, kind) for person in item.people),
            groups=tuple(self._group(item, group, kind) for group in item.groups if group.name),
        )

    def _title(self, item: ItemDraft) -> Found:
        runs = item.title or ([item.label] if item.label else [])
        joint = ": "
        if not runs:
            labels = [one.role_run for one in item.people[:1] if one.role_run]
            runs = (
                labels
                or [one.name for one in item.people]
                or [one.name for one in item.groups[:1]]
                or item.abstract[:1]
            )
            joint = ", "
        found = self._joined(item, "title", runs, joint)
        return found or Found("", ())

    def _kind(self, item: ItemDraft, *, has_children: bool) -> str:
        if item.kind:
            return item.kind
        runs = [*item.title, *([item.label] if item.label else [])]
        for run in runs[:1] if len(runs) == 1 else runs:
            if (found := self._kinds.kind(run)) and not self._is_topic(item, found[0]):
                item.kind_run = found[1]
                return self._sharpened(found[0], item)
        if item.section_kind and not has_children and not self._is_paper(item):
            return item.section_kind
        roles = [*(person.role for person in item.people), *(group.role for group in item.groups)]
        if "keynote" in roles or (roles and self._is_beneath_keynotes(item)):
            return "keynote"
        if "panellist" in roles or ("moderator" in roles and len(roles) > 2):  # noqa: PLR2004
            return "panel"
        return "plenary" if has_children else "presentation"

    def _is_beneath_keynotes(self, item: ItemDraft) -> bool:
        """Whether an item is one of several talks in an hour of keynotes."""
        return item.parent is not None and item.parent.is_timed and self.kind_of(item.parent) == "keynote"

    def _is_topic(self, item: ItemDraft, kind: str) -> bool:
        """Whether a word says what one of several workshops is about: "A. Storytelling"."""
        return not item.is_timed and bool(item.section_kind) and kind in _TOPICS

    def _is_paper(self, item: ItemDraft) -> bool:
        """Whether an item is one of several papers under "Panel 1": a talk, and no panel itself."""
        return item.section is not None and item.section.start in self._papers

    def _sharpened(self, kind: str, item: ItemDraft) -> str:
        if kind in {"plenary", "presentation"} and item.section_kind == "keynote":
            return "keynote"
        is_inside = not item.is_timed and item.parent is not None
        if kind == "plenary" and is_inside and not item.section_kind:
            return "presentation"
        if kind in _ONE_OF_SEVERAL and is_inside and item.section_kind:
            return item.section_kind
        is_first = self._firsts.get(item.day) is item and item.start < NOON
        is_departure = item.kind_run is not None and item.kind_run.folded in _DEPARTURES
        if is_departure and is_first and self._lasts.get(item.day) is not item:
            return "other"  # who departs in the morning sets out, and what is over was yesterday
        if kind == "networking" and is_first and item.kind_run and item.kind_run.folded in _RECEPTIONS:
            return "registration"  # who is received in the morning arrives
        return kind

    def _person(self, item: ItemDraft, person: PersonDraft, kind: str) -> ParsedPerson:
        note = self._found(item, "note", person.note)
        if person.tbc:
            self._ledger.claim(person.tbc, "to be confirmed", item)
        return ParsedPerson(
            name=self._found(item, "name", person.name) or Found("", ()),
            role=self._role(item, person, kind),
            honorific=self._joined(item, "honorific", person.honorific, " "),
            position=self._joined(item, "position", person.position, ", "),
            organisation=self._joined(item, "organisation", person.organisation, ", "),
            country=self._found(item, "country", person.country),
            role_label=self._found(item, "role label", person.role_run),
            note=note,
            mode=_mode(note),
            is_tbc=person.tbc is not None,
        )

    def _group(self, item: ItemDraft, group: GroupDraft, kind: str) -> ParsedPerson:
        return ParsedPerson(
            name=self._found(item, "group", group.name) or Found("", ()),
            role=self._role(item, group, kind),
            role_label=self._found(item, "role label", group.role_run),
            is_group=True,
        )

    def _role(self, item: ItemDraft, person: PersonDraft | GroupDraft, kind: str) -> str:
        is_plain = person.role_run is not None and person.role_run.folded in self._with
        if person.role == "panellist" and is_plain and kind not in _PANELS:
            return "speaker"
        if person.role and not (kind in _LECTURES and _is_giving(person)):
            return person.role
        if kind == "panel":
            return "panellist"
        is_alone = sum(not one.role or _is_giving(one) for one in item.people) == 1  # whoever moderates
        return "keynote" if kind == "keynote" and is_alone else "speaker"

    def _found(self, item: ItemDraft | None, use: str, run: Run | None) -> Found | None:
        return self._joined(item, use, [run] if run else [], " ")

    def _joined(self, item: ItemDraft | None, use: str, runs: Sequence[Run], joint: str) -> Found | None:
        full = [run for run in runs if run]
        for run in full:
            self._ledger.claim(run, use, item)
        return self._bare(full, joint)

    def _lines(self, item: ItemDraft, runs: Sequence[Run], use: str) -> Found | None:
        return self._joined(item, use, runs, "\n")

    def _bare(self, runs: Sequence[Run], joint: str = " ") -> Found | None:
        if not runs:
            return None
        spans = tuple(self.span(run) for run in runs)
        return Found(joint.join(tidy(self._source[span.start : span.end]) for span in spans), spans)


def said(items: Sequence[ItemDraft]) -> list[ItemDraft]:
    """Items with something to say: a clock alone is no session."""
    return [item for item in items if item.title or item.people or item.label or item.groups or item.abstract]


def _is_giving(person: PersonDraft | GroupDraft) -> bool:
    """Whether a label says who gives a session, be it a lecture or a workshop: "Imparte:"."""
    said = person.role_run.folded if person.role_run else ""
    return person.role == "facilitator" and said.startswith(_GIVING)


def _sections_of_papers(items: Sequence[ItemDraft]) -> set[int]:
    """The headings of panels under which several items have their own time, title and people."""
    found: dict[int, int] = {}
    for item in items:
        if item.section is not None and item.section_kind == "panel" and item.clock:
            is_paper = bool(item.title) and 0 < len(item.people) <= _MOST_AUTHORS
            found[item.section.start] = found.get(item.section.start, 0) + is_paper
    return {place for place, papers in found.items() if papers > 1}


def tidy(text: str) -> str:
    """A stretch of the source as a field's value: one kind of space, nothing invisible, no Markdown."""
    if '""' in text:
        text = text.replace('""', '"')  # of a field of CSV
    if "](" in text:
        text = _ADDRESS.sub("", LINK.sub(r"\1", text))
    if _EMPHASISED.search(text):
        text = _STARS.sub("", text)
    if text.count("[") > text.count("]"):
        text = _UNCLOSED.sub("", text)  # a link whose words were cut from its address
    return _SPACES.sub(" ", _MARKUP.sub("", text)).strip()


def _mode(note: Found | None) -> str:
    if note is None:
        return "in person"
    return (
        "video message"
        if re.search(r"v[ií]d[eé]o|виде|视频|視|فيديو|مصور|record|grab|grav", note.value.casefold())
        else "remote"
    )
