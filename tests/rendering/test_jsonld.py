"""Structured data inside a page."""

import json

from hypothesis import given
from hypothesis import strategies as st

from app.rendering import jsonld


@given(st.text(max_size=200))
def test_no_text_can_leave_its_script(value: str) -> None:
    script = jsonld.script({"name": value})

    assert not set(script) & set("<>&\u2028\u2029")
    assert json.loads(script) == {"@context": "https://schema.org", "name": value}


def test_half_a_character_is_left_out() -> None:
    assert json.loads(jsonld.script({"name": "a\ud800b"}))["name"] == "ab"


def test_what_is_unknown_is_not_named() -> None:
    assert jsonld.known(name="x", description="", url=None, image=[], offers={}, seats=0) == {
        "name": "x",
        "seats": 0,
    }


def test_a_place_needs_a_street_or_a_city() -> None:
    assert jsonld.place("Congress Centre", {"addressCountry": "DE"}) is None
    assert jsonld.place("", {"addressLocality": "Hamburg", "streetAddress": ""}) == {
        "@type": "Place",
        "name": "Hamburg",
        "address": {"@type": "PostalAddress", "addressLocality": "Hamburg"},
    }


def test_a_place_may_be_a_point() -> None:
    place = jsonld.place("Hall", {"addressLocality": "Hamburg"}, (53.5, 0.0))

    assert place is not None
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 53.5, "longitude": 0.0}


def test_nowhere_has_no_mode() -> None:
    assert jsonld.attendance(None, "") == {}
