"""What journeys need: a whole site whose letters go to a real mail server, and several windows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium as chromiums
from tests.browser.site import Site, serve
from tests.journeys.post import Post
from tests.smtp import sink


@pytest.fixture
def post() -> Iterator[Post]:
    with sink() as server:
        yield Post(server)


@pytest.fixture
def whole_site(tmp_path: Path, post: Post) -> Iterator[Site]:
    """A site with an organiser, and letters that are delivered when `post` is asked for one."""
    mail = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": post.server.port}
    with serve(tmp_path, **mail) as site:
        post.app = site.app
        yield site


@pytest.fixture
def window(chromium_browser: Browser, whole_site: Site) -> Iterator[Callable[[], Page]]:
    """Somebody's own browser: each call opens one with a fresh profile."""
    contexts = []

    def open_one() -> Page:
        context = chromium_browser.new_context(base_url=whole_site.url, locale="en-GB", timezone_id="UTC")
        context.set_default_timeout(chromiums.PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
