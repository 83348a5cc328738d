"""The organisations behind an event, each with its role, its country and its page."""

import re

from app.programme.announcing import lands
from app.programme.announcing.bending import unbent
from app.programme.announcing.result import AnnouncedParty, Card
from app.programme.announcing.source import Source
from app.programme.paste.runs import Run

_CUTS = re.compile(r"\s?[;|]\s?")
_COMMA = re.compile(r"\s?,\s?")
_JOINED = re.compile(r"(?<!\w)(?:and|et|y|e|und|и)(?!\w)|\sو|&|和|与")
_RUSSIAN_JOINT = re.compile(r",\s|\sи\s")
_IN_BRACKETS = re.compile(r"\s?\((?P<inside>[^()]{2,60})\)$")
_ENDED = re.compile(r"^[^.]*[^\W\d_]{5}\.$")  # the point is the list's
_ARTICLE = re.compile(r"the\s")
_LONGEST = 300
MOST = 24


def read(source: Source, role: str, runs: list[Run], known: int = 0) -> list[AnnouncedParty]:
    """The parties of one label, one to a line, a semicolon, or a comma where each part is a name."""
    names = [name for run in runs for part in run.split(_CUTS) for name in _names(source, part)]
    return [_party(source, role, *name) for name in names[: MOST - known] if len(name[0].text) <= _LONGEST]


def _names(source: Source, part: Run) -> list[tuple[Run, Run | None]]:
    """Names with the country behind them."""
    if match := _IN_BRACKETS.search(part.folded):
        inside = part.part(match.start("inside"), match.end("inside"))
        if _country(source, inside):
            return [(part.part(0, match.start()), inside)]
    if joints := _bent_joints(part):
        return [(piece, None) for piece in part.between(joints)]
    pieces = part.split(_COMMA)
    if len(pieces) < 2:  # noqa: PLR2004
        return [(part, None)]
    if _JOINED.search(part.folded) or not all(_begins_a_name(piece) for piece in pieces):
        end = pieces[-1]
        if not _country(source, end):
            return [(part, None)]
        return [(part.part(0, end.start - part.start).stripped(","), end)]
    found: list[tuple[Run, Run | None]] = []
    for piece in pieces:
        if found and found[-1][1] is None and _country(source, piece):
            found[-1] = (found[-1][0], piece)
        else:
            found.append((piece, None))
    return found


def _bent_joints(part: Run) -> list[tuple[int, int]]:
    """Where Russian names bent by the label follow each other: "при поддержке Фонда X и Союза Y"."""
    if not unbent(part.text):
        return []
    joints = (match.span() for match in _RUSSIAN_JOINT.finditer(part.text))
    return [
        (start, end)
        for start, end in joints
        if part.text[end : end + 1].isupper() and unbent(part.text[end:])
    ]


def _party(source: Source, role: str, name: Run, country: Run | None) -> AnnouncedParty:
    card = Card("party")
    if _ENDED.search(name.text):
        name = name.stripped(".")
    if article := _ARTICLE.match(name.folded):
        name = name.part(article.end())
    address = source.address(country or name)
    if address and address[1].start <= name.start:
        address = None
    elif address and address[1].start < name.end:
        name = name.part(0, address[1].start - name.start).stripped(":–-(,")
    code = _country(source, country) if country else ""
    return AnnouncedParty(
        role,
        source.called(name, card),
        source.read_as(code, [country], "country", card) if country and code else None,
        source.read_as(address[0], [address[1]], "url", card) if address else None,
        card,
    )


def _begins_a_name(piece: Run) -> bool:
    first = piece.text.lstrip('"')[:1]
    return first.isupper() or (first.isalpha() and first.lower() == first.upper())


def _country(source: Source, piece: Run) -> str:
    return lands.code_of(source.raw(piece))
