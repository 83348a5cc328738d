"""What a reader sees when something is refused or breaks."""

from tests.browserless import Browser


def test_an_unknown_address_says_so(browser: Browser) -> None:
    page = browser.get("/nowhere")

    assert page.status == 404
    assert page.one("h1").get_text() == "There is no page at this address."
    assert page.one("main a")["href"] == "/"
