"""Beginning an event and describing it, as an organiser's browser sees it."""

from datetime import date, datetime, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import User
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Attendance, Event, EventKind, Lifecycle, Participation, TeamMember, TeamRole
from tests.browserless import Browser, Page
from tests.make import accounts, events
from tests.web.organiser.conflicts import choose, versions

wall = datetime.fromisoformat

NO_ADDRESS = "Enter a whole address that begins with https:// or http://."
NO_PLACE = "Enter both coordinates: latitude from -90 to 90, longitude from -180 to 180."
NO_COLOUR = "Enter a colour as # and six digits, for example #0b5394."
PARTS = ("basics", "dates", "place", "languages", "taking-part", "description", "details")


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return events.event(slug="iclc-7")


@pytest.fixture
def ada(event: Event) -> User:
    user = accounts.user()
    events.member(event, user)
    return user


@pytest.fixture
def desk(browser: Browser, ada: User) -> Browser:
    """A browser in which the owner of the event is signed in."""
    browser.sign_in(ada)
    return browser


def stored(event: Event) -> Event:
    db.session.rollback()
    db.session.expire_all()
    found = db.session.get(Event, event.id)
    assert found is not None
    return found


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


WEBINAR = {
    "title": "Announcement of new UNESCO Learning Cities",
    "main_language": "en",
    "kind": "webinar",
    "attendance": "online",
    "timezone": "Europe/Berlin",
    "plan": "exact",
    "starts_local": "2024-02-14T12:30",
    "ends_local": "2024-02-14T14:00",
}


def begin(browser: Browser, **fields: Any) -> Page:
    return browser.submit(browser.get("/organise/events/new"), **{**WEBINAR, **fields})


def begun() -> Event:
    db.session.rollback()
    return db.session.scalars(select(Event).order_by(Event.id.desc())).first()  # type: ignore[return-value]


def test_whoever_begins_an_event_owns_its_draft(desk: Browser, ada: User) -> None:
    page = begin(desk)

    made = begun()
    assert page.location == "/organise/events/announcement-of-new-unesco-learning-cities/edit/"
    assert (made.kind, made.attendance, made.lifecycle) == (
        EventKind.WEBINAR, Attendance.ONLINE, Lifecycle.DRAFT,
    )  # fmt: skip
    assert (made.starts_local, made.ends_local) == (wall("2024-02-14T12:30"), wall("2024-02-14T14:00"))
    assert (made.first_day, made.last_day) == (date(2024, 2, 14), date(2024, 2, 14))
    owners = db.session.scalars(select(TeamMember).where(TeamMember.event_id == made.id)).all()
    assert [(owner.user_id, owner.role) for owner in owners] == [(ada.id, TeamRole.OWNER)]
    assert "The draft is made." in desk.follow(page).words


def test_pressed_twice_it_is_one_draft_and_another_title_is_another(desk: Browser) -> None:
    page = desk.get("/organise/events/new")

    answers = [desk.submit(page, **{**WEBINAR, "slug": slug}) for slug in ("one", "one", "other")]

    assert [answer.location for answer in answers] == [
        "/organise/events/one/edit/", "/organise/events/one/edit/", "/organise/events/other/edit/",
    ]  # fmt: skip
    assert db.session.scalars(select(Event.slug).order_by(Event.id)).all() == ["iclc-7", "one", "other"]


def test_pressed_twice_an_event_is_copied_once(desk: Browser) -> None:
    begin(desk, slug="one")
    page = desk.get("/organise/events/one/copy/")

    answers = [desk.submit(page, **{"title-en": "Two", "first_day": "2027-02-14"}) for _press in range(2)]

    assert [answer.location for answer in answers] == ["/organise/events/two/edit/"] * 2
    assert db.session.scalars(select(Event.slug).order_by(Event.id)).all() == ["iclc-7", "one", "two"]


def test_the_zone_is_asked_and_never_chosen_for_the_organiser(desk: Browser) -> None:
    page = desk.get("/organise/events/new")

    assert page.form()["timezone"] == ""
    refused = begin(desk, timezone="")
    assert (refused.status, errors(refused)) == (
        422, ["Choose a time zone from the list, for example Europe/Berlin."],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": ""}, ["Enter a title."]),
        ({"title": "x" * 10_000}, ["Shorten this to 300 characters or fewer."]),
        ({"kind": "party"}, ["Choose one of these."]),
        ({"attendance": ""}, ["Choose one of these."]),
        ({"main_language": "xx"}, ["Choose a language from the list."]),
        ({"slug": "new"}, ["This word is needed for another page. Choose another address."]),
        ({"slug": "iclc-7"}, ["This address is taken. Choose another one."]),
        ({"ends_local": "2024-02-14T12:00"}, ["The end must be after the start."]),
        ({"ends_local": ""}, ["Enter a date and a time."]),
        ({"starts_local": "14/02/2024"}, ["Enter a date and a time, for example 2026-09-28T09:00."]),
        ({"starts_local": "0001-01-01T00:00"}, ["Enter a day between 1900 and 2199."]),
        (
            {"starts_local": "2026-03-29T02:30", "ends_local": "2026-03-29T05:00"},
            ["This time does not exist: the clocks go forward then. Choose another time."],
        ),
        ({"plan": "days", "first_day": ""}, ["Enter a date."]),
        ({"plan": "days", "first_day": "2026-02-29"}, ["Enter a date, for example 2026-09-28."]),
        (
            {"plan": "days", "first_day": "2026-05-02", "last_day": "2026-05-01"},
            ["The last day is before the first. Correct one of them."],
        ),
        (
            {"plan": "days", "first_day": "2026-05-02", "daily_start": "25:00"},
            ["Enter a time, for example 09:00."],
        ),
        ({"title": "", "timezone": "CET"}, None),
    ],
)
def test_a_refused_event_keeps_what_was_typed(
    desk: Browser, fields: dict[str, str], expected: list[str] | None
) -> None:
    page = begin(desk, **fields)

    assert page.status == 422
    assert len(errors(page)) == 2 if expected is None else errors(page) == expected
    kept = {**WEBINAR, **fields}
    assert page.form()["slug"] == kept.get("slug", "")
    assert page.form()["title"] == kept["title"]
    assert db.session.scalar(select(func.count()).select_from(Event)) == 1


def test_t36_a_time_that_comes_twice_is_asked_about(desk: Browser) -> None:
    times = {"starts_local": "2026-10-25T02:30", "ends_local": "2026-10-25T05:00"}

    asked = begin(desk, **times)

    assert asked.status == 422
    assert len(asked.select("input[name=starts_fold]")) == 2
    assert asked.select("input[name=ends_fold]") == []
    answered = desk.submit(asked, starts_fold="1")
    assert answered.status == 302
    assert (begun().starts_fold, begun().begins_at.hour) == (1, 1)


def test_utc_by_any_name_is_a_zone(desk: Browser) -> None:
    begin(desk, timezone="UTC")

    assert begun().timezone == "Etc/UTC"


def test_an_evening_that_ends_at_midnight_has_one_day(desk: Browser) -> None:
    begin(desk, starts_local="2026-05-01T20:00", ends_local="2026-05-02T00:00")

    assert (begun().first_day, begun().last_day) == (date(2026, 5, 1), date(2026, 5, 1))


def test_who_may_not_create_events_is_told_so(browser: Browser, event: Event) -> None:  # noqa: ARG001
    browser.sign_in(accounts.user(may_create_events=False))

    page = browser.get("/organise/events/new")

    assert page.status == 403
    assert "may not create events" in page.words


def test_an_expired_token_keeps_what_was_typed(desk: Browser) -> None:
    desk.get("/organise/events/new")

    page = desk.post("/organise/events/new", {**WEBINAR, "csrf_token": "old"})

    assert page.status == 400
    assert page.form()["title"] == WEBINAR["title"]
    assert desk.submit(page).status == 302


@pytest.mark.parametrize("part", PARTS)
def test_every_part_saved_as_it_is_changes_nothing(desk: Browser, event: Event, part: str) -> None:
    page = desk.get(f"/organise/events/iclc-7/edit/{part}/")

    saved = desk.submit(page)

    assert (page.status, saved.location) == (200, "/organise/events/iclc-7/edit/")
    assert stored(event).revision == 1


def change(desk: Browser, part: str, **fields: Any) -> Page:
    return desk.submit(desk.get(f"/organise/events/iclc-7/edit/{part}/"), **fields)


def test_only_series_that_are_open_to_the_organiser_are_offered(desk: Browser, ada: User) -> None:
    events.series("mine", made_by_id=ada.id)
    events.event(series=events.series("theirs"))

    page = desk.get("/organise/events/iclc-7/edit/basics/")
    assert [one["value"] for one in page.select("select[name=series] option")] == ["", "mine"]
    refused = desk.submit(page, series="theirs")

    assert (refused.status, errors(refused)) == (422, ["Choose one of these."])


def test_title_and_topic(desk: Browser, event: Event, ada: User) -> None:
    events.series("iclc", made_by_id=ada.id)

    change(
        desk, "basics",
        **{
            "title-en": "2nd International Conference on Learning Cities",
            "theme-en": "Building Sustainable Learning Cities",
            "topics": "SDG 4\n\n SDG  11 ",
            "series": "iclc", "edition": "2", "kind": "forum", "attendance": "in person",
        },
    )  # fmt: skip

    changed = stored(event)
    assert changed.title == {"en": "2nd International Conference on Learning Cities"}
    assert changed.theme == {"en": "Building Sustainable Learning Cities"}
    assert changed.topics == ["SDG 4", "SDG 11"]
    assert (changed.series and changed.series.slug, changed.edition) == ("iclc", 2)
    assert (changed.kind, changed.attendance) == (EventKind.FORUM, Attendance.IN_PERSON)


def test_dates(desk: Browser, event: Event) -> None:
    change(
        desk, "dates", timezone="America/Mexico_City", plan="days", first_day="2015-09-28",
        last_day="2015-09-30", daily_start="09:00", daily_end="17:00",
    )  # fmt: skip

    changed = stored(event)
    assert (changed.first_day, changed.last_day) == (date(2015, 9, 28), date(2015, 9, 30))
    assert (changed.daily_start, changed.daily_end) == (time(9), time(17))
    assert changed.begins_at.hour == 14


def test_place(desk: Browser, event: Event) -> None:
    change(
        desk, "place",
        **{
            "venue_name-en": "Querétaro Congress Center",
            "address_lines": "Paseo de las Artes 1531-B\r\nDelegación Josefa Vergara",
            "postcode": "C.P. 76090", "city-en": "Querétaro", "state": "Qro.", "country": "MX",
            "map_url": "https://maps.example.org/q", "latitude": "20.57", "longitude": "-100.36",
        },
    )  # fmt: skip

    changed = stored(event)
    assert changed.address_lines == ["Paseo de las Artes 1531-B", "Delegación Josefa Vergara"]
    assert (changed.postcode, changed.city, changed.state, changed.country) == (
        "C.P. 76090", {"en": "Querétaro"}, "Qro.", "MX",
    )  # fmt: skip
    assert (changed.latitude, changed.longitude) == (20.57, -100.36)


def test_languages(desk: Browser, event: Event) -> None:
    change(
        desk, "languages", working_languages=["es", "", "qu"], interpretation_languages=["en", "en"],
        main_language="es", content_languages=["en", "es"],
    )  # fmt: skip

    changed = stored(event)
    assert (changed.working_languages, changed.interpretation_languages) == (["es", "qu"], ["en"])
    assert (changed.main_language, changed.content_languages) == ("es", ["es", "en"])
    page = desk.get("/organise/events/iclc-7/edit/basics/")
    assert [field["name"] for field in page.select("input[name^=title-]")] == ["title-es", "title-en"]


def test_taking_part_elsewhere(desk: Browser, event: Event) -> None:
    address = "https://unesco-org.zoom.us/webinar/register/WN_AGy4hWd4SGWv3PMcLGg3uQ"

    change(desk, "taking-part", participation="external", external_url=address, external_provider="Zoom")

    changed = stored(event)
    assert (changed.participation, changed.external_url, changed.external_provider) == (
        Participation.EXTERNAL, address, "Zoom",
    )  # fmt: skip


def test_audience_and_figures(desk: Browser, event: Event) -> None:
    figures = {
        "figures-0-value": "600+", "figures-0-label-en": "participants",
        "figures-1-value": "", "figures-1-label-en": "nothing",
    }  # fmt: skip
    change(desk, "description", **{"audience-en": "mayors\nministries of education", **figures})

    assert stored(event).figures == [{"value": "600+", "label": {"en": "participants"}}]
    page = desk.get("/organise/events/iclc-7/edit/description/")
    assert [row["value"] for row in page.select("input[name$=-value]")] == ["600+", "", ""]


def test_figures_keep_their_words_in_languages_that_are_not_shown(desk: Browser, event: Event) -> None:
    with transaction():
        event.figures = [{"value": "64", "label": {"en": "cities", "fr": "villes"}}]

    change(desk, "description", **{"figures-0-label-en": "new cities"})

    assert stored(event).figures == [{"value": "64", "label": {"en": "new cities", "fr": "villes"}}]


def test_contact_and_address(desk: Browser, event: Event) -> None:
    page = change(desk, "details", slug="iclc-2026", contact_name="Office", accent="#AA3300")

    assert page.location == "/organise/events/iclc-2026/edit/"
    assert (stored(event).slug, stored(event).accent) == ("iclc-2026", "#aa3300")


@pytest.mark.parametrize(
    ("part", "fields", "expected"),
    [
        ("basics", {"title-en": ""}, "Enter a text here."),
        ("basics", {"title-en": "x" * 10_000}, "Shorten this to 300 characters or fewer."),
        ("basics", {"edition": "7"}, "Choose the series of this edition, or leave the number empty."),
        ("basics", {"edition": "9223372036854775808"}, "Enter a whole number from 1 to 999."),
        ("basics", {"edition": "1e3"}, "Enter a whole number from 1 to 999."),
        ("basics", {"edition": "9" * 5000}, "Enter a whole number from 1 to 999."),
        ("basics", {"topics": "x\n" * 21}, "Enter at most 20 lines."),
        ("basics", {"topics": "x" * 301}, "Shorten each line to 300 characters."),
        ("basics", {"series": "nobodys"}, "Choose one of these."),
        ("dates", {"timezone": "Factory"}, "Choose a time zone from the list, for example Europe/Berlin."),
        ("dates", {"daily_end": ""}, "Enter both daily hours, or neither."),
        ("place", {"country": "XX"}, "Choose a country from the list."),
        ("place", {"map_url": "javascript:__xss(1)"}, NO_ADDRESS),
        ("place", {"map_url": 'https://x.test/"onmouseover="__xss(1)'}, NO_ADDRESS),
        ("place", {"latitude": "NaN", "longitude": "0"}, NO_PLACE),
        ("place", {"latitude": "north"}, "Enter degrees, for example 20.5888."),
        ("languages", {"working_languages": "xx"}, "Choose languages from the list."),
        ("taking-part", {"participation": "external"}, "Enter the address where people register."),
        ("taking-part", {"livestream_url": "data:text/html,x"}, NO_ADDRESS),
        ("taking-part", {"hold_hours": "-1"}, "Enter a whole number from 0 to 720."),
        ("taking-part", {"hold_hours": ""}, "Enter a number of hours."),
        ("taking-part", {"frozen_from": "now"}, "Enter a date and a time, for example 2026-09-28T09:00."),
        ("description", {f"figures-{n}-value": "9" for n in range(13)}, "Enter at most 12 figures."),
        ("description", {"figures-0-value": "x" * 301}, "Shorten this to 300 characters or fewer."),
        ("details", {"accent": "red;}body{display:none}"}, NO_COLOUR),
        ("details", {"contact_email": "nobody"}, "Enter an e-mail address, like name@example.org."),
        ("details", {"slug": ""}, "Enter the last part of the address."),
    ],
)  # fmt: skip
def test_bad_input_is_a_sentence_at_its_field_and_nothing_is_saved(
    desk: Browser, event: Event, part: str, fields: dict[str, str], expected: str
) -> None:
    page = change(desk, part, **fields)

    assert (page.status, errors(page)) == (422, [expected])
    assert len(page.select(".field__error")) == 1
    assert stored(event).revision == 1


def test_the_address_of_an_announced_event_stays(desk: Browser, event: Event) -> None:
    with transaction():
        event.announced_at = event.created_at

    page = change(desk, "details", slug="other")

    assert page.status == 422
    assert errors(page) == [
        "The event has been announced, so its address stays: links, calendars and mails point to it."
    ]


def test_two_who_edit_see_both_versions_and_lose_nothing(desk: Browser, event: Event) -> None:
    mine = desk.get("/organise/events/iclc-7/edit/place/")
    change(desk, "place", **{"city-en": "Cork", "country": "IE"})

    refused = desk.submit(mine, **{"city-en": "Espoo", "country": "FI"})

    assert refused.status == 409
    assert refused.form()["city-en"] == "Espoo"
    assert versions(refused) == [["City", "Cork", "Espoo"], ["Country", "Ireland", "Finland"]]
    assert stored(event).country == "IE"

    assert desk.submit(refused, **choose(refused, "mine")).status == 302
    assert (stored(event).country, stored(event).city) == ("FI", {"en": "Espoo"})


def test_figures_of_two_who_edit_are_both_shown(desk: Browser) -> None:
    mine = desk.get("/organise/events/iclc-7/edit/description/")
    change(desk, "description", **{"figures-0-value": "600+", "figures-0-label-en": "participants"})

    refused = desk.submit(mine, **{"figures-0-value": "90", "figures-0-label-en": "countries"})

    assert versions(refused) == [["Key figures", "600+ participants", "90 countries"]]


def test_languages_of_two_who_edit_are_shown_by_name(desk: Browser) -> None:
    mine = desk.get("/organise/events/iclc-7/edit/languages/")
    change(desk, "languages", working_languages="es")

    refused = desk.submit(mine, working_languages="fr")

    assert versions(refused) == [["Working languages", "Spanish", "French"]]


def test_t23_fields_that_are_not_on_the_page_are_not_read(desk: Browser, event: Event) -> None:
    change(desk, "place", lifecycle="cancelled", slug="other", revision="99", event_id="1", country="KR")

    changed = stored(event)
    assert (changed.lifecycle, changed.slug, changed.revision, changed.country) == (
        Lifecycle.ANNOUNCED, "iclc-7", 2, "KR",
    )  # fmt: skip


PATHS = (
    "edit/", "copy/", "edit/image/", "edit/state/", "edit/state/cancel/", "edit/parties/", "edit/links/",
    "edit/sections/", "edit/people/", "edit/people/find", "documents/", "documents/new",
    *(f"edit/{part}/" for part in PARTS),
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_t18_an_event_of_another_team_does_not_exist(browser: Browser, event: Event, path: str) -> None:
    stranger = accounts.user()
    events.member(events.event(), stranger)
    viewer = accounts.user()
    events.member(event, viewer, TeamRole.VIEWER)

    browser.sign_in(stranger)
    foreign = browser.get(f"/organise/events/{event.slug}/{path}")
    unknown = browser.get(f"/organise/events/no-such-event/{path}")
    browser.sign_in(viewer)
    seen = browser.get(f"/organise/events/{event.slug}/{path}")

    assert (foreign.status, unknown.status, seen.status) == (404, 404, 403)
    assert foreign.one("h1").get_text() == unknown.one("h1").get_text()


def test_the_overview_of_the_pages_says_what_is_missing(desk: Browser, event: Event) -> None:
    with transaction():
        event.lifecycle, event.title = Lifecycle.DRAFT, Translated({"fr": "Forum"})

    page = desk.get("/organise/events/iclc-7/edit/")

    assert [line.get_text() for line in page.select(".notice li")] == ["a title in the main language"]
    assert [link["href"] for link in page.select(".steps li a")[:2]] == [
        "/organise/events/iclc-7/edit/",
        "/organise/events/iclc-7/edit/basics/",
    ]


def test_of_a_stream_that_is_not_for_everybody_nothing_is_promised(desk: Browser, event: Event) -> None:
    """No page leads participants to it: whoever relied on that would send them nothing."""
    page = desk.get(f"/organise/events/{event.slug}/edit/taking-part/")

    hint = page.one(f"#{page.one('#livestream_is_public')['aria-describedby']}").get_text()

    assert hint == "Otherwise our pages lead nobody there: send its address to those who may watch."


def test_which_of_two_equal_times_ends_the_changes_is_said_where_it_is_entered(
    desk: Browser, event: Event
) -> None:
    page = desk.get(f"/organise/events/{event.slug}/edit/taking-part/")

    hint = page.one(f"#{page.one('#frozen_from')['aria-describedby']}").get_text()

    assert hint == (
        "Local time of the event. Where the clocks go back and show it twice, the first counts. "
        "Leave empty to let them change until the event is over."
    )
