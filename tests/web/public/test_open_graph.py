"""What networks show of the pages whose addresses people send each other."""

import pytest

from tests.browserless import Browser
from tests.make import registrations as make


@pytest.mark.parametrize(
    ("path", "title"),
    [("/", "Events"), ("/events/", "All events"), ("/events/{slug}/register/", "Register: {title}")],
)
def test_every_page_people_share_has_words_and_a_picture(browser: Browser, path: str, title: str) -> None:
    event = make.category().event
    page = browser.get(path.format(slug=event.slug))

    shown = {str(meta["property"]): str(meta["content"]) for meta in page.select("meta[property^='og:']")}

    assert shown["og:title"] == title.format(title=event.title["en"])
    assert shown["og:url"] == page.one("link[rel=canonical]")["href"]
    assert shown["og:description"] == page.one("meta[name=description]")["content"]
    picture = browser.get(shown["og:image"].removeprefix("http://127.0.0.1:5000"))
    assert picture.headers["Content-Type"] == "image/png"
