"""Namesakes of many names at once: as one by one, but without a statement for each."""

import pytest

from app.core.db import db
from app.people import queries
from app.people.models import Person
from tests.make import programme as make

pytestmark = pytest.mark.usefixtures("app")

HOUSE = [
    ("Ana", "Lopez"), ("Ana María", "López"), ("Ana", "Pérez"), ("Anastasia", "López"), ("A.", "López"),
    ("明", "李"), ("성원", "박"), ("Hans", "Hansen"), ("Hans", "Hanson"), ("Zoë", "O'Neill"), ("", "Sukarno"),
    ("Maria", "Silva"), ("Maria", "Castro"), ("Maria", "Duarte"), ("Mária", "Szilva"), ("محمد", "الأحمد"),
    ("", "★★★"), ("*", "*"),
]  # fmt: skip
ASKED = [
    "Ana López", "A. López", "LOPEZ Ana", "李 明", "박성원", "Hans Hansen", "Zoe O’Neill", "Sukarno",
    "Maria Silva", "محمد الاحمد", "Nobody Known", "★★★", "* *", "★", "100%", "_", "", "…",
    "Ana María López Pérez Silva Castro Duarte Hansen",
]  # fmt: skip


@pytest.fixture
def house(app: object) -> None:  # noqa: ARG001 - it has the database
    for given, family in HOUSE:
        make.person(given, family)
    make.person("Seoung Won", "Park", family_name_first=True)


@pytest.mark.usefixtures("house")
def test_many_names_at_once_have_the_namesakes_they_have_one_by_one() -> None:
    names = [*ASKED, "Park Seoung Won"]

    found = queries.namesakes_of_all(names)

    assert found == {name: queries.namesakes(name) for name in names}
    assert [person.name for person in found["Ana López"]] == ["Ana Lopez", "Ana María López", "A. López"]
    assert [person.name for person in found["Park Seoung Won"]] == ["Park Seoung Won"]
    assert [[person.name for person in found[name]] for name in ("★★★", "* *", "★", "…")] == [
        ["★★★"], ["* *"], [], [],
    ]  # fmt: skip


@pytest.mark.usefixtures("house")
def test_limits_leave_out_the_same_persons_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_CANDIDATES", 3)
    monkeypatch.setattr(queries, "MOST_NAMESAKES", 2)

    found = queries.namesakes_of_all(ASKED)

    assert found == {name: queries.namesakes(name) for name in ASKED}


@pytest.mark.usefixtures("house")
def test_only_the_known_are_named() -> None:
    known = Person.given_name != "Ana"

    found = queries.namesakes_of_all(["Ana López"], known)

    assert [person.name for person in found["Ana López"]] == ["Ana María López", "A. López"]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("names", [1, 300])
def test_any_number_of_names_costs_the_same_statements(count_queries: list[str], names: int) -> None:
    asked = [f"Ana López {number}" for number in range(names)]
    db.session.expire_all()
    count_queries.clear()

    found = queries.namesakes_of_all(asked)

    assert {len(persons) for persons in found.values()} == {1}
    assert len(count_queries) == 2, count_queries  # everybody's names, then those who are meant


def test_no_names_have_no_namesakes() -> None:
    assert queries.namesakes_of_all([]) == {}
