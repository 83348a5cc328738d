"""Labels before facts: "Label: value", a label alone above its value, a row of a table."""

import re
from dataclasses import dataclass

from app.programme.announcing.words import Inside, Words
from app.programme.paste.lines import Line
from app.programme.paste.runs import Run

PARTIES = frozenset(
    {
        "organiser",
        "co-organiser",
        "host",
        "co-host",
        "partner",
        "in collaboration with",
        "sponsor",
        "media partner",
    }
)
_NUMBERED = re.compile(
    r"(?:\(?[一二三四五六七八九十]{1,3}[,.)]|(?:\d{1,2}|[ivx]{1,4})[.)](?!\d))[ \x1f]*(?=\S)"
)
_BEHIND = re.compile(r"\s?[,(]\s?(?P<first>[^\s,()]+)[^,()]*\)?$")
_ZONE = re.compile(r"(?:utc|gmt)(?:[+-]\d{1,2}(?::\d\d)?)?|[a-z]{1,3}[sd]?t|me?s?z")
# Behind a digit mostly a clock's, but not behind a year: "Registration until 5 May 2027: ...".
_COLON = re.compile(r"(?<!\d)\s?:(?!//)|(?<=(?<!\d)\d{4})\s?:(?=\s|https?:|$)")
_INVITES = re.compile(
    r"(?<!\w)(?:(?:invites?|welcomes?)\s(?:you|everyone|all)\sto(?:\s(?:the|its|their|a))?|invit(?:e|ent)\s(?:a|au|aux|a\sla)"
    r"|invita[n]?\s(?:al?|a\sla|a\slas|a\slos)|convida[m]?\s(?:para\s)?(?:o|a|ao)?|(?:ladt|laden|einladung)\s.*(?:zum|zur|zu)"
    r"|приглаша(?:ет|ют)\s(?:вас\s)?на)\s?:?$"
)
_SHORT_SENTENCE = re.compile(r"(?:[^\W\d_][\w'’-]*\s){4,}[^\W\d_]{3,}\.")
_QUESTION = re.compile(r"\s?\?")
_INNER = re.compile(r"\s?[,;|•]\s?(?P<label>[^:,;|•]{2,40}?)\s?:(?!//)\s?")
_DASH = re.compile(r"\s[-–]\s")
CREDIT, CAPTIONS = "credit", "captions"
_OF_A_SITE = re.compile(r"(?:19|20)\d\d|rights|reserved|droits|derechos|direitos|rechte|حقوق|права|版权|版權")
_LONGEST_LABEL = 60
_MOST_OF_A_DAY = 6  # words: "Wednesday, 5 May 2027, 23:59 CET"
_ADDRESS = re.compile(r"https?:|www\.|@")
# What pages put before a fact in place of a word for it.
_PICTURES = (
    dict.fromkeys("📅📆🗓", "dates") | dict.fromkeys("📍📌", "place") | dict.fromkeys("💻", "attendance")
)
_PICTURES |= dict.fromkeys("🌐🗣", "languages")
_PICTURES |= dict.fromkeys("⏰⌚⏱" + "".join(map(chr, range(0x1F550, 0x1F568))), "time")
_IN_TWO = re.compile(r"\s?/\s?|(?<=[\u3400-\u9fff])\s?(?=[a-z])|(?<=[\u0620-\u06ff])\s?(?=[a-z])")
_CLOCKS = {"dates", "time", "starts", "ends"}  # "Time / place" is the head of a table
# A name right behind "organised by", and no verb behind a comma: "the Guild of Lamps and the Harbour."
_ONLY_NAMES = re.compile(
    r"(?:(?:the|la|le|les|el|los|las|o|a|os|as|die|der|dem|den|das|vom|dem)\s|l')?[^\W\d_a-zà-ÿа-я][^.!?]*\.$"
)
_REMARKS = ("filler", "state")  # "When, local time", "Programme (draft)"
_MOST_CREDITED = 8  # words of who has made a picture; more say what it shows
_LONGEST_SENTENCE = 160
_MOST_OF_A_KIND = 4  # words: "Third International Conference"
_MOST_OF_AN_ISSUE = 6  # words: "Newsletter No. 14 - March 2026"
_NUMBER_OF_SERIES = re.compile(
    r"[^\W\d_][^\d:]{2,40}?\s(?P<number>(?:#|no\.\s?|n[°º]\s?)?\d{1,3})\s?[:.–-]\s?\S"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label on a line, and what stands behind it there."""

    key: str
    label: Run
    values: tuple[Run, ...]


class LabelReader:
    """Finds labels at the beginning of lines, in the language of the page."""

    def __init__(self, words: Words, language: str) -> None:
        self._words = words
        self._language = language

    def read(self, line: Line) -> Labelled | None:
        if (key := _PICTURES.get(line.whole.text[:1], "")) and line.has_bullet and not self._read(line):
            label = line.whole.part(0, line.run.start - line.whole.start)
            return Labelled(key, label, (line.run,)) if len(line.run.text) <= _LONGEST_SENTENCE else None
        if is_credit(line.run):
            return Labelled(CREDIT, line.run.part(0, 0), (line.run,))
        found = self._read(line)
        if found is not None and found.key == CREDIT:
            return found if len(found.values) == 1 and _names_somebody(found.values[0]) else None
        return found

    def _read(self, line: Line) -> Labelled | None:
        cells = [cell for cell in line.cells if cell]
        if len(cells) > 1 and (key := self._key(cells[0])):
            return Labelled(key, cells[0], tuple(cells[1:]))
        stretch = line.run
        for mark in (_COLON, _QUESTION, _DASH):
            match = mark.search(stretch.folded, 0, _LONGEST_LABEL)
            head = stretch.part(0, match.start()) if match else stretch
            if match and (key := self._key(head) or self._until(head)):
                value = stretch.part(match.end())
                return Labelled(key, head, (value,) if value else ())
        if key := self._key(stretch):
            return Labelled(key, stretch, ())
        return self._last_day(stretch) or self._sentence(stretch)

    def parts(self, labelled: Labelled) -> list[Labelled]:
        """What one line says under several labels: "Start: 10:00, end: 17:30"."""
        if len(labelled.values) != 1:
            return [labelled]
        found = [labelled]
        value = labelled.values[0]
        for match in _INNER.finditer(value.folded):
            label = value.part(*match.span("label"))
            key = self._key(label)
            if not key:
                continue
            last = found[-1]
            before = last.values[0].part(0, value.start + match.start() - last.values[0].start)
            found[-1] = Labelled(last.key, last.label, (before,) if before else ())
            found.append(Labelled(key, label, (value.part(match.end()),)))
        return found

    def is_over_figures(self, line: Line) -> bool:
        """Whether a line is the heading of key figures: "In numbers", "The forum in figures"."""
        if line.has_bullet or len(line.run.text) > _LONGEST_LABEL:
            return False
        said = unnumbered(line.run).stripped(":.")
        found = self._words.inside("over figures", said.folded, self._language)
        return found is not None and found.end == len(said.text)

    def invites_to(self, stretch: Run) -> bool:
        """Whether a line ends where the name of what it invites to follows: "... invites you to the"."""
        return len(stretch.text) <= _LONGEST_SENTENCE and _INVITES.search(stretch.folded) is not None

    def is_no_place(self, stretch: Run) -> bool:
        """Whether a line below a place is a sentence, or says how one gets in: "Admission free"."""
        entry = self._words.inside("participation", stretch.folded, self._language)
        return (entry is not None and not entry.start) or _SHORT_SENTENCE.fullmatch(stretch.text) is not None

    def is_over_programme(self, stretch: Run) -> bool:
        """Whether a line says that the programme of a day follows: "Programme of the first day"."""
        is_short = len(stretch.text) <= _LONGEST_LABEL + _LONGEST_LABEL and not stretch.text.endswith(".")
        return is_short and any(not one.start for one in self._words.naming("programme", stretch.folded))

    def is_kind(self, stretch: Run) -> bool:
        """Whether a line only says what kind of event this is, as pages do above their title."""
        return self._words.key("kinds", stretch.folded, self._language) != ""

    def is_bare_kind(self, stretch: Run) -> bool:
        """As `is_kind`, also with what such are called besides, in two languages: "International Seminar"."""
        if len(stretch.text) > _LONGEST_LABEL or any(map(str.isdigit, stretch.text)):
            return False
        return any(
            self._words.consists(one, stretch.folded, besides="attributes") for one in ("kinds", "occasion")
        )

    def has_kind(self, stretch: Run) -> bool:
        """Whether a kind of event that is one of ours stands somewhere on a line."""
        return self._words.inside("kinds", stretch.folded, self._language) is not None

    def _is_issue(self, stretch: Run) -> bool:
        """Whether a line says which number of a mailing this is: "Issue 14 - March 2026"."""
        if len(stretch.text.split()) > _MOST_OF_AN_ISSUE or not any(map(str.isdigit, stretch.text)):
            return False
        said = self._words.inside("issue", stretch.folded, self._language)
        return said is not None and not said.start

    def is_foot(self, stretch: Run) -> bool:
        """Whether a line is about the mailing itself: "You receive this because ... Unsubscribe"."""
        return self._words.inside("foot", stretch.folded[:_LONGEST_SENTENCE], self._language) is not None

    def is_heading(self, stretch: Run) -> bool:
        """Whether a line is what pages write over hotels, fees or travel, whatever stands above it."""
        return self._heading(stretch) == "text"

    def headed(self, line: Line) -> tuple[Run, Run] | None:
        """Such a heading with all of its text behind it on the line: "Fees: none"."""
        match = _COLON.search(line.run.folded, 0, _LONGEST_LABEL) if not line.cells else None
        head, text = (line.run.part(0, match.start()), line.run.part(match.end())) if match else (None, None)
        return (head, text) if head and text and self._heading(head) == "text" else None

    def is_about_event(self, stretch: Run) -> bool:
        """Whether a sentence tells how all of the event is heard or seen, and no session of it."""
        if not (stretch.text.endswith(".") or _ADDRESS.search(stretch.folded)):
            return False
        tables = ("streamed", "foot", "told")
        is_said = any(self._words.inside(one, stretch.folded, self._language) for one in tables)
        return is_said or any(self._words.naming(CAPTIONS, stretch.folded))

    def who_said(self, stretch: Run) -> Run | None:
        """Whom a sentence names behind words in quotation marks: "said Ada Example, mayor of Cork."."""
        lead = 1 if stretch.text[:1] == "و" else 0  # the Arabic "and", joined to the verb
        told = self._words.inside("said by", stretch.folded[lead:], self._language)
        if told is None:
            return None
        told = Inside(told.start and told.start + lead, told.end + lead, told.key)
        name = stretch.part(0, told.start) if told.start else stretch.part(told.end)
        return name.stripped(" ,.:") or None

    def is_committee(self, stretch: Run) -> bool:
        """Whether a line is the heading of people who prepare the event."""
        return self._heading(stretch) == "committee"

    def _heading(self, stretch: Run) -> str:
        if len(stretch.text) > _LONGEST_LABEL:
            return ""
        said = unnumbered(stretch).stripped(":.? ")
        return self._words.of_occasion("headings", said.folded, self._language)

    def is_series(self, above: Run, below: Run) -> bool:
        """Whether a line names a series, and the one below this event of it: "Webinar 2: Libraries"."""
        number = _NUMBER_OF_SERIES.match(below.folded)
        if number is None or not self._speaks_of_kind(below.part(0, number.start("number"))):
            return False
        return self._words.inside("kinds", above.folded, self._language) is not None

    def is_kind_of_quoted(self, above: Run, below: Run) -> bool:
        """Whether a line only says the kind, and the quoted one below it is the title."""
        return self._speaks_of_kind(above) and is_quoted(below)

    def _speaks_of_kind(self, stretch: Run) -> bool:
        is_short = len(stretch.text) <= _LONGEST_LABEL and len(stretch.text.split()) <= _MOST_OF_A_KIND
        is_short = is_short and not any(map(str.isdigit, stretch.text))
        return is_short and self._words.inside("kinds", stretch.folded, self._language) is not None

    def leads_on(self, stretch: Run) -> bool:
        """Whether a line begins with a small word, as a heading does and no name: "About the webinar".

        Where scripts have capitals the last word of a heading has none: "De la Torre" is somebody.
        """
        first, _, rest = stretch.folded.partition(" ")
        if not rest or not self._words.key("small", first, self._language):
            return False
        has_capitals = stretch.text[0].isupper() or stretch.text[0].islower()
        return not has_capitals or (stretch.text[0].isupper() and stretch.text.rpartition(" ")[2].islower())

    def is_site(self, stretch: Run) -> bool:
        """Whether a line is only what stands around every page of a site: "Menu Search EN"."""
        return len(stretch.text) <= _LONGEST_SENTENCE and self._words.consists("site", stretch.folded)

    def is_noise(self, stretch: Run) -> bool:
        """Whether a line belongs to the site around the page: a breadcrumb, a button."""
        if stretch.text[:1] == "©" or self.is_site(stretch) or self._is_issue(stretch):
            return True
        if len(stretch.text) > _LONGEST_SENTENCE:
            return False
        if stretch.text.endswith('"') and ' "' in stretch.text:
            return False  # a title in quotation marks; as steps of a way they stand between words
        steps = re.split(r"\s[>/|\"'→]\s|\s?>\s?", stretch.folded)
        return self._words.of_occasion("noise", steps[0].strip("! ¡,"), self._language) != ""

    def is_way(self, stretch: Run) -> bool:
        """Whether a line is the way to a page through its site: "Home / Events / Meetings"."""
        is_parted = re.search(r"\s[>/|→]\s|>", stretch.folded) is not None
        return is_parted and self.is_noise(stretch)

    def _key(self, stretch: Run) -> str:
        if not stretch or len(stretch.text) > _LONGEST_LABEL:
            return ""
        behind = _BEHIND.search(stretch.folded)
        is_remark = behind and any(self._words.key(one, behind["first"], self._language) for one in _REMARKS)
        if behind and (is_remark or _ZONE.fullmatch(behind["first"])):
            stretch = stretch.part(0, behind.start())  # "When, local time", "Programme (CET)"
        number = _NUMBERED.match(stretch.folded)
        said = stretch.folded[number.end() if number else 0 :]
        return self._words.of_occasion("labels", said, self._language) or self._twice(said)

    def _twice(self, folded: str) -> str:
        """The key of a label that a page writes in two languages: "Lieu / Venue", "时间 Date"."""
        parts = _IN_TWO.split(folded)
        if len(parts) != 2:  # noqa: PLR2004
            return ""
        first, second = (self._words.keys("labels", part) for part in parts)
        is_head = "/" in folded and bool(first & _CLOCKS)
        both = first & second or (first if second and not is_head else set())
        return next(iter(sorted(both)), "")

    def _until(self, stretch: Run) -> str:
        """The key of a label with a last day behind it: "Registration until 5 May"."""
        found = self._words.inside("until", stretch.folded, self._language)
        if found is None or not found.start or not any(map(str.isdigit, stretch.text[found.end :])):
            return ""
        return self._key(stretch.part(0, found.start).stripped(" ,("))

    def _last_day(self, stretch: Run) -> Labelled | None:
        """A line that only says until when one may register: "Register by 5 May 2027"."""
        found = self._words.inside("until", stretch.folded[:_LONGEST_LABEL], self._language)
        if found is None or self._until(stretch) not in {"registration", "deadline"}:
            return None
        day = stretch.part(found.end)
        is_short = len(day.text.split()) <= _MOST_OF_A_DAY and not _ADDRESS.search(day.folded)
        return Labelled("deadline", stretch.part(0, found.end), (day,)) if is_short else None

    def _sentence(self, stretch: Run) -> Labelled | None:
        """A label that needs no mark behind it: "Organised by the city of X"."""
        if len(stretch.text) > _LONGEST_SENTENCE:
            return None
        found = self._words.leading(stretch.folded, self._language)
        if found is None or found.key not in PARTIES:
            return None
        value = stretch.part(found.end)
        if value.text.endswith("."):
            if not _ONLY_NAMES.match(value.text):
                return None
            value = value.stripped(".")
        return Labelled(found.key, stretch.part(0, found.end), (value,))


def is_quoted(stretch: Run) -> bool:
    """Whether a line stands in quotation marks, all of it."""
    text = stretch.text
    return text[:1] == '"' == text[-1:] and text.count('"') == 2  # noqa: PLR2004


def is_credit(stretch: Run) -> bool:
    """Whether a line says whose a picture is; what is whose of the site has a year, or speaks of rights."""
    return stretch.text[:1] == "©" and _names_somebody(stretch) and not _OF_A_SITE.search(stretch.folded)


def _names_somebody(value: Run) -> bool:
    return len(value.text.split()) <= _MOST_CREDITED and not value.text.endswith((".", "!", "?"))


def unnumbered(stretch: Run) -> Run:
    """A heading without its number."""
    number = _NUMBERED.match(stretch.folded)
    return stretch.part(number.end()) if number else stretch
