"""Labels before people and paragraphs: "Moderator:", "Intervenants :", "Key question", "Venue:"."""

import re
from dataclasses import dataclass
from functools import cache

from app.programme.paste.people import people_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import WORD, Hit, Vocabulary

_OF = re.compile(r"\s(?:of|de|da|do|del|du|des|der|d'|de la)\s?")
_COLON = re.compile(r"\s?:(?!\d\d(?!\d))")
_COUNTED = re.compile(r"(?<=[^\W\d])\s(?:n°\s?|#\s?)?\d{1,2}$")  # "Speaker 2"
_BLANKS = {" ", "\t", "\x1f"}
_PARTED = re.compile(r"[^\W\d_]{4}[.!?]\s")  # "Round table. Moderator"
_AFTER = re.compile(
    r"(?:\s?\([^()]{1,20}\)|/[\w*]{1,8}|[*:][^\W\d_]{1,6})?"
    r"(?:\s?:(?!\d\d)|\s[-–]\s|\s?–\s|(?<=[\u0600-\u06ff])\s?/\s)"
)
_SPEAKING = re.compile(
    r"(?<!\w)(?:by|por|par|von|durch|mit|avec|con|com|with|modera|moderan|برئاسه|يديرها|تديرها)$"
)
_PLURAL = re.compile(r"(?:s|[ae]n|[ae]m|innen|ы|и|ие|[ую]т|ون|ين|ات)\)?$|\w/\w| (?:and|et|y|e|und|и) ")
_ACTIVITY = re.compile(
    r"(?:ion|cao|ung|sitz|leitung|ence|encia|zia|ия|тво|(?<!\w)(?:ادار|رئاس)\w+.*)$|[\u3400-\u9fff]持$"
)
_OF_WHAT = re.compile(r"\s(?:of|de)\s.*")
_OF_ONE = {"moderator", "chair", "facilitator", "host", "rapporteur", "keynote"}
_LEADING = {"moderator", "chair"}
_SPEAKERS = {"speaker", "presenter"}
_MOST_WORDS = 6
_LONGEST = 1_500
_JOINING = {"roles", "kinds", "by", "sections", "tbc", "groups", "honorifics", "columns"}


@dataclass(frozen=True, slots=True)
class Label:
    """A label with which a run begins; `end` is where what it labels begins."""

    key: str
    end: int
    said: Run
    has_colon: bool = True
    cuts: bool = True  # the people of a label before it end here

    @property
    def is_for_one(self) -> bool:
        """Whether it announces one person: "Moderator", "Leitung", but not "Speakers" or "mit"."""
        return self.key in _OF_ONE and not is_plural(self.said.folded)

    @property
    def is_of_person(self) -> bool:
        """Whether it leads a discussion and says who does: "Chair", but not "Moderation" or "Vorsitz"."""
        return self.key in _LEADING and _ACTIVITY.search(self.said.folded) is None


class LabelReader:
    """Finds labels at the beginning of runs."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._people = people_reader(words)

    def role(self, run: Run) -> Label | None:
        """The role a label gives to the people behind it or below it."""
        if self._words.whole(run, "clock"):
            return None  # "POR LA TARDE"
        colon = _COLON.search(run.folded, 0, 70)
        if colon:
            head = run.part(0, colon.start())
            head = head.part(0, number.start()) if (number := _COUNTED.search(head.text)) else head
            hits = self._words.of(head, "roles")
            if hits and not _PARTED.search(head.text) and self._is_only_label(head):
                return Label(self._chosen(head, hits).key, colon.end(), head)
        for hit in self._words.hits(run):
            if hit.start or hit.table not in {"roles", "by"} or self._is_kind(run, hit):
                continue
            said = run.part(0, hit.end)
            if hit.table == "roles" and hit.end >= len(run.text.rstrip(" .:*")):
                return Label(hit.key, len(run.text), said, has_colon=run.text.rstrip().endswith(":"))
            if hit.table == "roles" and (after := _AFTER.match(run.folded, hit.end)):
                return Label(hit.key, after.end(), said)
            is_theirs = self._is_office(run, hit) or self._is_honorific(run, hit)
            if not is_theirs and self._names_somebody(run, hit):
                return Label(hit.key, hit.end, said)
        return None

    def field(self, run: Run) -> Label | None:
        """The field whose text follows: abstract, key question, objective, facts about the event."""
        for hit in self._words.hits(run):
            if hit.start or hit.table != "labels":
                continue
            rest = run.folded[hit.end :]
            if not rest.strip(" :.-–"):
                return Label(hit.key, len(run.text), run, has_colon=":" in rest)
            if after := re.match(r"(?:\s?\([^()]{1,20}\)|\(s\))?\s?(?::|–\s|\s-\s)", rest):
                return Label(hit.key, hit.end + after.end(), run.part(0, hit.end))
        return None

    def inside(self, run: Run) -> list[tuple[int, Label]]:
        """Labels in the middle of a run: where each begins, and what it says."""
        found: list[tuple[int, Label]] = []
        if len(run.text) > _LONGEST:
            return found
        every = self._words.hits(run)
        spoken = {(hit.start, hit.end) for hit in every if hit.table == "by"}
        for hit in every:
            if hit.table not in {"roles", "by"} or not hit.start or _is_within_another(hit, every):
                continue
            if run.text[hit.start - 1] == "-" and run.text[hit.start - 2 : hit.start - 1].isalnum():
                continue  # "School-Leader" is one word
            rest = run.folded[hit.end : hit.end + 30]
            before = run.text[: hit.start].rstrip()[-1:]
            is_parted = before in set(".,;:-–|([/")
            if found and hit.start < found[-1][1].end:
                continue
            if hit.table == "roles" and found and _is_led(hit, *found[-1]):
                start = found.pop()[0]
                said = run.part(hit.start, hit.end)
                found.append((start, Label(hit.key, hit.end, said, has_colon=False)))
                continue
            if hit.table == "roles" and (colon := re.match(r"(?:\(s\)|/\w{1,6}|[*:]\w{1,6})?\s?:", rest)):
                found.append((hit.start, Label(hit.key, hit.end + colon.end(), run.part(hit.start, hit.end))))
            elif (hit.table == "by" and run.text[hit.end : hit.end + 1].isspace()) or is_parted:
                said = run.part(hit.start, hit.end)
                cuts = (hit.start, hit.end) in spoken and (is_parted or hit.key != "speaker")
                cuts = cuts or (hit.table == "roles" and before == ";")
                found.append((hit.start, Label(hit.key, hit.end, said, has_colon=False, cuts=cuts)))
        return found

    def title_inside(self, run: Run, *, is_labelled: bool = False) -> tuple[int, int] | None:
        """Where "Title:" stands behind people in one line: "Speaker: Ada Example. Title: Wells".

        `is_labelled` says that the label of the people has been taken off before.
        """
        for hit in self._words.hits(run):
            if (
                hit.table != "labels"
                or hit.key != "title"
                or run.text[hit.start - 1 : hit.start] not in _BLANKS
            ):
                continue
            colon = _COLON.match(run.folded, hit.end)
            before = run.part(0, hit.start)
            is_told = is_labelled and before.text.endswith((".", ";", "|"))
            if colon and (is_told or any(one.has_colon for _, one in self.inside(before))):
                return hit.start, colon.end()
        return None

    def _is_kind(self, run: Run, hit: Hit) -> bool:
        """Whether a label only begins a longer phrase: "Panel" in "Panel discussion with ..."."""
        return any(
            other.table == "kinds" and not other.start and other.end > hit.end
            for other in self._words.hits(run)
        )

    def _is_office(self, run: Run, hit: Hit) -> bool:
        """Whether somebody holds it elsewhere: "Presidente da Câmara Municipal, Ada Exemplo"."""
        is_position = any(
            other.key == "position" and (other.start, other.end) == (hit.start, hit.end)
            for other in self._words.hits(run)
        )
        return is_position and _OF.match(run.folded, hit.end) is not None

    def _is_honorific(self, run: Run, hit: Hit) -> bool:
        """Whether it belongs to the name behind it: "Professor Ada Example"."""
        return any(
            other.table == "honorifics" and not other.start and other.end >= hit.end
            for other in self._words.hits(run)
        )

    def _names_somebody(self, run: Run, hit: Hit) -> bool:
        said = run.folded[: hit.end]
        rest = run.part(hit.end)
        people = self._people.people(rest, sure=True) if rest else []
        if not people:
            return False
        strong = bool(_SPEAKING.search(said)) or people[0].is_certain
        return strong or self._people.names.is_name(people[0].name)

    def _is_only_label(self, head: Run) -> bool:
        if '"' in head.text:
            return False  # a title in quotation marks stands before it
        words = [(match.start(), match.end()) for match in WORD.finditer(head.folded)]
        if len(words) > _MOST_WORDS * (2 if head.text[:1] >= "\u3400" else 1):
            return False
        known = [hit for hit in self._words.hits(head) if hit.table in _JOINING or hit.key == "and"]
        strange = [
            word for word in words if not any(hit.start <= word[0] and word[1] <= hit.end for hit in known)
        ]
        begins = bool(self._words.first(head, "roles")) and len(words) <= 4  # noqa: PLR2004
        allowed = 2 if begins else int(len(words) > 2)  # noqa: PLR2004
        return len(strange) <= allowed and not any(head.text[start:end].isdigit() for start, end in strange)

    def _chosen(self, head: Run, hits: list[Hit]) -> Hit:
        """The last of "Panel moderator", the first of "Chair and guest", "chair" of "Speaker and chair"."""
        joined = any(hit.key == "and" and hit.table == "words" for hit in self._words.hits(head))
        if not joined:
            return hits[-1]
        leading = (hit for hit in hits if hit.key in _LEADING)
        return next(leading, hits[0]) if hits[0].key in _SPEAKERS else hits[0]


def is_plural(said: str) -> bool:
    """Whether a folded label announces several people; a master of ceremonies is one."""
    return _PLURAL.search(_OF_WHAT.sub("", said)) is not None


def _is_led(hit: Hit, start: int, label: Label) -> bool:
    """Whether "with" or "by" stands right before a role: "with moderator Jane Doe"."""
    return not label.has_colon and label.end == hit.start - 1 and start < hit.start


def _is_within_another(hit: Hit, hits: tuple[Hit, ...]) -> bool:
    """As the speech in "keynote speech": a part of a longer phrase."""
    return any(
        other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
        for other in hits
        if other.table in {"kinds", "roles", "by"}
    )


@cache
def label_reader(words: Vocabulary) -> LabelReader:
    """The reader of a vocabulary, made once."""
    return LabelReader(words)
