"""A button that is pressed twice, without scripts: what is added to the draft is added once."""

import pytest

from app.events.models import Event
from app.programme import queries
from tests.browserless import Browser
from tests.make import events


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return events.event()


def url(event: Event, path: str) -> str:
    return f"/organise/events/{event.slug}/programme/{path}"


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("days/2026-09-28/break", {"title-en": "Coffee", "starts": "10:00", "ends": "10:30"}),
        ("sessions/new", {"title-en": "Opening"}),
        ("", {"entry": "9:30 Opening"}),
        ("rooms/new", {"name-en": "Hall A"}),
    ],
)
def test_the_second_press_shows_what_the_first_has_made(
    editor: Browser, event: Event, path: str, typed: dict[str, str]
) -> None:
    page = editor.get(url(event, path))
    form = "form.quick-entry" if "entry" in typed else "main form[method=post]"

    answers = [editor.submit(page, selector=form, **typed) for _press in range(2)]

    assert [answer.status for answer in answers] == [302, 302]
    assert answers[0].location == answers[1].location
    assert len([*queries.draft(event).timetable, *queries.rooms(event)]) == 1


def test_whoever_goes_back_and_types_something_else_means_another(editor: Browser, event: Event) -> None:
    page = editor.get(url(event, "sessions/new"))

    for title in ("Opening", "Closing", "Closing"):
        editor.submit(page, **{"title-en": title})

    assert [item.title["en"] for item in queries.draft(event).timetable] == ["Opening", "Closing"]
