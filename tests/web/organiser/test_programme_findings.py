"""What the checks find, as an organiser's browser sees it."""

import pytest
from flask import Flask

from app.core.actors import SYSTEM
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event, TeamRole
from app.programme.checks.finding import Place
from app.programme.models import AppearanceState, SessionKind
from app.programme.services import waiving
from app.programme.services.waiving import NewWaiver
from app.web.organiser import finding_links
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def url(event: Event, path: str = "findings/") -> str:
    return f"/organise/events/{event.slug}/programme/{path}"


def shown(page: Page) -> list[str]:
    return [line.get_text(" ", strip=True) for line in page.select("#results .findings__words")]


def test_everything_found_is_listed_by_how_much_it_matters(editor: Browser, event: Event) -> None:
    make.item(event, "Moment", ends=at("09:00"))
    make.item(event, "Late", ends=at("17:30"))
    make.item(event, "Wrong", ends=at("08:00"))

    page = editor.get(url(event))

    assert [one.get_text(" ", strip=True) for one in page.select("#results h2")] == [
        "Errors 1", "Warnings 1", "Hints 1",
    ]  # fmt: skip
    assert shown(page) == [
        "Wrong It ends before it starts.",
        "Late It ends at 17:30, but the event is announced to end at 17:00.",
        "Moment It begins and ends at 09:00: a moment, which clashes with nothing.",
    ]
    assert len(page.select("a[href$=waive]")) == 2


def test_the_list_is_narrowed_to_one_check(editor: Browser, event: Event) -> None:
    make.item(event, "Late", ends=at("17:30"))
    make.item(event, "Wrong", ends=at("08:00"))

    page = editor.get(f"{url(event)}?code=beyond_end")

    assert shown(page) == ["Late It ends at 17:30, but the event is announced to end at 17:00."]
    assert [one.get_text() for one in page.select("#filter-code option")] == [
        "All", "End before the start (1)", "Beyond the announced end (1)",
    ]  # fmt: skip
    assert editor.get(f"{url(event)}?code=<script>").one(".empty__title").get_text() == "Nothing found"


def test_where_nothing_is_found_the_page_says_so(editor: Browser, event: Event) -> None:
    assert editor.get(url(event)).one(".empty__title").get_text() == "Nothing found"


def test_every_finding_leads_to_the_place_where_it_is_corrected(browser: Browser, event: Event) -> None:
    user = accounts.user()
    make_events.member(event, user)
    browser.sign_in(user)
    person = make.person(photo_credit="© Somebody")
    hall = make.room(event, "Salón")
    make.room(event, "Salon")
    item = make.item(event, "Panel", kind=SessionKind.PANEL, rooms=[hall], people=[person], ends=at("10:00"))
    with transaction():
        item.appearances[0].state = AppearanceState.INVITED
        event.image_credit = "© Getty Images"
        event.content_languages = ["en", "es"]
    make_events.section(event, "Documents", body=Translated({}))
    make_events.party(event, "Lorem ipsum")
    make_events.link(event, label=Translated({"en": "{{ link }}"}))
    block = make_events.block(body=Translated({"en": "<<Name>>"}))
    make_events.section(event, "", block=block)

    page = browser.get(url(event))

    links = {str(link["href"]) for link in page.select(".findings__about a")}
    assert len(links) > 8
    for link in links:
        there = browser.get(link)
        anchor = link.partition("#")[2]
        assert there.status == 200, link
        assert not anchor or there.select(f"#{anchor}"), link


def test_whoever_may_only_look_gets_no_links_that_lead_to_nothing(browser: Browser, event: Event) -> None:
    make.item(event, "Late", ends=at("17:30"))
    user = accounts.user()
    make_events.member(event, user, TeamRole.VIEWER)
    browser.sign_in(user)

    page = browser.get(url(event))

    assert shown(page) == ["Late It ends at 17:30, but the event is announced to end at 17:00."]
    assert page.select("#results a") == []
    assert browser.get(url(event, "findings/beyond_end/x/waive")).status == 403


def test_a_finding_is_waived_with_a_reason_and_taken_back(editor: Browser, event: Event) -> None:
    make.item(event, "Late", ends=at("17:30"))
    way = str(editor.get(url(event)).one("a[href$=waive]")["href"])

    form = editor.get(way)
    refused = editor.submit(form, reason=" ")
    waived = editor.submit(refused, reason="Dinner <b>follows</b>.")

    assert (refused.status, waived.location) == (422, url(event))
    assert "Say why this need not be corrected." in refused.words
    page = editor.get(url(event))
    assert shown(page) == [
        "Late It ends at 17:30, but the event is announced to end at 17:00. Dinner <b>follows</b>. "
        + page.one(".findings__one--waived .quiet").get_text(" ", strip=True)
    ]
    assert "Eve Editor" in page.words
    editor.submit(page)
    assert [one.get_text(" ", strip=True) for one in editor.get(url(event)).select("#results h2")] == [
        "Warnings 1"
    ]


def test_what_was_corrected_meanwhile_is_said_kindly(editor: Browser, event: Event) -> None:
    late = make.item(event, "Late", ends=at("17:30"))
    form = editor.get(str(editor.get(url(event)).one("a[href$=waive]")["href"]))
    with transaction():
        late.ends_local = at("17:00")

    gone = editor.submit(form, reason="Dinner follows.")

    assert gone.status == 404
    assert "This has been corrected in the meantime" in gone.words
    assert editor.get(url(event, "findings/nonsense/0/waive")).status == 404


def test_a_waiver_that_never_was_is_a_404(editor: Browser, event: Event) -> None:
    token = editor.get(url(event, "sessions/new")).form()["csrf_token"]

    page = editor.post(url(event, "findings/waivers/none/take-back"), {"csrf_token": token})

    assert page.status == 404


def test_a_session_shows_what_is_found_about_it_with_the_way_to_the_field(
    editor: Browser, event: Event
) -> None:
    late = make.item(event, "Late", ends=at("17:30"))
    make.item(event, "Another", ends=at("17:40"))

    page = editor.get(url(event, f"sessions/{late.public_id}/"))

    (line,) = page.select(".findings__one")
    assert line.get_text(" ", strip=True) == (
        "Look at this It ends at 17:30, but the event is announced to end at 17:00."
    )
    assert str(line.select("a")[0]["href"]).endswith("#ends")


def test_the_table_shows_findings_in_their_line(editor: Browser, event: Event) -> None:
    make.item(event, "Late", ends=at("17:30"))

    page = editor.get(url(event, "table/"))

    assert page.one(".outline__finding").get_text(" ", strip=True).startswith("Look at this It ends at 17:30")


def test_beside_the_outline_every_finding_leads_to_its_session(editor: Browser, event: Event) -> None:
    late = make.item(event, "Late", ends=at("17:30"))
    make.item(event, "Moment", ends=at("09:00"))
    make_events.section(event, "Documents", body=Translated({}))

    page = editor.get(url(event, ""))

    panel = page.one(".findings-panel")
    assert [one.get_text(" ", strip=True) for one in panel.select("li a")] == ["Late"]
    assert panel.select("li a")[0]["href"] == f"#{late.public_id}"
    assert page.select(f"[id='{late.public_id}']") != []
    assert "and 1 hint" in panel.get_text(" ", strip=True)


@pytest.mark.parametrize("path", ["", "table/", "rooms/", "tracks/", "releases/", "steps/", "findings/"])
def test_the_tab_counts_what_wants_a_look_in_every_view(editor: Browser, event: Event, path: str) -> None:
    make.item(event, "Late", ends=at("17:30"))
    make.item(event, "Wrong", ends=at("08:00"))
    make.item(event, "Moment", ends=at("09:00"))

    tabs = [one.get_text() for one in editor.get(url(event, path)).select(".tabs a")]

    assert "Findings (2)" in tabs


def test_a_waived_finding_is_shown_nowhere_else(editor: Browser, event: Event) -> None:
    late = make.item(event, "Late", ends=at("17:30"))
    page = editor.get(url(event))
    _, _, code, fingerprint, _ = str(page.one("a[href$=waive]")["href"]).rsplit("/", 4)
    waiving.waive(event, NewWaiver(code=code, fingerprint=fingerprint, reason="Dinner."), actor=SYSTEM)

    assert editor.get(url(event, "")).select(".outline__finding, .findings-panel") == []
    assert editor.get(url(event, f"sessions/{late.public_id}/")).select(".findings") == []


@pytest.mark.parametrize("rows", [1, 4])
def test_the_list_costs_the_same_for_any_number_of_findings(
    editor: Browser, event: Event, count_queries: list[str], rows: int
) -> None:
    for _ in range(rows):
        make.item(event, ends=at("17:30"), people=[make.person()], rooms=[make.room(event)])
        make_events.section(event, "Documents", body=Translated({}))
    count_queries.clear()

    editor.get(url(event))

    # session, grants, event; the draft: five; what the checks know beside it: eight
    assert len(count_queries) == 16, count_queries


def test_every_place_has_a_page() -> None:
    assert finding_links.PERMISSIONS.keys() == set(Place)
