"""What an event is: its title and theme, its kind, and how people attend."""

import re

from app.programme.announcing.labels import is_quoted
from app.programme.announcing.result import Announcement
from app.programme.announcing.source import Source
from app.programme.announcing.words import Inside, Words
from app.programme.paste.normalising import fold, normalise
from app.programme.paste.result import Found
from app.programme.paste.runs import Run

_LONGEST = 300
_PLATFORM = re.compile(
    r"(?<!\w)(?:zoom|teams|webex|youtube|google meet|skype|jitsi|bigbluebutton|腾讯会议|飞书|钉钉)(?!\w)"
)
_EDGES = " ,;:&+()|–-"
_SHORT_LINE = 8  # words
_FEW_WORDS = 4
AND_AT_THE_END = re.compile(r"(?<!\w)(?:and|et|y|e|und|и)$|و$|和$|与$")


class Gist:
    """Reads the facts that say what an event is; `settle` proposes what none of them has said."""

    def __init__(self, source: Source, words: Words, found: Announcement) -> None:
        self._source, self._words, self._found = source, words, found
        self._card = source.card("title")

    def title(self, run: Run) -> None:
        if len(run.text) <= _LONGEST:
            self._found.title = self._source.found(run.stripped("#*"), "title", self._card)

    def theme(self, run: Run) -> None:
        if self._found.theme is None and len(run.text) <= _LONGEST:
            theme = run.stripped('" ') if is_quoted(run) else run
            self._source.ledger.claim(run, "theme", self._card)
            self._found.theme = self._source.found(theme, "theme", self._card)

    def kind(self, run: Run) -> None:
        """What stands under the label for it is about nothing else: "Category 8 – Symposium"."""
        self.attendance(run)
        said = self._inside("kinds", run, "kind")
        self._found.kind = self._found.kind or said
        if said and len(run.text) <= _LONGEST:
            self._source.ledger.claim(run, "kind", self._card)

    def attendance(self, run: Run) -> None:
        said = self._said_of_attendance(run)
        self._found.attendance = self._found.attendance or said

    def attendance_alone(self, run: Run) -> None:
        """What stands under the label for it is about nothing else."""
        self.attendance(run)
        if self._found.attendance and len(run.text) <= _LONGEST:
            self._source.ledger.claim(run, "attendance", self._card)

    def _said_of_attendance(self, run: Run) -> Found | None:
        """Both here and there is hybrid, whatever words the page has for each."""
        found: list[Found] = []
        while run and len(found) < 2 and (inside := self._find("attendance", run)):  # noqa: PLR2004
            stretch = run.part(inside.start, inside.end)
            found.append(self._source.read_as(inside.key, [stretch], "attendance", self._card))
            run = run.part(inside.end)
        if {one.value for one in found} == {"in person", "online"}:
            return Found("hybrid", tuple(span for one in found for span in one.spans))
        return found[0] if found else None

    def attendance_in(self, run: Run) -> None:
        """What a short line near the title says about it, where no label does: "Lyon – hybrid format"."""
        inside = self._find("attendance", run) if self._found.attendance is None else None
        if inside and inside.key == "hybrid" and len(run.text.split()) <= _SHORT_LINE:
            self.attendance(run)

    def without_attendance(self, run: Run) -> Run:
        """What is left of a place that says "online", alone or beside a city."""
        inside = self._find("attendance", run)
        if inside is None and _PLATFORM.fullmatch(run.folded):
            self._source.ledger.claim(run, "attendance", self._card)
            return run.part(len(run.text))
        if inside is None:
            return run
        self.attendance(run)
        left = run.part(0, inside.start).stripped(_EDGES)
        if match := AND_AT_THE_END.search(left.folded):
            left = left.part(0, match.start()).stripped(_EDGES)
        behind = run.part(inside.end).stripped(_EDGES)
        if _PLATFORM.search(behind.folded) and len(behind.text.split()) <= _FEW_WORDS:
            self._source.ledger.claim(behind, "attendance", self._card)
        if left and self._found.attendance and self._found.attendance.value == "online":
            self._found.attendance = Found("hybrid", self._found.attendance.spans)
        return left

    def settle(self) -> None:
        """Propose the kind by the title, and how people attend by what is known of the place."""
        found = self._found
        if found.kind is None and found.title:
            inside = self._words.inside("kinds", _folded(found.title.value), found.language)
            found.kind = Found(inside.key, found.title.spans) if inside else None
        if found.attendance is None:
            is_webinar = found.kind is not None and found.kind.value == "webinar"
            here = "hybrid" if found.livestream else "in person"
            value = here if found.place else "online" if is_webinar or found.registration else "in person"
            found.attendance = Found(value, ())

    def _inside(self, table: str, run: Run, use: str) -> Found | None:
        inside = self._find(table, run)
        if inside is None:
            return None
        stretch = run.part(inside.start, inside.end)
        return self._source.read_as(inside.key, [stretch], use, self._card)

    def _find(self, table: str, run: Run) -> Inside | None:
        return self._words.inside(table, run.folded[:_LONGEST], self._found.language)


def _folded(value: str) -> str:
    return fold(normalise(value).text)
