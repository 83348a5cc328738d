"""Fixtures for tests that drive Chromium: a running site, and a window onto it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import Site, serve


@pytest.fixture(scope="session")
def running_site(data_folder: Path) -> Iterator[Site]:
    """One server for all tests of this worker."""
    folder = data_folder / "site"
    folder.mkdir()
    with serve(folder) as site:
        yield site


@pytest.fixture
def site(running_site: Site) -> Iterator[Site]:
    """The running site, empty, with a context for calling makers and services directly."""
    with running_site.app.app_context():
        yield running_site
    running_site.empty()


@pytest.fixture
def chromium(chromium_browser: Browser, running_site: Site) -> Iterator[Page]:
    """A page in a fresh profile; addresses may be paths of the site. Fails on errors of scripts."""
    context = chromium_browser.new_context(base_url=running_site.url, reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if _is_refusal(message.text) else None)
    yield page
    context.close()
    assert not errors, errors


def _is_refusal(text: str) -> bool:
    """Whether the console tells of something the Content-Security-Policy has stopped."""
    return "Content Security Policy" in text
