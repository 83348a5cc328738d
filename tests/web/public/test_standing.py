"""How an event stands, in a visitor's words: a table of states and moments."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.events.models import Event, Lifecycle, Participation, RegistrationSwitch
from app.registration.rules import Openness, Situation
from app.web.public.standing import Action, standing

BEGINS, FINISHES = datetime(2026, 9, 28, 7, tzinfo=UTC), datetime(2026, 9, 30, 15, tzinfo=UTC)
BEFORE, WHILE, AFTER = BEGINS - timedelta(days=30), BEGINS + timedelta(hours=1), FINISHES
CLOSES = BEGINS - timedelta(days=7)

REGISTER = Action("Register", "/events/iclc/register/")
WAIT = Action("Join the waiting list", "/events/iclc/register/")
ZOOM = "https://zoom.example/webinar"
WATCH = Action("Watch the livestream", "/events/iclc/live/", is_primary=False)
JOIN = Action("Join now", "/events/iclc/live/")

SAYS_NOTHING = Openness(Situation.NONE, has_seats=False, opens_at=None, closes_at=None, changes_at=None)
OPEN = Openness(Situation.OPEN, has_seats=True, opens_at=None, closes_at=CLOSES, changes_at=CLOSES)
NO_SEATS = replace(OPEN, has_seats=False)
EARLY = replace(SAYS_NOTHING, situation=Situation.EARLY, opens_at=CLOSES, changes_at=CLOSES)
CLOSED = replace(SAYS_NOTHING, situation=Situation.CLOSED)
FULL = replace(SAYS_NOTHING, situation=Situation.FULL)

ELSEWHERE = Action("Register at zoom.example", ZOOM, provider="zoom.example")
AT_ZOOM = Action("Join at Zoom", ZOOM, provider="Zoom")
LAST_CALL = "21 September 2026, 09:00 CEST (UTC+2)"

HERE: dict[str, Any] = {"participation": Participation.HERE}
INVITATION: dict[str, Any] = {"participation": Participation.INVITATION}
BY_HAND_CLOSED: dict[str, Any] = {"registration_switch": RegistrationSwitch.CLOSED}
EXTERNAL: dict[str, Any] = {"participation": Participation.EXTERNAL, "external_url": ZOOM}
STREAM: dict[str, Any] = {
    "participation": Participation.NONE,
    "livestream_url": "https://stream.example/secret",
    "livestream_is_public": True,
}


def event(**fields: Any) -> Event:
    values: dict[str, Any] = {
        "slug": "iclc",
        "begins_at": BEGINS,
        "finishes_at": FINISHES,
        "timezone": "Europe/Berlin",
        "lifecycle": Lifecycle.ANNOUNCED,
        "participation": Participation.HERE,
        "registration_switch": RegistrationSwitch.BY_CLOCK,
        "external_url": "",
        "external_provider": "",
        "livestream_url": "",
        "livestream_is_public": False,
    }
    return Event(**{**values, **fields})


@pytest.mark.parametrize(
    ("fields", "openness", "now", "expected"),
    [
        ({}, OPEN, BEFORE, ("Registration open", "good", REGISTER)),
        ({}, NO_SEATS, BEFORE, ("Waiting list open", "warning", WAIT)),
        ({}, EARLY, BEFORE, ("Announced", "neutral", None)),
        ({}, CLOSED, BEFORE, ("Registration closed", "neutral", None)),
        ({}, FULL, BEFORE, ("Full", "warning", None)),
        ({}, OPEN, WHILE, ("Happening now", "info", REGISTER)),
        ({}, OPEN, AFTER, ("Over", "neutral", None)),
        ({"lifecycle": Lifecycle.CANCELLED}, OPEN, BEFORE, ("Cancelled", "bad", None)),
        ({"lifecycle": Lifecycle.CANCELLED}, OPEN, AFTER, ("Cancelled", "bad", None)),
        ({"lifecycle": Lifecycle.POSTPONED}, OPEN, WHILE, ("Postponed", "warning", None)),
        (EXTERNAL, SAYS_NOTHING, BEFORE, ("Registration open", "good", ELSEWHERE)),
        ({**EXTERNAL, "external_provider": "Zoom"}, SAYS_NOTHING, WHILE, ("Happening now", "info", AT_ZOOM)),
        ({**EXTERNAL, **BY_HAND_CLOSED}, SAYS_NOTHING, BEFORE, ("Registration closed", "neutral", None)),
        (INVITATION, SAYS_NOTHING, BEFORE, ("Announced", "neutral", None)),
        ({"participation": Participation.NONE}, SAYS_NOTHING, BEFORE, ("Announced", "neutral", None)),
        (STREAM, SAYS_NOTHING, BEFORE, ("Announced", "neutral", WATCH)),
        (STREAM, SAYS_NOTHING, BEGINS - timedelta(minutes=15), ("Announced", "neutral", JOIN)),
        (STREAM, SAYS_NOTHING, WHILE, ("Happening now", "info", JOIN)),
        (STREAM, SAYS_NOTHING, AFTER, ("Over", "neutral", None)),
        ({**STREAM, "livestream_is_public": False}, SAYS_NOTHING, WHILE, ("Happening now", "info", None)),
        ({**STREAM, "lifecycle": Lifecycle.CANCELLED}, SAYS_NOTHING, WHILE, ("Cancelled", "bad", None)),
        ({**STREAM, **HERE}, OPEN, BEFORE, ("Registration open", "good", REGISTER)),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("app")
def test_the_tag_its_colour_and_the_one_thing_to_do(
    fields: dict[str, Any], openness: Openness, now: datetime, expected: tuple[str, str, Action | None]
) -> None:
    how = standing(event(**fields), openness, now, "en")

    assert (how.label, how.colour, how.action) == expected


@pytest.mark.parametrize(
    ("fields", "openness", "now", "expected"),
    [
        ({}, OPEN, BEFORE, f"Registration is open until {LAST_CALL}."),
        ({}, NO_SEATS, BEFORE, f"All places are taken; you can join the waiting list until {LAST_CALL}."),
        ({}, EARLY, BEFORE, f"Registration opens on {LAST_CALL}."),
        ({}, FULL, BEFORE, "All places are taken."),
        ({}, CLOSED, BEFORE, ""),
        ({}, OPEN, AFTER, ""),
        (EXTERNAL, SAYS_NOTHING, BEFORE, "Registration is at zoom.example."),
        ({**EXTERNAL, **BY_HAND_CLOSED}, SAYS_NOTHING, BEFORE, "Registration at zoom.example is closed."),
        (EXTERNAL, SAYS_NOTHING, AFTER, "Registration was at zoom.example."),
        ({**EXTERNAL, "lifecycle": Lifecycle.CANCELLED}, SAYS_NOTHING, AFTER, ""),
        (INVITATION, SAYS_NOTHING, BEFORE, "Participation is by invitation."),
        (INVITATION, SAYS_NOTHING, AFTER, ""),
        ({"participation": Participation.NONE}, SAYS_NOTHING, BEFORE, ""),
        (STREAM, SAYS_NOTHING, BEFORE, "No registration is needed."),
        ({"lifecycle": Lifecycle.CANCELLED}, OPEN, BEFORE, ""),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("app")
def test_the_sentence_beside_it(
    fields: dict[str, Any], openness: Openness, now: datetime, expected: str
) -> None:
    assert standing(event(**fields), openness, now, "en").sentence == expected


@pytest.mark.parametrize(
    ("fields", "openness", "now", "expected"),
    [
        ({}, OPEN, BEFORE, CLOSES),
        ({}, SAYS_NOTHING, BEFORE, BEGINS - timedelta(minutes=15)),
        ({}, SAYS_NOTHING, BEGINS - timedelta(minutes=15), BEGINS),
        ({}, SAYS_NOTHING, BEGINS, FINISHES),
        ({}, SAYS_NOTHING, FINISHES + timedelta(days=1), None),
    ],
)
@pytest.mark.usefixtures("app")
def test_the_words_are_true_until(
    fields: dict[str, Any], openness: Openness, now: datetime, expected: datetime | None
) -> None:
    assert standing(event(**fields), openness, now, "en").changes_at == expected
