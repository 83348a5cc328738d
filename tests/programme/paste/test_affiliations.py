"""Offices and bodies around a name."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse

OPTIONS = Options(date(2026, 5, 4), "Europe/Berlin", date(2026, 5, 6))


@pytest.mark.parametrize(
    ("line", "position", "organisation"),
    [
        ("Ms Ada Example, Cartographer, Institute of Maps", "Cartographer", "Institute of Maps"),
        ("Ada Example (Cartographer, Institute of Maps)", "Cartographer", "Institute of Maps"),
        ("Ada Example, Beekeeper, Open Fields Network, Kenya", "Beekeeper", "Open Fields Network"),
        (
            "Frau Ada Beispiel, Kartographin, Institut für Landkarten",
            "Kartographin",
            "Institut für Landkarten",
        ),
        ("Mme Ada Exemple, cartographe, Institut des cartes", "cartographe", "Institut des cartes"),
        ("Sra. Ada Ejemplo, Cartógrafa, Universidad de la Costa", "Cartógrafa", "Universidad de la Costa"),
        # No ending tells what these do: two bodies, or a place and a body.
        ("Ada Example, Fernweh, Institute of Maps", None, "Fernweh, Institute of Maps"),
        ("Ada Example, Institute of Maps, Moorbrücker", None, "Institute of Maps, Moorbrücker"),
        ("Ada Example, MAPMAKER, Institute of Maps", None, "MAPMAKER, Institute of Maps"),
    ],
)
def test_an_office_nobody_has_listed_stands_between_a_name_and_its_body(
    line: str, position: str | None, organisation: str
) -> None:
    (person,) = parse(f"9:00 Opening\n{line}\n9:30 Coffee break", OPTIONS).sessions[0].people

    assert (person.position.value if person.position else None) == position
    assert (person.organisation.value if person.organisation else None) == organisation


@pytest.mark.parametrize(
    ("line", "position", "organisation"),
    [
        ("Ms Ada Example, UNESCO Assistant Director-General", "Assistant Director-General", "UNESCO"),
        ("Ms Ada Example, WHO Regional Director for Europe", "Regional Director for Europe", "WHO"),
        ("Ada Example (OECD Director for Skills)", "Director for Skills", "OECD"),
        ("Mr Bo Sample, UNICEF Representative, Kenya", "Representative", "UNICEF"),
        ("Mr Bo Sample, UNICEF Officer, Harbour University", "UNICEF Officer", "Harbour University"),
        ("Ms Ada Example, Director, UNESCO", "Director", "UNESCO"),
        ("Ms Ada Example, NGO Coordinator", "NGO Coordinator", None),
        ("Ms Ada Example, ICT Officer", "ICT Officer", None),
    ],
)
def test_a_body_known_by_its_letters_stands_before_the_office_there(
    line: str, position: str, organisation: str | None
) -> None:
    (person,) = parse(f"9:00 Opening\n{line}\n9:30 Coffee break", OPTIONS).sessions[0].people

    assert (person.position.value if person.position else None) == position
    assert (person.organisation.value if person.organisation else None) == organisation


def test_a_professor_is_whoever_the_session_makes_of_them() -> None:
    """In Portuguese the word alone leads to who teaches."""
    text = "10:15 Keynote: Cities\nProfessor Bo Okafor, Harbour University\n11:00 Coffee break"

    (person,) = parse(text, OPTIONS).sessions[0].people

    assert (person.honorific and person.honorific.value, person.role) == ("Professor", "keynote")


def test_what_only_says_the_kind_is_no_body_and_ends_what_a_label_said() -> None:
    text = """09:00 Opening
Master of ceremonies: Ms Ada Lindqvist
Welcome addresses (5 minutes each)
Mr Bo Okafor, Mayor of Cork
09:40 Coffee break"""

    host, mayor = parse(text, OPTIONS).sessions[0].people

    assert (host.role, host.organisation) == ("host", None)
    assert mayor.role == "speaker"


@pytest.mark.parametrize(
    ("said", "position", "organisation"),
    [
        ("Secretaría de Educación", None, "Secretaría de Educación"),
        ("secretaria de Educación", "secretaria de Educación", None),
    ],
)
def test_an_accent_tells_a_body_from_who_works_there(
    said: str, position: str | None, organisation: str | None
) -> None:
    (person,) = parse(f"9:00 Apertura\nAna Gil, {said}\n9:30 Pausa café", OPTIONS).sessions[0].people

    assert (person.position.value if person.position else None) == position
    assert (person.organisation.value if person.organisation else None) == organisation


@pytest.mark.parametrize(
    ("line", "position", "organisation"),
    [
        ("Joe Lindqvist, herder", "herder", None),
        ("Joe Lindqvist, herder and poet, Moor Trust", "herder and poet", "Moor Trust"),
        ("Zoé Lindqvist, lycée maritime", None, "lycée maritime"),
        ("Joe Lindqvist, Moor Trust", None, "Moor Trust"),
    ],
)
def test_a_trade_is_written_small_and_is_no_body(
    line: str, position: str | None, organisation: str | None
) -> None:
    (one,) = parse(f"9:00 Panel\nSpeakers:\n- {line}\n10:00 Lunch", OPTIONS).sessions[0].people

    assert (one.position.value if one.position else None) == position
    assert (one.organisation.value if one.organisation else None) == organisation
