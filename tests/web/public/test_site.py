"""What the site tells machines about itself."""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine

from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Lifecycle, Visibility
from tests.browserless import Browser
from tests.make import events as make
from tests.make import programme

SITE = "http://127.0.0.1:5000"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(browser: Browser, path: str, kind: str = "url") -> list[tuple[str, str]]:
    """Address and day of the last change of each line of a sitemap."""
    page = browser.get(path)
    assert page.headers["Content-Type"] == "application/xml; charset=utf-8"
    found = ET.fromstring(page.body).iter(f"{NAMESPACE}{kind}")  # noqa: S314
    return [(one.findtext(f"{NAMESPACE}loc", ""), one.findtext(f"{NAMESPACE}lastmod", "")) for one in found]


def addresses(browser: Browser, path: str = "/sitemap-events.xml", kind: str = "url") -> list[str]:
    return [address for address, _changed_on in entries(browser, path, kind)]


def test_robots_are_told_where_everything_is_and_what_is_personal(browser: Browser) -> None:
    page = browser.get("/robots.txt")

    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.text.startswith("User-agent: *\nDisallow: /organise/\nDisallow: /account/\n")
    assert page.text.endswith(f"\n\nSitemap: {SITE}/sitemap.xml\n")
    assert "/feeds/" not in page.text  # calendars that obey would not fetch what their readers follow


def test_the_sitemap_leads_to_all_events_and_to_each_programme(browser: Browser) -> None:
    make.event(slug="without")
    event = make.event(slug="with")
    programme.item(event, "Opening")
    programme.release(event)

    assert addresses(browser, "/sitemap.xml", "sitemap") == [
        f"{SITE}/sitemap-events.xml",
        f"{SITE}/events/with/sitemap.xml",
    ]
    assert addresses(browser) == [
        f"{SITE}/",
        f"{SITE}/events/",
        f"{SITE}/events/without/",
        f"{SITE}/events/with/",
    ]


def test_a_programme_names_its_sessions_with_the_day_each_changed(browser: Browser) -> None:
    event = make.event(slug="iclc")
    opening, closing = programme.item(event, "Opening"), programme.item(event, "Closing")
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False):
        programme.release(event)
    with transaction():
        closing.title = Translated({"en": "Farewell"})
    with time_machine.travel(datetime(2026, 4, 1, tzinfo=UTC), tick=False):
        programme.release(event)

    home = f"{SITE}/events/iclc/"
    assert entries(browser, "/events/iclc/sitemap.xml") == [
        (f"{home}programme/", "2026-04-01"),
        (f"{home}people/", "2026-04-01"),
        (f"{home}programme/{opening.public_id}/", "2026-03-01"),
        (f"{home}programme/{closing.public_id}/", "2026-04-01"),
    ]


@pytest.mark.parametrize("sessions", [1, 3])
def test_a_sitemap_costs_the_same_for_any_number_of_sessions(
    browser: Browser, count_queries: list[str], sessions: int
) -> None:
    event = make.event(slug="iclc")
    for _ in range(sessions):
        programme.item(event)
    programme.release(event)
    db.session.remove()
    count_queries.clear()

    addresses(browser, "/events/iclc/sitemap.xml")

    assert len(count_queries) == 4, count_queries  # key, event, release, its snapshot


@pytest.mark.parametrize(
    "hidden",
    [
        {"lifecycle": Lifecycle.DRAFT},
        {"visibility": Visibility.UNLISTED},
        {"visibility": Visibility.PRIVATE},
    ],
)
def test_a_hidden_programme_has_no_sitemap(browser: Browser, hidden: dict[str, Any]) -> None:
    event = make.event(slug="iclc", **hidden)
    programme.item(event, "Opening")
    programme.release(event)

    assert browser.get("/events/iclc/sitemap.xml").status == 404


def test_before_the_first_release_there_is_no_sitemap_of_it(browser: Browser) -> None:
    make.event(slug="iclc")

    assert browser.get("/events/iclc/sitemap.xml").status == 404


@pytest.mark.parametrize(
    "hidden",
    [
        {"lifecycle": Lifecycle.DRAFT},
        {"visibility": Visibility.UNLISTED},
        {"visibility": Visibility.PRIVATE},
    ],
)
def test_the_sitemap_keeps_secrets(browser: Browser, hidden: dict[str, Any]) -> None:
    make.event(**hidden)

    assert addresses(browser) == [f"{SITE}/", f"{SITE}/events/"]


def test_the_sitemap_notices_a_release_within_the_hour(browser: Browser) -> None:
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False) as now:
        event = make.event(slug="iclc")
        addresses(browser, "/sitemap.xml", "sitemap")
        programme.item(event, "Opening")
        programme.release(event)

        now.shift(3600)

        assert f"{SITE}/events/iclc/sitemap.xml" in addresses(browser, "/sitemap.xml", "sitemap")


def test_whoever_finds_a_weakness_is_told_whom_to_tell(browser: Browser) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, 30, tzinfo=UTC), tick=False):
        page = browser.get("/.well-known/security.txt")

    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.text.splitlines() == [
        f"Contact: mailto:{browser.app.config['MAIL_DEFAULT_SENDER']}",
        "Expires: 2026-08-28T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {SITE}/.well-known/security.txt",
    ]
