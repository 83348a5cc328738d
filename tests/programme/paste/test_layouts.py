"""What the lines around a line decide: habits of a text, sections, second clocks, cut lines."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession
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


def about(session: ParsedSession) -> list[str]:
    return [
        ", ".join(part.value for part in (person.position, person.organisation) if part)
        for person in session.people
    ]


def test_second_clocks_that_follow_each_other_are_ends() -> None:
    text = "9h00 / 9h30 Accueil\n9h30 / 10h15 Table ronde\n10h15 / 10h30 Pause"

    assert told(text) == [
        ("09:00", "09:30", "Accueil"),
        ("09:30", "10:15", "Table ronde"),
        ("10:15", "10:30", "Pause"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "9:00 / 17:00 Welcome\n9:30 / 17:30 Talk on rivers\n10:15 / 18:15 Break",
        "9 am ET / 3 pm CET Welcome\n9:30 am ET / 3:30 pm CET Talk on rivers\n10:15 ET / 4:15 pm CET Break",
        "London | Oman | Topic\n9:00 | 13:00 | Welcome\n9:30 | 13:30 | Talk on rivers\n10:15 | 14:15 | Break",
        "9:00 (17:00 Beijing time) Welcome\n9:30 (17:30) Talk on rivers\n10:15 (18:15) Break",
    ],
)
def test_second_clocks_that_keep_their_distance_are_another_zone(text: str) -> None:
    assert told(text) == [
        ("09:00", "09:30", "Welcome"),
        ("09:30", "10:15", "Talk on rivers"),
        ("10:15", None, "Break"),
    ]


def test_titles_in_sentences_leave_people_and_places_behind() -> None:
    first, second, third = read(
        "10:00 Street breakfast. Well Square\n"
        "11:00 Clay letters. Led by: Ada Example. Nuns' Yard\n"
        "12:00 Panel 2. Who pays? With Bo Sample. Library"
    )

    assert (first.title.value, first.room and first.room.value) == ("Street breakfast", "Well Square")
    assert (second.title.value, names(second)) == ("Clay letters", ["Ada Example"])
    assert (third.title.value, names(third)) == ("Panel 2. Who pays?", ["Bo Sample"])


def test_one_sentence_behind_a_title_is_no_habit() -> None:
    (session,) = read("10:00 Street breakfast. Bring your own bread")

    assert session.title.value == "Street breakfast. Bring your own bread"


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_section_with_a_chair_is_a_session_around_its_items(gap: str) -> None:
    head = "Session 1: Wells\nChair: Dr Ada Example"
    text = f"9:00 Welcome{gap}{head}{gap}9:30 Deep water\n10:00 Rain\n11:00 Pause"

    welcome, section, deep, rain, _ = read(text)

    assert (welcome.title.value, names(welcome)) == ("Welcome", [])
    assert (section.title.value, names(section), section.people[0].role) == (
        "Session 1: Wells",
        ["Ada Example"],
        "chair",
    )
    assert (clock(section.start), section.is_timed, deep.parent, rain.parent) == ("09:30", False, 1, 1)


def test_a_time_among_the_facts_is_that_of_the_only_session() -> None:
    (session,) = read(
        "Public lecture: The market that teaches\n\nDate: Tuesday, 5 May 2026\nTime: 17:30 – 19:00\n"
        "Venue: Auditorium 2\n\nSpeaker: Prof. Ada Example, Market College\n"
    )

    assert (session.day, clock(session.start), clock(session.end or 0)) == (
        date(2026, 5, 5),
        "17:30",
        "19:00",
    )
    assert session.title.value == "Public lecture: The market that teaches"
    assert (names(session), about(session)) == (["Ada Example"], ["Market College"])


@pytest.mark.parametrize("mark", [",", ";"])
def test_cells_of_csv_may_hold_line_ends(mark: str) -> None:
    rows = (
        ("Start", "End", "Session", "Speakers"),
        ("9:00", "10:00", '"Panel: Wells"', '"Moderator: Ada Example\nBo Sample (City of Quay)"'),
        ("10:00", "10:30", "Coffee", ""),
    )

    panel, coffee = read("\n".join(mark.join(row) for row in rows))

    assert [(one.name.value, one.role) for one in panel.people] == [
        ("Ada Example", "moderator"),
        ("Bo Sample", "panellist"),
    ]
    assert coffee.title.value == "Coffee"


def test_a_table_row_cut_by_a_line_end_is_put_together() -> None:
    talk, lunch = read(
        "Time\tTopic\tSpeaker\tRoom\n9:00\tWells\tAda Example\nBo Sample\tRoom 2\n12:00\tLunch\t\tCanteen"
    )

    assert (names(talk), talk.room and talk.room.value) == (["Ada Example", "Bo Sample"], "Room 2")
    assert lunch.room is not None


def test_a_header_that_comes_again_begins_the_next_day() -> None:
    table = "| Session | Start | End |\n| Arrival | 7:30 | 8:30 |\n| Debate | 2:00 | 3:30 |\n"

    assert [(one.day.day, clock(one.start)) for one in read(table + table)] == [
        (4, "07:30"),
        (4, "14:00"),
        (5, "07:30"),
        (5, "14:00"),
    ]


def test_what_a_line_end_has_cut_goes_on() -> None:
    (session,) = read(
        "9:00 How old wells came to be kept\nby whole villages\n"
        "Orla Feeney and Hugo Brandt,\nLawyers of the City of Quay"
    )

    assert session.title.value == "How old wells came to be kept by whole villages"
    assert about(session) == ["Lawyers of the City of Quay", "Lawyers of the City of Quay"]


@pytest.mark.parametrize(
    ("line", "people", "bodies"),
    [
        ("Moderator: Ada Example, Tide Gazette", ["Ada Example"], ["Tide Gazette"]),
        ("Speakers: Ada Example, Bo Sample", ["Ada Example", "Bo Sample"], ["", ""]),
        (
            "Panellists: Ada Example, Nordhamn Ferries; Bo Sample, City of Quay",
            ["Ada Example", "Bo Sample"],
            ["Nordhamn Ferries", "City of Quay"],
        ),
        (
            "Speakers: Ada Example (Test University), Bo Sample (City of Quay), and the interpreters' team",
            ["Ada Example", "Bo Sample"],
            ["Test University", "City of Quay"],
        ),
        (
            "Speaker: Ada Example, Minister of Roads and Farming of the Region",
            ["Ada Example"],
            ["Minister of Roads and Farming of the Region"],
        ),
    ],
)
def test_what_is_said_about_one_person_is_told_from_the_next(
    line: str, people: list[str], bodies: list[str]
) -> None:
    (session,) = read(f"9:00 Panel: Wells\n{line}")

    assert (names(session), about(session)) == (people, bodies)


@pytest.mark.parametrize(
    "line",
    [
        "Questions: info@example.org, Mon–Fri 9:00–15:00",
        "Help desk: Mo–Fr 8–12 Uhr, 10:00–12:00",
        "Phone 11-5550-0199 (10:00–18:00)",
        "Contact: the office (weekdays 9h00–17h30)",
        "Büro: Ada Beispiel, werktags 9:00–17:00",
        "联系人：小周（工作日9:00-17:30）",
    ],
)
def test_hours_of_an_office_are_no_session(line: str) -> None:
    assert told(f"9:00 Opening\n\n{line}") == [("09:00", None, "Opening")]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("De 18 heures 15 à 19 heures : débat", "18:15", "19:00"),
        ("14h30min | Abertura", "14:30", None),
        ("2. Opening ........ 9.30 – 10.15", "09:30", "10:15"),
        ("📌 10:15 a 11:15 hs – Apertura", "10:15", "11:15"),
        ("11.10 Opening", "11:10", None),
    ],
)
def test_clocks_of_many_layouts(line: str, start: str, end: str | None) -> None:
    assert [one[:2] for one in told(line)] == [(start, end)]


def test_hours_of_the_whole_event_above_its_items_are_no_session() -> None:
    text = "27 March 2025 | 3.00 p.m. – 4.30 p.m. | Zoom\n\n3.00 – 3.10 p.m. Welcome\n3.10 – 4.30 p.m. Wells"

    assert told(text) == [("15:00", "15:10", "Welcome"), ("15:10", "16:30", "Wells")]


def test_a_column_of_a_theme_takes_place_in_its_bracket() -> None:
    text = (
        "| Time | Track A: Streets (Hall North) | Track B: Schools (Hall South) |\n| 9:00 | Benches | Bells |"
    )

    assert [session.room.value for session in read(text) if session.room] == ["Hall North", "Hall South"]


@pytest.mark.parametrize("title", ["Rooftop reception", "Garden reception"])
def test_an_event_that_sounds_like_a_place_is_a_title(title: str) -> None:
    text = f"9:00\nOpening\nLocation: Hotel reception\n17:30\n{title}\nLocation: Terrace"

    assert [one[2] for one in told(text)] == ["Opening", title]


def test_papers_with_codes_under_a_kind_are_no_title() -> None:
    text = "15:00 Poster session\nP1 Reed beds. K. Example\nP2 Salt in the verge. M. Sample"

    assert [one[2] for one in told(text)] == ["Poster session"]


def test_a_label_of_nobody_is_no_part_of_the_title() -> None:
    groups = "Group 1 - Water (Room 1). Lead: Ms Ada Example\nGroup 2 - Data (Room 2). Lead: TBC"
    text = f"9:00 Working groups\n{groups}"

    assert [one[2] for one in told(text)] == ["Working groups", "Group 1 - Water", "Group 2 - Data"]


def test_a_label_of_its_own_ends_what_is_said_about_the_one_before() -> None:
    (session,) = read("9:00 圆桌讨论\n主持人：王明\n嘉宾：\n李华（青石街道办事处）")

    assert (names(session), about(session)) == (["王明", "李华"], ["", "青石街道办事处"])


def test_an_article_in_capitals_is_part_of_a_name() -> None:
    (session,) = read("9:00 Corentin LE GALLOU (Université du Rhin), « Dessiner la crue »")

    assert (session.title.value, names(session)) == ("« Dessiner la crue »", ["Corentin LE GALLOU"])


def test_the_number_of_an_item_in_a_cell_of_its_own_is_no_title() -> None:
    text = (
        "1.\t09:00 – 10:00\tSession 1: Kitchens\n\tChair: Ada Okoye\n2.\t10:00 – 10:30\tTea break\n"
        "3.\t10:30 – 12:00\tWorking groups\n4.\t12:00 – 12:30\tClosing"
    )

    assert told(text) == [
        ("09:00", "10:00", "Session 1: Kitchens"),
        ("10:00", "10:30", "Tea break"),
        ("10:30", "12:00", "Working groups"),
        ("12:00", "12:30", "Closing"),
    ]


def test_a_line_that_says_how_one_takes_part_is_no_title() -> None:
    text = (
        "4 May | 2:00 PM – 3:30 PM CEST\nHybrid\nBreathing beside the berth\n\n"
        "4 May | 3:30 PM – 4:00 PM CEST\nOnline\nTalk"
    )

    assert [(one.title.value, one.note.value if one.note else None) for one in read(text)] == [
        ("Breathing beside the berth", "Hybrid"),
        ("Talk", "Online"),
    ]


def test_a_title_may_have_a_label_above_its_time() -> None:
    text = (
        "Session: Tea\nTime: 11:00 – 11:20\n\nSession: Wells\nTime: 11:20 – 12:45\n\n"
        "Session: Lunch\nTime: 12:45 – 2:00"
    )

    assert [title for _, _, title in told(text)] == ["Tea", "Wells", "Lunch"]


@pytest.mark.parametrize("head", ["Dia 8 (sexta-feira)", "Dia 8", "Día 8"])
def test_a_day_whose_number_the_event_has_not_is_one_of_the_month(head: str) -> None:
    options = Options(date(2026, 5, 7), "Europe/Lisbon", date(2026, 5, 9))

    assert [one.day for one in parse(f"{head}\n9:00 Abertura\n10:00 Café", options).sessions] == [
        date(2026, 5, 8)
    ] * 2


@pytest.mark.parametrize(
    "text",
    [
        "09:00\n-\n09:15\nWelcome\n09:20\n–\n10:00\nRivers",
        "09:00 –\n09:15\nWelcome\n09:20 –\n10:00\nRivers",
        "09:00\n09:15\nWelcome\n09:20\n10:00\nRivers",
    ],
)
def test_clocks_below_each_other_are_start_and_end(text: str) -> None:
    assert told(text) == [("09:00", "09:15", "Welcome"), ("09:20", "10:00", "Rivers")]


def test_one_clock_below_another_by_chance_is_no_end() -> None:
    text = "09:00\n09:15\nWelcome\n09:20\nRivers\n10:00\nBreak"

    assert told(text)[-3:] == [
        ("09:15", "09:20", "Welcome"),
        ("09:20", "10:00", "Rivers"),
        ("10:00", None, "Break"),
    ]


def test_who_is_received_first_in_the_morning_arrives() -> None:
    text = "9:00 Receção\n9:30 Abertura\n18:00 Receção na Câmara"

    assert [one.kind for one in read(text)] == ["registration", "opening", "networking"]


def test_noon_in_words_is_a_clock_behind_the_number_too() -> None:
    text = "11.30am Repair cafés\n12 noon The tool library\n12.30pm Lunch"

    assert told(text) == [
        ("11:30", "12:00", "Repair cafés"),
        ("12:00", "12:30", "The tool library"),
        ("12:30", None, "Lunch"),
    ]


def test_hours_in_brackets_belong_to_a_session_called_registration() -> None:
    text = "Registration (08:30 – 09:15)\n\nOpening session (09:15 – 10:00)\n\nLunch (10:00 – 11:00)"

    assert told(text) == [
        ("08:30", "09:15", "Registration"),
        ("09:15", "10:00", "Opening session"),
        ("10:00", "11:00", "Lunch"),
    ]


def test_headings_beside_each_other_keep_the_ends_of_their_items_apart() -> None:
    text = (
        "TRACK 1: Making\n9:00 Wells\n9:30 Discussion\n\n"
        "TRACK 2: Moving\n9:00 Boats\n9:30 Discussion\n\n10:00 Lunch"
    )

    assert told(text)[:4] == [
        ("09:00", "09:30", "Wells"),
        ("09:30", "10:00", "Discussion"),
        ("09:00", "09:30", "Boats"),
        ("09:30", "10:00", "Discussion"),
    ]


def test_a_clock_may_stand_behind_the_number_of_an_item() -> None:
    text = "TOP 1 – 14:00 – Begrüßung\nTOP 2 – 14:10 – Bericht\nTOP 3 – 15:00 bis 15:30 – Kaffeepause"

    assert told(text) == [
        ("14:00", "14:10", "Begrüßung"),
        ("14:10", "15:00", "Bericht"),
        ("15:00", "15:30", "Kaffeepause"),
    ]


def test_a_length_in_brackets_may_stand_before_a_title() -> None:
    assert told("10:00 (15 min) Coffee\n12:00 nn – 1:00 pm Lunch") == [
        ("10:00", "10:15", "Coffee"),
        ("12:00", "13:00", "Lunch"),
    ]


def test_separated_values_may_begin_below_a_title() -> None:
    text = (
        "Programme of the learning days\nMoorau, 4 and 5 May 2026\n\n"
        "Time;Session;Speaker;Room\n09:00-09:30;Registration;;Foyer\n"
        "09:30-10:00;Opening;Ada Lindner;Hall\n10:00-10:30;Coffee;;Foyer"
    )

    assert told(text) == [
        ("09:00", "09:30", "Registration"),
        ("09:30", "10:00", "Opening"),
        ("10:00", "10:30", "Coffee"),
    ]
    assert [one.room.value if one.room else None for one in read(text)] == ["Foyer", "Hall", "Foyer"]


def test_rows_below_a_row_that_leave_the_clock_empty_are_about_it() -> None:
    text = """Hora\tActividad\tLugar
09:00 - 09:30\tActo inaugural\tSalón Azul
\tSra. Ada Ejemplo, Ministra de Educación
\tSr. Bo Muestra, Alcalde de Moorau
09:30 - 10:30\tPrimera sesión: Pozos y caminos\tSalón Azul
\tPreside: Sra. Ada Ejemplo
\tRelator: Sr. Cy Muestra
10:30 - 11:00\tCafé\tVestíbulo"""

    opening, first, _ = read(text)

    assert names(opening) == ["Ada Ejemplo", "Bo Muestra"]
    assert [(person.name.value, person.role) for person in first.people] == [
        ("Ada Ejemplo", "chair"),
        ("Cy Muestra", "rapporteur"),
    ]


@pytest.mark.parametrize(
    "above",
    [
        "Mon, 4 May 2026 | 13:00–15:00 | via Zoom",
        "Mon, 4 May 2026 | 13:00–15:00 (Berlin time)\nStreamed on the channel of the network",
    ],
)
def test_when_it_all_takes_place_is_no_item_though_marks_part_it(above: str) -> None:
    text = f"Webinar: Wells\n{above}\n\n13:00 Opening\n13:10 Talk on rivers\n14:50 Closing"

    assert told(text) == [
        ("13:00", "13:10", "Opening"),
        ("13:10", "14:50", "Talk on rivers"),
        ("14:50", None, "Closing"),
    ]


def test_a_title_behind_a_clock_is_no_farewell_of_a_letter() -> None:
    assert told("9:00 Ouverture\n9:10 Regards croisés\n10:00 Pause") == [
        ("09:00", "09:10", "Ouverture"),
        ("09:10", "10:00", "Regards croisés"),
        ("10:00", None, "Pause"),
    ]
