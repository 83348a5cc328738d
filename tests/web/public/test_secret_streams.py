"""Addresses of streams are on no page and in no feed, whoever asks and whenever (trust rule T20)."""

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin

import pytest
import time_machine

from app.core.actors import SYSTEM
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event, Participation
from app.events.services import lifecycle
from tests.browserless import Browser
from tests.make import events as make_events
from tests.make import programme as make

MARKER = "marker-4711"
SITE = "http://127.0.0.1:5000"
HOME = "/events/iclc/"
BEFORE, WHILE, AFTER = (
    datetime(2026, 9, 1, tzinfo=UTC),
    datetime(2026, 9, 28, 7, 30, tzinfo=UTC),
    datetime(2026, 10, 20, tzinfo=UTC),
)
_OURS = re.compile(r"""(?:href|src)="([^"#]+)|(?<=<loc>)([^<]+)|\b(?:URL|CONFERENCE)[^:]*:(http[^\r\n]+)""")


def marker(where: str) -> str:
    return f"https://stream.example/{MARKER}-{where}"


@pytest.fixture(params=[True, False], ids=["public", "not public"])
def event(app: object, request: pytest.FixtureRequest) -> Event:  # noqa: ARG001 - it has the database
    """With an address in every place that holds one."""
    made = make_events.event(
        slug="iclc",
        announced_at=BEFORE,
        participation=Participation.NONE,
        livestream_url=marker("event"),
        livestream_is_public=request.param,
    )
    hall = make.room(made, "Hall", livestream_url=marker("room"))
    panel = make.item(made, "Panel", ends=make.at("10:00"), rooms=[hall], livestream_url=marker("panel"))
    make.item(made, "Talk", parent=panel, people=[make.person()], livestream_url=marker("talk"))
    make.release(made)
    with transaction():
        panel.livestream_url = marker("another")
    make.release(made)  # the news of a replaced address
    return made


def crawl(browser: Browser) -> dict[str, str]:
    """Every answer reached without leaving the site, by its address; redirects are not followed."""
    feeds = ("/sitemap.xml", "/events.ics", "/events.atom", f"{HOME}programme.ics", f"{HOME}changes.atom")
    waiting, found = ["/", *feeds], dict[str, str]()
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        page = browser.get(path)
        found[path] = page.text if page.status == 200 else ""
        waiting += [one for one in _leads_to(path, found[path]) if one not in found]
    return found


def _leads_to(path: str, body: str) -> list[str]:
    """In one language, without choices: these show the same again."""
    links = (urljoin(SITE + path, unescape("".join(groups))) for groups in _OURS.findall(body))
    paths = {link.removeprefix(SITE) for link in links if link.startswith(f"{SITE}/") and "?" not in link}
    return sorted(one for one in paths if not one.startswith("/static/"))


@pytest.mark.parametrize("now", [BEFORE, WHILE, AFTER])
@pytest.mark.usefixtures("event")
def test_no_page_and_no_feed_holds_one(browser: Browser, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        found = crawl(browser)

    assert [path for path, body in found.items() if MARKER in body] == []
    assert {HOME, f"{HOME}programme/", f"{HOME}programme/changes/", f"{HOME}event.ics"} <= set(found)
    assert len([path for path in found if re.fullmatch(rf"{HOME}programme/[A-Z0-9]{{6}}/", path)]) == 2


@pytest.mark.parametrize("now", [BEFORE, AFTER])
def test_no_redirect_gives_one_out_at_another_time(browser: Browser, event: Event, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        answers = [browser.get(path) for path in ways(browser)]

    assert [page.status for page in answers] == [303 if event.livestream_is_public else 404] * 3
    assert not any(MARKER in str(page.headers) for page in answers)


def test_while_it_runs_each_redirect_leads_to_its_own(browser: Browser, event: Event) -> None:
    with time_machine.travel(WHILE, tick=False):
        found = [browser.get(path).location for path in ways(browser)]

    wanted = [marker("event"), marker("another"), marker("talk")]
    assert found == (wanted if event.livestream_is_public else [""] * 3)


def test_a_cancelled_event_gives_none_out_from_that_moment(browser: Browser, event: Event) -> None:
    lifecycle.cancel(event, Translated({"en": "A storm is coming."}), actor=SYSTEM)

    with time_machine.travel(WHILE, tick=False):
        answers = [browser.get(path) for path in ways(browser)]
        found = crawl(browser)

    assert not any(MARKER in str(page.headers) for page in answers)
    assert [path for path, body in found.items() if MARKER in body] == []


def ways(browser: Browser) -> list[str]:
    """The redirects there are, or would be: of the event, the panel and its talk."""
    sessions = re.findall(r"<loc>[^<]*(/events/iclc/programme/[A-Z0-9]{6}/)</loc>", sitemap(browser))
    return [f"{HOME}live/join", *(f"{path}join" for path in sessions)]


def sitemap(browser: Browser) -> str:
    return browser.get(f"{HOME}sitemap.xml").text
