"""An event's own page: everything that is known, and nothing that is not."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from PIL import Image

from app.core.actors import SYSTEM
from app.core.db import transaction
from app.core.types import Translated
from app.events import rules
from app.events.models import (
    Attendance,
    Event,
    EventLink,
    EventSection,
    FeaturedPerson,
    Lifecycle,
    LinkKind,
    Participation,
    Party,
    PartyRole,
    Series,
    TextBlock,
    Visibility,
)
from app.events.services import editing, lifecycle, parts, revisions
from app.files import services as files
from app.programme.models import ReleaseState, SessionKind
from tests.browserless import Browser, Page
from tests.make import documents as make_documents
from tests.make import events as make
from tests.make import programme, registrations

BEFORE = datetime(2026, 3, 1, 12, tzinfo=UTC)
STREAM = "https://stream.example/secret-4711"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def now(app: Flask) -> Iterator[time_machine.Traveller]:  # noqa: ARG001 - it has the database
    """The first of March 2026, half a year before the conference of make.event()."""
    with time_machine.travel(BEFORE, tick=False) as traveller:
        make.catalogue()
        yield traveller


def add(*rows: object) -> None:
    with transaction() as session:
        session.add_all(rows)


def plan(event: Event, **fields: Any) -> Event:
    """Change when the event is, and what follows from it."""
    with transaction():
        for name, value in fields.items():
            setattr(event, name, value)
        event.begins_at, event.finishes_at = rules.begins_and_finishes(event)
    return event


def show(browser: Browser, event: Event, **kwargs: Any) -> Page:
    page = browser.get(f"/events/{event.slug}/", **kwargs)
    assert page.status == 200
    return page


def fact(page: Page, label: str) -> str:
    for row in page.select(".facts__row"):
        if row.select("dt")[0].get_text(strip=True) == label:
            return " ".join(row.select("dd")[0].get_text(" ", strip=True).split())
    raise AssertionError(f"no fact {label}")


def headings(page: Page) -> list[str]:
    return [heading.get_text(strip=True) for heading in page.select(".event__body h2")]


def picture(width: int = 1200, height: int = 800) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#336699").save(out, "PNG")
    return out.getvalue()


# ── when and where ──────────────────────────────────────────────────────────


def test_days_with_hours_are_told_with_zone_and_offset(browser: Browser) -> None:
    page = show(browser, make.event())

    assert fact(page, "When") == "28–30 September 2026 09:00–17:00 every day CEST (UTC+2)"
    own = page.one("[data-component=own-time]")
    assert (own["data-from"], own["data-to"]) == ("2026-09-28T07:00:00+00:00", "2026-09-28T15:00:00+00:00")
    assert own["data-zone"] == "Europe/Berlin"


def test_whole_days_have_no_zone(browser: Browser) -> None:
    event = plan(make.event(), daily_start=None, daily_end=None)

    page = show(browser, event)

    assert fact(page, "When") == "28–30 September 2026"
    assert page.select("[data-component=own-time]") == []


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2026-09-28T12:30", "2026-09-28T14:00", "28 September 2026 12:30–14:00 UTC+5:45"),
        (
            "2026-09-28T20:00",
            "2026-09-29T02:00",
            "28–29 September 2026 28 September 2026, 20:00 – 29 September 2026, 02:00 UTC+5:45",
        ),
    ],
)
def test_an_exact_time_is_told_to_the_minute(browser: Browser, starts: str, ends: str, expected: str) -> None:
    exact = {"starts_local": datetime.fromisoformat(starts), "ends_local": datetime.fromisoformat(ends)}
    days = {"first_day": exact["starts_local"].date(), "last_day": exact["ends_local"].date()}
    event = plan(make.event(**days, timezone="Asia/Kathmandu"), **exact)

    assert fact(show(browser, event), "When") == expected


@pytest.mark.parametrize(
    ("first", "last", "zone", "label"),
    [
        (date(2027, 3, 27), date(2027, 3, 29), "Europe/Helsinki",
         "EET (UTC+2), from 28 March 2027 EEST (UTC+3)"),
        (date(2026, 10, 23), date(2026, 10, 25), "Europe/Berlin",
         "CEST (UTC+2), from 25 October 2026 CET (UTC+1)"),
        (date(2027, 3, 28), date(2027, 3, 29), "Europe/Berlin", "CEST (UTC+2)"),
        (date(2027, 3, 26), date(2027, 3, 27), "Europe/Berlin", "CET (UTC+1)"),
        (date(2026, 12, 1), date(2027, 3, 31), "Asia/Kathmandu", "UTC+5:45"),
    ],
)  # fmt: skip
def test_days_on_both_sides_of_a_clock_change_have_each_their_offset(
    browser: Browser, first: date, last: date, zone: str, label: str
) -> None:
    page = show(browser, make.event(first_day=first, last_day=last, timezone=zone))

    assert fact(page, "When").endswith(f" 09:00–17:00 every day {label}")


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2026-10-24T20:00", "2026-10-25T09:00",
         "24 October 2026, 20:00 CEST (UTC+2) – 25 October 2026, 09:00 CET (UTC+1)"),
        ("2027-03-28T01:00", "2027-03-28T05:00", "28 March 2027 01:00 CET (UTC+1) – 05:00 CEST (UTC+2)"),
    ],
)  # fmt: skip
def test_an_exact_time_over_a_clock_change_has_an_offset_at_both_ends(
    browser: Browser, starts: str, ends: str, expected: str
) -> None:
    exact = {"starts_local": datetime.fromisoformat(starts), "ends_local": datetime.fromisoformat(ends)}
    days = {"first_day": exact["starts_local"].date(), "last_day": exact["ends_local"].date()}

    page = show(browser, plan(make.event(**days), **exact), query_string={"tz": "UTC"})

    assert expected in fact(page, "When")
    assert "UTC (UTC" not in fact(page, "When")


@pytest.mark.parametrize(
    ("zone", "own"),
    [
        ("Africa/Addis_Ababa", "Your time on the first day: 28 September 2026, 10:00–18:00 EAT (UTC+3)"),
        (
            "Pacific/Auckland",
            "Your time on the first day: 28 September 2026, 20:00 – 29 September 2026, 04:00 NZDT (UTC+13)",
        ),
    ],
)
def test_a_reader_s_own_zone_is_shown_beside(browser: Browser, zone: str, own: str) -> None:
    page = show(browser, make.event(), query_string={"tz": zone})

    assert fact(page, "When") == f"28–30 September 2026 09:00–17:00 every day CEST (UTC+2) {own}"
    assert page.select("[data-component=own-time]") == []


def test_of_a_single_day_all_of_it_is_the_reader_s_own_time(browser: Browser) -> None:
    day = date(2026, 9, 28)
    event = make.event(first_day=day, last_day=day)

    page = show(browser, event, query_string={"tz": "Africa/Addis_Ababa"})

    assert "Your time: 28 September 2026, 10:00–18:00 EAT (UTC+3)" in fact(page, "When")


def test_a_whole_address_is_shown_in_its_own_order(browser: Browser) -> None:
    event = make.event(
        venue_name=Translated({"en": "Querétaro Congress Center"}),
        address_lines=["Paseo de las Artes 1531-B", "Delegación Josefa Vergara"],
        postcode="C.P. 76090",
        city=Translated({"en": "Querétaro"}),
        state="Qro.",
        country="MX",
        map_url="https://maps.example.org/",
    )

    assert fact(show(browser, event), "Where") == (
        "Querétaro Congress Center Paseo de las Artes 1531-B Delegación Josefa Vergara "
        "C.P. 76090 Querétaro, Qro., Mexico and online Show on a map"
    )


def test_an_online_event_has_no_address(browser: Browser) -> None:
    page = show(browser, make.event(attendance=Attendance.ONLINE))

    assert fact(page, "Where") == "Online"
    assert fact(page, "Taking part") == "Online"


@pytest.mark.parametrize("attendance", [Attendance.IN_PERSON, Attendance.HYBRID])
def test_where_it_is_stays_unsaid_while_nobody_knows(browser: Browser, attendance: Attendance) -> None:
    nowhere = make.event(attendance=attendance, venue_name=Translated({}), city=Translated({}), country="")

    page = show(browser, nowhere)
    assert "Where" not in [term.get_text() for term in page.select("dt")]


def test_languages_and_interpretation_are_named(browser: Browser) -> None:
    event = make.event(working_languages=["en", "ar"], interpretation_languages=["fr"])

    assert fact(show(browser, event), "Languages") == "English, Arabic with interpretation into French"


# ── how it stands ───────────────────────────────────────────────────────────


def test_the_primary_action_follows_registration(browser: Browser) -> None:
    event = make.event(slug="iclc")
    registrations.category(event)

    page = show(browser, event)

    assert page.one(".event__kicker .tag").get_text() == "Registration open"
    action = page.one(".take-part__action")
    assert (action.get_text(strip=True), action["href"]) == ("Register", "/events/iclc/register/")
    assert [link["href"] for link in page.select(".event-nav li a")] == [
        "/events/iclc/",
        "/events/iclc/register/",
    ]


def test_a_registration_elsewhere_names_who_takes_it(browser: Browser) -> None:
    event = make.event(
        participation=Participation.EXTERNAL,
        external_url="https://zoom.example/webinar/register/WN_A",
        external_provider="Zoom",
    )

    action = show(browser, event).one(".take-part__action")

    assert action.get_text(strip=True) == "Register at Zoom"
    assert action["href"] == "https://zoom.example/webinar/register/WN_A"
    assert action["rel"] == "noopener noreferrer"


@pytest.mark.parametrize(
    ("lifecycle", "title", "note"),
    [
        (Lifecycle.CANCELLED, "This event has been cancelled.", "The hall has burnt down."),
        (Lifecycle.POSTPONED, "This event has been postponed.", "The hall has burnt down."),
    ],
)
def test_what_changes_everything_is_said_first(
    browser: Browser, lifecycle: Lifecycle, title: str, note: str
) -> None:
    event = make.event(lifecycle=lifecycle, status_note=Translated({"en": note}))
    registrations.category(event)

    page = show(browser, event)

    first = page.select("main .event__head > *")[0]
    assert first.get_text("|", strip=True) == f"{title}|{note}"
    assert page.select(".take-part__action") == []
    assert page.select(".calendar-menu") == []


def test_an_event_that_is_over_leads_to_its_recording(browser: Browser, now: time_machine.Traveller) -> None:
    event = make.event()
    add(
        EventLink(
            event_id=event.id,
            position=1,
            kind=LinkKind.RECORDING,
            label=Translated({"en": "Opening"}),
            url="https://video.example.org/1",
        ),
        EventSection(
            event_id=event.id, position=1, title=Translated({"en": "Aims"}), body=Translated({"en": "Learn"})
        ),
    )
    before = show(browser, event)
    now.move_to(event.finishes_at)

    over = show(browser, event)

    assert headings(before)[:2] == ["Aims", "Documents and recordings"]
    assert headings(over)[:2] == ["Documents and recordings", "Aims"]
    assert over.one(".take-part__action").get_text(strip=True) == "Watch the recording"
    assert over.select(".calendar-menu .button--secondary") == []


def test_the_page_changes_with_the_clock_alone(browser: Browser, now: time_machine.Traveller) -> None:
    event = make.event(participation=Participation.NONE)
    tags = []
    for moment in (event.begins_at - timedelta(seconds=1), event.begins_at, event.finishes_at):
        now.move_to(moment)
        tags.append(show(browser, event).one(".event__kicker .tag").get_text())

    assert tags == ["Announced", "Happening now", "Over"]


@pytest.mark.parametrize("hidden", [{"lifecycle": Lifecycle.DRAFT}, {"visibility": Visibility.PRIVATE}])
def test_a_draft_or_private_event_answers_like_one_that_does_not_exist(
    browser: Browser, hidden: dict[str, Any]
) -> None:
    event = make.event(title=Translated({"en": "Secret plan"}), **hidden)

    page, unknown = browser.get(f"/events/{event.slug}/"), browser.get("/events/no-such-event/")

    assert (page.status, unknown.status) == (404, 404)
    assert page.body == unknown.body
    assert "Secret plan" not in page.text


def test_an_unlisted_event_is_kept_from_search_engines(browser: Browser) -> None:
    page = show(browser, make.event(visibility=Visibility.UNLISTED))

    assert page.one("meta[name=robots]")["content"] == "noindex"
    assert page.select("script[type='application/ld+json']") == []
    assert "This page is not listed" in page.words


# ── what is shown, and what is not ──────────────────────────────────────────


def test_a_bare_event_shows_no_empty_blocks(browser: Browser) -> None:
    event = make.event(contact_email="")

    page = show(browser, event)

    assert headings(page) == []
    assert page.select("figure, .series, .figures") == []


def test_every_text_has_its_place(browser: Browser) -> None:
    with transaction() as session:
        block = TextBlock(
            slug="network",
            title=Translated({"en": "About the network"}),
            body=Translated({"en": "It has *356* members."}),
        )
        session.add(block)
    event = make.event(
        subtitle=Translated({"en": "A subtitle"}),
        theme=Translated({"en": "A theme"}),
        tagline=Translated({"en": "A tagline"}),
        summary=Translated({"en": "A **summary**"}),
        audience=Translated({"en": "Mayors"}),
        topics=["SDG 4"],
        accessibility=Translated({"en": "Step-free"}),
        figures=[{"value": "600+", "label": {"en": "participants"}}],
        contact_name="Office",
    )
    add(
        EventSection(
            event_id=event.id,
            position=1,
            title=Translated({"en": "Aims"}),
            body=Translated({"en": "- one\n- two"}),
        ),
        EventSection(event_id=event.id, position=2, block_id=block.id),
        EventSection(event_id=event.id, position=3, title=Translated({"en": "Empty"})),
        EventLink(
            event_id=event.id, position=1, label=Translated({"en": "Declaration"}), url="https://x.test/"
        ),
    )

    page = show(browser, event)

    assert headings(page) == ["Who it is for", "Aims", "About the network", "Read more", "Contact and access"]
    assert [item.get_text() for item in page.select(".block .prose li")] == ["one", "two"]
    assert page.one(".event__summary strong").get_text() == "summary"
    assert page.one(".figures").get_text(" ", strip=True) == "600+ participants"
    contact = " ".join(page.select(".block .parties")[-1].get_text(" ", strip=True).split())
    assert contact == "Contact Office office@example.org Accessibility Step-free Topics SDG 4"


def test_parties_stand_by_role_in_the_organiser_s_order(browser: Browser) -> None:
    event = make.event()
    for position, (role, name) in enumerate(
        [
            (PartyRole.PARTNER, "Mexico network"),
            (PartyRole.HOST, "Querétaro"),
            (PartyRole.PARTNER, "Latin America network"),
        ]
    ):
        add(
            Party(
                event_id=event.id,
                position=position,
                role=role,
                name=Translated({"en": name}),
                country="MX" if role is PartyRole.HOST else "",
                url="https://host.example.org/" if role is PartyRole.HOST else "",
            )
        )

    page = show(browser, event)

    shown = [" ".join(row.get_text(" ", strip=True).split()) for row in page.select("#parties + dl > div")]
    assert shown == ["Partner Mexico network Latin America network", "Host Querétaro , Mexico"]
    assert page.one("#parties + dl a")["href"] == "https://host.example.org/"


def test_a_person_is_shown_with_every_affiliation_in_their_own_order(browser: Browser) -> None:
    event = make.event()
    person = programme.person(
        "Seoung Won",
        "Park",
        family_name_first=True,
        honorific="Mr",
        email="private@example.org",
        affiliations=[
            {"position": {"en": "Chair"}, "organisation": {"en": "KALLC"}},
            {"position": {"en": "Mayor"}, "organisation": {"en": "City of Gwangmyeong"}, "country": "KR"},
            {},
        ],
    )
    add(
        FeaturedPerson(
            event_id=event.id,
            person_id=person.id,
            position=1,
            role=Translated({"en": "Contributor"}),
            quotation=Translated({"en": "Cities learn."}),
        )
    )

    page = show(browser, event)

    assert page.one(".person__words").get_text("|", strip=True).split("|") == [
        "Contributor",
        "Mr",
        "Park Seoung Won",
        "Chair, KALLC",
        "Mayor, City of Gwangmyeong, Republic of Korea",
        "Cities learn.",
    ]
    assert "private@example.org" not in page.text


def test_a_portrait_stands_beside_its_name_with_its_credit(browser: Browser) -> None:
    event = make.event()
    photo = files.store_image(picture(600, 600), "park.png")
    person = programme.person("Ana", "López", photo=photo, photo_credit="© Studio")
    add(FeaturedPerson(event_id=event.id, person_id=person.id, position=1))

    page = show(browser, event)

    portrait = page.one(".person img")
    assert portrait["alt"] == ""  # the name stands beside it
    assert browser.get(str(portrait["src"])).status == 200
    assert page.one(".person__credit").get_text() == "© Studio"


def test_documents_show_kind_language_size_and_date(browser: Browser) -> None:
    event = make.event(slug="iclc")
    note = make_documents.document(event, slug="note")
    make_documents.version(note, "en", 1, file=make_documents.file(), dated_on=date(2026, 1, 1))
    make_documents.version(note, "en", 2, file=make_documents.file(), dated_on=date(2026, 2, 1))
    make_documents.version(note, "ar", 1)
    make_documents.document(event, "en", title=Translated({"en": "Secret"}), is_published=False)
    make_documents.document(event, title=Translated({"en": "Without a version"}))

    page = show(browser, event)

    rows = [" ".join(row.get_text(" ", strip=True).split()) for row in page.select(".documents__one")]
    assert rows == [
        "Concept note Arabic : Concept note 1 Feb 2026 English : Concept note (PDF, 1 kB) 1 Feb 2026"
    ]
    assert [link["href"] for link in page.select(".documents a")] == [
        "/events/iclc/documents/note?language=ar",
        "/events/iclc/documents/note?language=en",
    ]


def test_the_programme_at_a_glance_is_the_release(browser: Browser) -> None:
    event = make.event(slug="iclc")
    hall = programme.room(event)
    opening = programme.item(event, "Opening", kind=SessionKind.OPENING, rooms=[hall])
    programme.item(event, "Coffee", starts=programme.at("10:00"), kind=SessionKind.BREAK)
    programme.release(event, ReleaseState.PROVISIONAL)
    programme.item(event, "Only in the draft", starts=programme.at("11:00"))

    page = show(browser, event)

    assert "Provisional programme, release 1, 1 March 2026" in page.words
    assert [row.get_text(" ", strip=True) for row in page.select(".glance__session")] == ["09:00 Opening"]
    assert page.one(".glance__session a")["href"] == f"/events/iclc/programme/{opening.public_id}/"
    assert "Only in the draft" not in page.text


def test_a_long_day_names_only_what_everybody_goes_to(browser: Browser) -> None:
    event = make.event(slug="iclc")
    programme.item(event, "Opening", kind=SessionKind.OPENING, ends=programme.at("09:30"))
    for number in range(10):
        programme.item(
            event, f"Forum {number}", starts=programme.at("10:00"), ends=programme.at("11:00"),
            kind=SessionKind.THEMATIC_FORUM, rooms=[programme.room(event)],
        )  # fmt: skip
    programme.release(event)

    page = show(browser, event)

    assert [row.get_text(" ", strip=True) for row in page.select(".glance__session")] == ["09:00 Opening"]
    assert page.one(".glance__more").get_text(strip=True) == "and 10 more sessions"


def test_neighbours_in_the_series_are_linked(browser: Browser) -> None:
    with transaction() as session:
        series = Series(slug="iclc", acronym="ICLC", name=Translated({"en": "Learning cities"}))
        session.add(series)
    make.event(slug="iclc-1", series_id=series.id, edition=1, title=Translated({"en": "First"}))
    second = make.event(slug="iclc-2", series_id=series.id, edition=2)
    make.event(slug="iclc-3", series_id=series.id, edition=3, visibility=Visibility.PRIVATE)
    make.event(slug="iclc-4", series_id=series.id, edition=4, title=Translated({"en": "Fourth"}))

    page = show(browser, second)

    assert [link["href"] for link in page.select(".series a")] == ["/events/iclc-1/", "/events/iclc-4/"]
    assert "Learning cities, edition 2" in page.words


def test_a_page_in_the_store_follows_the_other_events_of_its_series(browser: Browser) -> None:
    series = make.series()
    first = make.event(series=series, edition=1)
    second = make.event(series=series, edition=2, first_day=date(2027, 9, 1), last_day=date(2027, 9, 1))
    draft = make.event(
        series=series, edition=3, lifecycle=Lifecycle.DRAFT,
        first_day=date(2028, 9, 1), last_day=date(2028, 9, 1),
    )  # fmt: skip

    def shown(event: Event) -> list[str]:
        return [str(link["href"]) for link in show(browser, event).select(".series a")]

    assert (shown(first), shown(second)) == ([f"/events/{second.slug}/"], [f"/events/{first.slug}/"])
    lifecycle.announce(draft, actor=SYSTEM)
    assert shown(second) == [f"/events/{first.slug}/", f"/events/{draft.slug}/"]
    lifecycle.set_visibility(second, Visibility.PRIVATE, actor=SYSTEM)

    assert shown(first) == [f"/events/{draft.slug}/"]
    assert second.title["en"] not in show(browser, first).text


def test_who_is_asked_is_written_to_at_an_address_that_mail_programs_read(browser: Browser) -> None:
    event = make.event(contact_email="office+iclc?7@example.org")

    page = show(browser, event)

    assert page.one("#contact + dl a")["href"] == "mailto:office+iclc%3F7@example.org"


def test_lists_and_marks_of_audience_and_accessibility_are_shown_as_such(browser: Browser) -> None:
    event = make.event(
        audience=Translated({"en": "Mayors\nMinistries of *education*"}),
        accessibility=Translated({"en": "Step-free; **induction loop**."}),
    )

    page = show(browser, event)

    assert [one.get_text() for one in page.select("#audience + .prose li")] == [
        "Mayors",
        "Ministries of education",
    ]
    assert page.one("#contact + dl .prose strong").get_text() == "induction loop"


# ── the picture ─────────────────────────────────────────────────────────────


def test_a_picture_comes_in_several_widths_with_words_and_credit(browser: Browser) -> None:
    event = make.event(
        image=files.store_image(picture(), "harbour.png"),
        image_alt=Translated({"en": "A harbour"}),
        image_credit="© City",
    )

    page = show(browser, event)

    image = page.one("figure img")
    assert (image["alt"], image["width"], image["height"]) == ("A harbour", "1200", "800")
    assert [part.split()[1] for part in str(image["srcset"]).split(", ")] == ["480w", "960w", "1200w"]
    assert page.one("figcaption").get_text() == "© City"
    share = page.one("meta[property='og:image']")["content"]
    assert str(share).startswith("http://127.0.0.1:5000/files/")
    assert browser.get(str(image["src"])).status == 200
    assert (
        browser.get(str(share).removeprefix("http://127.0.0.1:5000")).headers["Content-Type"] == "image/jpeg"
    )


@pytest.mark.parametrize(
    ("fields", "caption", "words"),
    [
        ({"image_credit": "© Getty Images /Indogoal"}, "© Getty Images /Indogoal", "No picture yet"),
        ({"image_alt": Translated({"en": "a zebra crossing"})}, None, "a zebra crossing"),
    ],
)
def test_words_without_a_picture_break_nothing(
    browser: Browser, fields: dict[str, Any], caption: str | None, words: str
) -> None:
    page = show(browser, make.event(**fields))

    assert page.select("figure img") == []
    assert page.one(".picture__words").get_text() == words
    assert [found.get_text() for found in page.select("figcaption")] == ([caption] if caption else [])


def test_a_picture_without_words_breaks_nothing(browser: Browser) -> None:
    page = show(browser, make.event(image=files.store_image(picture(), "a.png")))

    assert page.one("figure img")["alt"] == ""
    assert page.select("figcaption") == []


# ── what machines are told ──────────────────────────────────────────────────


def test_the_head_says_what_the_page_is(browser: Browser) -> None:
    event = make.event(slug="iclc", title=Translated({"en": "Cities & <learning>"}))
    with transaction():
        event.summary = Translated({"en": "**Bold** words. " * 40})

    page = show(browser, event)

    head = {tag.get("property") or tag.get("name"): tag["content"] for tag in page.select("meta[content]")}
    assert head["og:title"] == "Cities & <learning>"
    assert head["og:url"] == page.one("link[rel=canonical]")["href"] == "http://127.0.0.1:5000/events/iclc/"
    assert head["og:image"] == f"http://127.0.0.1:5000{static_share(browser)}"
    assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
    assert head["og:image:alt"] == "Cities & <learning>"
    assert str(head["og:description"]).startswith("28–30 September 2026, Hamburg. Bold words. Bold")
    assert len(str(head["og:description"])) <= 200
    assert head["twitter:card"] == "summary_large_image"
    kinds = [link.get("type") for link in page.select("link[rel=alternate][type]")]
    assert kinds == ["text/calendar", "application/atom+xml"]


def static_share(browser: Browser) -> str:
    return f"/static/{browser.app.config['STATIC_VERSION']}/img/share.png"


def test_search_engines_read_the_same_event(browser: Browser) -> None:
    event = make.event(slug="iclc", title=Translated({"en": "Cities</script><script>alert(1)"}))

    node = json.loads(show(browser, event).one("script[type='application/ld+json']").get_text())

    assert node["name"] == "Cities</script><script>alert(1)"
    assert node["startDate"] == "2026-09-28T09:00:00+02:00"


def test_search_engines_are_told_its_sessions_too(browser: Browser) -> None:
    event = make.event(slug="iclc")
    opening = programme.item(event, "Opening")
    programme.release(event)

    node = json.loads(show(browser, event).one("script[type='application/ld+json']").get_text())

    (part,) = node["subEvent"]
    assert sorted(part) == ["@id", "@type", "location", "name", "startDate"]
    assert part["@id"] == f"http://127.0.0.1:5000/events/iclc/programme/{opening.public_id}/"


def test_one_rule_describes_it_to_search_engines_and_to_networks(browser: Browser) -> None:
    event = make.event(summary=Translated({"en": "What **cities** <b>owe</b> each other."}))

    page = show(browser, event)

    node = json.loads(page.one("script[type='application/ld+json']").get_text())
    assert node["description"] == "What cities owe each other."
    assert page.one("meta[property='og:description']")["content"] == (
        "28–30 September 2026, Hamburg. What cities owe each other."
    )


def test_a_calendar_follows_in_the_readers_language(browser: Browser) -> None:
    event = make.event(slug="iclc")

    page = show(browser, event, query_string={"lang": "ar"})

    hrefs = [str(link["href"]) for link in page.select(".calendar-menu a")]
    assert hrefs[0] == "webcal://127.0.0.1:5000/events/iclc/programme.ics?lang=ar"
    assert hrefs[-1] == "http://127.0.0.1:5000/events/iclc/event.ics?lang=ar&download=1"
    assert [link["href"] for link in page.select("link[rel=alternate][type]")] == [
        "http://127.0.0.1:5000/events/iclc/event.ics?lang=ar",
        "http://127.0.0.1:5000/events.atom?lang=ar",
    ]
    assert [link["href"] for link in page.select(".colophon a[href*='.']")] == [
        "/events.ics?lang=ar", "/events.atom?lang=ar",
    ]  # fmt: skip


@time_machine.travel(BEFORE, tick=False)
def test_a_programme_for_days_that_no_longer_hold_is_not_at_a_glance(browser: Browser) -> None:
    event = make.event(announced_at=BEFORE)
    programme.item(event, "Opening")
    programme.release(event)
    lifecycle.postpone(event, Translated({"en": "A storm is coming."}), actor=SYSTEM)
    plan(event, first_day=date(2027, 3, 1), last_day=date(2027, 3, 3))
    lifecycle.announce(event, actor=SYSTEM)

    page, timetable = show(browser, event), browser.get(f"/events/{event.slug}/programme/")

    assert page.select(".glance") == []
    assert timetable.one(".notice__title").get_text(strip=True) == (
        "The programme for the new dates has not been published yet."
    )


def test_the_calendar_menu_is_honest(browser: Browser) -> None:
    event = make.event(slug="iclc")
    programme.item(event, "Opening")
    programme.release(event)

    page = show(browser, event)

    assert page.select(".calendar-menu a")[0]["href"] == "webcal://127.0.0.1:5000/events/iclc/programme.ics"
    assert [label.get_text() for label in page.select(".calendar-menu__label")] == [
        "Subscribe",
        "Subscribe with Google Calendar",
        "Subscribe with Outlook.com",
        "Subscribe with Microsoft 365",
        "Google Calendar",
        "Outlook.com",
        "Microsoft 365",
        "Yahoo Calendar",
        "Download",
    ]


def test_the_event_s_colour_comes_as_a_sheet_of_its_own(browser: Browser) -> None:
    page = show(browser, make.event(accent="#2e7d32"))

    href = str(page.select("link[href^='/accent/']")[0]["href"])
    sheet = browser.get(href)

    assert href.startswith("/accent/2e7d32.css?v=")
    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert sheet.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert browser.get("/accent/nonsense.css").status == 404


# ── what must not happen ────────────────────────────────────────────────────


def test_t20_the_stream_s_address_is_never_on_the_page(browser: Browser, now: time_machine.Traveller) -> None:
    event = make.event(participation=Participation.NONE, livestream_url=STREAM, livestream_is_public=True)

    for moment in (BEFORE, event.begins_at, event.finishes_at):
        now.move_to(moment)
        assert "secret-4711" not in show(browser, event).text


def test_t27_hostile_texts_stay_texts(browser: Browser) -> None:
    texts = Translated({"en": HOSTILE})
    event = make.event(
        title=texts, subtitle=texts, theme=texts, tagline=texts, summary=texts, audience=texts,
        venue_name=texts, city=texts, status_note=texts, accessibility=texts, image_alt=texts,
        address_lines=[HOSTILE], topics=[HOSTILE], state=HOSTILE, postcode=HOSTILE, district=HOSTILE,
        contact_name=HOSTILE, contact_email=HOSTILE, image_credit=HOSTILE, acronym=HOSTILE,
        external_provider=HOSTILE, accent="red;}", figures=[{"value": HOSTILE, "label": {"en": HOSTILE}}],
        lifecycle=Lifecycle.CANCELLED,
    )  # fmt: skip
    person = programme.person(
        HOSTILE, HOSTILE, honorific=HOSTILE, affiliations=[{"position": {"en": HOSTILE}}]
    )
    add(
        Party(event_id=event.id, position=1, role=PartyRole.HOST, name=texts),
        EventSection(event_id=event.id, position=1, title=texts, body=texts),
        FeaturedPerson(event_id=event.id, person_id=person.id, position=1, role=texts, quotation=texts),
    )

    page = show(browser, event)

    assert page.select("img[onerror], script:not([src]):not([type='application/ld+json'])") == []
    assert page.one("h1").get_text() == HOSTILE
    assert page.select("link[href^='/accent/']") == []


def test_a_kept_page_costs_one_query_and_holds_nothing_of_its_reader(
    browser: Browser, count_queries: list[str]
) -> None:
    event = make.event()
    first = show(browser, event)
    count_queries.clear()

    again = show(browser, event)
    known = browser.get(f"/events/{event.slug}/", headers={"If-None-Match": first.headers["ETag"]})

    assert len(count_queries) == 2, count_queries
    assert (again.body, known.status) == (first.body, 304)
    assert "Set-Cookie" not in first.headers
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Vary"] == "Accept-Encoding"
    assert "csrf" not in first.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_rows(
    browser: Browser, count_queries: list[str], rows: int
) -> None:
    event = make.event()
    registrations.category(event)
    for number in range(rows):
        with transaction() as session:
            block = TextBlock(
                slug=f"block-{number}", title=Translated({"en": "x"}), body=Translated({"en": "y"})
            )
            session.add(block)
        person = programme.person("Ana", str(number))
        add(
            Party(event_id=event.id, position=number, role=PartyRole.HOST, name=Translated({"en": "z"})),
            EventSection(event_id=event.id, position=number, block_id=block.id),
            FeaturedPerson(event_id=event.id, person_id=person.id, position=number),
        )
        make_documents.document(event, "en", "fr")
    count_queries.clear()

    show(browser, event)

    # The key; event, sections, parties, people, links; categories; host; documents, versions.
    assert len(count_queries) == 10, count_queries


def test_a_save_is_seen_at_once(browser: Browser) -> None:
    event = make.event(title=Translated({"en": "Before"}))
    show(browser, event)

    with transaction():
        event.title = Translated({"en": "After"})
        revisions.touch(event)

    assert show(browser, event).one("h1").get_text() == "After"


def test_a_series_says_what_it_is_and_can_be_followed(browser: Browser) -> None:
    series = make.series(
        name=Translated({"en": "The conference"}), description=Translated({"en": "Every *two* years."})
    )
    event = make.event(series=series, edition=1)

    page = show(browser, event, query_string={"lang": "ar"})

    block = page.one("section[aria-labelledby=series]")
    assert page.one("#series").get_text() == "The conference"
    assert page.one("section[aria-labelledby=series] em").get_text() == "two"
    assert [link["href"] for link in block.select("a")] == ["webcal://127.0.0.1:5000/series/iclc.ics?lang=ar"]
    assert browser.get("/series/iclc.ics?lang=ar").status == 200


def test_who_moved_an_announced_event_tells_search_engines_from_when(browser: Browser) -> None:
    event = make.event(announced_at=BEFORE)
    schedule = parts.read(rules.Schedule, event)
    moved = replace(schedule, first_day=date(2026, 10, 5), last_day=date(2026, 10, 7))
    editing.change(event, moved, seen=rules.fingerprint(schedule), actor=SYSTEM)

    node = json.loads(show(browser, event).one("script[type='application/ld+json']").get_text())

    assert (node["eventStatus"], node["startDate"], node["previousStartDate"]) == (
        "https://schema.org/EventRescheduled",
        "2026-10-05T09:00:00+02:00",
        "2026-09-28T09:00:00+02:00",
    )
