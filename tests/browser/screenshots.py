"""Pictures of every main page, to be looked at: `python -m tests.browser.screenshots [FOLDER] [PATH…]`.

The demo events are loaded into a site of their own, and after them an event in every state; each
page is taken on a phone, a tablet and a desk, in English and Arabic, by day and by night.
"""

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page
from sqlalchemy import select

from app.cli.demo import loading, organiser
from app.core import clock
from app.core.actors import SYSTEM
from app.core.db import db
from app.events import queries as events
from app.http.language import LANGUAGE_COOKIE
from app.people.models import Person
from app.programme import queries as programmes
from app.programme.services import pasting, previewing
from app.programme.services.pasting import NewText
from app.programme.services.previewing import NewPreview
from app.programme.text import sources, writing
from tests.browser import chromium
from tests.browser.site import Site, serve
from tests.browser.walking import sign_in
from tests.make import events as make_events
from tests.make import showcase

FOLDER = Path("screenshots")
WIDTHS = {360: 740, 768: 1024, 1280: 900}
LANGUAGES = ("en", "ar")
SCHEMES = ("light", "dark")
BIG = "iclc-7"
DESK = f"/organise/events/{BIG}/programme/"

PUBLIC = (
    "/", "/events/", "/events/?when=past&kind=webinar", "/events/?q=nothing+like+this", f"/events/{BIG}/",
    f"/events/{BIG}/programme/", f"/events/{BIG}/programme/?view=grid",
    f"/events/{BIG}/programme/?view=list&kind=panel", f"/events/{BIG}/programme/?track=none",
    f"/events/{BIG}/programme/changes/", f"/events/{BIG}/programme/releases/",
    f"/events/{BIG}/programme/releases/1/", f"/events/{BIG}/people/", f"/events/{BIG}/register/",
    f"/events/{BIG}/register/resend/", "/events/reading-the-city/live/", "/preferences/", "/nowhere",
    "/account/sign-in/",
)  # fmt: skip
ORGANISER = (
    "/organise/", f"/organise/events/{BIG}/", f"/organise/events/{BIG}/edit/",
    DESK, f"{DESK}table/", f"{DESK}grid/", f"{DESK}findings/", f"{DESK}releases/new", f"{DESK}previews/",
    f"{DESK}comments/", f"{DESK}steps/", f"{DESK}paste/", f"/organise/events/{BIG}/people/",
    f"/organise/events/{BIG}/registrations/", f"/organise/events/{BIG}/messages/",
    f"/organise/events/{BIG}/members/",
)  # fmt: skip
NOT_YET_THERE = "18:30 – 20:00 Songs of the harbour\nMs Wanjiru Kamau, Cantor, Choir of the Quay\n"


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
            found = [*_found_pages(), *_desk_pages()]
        for look in _looks():
            _take(browser, site, look, arguments[1:] or (*PUBLIC, *found, *ORGANISER), folder)
        if arguments[1:]:
            return
        site.empty()
        with site.app.app_context():
            showcase.everything()
            states = list(_state_pages())
        for look in _looks():
            _take(browser, site, look, states, folder)


def _found_pages() -> Iterator[str]:
    """Pages whose address is made with the data: sessions, a person, events that are live or over."""
    event = events.by_slug(BIG)
    snapshot = programmes.current(event) if event is not None else None
    if snapshot is not None:
        parents = {one.parent for one in snapshot.sessions}
        crowded = max(snapshot.sessions, key=lambda one: (one.id in parents, len(one.appearances)))
        yield f"/events/{BIG}/programme/{crowded.id}/"
        yield from (f"/events/{BIG}/programme/{one.id}/" for one in snapshot.sessions if one.is_cancelled)
        yield f"/events/{BIG}/people/{min(snapshot.people)}/"
    for slug, _changed_at, _has_programme in events.pages():
        if slug != BIG:
            yield f"/events/{slug}/"


def _desk_pages() -> Iterator[str]:
    """What is made at the programme desk: a newer text beside the draft, a session of it, a preview link."""
    event = events.by_slug(BIG)
    if event is None:
        return
    draft = programmes.draft(event)
    written = writing.write(sources.of_draft(draft))
    first = next(iter(draft.timetable))
    newer = written.replace(first.title["en"], f"{first.title['en']} and a walk", 1)
    new = NewText(source=f"{newer}\n{NOT_YET_THERE}", first_day=event.first_day, language="en")
    pasted = pasting.paste(event, new, actor=SYSTEM)
    yield f"{DESK}paste/{pasted.public_id}/"
    yield f"{DESK}paste/{pasted.public_id}/sessions/1/"
    yield f"{DESK}sessions/{first.public_id}/"
    yield f"{DESK}sessions/{first.public_id}/place"
    _link, secret = previewing.create(event, NewPreview("the Minister’s office", 14), actor=SYSTEM)
    yield f"/previews/{secret}/programme/"


def _state_pages() -> Iterator[str]:
    """Events that are postponed, cancelled, by invitation, elsewhere; and somebody with a picture."""
    for slug, _changed_at, _has_programme in events.pages():
        yield f"/events/{slug}/"
    somebody = db.session.scalars(select(Person.public_id).where(Person.photo_id.is_not(None))).first()
    yield f"/events/rich/people/{somebody}/"
    yield "/events/external/programme/"


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
        sign_in(page, organiser.EMAIL, organiser.PASSWORD)
        # An account has a language of its own.
        context.add_cookies([{"name": LANGUAGE_COOKIE, "value": look.language, "url": site.url}])
    for path in organisers:
        _picture(page, path, look, folder)
    context.close()


def _picture(page: Page, path: str, look: Look, folder: Path) -> None:
    """The whole page, with everything that loads as one scrolls."""
    page.goto(path, wait_until="networkidle")
    for picture in page.locator("img[loading=lazy]").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    name = re.sub(r"[^\w-]+", "_", path.strip("/")) or "home"
    page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    print(f"{name}-{look}.png" + (f"  {width} pixels wide!" if width > look.width else ""))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
