"""Programmes made up from a seed, and what organisers do to one between two versions of a text."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from app.programme.matching.sketches import Sketch

FIRST_DAY = datetime.fromisoformat("2026-09-28T09:00")
ROOMS = ["Plenary hall", "Room 2", "Salle Ségolène", "Auditorium B", "Garden pavilion"]
TOPICS = """water schools libraries harbours elders bridges migration climate museums data repair gardens
languages crafts hospitals neighbourhoods youth rivers transport housing markets theatres forests radio
kitchens archives playgrounds energy coasts festivals villages workshops courts gates orchards clinics"""
DEEDS = "Learning Building Sharing Financing Mapping Opening Measuring Restoring Rethinking Connecting"
FORMS = "{deed} {one} with {two}|{one} and {two}: {deed} together|From {one} to {two}|{deed} {one} in {two}"
GIVEN = "Ana Bo Chidi Dana Emre Farah Goran Hana Ivo Jun Kaja Lena Mateo Noor Olu Pia Quim Rosa Sami Tove"
FAMILY = """Brandt Okafor Silva Haddad Lindqvist Moreau Tanaka Novak Kaya Duarte Reyes Osei Petrov Iyer Costa
Walsh Yilmaz Nagy Sørensen Abdi"""
TALKS = ["presentation", "address", "keynote"]
ROUND = ["panel", "workshop", "discussion", "thematic forum", "plenary"]


@dataclass
class Rewritten:
    """A programme, its newer version, and who is who: keys of the old by keys of the new."""

    old: list[Sketch]
    new: list[Sketch]
    touched: set[str] = field(default_factory=set)  # keys of the new that are renamed, moved, or both
    identities: dict[str, str] = field(default_factory=dict)

    @property
    def untouched(self) -> set[str]:
        return set(self.identities) - self.touched


def dice(seed: int) -> Random:
    """Chance that falls the same way every time."""
    return Random(seed)  # noqa: S311


class _Writer:
    """Writes one session after another, and keeps the clock."""

    def __init__(self, random: Random) -> None:
        self.random, self.now = random, FIRST_DAY
        self.made: list[Sketch] = []

    def put(
        self,
        title: str,
        kind: str,
        minutes: int,
        *,
        room: str = "",
        people: int = 0,
        parent: str | None = None,
    ) -> str:
        names = tuple(dict.fromkeys(name(self.random) for _one in range(people)))
        rooms, ends = frozenset({room} if room else ()), self.now + timedelta(minutes=minutes)
        key = f"s{len(self.made):03}"
        self.made.append(Sketch(key, parent, self.now, ends, title, kind, rooms, names))
        return key

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def put_plenary(self) -> None:
        self.put(
            title(self.random), self.random.choice(TALKS), 30, room=ROOMS[0], people=self.random.randint(1, 2)
        )
        self.wait(30)

    def put_parallel(self) -> None:
        minutes = self.random.choice([60, 75, 90])
        for room in self.random.sample(ROOMS, self.random.randint(2, 4)):
            kind, people = self.random.choice(ROUND), self.random.randint(0, 4)
            self.put(title(self.random), kind, minutes, room=room, people=people)
        self.wait(minutes)

    def put_panel(self) -> None:
        talks = self.random.randint(2, 4)
        parent = self.put(title(self.random), "panel", 15 * talks + 15, room=ROOMS[0], people=1)
        for _talk in range(talks):
            self.put(title(self.random), "presentation", 15, people=1, parent=parent)
            self.wait(15)
        self.put("Discussion", "discussion", 15, parent=parent)
        self.wait(15)

    def put_pause(self) -> None:
        """What there is at this time of every day."""
        if self.now.hour in {10, 15} and self.random.random() < 0.7:
            self.put("Coffee break", "break", 30)
            self.wait(30)
        elif self.now.hour == 12:
            self.put("Lunch", "meal", 60, room=ROOMS[-1])
            self.wait(60)
        elif self.now.hour >= 17:
            self.now = datetime.combine(self.now.date() + timedelta(days=1), FIRST_DAY.time())
        if self.now.time() == FIRST_DAY.time():
            self.put(self.random.choice(["Welcome", "Registration and coffee"]), "opening", 30, room=ROOMS[0])
            self.wait(30)


def programme(random: Random, size: int) -> list[Sketch]:
    """Days of plenaries, parallel rooms, panels with talks inside, and the same breaks every day."""
    writer = _Writer(random)
    while len(writer.made) < size:
        writer.put_pause()
        random.choice([writer.put_plenary, writer.put_parallel, writer.put_panel])()
    return writer.made


def title(random: Random) -> str:
    one, two = random.sample(TOPICS.split(), 2)
    return random.choice(FORMS.split("|")).format(deed=random.choice(DEEDS.split()), one=one, two=two)


def name(random: Random) -> str:
    return f"{random.choice(GIVEN.split())} {random.choice(FAMILY.split())}"


Edit = Callable[[Random, Sketch], Sketch]


def rename_a_word(random: Random, one: Sketch) -> Sketch:
    row = one.title.split()
    row[random.randrange(len(row))] = random.choice(TOPICS.split())
    return replace(one, title=" ".join(row))


def rename(random: Random, one: Sketch) -> Sketch:
    return replace(one, title=title(random))


def move_in_time(random: Random, one: Sketch) -> Sketch:
    return _moved(one, timedelta(minutes=random.choice([-90, -45, -15, 5, 15, 30, 60, 120])))


def move_to_a_day(random: Random, one: Sketch) -> Sketch:
    return _moved(one, timedelta(days=random.choice([-2, -1, 1, 2])))


def move_to_a_room(random: Random, one: Sketch) -> Sketch:
    return replace(one, rooms=frozenset({random.choice(ROOMS)}))


def retype_people(random: Random, one: Sketch) -> Sketch:
    """One letter wrong, a second given name, initials; or somebody else for one of them."""
    if not one.people:
        return replace(one, people=(name(random),))
    given, family = one.people[0].split(" ", 1)
    changed = random.choice(
        [f"{given} Maria {family}", f"{given[0]}. {family}", f"{family.upper()} {given}", name(random)]
    )
    return replace(one, people=(changed, *one.people[1:]))


def split_off(_random: Random, one: Sketch) -> Sketch:
    return replace(one, parent=None)


def _moved(one: Sketch, by: timedelta) -> Sketch:
    assert one.starts is not None
    assert one.ends is not None
    return replace(one, starts=one.starts + by, ends=one.ends + by)


MOVES: list[Edit] = [move_in_time, move_to_a_day, move_to_a_room]
EDITS: list[Edit] = [rename_a_word, rename_a_word, rename, *MOVES, retype_people, split_off]


def rewritten(random: Random, size: int) -> Rewritten:
    """A programme and a newer version, with about a quarter of it touched in one way or two."""
    old = programme(random, size)
    kept = [one for one in old if random.random() > 0.04 or any(other.parent == one.key for other in old)]
    after = {one.key: one for one in kept}
    for key in [key for key in after if random.random() < 0.25]:
        _try(after, {key: _edited(random, after[key])})
    for _swap in range(random.randint(0, 2)):
        one, other = random.sample(sorted(after), 2)
        _try(after, _swapped(one, after[one], other, after[other]))
    made = [*after.values(), *_added(random, len(old) // 20)]
    made.sort(key=lambda one: (one.starts or FIRST_DAY, random.random()))
    numbers = {one.key: f"n{place}" for place, one in enumerate(made)}
    new = [replace(one, key=numbers[one.key], parent=numbers.get(one.parent or "")) for one in made]
    before = {one.key: one for one in old}
    touched = {numbers[key] for key, one in after.items() if one != before[key]}
    return Rewritten(old, new, touched, {numbers[key]: key for key in after})


def _edited(random: Random, one: Sketch) -> Sketch:
    chosen = random.choice(EDITS)
    edited = chosen(random, one)
    if random.random() < 0.3:
        edited = random.choice(MOVES)(random, edited)
    return edited


def _swapped(one: str, first: Sketch, other: str, second: Sketch) -> dict[str, Sketch]:
    """Two sessions, each at the time of the other."""
    return {
        one: replace(first, starts=second.starts, ends=second.ends),
        other: replace(second, starts=first.starts, ends=first.ends),
    }


def _try(after: dict[str, Sketch], edited: dict[str, Sketch]) -> None:
    """Change sessions, unless one of them would look like another: nobody could tell those apart."""
    others = {_looks(one) for key, one in after.items() if key not in edited}
    if not others & {_looks(one) for one in edited.values()}:
        after.update(edited)


def _looks(one: Sketch) -> tuple[object, ...]:
    return (one.title, one.starts, one.rooms, one.people)


def _added(random: Random, count: int) -> list[Sketch]:
    """Talks nobody has heard of, some of them in the place of one that is gone."""
    made = programme(random, 60)
    return [
        replace(
            random.choice(made),
            key=f"added{number}",
            parent=None,
            title=title(random),
            people=(name(random),),
        )
        for number in range(count)
    ]


def namesakes(random: Random) -> Rewritten:
    """Many sessions of one title or two, told apart by time, room and people; some texts give no ends."""
    rooms, people = ROOMS[: random.randint(1, 3)], [(), ("Ana Silva",), ("Bo Brandt",)]

    def drawn(key: str) -> Sketch:
        starts = FIRST_DAY + timedelta(days=random.randint(0, 1), minutes=30 * random.randint(0, 8))
        return Sketch(
            key=key, parent=None, starts=starts, ends=starts + timedelta(minutes=random.choice([30, 60])),
            title=random.choice(["Workshop", "Discussion"]), kind="workshop",
            rooms=frozenset({random.choice(rooms)}), people=random.choice(people),
        )  # fmt: skip

    old = list({_looks(one): one for one in (drawn(f"o{number}") for number in range(14))}.values())
    after = {one.key: one for one in old if random.random() > 0.1}
    for key, one in list(after.items()):
        if random.random() < 0.3:
            other = drawn(key)
            name = random.choice(["starts", "rooms", "people"])
            _try(after, {key: replace(one, **{name: getattr(other, name)})})
    for number in range(3):
        _try(after, {f"a{number}": drawn(f"a{number}")})
    says_ends = random.random() < 0.5
    before = {one.key: one for one in old}
    new = [replace(one, ends=one.ends if says_ends else None) for one in after.values()]
    identities = {key: key for key in after if key in before}
    return Rewritten(old, new, {key for key in identities if after[key] != before[key]}, identities)
