"""What a text does again and again, so that a single line of it can be read the same way."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.programme.paste import brackets
from app.programme.paste.kinds import kind_reader
from app.programme.paste.lengths import BETWEEN
from app.programme.paste.names import name_reader
from app.programme.paste.normalising import fold
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_CLOSING = (")", "]", ").", "].")
_COMMA = re.compile(r",(?!\d)")
_INITIALS = re.compile(r"(?<!\w)[^\W\d_]\.")
_ABOUT = ("organisation", "position")
_END = re.compile(r"[^\W\d_]{2}[)\"']?\.\s+[\"'(¿¡]?[^\W\d_a-zа-яß-ÿ]")
DASH = re.compile(r"\s[-–]\s|\s?–\s")
_FEWEST = 3
_LONGEST_NAME = 60
_MARKS = (", ", ": ", " / ")
_MOST_PLACE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Habits:
    """How titles are written in this text."""

    has_sentences: bool = False  # "Title. Person. Place."
    has_bracketed_rooms: bool = False  # "Title (Place)"
    has_squared_rooms: bool = False  # "Title – Jane Doe [Place]"
    has_leading_places: bool = False  # "Place – Title", in nearly all lines
    has_leading_names: bool = False  # "Jane Doe: Title"
    has_bracketed_heads: bool = False  # "Jane Doe (City of X), Title"
    has_bracketed_bodies: bool = False  # "Title (Jane Doe, Delta Works)": one person
    has_titled_tails: bool = False  # "Title Prof. Jane Doe", and no mark between
    has_lengths: bool = False  # "Title 30m Place"
    places: frozenset[str] = frozenset()  # what stands again and again where other items have their rooms
    venues: frozenset[str] = frozenset()  # what stands again and again between a clock and its title
    name_marks: frozenset[str] = frozenset()  # "Title, Jane Doe": the marks with a bare name behind them


def habits(
    titles: Sequence[Run], lines: Sequence[Run], words: Vocabulary, last: Sequence[Run] = ()
) -> Habits:
    """The habits of a text with these title lines, these lines in all, and these last lines of items."""
    rooms = room_reader(words)
    ends = [group for title in titles if (group := last_bracket(title))]
    known = sum(rooms.is_room(group) for group in ends)
    sentences = sum(_END.search(title.text) is not None for title in titles)
    return Habits(
        has_sentences=sentences >= _FEWEST and sentences * 2 >= len(titles),
        has_bracketed_rooms=known >= _FEWEST - 1 and known * 2 >= len([one for one in ends if is_short(one)]),
        has_squared_rooms=any(rooms.is_room(group) for line in lines if (group := squared(line))),
        has_leading_places=_begin_with_places(titles, words),
        has_leading_names=_begin_with_names(titles, words),
        has_bracketed_heads=_begin_with_bodies(titles, words),
        has_bracketed_bodies=_name_bodies(lines, words),
        has_titled_tails=sum(titled_tail(title, words) is not None for title in titles) >= _FEWEST - 1,
        has_lengths=sum(BETWEEN.search(line.folded) is not None for line in lines) >= _FEWEST,
        places=_places(last, lines, words),
        name_marks=frozenset(mark for mark in _MARKS if _leads_to_names(mark, titles, words)),
    )


def _places(last: Sequence[Run], lines: Sequence[Run], words: Vocabulary) -> frozenset[str]:
    """Last lines that must be rooms, for nearly all items end with one, and these come again and again."""
    rooms, labels = room_reader(words), label_reader(words)
    unknown = [run for run in last if not rooms.is_room(run) and not rooms.labelled(run)]
    silent = [run for run in unknown if not words.of(run, "honorifics") and not labels.role(run)]
    counted = Counter(run.folded for run in silent if is_short(run))
    every = Counter(run.folded for run in lines) if counted else Counter()
    found = [text for text, count in counted.items() if count >= _FEWEST and every[text] == count]
    known = len(last) - len(unknown)
    are_rooms = known > 1 and (known + sum(counted[text] for text in found)) * 3 >= len(last) * 2
    return frozenset(found if are_rooms else ())


def _begin_with_places(titles: Sequence[Run], words: Vocabulary) -> bool:
    """Whether nearly all titles have a dash, and many of them a room before it, and none a kind."""
    rooms, kinds = room_reader(words), kind_reader(words)
    cuts = [(title, DASH.search(title.text)) for title in titles]
    heads = [title.part(0, match.start()) for title, match in cuts if match and match.start()]
    short = [head for head in heads if is_short(head) and (rooms.is_room(head) or not kinds.kind(head))]
    known = sum(map(rooms.is_room, short))
    are_alike = len(short) == len(heads) and len(short) * 5 >= len(titles) * 4
    return are_alike and len(short) >= _FEWEST and known >= _FEWEST - 1 and known * 3 >= len(short)


def _begin_with_names(titles: Sequence[Run], words: Vocabulary) -> bool:
    """Whether most of what stands before a first colon reads like a name, kinds and numbers aside."""
    names, kinds = name_reader(words), kind_reader(words)
    heads = [title.part(0, title.text.find(": ")) for title in titles if ": " in title.text[:_LONGEST_NAME]]
    short = [head for head in heads if is_short(head) and not kinds.kind(head)]
    found = sum(names.is_name(head) for head in short)
    return found >= _FEWEST and found * 3 >= len(short) * 2


def _begin_with_bodies(titles: Sequence[Run], words: Vocabulary) -> bool:
    """Whether several titles stand behind a name, brackets and a comma, rather than other names."""
    names, found, others = name_reader(words), 0, 0
    for title in titles:
        group = next(brackets.groups(title), None) if ")," in title.text else None
        if group is None or not title.text.startswith(", ", group[1]):
            continue
        tail = title.part(group[1] + 1)
        if not names.is_name(title.part(0, group[0])):
            continue
        is_about = any(hit.key in _ABOUT for hit in words.of(tail, "words"))
        is_list = "(" in tail.text or names.is_name(tail) or is_about
        found, others = found + (not is_list), others + is_list
    return found >= _FEWEST - 1 and found > others


def _name_bodies(lines: Sequence[Run], words: Vocabulary) -> bool:
    """Whether brackets with a name and one thing more tell rather where somebody is from than two people."""
    bodies = people = 0
    for line in lines:
        group = last_bracket(line) if line.text.endswith(_CLOSING) else None
        if group is None or "," not in group.text:
            continue
        first, *others = brackets.cut(group, _COMMA)
        if not others or not name_reader(words).is_name(first):
            continue
        if len(others) == 1 and _is_evidently_a_body(others[0], words):
            bodies += 1
        elif all(_is_evidently_a_person(one, words) for one in others) or len(others) > 1:
            people += 1
    return bodies > people


def _is_evidently_a_body(run: Run, words: Vocabulary) -> bool:
    known = any(hit.table == "words" and hit.key in _ABOUT for hit in words.hits(run))
    is_nobody = not name_reader(words).is_name(run) and not words.whole(run, "notes")
    return known or (is_nobody and run.text[:1].isupper() and not room_reader(words).is_room(run))


def _is_evidently_a_person(run: Run, words: Vocabulary) -> bool:
    """Initials, or an honorific in front: no body is called so."""
    is_titled = any(not hit.start for hit in words.of(run, "honorifics"))
    return is_titled or _INITIALS.search(run.text) is not None


def _leads_to_names(mark: str, titles: Sequence[Run], words: Vocabulary) -> bool:
    """Whether most of what stands behind the last mark of this kind reads like a name."""
    names, rooms = name_reader(words), room_reader(words)
    tails = [
        title.part(title.text.rfind(mark) + len(mark)).stripped("\"' .")
        for title in titles
        if mark in title.text[1:]
    ]
    short = [tail for tail in tails if tail.text[:1].isupper() and is_short(tail) and not rooms.is_room(tail)]
    found = sum(names.is_name(tail) for tail in short)
    return found >= _FEWEST and found * 3 >= len(short) * 2


def titled_tail(title: Run, words: Vocabulary) -> Run | None:
    """Who stands with an honorific right behind a title: "How we began Prof. Jane Doe"; None without."""
    for hit in words.of(title, "honorifics"):
        head, tail = title.part(0, hit.start), title.part(hit.start)
        before = head.text.split()
        if hit.key != "title" or len(before) < _FEWEST - 1 or not head.text[-1].isalnum():
            continue
        if words.knows(fold(before[-1]), "small", "names") or not title.text[hit.start].isupper():
            continue  # "In memory of Prof. Jane Doe"
        place = hit.end
        while (other := words.first(title.part(place), "honorifics")) and other.key == "title":
            place = title.part(place).start - title.start + other.end
        name = title.part(place).stripped(". ")
        cut = re.search(r"[,(]|\s[-–]\s", name.text)
        if (
            name_reader(words).is_name(name.part(0, cut.start() if cut else None), sure=True)
            and " " in name.text
        ):
            return tail
    return None


def last_bracket(run: Run) -> Run | None:
    """What stands in brackets at the end of a line."""
    group = next((group for group in reversed(list(brackets.groups(run)))), None)
    return group[2] if group and group[0] and not run.text[group[1] :].strip(" .") else None


def squared(run: Run) -> Run | None:
    """What stands in square brackets at the end of a line."""
    return last_bracket(run) if run.text.endswith("]") else None


def is_short(run: Run) -> bool:
    """Whether so few words could name a place."""
    return len(run.text.split()) <= _MOST_PLACE_WORDS
