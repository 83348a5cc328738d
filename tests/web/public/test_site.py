"""What the site tells machines about itself."""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine

from app.events.models import Lifecycle, Visibility
from tests.browserless import Browser
from tests.make import events as make
from tests.make import programme

SITE = "http://127.0.0.1:5000"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(browser: Browser) -> list[str]:
    page = browser.get("/sitemap.xml")
    assert page.headers["Content-Type"] == "application/xml; charset=utf-8"
    return [found.text or "" for found in ET.fromstring(page.body).iter(f"{NAMESPACE}loc")]  # noqa: S314


def test_robots_are_told_where_everything_is_and_what_is_personal(browser: Browser) -> None:
    page = browser.get("/robots.txt")

    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.text.startswith("User-agent: *\nDisallow: /organise/\nDisallow: /account/\n")
    assert page.text.endswith(f"\n\nSitemap: {SITE}/sitemap.xml\n")


def test_the_sitemap_lists_public_events_and_their_programmes(browser: Browser) -> None:
    make.event(slug="without")
    event = make.event(slug="with")
    programme.item(event, "Opening")
    programme.release(event)

    assert addresses(browser) == [
        f"{SITE}/",
        f"{SITE}/events/",
        f"{SITE}/events/without/",
        f"{SITE}/events/with/",
        f"{SITE}/events/with/programme/",
        f"{SITE}/events/with/people/",
    ]


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
        addresses(browser)
        programme.item(event, "Opening")
        programme.release(event)

        now.shift(3600)

        assert f"{SITE}/events/iclc/programme/" in addresses(browser)


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
