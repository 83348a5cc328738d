"""Programmes to be written out, hostile in every field, and what was read made into one again."""

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as some

from app.core import ids, text
from app.programme.models import AppearanceMode, AppearanceRole, AppearanceState, SessionKind
from app.programme.paste.result import Found, ParsedSession, Result
from app.programme.text import persons
from app.programme.text.sheet import Entry, Sheet, Who
from app.programme.text.words import LISTED, Words, languages, words

FIRST_DAY = date(2026, 9, 28)
_TABLES: list[Words] = [words(language) for language in languages()]
FRAGMENTS = [
    "،", "؛", "，", "；", "9:00", "09:00–10:30", "10.15", "٩:٠٠", "--:--", "+", "-", "–", "|", "||", "==",
    "== Monday, 2026-09-28 ==", "2026-09-29", "#ABCDEF", "#", "[Panel]", "[group]", "[remote]", "[",
    "]", "(", ")", "(London, France)", "(France)", "(Halle (Saale), Germany)", "{", "}", "_", "__",
    "\\", "\\\\", ",", ";", ":", "：", "@ABCDEFGH", "@", "Ms", "Dr.", "H.E.", "Mayor", "all rooms",
    "Room:", "Abstract:", "Cancelled:", "Moderator:", "Time zone:", "· Plenary text 1 · en", "> ",
    "Ana", "López García", "Park", "Seoung Won", "1st", "“Quoted”", '"', "'", "&amp;", "🎉", "👩‍🔬",
    "مرحبا", "\u200f", "\u200d", "王明", "é", "e\u0301", "\u0301", "**b**", "b", "+1", "Opening",
    "TBC", "<b>", "Bolivia (Plurinational State of)",
    "China, Hong Kong Special Administrative Region", "http://example.org/#x",
]  # fmt: skip
words_of_ours = some.sampled_from(
    [
        spelling
        for one in _TABLES
        for table in LISTED
        for listed in one.written[table].values()
        for spelling in listed
    ]
)
pieces = some.sampled_from(FRAGMENTS) | some.text(max_size=6) | words_of_ours
raw = some.lists(pieces, max_size=6).map(" ".join) | some.lists(pieces, max_size=3).map("".join)
lines = raw.map(lambda value: text.clean_line(value)[:200].strip())
blocks = some.lists(raw, max_size=6).map(lambda rows: text.clean("\n".join(rows)))
codes = some.text(ids.READABLE, min_size=6, max_size=6)
_MIDNIGHT = datetime.fromisoformat("2026-09-27T00:00")
whole_times = some.integers(0, 5 * 24 * 60).map(lambda minutes: _MIDNIGHT + timedelta(minutes=minutes))


@some.composite
def people(draw: some.DrawFn) -> Who:
    """A person with one name at least, or a group."""
    fields: dict[str, Any] = {
        "role": draw(some.sampled_from(AppearanceRole)).value,
        "position": draw(lines),
        "organisation": draw(lines),
        "city": draw(lines),
        "country": draw(lines),
        "mode": draw(some.sampled_from(AppearanceMode)).value,
        "state": draw(some.sampled_from(AppearanceState)).value,
        "id": draw(some.just("") | some.text(ids.READABLE, min_size=8, max_size=8)),
    }
    label = draw(some.just("") | lines)
    if label:
        return Who(label=label, **fields)
    given, family = draw(lines), draw(lines)
    family = family if given or family else "Example"
    first = bool(given and family) and draw(some.booleans())
    return Who(given_name=given, family_name=family, family_name_first=first, honorific=draw(lines), **fields)


@some.composite
def entries(draw: some.DrawFn, codes_left: list[str], *, is_inside: bool, day: date | None) -> Entry:
    starts = draw(some.none() | whole_times) if is_inside else None
    if not is_inside and day is not None:
        starts = draw(some.none() | whole_times.map(lambda one: datetime.combine(day, one.time())))
    length = draw(some.integers(0, 3 * 24 * 60))
    ends = draw(some.none() | some.just(starts + timedelta(minutes=length))) if starts else None
    names = some.lists(lines.map(lambda name: name or "Room 1"), max_size=3)
    rooms: list[str] | None = draw(some.none() | names)
    return Entry(
        title=draw(lines.map(lambda title: title or "Untitled")),
        kind=draw(some.sampled_from(SessionKind)).value,
        id=codes_left.pop() if draw(some.booleans()) and codes_left else "",
        is_inside=is_inside,
        day=day,
        starts=starts,
        ends=ends,
        starts_fold=draw(some.integers(0, 1)) if starts else 0,
        ends_fold=draw(some.integers(0, 1)) if ends else 0,
        rooms=tuple(rooms or ()),
        in_all_rooms=rooms is None,
        track=draw(lines),
        note=draw(lines),
        abstract=draw(blocks),
        key_question=draw(blocks),
        objective=draw(blocks),
        focus_points=draw(blocks),
        people=tuple(draw(some.lists(people(), max_size=3))),
    )


@some.composite
def sheets(draw: some.DrawFn) -> Sheet:
    """Sessions of some days and some without one, a few with others inside."""
    codes_left = draw(some.lists(codes, max_size=12, unique=True))
    found: list[Entry] = []
    numbers = draw(some.lists(some.integers(0, 3), max_size=4).map(sorted))
    for day in [*(FIRST_DAY + timedelta(days=number) for number in numbers), None]:
        for _top in range(draw(some.integers(0, 2))):
            found.append(draw(entries(codes_left, is_inside=False, day=day)))
            found += draw(some.lists(entries(codes_left, is_inside=True, day=day), max_size=2))
    return Sheet(
        title=draw(lines),
        language=draw(some.sampled_from([*languages(), "pt-BR", "sw"])),
        time_zone=draw(some.sampled_from(["Europe/Berlin", ""])),
        entries=tuple(found),
    )


def read_again(result: Result) -> list[Entry]:
    """What was read, as it would be written; days of headings are those of the sessions."""
    found: list[Entry] = []
    for one in result.sessions:
        starts = _moment(one.day, one.start) if one.is_timed else None
        ends = _moment(one.ends_on, one.end) if one.end is not None and not one.end_is_derived else None
        found.append(
            Entry(
                title=one.title.value,
                kind=one.kind,
                id=_value(one.public_id),
                is_inside=one.parent is not None,
                day=None,
                starts=starts,
                ends=ends,
                starts_fold=one.start_fold,
                ends_fold=one.end_fold,
                rooms=tuple(room.value for room in one.rooms),
                in_all_rooms=one.in_all_rooms,
                people=tuple(persons.as_who(person) for person in one.people),
                track=_value(one.track),
                note=_value(one.note),
                abstract=_value(one.abstract),
                key_question=_value(one.key_question),
                objective=_value(one.objective),
                focus_points=_value(one.focus_points),
            )
        )
    return found


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)


def _value(found: Found | None) -> str:
    return found.value if found else ""


def founds(session: ParsedSession) -> list[Found]:
    """Every field of a session, and of its people, that has a source."""
    own = [getattr(session, name) for name in session.__slots__]
    others = [getattr(person, name) for person in session.people for name in person.__slots__]
    return [one for one in [*own, *session.rooms, *others] if isinstance(one, Found)]
