"""A button that is pressed twice, without scripts: what is added to the draft is added once."""

import io

import pytest

from app.core.actors import SYSTEM
from app.core.db import db
from app.events.models import Event
from app.programme import queries
from app.programme.proposals import queries as pasted_texts
from app.programme.services import pasting
from app.registration.queries import attendee
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


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("edit/parties/new", {"role": "host", "name-en": "City of Hamburg"}),
        ("edit/sections/new", {"title-en": "Aims", "body-en": "Three."}),
        ("categories/new", {"name-en": "Participants", "capacity": "50"}),
    ],
)
def test_what_is_added_to_the_page_or_to_the_seats_is_added_once(
    desk: Browser, event: Event, path: str, typed: dict[str, str]
) -> None:
    page = desk.get(f"/organise/events/{event.slug}/{path}")

    answers = [desk.submit(page, **typed) for _press in range(2)]

    db.session.expire_all()
    assert [answer.status for answer in answers] == [302, 302]
    assert len([*event.parties, *event.sections, *attendee.categories(event)]) == 1


def test_whoever_goes_back_and_types_something_else_means_another(editor: Browser, event: Event) -> None:
    page = editor.get(url(event, "sessions/new"))

    for title in ("Opening", "Closing", "Closing"):
        editor.submit(page, **{"title-en": title})

    assert [item.title["en"] for item in queries.draft(event).timetable] == ["Opening", "Closing"]


TEXT = "09:00 Opening\n10:00 Lunch\n"


def read(editor: Browser, event: Event, typed: dict[str, str], file: str | None = None) -> str:
    """Press the button of one copy of the page. Returns the address of what was understood."""
    sent = {**typed} if file is None else {**typed, "file": (io.BytesIO(file.encode()), "plan.txt")}
    kind = {} if file is None else {"content_type": "multipart/form-data"}
    answer = editor.post(url(event, "paste/"), sent, **kind)
    assert answer.status == 302, answer.words
    return answer.location


def test_a_text_read_twice_is_kept_once(editor: Browser, event: Event) -> None:
    form = {**editor.get(url(event, "paste/")).form(), "text": TEXT}

    addresses = {read(editor, event, form) for _press in range(2)}

    assert len(addresses) == len(pasted_texts.newest(event)) == 1


def test_a_file_read_twice_is_kept_once_and_another_of_its_name_beside_it(
    editor: Browser, event: Event
) -> None:
    form = editor.get(url(event, "paste/")).form()

    addresses = [read(editor, event, form, file) for file in (TEXT, TEXT, TEXT + "11:00 Closing\n")]

    assert addresses[0] == addresses[1] != addresses[2]
    assert len(pasted_texts.newest(event)) == 2


def test_the_same_text_given_in_another_copy_of_the_page_is_another(editor: Browser, event: Event) -> None:
    for _copy in range(2):
        read(editor, event, {**editor.get(url(event, "paste/")).form(), "text": TEXT})

    assert len(pasted_texts.newest(event)) == 2


def test_the_second_press_keeps_what_was_decided_after_the_first(editor: Browser, event: Event) -> None:
    form = {**editor.get(url(event, "paste/")).form(), "text": TEXT}
    read(editor, event, form)
    text = pasted_texts.newest(event)[0]
    pasting.decide(text, ticks={"1/added": False}, who={}, actor=SYSTEM)

    read(editor, event, form)

    assert not pasted_texts.review(pasted_texts.newest(event)[0]).is_ticked("1/added")


def test_a_text_that_was_discarded_can_be_sent_again(editor: Browser, event: Event) -> None:
    form = {**editor.get(url(event, "paste/")).form(), "text": TEXT}
    read(editor, event, form)
    pasting.discard(pasted_texts.newest(event)[0], actor=SYSTEM)

    read(editor, event, form)

    assert len(pasted_texts.newest(event)) == 1
