"""Every act that is recorded has a sentence for whoever reads the log."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import app
from app.audit import labels
from app.events import rules
from app.events.models import Lifecycle
from app.events.services import parts
from app.people.services import NewPerson
from app.programme.services.appearances import NewAppearance
from app.programme.services.rooms_and_tracks import NewRoom, NewTrack
from app.programme.services.sessions import NewSession
from app.registration.models import Act
from app.registration.services.categories import CategoryDetails
from app.registration.services.details import Details

SOURCE = Path(app.__file__).parent


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the application, with the file it stands in."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield path.name, node


def recorded() -> Iterator[tuple[str, ast.expr]]:
    """The second argument of every call of audit.record()."""
    for file, call in calls():
        if ast.unparse(call.func) == "audit.record" and len(call.args) > 1:
            yield file, call.args[1]


def handed_on() -> Iterator[str]:
    """The verbs that a module's own helpers put behind the noun."""
    for _file, call in calls():
        if ast.unparse(call.func) in {"_finish", "_changed"}:
            yield from (
                argument.value
                for argument in call.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )


def noted() -> Iterator[str]:
    """The names under which something is noted beside an act."""
    for _file, call in calls():
        if ast.unparse(call.func) not in {"audit.record", "steps.step", "_record"}:
            continue
        for keyword in call.keywords:
            if isinstance(keyword.value, ast.Dict):
                yield from (key.value for key in keyword.value.keys if isinstance(key, ast.Constant))  # type: ignore[misc]


def pattern(action: ast.expr) -> str | None:
    """What an action looks like, with anything in place of what is only known at run time."""
    if isinstance(action, ast.Constant) and isinstance(action.value, str):
        return re.escape(action.value)
    if isinstance(action, ast.JoinedStr):
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in action.values
        ]
        return "".join(parts)
    return None


def test_every_recorded_act_has_a_sentence() -> None:
    actions = [(file, found) for file, action in recorded() if (found := pattern(action))]

    silent = {
        (file, found)
        for file, found in actions
        if not any(re.fullmatch(found, label) for label in labels.ACTION)
    }

    assert len(actions) > 20
    assert silent == set()


def test_every_act_on_a_registration_and_every_state_of_an_event_has_one() -> None:
    acts = {f"registration.{act.value.replace(' ', '_')}" for act in Act}
    states = {f"event.{lifecycle.value}" for lifecycle in Lifecycle}

    assert (acts | states) - labels.ACTION.keys() == set()


def test_every_verb_that_is_handed_on_ends_a_sentence_of_ours() -> None:
    verbs = set(handed_on())

    assert verbs
    assert {
        verb for verb in verbs if not any(re.search(rf"[._]{verb}$", one) for one in labels.ACTION)
    } == set()


def test_an_act_of_a_newer_version_is_shown_by_its_name() -> None:
    assert labels.action("robot.hired") == "robot.hired"
    assert labels.action("room.created") == "Room added"


@pytest.mark.parametrize(
    "written",
    [
        parts.Basics, parts.Place, parts.Languages, parts.TakingPart, parts.Description, parts.Picture,
        parts.Details, rules.Schedule, CategoryDetails, Details, NewPerson, NewRoom, NewTrack, NewSession,
        NewAppearance,
    ],
)  # fmt: skip
def test_every_field_that_can_change_has_a_name_for_people(written: type) -> None:
    """Sessions are written with other names for their times, and a person is never exchanged."""
    names = {one.name for one in fields(written)} - {"starts", "ends", "person"}

    assert names - labels.FIELD.keys() == set()


def test_everything_noted_beside_an_act_has_a_name_for_people() -> None:
    names = set(noted())

    assert {"fields", "lifecycle", "part", "capacity"} <= names
    assert names - labels.FIELD.keys() - {"administrator", "source"} == set()  # of no event, and for machines


def test_a_field_is_named_by_the_part_it_stands_in_and_one_of_a_newer_version_by_itself() -> None:
    assert labels.field("state") == "State"
    assert labels.field("state", part="place") == "State or province"
    assert labels.field("city", part="place") == "City"
    assert labels.field("shoe_size") == "shoe size"
