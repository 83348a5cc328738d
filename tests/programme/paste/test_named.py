"""Who is named: offices before names, lists that go on, names in two scripts, and who is not meant."""

from datetime import date

import pytest

from app.programme.paste.names import name_reader
from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession
from app.programme.paste.runs import run
from app.programme.paste.vocabulary import vocabulary

OPTIONS = Options(date(2026, 5, 4), "Europe/Berlin", date(2026, 5, 6))


def read(text: str) -> ParsedSession:
    return parse(text, OPTIONS).sessions[0]


def told(text: str) -> list[tuple[str | None, str, str | None, str | None]]:
    """Honorific, name, position and organisation of everybody in the first session."""
    return [
        (
            one.honorific.value if one.honorific else None,
            one.name.value,
            one.position.value if one.position else None,
            one.organisation.value if one.organisation else None,
        )
        for one in read(text).people
    ]


def roles(text: str) -> list[tuple[str, str]]:
    return [(one.name.value, one.role) for one in read(text).people]


def test_an_office_before_a_name_is_a_position() -> None:
    text = "9:00 Eröffnung\nFrau Bürgermeisterin Ada Lindner, Stadt Moorau\n9:30 Kaffeepause"

    assert told(text) == [("Frau", "Ada Lindner", "Bürgermeisterin", "Stadt Moorau")]


def test_an_office_before_a_name_leaves_room_for_the_body_below() -> None:
    text = "9:00 Eröffnung\nBürgermeisterin Ada Lindner\nStadt Moorau\n9:30 Kaffeepause"

    assert told(text) == [(None, "Ada Lindner", "Bürgermeisterin", "Stadt Moorau")]


def test_offices_before_names_stand_on_lines_of_their_own() -> None:
    text = "9:00 Grußworte\nLandrätin Ada Lindner\nVereinsvorsitzender Bo Ahrens\n9:30 Kaffeepause"

    assert told(text) == [
        (None, "Ada Lindner", "Landrätin", None),
        (None, "Bo Ahrens", "Vereinsvorsitzender", None),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "mit Bürgermeisterin Ada Lindner, Kreisrat Bo Ahrens, Uli Kern (Museum Moorau)",
            [("Ada Lindner", "Bürgermeisterin"), ("Bo Ahrens", "Kreisrat"), ("Uli Kern", None)],
        ),
        (
            "mit Ada Lindner, Bo Ahrens, Elternvertreter Uli Kern",
            [("Ada Lindner", None), ("Bo Ahrens", None), ("Uli Kern", "Elternvertreter")],
        ),
    ],
)
def test_a_list_goes_on_with_an_office_and_a_name(line: str, found: list[tuple[str, str | None]]) -> None:
    text = f"9:00 Podiumsgespräch\n{line}\n10:00 Kaffeepause"

    assert [(name, position) for _, name, position, _ in told(text)] == found


def test_behind_an_office_stands_its_body() -> None:
    text = "9:00 Panel: Ports\nSpeakers:\n1. Ada Okoye - President, Sailors' Association\n10:00 Break"

    assert told(text) == [(None, "Ada Okoye", "President", "Sailors' Association")]


def test_an_office_of_two_words_behind_a_name_is_nobody_else() -> None:
    text = "9:00 Bienvenida\nGral. (r) Ana Bocanegra, Director Ejecutivo, Cruz Verde\n10:00 Receso"

    assert told(text) == [("Gral. (r)", "Ana Bocanegra", "Director Ejecutivo", "Cruz Verde")]


def test_an_article_may_stand_before_an_office_and_a_name() -> None:
    text = "9:00 Filmgespräch mit der Restauratorin Ada Lindner (Kinemathek Moorau)\n10:00 Pause"

    assert told(text) == [(None, "Ada Lindner", "Restauratorin", "Kinemathek Moorau")]


def test_behind_a_comma_others_follow_who_do_something_else() -> None:
    text = "9:00 Table ronde\nanimée par Anne Morel, avec Luc Arrighi (chef), Inès Sagna (CNRS)\n10:00 Pause"

    assert roles(text) == [
        ("Anne Morel", "moderator"),
        ("Luc Arrighi", "panellist"),
        ("Inès Sagna", "panellist"),
    ]


def test_who_is_not_confirmed_is_only_the_one_before_the_bracket() -> None:
    text = (
        "9:00 Table ronde, avec : M. Luc Arrighi, maire ; un représentant du port (sous réserve)\n10:00 Pause"
    )

    assert [(one.name.value, one.is_tbc) for one in read(text).people] == [("Luc Arrighi", False)]


def test_a_sentence_below_a_card_is_no_body() -> None:
    text = "9:00\nMending\nAda Okoye\nLibrarian, Moor Library\nBring photographs of your shed.\n10:00\nBreak"

    assert told(text) == [(None, "Ada Okoye", "Librarian", "Moor Library")]


@pytest.mark.parametrize("name", ["贺知行 He Zhixing", "贺知行 (He Zhixing)"])
def test_a_chinese_name_spelt_in_latin_letters_too_is_one_name(name: str) -> None:
    assert told(f"9:00 圆桌讨论\n主持人：{name}，江南大学\n10:00 茶歇") == [(None, name, None, "江南大学")]


def test_the_ends_of_words_count_in_their_own_language_only() -> None:
    text = (
        "10:30 Conferencia\nDra. Montserrat Roca, catedrática de Historia\n11:30 Pausa\n"
        "12:00 Mesa redonda: lo que los archivos y las bibliotecas nos dicen de la ciudad\n14:00 Almuerzo"
    )

    assert told(text) == [("Dra.", "Montserrat Roca", "catedrática de Historia", None)]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Mesa 2. Fotografía y memoria de los pueblos", "panel"),
        ("Mesa de registro y entrega de los materiales", "registration"),
        ("Akten gegen das Vergessen in den Archiven", "presentation"),
        ("Gänsefestessen mit den Gästen der Stadt", "meal"),
        ("分论坛A：课程开发", "thematic forum"),
    ],
)
def test_a_word_tells_the_kind_where_it_means_it(title: str, kind: str) -> None:
    assert read(f"9:00 {title}\n10:00 Pausa, Pause, 茶歇").kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "嘉宾：1.申屠亮 2.蒋若琳 3.钱多米（独立导演） 4.柏油路工作室 贺铭",
        "嘉宾：1、申屠亮；2、蒋若琳；3、钱多米（独立导演）；4、柏油路工作室 贺铭",
    ],
)
def test_people_numbered_in_one_line_are_several(line: str) -> None:
    text = f"16:00-17:30 圆桌对话\n{line}\n17:30 茶歇"

    assert told(text) == [
        (None, "申屠亮", None, None),
        (None, "蒋若琳", None, None),
        (None, "钱多米", "独立导演", None),
        (None, "贺铭", None, "柏油路工作室"),
    ]


def test_who_moderates_may_stand_behind_the_others() -> None:
    text = (
        "9:00 Panel: Who pays?\nAda Okoye, Bo Sample and Cy Dahl (River Fund), moderated by Di Eklund\n"
        "10:00 Break"
    )

    assert roles(text) == [
        ("Ada Okoye", "panellist"),
        ("Bo Sample", "panellist"),
        ("Cy Dahl", "panellist"),
        ("Di Eklund", "moderator"),
    ]


def test_a_new_sentence_may_bring_others() -> None:
    text = "9h00\tTable ronde\tAnimation : Loïc Morel. Avec Luc Arrighi (CNRS), Inès Sagna, jardinière\tHall"

    assert roles(text) == [
        ("Loïc Morel", "moderator"),
        ("Luc Arrighi", "panellist"),
        ("Inès Sagna", "panellist"),
    ]


def test_numbers_of_two_bodies_may_hang_together() -> None:
    text = (
        "9:00 Plots and lenses\nAna Lima¹, Joe Bell², Mina Iyer¹˒²\n"
        "¹ University of Aveiro, Portugal; ² Delta Institute\n10:00 Break"
    )

    assert [(name, body) for _, name, _, body in told(text)] == [
        ("Ana Lima", "University of Aveiro"),
        ("Joe Bell", "Delta Institute"),
        ("Mina Iyer", "University of Aveiro"),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('Talk by Dr Jane Roe (River Trust): "Forty ways"', '"Forty ways"'),
        ("Keynote by Dr Jane Roe, River Trust: Forty ways", "Forty ways"),
        ("Conférence de Dr Jane Roe (River Trust) : Forty ways", "Forty ways"),
    ],
)
def test_a_talk_by_somebody_has_its_title_behind_the_colon(line: str, title: str) -> None:
    text = f"9:00 {line}\n10:00 Coffee"

    assert read(text).title.value == title
    assert told(text) == [("Dr", "Jane Roe", None, "River Trust")]


def test_a_body_may_follow_a_titled_name_with_a_joining_word() -> None:
    text = "14:00 Orchard walk, led by Dr Jane Roe of the Pollinator Trust\n16:00 Close"

    assert read(text).title.value == "Orchard walk"
    assert told(text) == [("Dr", "Jane Roe", None, "Pollinator Trust")]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Приветствие: министр культуры области А. Р. Валиев", "А. Р. Валиев"),
        ("Приветствие: директор музея льна Громов Пётр Ильич", "Громов Пётр Ильич"),
        ("Приветствие: директор музея льна Анна Павловна Белова", "Анна Павловна Белова"),
    ],
)
def test_an_office_of_several_words_ends_where_the_name_begins(line: str, found: str) -> None:
    people = told(f"10:00 {line}\n10:20 перерыв")

    assert [name for _, name, _, _ in people] == [found]
    assert people[0][2] in {"министр культуры области", "директор музея льна"}


def test_a_village_is_nobody_s_name() -> None:
    text = "10:40 案例分享：村图书馆的故事\n分享人：石坡村 韦小燕 / 大坝村 龙建国\n12:00 午餐"

    assert told(text) == [(None, "韦小燕", None, "石坡村"), (None, "龙建国", None, "大坝村")]


def test_nobody_is_lost_where_people_with_labels_follow() -> None:
    text = (
        "9:00 table ronde avec Anne Morel (CNRS) et Luc Faye (Institut du sommeil). Modération : Inès Sagna\n"
        "10:00 pause"
    )

    assert read(text).title.value == "table ronde"
    assert roles(text) == [
        ("Anne Morel", "panellist"),
        ("Luc Faye", "panellist"),
        ("Inès Sagna", "moderator"),
    ]


def test_a_list_may_begin_with_people_who_have_no_names() -> None:
    text = "9:00 Panel\nSpeakers: residents of the yard, Ada Okoye (City of X), Bo Sample\n10:00 Break"

    assert [name for _, name, _, _ in told(text)] == ["Ada Okoye", "Bo Sample"]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("(Bo Sample, StepFree)", [("Lotte Brinkman", "Delta Moor")]),
        ("(Bo Sample, City of X)", [("Lotte Brinkman", "Delta Moor")]),
        ("(Bo Sample, B. Doe)", [("Lotte Brinkman", None), ("Delta Moor", None)]),
        ("(Bo Sample, Uli Kern, Inès Sagna)", [("Lotte Brinkman", None), ("Delta Moor", None)]),
        ("(Bo Sample, online)", [("Lotte Brinkman", None), ("Delta Moor", None)]),
        ("(Bo Sample)", [("Lotte Brinkman", None), ("Delta Moor", None)]),
    ],
)
def test_what_follows_a_name_in_brackets_is_what_it_is_in_other_brackets_of_the_text(
    other: str, expected: list[tuple[str, str | None]]
) -> None:
    """Two unknown words may be a body or a second person: the other pairs tell."""
    text = f"9:00 Mapping detours (Lotte Brinkman, Delta Moor)\n10:00 Audits at scale {other}\n11:00 Break"

    assert [(name, body) for _, name, _, body in told(text)] == expected


def test_an_office_that_is_over_stands_before_a_name_like_any_other() -> None:
    text = "9:00 Podium\nmit Landrat a. D. Bo Ahrens und Dr. Ada Lindner (Universität Moorau)"

    assert told(text) == [
        (None, "Bo Ahrens", "Landrat a. D.", None),
        ("Dr.", "Ada Lindner", None, "Universität Moorau"),
    ]


def test_countries_below_a_title_are_nobody() -> None:
    text = "9:00 Country reports\nChair: Ms Ada Lindner\nViet Nam, Costa Rica, Lao PDR\n10:00 Coffee break"

    assert roles(text) == [("Ada Lindner", "chair")]


def test_who_gives_a_keynote_may_stand_before_its_title() -> None:
    text = '9:00 Keynote – Dr Ada Lindner (Urban School): "A street is a timetable"\n10:00 Coffee break'

    assert read(text).title.value == '"A street is a timetable"'
    assert told(text) == [("Dr", "Ada Lindner", None, "Urban School")]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Round table with moderator Ada Lindner", [("Ada Lindner", "moderator")]),
        (
            "Table ronde animée par Inès Roux avec Bo Ahrens (Fondation Racines) et Uli Kern",
            [("Inès Roux", "moderator"), ("Bo Ahrens", "speaker"), ("Uli Kern", "speaker")],
        ),
        (
            'Panel "Quiet or loud?" with Bo Ahrens (Moorau) and Uli Kern (Seewald); moderator Ada Lindner',
            [("Bo Ahrens", "speaker"), ("Uli Kern", "speaker"), ("Ada Lindner", "moderator")],
        ),
        (
            "Quick stories: Bo Ahrens (Moorau Trust), Ada Lindner (Seewald School)",
            [("Bo Ahrens", "speaker"), ("Ada Lindner", "speaker")],
        ),
    ],
)
def test_who_does_what_is_told_inside_a_title(line: str, found: list[tuple[str, str]]) -> None:
    assert roles(f"9:00 {line}\n10:00 Coffee break") == found


def test_labels_may_have_numbers() -> None:
    text = (
        "9:00 Rivers\nSpeaker 1: Ms Ada Lindner, University of Moorau\nSpeaker 2: Mr Bo Ahrens\n10:00 Lunch"
    )

    assert roles(text) == [("Ada Lindner", "speaker"), ("Bo Ahrens", "speaker")]


def test_traditional_characters_are_read_with_the_words_of_the_simple_ones() -> None:
    text = "09:00 開幕式\n帶領人:黃靜宜\n10:00 茶敘"

    assert roles(text) == [("黃靜宜", "facilitator")]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Funding in lean years, with Ada Lindner of the Seed Trust", [("Ada Lindner", "Seed Trust")]),
        (
            "Round table\nSpeakers: Ada Lindner from Moorau University, Bo Ahrens of the Seed Trust",
            [("Ada Lindner", "Moorau University"), ("Bo Ahrens", "Seed Trust")],
        ),
        ("Walking with Old Friends of the City Museum", []),
    ],
)
def test_a_body_may_follow_a_name_without_a_mark(line: str, found: list[tuple[str, str]]) -> None:
    assert [(name, body) for _, name, _, body in told(f"9:00 {line}\n10:00 Coffee break")] == found


@pytest.mark.parametrize(
    ("line", "title", "found"),
    [
        ("Begrüßung durch VHS-Leiterin Ada Lindner", "Begrüßung", ["Ada Lindner"]),
        (
            "Fireside chat between Dr Ada Lindner and Mr Bo Ahrens",
            "Fireside chat",
            ["Ada Lindner", "Bo Ahrens"],
        ),
        (
            "Testimonies: Ada Lindner, Bo Ahrens, Uli Kern",
            "Testimonies",
            ["Ada Lindner", "Bo Ahrens", "Uli Kern"],
        ),
        ("Rooftop farming (Room 302) – Mr Bo Ahrens", "Rooftop farming", ["Bo Ahrens"]),
        ("案例分享:社区云课堂 分享人:郑晓梅(苏州)", "案例分享:社区云课堂", ["郑晓梅"]),
        ("A bridge between Old Town and New Town", "A bridge between Old Town and New Town", []),
    ],
)
def test_people_are_parted_from_the_title_before_them(line: str, title: str, found: list[str]) -> None:
    session = read(f"9:00 {line}\n10:00 Coffee break")

    assert (session.title.value, [one.name.value for one in session.people]) == (title, found)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Dr A. Lindner, Stadt Moorau", ("Dr", "A. Lindner")),
        ("Ms A. Lindner, Stadt Moorau", ("Ms", "A. Lindner")),
        ("Mr B.-C. Ahrens, Museum Moorau", ("Mr", "B.-C. Ahrens")),
        ("Dr. A. Lindner, Stadt Moorau", ("Dr.", "A. Lindner")),
        ("D. W. Lindner, Stadt Moorau", (None, "D. W. Lindner")),
    ],
)
def test_a_title_may_stand_before_an_initial_and_is_none_itself(
    line: str, found: tuple[str | None, str]
) -> None:
    assert [
        (title, name) for title, name, *_ in told(f"9:00 Panel\nPanellists:\n{line}\n10:00 Coffee break")
    ] == [found]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "Podium mit Ada Lindner, Bo Ahrens und der Bürgermeisterin Uli Kern",
            [("Ada Lindner", None), ("Bo Ahrens", None), ("Uli Kern", "Bürgermeisterin")],
        ),
        (
            "Eröffnung\nDr. Ada Lindner (Akademie Moorau), Ministerialdirigentin Uli Kern (Landesamt Moorau)",
            [("Ada Lindner", None), ("Uli Kern", "Ministerialdirigentin")],
        ),
    ],
)
def test_an_office_before_a_name_goes_on_with_a_list(line: str, found: list[tuple[str, str | None]]) -> None:
    assert [(name, office) for _, name, office, _ in told(f"9:00 {line}\n10:00 Kaffeepause")] == found


@pytest.mark.parametrize(
    ("paragraph", "may"),
    [
        ("Three towns tell what they tried, what it cost and who came.", False),
        ("the library stays open until the last reader has gone", False),
        ("Readings by the river, among them Ada Example and others.", True),
        ("Texts of Ada de la Roca are read aloud.", True),
        ("Led by prof. example.", True),
        ("a walk with J.Example", True),
        ("يقرأ الشاعر من دفاتره", True),
        ("由川边读书会主持", True),
    ],
)
def test_a_paragraph_is_searched_for_people_where_it_could_name_some(paragraph: str, *, may: bool) -> None:
    names = name_reader(vocabulary())

    assert names.may_stand_in(run(paragraph)) is may
