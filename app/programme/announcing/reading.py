"""The page reader: the text of an event's page in, its facts with their sources out. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from app.programme.announcing import envelopes, heard, leaflets, naming, parties, passages, themes, tongues
from app.programme.announcing.asides import AsideReader
from app.programme.announcing.backers import BackerReader
from app.programme.announcing.counting import FigureReader
from app.programme.announcing.featuring import FeatureReader
from app.programme.announcing.gist import Gist
from app.programme.announcing.headlines import PLACES, HeadlineReader
from app.programme.announcing.joining import JoiningReader
from app.programme.announcing.labels import CAPTIONS, CREDIT, PARTIES, LabelReader
from app.programme.announcing.leaflets import LeafletReader
from app.programme.announcing.places import PlaceReader
from app.programme.announcing.result import ABOUT, Announcement
from app.programme.announcing.segmenting import Fact, Passage, Segmenter, Segments, line_of
from app.programme.announcing.sentences import SentenceReader
from app.programme.announcing.source import Source, said
from app.programme.announcing.timing import TimeReader
from app.programme.announcing.together import TogetherReader
from app.programme.announcing.whereabouts import WhereReader
from app.programme.announcing.words import Words, page_words
from app.programme.paste.accounting import account
from app.programme.paste.clocks import ClockReader
from app.programme.paste.errors import TextTooLong
from app.programme.paste.kinds import kind_reader
from app.programme.paste.limits import MOST_CHARACTERS
from app.programme.paste.lines import lines
from app.programme.paste.normalising import fold, normalise
from app.programme.paste.people import people_reader
from app.programme.paste.result import Found
from app.programme.paste.roles import label_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary, vocabulary

_TIMES = ("dates", "starts", "ends", "time", "timezone")
_WEB = ("http://", "https://", "www.")
_LONGEST_AUDIENCE = 4000


@dataclass(frozen=True, slots=True)
class Page:
    """What all who read one page share."""

    source: Source
    words: Words
    spoken: Vocabulary
    segments: Segments
    found: Announcement


def read(text: str, today: date) -> Announcement:
    """Read the text of an event's page. Raises TextTooLong, and nothing else for any text."""
    if len(text) > MOST_CHARACTERS:
        raise TextTooLong
    normalised = normalise(text)
    folded = fold(normalised.text)
    spoken = vocabulary().narrowed(folded)
    try:
        words = page_words()
        found = Announcement(words.language(folded))
        labels = LabelReader(words, found.language)
        clocks = ClockReader(spoken)
        figures = FigureReader(words, found.language, clocks)
        whole = Run(0, normalised.text, folded)
        people, roles, kinds = people_reader(spoken), label_reader(spoken), kind_reader(spoken)
        asides = AsideReader(labels, people, roles, kinds, figures, whole)
        cut = lines(normalised.text, spoken)
        segments = Segmenter(labels, clocks, asides.read(cut)).segments(cut)
        page = Page(Source(text, normalised), words, spoken, segments, found)
        _read(page, today)
        joints = spoken.spellings("words", "and") | spoken.spellings("small", "word")
        for table in ("small", "filler", "said by"):
            joints |= words.spellings(table, found.language)
        found.lines = account(text, normalised, page.source.ledger, _numbers(page), joints)
        return found
    finally:  # a web process is not to keep the texts of its visitors
        spoken.forget()


def _numbers(page: Page) -> dict[int, int]:
    """The number of every card: of what there is one of first, then of every row."""
    rows = (one.card for rows in page.found.rows.values() for one in rows)
    return {id(card): number for number, card in enumerate([*map(page.source.card, ABOUT), *rows])}


def _read(page: Page, today: date) -> None:
    source, segments, found = page.source, page.segments, page.found
    gist = Gist(source, page.words, found)
    naming.settle(page.words, found.language, segments)
    unplaced = TimeReader(source, page.spoken, "", today)
    for reader in (HeadlineReader, SentenceReader):
        reader(source, page.words, found.language, unplaced).read(segments)
    envelopes.read(source, segments)
    WhereReader(page.words, page.spoken, found.language, unplaced).read(segments)
    if segments.title:
        gist.title(segments.title)
    place = _place(page, gist)
    times = TimeReader(source, page.spoken, place.zone(), today)
    _times(page, times)
    joining = JoiningReader(source, page.words, found)
    for fact in segments.facts:
        _fact(page, fact, gist, joining)
    for run in (run for fact in segments.facts if fact.key in {"kind", "attendance"} for run in fact.said):
        joining.participation(run)
        joining.streamed(run)
    features = FeatureReader(source, page.words, found)
    for aside in segments.asides:
        features.read(aside)
    found.place, found.time = place.found, times.settle()
    joining.from_text(segments.passages)
    heard.from_text(source, page.words, segments.passages, found)
    themes.from_text(source, page.words, segments.passages, found)
    BackerReader(source, page.words, page.spoken, found).read(segments.passages)
    passages.sections(source, segments.passages, found)
    found.sections.sort(key=lambda one: one.body.spans[0].start)
    for passage in segments.passages[:2]:
        for line in passage.said[:4]:
            gist.attendance_in(line.run)
    found.programme = passages.programme(source, segments.programme_labels, segments.programme)
    gist.settle()
    for run in segments.noise:
        source.ledger.claim(run, "noise")


def _place(page: Page, gist: Gist) -> PlaceReader:
    """The country and the city first: they tell which of the other parts is which."""
    reader = PlaceReader(page.source, page.found.language)
    for key in _places_in_order(page):
        for fact in page.segments.facts:
            if fact.key == key:
                said = [run for run in fact.said if not run.folded.startswith(_WEB)]  # "Site: https://..."
                runs = [left for run in said if (left := gist.without_attendance(run))]
                reader.read(key, runs)
    reader.settle()
    return reader


def _places_in_order(page: Page) -> list[str]:
    """Rooms before the place, unless that tells the house they are in: "Harbour Hall, Quay 3, Cork"."""
    place = next((run for fact in page.segments.facts if fact.key == "place" for run in fact.said), None)
    if place is None:
        return [*PLACES]
    is_house = any(hit.table == "rooms" or hit.key == "organisation" for hit in page.spoken.hits(place))
    is_first = is_house or place.text.count(",") > 1
    rest = [key for key in PLACES if key != "rooms"]
    return [*rest, "rooms"] if is_first else [*PLACES]


def _times(page: Page, times: TimeReader) -> None:
    segments = page.segments
    stated = [fact for key in _TIMES for fact in segments.facts if fact.key == key]
    for fact in stated:
        for run in fact.said:
            times.read(run, fact.key)
    for passage in segments.passages[:2]:
        for line in passage.said[:4]:
            times.zone_near_clocks(line.run)
    if times.found.first_day is None and segments.title and (day := times.days_in(segments.title)):
        times.read(day, "dates")
    if times.found.first_day is None:
        times.from_programme([line.run for line in segments.programme])


def _fact(page: Page, fact: Fact, gist: Gist, joining: JoiningReader) -> None:
    """Give the values of a fact to whoever reads such; the label is used with them."""
    source, found, said = page.source, page.found, fact.said
    each: dict[str, Callable[[Run], None]] = {
        "theme": gist.theme,
        "kind": gist.kind,
        "attendance": gist.attendance_alone,
        "registration": joining.registration,
        "livestream": joining.livestream,
        "contact": joining.contact,
        CREDIT: partial(_credit, page),
    }
    if fact.label:
        source.label(fact.label, fact.values, "label" if said else "noise")
    is_told = fact.key == "registration" and not fact.values and joining.tells_how(said)
    if fact.key in each and not is_told:
        for run in said:
            each[fact.key](run)
    elif fact.key in {"languages", "interpretation"}:
        tongues.read(found, source, page.words, said, fact.key)
    elif fact.key in PARTIES:
        _parties(page, fact)
    elif fact.key in {"documents", "programme"}:
        _documents(page, fact)
    elif fact.key in {"accessibility", CAPTIONS}:
        _accessibility(page, fact)
    elif fact.key == "audience":
        _audience(page, said)
    elif fact.key == "aims" or is_told:
        # Text like any other, under the page's own word for it.
        aims = Passage(fact.label, [*map(line_of, fact.values), *fact.lines])
        passages.sections(source, [aims], found)


def _parties(page: Page, fact: Fact) -> None:
    """Those a label names, also with a second role behind the first: "X in cooperation with Y"."""
    found = page.found
    together = TogetherReader(page.words, page.spoken, found.language)
    for value in fact.said:
        for lead in together.leads(value):
            page.source.ledger.claim(value.part(lead.start, lead.end), "label")
    for role, run in (part for value in fact.said for part in together.parted(fact.key, value)):
        named = {(one.role, one.name.value) for one in found.parties}
        read_here = parties.read(page.source, role, [run], len(found.parties))
        found.parties += [one for one in read_here if (one.role, one.name.value) not in named]


def _documents(page: Page, fact: Fact) -> None:
    reader = LeafletReader(page.source, page.words, page.found.language)
    if fact.key == "programme":  # "see below" is none
        said = [run for run in fact.said if page.source.address(run) is not None]
    else:
        said = fact.said
    for document in reader.read_all(said)[: leaflets.MOST - len(page.found.documents)]:
        document.kind = "programme" if fact.key == "programme" else document.kind
        page.found.documents.append(document)


def _audience(page: Page, said: list[Run]) -> None:
    """One group on each line, as the page of the event shows them."""
    card = page.source.card("audience")
    groups = [part for run in said for part in run.between(_semicolons(run))]
    values = [page.source.found(group, "audience", card) for group in groups]
    text = "\n".join(value.value for value in values)
    if text and len(text) <= _LONGEST_AUDIENCE:
        spans = tuple(span for value in values for span in value.spans)
        page.found.audience = Found(text, spans)


def _credit(page: Page, run: Run) -> None:
    """Of several pictures the first, which mostly stands at the top; the others are the page's own."""
    if page.found.image_credit is None:
        page.found.image_credit = page.source.found(run, "image_credit", page.source.card("title"))
    else:
        page.source.ledger.claim(run, "noise")


def _accessibility(page: Page, fact: Fact) -> None:
    """With its label where that says what it is about: "Captions: English"."""
    card = page.source.card("languages")
    values = [page.source.found(run, "accessibility", card) for run in fact.said]
    lines = [value.value for value in values]
    if fact.key == CAPTIONS and fact.label is not None and lines:
        lines[0] = f"{said(page.source.raw(fact.label))}: {lines[0]}"
    if lines:
        page.found.add_access(lines, [span for value in values for span in value.spans])


def _semicolons(run: Run) -> list[tuple[int, int]]:
    return [(place, place + 1) for place, letter in enumerate(run.text) if letter == ";"]
