"""What the passes of the parser hand on: items and people as runs of text, not yet a result."""

from dataclasses import dataclass, field, replace
from datetime import date

from app.programme.paste.clocks import Times
from app.programme.paste.runs import Run


@dataclass
class PersonDraft:
    """A person as found in the text; whole runs, in the text's order and spelling."""

    name: Run
    honorific: list[Run] = field(default_factory=list)
    position: list[Run] = field(default_factory=list)
    organisation: list[Run] = field(default_factory=list)
    country: Run | None = None
    role: str = ""
    role_run: Run | None = None
    note: Run | None = None
    tbc: Run | None = None  # what says that the person is not confirmed
    is_bracketed: bool = False  # a bracket with office or body stands right behind the name
    is_titled: bool = False  # an honorific or an office stands right before the name
    is_certain: bool = False  # an honorific, initials or an affiliation say that this is a person

    def copy(self) -> "PersonDraft":
        """The same person, to be filled on its own."""
        return replace(
            self,
            honorific=[*self.honorific],
            position=[*self.position],
            organisation=[*self.organisation],
        )

    def leave_out(self, inside: Run) -> None:
        """Take a bracket, which says something else, out of the office and the body."""
        for runs in (self.position, self.organisation):
            holds = [run.start <= inside.start < run.end for run in runs]
            cut = [
                run.part(0, inside.start - run.start).stripped(" (") if is_inside else run
                for run, is_inside in zip(runs, holds, strict=True)
            ]
            runs[:] = [run for run in cut if run]

    @property
    def has_affiliation(self) -> bool:
        """Whether something is said about the person beside what stands before the name."""
        behind = [run for run in self.position if run.start > self.name.start or not self.is_titled]
        return bool(behind or self.organisation or self.country)


@dataclass(frozen=True)
class GroupDraft:
    """People without names, as the text calls them: "Selected mayors"; a role where a label gives one."""

    name: Run
    role: str = ""
    role_run: Run | None = None


@dataclass
class ItemDraft:
    """One session: where and when its line stood, then what its lines were found to say."""

    line: int
    day: date
    times: Times | None
    clock: Run | None
    level: int = 0  # how deep the layout puts it: an indented clock, an empty first cell
    is_timed: bool = True
    turn: int = 0  # after how many names of days it stands
    begins_table: bool = False  # the first row under a header that has stood above before
    section: Run | None = None
    section_kind: str = ""
    title: list[Run] = field(default_factory=list)
    label: Run | None = None  # "Panel discussion" above the title proper
    kind: str = ""
    kind_run: Run | None = None
    room: list[Run] = field(default_factory=list)
    stage: Run | None = None  # the hall it stands below; a room of its own says more
    notes: list[Run] = field(default_factory=list)
    people: list[PersonDraft] = field(default_factory=list)
    groups: list[GroupDraft] = field(default_factory=list)
    abstract: list[Run] = field(default_factory=list)
    labelled: dict[str, list[Run]] = field(default_factory=dict)
    duration: int | None = None
    duration_run: Run | None = None
    parent: "ItemDraft | None" = None
    head: "ItemDraft | None" = None  # the section with people of its own that it stands under
    start: int = 0  # minutes since midnight of its day
    end: int | None = None
    end_is_derived: bool = False
