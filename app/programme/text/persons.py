"""Somebody as a line says it: Ms Ada Lovelace, Chair; Analytical Society (London, France) [remote]."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.network import countries
from app.programme.models import AppearanceMode, AppearanceState
from app.programme.paste.result import Found, ParsedPerson, Span
from app.programme.text.sheet import Who
from app.programme.text.stretch import COMMAS, SEMICOLONS, Stretch, escaped, literal
from app.programme.text.words import Words

_TAIL = re.compile(r"\[([^\[\]]*)\]$")
_ID = re.compile(r"@[0-9A-Z]{8}")
_IN_PERSON, _CONFIRMED = AppearanceMode.IN_PERSON.value, AppearanceState.CONFIRMED.value


@dataclass(slots=True)
class _Tail:
    """What stands in square brackets at the end."""

    mode: str = _IN_PERSON
    state: str = _CONFIRMED
    is_group: bool = False
    public_id: Stretch | None = None


def write(who: Who, words: Words) -> str:
    """The line for `who` without the role: as people write it, marked only where that would mislead."""
    *plainer, line = _spellings(who, words)
    for one in plainer:
        if as_who(read(Stretch(0, one), who.role, words)) == who:
            return one
    return line


def _spellings(who: Who, words: Words) -> Iterator[str]:
    """The ways to write it, the plainest first; the last cannot be misunderstood."""
    tail = _tail(who, words)
    for name in [escaped(who.label)] if who.label else _full_names(who):
        said = _said(name, escaped(who.position), escaped(who.organisation))
        yield _joined(said, _place(who), tail)
        if said.endswith((")", "]")):
            yield _joined(f"{said[:-1]}\\{said[-1]}", _place(who), tail)
    name = literal(who.label) or _joined(f"{{{literal(who.honorific)}}}", _marked_names(who, literal))
    said = _said(name, literal(who.position), literal(who.organisation))
    yield _joined(said, _literal_place(who), tail)


def _full_names(who: Who) -> Iterator[str]:
    """Honorific and names, marked where their edges are not what a reader takes for granted."""
    for honorific in (escaped(who.honorific), f"{{{_safe(who.honorific)}}}"):
        for names in (
            _in_order(who, escaped(who.given_name), escaped(who.family_name)),
            _marked_names(who, _safe),
        ):
            yield _joined(honorific, names)


def _marked_names(who: Who, write_one: Callable[[str], str]) -> str:
    return _in_order(who, write_one(who.given_name), f"_{write_one(who.family_name)}_")


def _in_order(who: Who, given: str, family: str) -> str:
    return _joined(family, given) if who.family_name_first else _joined(given, family)


def _safe(value: str) -> str:
    return escaped(value, f"{COMMAS}{SEMICOLONS}{{}}_")


def _said(name: str, position: str, organisation: str) -> str:
    return name + (f", {position}" if position else "") + (f"; {organisation}" if organisation else "")


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _place(who: Who) -> str:
    if who.city:
        return f"({escaped(who.city)}, {escaped(who.country)})"
    return f"({escaped(who.country)})" if who.country else ""


def _literal_place(who: Who) -> str:
    return f"({literal(who.city)}, {literal(who.country)})" if who.city or who.country else ""


def _tail(who: Who, words: Words) -> str:
    said = [
        words.word("marks", "group") if who.label else "",
        f"@{who.id}" if who.id else "",
        words.word("modes", who.mode) if who.mode != _IN_PERSON else "",
        words.word("states", who.state) if who.state != _CONFIRMED else "",
    ]
    listed = ", ".join(part for part in said if part)
    return f"[{listed}]" if listed else ""


def read(line: Stretch, role: str, words: Words) -> ParsedPerson:
    """Who is named, as what. Any text is somebody: what is not marked is the name."""
    rest, tail = _read_tail(line.part(0), words)
    rest, city, country = _read_place(rest)
    name, behind, sign = rest.cut(COMMAS + SEMICOLONS)
    if sign and sign in COMMAS:
        position, organisation, _sign = behind.cut(SEMICOLONS)
    else:
        position, organisation = Stretch(behind.start, ""), behind.part(0)
    names = {"name": _found(name)} if tail.is_group else _read_name(name, words)
    return ParsedPerson(
        role=role,
        position=position.found(),
        organisation=organisation.found(),
        city=city.found(),
        country=country.found(),
        mode=tail.mode,
        state=tail.state,
        is_group=tail.is_group,
        public_id=tail.public_id.found() if tail.public_id else None,
        **names,
    )


def is_nobody(line: Stretch, role: str, words: Words) -> bool:
    """Whether a line names a group without a word for it, or says nothing of anybody."""
    found = read(line, role, words)
    said = (found.honorific, found.position, found.organisation, found.city, found.country)
    return not found.name.value and (found.is_group or not any(said))


def as_who(person: ParsedPerson) -> Who:
    """What was read, as it would be written."""
    label = person.name.value if person.is_group else ""
    return Who(
        role=person.role,
        id=_value(person.public_id),
        label=label,
        honorific=_value(person.honorific),
        given_name=_value(person.given_name),
        family_name=_value(person.family_name),
        family_name_first=person.family_name_first,
        position=_value(person.position),
        organisation=_value(person.organisation),
        city=_value(person.city),
        country=_value(person.country),
        mode=person.mode,
        state=person.state,
    )


def _value(found: Found | None) -> str:
    return found.value if found else ""


def _found(stretch: Stretch) -> Found:
    return stretch.found() or Found("", ())


def _read_tail(line: Stretch, words: Words) -> tuple[Stretch, _Tail]:
    """The line without its brackets, if every word in them is one of ours."""
    found = _TAIL.search(line.masked)
    tail = _Tail()
    if found is None:
        return line, tail
    rest = line.part(*found.span(1))
    while rest.text:
        word, rest, _sign = rest.cut(COMMAS)
        rest = rest.part(0)
        if _ID.fullmatch(word.text):
            tail.public_id = Stretch(word.start + 1, word.text[1:])
        elif words.key("marks", word.text) == "group":
            tail.is_group = True
        elif mode := words.key("modes", word.text):
            tail.mode = mode
        elif state := words.key("states", word.text):
            tail.state = state
        else:
            return line, _Tail()
    return line.part(0, found.start()), tail


def _read_place(line: Stretch) -> tuple[Stretch, Stretch, Stretch]:
    """The line without its round brackets, and in them a country, or city and country with a comma."""
    masked, nothing = line.masked, Stretch(line.end, "")
    if not masked.endswith(")"):
        return line, nothing, nothing
    depth, place = 0, len(masked)
    while place and (depth or place == len(masked)):
        place -= 1
        depth += {")": 1, "(": -1}.get(masked[place], 0)
    if depth:
        return line, nothing, nothing
    inner, rest = line.part(place + 1, len(masked) - 1), line.part(0, place)
    is_literal = "\\" in inner.text or inner.text[:1] in COMMAS
    if not is_literal and countries.find(inner.text):
        return rest, Stretch(inner.start, ""), inner
    city, country, sign = inner.cut(COMMAS)
    return (rest, city, country.part(0)) if sign else (line, nothing, nothing)


def _read_name(name: Stretch, words: Words) -> dict[str, Found | None]:
    honorific, rest = _read_honorific(name, words)
    given, family = _read_names(rest)
    in_order = sorted((one for one in (given, family) if one is not None), key=lambda one: one.spans[0].start)
    whole = " ".join(one.value for one in in_order)
    spans = tuple(span for one in in_order for span in one.spans)
    return {
        "name": Found(whole, spans),
        "honorific": honorific.found(),
        "given_name": given,
        "family_name": family,
    }


def _read_honorific(name: Stretch, words: Words) -> tuple[Stretch, Stretch]:
    """The form of address, and the names behind it."""
    masked = name.masked
    if masked.startswith("{") and "}" in masked:
        end = masked.index("}")
        return name.part(1, end), name.part(end + 1)
    end = 0
    for word in list(re.finditer(r"\S+", name.text))[:-1]:
        if not words.is_honorific(word[0]):
            break
        end = word.end()
    return name.part(0, end), name.part(end)


def _read_names(name: Stretch) -> tuple[Found | None, Found | None]:
    """Given and family name: between two lines stands the family name, without them it is the last word."""
    masked = name.masked
    first = masked.find("_")
    last = masked.find("_", first + 1)
    if first >= 0 and last > 0:
        before, family, after = name.part(0, first), name.part(first + 1, last), name.part(last + 1)
        if before.text and after.text:
            spans = (Span(before.start, before.end), Span(after.start, after.end))
            return Found(f"{before.value} {after.value}", spans), family.found()
        return (before if before.text else after).found(), family.found()
    words = list(re.finditer(r"\S+", masked))
    cut = words[-1].start() if words else 0
    return name.part(0, cut).found(), name.part(cut).found()
