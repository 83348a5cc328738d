"""Whom lines below a title name: behind the place they speak for, behind words nobody knows, by initials."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedPerson, ParsedSession

OPTIONS = Options(date(2026, 5, 4), "Europe/Paris", date(2026, 5, 6))
Told = tuple[str, str | None, str | None, str | None]


def read(text: str) -> ParsedSession:
    return parse(text, OPTIONS).sessions[0]


def told(person: ParsedPerson) -> Told:
    about = (person.position, person.organisation, person.country)
    position, organisation, country = (one.value if one else None for one in about)
    return person.name.value, position, organisation, country


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (
            ("- Cork: Ada Lindqvist, Head of Libraries", "- Espoo: Bo Okafor"),
            [("Ada Lindqvist", "Head of Libraries", "Cork", None), ("Bo Okafor", None, "Espoo", None)],
        ),
        (
            ("Cork (Ireland): Ada Lindqvist", "Espoo (Finland): Bo Okafor and Cleo Marsh"),
            [
                ("Ada Lindqvist", None, "Cork", "Ireland"),
                ("Bo Okafor", None, "Espoo", "Finland"),
                ("Cleo Marsh", None, "Espoo", "Finland"),
            ],
        ),
        (
            ("> Évry-sur-Lac : Ada Lindqvist, adjointe à la maire", "> Sidi Amar : Bo Okafor"),
            [
                ("Ada Lindqvist", "adjointe à la maire", "Évry-sur-Lac", None),
                ("Bo Okafor", None, "Sidi Amar", None),
            ],
        ),
    ],
)
def test_people_stand_behind_the_places_they_speak_for(lines: tuple[str, str], people: list[Told]) -> None:
    session = read("\n".join(("11:00 City examples", *lines, "12:00 Coffee break")))

    assert [told(person) for person in session.people] == people


def test_one_line_alone_names_no_place() -> None:
    session = read("11:00 City examples\nWells: Ada Lindqvist\n12:00 Coffee break")

    assert [person.organisation for person in session.people] in ([], [None])


def test_talks_may_say_their_title_before_a_colon() -> None:
    session = read(
        "11:00 Lightning talks\n- How we mapped our wells: Ada Lindqvist, City Council\n"
        "- Buses that wait for readers: Bo Okafor\n12:00 Coffee break"
    )

    assert [told(person) for person in session.people] == [
        ("Ada Lindqvist", None, "City Council", None),
        ("Bo Okafor", None, None, None),
    ]
    assert session.abstract is not None
    assert session.abstract.value == "How we mapped our wells\nBuses that wait for readers"


@pytest.mark.parametrize("label", ["Closes the debate", "Gespräch", "In conversation"])
def test_a_line_with_words_nobody_knows_and_somebody_is_no_body_of_those_above(label: str) -> None:
    text = (
        f"11:00 Panel: Wells\nAda Lindqvist, Bo Okafor\n{label}: Cleo Marsh (City Radio)\n12:00 Coffee break"
    )

    assert [told(person) for person in read(text).people] == [
        ("Ada Lindqvist", None, None, None),
        ("Bo Okafor", None, None, None),
        ("Cleo Marsh", None, "City Radio", None),
    ]


def test_a_spanish_title_needs_two_names_behind_it() -> None:
    text = '11:00 "Reading the river" – D. Marsh, E. Lindqvist and D. Bo Okafor\n12:00 Pausa café'

    found = [(one.honorific and one.honorific.value, one.name.value) for one in read(text).people]

    assert found == [(None, "D. Marsh"), (None, "E. Lindqvist"), ("D.", "Bo Okafor")]


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Aprender en el mercado", "presentation"), ("Learning at the market", "presentation"),
     ("Welcome reception", "networking"), ("Im Gespräch: Wege", "discussion")],
)  # fmt: skip
def test_where_something_is_done_does_not_say_what_it_is(title: str, kind: str) -> None:
    assert read(f"11:00 {title}\n12:00 Coffee break").kind == kind


def test_several_bare_names_behind_a_short_title_are_people() -> None:
    session = read("11:00 Radios escolares. Ada Lindqvist y Bo Okafor\n12:00 Pausa café")

    assert session.title.value == "Radios escolares"
    assert [told(person)[0] for person in session.people] == ["Ada Lindqvist", "Bo Okafor"]


def test_a_line_that_says_keynote_makes_whoever_is_below_one() -> None:
    session = read(
        "14:00 Opening\nWelcome remarks\n- Mr Bo Okafor, Mayor\nKeynote speech\n"
        "- Ms Ada Lindqvist, Harbour University\nMusic by the pond\n- Ms Cleo Marsh (piano)\n15:00 Break"
    )

    assert [(one.name.value, one.role) for one in session.people] == [
        ("Bo Okafor", "speaker"),
        ("Ada Lindqvist", "keynote"),
        ("Cleo Marsh", "speaker"),
    ]


def test_small_roman_numbers_count_people_and_a_country_stands_before_a_dash() -> None:
    session = read(
        "9:30 State of play\nPresenters:\n   i. Ghana – Ms Ada Lindqvist, Director, Harbour Agency\n"
        "   ii. Togo – Bo Okafor, University of Lomé\n10:30 Coffee break"
    )

    assert [told(person) for person in session.people] == [
        ("Ada Lindqvist", "Director", "Harbour Agency", "Ghana"),
        ("Bo Okafor", None, "University of Lomé", "Togo"),
    ]


@pytest.mark.parametrize(
    ("last", "people"),
    [
        ("Presenter: Cleo Marsh, Green Lisbon", [("Cleo Marsh", None, "Green Lisbon", None)]),
        (
            "Presenters: Cleo Marsh, Dan Reed",
            [("Cleo Marsh", None, None, None), ("Dan Reed", None, None, None)],
        ),
    ],
)
def test_a_label_that_leads_to_one_person_and_a_body_does_so_where_nobody_knows_the_body(
    last: str, people: list[Told]
) -> None:
    text = (
        "9:00 Wells\nPresenter: Ada Lindqvist, City Learning Lab\n"
        "10:00 Roofs\nPresenter: Bo Okafor, Harbour University\n11:00 Parks\n" + last + "\n12:00 Coffee break"
    )

    found = parse(text, OPTIONS).sessions[2]

    assert [told(person) for person in found.people] == people


def test_a_quoted_line_below_who_speaks_is_the_title_if_it_is_the_only_one() -> None:
    keynote = read(
        '10:25 Keynote address\nDr Ada Lindqvist (Cork)\n"The learning street"\n11:00 Coffee break'
    )
    talks = read('10:25 Talks\nDr Ada Lindqvist\n"Wells"\nDr Bo Okafor\n"Roofs"\n11:00 Coffee break')

    assert keynote.title.value.strip('"') == "The learning street"
    assert talks.title.value == "Talks"
    assert talks.abstract is not None


def test_an_office_stands_before_a_name_with_letters_behind_it() -> None:
    session = read("10:00 Official opening: Minister for Education, Bo Okafor TD\n11:00 Coffee break")

    assert session.title.value == "Official opening"
    assert [told(person) for person in session.people] == [
        ("Bo Okafor", "Minister for Education", None, None)
    ]


def test_who_gives_a_lecture_facilitates_nothing() -> None:
    lecture = read('9:45 Conferencia magistral "Aprender"\nImparte: Dr. Bo Okafor (España)\n10:45 Receso')
    workshop = read("9:45 Taller: Aprender\nImparte: Dr. Bo Okafor (España)\n10:45 Receso")

    assert [one.people[0].role for one in (lecture, workshop)] == ["keynote", "facilitator"]


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (
            ("Município de Arcos (Ada Lindqvist)", "Associação Passos (Bo Okafor)"),
            [
                ("Ada Lindqvist", None, "Município de Arcos", None),
                ("Bo Okafor", None, "Associação Passos", None),
            ],
        ),
        (
            ("· Dorfakademie Hohenau – Ada Lindqvist", "· Mobile Bibliothek – Bo Okafor"),
            [
                ("Ada Lindqvist", None, "Dorfakademie Hohenau", None),
                ("Bo Okafor", None, "Mobile Bibliothek", None),
            ],
        ),
        (
            ("– Ada Lindqvist (Lille), Les friches apprenantes", "– Bo Okafor (Alger), « L'école du soir »"),
            [("Ada Lindqvist", None, "Lille", None), ("Bo Okafor", None, "Alger", None)],
        ),
        (
            ("Presidente da Rede de Vale Verde, Dr. Bo Okafor", "Diretora da Escola, Dra. Ada Lindqvist"),
            [
                ("Bo Okafor", "Presidente da Rede de Vale Verde", None, None),
                ("Ada Lindqvist", "Diretora da Escola", None, None),
            ],
        ),
    ],
)
def test_bodies_offices_and_titles_stand_beside_people(lines: tuple[str, str], people: list[Told]) -> None:
    session = read("\n".join(("11:00 Painel I", *lines, "12:00 Pausa")))

    assert [told(person) for person in session.people] == people


def test_a_kind_and_a_point_stand_before_who_gives_it_and_the_title() -> None:
    session = read(
        "9h45 : conférence plénière. Ada Lindqvist (Université de Meknès) : « La médina »\n10h45 : pause"
    )

    assert session.title.value.strip("«» ") == "La médina"
    assert [told(person) for person in session.people] == [
        ("Ada Lindqvist", None, "Université de Meknès", None)
    ]


def test_a_quoted_title_before_who_speaks_about_it_is_the_title() -> None:
    session = read(
        '9:40 KEYNOTE\n"What rivers teach": Prof. Ada Lindqvist, Harbour University\n10:30 Coffee break'
    )

    assert session.title.value.strip('"') == "What rivers teach"
    assert [told(person) for person in session.people] == [
        ("Ada Lindqvist", None, "Harbour University", None)
    ]


def test_who_gives_a_keynote_gives_one_though_somebody_moderates() -> None:
    session = read("9:40 Keynote: Rivers\nProf. Ada Lindqvist\nModerator: Bo Okafor\n10:30 Coffee break")

    assert [one.role for one in session.people] == ["keynote", "moderator"]


def test_whom_one_may_write_to_does_not_appear() -> None:
    session = read("9:00 Workshop: Maps\nContact: Ada Lindqvist (ada@example.org)\n10:00 Coffee break")

    assert session.people == ()


def test_in_a_column_of_people_the_country_stands_before_its_delegate() -> None:
    text = (
        "Time\tItem\tSpeakers\n09:00-10:00\tCountry reports\tChile: Ms Ada Lindqvist\nGhana: Mr Bo Okafor\n"
        "10:00-11:00\tLunch\t\n"
    )

    found = parse(text, OPTIONS).sessions[0]

    assert [(one.name.value, one.country.value if one.country else None) for one in found.people] == [
        ("Ada Lindqvist", "Chile"), ("Bo Okafor", "Ghana"),
    ]  # fmt: skip
