"""T27 in a real browser: whatever text is a script, no page of any role runs it, breaks or asks others."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Dialog, Page, ViewportSize
from sqlalchemy import JSON, Column, Enum, String, Table, Text, select, update

from app.accounts.models import User
from app.accounts.services import links
from app.core import text
from app.core.actors import SYSTEM
from app.core.db import Base, db, transaction
from app.core.types import Translated, TranslatedText
from app.events import queries as events
from app.events.services import revisions
from app.files.models import StoredFile
from app.programme import queries
from app.programme.models import Appearance
from app.programme.proposals import queries as pasted_texts
from app.programme.services import previewing
from app.programme.services.previewing import NewPreview
from app.registration.models import Category
from app.speakers import queries as speakers
from app.speakers.models import SpeakerLink
from tests.browser.site import Site
from tests.browser.walking import Walk, looked_at, shown_without_names, sign_in
from tests.http.populate import populate
from tests.make import accounts, programme, registrations, showcase
from tests.make import events as make_events
from tests.web.attendee.people import mailed_path

pytestmark = pytest.mark.browser

SCRIPT = (
    "</title></textarea></script><script>__xss()</script>\"'><img src=x onerror=__xss()>"
    "<svg onload=__xss()>[x](javascript:__xss())<a href=javascript:__xss() autofocus onfocus=__xss()>x</a>"
    "<iframe srcdoc='<script>parent.__xss()</script>'></iframe>{{7*7}}\u2028</dialog>"
    "<details open ontoggle=__xss()>"
)
WIDTH = "document.documentElement.scrollWidth"
PHONE: ViewportSize = {"width": 320, "height": 640}
TRUSTING = "a[href^='https://example.org/']:not([rel~=noopener][rel~=noreferrer])"
"""A link to an address somebody typed, that would tell whoever answers there where its reader was."""
ADDRESS = "https://example.org/\"'><script>__xss()</script>"
TEXTS = Translated({"en": SCRIPT, "ar": SCRIPT})
OBJECTS: dict[str, Any] = {
    "topics": [SCRIPT],
    "address_lines": [SCRIPT],
    "figures": [{"value": SCRIPT, "label": TEXTS}],
    "affiliations": [{"position": TEXTS, "organisation": TEXTS, "city": SCRIPT, "country": "DE"}],
    "links": [{"label": SCRIPT, "url": ADDRESS}],
}
# What nobody can write as they like: names in addresses, secrets, codes, addresses of mail, what is
# put together from other columns. A column that is not here is filled.
SHAPED = frozenset({
    "accent", "action", "actor_kind", "calendar_host", "calendar_uid", "colour", "contact_email",
    "content_type", "country", "dedupe_key", "email", "email_key", "filename", "html", "idempotency_key",
    "language", "main_language", "message_id", "password_hash", "public_id", "recipient", "reference",
    "proposal", "reading", "reply_to", "secret_digest", "sector", "sha256", "slug", "snapshot", "storage_key",
    "template", "thing_kind", "timezone",
})  # fmt: skip
NOT_OPENED = ("attendee.registrations.calendar", "organiser.events.from_page.review", "public.accents.",
              "public.calendars.", "public.health.",
              "public.live.join", "public.preferences.change", "public.programme.join",
              "public.previews.photo", "public.previews.start", "public.site.programme_sitemap",
              "speaker.page.calendar",
              "speaker.page.picture")  # fmt: skip
"""What is no page, or answers a form only: style, calendars, pictures, redirects."""


@pytest.fixture(scope="module")
def tokens(running_site: Site) -> Iterator[list[str]]:
    """One of everything, each of its texts a script, released and mailed; the paths only letters know."""
    with running_site.app.app_context():
        showcase.everything()
        event = events.by_slug("rich")
        assert event is not None
        populate(event)
        make_events.series("series")
        make_events.block("block")
        owner = accounts.user(email="owner@example.org", password=accounts.PASSWORD, is_administrator=True)
        for table in Base.metadata.sorted_tables:
            fill(table)
        db.session.expire_all()
        with transaction():
            revisions.touch(event, catalogue=True)
        programme.waive_errors(event, SCRIPT)
        programme.release(event, note=TEXTS)
        category = db.session.scalars(select(Category).where(Category.event_id == event.id)).first()
        assert category is not None
        registrations.registration(category, email="guest@example.org", name=SCRIPT, organisation=SCRIPT)
        owner = db.session.get_one(User, owner.id)
        paths = [mailed_path("guest@example.org"), links.path(links.issue(owner)), speakers_path()]
    running_site.app.extensions["page_store"].clear()
    yield paths
    running_site.empty()


def speakers_path() -> str:
    """The page of somebody with a photo who has not answered yet."""
    link = db.session.scalars(select(SpeakerLink)).one()
    with transaction():
        link.sent_at = link.created_at
        link.person.photo = db.session.scalars(
            select(StoredFile).where(StoredFile.width.is_not(None))
        ).first()
    return speakers.path(link)


def placeholder(site: Site) -> str:
    """Where somebody without a name gets one."""
    with site.app.app_context():
        one = db.session.scalars(select(Appearance).where(Appearance.person_id.is_(None))).first()
        assert one is not None
        session, slug = one.item.public_id, one.item.event.slug
        return f"/organise/events/{slug}/programme/sessions/{session}/people/{one.public_id}/name/"


def desk(site: Site) -> Iterator[str]:
    """What only buttons of the programme desk lead to, and the draft as somebody with a link sees it."""
    programme_of = "/organise/events/rich/programme"
    with site.app.app_context():
        event = events.by_slug("rich")
        assert event is not None
        first = next(iter(queries.draft(event).timetable)).public_id
        (pasted,) = pasted_texts.newest(event)
        _link, secret = previewing.create(event, NewPreview(SCRIPT, 7), actor=SYSTEM)
        yield from (f"{programme_of}/paste/{pasted.public_id}/sessions/{one}" for one in ("0/", "new?line=1"))
    yield from (f"{programme_of}/sessions/{first}/arrange/{act}" for act in ("fit", "merge", "split"))
    yield from (f"{programme_of}/entries", f"/previews/{secret}/programme/")


def fill(table: Table) -> None:
    """Write a script into every text of every row, past all forms and services."""
    values = {column.name: value for column in table.columns if (value := hostile(column)) is not None}
    if values:
        with transaction() as session:
            session.execute(update(table).values(values))


def hostile(column: Column[Any]) -> Any:
    """A script in the shape of this column; None where no text fits."""
    kind = column.type
    if column.name in SHAPED or isinstance(kind, Enum):
        return None
    if column.name == "search_text":
        return text.searchable(SCRIPT)
    if isinstance(kind, TranslatedText):
        return TEXTS
    if isinstance(kind, JSON):
        return OBJECTS.get(column.name)
    if isinstance(kind, (String, Text)):
        return ADDRESS if column.name.endswith("url") else SCRIPT
    return None


def watch(page: Page, site: Site) -> list[str]:
    """Everything that ran, or was asked of others, although it should not, as it happens."""
    ran: list[str] = []
    page.expose_function("__xss", lambda *_: ran.append(page.url))
    page.on("request", lambda one: None if one.url.startswith((site.url, "data:")) else ran.append(one.url))

    def shut(dialog: Dialog) -> None:
        ran.append(f"{page.url}: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", shut)
    return ran


def searches(page: Page) -> list[str]:
    """Where each search of the page leads to when it is for a script."""
    names: list[str] = page.eval_on_selector_all(
        "form[method=get] input[type=search], form[method=get] input[type=text]",
        "inputs => inputs.map(input => input.name)",
    )
    return [f"{urlsplit(page.url).path}?{name}={quote(SCRIPT)}" for name in names]


def open_everything(walk: Walk, *starts: str) -> None:
    """Every page of every kind on a small phone, its menus opened, and its searches."""
    page = walk.page
    page.set_viewport_size(PHONE)
    for path in walk.through(*starts):
        page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        assert page.locator("a[href^='javascript:' i]").count() == 0, page.url
        assert page.locator(TRUSTING).count() == 0, page.url
        assert page.evaluate(WIDTH) == PHONE["width"], page.url
        if page.locator(".skip-link").count():  # a whole page, neither a part of one nor a letter
            assert page.title().endswith(" – Plenary"), page.url  # no text has ended the title
        walk.also(*(search for search in searches(page) if "?" not in path))


def test_t27_nothing_runs_on_any_page(chromium: Page, running_site: Site, tokens: list[str]) -> None:
    """The fixture also fails on anything that only the Content-Security-Policy had to stop."""
    ran = watch(chromium, running_site)
    walk = Walk(chromium, running_site)
    open_everything(walk, "/", "/?lang=ar", "/events/rich/", *tokens, *shown_without_names(running_site))
    sign_in(chromium, "owner@example.org", accounts.PASSWORD)

    find = ("/organise/events/rich/edit/people/find", placeholder(running_site))
    open_everything(walk, "/organise/events/rich/", *find, *desk(running_site), "/organise/")

    assert ran == []
    unseen = {route.endpoint for route in looked_at(running_site)} - walk.endpoints()
    assert {endpoint for endpoint in unseen if not endpoint.startswith(NOT_OPENED)} == set()
