"""Announcements of one session, whose time stands among the facts: "Date: ...", "Time: 17:30-19:00"."""

from collections.abc import Sequence

from app.programme.paste.bodylines import BodyLine
from app.programme.paste.readings import Reading
from app.programme.paste.roles import label_reader
from app.programme.paste.vocabulary import Vocabulary


def body(readings: Sequence[Reading], words: Vocabulary) -> list[BodyLine]:
    """The lines of the one session, its title first; none when nothing could be a title."""
    labels = label_reader(words)
    lines = [
        BodyLine(reading.line, reading.run, after_blank=number > 0 and readings[number - 1].kind == "blank")
        for number, reading in enumerate(readings)
        if reading.kind == "text"
    ]
    fields = [(label.key if (label := labels.field(line.run)) else "") for line in lines]
    named = next((place for place, key in enumerate(fields) if key == "title"), None)
    first = next((place for place, key in enumerate(fields) if not key), None)
    place = named if named is not None else first
    if place is None:
        return []
    title = lines[place]
    key = "" if named is not None else "title"
    return [BodyLine(title.line, title.run, after_blank=False, key=key), *lines[:place], *lines[place + 1 :]]
