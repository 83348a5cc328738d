"""What one line, one cell or one bracket holds: several sessions, people met elsewhere, codes and places."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import NOT_UNDERSTOOD, ParsedSession
from app.programme.paste.schema import clock

OPTIONS = Options(date(2026, 5, 4), "Europe/Paris", date(2026, 5, 6))


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


def told(text: str) -> list[tuple[str, str | None, str]]:
    return [
        (clock(one.start), clock(one.end) if one.end is not None else None, one.title.value)
        for one in read(text)
    ]


def names(session: ParsedSession) -> list[str]:
    return [person.name.value for person in session.people]


def people(text: str) -> list[tuple[str, list[str]]]:
    return [(one.title.value, names(one)) for one in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "13:00 Workshops: 1. Pond (Ada Lindqvist) / 2. Compost (Bo Okafor)\n15:00 End",
        "13:00 | Workshops | Pond (Ada Lindqvist) • Compost (Bo Okafor)\n15:00 | End",
        "13:00 Workshops\n  A. Pond (Ada Lindqvist)\n  B. Compost (Bo Okafor)\n15:00 End",
        "13:00 Workshops\n- Pond (Ada Lindqvist)\n- Compost (Bo Okafor)\n15:00 End",
    ],
)
def test_workshops_listed_in_one_line_or_below_are_sessions_inside(text: str) -> None:
    assert people(text) == [
        ("Workshops", []),
        ("Pond", ["Ada Lindqvist"]),
        ("Compost", ["Bo Okafor"]),
        ("End", []),
    ]
    assert [one.parent for one in read(text)] == [None, 0, 0, None]


def test_topics_in_one_line_stay_in_the_title() -> None:
    text = "14:30 Visits: (a) library of the market, (b) school garden\n17:00 End"

    assert [title for _, _, title in told(text)] == [
        "Visits: (a) library of the market, (b) school garden",
        "End",
    ]


def test_clocks_inside_a_cell_begin_sessions_of_their_own() -> None:
    text = (
        "| Time | Hall A | Hall B |\n|---|---|---|\n"
        "| 10:30–12:00 | 10:30 Rivers (Ada Lindqvist)<br>11:00 Ferries (Bo Okafor) | Mapping your street |\n"
        "| 12:00 | Lunch | Lunch |"
    )

    assert told(text) == [
        ("10:30", "11:00", "Rivers"),
        ("11:00", "12:00", "Ferries"),
        ("10:30", "12:00", "Mapping your street"),
        ("12:00", None, "Lunch"),
    ]


def test_bare_names_behind_slashes_are_people() -> None:
    text = "9:00 Opening / Ana Lima / Joe Bell\n9:30 Coffee"

    assert people(text) == [("Opening", ["Ana Lima", "Joe Bell"]), ("Coffee", [])]


def test_where_most_titles_end_with_a_name_all_such_ends_are_names() -> None:
    text = "9:00 How towns learn, Ana Lima\n9:30 Why towns forget, Joe Bell\n10:00 Tides, Mina Okoye"

    assert [found for _, found in people(text)] == [["Ana Lima"], ["Joe Bell"], ["Mina Okoye"]]


def test_one_title_with_a_comma_is_a_title() -> None:
    assert people("9:00 How towns learn, Ana Lima\n9:30 Coffee") == [
        ("How towns learn, Ana Lima", []),
        ("Coffee", []),
    ]


def test_who_has_been_met_with_an_office_is_known_again_without_it() -> None:
    text = "9:00 Welcome: Ada Lindqvist, Director\n9:30 Rivers as classrooms, Ada Lindqvist\n10:00 Coffee"

    assert people(text)[1] == ("Rivers as classrooms", ["Ada Lindqvist"])


def test_a_label_nobody_knows_leads_to_people_one_of_whom_has_been_met() -> None:
    text = (
        "9:00 Welcome: Ada Lindqvist, Director\n9:30 Rivers\nAt the piano: Ada Lindqvist, Joe Bell\n"
        "10:00 Coffee"
    )

    assert people(text)[1] == ("Rivers", ["Ada Lindqvist", "Joe Bell"])


def test_the_code_of_a_paper_is_no_title() -> None:
    text = "O-01   09:15–09:35\nCounting swifts\nO-02   09:35–09:55\nRain gauges"

    assert told(text) == [("09:15", "09:35", "Counting swifts"), ("09:35", "09:55", "Rain gauges")]


def test_a_span_of_years_in_the_text_before_is_no_time() -> None:
    text = "We agree on a road map for 2026–2030\n\nMonday 4 May 2026\n9:00 Welcome\n10:00 Coffee"

    assert told(text) == [("09:00", "10:00", "Welcome"), ("10:00", None, "Coffee")]


def test_a_number_behind_the_word_for_a_room_is_no_day() -> None:
    text = "11:30\nWorkshop 1\nRaum 0.1\n11:30\nWorkshop 2\nRaum 5.5\n12:30\nMittagessen\nFoyer"

    assert {one.day for one in read(text)} == {date(2026, 5, 4)}


def test_a_day_named_again_goes_on() -> None:
    text = "Monday 4 May\n14:00 Talk\n16:00 End\nMonday 4 May, Hall B\n9:00 Workshop\n10:00 Talk"

    assert {one.day for one in read(text)} == {date(2026, 5, 4)}


def test_parallel_sections_end_on_their_own_and_lunch_is_in_none() -> None:
    text = (
        "10:45–12:15 Parallel sessions\n\nA1  Streets [Room 2]\nChair: Ada Lindqvist\n10:45 One\n"
        "11:30 Two\n\nA2  Rivers [Room 3]\nChair: Bo Okafor\n10:45 Three\n11:30 Four\n\n12:15–13:30 Lunch"
    )

    ends = {title: end for _, end, title in told(text)}
    assert [ends[title] for title in ("One", "Two", "Three", "Four")] == ["11:30", "12:15", "11:30", "12:15"]
    assert [one.parent for one in read(text) if one.title.value == "Lunch"] == [None]


def test_half_a_day_with_its_chair_is_a_session_around_the_others() -> None:
    text = "Morning – Chair: Ada Lindqvist\n9:00 Talk\n10:00 Debate\n12:00 Lunch"

    assert [(one.title.value, one.parent) for one in read(text)] == [
        ("Morning", None),
        ("Talk", 0),
        ("Debate", 0),
        ("Lunch", None),
    ]


@pytest.mark.parametrize(
    ("line", "title", "said"),
    [
        ("Welcome from Ada Lindqvist (Harbour Trust)", "Welcome", ["Ada Lindqvist"]),
        ("Forum, convened by Ada Lindqvist", "Forum", ["Ada Lindqvist"]),
        ("Tape and dust – online", "Tape and dust", []),
        ("Talk by local historian Ada Lindqvist", "Talk", ["Ada Lindqvist"]),
        ("Debate: Rivers – Dr. (Mrs.) Ada Lindqvist", "Debate: Rivers", ["Ada Lindqvist"]),
        ("Songs – M.-C. Lindqvist & R. Okafor", "Songs", ["M.-C. Lindqvist", "R. Okafor"]),
        ("Keynote (Prof. Ada Lindqvist, 'After the quarry')", "'After the quarry'", ["Ada Lindqvist"]),
        ("Songs – somebody from the village choir", "Songs", []),
    ],
)
def test_what_stands_around_a_title_is_parted_from_it(line: str, title: str, said: list[str]) -> None:
    assert people(f"9:00 {line}\n10:00 Coffee")[0] == (title, said)


def test_what_is_not_confirmed_is_the_person_before_the_bracket() -> None:
    session = read("9:00 Debate. Chair: Ada Lindqvist. Speakers: Bo Okafor, Cy Moreau (tbc)\n10:00 Coffee")[0]

    assert {one.name.value: one.is_tbc for one in session.people} == {
        "Ada Lindqvist": False,
        "Bo Okafor": False,
        "Cy Moreau": True,
    }


def test_rows_parted_by_dots_or_slashes_are_rows() -> None:
    text = (
        "9:00 / Welcome / Great Hall / Dr Ada Lindqvist\n"
        "9:30 / Rivers / Room 4 / Dr Bo Okafor\n"
        "10:00 / Coffee / Cloister"
    )

    first, second, third = read(text)

    assert (first.title.value, first.room and first.room.value, names(first)) == (
        "Welcome",
        "Great Hall",
        ["Ada Lindqvist"],
    )
    assert (second.title.value, second.room and second.room.value) == ("Rivers", "Room 4")
    assert third.title.value == "Coffee"


def test_a_clock_behind_what_only_says_the_kind_begins_it() -> None:
    assert told("17:00 Votes\nDrinks from 18.30") == [("17:00", "18:30", "Votes"), ("18:30", None, "Drinks")]


def test_a_number_before_a_clock_is_the_number_of_an_item() -> None:
    assert told("1. 9:00 Welcome\n2. 10:00 Rivers") == [
        ("09:00", "10:00", "Welcome"),
        ("10:00", None, "Rivers"),
    ]


def test_a_second_clock_in_brackets_may_have_a_place() -> None:
    session = read("Registration (8:30-9:00, foyer)\nWelcome (9:00-9:30)")[0]

    assert (session.title.value, session.room and session.room.value) == ("Registration", "foyer")


def test_names_and_offices_in_turn_are_cards() -> None:
    text = (
        "9:00 Panel\nAda Lindqvist\nHead of Skills, Harbour Ltd\nBo Okafor\nMaster Boatwright\n"
        "Cy Moreau\nMayor"
    )

    session = read(text)[0]

    assert names(session) == ["Ada Lindqvist", "Bo Okafor", "Cy Moreau"]


def test_any_characters_are_a_name_where_a_column_promises_people() -> None:
    text = "时间\t内容\t报告人\n9:00-9:30\t工人识字班的教材\t宓采薇 / 阙如风\n9:30-10:00\t茶歇\t"

    assert names(read(text)[0]) == ["宓采薇", "阙如风"]


HEAD = "4 May 2026\n9:00 Opening\n10:00 – 12:00 {slot}\n12:00 Lunch\n13:00 – 15:00 {other}\n15:00 End\n\n"


def inside(text: str) -> list[tuple[str, str]]:
    """The sessions inside others, with the title of what they are part of."""
    found = read(text)
    return [(one.title.value, found[one.parent].title.value) for one in found if one.parent is not None]


def lost(text: str) -> list[str]:
    """What was not understood."""
    return [
        text[use.span.start : use.span.end]
        for line in parse(text, OPTIONS).lines
        for use in line.uses
        if use.use == NOT_UNDERSTOOD
    ]


@pytest.mark.parametrize(
    "listed",
    [
        "Workshops:\nA. Pond (Ada Lindqvist)\nB. Compost (Bo Okafor)",
        "Workshops\n\n1. Pond\nAda Lindqvist, City of X\n\n2. Compost\nBo Okafor, City of Y",
        "The workshops in detail\n1. Pond (Ada Lindqvist)\n2. Compost (Bo Okafor)",
        "Workshops:\n- Pond (Ada Lindqvist)\n- Compost (Bo Okafor)",
    ],
)
def test_workshops_listed_below_the_programme_fill_the_slot_it_has_for_them(listed: str) -> None:
    text = HEAD.format(slot="Workshops", other="Panel") + listed

    assert inside(text) == [("Pond", "Workshops"), ("Compost", "Workshops")]
    assert [(one.start, one.end) for one in read(text) if one.parent is not None] == [(600, 720)] * 2
    assert [names(one) for one in read(text) if one.parent is not None] == [["Ada Lindqvist"], ["Bo Okafor"]]
    assert lost(text) == []


def test_letters_in_the_timetable_tell_which_slot_each_of_them_fills() -> None:
    text = HEAD.format(slot="Workshops A–B", other="Workshops C and D") + (
        "Workshop A: Pond\nAda Lindqvist, City of X\n\nWorkshop B: Compost\n\n"
        "Workshop C: Maps\n\nWorkshop D: Birds\n\nContact: office@example.org"
    )

    assert inside(text) == [
        ("Workshop A: Pond", "Workshops A–B"),
        ("Workshop B: Compost", "Workshops A–B"),
        ("Workshop C: Maps", "Workshops C and D"),
        ("Workshop D: Birds", "Workshops C and D"),
    ]
    assert lost(text) == ["Contact: office@example.org"]


@pytest.mark.parametrize(
    ("slot", "other", "listed"),
    [
        ("Workshops", "Workshops", "Workshops:\nA. Pond (Ada Lindqvist)\nB. Compost (Bo Okafor)"),
        (
            "Workshops A–B",
            "Workshops C–D",
            "Workshops:\nA. Pond (Ada Lindqvist)\nB. Wood\nC. Tea\nD. Maps\nE. Birds",
        ),
        ("Workshop: Maps", "Panel", "Workshops:\nA. Pond (Ada Lindqvist)\nB. Compost (Bo Okafor)"),
        ("Workshop A", "Workshop B", "Workshop A: Pond\nWorkshop B: Compost"),
        ("Workshops", "Panel", "Aims of the workshops\n1. To learn\n2. To meet"),
        ("Workshops", "Panel", "Workshops:\nB. Pond (Ada Lindqvist)\nC. Compost (Bo Okafor)"),
        ("Panel", "Talk", "Workshops:\nA. Pond (Ada Lindqvist)\nB. Compost (Bo Okafor)"),
    ],
)
def test_what_could_fill_several_slots_or_none_is_left_to_the_organiser(
    slot: str, other: str, listed: str
) -> None:
    assert inside(HEAD.format(slot=slot, other=other) + listed) == []


@pytest.mark.parametrize(
    "listed",
    [
        "Forum A: Wells\n\nForum B: Rain\n",
        "Forum A: Wells\nHall North\n\nForum B: Rain\nHall South\n",
        "Forum A: Wells\nRoom 1\nForum B: Rain\nRoom 2\n",
        "Session 1: Wells (Hall 1)\nChair: Ada Lindqvist\n\nSession 2: Rain (Hall 2)\nChair: Bo Okafor\n",
    ],
)
def test_what_takes_place_at_once_is_inside_also_at_the_end_and_between_blank_lines(listed: str) -> None:
    sessions = read(f"14:00 Parallel sessions\n\n{listed}")

    assert [one.title.value.partition(": ")[2] for one in sessions] == ["", "Wells", "Rain"]
    assert [one.parent for one in sessions] == [None, 0, 0]
    has_rooms = "Room" in listed or "Hall" in listed
    assert [bool(one.room) for one in sessions] == [False, has_rooms, has_rooms]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_hall_above_what_takes_place_in_it_is_no_title(between: str) -> None:
    text = f"14:00 Parallel workshops\n\nRoom 1{between}Wells\n\nRoom 2{between}Rain\n\n16:00 Tea\n"

    assert [(one.title.value, one.room.value if one.room else "") for one in read(text)] == [
        ("Parallel workshops", ""),
        ("Wells", "Room 1"),
        ("Rain", "Room 2"),
        ("Tea", ""),
    ]


def test_lines_that_count_one_word_up_are_sessions_inside() -> None:
    text = """13:00 Themeninseln
Insel 1: Brunnen (Raum Buche) - Ada Lindner
Insel 2: Gärten (Raum Eiche) - Bo Ahrens
15:00 Kaffeepause"""

    assert people(text) == [
        ("Themeninseln", []),
        ("Insel 1: Brunnen", ["Ada Lindner"]),
        ("Insel 2: Gärten", ["Bo Ahrens"]),
        ("Kaffeepause", []),
    ]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("جلسة العمل الأولى: الآبار والطرق. رئيسة الجلسة: السيدة ليلى منصور", "chair"),
        ("حلقة نقاش: الآبار والطرق. مدير الجلسة: السيد كريم منصور", "moderator"),
        ("Workshop: Wells. Session chair: Ada Lindqvist", "chair"),
    ],
)
def test_who_leads_a_session_is_said_behind_its_title_by_a_label_that_names_it(line: str, role: str) -> None:
    session, _ = read(f"9:00 {line}\n10:00 Coffee break")

    assert [one.role for one in session.people] == [role]
    assert [one.position for one in session.people] == [None]


def test_what_counts_up_lists_sessions_without_a_mark_behind_the_number() -> None:
    text = """15.00 Foren (parallel)
  Forum 1 Schule öffnet sich | Leitung: Ina Muster | Saal Elbe
  Forum 2 Betriebe lernen | Leitung: Udo Muster | Saal Weser
17.00 Pause"""

    found = parse(text, Options(date(2026, 5, 4), "Europe/Berlin", date(2026, 5, 6))).sessions[1:-1]

    assert [(one.title.value, one.room and one.room.value, one.people[0].name.value) for one in found] == [
        ("Forum 1 Schule öffnet sich", "Saal Elbe", "Ina Muster"),
        ("Forum 2 Betriebe lernen", "Saal Weser", "Udo Muster"),
    ]


def test_when_guests_arrive_stands_before_when_it_begins() -> None:
    found = parse(
        "18:30 for 19:00 | GALA DINNER\n22:00 End", Options(date(2026, 5, 4), "Europe/Berlin", None)
    )

    assert [(one.title.value, one.start and clock(one.start)) for one in found.sessions][:1] == [
        ("GALA DINNER", "18:30")
    ]


@pytest.mark.parametrize(
    ("line", "group"),
    [
        (
            "Ada Lindqvist (Quay), Bo Okafor (Moor) and a representative of the Ministry",
            "a representative of the Ministry",
        ),
        ("Ada Lindqvist (Quay), Bo Okafor (Moor) and two participants", "two participants"),
        ("Ada Lindqvist, Bo Okafor and two participants", "two participants"),
    ],
)
def test_a_list_may_end_with_people_who_have_no_name(line: str, group: str) -> None:
    (one,) = parse(f"9:00 Panel\nSpeakers: {line}", OPTIONS).sessions

    assert [person.name.value for person in one.people] == ["Ada Lindqvist", "Bo Okafor"]
    assert [each.name.value for each in one.groups] == [group]
    assert not any(
        "participants" in (one.organisation.value if one.organisation else "") for one in one.people
    )
