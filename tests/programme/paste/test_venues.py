"""Places told between a clock and its title, and numbers of houses that are no dates."""

from datetime import date

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession
from app.programme.paste.schema import clock

OPTIONS = Options(date(2026, 5, 4), "Europe/Berlin", date(2026, 5, 8))
HOUSE = "Akademie der Imker »Anna Wabe« Moorau, Altbau, Festsaal, Gasse der Linden 2/3"


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


def outline(text: str) -> list[tuple[date, str, str, str | None]]:
    return [
        (one.day, clock(one.start), one.title.value, one.room.value if one.room else None)
        for one in read(text)
    ]


def test_a_house_named_under_every_clock_is_where_and_the_title_stands_below() -> None:
    text = (
        f"9 Uhr\n{HOUSE}\nCheck-in\n"
        f"10–12.15 Uhr\n{HOUSE}\nJahresversammlung\n"
        f"12.30 Uhr\n{HOUSE.replace('Festsaal', 'Foyer')}\nMittagspause\n"
        f"14 Uhr\n{HOUSE}\nGruppenfoto\n"
    )
    day, foyer = date(2026, 5, 4), HOUSE.replace("Festsaal", "Foyer")

    assert outline(text) == [
        (day, "09:00", "Check-in", HOUSE),
        (day, "10:00", "Jahresversammlung", HOUSE),
        (day, "12:30", "Mittagspause", foyer),
        (day, "14:00", "Gruppenfoto", HOUSE),
    ]


def test_a_number_behind_a_street_is_no_date() -> None:
    text = (
        "Montag, 4. Mai\n9 Uhr\nFestsaal, Altbau, Gasse der Linden 2/3\n\nBegrüßung\n"
        "10 Uhr\nFoyer\nKaffeepause\n"
    )

    assert [(day, title) for day, _, title, _ in outline(text)] == [
        (date(2026, 5, 4), "Begrüßung"),
        (date(2026, 5, 4), "Kaffeepause"),
    ]


def test_a_number_behind_a_weekday_or_the_word_for_a_day_is_a_date() -> None:
    text = (
        "Wells and wires, Tuesday 5/5\n9:00 Welcome\n10:00 Break\nWells and wires, day 6/5\n9:00 Farewell\n"
    )

    assert [day.day for day, _, _, _ in outline(text)] == [5, 5, 6]


def test_a_place_may_stand_before_what_is_only_a_kind() -> None:
    text = "12.30 Uhr Foyer, Altbau, Kaffeepause\n13 Uhr Vortrag: Bienen im Park, Pause vom Lärm\n"

    assert [(title, room) for _, _, title, room in outline(text)] == [
        ("Kaffeepause", "Foyer, Altbau"),
        ("Vortrag: Bienen im Park, Pause vom Lärm", None),
    ]
