"""Rooms and origins told by where they stand: again and again at an item's end, or below several names."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession

OPTIONS = Options(date(2026, 5, 4), "Europe/Berlin", date(2026, 5, 6))


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


def told(session: ParsedSession) -> list[tuple[str, str | None]]:
    return [(one.name.value, one.organisation.value if one.organisation else None) for one in session.people]


def test_what_ends_item_after_item_is_a_room_where_the_others_have_theirs() -> None:
    text = """9:00
Registration
Entrance Hall
9:30
Opening
Ada Lindner
Grote Zaal
10:00
Keynote: What a neighbourhood knows
Prof. Bo Ahrens, University of Moorau
Grote Zaal
11:00
Panel: Who owns the square?
Moderator: Uli Kern
Grote Zaal
12:00
World café
Foyer"""

    found = [(one.room and one.room.value, [who.name.value for who in one.people]) for one in read(text)]

    assert found == [
        ("Entrance Hall", []),
        ("Grote Zaal", ["Ada Lindner"]),
        ("Grote Zaal", ["Bo Ahrens"]),
        ("Grote Zaal", ["Uli Kern"]),
        ("Foyer", []),
    ]


def test_who_ends_item_after_item_stays_a_person_where_rooms_do_not() -> None:
    text = """9:00 Opening
Ada Lindner
10:00 Talk
Ada Lindner
11:00 Tour
Ada Lindner
12:00 Lunch
Foyer"""

    assert [told(session) for session in read(text)[:3]] == [[("Ada Lindner", None)]] * 3


def test_a_body_below_several_names_is_the_body_of_all() -> None:
    talk, _ = read("9:00 Barns\nAda Lindner, Bo Ahrens\nAdult Education Centre, Finland\n9:30 Coffee")

    assert told(talk) == [("Ada Lindner", "Adult Education Centre"), ("Bo Ahrens", "Adult Education Centre")]
    assert [one.country and one.country.value for one in talk.people] == ["Finland", "Finland"]


def test_a_city_before_somebody_with_an_honorific_is_nobody() -> None:
    session, _ = read("9:00 Reports\nThung Song, Thailand: Mr Bo Ahrens, Mayor\n10:00 Lunch")

    assert [one.name.value for one in session.people] == ["Bo Ahrens"]


def test_rooms_below_what_is_in_them_are_no_sessions() -> None:
    text = """9:00 Parallel workshops
Repair cafés
Ada Lindner, City Trust
Room 1
Language walks
Bo Ahrens, Doors Library
Room 2
10:00 Lunch"""

    assert [one.title.value for one in read(text)] == ["Parallel workshops", "Lunch"]


@pytest.mark.parametrize(
    ("title", "room"),
    [
        ("Field visit: Moonlight School, Old Cannery Library", None),
        ("Accueil, café-croissants", None),
        ("Lunch, Old Library", "Old Library"),
    ],
)
def test_places_that_are_visited_or_eaten_are_no_rooms(title: str, room: str | None) -> None:
    session, _ = read(f"9:00 {title}\n10:00 Talk")

    assert (session.room and session.room.value) == room


def test_a_hall_may_be_what_a_talk_is_about() -> None:
    text = """9:00–10:00 Panel 1: Räume (Chair: Uli Kern)
Ada Lindner (Graz): Der Lesesaal als Bühne
Bo Ahrens (Kiel): Volksheime am Meer
10:00 Pause"""

    _, first, *_ = read(text)

    assert first.title.value == "Der Lesesaal als Bühne"
    assert told(first) == [("Ada Lindner", "Graz")]


def test_a_japanese_name_is_told_by_its_bracket() -> None:
    session, _ = read("09:40 專題演講：學習權\n主講人：高木直子（關西學園大學教授）\n10:30 茶敘")

    assert [one.name.value for one in session.people] == ["高木直子"]


def test_names_go_on_in_a_list_behind_offices_and_bodies() -> None:
    people = "Ada Lindner, maçon, Corinne Brunner, Office cantonal, et Bo Ahrens, Syndicat"
    text = f"9:00 Table ronde\nAvec : {people}\n10:00 Repas"

    assert [name for name, _ in told(read(text)[0])] == ["Ada Lindner", "Corinne Brunner", "Bo Ahrens"]


@pytest.mark.parametrize("title", ["Vortrag: Schulen, Plätze, Räume", "Sitzung: Geld, Räume, Menschen"])
def test_a_hall_among_topics_is_no_room(title: str) -> None:
    session, _ = read(f"9:00 {title}\n10:00 Kaffeepause")

    assert (session.title.value, session.room) == (title, None)


def test_groups_meet_in_rooms_of_their_own() -> None:
    session, _ = read("9:00 Diskussion in Kleingruppen (Breakout-Räume)\n10:00 Kaffeepause")

    assert session.room is not None
    assert (session.title.value, session.room.value) == ("Diskussion in Kleingruppen", "Breakout-Räume")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "9:00 Painel: Vozes. Oradores: Ada Exemplo, Vereadora; Bo Mostra (Fundação Cais)\n10:00 Almoço",
            [("Ada Exemplo", None), ("Bo Mostra", "Fundação Cais")],
        ),
        (
            "9:00 Eröffnung\nBürgermeisterin Dr. Ada Lindner, Moorau am Bach\n9:30 Kaffeepause",
            [("Ada Lindner", "Moorau am Bach")],
        ),
        (
            "9h00 Concert\nAda Exemple et Bo Modèle, Conservatoire de Moorau\n10h00 Pause",
            [("Ada Exemple", "Conservatoire de Moorau"), ("Bo Modèle", "Conservatoire de Moorau")],
        ),
    ],
)
def test_a_body_that_sounds_like_a_place_or_a_name_is_a_body(
    text: str, found: list[tuple[str, str | None]]
) -> None:
    assert told(read(text)[0]) == found


def test_the_head_of_a_library_is_no_room() -> None:
    panel, _ = read("9:00 专题讨论：图书馆能做什么\n嘉宾：\n- 赵小河先生，河口市图书馆馆长\n10:00 茶歇")

    assert (panel.room, [one.name.value for one in panel.people]) == (None, ["赵小河"])


def test_somebody_stands_behind_a_wide_gap() -> None:
    opening, closing, _ = read("9:30 开场致辞  河口区副区长 唐小河\n16:00 总结讲话  唐小河\n16:20 茶歇")

    assert [(one.title.value, [who.name.value for who in one.people]) for one in (opening, closing)] == [
        ("开场致辞", ["唐小河"]),
        ("总结讲话", ["唐小河"]),
    ]


@pytest.mark.parametrize(
    ("line", "title", "room"),
    [
        ("Lunch (café)", "Lunch", "café"),
        ("Registration *(entrance hall)*", "Registration", "entrance hall"),
        ("Lunch (bar not included)", "Lunch (bar not included)", None),
        ("A city of gardens (school garden)", "A city of gardens (school garden)", None),
    ],
)
def test_where_a_pause_is_may_be_written_small(line: str, title: str, room: str | None) -> None:
    session, _ = read(f"12:00 {line}\n13:00 Closing")

    assert (session.title.value, session.room and session.room.value) == (title, room)


@pytest.mark.parametrize("place", ["Raum: 1.05", "Raum 1.05", "Saal 2.10"])
def test_the_number_of_a_room_is_neither_a_date_nor_a_clock(place: str) -> None:
    text = f"9:00 Vortrag: Brunnen\n{place}\n10:00 Vortrag: Gärten\n11:00 Kaffeepause"

    found = [(one.day, one.title.value) for one in read(text)]

    assert found == [
        (date(2026, 5, 4), "Vortrag: Brunnen"),
        (date(2026, 5, 4), "Vortrag: Gärten"),
        (date(2026, 5, 4), "Kaffeepause"),
    ]


def test_who_speaks_again_and_again_is_no_place() -> None:
    text = """9:30 Maps of a neighbourhood
Speaker: Tariq Aziz
11:30 Night schools and their roofs
Speaker: Tariq Aziz
13:00 Funding without forms
Room: Harbour Hall
Speaker: Tariq Aziz
14:00 Harvest of ideas
Room: Harbour Hall
15:00 Closing
Room: Harbour Hall"""

    found = read(text)

    assert [one.room and one.room.value for one in found] == [None, None, *["Harbour Hall"] * 3]
    assert [len(one.people) for one in found] == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("line", "title", "room"),
    [
        ("Lunch in the Canteen (self-paid)", "Lunch", "Canteen"),
        ("Dinner in the Town Hall (by invitation only)", "Dinner", "Town Hall"),
        ("Dinner – Town Hall (ticket needed)", "Dinner", "Town Hall"),
        ("Abendessen im Ratskeller (Selbstzahler)", "Abendessen", "Ratskeller"),
        ("Coffee in the Foyer (House B)", "Coffee", "Foyer (House B)"),
    ],
)
def test_what_a_bracket_says_of_a_meal_is_no_part_of_its_place(line: str, title: str, room: str) -> None:
    found = read(f"12:00 {line}\n15:00 Closing")[0]

    assert (found.title.value, found.room and found.room.value) == (title, room)


def test_somebody_from_a_library_is_nobody_s_room() -> None:
    text = """13:00 Session E
- Cities and how they learn
  Jane Doe, Sample University
- Libraries and how they learn
  Wu Qiang, Sample Library
14:00 Session F
Jane Doe, Sample University
Library, second floor"""

    first, second = read(text)

    assert (first.room, told(first)) == (
        None,
        [("Jane Doe", "Sample University"), ("Wu Qiang", "Sample Library")],
    )
    assert second.room is not None
    assert (second.room.value, told(second)) == (
        "Library, second floor",
        [("Jane Doe", "Sample University")],
    )


def test_a_numbered_room_may_begin_with_another_word() -> None:
    found = read("10:30 Drafting of the statement – Committee room 2\n12:00 Closing")[0]

    assert (found.title.value, found.room and found.room.value) == (
        "Drafting of the statement",
        "Committee room 2",
    )


def test_in_lists_of_what_is_where_the_place_stands_before_the_title() -> None:
    text = """Mon 4 May – 10:00-11:30 – Online – Workshop: Your first grant
Mon 4 May – 18:00-19:00 – Central Library – Author talk: My wells
Tue 5 May – 09:00-12:00 – Makerspace – Soldering for beginners
Wed 6 May – 14:00-15:30 – Town Hall, Room 4 – Round table: Who is missing?
Wed 6 May – 19:30 – Cinema Lux – Film: The last schoolhouse"""

    found = parse(text, Options(date(2026, 5, 4), "Europe/Paris", date(2026, 5, 6))).sessions

    assert [(one.room and one.room.value, one.title.value) for one in found] == [
        ("Online", "Workshop: Your first grant"),
        ("Central Library", "Author talk: My wells"),
        ("Makerspace", "Soldering for beginners"),
        ("Town Hall, Room 4", "Round table: Who is missing?"),
        ("Cinema Lux", "Film: The last schoolhouse"),
    ]


def test_what_stands_before_a_dash_is_no_place_where_it_says_the_kind() -> None:
    text = "9:00 Opening – Hello\n10:00 Library – Reading\n11:00 Auditorium – Singing\n12:00 Panel – Wells"

    found = parse(text, Options(date(2026, 5, 4), "Europe/Paris", date(2026, 5, 6))).sessions

    assert found[0].title.value == "Opening – Hello"
