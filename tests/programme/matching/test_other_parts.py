"""A text about one day or hall, and a draft that has another one: what has moved, what is only alike."""

from app.programme.matching.matching import match
from app.programme.matching.sketches import Sketch
from tests.programme.matching.test_matching import keys, sketch


def day(number: int, *titles: str) -> list[Sketch]:
    """Sessions of every half hour of a morning, the first ones and the last ones such as every day has."""
    opening = sketch(f"{number} a", f"{number} 09:00", f"Opening of day {number}", "Ana Díaz", kind="opening")
    talks = [
        sketch(f"{number} {place}", f"{number} {9 + place // 2:02}:{place % 2 * 30:02}", title)
        for place, title in enumerate(titles, start=1)
    ]
    closing = [
        sketch(f"{number} x", f"{number} 12:00", "Coffee break", kind="break"),
        sketch(f"{number} y", f"{number} 12:30", "Lunch in the garden of the town hall", kind="meal"),
        sketch(f"{number} z", f"{number} 17:00", "Closing of the day", "Ana Díaz", kind="closing"),
    ]
    return [opening, *talks, *closing]


MONDAY = day(28, "Who learns after work?", "Maps of a neighbourhood", "Discussion")
TUESDAY = day(29, "Water under the streets", "Libraries that lend tools", "Discussion")


def test_another_day_with_the_same_pauses_is_new() -> None:
    assert match(MONDAY, TUESDAY) == {}


def test_a_day_that_has_moved_takes_its_pauses_along() -> None:
    moved = day(29, "Who learns after work?", "Maps of the neighbourhood", "Discussion")

    assert keys(match(MONDAY, moved)) == {one.key.replace("28", "29"): one.key for one in MONDAY}


def test_one_talk_that_has_moved_leaves_the_rest_where_it_is() -> None:
    changed = day(29, "Water under the streets", "Who learns after work?", "Tools to lend")

    assert keys(match(MONDAY, changed)) == {"29 2": "28 1"}


def test_whoever_speaks_again_under_the_same_title_is_the_same() -> None:
    old = [*MONDAY, sketch("28 t", "28 14:00", "Cities", "Bo Ek")]
    new = [*TUESDAY, sketch("29 t", "29 14:00", "Cities", "Bo Ek")]

    assert keys(match(old, new))["29 t"] == "28 t"


def test_a_day_the_text_speaks_of_gives_its_sessions_to_any_other() -> None:
    pause, talk = sketch("p", "28 10:00", "Coffee break", kind="break"), sketch("t", "28 11:00", "Cities")

    found = match(
        [pause, talk],
        [sketch("1", "28 11:00", "Cities"), sketch("2", "29 10:00", "Coffee break", kind="break")],
    )

    assert keys(found) == {"1": "t", "2": "p"}


def test_a_pause_alone_is_no_day_that_has_moved() -> None:
    pause = sketch("p", "28 10:00", "Coffee break", kind="break")

    assert match([pause], [sketch("1", "29 10:00", "Coffee break", kind="break")]) == {}


def hall(name: str, *titles: str) -> list[Sketch]:
    """Workshops in one hall, one after the other."""
    rooms = frozenset({name})
    return [
        sketch(f"{name} {hour}", f"28 {hour:02}:00", f"Workshop: {one}", kind="workshop", rooms=rooms)
        for hour, one in enumerate(titles, start=9)
    ]


HARBOUR = hall("Harbour", "Maps of a city", "Tools to lend", "Who learns after work?", "Water", "Songs")


def test_another_hall_at_the_same_hours_is_new() -> None:
    garden = hall("Garden", "Reading in trains", "Bread", "What is a square?", "Noise", "Towers")

    assert match(HARBOUR, garden) == {}


def test_a_hall_of_another_name_keeps_its_sessions_also_those_that_are_renamed() -> None:
    renamed = hall(
        "Beethoven", "Maps of a city", "Tools to lend", "Who learns after work?", "Rivers", "Choirs"
    )

    assert keys(match(HARBOUR, renamed)) == {
        one.key.replace("Harbour", "Beethoven"): one.key for one in HARBOUR
    }


def test_a_workshop_that_goes_to_another_hall_is_known_by_its_title() -> None:
    garden = hall("Garden", "Reading in trains", "Bread", "What is a square?", "Maps of a city", "Towers")

    assert keys(match(HARBOUR, garden)) == {"Garden 12": "Harbour 9"}
