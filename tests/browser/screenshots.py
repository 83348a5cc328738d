"""Pictures of every main page, to be looked at: `python -m tests.browser.screenshots [FOLDER] [PATH…]`.

The demo events are loaded into a site of their own; each page is taken on a phone, a tablet and a
desk, in English and Arabic, by day and by night.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from app.cli.demo import loading
from app.core import clock
from app.events import queries as events
from app.programme import queries as programmes
from tests.browser import chromium
from tests.browser.site import Site, serve
from tests.make import events as make_events

FOLDER = Path("screenshots")
WIDTHS = {360: 740, 768: 1024, 1280: 900}
LANGUAGES = ("en", "ar")
SCHEMES = ("light", "dark")
BIG = "iclc-7"

PUBLIC = (
    "/", "/events/", f"/events/{BIG}/", f"/events/{BIG}/programme/", f"/events/{BIG}/people/",
    f"/events/{BIG}/programme/changes/", f"/events/{BIG}/register/", "/preferences/", "/nowhere",
    "/account/sign-in/",
)  # fmt: skip
ORGANISER = (
    "/organise/", f"/organise/events/{BIG}/", f"/organise/events/{BIG}/edit/",
    f"/organise/events/{BIG}/programme/", f"/organise/events/{BIG}/registrations/",
    f"/organise/events/{BIG}/messages/", f"/organise/events/{BIG}/members/",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at."""

    width: int
    language: str
    scheme: str

    def __str__(self) -> str:
        return f"{self.width}-{self.language}-{self.scheme}"


def main(arguments: Sequence[str]) -> None:
    """Take all pictures, or those of the paths given."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, serve(Path(data)) as site, chromium.launched() as browser:
        with site.app.app_context():
            make_events.catalogue()
            loading.load(clock.now())
            found = list(_found_pages())
        paths = arguments[1:] or (*PUBLIC, *found, *ORGANISER)
        for look in _looks():
            _take(browser, site, look, paths, folder)


def _found_pages() -> Iterator[str]:
    """Pages whose address is made with the data: a session, a person, an event that is live, one over."""
    event = events.by_slug(BIG)
    snapshot = programmes.current(event) if event is not None else None
    if snapshot is not None:
        yield f"/events/{BIG}/programme/{snapshot.sessions[0].id}/"
        yield f"/events/{BIG}/people/{min(snapshot.people)}/"
    for slug, _changed_at, _has_programme in events.pages():
        if slug != BIG:
            yield f"/events/{slug}/"


def _looks() -> Iterator[Look]:
    for width in WIDTHS:
        for language in LANGUAGES:
            for scheme in SCHEMES:
                yield Look(width, language, scheme)


def _take(browser: Browser, site: Site, look: Look, paths: Sequence[str], folder: Path) -> None:
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": look.width, "height": WIDTHS[look.width]},
        color_scheme="dark" if look.scheme == "dark" else "light",
        locale=look.language,
        reduced_motion="reduce",
        timezone_id="Africa/Addis_Ababa",
    )
    page = context.new_page()
    for path in (one for one in paths if not one.startswith("/organise/")):
        _picture(page, path, look, folder)
    organisers = [one for one in paths if one.startswith("/organise/")]
    if organisers:
        _sign_in(page)
    for path in organisers:
        _picture(page, path, look, folder)
    context.close()


def _sign_in(page: Page) -> None:
    page.goto("/account/sign-in/")
    form = page.locator("main form").first
    form.locator("[name=email]").fill(loading.EMAIL)
    form.locator("[name=password]").fill(loading.PASSWORD)
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/organise/**")


def _picture(page: Page, path: str, look: Look, folder: Path) -> None:
    """The whole page, with everything that loads as one scrolls."""
    page.goto(path, wait_until="networkidle")
    for picture in page.locator("img[loading=lazy]").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    name = path.strip("/").replace("/", "_") or "home"
    page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    print(f"{name}-{look}.png" + (f"  {width} pixels wide!" if width > look.width else ""))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
