"""The parser: a programme as text in, sessions with their sources out. Pure: no database, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.programme.paste.accounting import account
from app.programme.paste.acquaintances import Acquaintances
from app.programme.paste.below import ListReader
from app.programme.paste.beside import parted
from app.programme.paste.bodies import BodyReader
from app.programme.paste.bodylines import Entry
from app.programme.paste.building import Builder
from app.programme.paste.days import Calendar
from app.programme.paste.drafts import ItemDraft
from app.programme.paste.errors import TextTooLong
from app.programme.paste.fieldlists import with_clocks_first
from app.programme.paste.finishing import Finisher, said
from app.programme.paste.habits import habits
from app.programme.paste.labelhabits import settle_bodies
from app.programme.paste.lasting import with_lengths
from app.programme.paste.ledger import Ledger
from app.programme.paste.limits import MOST_CHARACTERS
from app.programme.paste.lines import lines
from app.programme.paste.nesting import close, nest
from app.programme.paste.normalising import Normalised, fold, normalise
from app.programme.paste.people import people_reader
from app.programme.paste.readings import LineReader, Reading
from app.programme.paste.result import Question, Result, Zone
from app.programme.paste.runs import Run
from app.programme.paste.spans import joined
from app.programme.paste.stages import with_stages
from app.programme.paste.timing import Timing
from app.programme.paste.toldays import with_told_days
from app.programme.paste.venues import venues
from app.programme.paste.vocabulary import FOLDER, Vocabulary, vocabulary
from app.programme.paste.zones import ZoneReader
from app.programme.text.reading import read as read_ours


@dataclass(frozen=True)
class Options:
    """What the parser cannot know from the text."""

    first_day: date
    timezone: str = ""
    last_day: date | None = None
    vocabulary_folder: Path = FOLDER


def parse(text: str, options: Options) -> Result:
    """Read a programme. Raises TextTooLong and TooManyItems, and nothing else for any text."""
    ours = read_ours(text, options.first_day, lambda rest: _read(rest, options))
    if ours is not None:
        return ours
    if len(text) > MOST_CHARACTERS:
        raise TextTooLong
    return _read(text, options)


def _read(text: str, options: Options) -> Result:
    """A text in nobody's form but its writer's."""
    normalised = normalise(text)
    words = vocabulary(options.vocabulary_folder).narrowed(fold(normalised.text))
    try:
        return _parsed(text, normalised, words, options)
    finally:  # a web process is not to keep the texts of its visitors
        words.forget()
        people_reader(words).forget()


def _parsed(text: str, normalised: Normalised, words: Vocabulary, options: Options) -> Result:
    ledger = Ledger()
    calendar = Calendar(options.first_day, options.last_day)
    reader = LineReader(words, ZoneReader(words, options.timezone, options.first_day), calendar)
    readings = joined(reader.read_all(lines(normalised.text, words)))
    readings = with_clocks_first(readings, words)
    readings = with_told_days(readings, reader.dates, calendar)
    readings = with_stages(with_lengths(readings, words), words)
    builder = Builder(words, reader, calendar, ledger)
    entries = builder.build(readings)
    ListReader(words, ledger).attach(entries, builder.pending)
    items = _filled(parted(entries, words), words, ledger)
    timing = Timing(items)
    timing.place()
    nest(items)
    finisher = Finisher(text, normalised, words, ledger)
    close(items, finisher.kind_of)
    sessions = finisher.sessions(items)
    numbers = {id(item): number for number, item in enumerate(said(items))}
    return Result(
        sessions,
        account(
            text,
            normalised,
            ledger,
            numbers,
            words.spellings("words", "and") | words.spellings("by", "speaker"),
        ),
        _zone(readings, finisher),
        tuple(_questions(builder.doubts, timing.doubts, readings, finisher, numbers)),
    )


def _filled(entries: list[Entry], words: Vocabulary, ledger: Ledger) -> list[ItemDraft]:
    titles = [line.run for entry in entries for line in entry.body[:1] if line.key == "title"]
    lines = [line.run for entry in entries for line in entry.body]
    ends = [entry.body[-1].run for entry in entries if len(entry.body) > 1]
    usual = replace(habits(titles, lines, words, ends), venues=venues(entries, words))
    bodies = BodyReader(words, ledger, usual)
    last = len(entries) - 1
    items = [
        item
        for number, entry in enumerate(entries)
        for item in bodies.fill(entry, is_last=number == last and not entry.is_everything)
    ]
    for item in items:
        item.room = item.room or ([item.stage] if item.stage else [])
    Acquaintances(words, items).introduce(items)
    settle_bodies(items)
    return items


def _zone(readings: list[Reading], finisher: Finisher) -> Zone | None:
    """The zone of a statement about all times, else the first one behind a clock."""
    zoned = [reading for reading in readings if reading.zone and reading.zone.value]
    for reading in [reading for reading in zoned if reading.kind == "zone"] or zoned:
        if reading.zone and reading.zone_run:
            return Zone(reading.zone.value, finisher.span(reading.zone_run))
    return None


def _questions(
    days: list[tuple[str, Run]],
    halves: list[tuple[str, Run, ItemDraft]],
    readings: list[Reading],
    finisher: Finisher,
    numbers: dict[int, int],
) -> Iterator[Question]:
    for code, run in days:
        yield Question(code, finisher.span(run))
    for code, run, item in halves:
        yield Question(code, finisher.span(run), numbers.get(id(item)))
    asked = set()
    for reading in readings:
        if reading.zone and reading.zone_run and reading.zone.doubt and reading.zone.value not in asked:
            asked.add(reading.zone.value)
            yield Question(reading.zone.doubt, finisher.span(reading.zone_run))
