"""Who is addressed by an office, a seat or an honorific, alone or before a name."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse

OPTIONS = Options(date(2026, 5, 4), "Europe/Berlin", date(2026, 5, 6))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "M. le Maire ou son représentant, et Mme Jeanne Modèle (Association Exemple)",
            [("Jeanne Modèle", "Mme", None, "Association Exemple")],
        ),
        (
            "كلمة معالي وزيرة التربية، أ.د. ليلى المثال",
            [("ليلى المثال", "معالي أ.د.", "وزيرة التربية", None)],
        ),
        ("MdL Petra Muster, Vorsitzende", [("Petra Muster", "MdL", "Vorsitzende", None)]),
    ],
)
def test_an_office_or_a_seat_is_about_one_person(
    line: str, found: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    people = parse(f"9:00 Session 1\n{line}\n10:00 Coffee", OPTIONS).sessions[0].people

    assert [
        tuple(part and part.value for part in (one.name, one.honorific, one.position, one.organisation))
        for one in people
    ] == found


def test_people_of_one_bracket_share_it_only_in_chinese() -> None:
    def told(line: str) -> list[tuple[str, str | None]]:
        people = parse(f"9:00 Session 1\n{line}\n10:00 Coffee", OPTIONS).sessions[0].people
        return [(one.name.value, one.organisation.value if one.organisation else None) for one in people]

    assert told("张明、吴强（样本大学）") == [("张明", "样本大学"), ("吴强", "样本大学")]
    assert told("Ana Modelo, Bo Muster (Sample University)") == [
        ("Ana Modelo", None),
        ("Bo Muster", "Sample University"),
    ]


def test_a_title_before_a_chinese_name_is_no_body_where_one_follows() -> None:
    found = parse("9:00 城市的学习 张明（样本大学）\n10:00 茶歇", OPTIONS).sessions[0]

    assert [
        (one.name.value, one.organisation.value if one.organisation else None) for one in found.people
    ] == [("张明", "样本大学")]


def test_a_german_noun_before_an_article_is_nobody() -> None:
    found = parse("9:00 Arbeitsgruppen (Fortsetzung der AGs)\n10:00 Pause", OPTIONS).sessions[0]

    assert found.people == ()


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            "Anna Sample (moderator), Sample Institute\nDev Modelo (rapporteur)\nEva Muster (City of Moorau)",
            [
                ("Anna Sample", "moderator", "Sample Institute"),
                ("Dev Modelo", "rapporteur", None),
                ("Eva Muster", "panellist", "City of Moorau"),
            ],
        ),
        (
            "Jeanne Modèle (modératrice), Ville de Moorau",
            [("Jeanne Modèle", "moderator", "Ville de Moorau")],
        ),
        (
            "Presidente da Câmara Municipal, Rui Modelo",
            [("Rui Modelo", "panellist", None)],
        ),
    ],
)
def test_a_role_may_stand_in_brackets_and_an_office_of_a_body_is_none(
    lines: str, found: list[tuple[str, str, str | None]]
) -> None:
    people = parse(f"9:00 Panel: Who pays?\n{lines}\n10:00 Coffee", OPTIONS).sessions[0].people

    assert [
        (one.name.value, one.role, one.organisation.value if one.organisation else None) for one in people
    ] == found


def test_a_bureau_is_a_body_whatever_adjective_it_has() -> None:
    text = "9:00 Opening\nDr Aisha Muster, Director, Regional Bureau\nMs Bo Muster, Regional Director\n"
    people = parse(text, OPTIONS).sessions[0].people

    assert [
        (one.position and one.position.value, one.organisation and one.organisation.value) for one in people
    ] == [("Director", "Regional Bureau"), ("Regional Director", None)]


def told(line: str) -> list[tuple[str, str | None, str]]:
    people = parse(f"9:00 Session 1\n{line}\n10:00 Coffee", OPTIONS).sessions[0].people
    return [
        (one.name.value, one.organisation.value if one.organisation else None, one.role) for one in people
    ]


def test_a_role_in_brackets_behind_a_body_is_no_part_of_it() -> None:
    assert told("Laura Modelo, Instituto Muestra (moderadora)") == [
        ("Laura Modelo", "Instituto Muestra", "moderator")
    ]


def test_an_office_of_a_place_is_nobodys_name() -> None:
    assert told("Mayor of Lakeside") == []


def test_certain_people_between_semicolons_are_a_list() -> None:
    assert [name for name, _, _ in told("Quill Makers; Ada Lindner, City of Moorau; Bo Ahrens, City of Ems")][
        -2:
    ] == ["Ada Lindner", "Bo Ahrens"]


@pytest.mark.parametrize(
    "rest", ["anschl. Diskussion", "anschließend Fragen", "followed by Q&A", "suivie d'un échange"]
)
def test_what_follows_a_talk_is_not_about_its_speaker(rest: str) -> None:
    assert told(f"Speaker: Ada Lindner, City of Moorau, {rest}") == [
        ("Ada Lindner", "City of Moorau", "speaker")
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ms Ada Example, Youth Advocate (Chile)", ["Ada Example"]),
        ("Mr Bo Sample, Lumen Foundry", ["Bo Sample"]),
        ("Mme Ada Modèle, Atelier Lumière", ["Ada Modèle"]),
        ("Sra. Ana Modelo, Faro Azul", ["Ana Modelo"]),
        ("Frau Ada Muster, Haus Lindenhof", ["Ada Muster"]),
        ("Ms Ada Example, Mr Bo Sample, Lumen Foundry", ["Ada Example", "Bo Sample"]),
        ("Ms Ada Example, Bo Sample and Cy Instance", ["Ada Example", "Bo Sample", "Cy Instance"]),
        ("Dr Ada Example, Bo Sample", ["Ada Example", "Bo Sample"]),  # a degree is not everybody's
    ],
)
def test_among_people_addressed_as_mr_or_ms_nobody_stands_without_it(line: str, names: list[str]) -> None:
    text = f"9:00 Panel on wells\nSpeakers:\n- {line}\n10:00 Lunch"

    assert [one.name.value for one in parse(text, OPTIONS).sessions[0].people] == names
