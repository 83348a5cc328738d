"""Programmes as events publish them on their own pages: habits of writing that letters and tables lack."""

from datetime import date

from app.programme.paste.normalising import normalise
from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import NOT_UNDERSTOOD, ParsedSession
from app.programme.paste.schema import clock

OPTIONS = Options(date(2026, 5, 4), "Europe/Paris", date(2026, 5, 8))


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


def titles(text: str) -> list[tuple[str, str]]:
    return [(clock(one.start), one.title.value) for one in read(text)]


def kinds(text: str) -> list[str]:
    return [one.kind for one in read(text)]


def people(text: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            person.name.value,
            person.role,
            " ".join(one.value for one in (person.position, person.organisation) if one),
        )
        for session in read(text)
        for person in session.people
    ]


def test_a_point_parts_a_name_from_its_body_where_people_are_promised() -> None:
    text = (
        "17:00 Mesa redonda: agua y escuela\n"
        "Moderadora: Sra. Elena Prueba. Red de Pozos\n"
        "Participantes:\n"
        "Sra. Marta Ejemplo. Consejo de Riego (CR).\n"
        "Sr. Luis Muestra. Universidad del Valle.\n"
    )

    assert people(text) == [
        ("Elena Prueba", "moderator", "Red de Pozos"),
        ("Marta Ejemplo", "speaker", "Consejo de Riego (CR)"),
        ("Luis Muestra", "speaker", "Universidad del Valle"),
    ]


def test_who_presides_over_a_session_is_its_chair() -> None:
    text = (
        "11:30 Sesión I: riegos\nPresidenta: Marta Ejemplo, Universidad del Valle\n"
        "12:30 Comida\n"
        "16:00 Clausura\nSra. Elena Prueba, Presidenta, Red de Pozos\n"
    )

    assert people(text) == [
        ("Marta Ejemplo", "chair", "Universidad del Valle"),
        ("Elena Prueba", "speaker", "Presidenta Red de Pozos"),
    ]


def test_a_hall_called_as_a_lecture_elsewhere_is_a_hall_in_a_bracket() -> None:
    text = (
        "9:00 Abertura do ano (Aula Magna).\n"
        "10:00 Almoço dos alunos e alunas da escola da cidade, no jardim da casa\n"
        "11 horas: acto de inauguración (Aula Magna).\n"
    )

    assert [one.room.value if one.room else None for one in read(text)] == [
        "Aula Magna",
        None,
        "Aula Magna",
    ]


def test_what_stands_alone_behind_the_number_of_a_session_says_its_kind() -> None:
    text = (
        "9:00 Session I: Opening\n10:00 Session II: Opening up old wells\n11:00 Session IV: Closing session\n"
    )

    assert kinds(text) == ["opening", "plenary", "closing"]


def test_a_title_that_is_only_a_person_met_elsewhere_names_who_speaks() -> None:
    text = (
        "19h10 - Marta Ejemplo – Consultora\n"
        "19h40 - Luis Muestra – COPRE/UVR\n"
        "20h10 – Painel\nLuis Muestra – COPRE/UVR\nMarta Ejemplo – Consultora\n"
        "21h00 - Confraternização\n"
    )

    assert titles(text) == [
        ("19:10", "Marta Ejemplo"),
        ("19:40", "Luis Muestra"),
        ("20:10", "Painel"),
        ("21:00", "Confraternização"),
    ]
    assert people(text)[:2] == [
        ("Marta Ejemplo", "speaker", "Consultora"),
        ("Luis Muestra", "speaker", "COPRE/UVR"),
    ]


def test_titles_behind_what_they_are_stay_titles_though_they_look_like_names() -> None:
    text = (
        "9:00 Referat 4: «Kollektive Muster, Schuld und Scham im Tal»\n"
        "Prof. Dr. Karla Muster (Universität Au)\n"
        "11:00 Conferencia: Vigilancia del Consumo, en el Sistema de los Pozos (SIP)\n"
        "15h – Abertura e Exposição: Personagens Negros e Negras\n"
        "17:00 Keynote: Ada Example, Seed Trust\n"
    )

    assert titles(text) == [
        ("09:00", "Referat 4: «Kollektive Muster, Schuld und Scham im Tal»"),
        ("11:00", "Conferencia: Vigilancia del Consumo, en el Sistema de los Pozos (SIP)"),
        ("15:00", "Abertura e Exposição: Personagens Negros e Negras"),
        ("17:00", "Keynote"),
    ]
    assert [name for name, _, _ in people(text)] == ["Karla Muster", "Ada Example"]


def test_people_are_joined_titled_and_introduced_in_more_ways() -> None:
    text = (
        "9:00 Schlusswort\nProf. Dr. Karl Muster zusammen mit Prof. Dr. Karla Probe\n"
        "10:00 Vortrag\nDr. scient. med. Dr. phil. Kai Beispiel (PMU Au)\n"
        "11:00 Palestra sobre poços\nMestre em Recursos Hídricos, Marta Ejemplo\n"
        "12:00 Opening\nStatement by his Excellency Mr. Bo Sample, President of Oak\n"
    )

    assert people(text) == [
        ("Karl Muster", "speaker", ""),
        ("Karla Probe", "speaker", ""),
        ("Kai Beispiel", "speaker", "PMU Au"),
        ("Marta Ejemplo", "speaker", "Mestre em Recursos Hídricos"),
        ("Bo Sample", "speaker", "President of Oak"),
    ]


def test_the_clocks_of_other_places_in_a_bracket_begin_no_session() -> None:
    text = (
        "14:00-15:00 UTC (11:00-12:00 Santiago; 09:00-10:00 Toronto)\nWells of the south\n"
        "17:00-18:00 UTC (14:00-15:00 Santiago; 12:00-13:00 Toronto)\nWells of the north\n"
    )

    assert titles(text) == [("14:00", "Wells of the south"), ("17:00", "Wells of the north")]


def test_a_weekday_and_the_number_of_the_day_are_a_head_in_one_language_or_two() -> None:
    text = "MONDAY / LUNES 4\n9:00 Opening\nMartes 5\n9:00 Wells\nDonnerstag 7.\n9:00 Abschluss\n"

    assert [(one.day.day, one.title.value) for one in read(text)] == [
        (4, "Opening"),
        (5, "Wells"),
        (7, "Abschluss"),
    ]


def test_a_date_and_its_topic_between_two_tables_are_a_day_head() -> None:
    text = (
        "Monday 4/5 | Topic: wells\n"
        "Time\tSession Title\tLecturer\n"
        "09:30 - 10:15\tWelcome\tMara Lind\n"
        "Thursday 7/5 | Topic: pumps\n"
        "Time\tSession Title\tLecturer\n"
        "09:30 - 10:15\tPumps at work\tOle Berg\n"
    )

    assert [(one.day.day, one.title.value) for one in read(text)] == [(4, "Welcome"), (7, "Pumps at work")]
    assert people(text) == [("Mara Lind", "speaker", ""), ("Ole Berg", "speaker", "")]


def test_rows_of_halls_under_an_hour_are_sessions_beside_each_other() -> None:
    text = "10:00\nW2\t\tBrunnen bauen\tMara Lind\nV1\t\tPumpen\tOle Berg\n\n11:00\nV1\t\tRohre\tKai Bruhn\n"

    assert [
        (clock(one.start), one.title.value, one.room.value if one.room else "") for one in read(text)
    ] == [
        ("10:00", "Brunnen bauen", "W2"),
        ("10:00", "Pumpen", "V1"),
        ("11:00", "Rohre", "V1"),
    ]
    assert [name for name, _, _ in people(text)] == ["Mara Lind", "Ole Berg", "Kai Bruhn"]


def test_facts_said_again_behind_the_programme_are_no_session() -> None:
    text = (
        "9:00 – 9:15 Acreditación\n9:15 – 10:00 Taller de pozos\n10:00 – 17:00 Visita al río\n\n"
        "Información\n"
        "Lunes 4 de mayo de 2026\n"
        "9:00 a 17:00 horas\n"
        "Casa del Agua\n"
    )
    spanned = "9:00 Opening\n10:00 Wells\n\nWhen\n4-5 May 2026, 9:00 to 15:00\n"

    assert titles(text) == [
        ("09:00", "Acreditación"),
        ("09:15", "Taller de pozos"),
        ("10:00", "Visita al río"),
    ]
    assert titles(spanned) == [("09:00", "Opening"), ("10:00", "Wells")]


def test_what_has_a_price_and_what_unfolds_a_page_is_nobody() -> None:
    text = (
        "9:00 Panel\nSpeakers:\nMara Lind, director\nShow less\n"
        "10:00 Abschluss\nBeide Tage (Freitag und Samstag) – Normaltarif CHF 390.–\n"
    )

    assert [name for name, _, _ in people(text)] == ["Mara Lind"]


def test_three_names_below_the_title_of_a_paper_wrote_it() -> None:
    text = '15:00 Best paper award\n"Do wells learn?"\nMara Lind, Ole Sund Berg, Kai Bruhn\n'

    assert [name for name, _, _ in people(text)] == ["Mara Lind", "Ole Sund Berg", "Kai Bruhn"]


def test_what_is_not_said_yet_is_no_title() -> None:
    assert titles("12:15 - 12:45\nConferencia:\nPor definir.\n") == [("12:15", "Conferencia")]


def test_a_keynote_speaker_in_the_place_of_a_title_gives_the_keynote() -> None:
    text = (
        "9:20\tKeynote Speaker: Mara Lind, Expert on Wells\n"
        "10:20\tBreak\n10:40\tKeynote speaker: The wells of tomorrow\n"
    )

    assert titles(text) == [
        ("09:20", "Keynote Speaker"),
        ("10:20", "Break"),
        ("10:40", "Keynote speaker: The wells of tomorrow"),
    ]
    assert people(text) == [("Mara Lind", "keynote", "Expert on Wells")]


def test_letters_are_bullets_where_a_word_processor_set_hollow_ones() -> None:
    text = (
        "14:00-15:00 Panel: The wells we share\nModerator: Elena Prueba, Radio Delta\nPanellists:\n"
        "o Dr. Ada Lindner, Director of the\nInstitute for Wells\n"
        "o Ms Bo Sample, Mayor of Moorau\n"
        "16:00 Closing\n"
    )

    assert people(text) == [
        ("Elena Prueba", "moderator", "Radio Delta"),
        ("Ada Lindner", "panellist", "Director of the Institute for Wells"),
        ("Bo Sample", "panellist", "Mayor of Moorau"),
    ]
    assert NOT_UNDERSTOOD not in {use.use for line in parse(text, OPTIONS).lines for use in line.uses}


def test_a_small_word_at_the_beginning_of_a_line_is_no_bullet_without_a_list() -> None:
    text = "9:00 Oficina: o rio e\no Mar do Norte\no Vento Sul\n10:00 Almoço\n"

    assert normalise(text).text == text


def test_a_pipe_inside_brackets_parts_no_cells() -> None:
    text = "18.00 Uhr\n\nMusikalischer Auftakt (Jugendorchester|Nord)\n\n18.15 Uhr\n\nBegrüßung\n"

    assert [title for _, title in titles(text)] == [
        "Musikalischer Auftakt (Jugendorchester|Nord)",
        "Begrüßung",
    ]


def test_who_presents_and_moderates_is_the_moderator() -> None:
    text = "16:00 Panel: School gardens\nPresenter and moderator: Ada Lindner.\n17:00 Closing\n"

    assert people(text) == [("Ada Lindner", "moderator", "")]


def test_two_names_before_one_body_are_both_of_it() -> None:
    text = (
        "12:00 Panel 2: Pozos\nMesa sobre el agua del valle. Moderador: Luis Muestra – RADIO.\n"
        "- Ana Ejemplo y Marta Prueba, Consejo de Riego\n"
        "- Elena Modelo, Universidad del Valle\n"
        "13:00 Clausura\n"
    )

    assert [(name, body) for name, _, body in people(text)] == [
        ("Luis Muestra", "RADIO"),
        ("Ana Ejemplo", "Consejo de Riego"),
        ("Marta Prueba", "Consejo de Riego"),
        ("Elena Modelo", "Universidad del Valle"),
    ]


def test_a_bare_name_behind_the_quoted_title_of_a_talk_gives_it() -> None:
    text = '9:15 Invited talk: "Bees, roofs and rain", Tom Lindner\n10:00 Break\n'

    assert people(text) == [("Tom Lindner", "speaker", "")]


def test_kinds_stand_before_numbers_and_before_what_is_talked_about() -> None:
    text = (
        "9:00 High-level thematic roundtable 2: Resilient orchards\n"
        "10:00 Orchard Council Open Debate on the Keeping of Bees\n"
        "11:00 Presentation and opening of the day\n"
        "12:00 Workshop dinner\n"
    )

    assert kinds(text) == ["panel", "discussion", "opening", "meal"]


def test_a_bare_name_above_an_office_is_who_holds_it() -> None:
    text = (
        "13.30–15 Uhr\nEröffnungsveranstaltung\nGrußworte\n\n"
        "Karla Muster\nStaatssekretärin für Brunnen und Wege des Thüringer Brunnenministeriums\n"
        "Dieter Beispiel\nBundessprecher\n"
        "Prof. Ada Lindner\nPräsidentin, Universität Moorau\n\n16 Uhr Ende\n"
    )

    assert people(text) == [
        (
            "Karla Muster",
            "speaker",
            "Staatssekretärin für Brunnen und Wege des Thüringer Brunnenministeriums",
        ),
        ("Dieter Beispiel", "speaker", "Bundessprecher"),
        ("Ada Lindner", "speaker", "Präsidentin Universität Moorau"),
    ]


def test_an_expert_above_a_moderator_heads_no_session() -> None:
    text = (
        "14:00 – 14:30\n\nTheme #1: Wells\n\nSpeakers:\n\n  • Ms Bo Sample, Mayor of Moorau\n\n"
        "Expert: Mr Jo Roe, Head of Unit, Radio Delta\n\nModerator: Ms Ada Lindner, Delta Works\n\n"
        "14:30 – 15:00\n\nTheme #2: Wires\n"
    )

    assert titles(text) == [("14:00", "Theme #1: Wells"), ("14:30", "Theme #2: Wires")]
    assert [name for name, _, _ in people(text)] == ["Bo Sample", "Jo Roe", "Ada Lindner"]


def test_a_city_behind_the_letters_of_a_zone_is_no_title() -> None:
    text = (
        "Monday 4 May 2026, 13:00-16:00 (CEST – Paris)\n\n13:00-13:10 Opening\n13:10-14:40 Wells and wires\n"
    )

    assert titles(text) == [("13:00", "Opening"), ("13:10", "Wells and wires")]


def test_a_place_still_open_is_no_part_of_the_title() -> None:
    text = "18:00 Reception – venue TBC\n19:00 Welcome social -- Location TBD\n"

    assert titles(text) == [("18:00", "Reception"), ("19:00", "Welcome social")]


def test_opening_the_desk_is_registration() -> None:
    text = "8:00 Ouverture de l'accueil\n8:45 Mot de bienvenue\n"

    assert kinds(text) == ["registration", "opening"]
