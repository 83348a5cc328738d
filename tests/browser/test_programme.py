"""The programme in Chromium: a table on a wide screen, a list on a phone, true while it stays open."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FloatRect, Page, Request, expect

from app.core import clock, localtime
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event
from app.programme.models import SessionKind
from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site, awake
from tests.make import events as make_events
from tests.make import programme as make

pytestmark = pytest.mark.browser

PATH = "/events/learning-cities/programme/"
PAGES = [PATH, f"{PATH}?view=grid&tz=Asia/Tokyo", f"{PATH}?kind=visit", f"{PATH}changes/", f"{PATH}releases/",
         f"{PATH}releases/1/", "/events/learning-cities/people/", "/events/soon/programme/"]  # fmt: skip
BUDGET = 50_000  # bytes of a first load


@pytest.fixture(scope="module", autouse=True)
def shown(running_site: Site) -> Iterator[None]:
    """A conference with long words, parallel sessions, parts, a break and a change; one still to come."""
    with running_site.app.app_context():
        event = make_events.event(slug="learning-cities", title=Translated({"en": "Learning cities"}))
        make_events.event(slug="soon", title=Translated({"en": "Soon"}))
        _plan(event)
        make.release(event)
        make.item(event, "Donaudampfschifffahrtsgesellschaft" * 4, starts=make.at("15:00"))
        make.release(event)
    yield
    running_site.empty()


def _plan(event: Event) -> None:
    halls = [make.room(event, name) for name in ("Main hall", "Hall B", "A studio with a very long name")]
    track = make.track(event, "Green", colour="#2e7d32")
    people = [make.person("Ada", "Lovelace"), make.person("Grace", "Hopper")]
    make.item(
        event, "Opening", starts=make.at("09:00"), ends=make.at("10:00"), rooms=halls[:1], people=people
    )
    make.item(event, "Coffee", starts=make.at("10:00"), ends=make.at("10:30"), in_all_rooms=True,
              kind=SessionKind.BREAK)  # fmt: skip
    panel = make.item(event, "Panel", starts=make.at("10:30"), ends=make.at("12:00"), rooms=halls[:1])
    make.item(event, "Talk", starts=make.at("10:30"), ends=make.at("11:00"), parent=panel)
    for hall in halls[1:]:
        make.item(
            event, "Workshop", starts=make.at("10:30"), ends=make.at("12:00"), rooms=[hall], track=track
        )
    make.item(event, "Closing", starts=make.at("16:00", 29), ends=make.at("16:00", 29))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(chromium: Page, scheme: str) -> None:
    chromium.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    for path in PAGES:
        chromium.goto(path)
        assert_accessible(chromium)


def test_axe_finds_nothing_on_the_page_of_a_session_or_a_person(chromium: Page) -> None:
    chromium.goto(PATH)
    chromium.get_by_role("link", name="Opening").click()
    assert_accessible(chromium)

    chromium.get_by_role("link", name="Ada Lovelace").click()

    expect(chromium.get_by_role("heading", level=1)).to_have_text("Ada Lovelace")
    assert_accessible(chromium)


@pytest.mark.parametrize("width", [320, 768, 1280, 1920])
def test_no_page_is_wider_than_its_screen(chromium: Page, width: int) -> None:
    chromium.set_viewport_size({"width": width, "height": 800})

    for path in PAGES:
        chromium.goto(path)
        assert chromium.evaluate("document.documentElement.scrollWidth") == width, path


def _box(page: Page, title: str) -> FloatRect:
    found = page.locator(
        ".slot__rows > .session", has=page.get_by_role("link", name=title)
    ).first.bounding_box()
    assert found is not None
    return found


def test_on_a_wide_screen_rooms_stand_side_by_side_and_in_step(chromium: Page) -> None:
    chromium.set_viewport_size({"width": 1280, "height": 900})
    chromium.goto(PATH)

    panel, workshop, coffee = (_box(chromium, title) for title in ("Panel", "Workshop", "Coffee"))

    assert abs(panel["y"] - workshop["y"]) < 1
    assert panel["x"] + panel["width"] <= workshop["x"]
    assert coffee["width"] > 2 * panel["width"]
    assert coffee["y"] + coffee["height"] <= panel["y"]
    expect(chromium.locator(".timetable__room").first).to_be_visible()


@pytest.mark.parametrize(("width", "view"), [(360, ""), (1280, "?view=list")])
def test_as_a_list_sessions_stand_one_below_the_other(chromium: Page, width: int, view: str) -> None:
    chromium.set_viewport_size({"width": width, "height": 900})
    chromium.goto(f"{PATH}{view}")

    panel, workshop = _box(chromium, "Panel"), _box(chromium, "Workshop")

    assert panel["y"] + panel["height"] <= workshop["y"]
    assert panel["x"] == workshop["x"]


def test_choices_take_effect_at_once_and_stay_in_the_address(chromium: Page) -> None:
    chromium.goto(PATH)
    awake(chromium)
    chromium.locator(".narrowing > summary").click()

    chromium.get_by_label("Kind").select_option("break")

    expect(chromium.locator("#results .session__title")).to_have_text(["Coffee"])
    expect(chromium).to_have_url(re.compile(r"\?kind=break$"))


def test_the_devices_zone_is_proposed_and_kept(chromium_browser: Browser, running_site: Site) -> None:
    context = chromium_browser.new_context(base_url=running_site.url, timezone_id="Asia/Tashkent")
    page = context.new_page()
    page.goto(f"{PATH}?kind=opening&day=2026-09-28")
    awake(page)
    page.get_by_text("My time zone").click()
    expect(page.get_by_label("Show my time too")).to_have_value("Asia/Tashkent")

    page.locator("form.zone").get_by_role("button", name="Show").click()

    assert urlsplit(page.url).query == "day=2026-09-28&kind=opening"
    page.goto(PATH)
    expect(page.locator(".slot__own").first).to_have_text("12:00")
    context.close()


def test_a_page_that_stays_open_looks_again_when_something_begins(chromium: Page, running_site: Site) -> None:
    """Nobody waits for hours here: the device's clock is put forward."""
    now = clock.now()
    with running_site.app.app_context():
        event = make_events.event(
            slug="soon-on", title=Translated({"en": "Soon on"}), timezone="Africa/Dakar"
        )
        soon = localtime.to_local(now + timedelta(hours=3), "Africa/Dakar").replace(tzinfo=None)
        item = make.item(event, "Later", starts=soon, ends=soon + timedelta(hours=1))
        make.release(event)
        chromium.clock.install(time=now)
        chromium.goto("/events/soon-on/programme/")
        awake(chromium)
        expect(chromium.locator(".session__title")).to_have_text(["Later"])
        with transaction():
            item.title = Translated({"en": "Sooner"})
        make.release(event)

        chromium.clock.fast_forward("03:01:00")

        expect(chromium.locator(".session__title")).to_have_text(["Sooner"])


def test_a_first_load_is_light(chromium_browser: Browser, running_site: Site) -> None:
    with running_site.app.app_context():
        event = make_events.event(slug="large", title=Translated({"en": "Large"}))
        make.conference(event, 300)
        make.release(event)
    context = chromium_browser.new_context(base_url=running_site.url)
    page = context.new_page()
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108 - wants a function

    page.goto("/events/large/programme/")
    page.wait_for_load_state("networkidle")

    sizes = {request.url: request.sizes()["responseBodySize"] for request in requests}
    assert sum(sizes.values()) < BUDGET, sizes
    context.close()
