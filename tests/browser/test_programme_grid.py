"""The grid of a draft in Chromium: dragged, by keyboard, in conflict, undone, in both directions."""

import re
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event
from app.http.language import LANGUAGE_COOKIE
from app.programme import queries
from app.programme.models import ProgrammeItem
from app.programme.services import placing, rooms_and_tracks, sessions
from app.programme.services.placing import Placement
from app.programme.services.sessions import NewSession
from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site
from tests.browser.walking import sign_in
from tests.make import accounts, events
from tests.make import programme as make
from tests.make.programme import at

pytestmark = pytest.mark.browser

GRID = "/organise/events/iclc/programme/grid/?day=2026-09-28"


@pytest.fixture
def event(site: Site) -> Event:  # noqa: ARG001 - it has the database
    event = events.event(slug="iclc")
    owner = accounts.user(email="owner@example.org", password=accounts.PASSWORD)
    events.member(event, owner)
    for name in ("Hall A", "Hall B", "Hall C"):
        make.room(event, name)
    return event


@pytest.fixture
def desk(chromium: Page, event: Event) -> Page:  # noqa: ARG001 - what the page is about
    chromium.set_viewport_size({"width": 1280, "height": 1000})
    sign_in(chromium, "owner@example.org", accounts.PASSWORD)
    return chromium


def rooms(event: Event, *numbers: int) -> list[Any]:
    return [queries.rooms(event)[number] for number in numbers]


def open_grid(page: Page) -> None:
    page.goto(GRID)
    expect(page.locator(".ec-body")).to_be_visible()


def block(page: Page, title: str) -> Locator:
    return page.locator(".ec-event:not(.ec-ghost, .ec-preview)", has_text=title).first


def column(page: Page, number: int) -> Locator:
    return page.locator(".ec-body .ec-day").nth(number)


def minute(page: Page) -> float:
    """Pixels of one minute."""
    height = page.locator(".ec-main").evaluate("one => one.style.getPropertyValue('--ec-slot-height')")
    return float(height.removesuffix("px")) / 15


def drag(page: Page, what: Locator, *, by: float = 0, to: Locator | None = None) -> None:
    """Take it near its upper edge and carry it so many minutes down, into that column."""
    box = what.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 14
    target = to.bounding_box() if to is not None else None
    carry(page, (x, y), (target["x"] + target["width"] / 2 if target else x, y + by * minute(page)))


def carry(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 6, start[1] + 6, steps=3)
    page.mouse.move(*end, steps=8)
    page.mouse.up()


def middle(what: Locator) -> tuple[float, float]:
    box = what.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-said]")).to_have_text(words)


def fresh(item: ProgrammeItem) -> ProgrammeItem:
    db.session.rollback()
    db.session.refresh(item)
    return item


def when(item: ProgrammeItem) -> tuple[datetime | None, datetime | None, list[str]]:
    one = fresh(item)
    return one.starts_local, one.ends_local, [room.name["en"] for room in one.rooms]


def test_a_session_is_dragged_to_another_time_and_room(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)

    drag(desk, block(desk, "Opening"), by=45, to=column(desk, 1))

    said(desk, "“Opening” moved to 10:45–11:30, Hall B.")
    assert when(item) == (at("10:45"), at("11:30"), ["Hall B"])
    expect(block(desk, "Opening").locator("[data-time]")).to_have_text("10:45–11:30")


def test_a_panel_takes_its_talks_along_and_keeps_them_in_sight(desk: Page, event: Event) -> None:
    panel = make.item(event, "Panel", starts=at("10:00"), ends=at("12:00"), rooms=rooms(event, 0))
    talk = make.item(event, "Talk", starts=at("10:30"), ends=at("11:00"), parent=panel)
    open_grid(desk)
    expect(block(desk, "Panel").get_by_role("link", name="Panel", exact=True)).to_be_visible()
    expect(block(desk, "Talk").get_by_role("link", name="Talk", exact=True)).to_be_visible()

    box = block(desk, "Panel").bounding_box()
    assert box is not None
    carry(desk, (box["x"] + 20, box["y"] + 100), (box["x"] + 20, box["y"] + 100 + 30 * minute(desk)))

    said(desk, "“Panel” moved to 10:30–12:30, Hall A. 1 session inside has moved with it.")
    assert when(panel)[:2] == (at("10:30"), at("12:30"))
    assert when(talk)[:2] == (at("11:00"), at("11:30"))


@pytest.mark.parametrize(("edge", "times"), [("end", ("10:00", "11:00")), ("start", ("10:30", "10:45"))])
def test_an_edge_is_dragged_to_change_the_length(
    desk: Page, event: Event, edge: str, times: tuple[str, str]
) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)
    handle = block(desk, "Opening").locator(
        ".ec-resizer.ec-start" if edge == "start" else ".ec-resizer:not(.ec-start)"
    )
    x, y = middle(handle)

    carry(desk, (x, y), (x, y + (30 if edge == "start" else 15) * minute(desk)))

    said(desk, f"“Opening” moved to {times[0]}–{times[1]}, Hall A.")
    assert when(item) == (at(times[0]), at(times[1]), ["Hall A"])


def test_what_waits_is_dragged_onto_the_grid_and_back(desk: Page, event: Event) -> None:
    make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    idea = make.item(event, "Idea", starts=None)
    open_grid(desk)
    waiting = desk.locator(".grid-wait", has_text="Idea")
    x, _y = middle(column(desk, 2))
    _x, y = middle(block(desk, "Opening"))

    carry(desk, middle(waiting), (x, y))

    said(desk, "“Idea” moved to Monday, 28 September 2026, 10:20–10:50, Hall C.")
    assert when(idea) == (at("10:20"), at("10:50"), ["Hall C"])
    expect(waiting).to_have_count(0)

    carry(desk, middle(block(desk, "Idea")), middle(desk.locator("[data-part=tray]")))

    said(desk, "“Idea” waits to be scheduled.")
    assert when(idea) == (None, None, ["Hall C"])
    expect(waiting).to_have_count(1)


def test_a_day_whose_last_session_is_taken_away_stays_the_day_that_is_shown(desk: Page, event: Event) -> None:
    party = make.item(event, "Party", starts=at("10:00", 30), ends=at("11:00", 30), rooms=rooms(event, 1))
    make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    with transaction():
        event.last_day = at("00:00", 29).date()
    desk.goto(GRID.replace("28", "30"))
    expect(desk.locator(".ec-body")).to_be_visible()
    x, y = middle(block(desk, "Party"))

    carry(desk, (x, y), middle(desk.locator("[data-part=tray]")))
    said(desk, "“Party” waits to be scheduled.")
    carry(desk, middle(desk.locator(".grid-wait", has_text="Party")), (x, y))

    expect(desk.locator("[data-said]")).to_contain_text("“Party” moved to Wednesday, 30 September 2026")
    assert (when(party)[0] or at("00:00")).date() == at("00:00", 30).date()


def finger(page: Page, start: tuple[float, float], by: tuple[float, float], *, rests: float = 0) -> None:
    """Put a finger down, let it rest so many milliseconds, carry what is under it, and lift it."""
    device = page.context.new_cdp_session(page)
    device.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": x, "y": y} for x, y in points]
        device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    touch("touchStart", start)
    page.wait_for_timeout(rests)
    for step in range(1, 9):
        touch("touchMove", (start[0] + by[0] * step / 8, start[1] + by[1] * step / 8))
        page.wait_for_timeout(20)
    touch("touchEnd")


def test_a_finger_that_rests_drags_and_one_that_takes_the_handle(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("11:00"), rooms=rooms(event, 0))
    idea = make.item(event, "Idea", starts=None)
    open_grid(desk)

    finger(desk, middle(block(desk, "Opening")), (0, 30 * minute(desk)), rests=600)
    said(desk, "“Opening” moved to 10:30–11:30, Hall A.")

    handle = middle(desk.locator(".grid-wait__grip"))
    target = middle(block(desk, "Opening"))
    finger(desk, handle, (middle(column(desk, 1))[0] - handle[0], target[1] - handle[1]))
    said(desk, "“Idea” moved to Monday, 28 September 2026, 11:00–11:30, Hall B.")
    assert (when(item)[0], when(idea)[0]) == (at("10:30"), at("11:00"))


def test_a_session_is_dropped_on_the_tab_of_another_day(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)

    carry(desk, middle(block(desk, "Opening")), middle(desk.get_by_role("link", name="Tue 29 Sep")))

    said(desk, "“Opening” moved to Tuesday, 29 September 2026, 10:00–10:45, Hall A.")
    assert when(item) == (at("10:00", 29), at("10:45", 29), ["Hall A"])


def test_what_is_in_all_rooms_changes_its_time_only(desk: Page, event: Event) -> None:
    item = make.item(event, "Lunch", starts=at("12:00"), ends=at("13:00"), in_all_rooms=True)
    open_grid(desk)
    expect(desk.locator(".ec-event", has_text="Lunch")).to_have_count(1)

    drag(desk, block(desk, "Lunch"), by=30, to=column(desk, 2))

    said(desk, "“Lunch” moved to 12:30–13:30, All rooms.")
    assert fresh(item).in_all_rooms
    assert when(item) == (at("12:30"), at("13:30"), [])


def test_a_session_in_two_rooms_moves_in_both_and_changes_the_one_it_is_taken_from(
    desk: Page, event: Event
) -> None:
    item = make.item(event, "Workshop", starts=at("10:00"), ends=at("11:00"), rooms=rooms(event, 0, 1))
    open_grid(desk)
    both = desk.locator(".ec-event", has_text="Workshop")
    expect(both).to_have_count(2)

    drag(desk, both.nth(1), by=30, to=column(desk, 2))

    said(desk, "“Workshop” moved to 10:30–11:30, Hall A, Hall C.")
    assert when(item) == (at("10:30"), at("11:30"), ["Hall A", "Hall C"])


def test_overlaps_are_drawn_side_by_side(desk: Page, event: Event) -> None:
    for title, starts, ends in (("One", "10:00", "11:00"), ("Other", "10:30", "11:30")):
        make.item(event, title, starts=at(starts), ends=at(ends), rooms=rooms(event, 0))
    open_grid(desk)

    one, other = (block(desk, title).bounding_box() for title in ("One", "Other"))

    assert one is not None
    assert other is not None
    assert one["x"] + one["width"] <= other["x"] + 1


def test_a_press_opens_the_session(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("11:00"), rooms=rooms(event, 0))
    open_grid(desk)

    desk.mouse.click(*middle(block(desk, "Opening")))

    desk.wait_for_url(f"**/sessions/{item.public_id}/")


def test_keys_do_what_the_mouse_does_and_every_step_is_told(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)
    link = block(desk, "Opening").get_by_role("link", name="Opening", exact=True)
    link.focus()

    desk.keyboard.press("Alt+ArrowDown")
    said(desk, "10:05–10:50, Hall A")
    desk.keyboard.press("Alt+ArrowDown")
    desk.keyboard.press("Alt+ArrowRight")
    said(desk, "10:10–10:55, Hall B")
    desk.keyboard.press("Alt+Shift+ArrowDown")

    said(desk, "“Opening” moved to 10:10–11:00, Hall B.")
    assert when(item) == (at("10:10"), at("11:00"), ["Hall B"])
    expect(link).to_be_focused()
    assert len(queries.draft(event).timetable.top) == 1
    assert desk.locator(".steps-bar form").count() == 1  # all keys together were one step


def test_escape_puts_back_what_is_not_saved(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)
    block(desk, "Opening").get_by_role("link", name="Opening", exact=True).focus()

    desk.keyboard.press("Alt+ArrowDown")
    desk.keyboard.press("Escape")
    desk.wait_for_timeout(1000)

    said(desk, "10:00–10:45")
    assert when(item) == (at("10:00"), at("10:45"), ["Hall A"])


def test_in_arabic_the_first_room_is_on_the_right_and_keys_follow_the_eye(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    desk.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": "ar", "url": desk.url}])
    open_grid(desk)
    assert middle(column(desk, 0))[0] > middle(column(desk, 1))[0]

    drag(desk, block(desk, "Opening"), by=15, to=column(desk, 2))
    expect(block(desk, "Opening").locator("[data-time]")).to_have_text("10:15–11:00")
    assert when(item) == (at("10:15"), at("11:00"), ["Hall C"])

    block(desk, "Opening").get_by_role("link", name="Opening", exact=True).focus()
    desk.keyboard.press("Alt+ArrowRight")
    expect(desk.locator("[data-said]")).to_contain_text("«Opening»")
    assert when(item) == (at("10:15"), at("11:00"), ["Hall B"])


@pytest.mark.parametrize(("key", "language"), [("Delete", "en"), ("Backspace", "ar")])
def test_a_key_takes_the_time_of_a_session_away_and_the_focus_goes_with_it(
    desk: Page, event: Event, key: str, language: str
) -> None:
    panel = make.item(event, "Panel", starts=at("10:00"), ends=at("11:00"), rooms=rooms(event, 1))
    talk = make.item(event, "Talk", parent=panel, starts=at("10:00"), ends=at("10:30"))
    desk.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": desk.url}])
    open_grid(desk)
    waiting = desk.locator(".grid-wait").get_by_role("link", name="Panel", exact=True)

    block(desk, "Panel").get_by_role("link", name="Panel", exact=True).focus()
    desk.keyboard.press("Alt+ArrowDown")
    desk.keyboard.press(f"Alt+{key}")

    expect(waiting).to_be_focused()
    expect(block(desk, "Panel")).to_have_count(0)
    assert when(panel) == (None, None, ["Hall B"])
    assert when(talk)[0] is None
    desk.keyboard.press("Control+z")  # the time it had, then the move before
    expect(waiting).to_have_count(0)
    assert when(panel)[0] == at("10:05")
    desk.keyboard.press("Control+z")
    expect(block(desk, "Panel").locator("[data-time]").first).to_have_text("10:00–11:00")


def test_a_key_without_another_takes_no_time_away(desk: Page, event: Event) -> None:
    opening = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)

    block(desk, "Opening").get_by_role("link", name="Opening", exact=True).focus()
    desk.keyboard.press("Delete")
    desk.keyboard.press("Alt+ArrowDown")

    said(desk, "“Opening” moved to 10:05–10:50, Hall A.")
    assert when(opening)[0] == at("10:05")


def moved_elsewhere(item: ProgrammeItem) -> None:
    """Somebody else moves it while the page stays open."""
    placement = Placement(starts=at("15:00"), ends=at("16:00"), revision=item.revision)
    placing.place(item, placement, actor=SYSTEM)


def test_a_stale_move_overwrites_nothing_and_offers_both(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)
    moved_elsewhere(item)

    drag(desk, block(desk, "Opening"), by=30)

    alert = desk.get_by_role("alert")
    expect(alert).to_contain_text(
        "Somebody else was faster. “Opening” is now on Monday, 28 September 2026, 15:00–16:00, no room yet."
    )
    expect(block(desk, "Opening").locator("[data-time]")).to_have_text("15:00–16:00")
    assert when(item) == (at("15:00"), at("16:00"), [])

    alert.get_by_role("button", name="Move it there all the same").click()

    said(desk, "“Opening” moved to 10:30–11:15, Hall A.")
    assert when(item) == (at("10:30"), at("11:15"), ["Hall A"])
    expect(alert).to_have_count(0)
    expect(block(desk, "Opening").get_by_role("link", name="Opening", exact=True)).to_be_focused()


def test_a_session_that_somebody_has_removed_goes_and_is_told(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)
    sessions.remove(item, actor=SYSTEM)

    drag(desk, block(desk, "Opening"), by=30)

    alert = desk.get_by_role("alert")
    expect(alert).to_have_text("1 session has been removed by somebody else in the meantime.")
    expect(block(desk, "Opening")).to_have_count(0)
    expect(alert).to_be_focused()


def test_what_has_gone_meanwhile_goes_with_the_next_move_of_something_else(desk: Page, event: Event) -> None:
    gone = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    moved = make.item(event, "Panel", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 1))
    open_grid(desk)
    sessions.remove(gone, actor=SYSTEM)

    drag(desk, block(desk, "Panel"), by=30)

    said(desk, "“Panel” moved to 10:30–11:15, Hall B.")
    assert when(moved)[0] == at("10:30")
    expect(block(desk, "Opening")).to_have_count(0)
    expect(desk.get_by_role("alert")).to_have_count(0)


def test_what_is_moved_while_another_move_is_being_saved_waits_for_its_turn(desk: Page, event: Event) -> None:
    first = make.item(event, "First", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    second = make.item(event, "Second", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 1))
    open_grid(desk)
    saving: list[Route] = []
    desk.route("**/place*", lambda route: saving.append(route), times=1)  # noqa: PLW0108 - wants a function

    drag(desk, block(desk, "First"), by=30)
    drag(desk, block(desk, "First"), by=30)
    drag(desk, block(desk, "Second"), by=15)
    (first_save,) = saving
    first_save.continue_()

    said(desk, "“Second” moved to 10:15–11:00, Hall B.")
    assert (when(first)[0], when(second)[0]) == (at("11:00"), at("10:15"))


def test_on_a_page_that_was_open_for_too_long_a_move_can_be_made_again(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)
    desk.route(
        "**/place*",
        lambda route: route.continue_(headers={**route.request.headers, "x-csrf-token": "old"}),
        times=1,
    )

    drag(desk, block(desk, "Opening"), by=30)

    alert = desk.get_by_role("alert")
    expect(alert).to_contain_text("This page was open for too long.")
    alert.get_by_role("button", name="Move it there all the same").click()
    said(desk, "“Opening” moved to 10:30–11:15, Hall A.")
    assert when(item)[0] == at("10:30")


def test_what_cannot_be_sent_goes_back_and_is_told(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)
    desk.route("**/place*", lambda route: route.abort())

    drag(desk, block(desk, "Opening"), by=30)

    expect(desk.get_by_role("alert")).to_contain_text("This could not be saved.")
    expect(block(desk, "Opening").locator("[data-time]")).to_have_text("10:00–10:45")
    assert when(item)[0] == at("10:00")


def test_a_room_that_has_been_removed_takes_nothing_and_goes(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)
    rooms_and_tracks.remove(rooms(event, 2)[0], actor=SYSTEM)

    drag(desk, block(desk, "Opening"), by=30, to=column(desk, 2))

    expect(desk.get_by_role("alert")).to_contain_text("There is no such room.")
    expect(desk.locator(".ec-main").get_by_text("Hall C")).to_have_count(0)
    assert when(item) == (at("10:00"), at("10:45"), ["Hall A"])


def test_a_time_that_comes_twice_is_asked_for_in_the_form(desk: Page, event: Event) -> None:
    starts, ends = make.local("2026-10-25 01:30"), make.local("2026-10-25 01:45")
    item = make.item(event, "Vigil", starts=starts, ends=ends)
    desk.goto(GRID.replace("2026-09-28", "2026-10-25"))
    expect(desk.locator(".plan__shift")).to_contain_text("The clocks go back on this day")

    drag(desk, block(desk, "Vigil"), by=60)

    alert = desk.get_by_role("alert")
    expect(alert).to_contain_text("This time comes twice")
    assert when(item)[0] == starts
    alert.get_by_role("link", name="Open the form").click()
    expect(desk.get_by_label("Starts at")).to_have_value("02:30")
    for question in desk.get_by_label("The second: after it").all():
        question.check()
    desk.get_by_role("button", name="Move it").click()
    expect(desk.locator(".notice--success")).to_contain_text("“Vigil” moved to 02:30–02:45")
    assert (fresh(item).starts_fold, item.ends_fold) == (1, 1)


def test_undoing_stands_beside_the_grid_and_under_the_usual_keys(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)
    drag(desk, block(desk, "Opening"), by=30)
    said(desk, "“Opening” moved to 10:30–11:15, Hall A.")

    desk.get_by_role("button", name="Undo").click()
    said(desk, "Undone: “Opening” changed")
    assert when(item)[0] == at("10:00")
    expect(desk.get_by_role("button", name="Do again")).to_be_focused()

    desk.keyboard.press("Control+Shift+Z")
    said(desk, "Done again: “Opening” changed")
    assert when(item)[0] == at("10:30")

    desk.keyboard.press("Control+z")
    said(desk, "Undone: “Opening” changed")
    assert when(item)[0] == at("10:00")
    assert "/programme/grid/" in desk.url


def press(page: Page, key: str, code: str) -> None:
    """Control with that key, as a keyboard of another layout has it."""
    page.locator(".ec-main").evaluate(
        """(one, press) => one.dispatchEvent(new KeyboardEvent("keydown",
        { ...press, ctrlKey: true, bubbles: true, cancelable: true }))""",
        {"key": key, "code": code},
    )


@pytest.mark.parametrize(
    ("key", "code"), [("я", "KeyZ"), ("ئ", "KeyZ"), ("ζ", "KeyZ"), ("z", "KeyY")],
    ids=["Russian", "Arabic", "Greek", "German"],
)  # fmt: skip
def test_the_key_of_undoing_is_found_on_every_keyboard(desk: Page, event: Event, key: str, code: str) -> None:
    sessions.create(event, NewSession(title=Translated({"en": "Opening"})), actor=SYSTEM)
    open_grid(desk)
    for other in ("y", "w"):  # what stands in the place of Z in German and in French
        press(desk, other, "KeyZ")

    press(desk, key, code)

    said(desk, "Undone: “Opening” added")
    expect(desk.get_by_role("button", name="Undo")).to_have_count(0)


def test_undoing_right_after_a_key_takes_back_what_that_key_has_moved(desk: Page, event: Event) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)
    drag(desk, block(desk, "Opening"), by=30)
    said(desk, "“Opening” moved to 10:30–11:15, Hall A.")
    block(desk, "Opening").get_by_role("link", name="Opening", exact=True).focus()

    desk.keyboard.press("Alt+ArrowDown")
    desk.keyboard.press("Control+z")

    said(desk, "Undone: “Opening” changed")
    assert when(item)[0] == at("10:30")


def test_the_very_first_step_is_undone_by_key_though_nothing_could_be_undone_before(
    desk: Page, event: Event
) -> None:
    item = make.item(event, "Opening", starts=at("10:00"), ends=at("10:45"), rooms=rooms(event, 0))
    open_grid(desk)
    expect(desk.get_by_role("button", name="Undo")).to_have_count(0)
    block(desk, "Opening").get_by_role("link", name="Opening", exact=True).focus()

    desk.keyboard.press("Alt+ArrowDown")
    desk.keyboard.press("Control+z")

    said(desk, "Undone: “Opening” changed")
    assert when(item)[0] == at("10:00")
    expect(block(desk, "Opening").get_by_role("link", name="Opening", exact=True)).to_be_focused()


def test_pressed_faster_than_the_page_is_drawn_it_undoes_step_by_step_but_nothing_unseen(
    desk: Page, event: Event
) -> None:
    for title in ("First", "Second", "Third"):
        sessions.create(event, NewSession(title=Translated({"en": title})), actor=SYSTEM)
    open_grid(desk)

    desk.keyboard.press("Control+z")
    desk.keyboard.press("Control+z")
    said(desk, "Undone: “Second” added")

    sessions.create(event, NewSession(title=Translated({"en": "Meanwhile"})), actor=SYSTEM)
    desk.keyboard.press("Control+z")
    desk.keyboard.press("Control+z")
    said(desk, "Nothing was undone, because the last change is another one now: “Meanwhile” added")
    expect(desk.locator(".steps-bar")).to_contain_text("“Meanwhile” added")
    db.session.rollback()
    assert [one.title["en"] for one in queries.draft(event).timetable] == ["First", "Meanwhile"]


def exhibition(event: Event) -> ProgrammeItem:
    """From Monday morning to Wednesday noon."""
    return make.item(event, "Exhibition", starts=at("11:00"), ends=at("12:00", 30), rooms=rooms(event, 0))


def open_day(page: Page, day: int) -> None:
    page.goto(GRID.replace("09-28", f"09-{day}"))
    expect(page.locator(".ec-body")).to_be_visible()


def test_a_session_of_several_days_is_dragged_on_its_first_day_and_keeps_its_length(
    desk: Page, event: Event
) -> None:
    item = exhibition(event)
    open_day(desk, 28)
    expect(block(desk, "Exhibition").locator(".ec-resizer:not(.ec-start)")).to_be_hidden()

    drag(desk, block(desk, "Exhibition"), by=-30, to=column(desk, 1))

    said(desk, "“Exhibition” moved to Monday, 28 September 2026, 10:30–11:30 (Wed 30 Sep), Hall B.")
    assert when(item) == (at("10:30"), at("11:30", 30), ["Hall B"])


def test_between_its_days_a_session_stands_above_the_hours_and_changes_its_room_and_its_day(
    desk: Page, event: Event
) -> None:
    item = exhibition(event)
    make.item(event, "Opening", starts=at("10:00", 29), ends=at("10:45", 29), rooms=rooms(event, 0))
    open_day(desk, 29)
    above = desk.locator(".ec-all-day .ec-event", has_text="Exhibition")
    expect(above.locator("[data-time]")).to_have_text("11:00 (Mon 28 Sep)–12:00 (Wed 30 Sep)")

    carry(desk, middle(above), (middle(column(desk, 2))[0], middle(above)[1]))
    expect(above).to_have_attribute("data-session", item.public_id)
    said(desk, "“Exhibition” moved to Monday, 28 September 2026, 11:00–12:00 (Wed 30 Sep), Hall C.")
    assert when(item) == (at("11:00"), at("12:00", 30), ["Hall C"])

    carry(desk, middle(above), middle(desk.get_by_role("link", name="Wed 30 Sep")))
    expect(desk.locator("[data-said]")).to_contain_text("Tuesday, 29 September 2026, 11:00–12:00 (Thu 1 Oct)")
    assert when(item)[:2] == (at("11:00", 29), make.local("2026-10-01 12:00"))


def test_on_its_last_day_a_session_is_stretched_and_moved_with_its_length(desk: Page, event: Event) -> None:
    item = exhibition(event)
    open_day(desk, 30)
    shown = block(desk, "Exhibition")
    expect(shown.locator(".ec-resizer.ec-start")).to_be_hidden()

    x, y = middle(shown.locator(".ec-resizer:not(.ec-start)"))
    carry(desk, (x, y), (x, y - 60 * minute(desk)))
    said(desk, "“Exhibition” moved to Monday, 28 September 2026, 11:00–11:00 (Wed 30 Sep), Hall A.")
    assert when(item)[:2] == (at("11:00"), at("11:00", 30))

    drag(desk, shown, by=30)
    said(desk, "“Exhibition” moved to Monday, 28 September 2026, 11:30–11:30 (Wed 30 Sep), Hall A.")
    assert when(item)[:2] == (at("11:30"), at("11:30", 30))


@pytest.mark.parametrize("day", [28, 29, 30])
def test_keys_move_a_session_of_several_days_from_each_of_them(desk: Page, event: Event, day: int) -> None:
    item = exhibition(event)
    open_day(desk, day)
    block(desk, "Exhibition").get_by_role("link", name="Exhibition", exact=True).focus()

    desk.keyboard.press("Alt+ArrowUp")
    desk.keyboard.press("Alt+ArrowRight")

    said(desk, "“Exhibition” moved to Monday, 28 September 2026, 10:55–11:55 (Wed 30 Sep), Hall B.")
    assert when(item) == (at("10:55"), at("11:55", 30), ["Hall B"])


def test_keys_stretch_a_session_where_its_end_is_seen_and_say_where_it_is_not(
    desk: Page, event: Event
) -> None:
    item = exhibition(event)
    open_day(desk, 28)
    block(desk, "Exhibition").get_by_role("link", name="Exhibition", exact=True).focus()

    desk.keyboard.press("Alt+Shift+ArrowDown")
    said(desk, "Its end is not in the hours of this day. Its form can change it.")

    open_day(desk, 30)
    block(desk, "Exhibition").get_by_role("link", name="Exhibition", exact=True).focus()
    desk.keyboard.press("Alt+Shift+ArrowDown")
    said(desk, "11:00 (Mon 28 Sep)–12:05, Hall A")
    said(desk, "“Exhibition” moved to Monday, 28 September 2026, 11:00–12:05 (Wed 30 Sep), Hall A.")
    assert when(item)[:2] == (at("11:00"), at("12:05", 30))


def test_a_dinner_past_midnight_is_named_on_the_next_morning_and_can_be_taken_back(
    desk: Page, event: Event
) -> None:
    item = make.item(event, "Dinner", starts=at("19:00"), ends=at("00:30", 29), in_all_rooms=True)
    open_day(desk, 29)
    above = desk.locator(".ec-all-day .ec-event", has_text="Dinner")
    expect(above).to_have_count(3)  # in each of the rooms

    carry(desk, middle(above.first), middle(desk.locator("[data-part=tray]")))

    said(desk, "“Dinner” waits to be scheduled.")
    assert when(item)[0] is None
    expect(above).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_accessible_and_as_wide_as_the_page(
    desk: Page, event: Event, width: int, language: str
) -> None:
    hall, other = rooms(event, 0, 1)
    panel = make.item(
        event, "Panel", starts=at("10:00"), ends=at("12:00"), rooms=[hall], track=make.track(event)
    )
    make.item(event, "Talk " * 20, starts=at("10:00"), ends=at("13:00"), parent=panel)
    make.item(event, "Question", starts=None, parent=panel)
    make.item(event, "W" * 200, starts=at("10:30"), ends=at("10:40"), rooms=[other])
    make.item(event, "Same room", starts=at("10:30"), ends=at("11:00"), rooms=[other])
    make.item(event, "Lunch", starts=at("13:00"), ends=at("14:00"), in_all_rooms=True)
    make.item(event, "Closing", starts=at("15:00"), ends=at("15:00"), rooms=[hall])
    for number in range(4):  # more than there is room for side by side
        make.item(event, f"Idea {number}", starts=None)
    make.item(event, "Exhibition", starts=at("09:00", 27), ends=at("18:00", 29), rooms=[hall])
    make.item(event, "Market", starts=at("09:00", 27), ends=at("14:00"), rooms=[other])
    desk.set_viewport_size({"width": width, "height": 800})
    desk.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": desk.url}])

    open_grid(desk)

    assert desk.evaluate("document.documentElement.scrollWidth") == width
    assert desk.locator(".ec[role], .ec [role]").count() == 0
    expect(desk.locator(".ec-event .tag").first).to_be_visible()
    assert_accessible(desk)
    expect(desk.locator(".plan-block--warning").first).to_be_visible()
    desk.emulate_media(color_scheme="dark")
    assert_accessible(desk)


def test_without_rooms_and_sessions_it_still_says_what_to_do(desk: Page, event: Event) -> None:
    with transaction() as session:
        for room in queries.rooms(event):
            session.delete(room)
    idea = make.item(event, "Idea", starts=None)
    open_grid(desk)

    x, y = middle(column(desk, 0))
    carry(desk, middle(desk.locator(".grid-wait", has_text="Idea")), (x, y))

    expect(desk.locator("[data-said]")).to_have_text(re.compile("“Idea” moved to .*, no room yet"))
    assert when(idea)[0] is not None


def test_a_session_that_a_form_has_placed_is_shown_and_has_the_focus(desk: Page, event: Event) -> None:
    make.item(event, "Opening", starts=at("08:00"), ends=at("08:30"), rooms=rooms(event, 0))
    item = make.item(event, "Evening walk", starts=None, ends=None)
    desk.goto(f"/organise/events/iclc/programme/sessions/{item.public_id}/place?from=2026-09-28")
    desk.get_by_label("Day", exact=False).first.fill("2026-09-28")
    desk.get_by_label("Starts at").fill("20:00")
    desk.get_by_role("button", name="Move it").click()

    expect(block(desk, "Evening walk").locator(".grid-card__title a")).to_be_focused()
    expect(block(desk, "Evening walk")).to_be_in_viewport()


def order(page: Page) -> list[str]:
    """The sessions of the grid and of the tray as the Tab key meets them."""
    titles = "all => all.map(one => one.textContent)"
    return list(page.locator(".plan__desk .grid-card__title a").evaluate_all(titles))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_tray_comes_by_keyboard_where_the_eye_meets_it(desk: Page, event: Event, language: str) -> None:
    make.item(event, "Opening", starts=at("10:00"), ends=at("11:00"), rooms=rooms(event, 0))
    make.item(event, "Idea", starts=None)
    desk.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": desk.url}])

    for width, is_above in ((360, True), (1280, True), (1500, False)):
        desk.set_viewport_size({"width": width, "height": 900})
        open_grid(desk)
        assert order(desk) == (["Idea", "Opening"] if is_above else ["Opening", "Idea"])
        tray, grid = (desk.locator(name).bounding_box() for name in ("[data-part=tray]", ".ec"))
        assert tray is not None
        assert grid is not None
        assert (tray["y"] + tray["height"] <= grid["y"]) == is_above

    idea = desk.get_by_role("link", name="Idea", exact=True)
    idea.focus()
    desk.set_viewport_size({"width": 1280, "height": 900})  # made larger while one is at it
    expect(desk.locator(".plan__desk > :first-child")).to_have_attribute("data-part", "tray")
    expect(idea).to_be_focused()


def key_in_tray(page: Page, title: str, key: str) -> None:
    page.locator(".grid-wait").get_by_role("link", name=title, exact=True).focus()
    page.keyboard.press(key)


@pytest.mark.parametrize(
    ("numbers", "key", "place"),
    [
        ((), "ArrowDown", ("10:00", "10:30", ["Hall A"])),  # without a room it comes into the first one
        ((1,), "ArrowRight", ("10:35", "11:05", ["Hall B"])),
        ((2,), "ArrowUp", ("09:00", "09:30", ["Hall C"])),
        ((0, 1), "ArrowLeft", ("10:35", "11:05", ["Hall A", "Hall B"])),
    ],
)
def test_a_key_takes_what_waits_to_the_first_free_time_of_its_rooms(
    desk: Page, event: Event, numbers: tuple[int, ...], key: str, place: tuple[str, str, list[str]]
) -> None:
    make.item(event, "Opening", starts=at("09:00"), ends=at("10:00"), rooms=rooms(event, 0))
    make.item(event, "Panel", starts=at("09:25"), ends=at("10:35"), rooms=rooms(event, 1))
    make.item(event, "Evening", starts=at("19:00"), ends=at("20:00"), in_all_rooms=True)
    idea = make.item(event, "Idea", starts=None, rooms=rooms(event, *numbers))
    open_grid(desk)

    key_in_tray(desk, "Idea", f"Alt+{key}")

    starts, ends, names = place
    said(desk, f"“Idea” moved to Monday, 28 September 2026, {starts}–{ends}, {', '.join(names)}.")
    assert when(idea) == (at(starts), at(ends), names)
    expect(block(desk, "Idea").get_by_role("link", name="Idea", exact=True)).to_be_focused()
    expect(block(desk, "Idea")).to_be_in_viewport()
    desk.keyboard.press("Control+z")
    expect(desk.locator(".grid-wait")).to_have_count(1)
    assert when(idea)[0] is None


def test_what_a_key_has_taken_from_the_tray_is_moved_on_by_keys(desk: Page, event: Event) -> None:
    make.item(event, "Opening", starts=at("09:00"), ends=at("18:50"), rooms=rooms(event, 0))
    idea = make.item(event, "Idea", starts=None)
    desk.set_viewport_size({"width": 360, "height": 700})
    open_grid(desk)

    key_in_tray(desk, "Idea", "Alt+ArrowDown")
    expect(block(desk, "Idea").get_by_role("link", name="Idea", exact=True)).to_be_focused()
    expect(block(desk, "Idea")).to_be_in_viewport()
    desk.keyboard.press("Alt+ArrowRight")

    said(desk, "“Idea” moved to 18:50–19:20, Hall B.")
    assert when(idea) == (at("18:50"), at("19:20"), ["Hall B"])


def test_where_the_day_is_full_a_key_takes_nothing_from_the_tray_and_says_so(
    desk: Page, event: Event
) -> None:
    make.item(event, "Exhibition", starts=at("09:00"), ends=at("18:00", 29), in_all_rooms=True)
    idea = make.item(event, "Idea", starts=None)
    open_grid(desk)

    key_in_tray(desk, "Idea", "Alt+ArrowDown")

    said(desk, "There is no free half hour on this day. Its form can give it a time.")
    assert when(idea)[0] is None
    expect(desk.locator(".grid-wait").get_by_role("link", name="Idea", exact=True)).to_be_focused()


def test_what_a_key_has_not_brought_into_the_grid_can_be_tried_again(desk: Page, event: Event) -> None:
    idea = make.item(event, "Idea", starts=None)
    open_grid(desk)
    desk.route("**/place*", lambda route: route.abort(), times=1)

    key_in_tray(desk, "Idea", "Alt+ArrowDown")
    expect(desk.get_by_role("alert")).to_contain_text("This could not be saved.")
    key_in_tray(desk, "Idea", "Alt+ArrowDown")

    said(desk, "“Idea” moved to Monday, 28 September 2026, 09:00–09:30, Hall A.")
    assert when(idea)[0] == at("09:00")


def test_the_keys_of_the_tray_are_told_with_those_of_the_grid(desk: Page, event: Event) -> None:
    make.item(event, "Idea", starts=None)
    open_grid(desk)

    desk.get_by_text("Keys in the grid").click()

    row = desk.locator(".plan__keys .facts__row", has_text="not scheduled yet")
    expect(row.locator("dt")).to_have_text("Alt + ↑ ↓ ← →")
