"""A real regional meeting, entered field by field, and every fact of it read on its public page."""

import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from app.core.db import db
from app.events import queries
from app.people.models import Person
from tests.browserless import Browser
from tests.elements import as_sent
from tests.make import accounts, documents, events

TITLE = "Reunión regional de ciudades del aprendizaje"
ROOT = "/organise/events/regional-meeting-latin-america-2023"


@pytest.fixture
def desk(browser: Browser, app: Flask) -> Browser:  # noqa: ARG001 - it has the database
    events.catalogue()
    browser.sign_in(accounts.user())
    return browser


def fill(desk: Browser, address: str, **fields: Any) -> None:
    """Fill the form of a page that has these fields, and be led on by it."""
    url = address if address.startswith("/") else f"{ROOT}/{address}"
    page = desk.get(url)
    forms = page.select("main form[method=post]")
    has_field = [form.select_one(f"[name='{next(iter(fields))}']") is not None for form in forms]
    form = forms[has_field.index(True)]
    kind = str(form.get("enctype", "application/x-www-form-urlencoded"))
    typed = {**as_sent(form), **fields}
    answer = desk.post(str(form.get("action") or url), typed, content_type=kind)
    assert answer.status == 302, [line.get_text() for line in answer.select(".error-summary li")]


def enter_facts(desk: Browser) -> None:
    fill(
        desk, "/organise/events/new", title=TITLE, main_language="es",
        kind="regional meeting", attendance="hybrid", timezone="America/Mexico_City", plan="days",
        first_day="2023-02-22", last_day="2023-02-24", slug="regional-meeting-latin-america-2023",
    )  # fmt: skip
    fill(desk, "edit/basics/", **{"theme-es": "Aprender para la ciudadanía mundial"})
    fill(
        desk, "edit/place/",
        **{
            "venue_name-es": "Querétaro Congress Center",
            "address_lines": "Paseo de las Artes 1531-B\nDelegación Josefa Vergara",
            "postcode": "C.P. 76090", "city-es": "Querétaro", "state": "Qro.", "country": "MX",
        },
    )  # fmt: skip
    fill(desk, "edit/languages/", working_languages="es")
    fill(desk, "edit/taking-part/", livestream_url="https://live.example.org/", livestream_is_public="y")
    figures = {"figures-0-value": "294", "figures-0-label-es": "ciudades"}
    fill(desk, "edit/description/", **{"audience-es": "alcaldes\nuniversidades"}, **figures)
    fill(desk, "edit/image/", image_credit="© Getty Images /Indogoal")
    fill(desk, "edit/sections/new", **{"title-es": "Objetivos", "body-es": "- intercambiar estrategias"})
    for role, name, country in (
        ("host", "Ciudad de Querétaro", "MX"),
        ("co-organiser", "Red Mexicana", ""),
        ("in collaboration with", "UIL", ""),
    ):
        fill(desk, "edit/parties/new", **{"role": role, "name-es": name, "country": country})


def enter_person(desk: Browser) -> None:
    """Somebody who is two things at once, and whose family name comes first."""
    fill(
        desk, "people/new",
        **{
            "honorific": "Mr", "given_name": "Seoung Won", "family_name": "Park", "family_name_first": "y",
            "affiliation-0-position-es": "Presidente", "affiliation-0-organisation-es": "KALLC",
        },
    )  # fmt: skip
    person = db.session.scalars(db.select(Person)).one()
    fill(
        desk, f"people/{person.public_id}/",
        **{"affiliation-1-position-es": "Alcalde", "affiliation-1-organisation-es": "Gwangmyeong",
           "affiliation-1-country": "KR"},
    )  # fmt: skip
    fill(desk, f"edit/people/new?person={person.public_id}", **{"role-es": "Ponente"})


def test_every_fact_that_is_entered_is_on_the_page(desk: Browser) -> None:
    enter_facts(desk)
    enter_person(desk)
    fill(desk, "documents/new", kind="concept note")
    file = (io.BytesIO(documents.PDF), "Nota conceptual.pdf")
    fill(desk, "documents/concept-note/versions/new", file=file, language="es", dated_on="2023-01-10")
    state = f"{ROOT}/edit/state/announce/"
    desk.submit(desk.get(f"{ROOT}/edit/state/"), state, selector=f"form[action='{state}']")

    page = desk.get("/events/regional-meeting-latin-america-2023/")

    facts = (
        TITLE, "Aprender para la ciudadanía mundial",
        "Querétaro Congress Center", "Paseo de las Artes 1531-B", "Delegación Josefa Vergara", "C.P. 76090",
        "Qro.", "Mexico", "Spanish", "alcaldes", "universidades", "294", "ciudades",
        "© Getty Images /Indogoal", "Objetivos", "intercambiar estrategias", "Ciudad de Querétaro",
        "Red Mexicana", "UIL", "Park Seoung Won", "Presidente", "KALLC", "Alcalde", "Gwangmyeong", "Ponente",
        "22–24 February 2023", "Concept note",
    )  # fmt: skip
    assert [fact for fact in facts if fact not in page.words] == []


def test_a_second_image_replaces_the_first_and_its_words_stay(desk: Browser) -> None:
    enter_facts(desk)
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(out, "JPEG")

    fill(desk, "edit/image/", file=(io.BytesIO(out.getvalue()), "zebra.jpg"), **{"image_alt-es": "Un paso"})

    event = queries.by_slug("regional-meeting-latin-america-2023")
    assert event is not None
    assert event.image is not None
    assert (event.image_credit, event.image_alt, event.first_day) == (
        "© Getty Images /Indogoal", {"es": "Un paso"}, date(2023, 2, 22),
    )  # fmt: skip
