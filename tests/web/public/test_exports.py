"""The released programme as plain text and as JSON, as programs ask for them."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from app.core.actors import SYSTEM
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle, Visibility
from app.events.services import lifecycle
from app.programme.models import ProgrammeItem, SessionKind
from app.programme.paste.parsing import Options, parse
from tests.browserless import Browser, Page
from tests.make import events as make_events
from tests.make import programme as make

both = pytest.mark.parametrize("kind", ["txt", "json"])


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(
        slug="learning-cities",
        title=Translated({"en": "Learning cities", "ar": "مدن التعلّم"}),
        content_languages=["en", "ar"],
        contact_email="secret@example.org",
    )


@pytest.fixture
def programme(event: Event) -> list[ProgrammeItem]:
    """A panel with a talk and a break, in release 1."""
    hall = make.room(event, "Hall A", livestream_url="https://stream.example.org/secret")
    person = make.person("Ana María", "López", honorific="Ms", email="secret@example.org")
    panel = make.item(
        event, "Panel", ends=make.at("10:00"), rooms=[hall], kind=SessionKind.PANEL, people=[person],
        public_id="PANE22", focus_points=Translated({"en": "Health\n\nWork"}),
        track=make.track(event, "Green"),
    )  # fmt: skip
    talk = make.item(
        event, "Talk", starts=None, parent=panel, public_id="TALK22", kind=SessionKind.PRESENTATION
    )
    pause = make.item(event, "Coffee", starts=make.at("10:00"), public_id="CAFE22", kind=SessionKind.BREAK)
    make.item(event, "A secret plan", starts=None)
    with time_machine.travel(datetime(2026, 2, 12, 10, tzinfo=UTC), tick=False):
        make.release(event)
    return [panel, talk, pause]


def read(page: Page) -> Any:
    return json.loads(page.body)


def sessions(page: Page) -> list[str]:
    """The titles a reader of either format finds."""
    if page.headers["Content-Type"] == "application/json":
        return [one["title"] for one in read(page)["sessions"]]
    result = parse(page.body.decode(), Options(date(2026, 9, 28)))
    return [one.title.value for one in result.sessions]


@pytest.mark.usefixtures("programme")
def test_the_programme_as_text(browser: Browser) -> None:
    page = browser.get("/events/learning-cities/programme.txt")

    assert page.status == 200
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.headers["Content-Disposition"] == 'inline; filename="learning-cities-programme.txt"'
    assert page.body.decode() == (
        "Learning cities · Plenary text 1 · en\n"
        "Time zone: Europe/Berlin\n"
        "Page: http://127.0.0.1:5000/events/learning-cities/programme/\n"
        "Release: Draft programme, release 1, 12 February 2026\n"
        "\n"
        "== Monday, 2026-09-28 ==\n"
        "\n"
        "09:00–10:00  Panel [Panel]  #PANE22\n"
        "    Room: Hall A\n"
        "    Track: Green\n"
        "    Focus points: Health\n"
        "    |\n"
        "    | Work\n"
        "    Speaker: Ms Ana María López\n"
        "\n"
        "    +  Talk [Presentation]  #TALK22\n"
        "\n"
        "10:00  Coffee [Break]  #CAFE22\n"
    )


@pytest.mark.usefixtures("programme")
def test_the_programme_as_json(browser: Browser) -> None:
    page = browser.get("/events/learning-cities/programme.json")

    assert (page.status, page.headers["Content-Type"]) == (200, "application/json")
    found = read(page)
    assert (found["version"], found["language"], found["release"]) == (
        1,
        "en",
        {"number": 1, "state": "draft", "released_at": "2026-02-12T10:00:00+00:00", "note": ""},
    )
    panel, talk, pause = found["sessions"]
    assert (panel["starts_at"], panel["ends_at"]) == (
        "2026-09-28T09:00:00+02:00",
        "2026-09-28T10:00:00+02:00",
    )
    assert panel["url"] == "http://127.0.0.1:5000/events/learning-cities/programme/PANE22/"
    assert panel["focus_points"] == ["Health", "Work"]
    assert [one["name"] for one in panel["people"]] == ["Ana María López"]
    assert panel["people"][0]["person"] == found["people"][0]["id"]
    assert panel["rooms"] == [found["rooms"][0]["id"]]
    assert panel["track"] == found["tracks"][0]["id"]
    assert (talk["parent"], talk["is_start_estimated"]) == ("PANE22", True)
    assert (pause["is_start_estimated"], pause["is_end_estimated"]) == (False, True)


@both
@pytest.mark.usefixtures("programme")
def test_nothing_secret_and_nothing_unreleased_is_in_it(browser: Browser, kind: str) -> None:
    body = browser.get(f"/events/learning-cities/programme.{kind}").body

    assert b"secret" not in body


@both
def test_a_release_shows_at_once_and_the_draft_never(
    browser: Browser, event: Event, programme: list[ProgrammeItem], kind: str
) -> None:
    url = f"/events/learning-cities/programme.{kind}"
    old = browser.get(url)
    with transaction():
        programme[0].title = Translated({"en": "Grand panel"})
    again = browser.get(url, headers={"If-None-Match": old.headers["ETag"]})
    make.release(event)
    new = browser.get(url, headers={"If-None-Match": old.headers["ETag"]})

    assert (old.status, again.status, new.status) == (200, 304, 200)
    assert sessions(new) == ["Grand panel", "Talk", "Coffee"]


@both
@pytest.mark.usefixtures("programme")
def test_the_language_is_the_addresss_own(browser: Browser, kind: str) -> None:
    arabic = browser.get(f"/events/learning-cities/programme.{kind}?lang=ar").body.decode()
    unknown = browser.get(f"/events/learning-cities/programme.{kind}?lang=xx").body
    french = browser.get(f"/events/learning-cities/programme.{kind}", headers={"Accept-Language": "ar"}).body

    assert "مدن التعلّم" in arabic
    assert unknown == french == browser.get(f"/events/learning-cities/programme.{kind}").body


@both
def test_an_events_own_language_needs_no_interface(browser: Browser, kind: str) -> None:
    event = make_events.event(
        slug="villes", main_language="fr", content_languages=["fr"], title=Translated({"fr": "Villes"})
    )
    debate = make.item(event, kind=SessionKind.PANEL)
    with transaction():
        debate.title = Translated({"fr": "Débat"})
    make.release(event)

    body = browser.get(f"/events/villes/programme.{kind}").body.decode()

    expected = {"txt": "09:00  Débat [Table ronde]", "json": '"language": "fr"'}
    assert expected[kind] in body


@both
def test_what_is_postponed_says_so(
    browser: Browser, event: Event, programme: list[ProgrammeItem], kind: str
) -> None:
    lifecycle.postpone(event, Translated({"en": "A storm."}), actor=SYSTEM)

    page = browser.get(f"/events/learning-cities/programme.{kind}")

    assert sessions(page) == [str(one.title["en"]) for one in programme]
    assert b"A storm." in page.body


@both
def test_before_the_first_release_there_is_a_head_and_no_session(
    browser: Browser, event: Event, kind: str
) -> None:
    make.item(event, "A secret plan")

    page = browser.get(f"/events/learning-cities/programme.{kind}")

    assert (page.status, sessions(page)) == (200, [])
    assert b"secret plan" not in page.body


@both
def test_private_events_and_drafts_are_not_found(browser: Browser, kind: str) -> None:
    make_events.event(slug="closed", visibility=Visibility.PRIVATE)
    make_events.event(slug="unborn", lifecycle=Lifecycle.DRAFT)
    make_events.event(slug="unlisted", visibility=Visibility.UNLISTED)

    statuses = [
        browser.get(f"/events/{slug}/programme.{kind}").status
        for slug in ("closed", "unborn", "unlisted", "nowhere")
    ]
    assert statuses == [404, 404, 200, 404]
    unlisted = browser.get(f"/events/unlisted/programme.{kind}")
    assert unlisted.headers["X-Robots-Tag"] == "noindex"


@both
@pytest.mark.usefixtures("programme")
def test_it_is_saved_where_that_is_asked_for(browser: Browser, kind: str) -> None:
    page = browser.get(f"/events/learning-cities/programme.{kind}?download=1")

    assert page.headers["Content-Disposition"] == f'attachment; filename="learning-cities-programme.{kind}"'


@pytest.mark.usefixtures("programme")
def test_the_programmes_page_leads_there(browser: Browser) -> None:
    foot = browser.get("/events/learning-cities/programme/?lang=ar").select(".programme-foot a")

    assert [link["href"] for link in foot] == [
        "releases/",
        "/events/learning-cities/programme.txt?lang=ar",
        "/events/learning-cities/programme.json?lang=ar",
    ]
