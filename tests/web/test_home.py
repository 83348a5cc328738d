"""The first page, read by a visitor."""

from tests.browserless import Browser


def test_the_first_page_greets_everybody(browser: Browser) -> None:
    page = browser.get("/")

    assert page.status == 200
    assert page.one("h1").get_text() == "Events"


def test_an_unknown_address_says_so(browser: Browser) -> None:
    page = browser.get("/nowhere")

    assert page.status == 404
    assert page.one("h1").get_text() == "There is no page at this address."
