"""The public programme, read by visitors: only what was released, in their language and zone."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.core.actors import SYSTEM
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle, Visibility
from app.events.services import lifecycle
from app.http.static_files import SOURCE
from app.people.models import Person
from app.programme.models import Appearance, AppearanceRole, ProgrammeItem, ReleaseState, SessionKind
from app.programme.timetable import grid
from tests.browserless import Browser, Page
from tests.make import events as make_events
from tests.make import programme as make

PATH = "/events/learning-cities/programme/"
BEFORE = datetime(2026, 2, 12, 10, tzinfo=UTC)


def released(
    event: Event, state: ReleaseState = ReleaseState.DRAFT, at: datetime = BEFORE, **fields: Any
) -> None:
    with time_machine.travel(at, tick=False):
        make.release(event, state, **fields)


def titles(page: Page) -> list[str]:
    return [title.get_text(strip=True) for title in page.select(".session__title")]


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(
        slug="learning-cities",
        title=Translated({"en": "Learning cities"}),
        announced_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.fixture
def person(event: Event) -> Person:
    assert event.id
    return make.person("Ada", "Lovelace", honorific="Ms", biography=Translated({"en": "Wrote *it*."}))


@pytest.fixture
def programme(event: Event, person: Person) -> Sequence[ProgrammeItem]:
    """A first day with an opening, a break and two sessions side by side; a second with one."""
    halls = [make.room(event, "Hall A"), make.room(event, "Hall B")]
    green = make.track(event, "Green", colour="#2e7d32")
    made = [
        make.item(event, "Opening", starts=make.at("09:00"), ends=make.at("10:00"), rooms=halls[:1],
                  people=[person], kind=SessionKind.OPENING, languages=["en"], interpretation=["fr"],
                  abstract=Translated({"en": "What **cities** owe.\n\n<script>alert(1)</script>"}),
                  key_question=Translated({"en": "What is owed?"}),
                  objective=Translated({"en": "Three commitments."}),
                  focus_points=Translated({"en": "Schools\nParks"})),
        make.item(event, "Coffee", starts=make.at("10:00"), ends=make.at("10:30"), kind=SessionKind.BREAK,
                  in_all_rooms=True),
        make.item(event, "Panel", starts=make.at("10:30"), ends=make.at("12:00"), rooms=halls[:1],
                  track=green),
        make.item(event, "Workshop", starts=make.at("10:30"), ends=make.at("11:30"), rooms=halls[1:],
                  languages=["fr"]),
        make.item(event, "Closing", starts=make.at("16:00", 29), ends=make.at("16:00", 29), rooms=halls[:1]),
    ]  # fmt: skip
    talk = make.item(event, "Talk", starts=make.at("10:30"), ends=make.at("11:00"), parent=made[2])
    released(event)
    return [*made, talk]


class TestTimetable:
    def test_days_hold_sessions_with_their_parts_inside(
        self, browser: Browser, programme: Sequence[ProgrammeItem]
    ) -> None:
        page = browser.get(PATH)

        assert page.one("h1").get_text() == "Programme"
        assert [head.get_text() for head in page.select(".day h2")] == [
            "Monday, 28 September 2026",
            "Tuesday, 29 September 2026",
        ]
        assert titles(page) == ["Opening", "Coffee", "Panel", "Talk", "Workshop", "Closing"]
        assert [part.get_text(strip=True) for part in page.select(".session__parts .session__title")] == [
            "Talk"
        ]
        link = page.select(".session__title a")[0]
        assert link["href"] == f"{programme[0].public_id}/"

    @pytest.mark.usefixtures("programme")
    def test_the_banner_says_which_release_this_is(self, browser: Browser) -> None:
        page = browser.get(PATH)

        notice = page.one(".notice")
        assert "Draft programme, release 1, 12 February 2026" in notice.get_text()
        assert notice.select("a") == []  # nothing has changed since nothing

    def test_a_later_release_leads_to_what_changed(
        self, browser: Browser, event: Event, programme: Sequence[ProgrammeItem]
    ) -> None:
        with transaction():
            programme[0].title = Translated({"en": "Grand opening"})
        released(
            event,
            ReleaseState.FINAL,
            datetime(2026, 3, 1, 10, tzinfo=UTC),
            note=Translated({"en": "At last."}),
        )

        page = browser.get(PATH)

        assert "Final programme, release 2, 1 March 2026" in page.words
        assert "At last." in page.words
        assert page.one(".notice a")["href"] == "changes/"
        assert "Grand opening" in titles(page)

    def test_the_draft_never_leaks(self, browser: Browser, programme: Sequence[ProgrammeItem]) -> None:
        with transaction():
            programme[0].title = Translated({"en": "A secret plan"})

        assert "secret" not in browser.get(PATH).text

    @pytest.mark.usefixtures("programme")
    def test_zone_and_offset_are_always_said(self, browser: Browser) -> None:
        assert "Times are CEST (UTC+2)." in browser.get(PATH).words

    @pytest.mark.usefixtures("programme")
    @pytest.mark.parametrize(
        ("zone", "own", "said"),
        [
            ("Asia/Tokyo", ["16:00", "17:00", "17:30", "23:00"], "Yours are JST (UTC+9), in italics."),
            (
                "Pacific/Honolulu",
                ["21:00, 27 Sep 2026", "22:00, 27 Sep 2026", "22:30, 27 Sep 2026", "04:00"],
                "Yours are HST (UTC−10), in italics.",
            ),
        ],
    )
    def test_the_visitors_own_time_stands_beside_with_its_date(
        self, browser: Browser, zone: str, own: list[str], said: str
    ) -> None:
        asked = browser.get(f"{PATH}?tz={zone}")
        browser.client.set_cookie("tz", zone)
        remembered = browser.get(PATH)

        for page in (asked, remembered):
            assert [one.get_text() for one in page.select(".slot__own")] == own
            assert said in page.words
            assert page.one("#zone option[selected]")["value"] == zone

    @pytest.mark.usefixtures("programme")
    def test_in_the_events_own_zone_there_is_one_time(self, browser: Browser) -> None:
        browser.client.set_cookie("tz", "Europe/Berlin")

        page = browser.get(PATH)

        assert page.select(".slot__own") == []
        assert page.select("#zone option[selected]") == []

    @pytest.mark.usefixtures("programme")
    def test_rooms_are_columns_of_one_and_the_same_list(self, browser: Browser) -> None:
        page, listed = browser.get(PATH), browser.get(f"{PATH}?view=list")

        first = page.select(".day")[0]
        assert [room.get_text() for room in first.select(".timetable__room")] == ["Hall A", "Hall B"]
        places = [one["class"] for one in first.select(".slot__rows > .session")]
        assert [place.partition("row-")[2] for place in places] == [
            "2 span-1 column-2 across-2 wide",
            "3 span-1 column-2 across-2 wide",
            "4 span-2 column-2 across-1",
            "4 span-1 column-3 across-1",
        ]
        assert titles(listed) == titles(page)
        assert listed.select(".timetable--table") == []

    @pytest.mark.usefixtures("programme")
    def test_rooms_side_by_side_on_request(self, browser: Browser) -> None:
        assert len(browser.get(f"{PATH}?view=grid").select(".timetable-frame--always")) == 1
        assert browser.get(f"{PATH}?view=nonsense").select(".timetable-frame--always") == []

    @pytest.mark.usefixtures("programme")
    def test_what_is_parallel_quiet_and_in_a_track_looks_so(self, browser: Browser) -> None:
        page = browser.get(PATH)

        assert [one.get_text() for one in page.select(".slot__count")] == ["2 in parallel"]
        assert [one.get_text() for one in page.select(".session--quiet .session__title")] == ["Coffee"]
        assert len(page.select(".session.tone-1 > .session__facts > .session__track")) == 1

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("day=2026-09-29", ["Closing"]),
            ("language=fr", ["Opening", "Workshop"]),
            ("kind=opening", ["Opening"]),
            ("day=2026-09-28&kind=break", ["Coffee"]),
            ("room=ZZZZZZ", []),
            ("room=%3Cscript%3E", []),
            ("nonsense=1", ["Opening", "Coffee", "Panel", "Talk", "Workshop", "Closing"]),
        ],
    )
    @pytest.mark.usefixtures("programme")
    def test_it_can_be_narrowed_without_scripts(
        self, browser: Browser, query: str, expected: list[str]
    ) -> None:
        page = browser.get(f"{PATH}?{query}")

        assert titles(page) == expected

    def test_a_later_day_shows_what_goes_on_since_an_earlier_one(
        self, browser: Browser, event: Event, programme: Sequence[ProgrammeItem]
    ) -> None:
        assert programme
        make.item(event, "Exhibition", starts=make.at("13:00"), ends=make.at("12:00", 29))
        released(event)

        page = browser.get(f"{PATH}?day=2026-09-29")

        assert titles(page) == ["Exhibition", "Closing"]
        assert page.select(".slot__clock")[0].get_text(strip=True) == "Continued"

    def test_choices_are_kept_in_the_form_and_shown(
        self, browser: Browser, programme: Sequence[ProgrammeItem]
    ) -> None:
        room = programme[2].rooms[0].public_id

        page = browser.get(f"{PATH}?kind=opening&room={room}")

        assert titles(page) == ["Opening"]
        form = page.form("form.filter-bar")
        assert (form["room"], form["kind"], form["day"]) == (room, "opening", "")
        assert page.one("details.narrowing").has_attr("open")
        assert page.one("form.zone input[name=next]")["value"] == f"{PATH}?room={room}&kind=opening"

    @pytest.mark.usefixtures("programme")
    def test_when_nothing_is_like_that_the_page_says_so(self, browser: Browser) -> None:
        page = browser.get(f"{PATH}?kind=visit")

        assert page.status == 200
        assert page.one(".empty__title").get_text() == "No session is like that."

    def test_a_cancelled_session_is_struck_and_said(
        self, browser: Browser, event: Event, programme: Sequence[ProgrammeItem]
    ) -> None:
        with transaction() as session:
            session.delete(programme[3])
        released(event)

        page = browser.get(PATH)

        assert page.one(".session--cancelled .tag--bad").get_text() == "Cancelled"
        assert page.one(".session--cancelled .session__title").get_text(strip=True) == "Workshop"

    def test_unknown_and_hidden_events_answer_alike(self, browser: Browser, event: Event) -> None:
        with transaction():
            event.lifecycle = Lifecycle.DRAFT

        hidden, unknown = browser.get(PATH), browser.get("/events/nowhere/programme/")

        assert (hidden.status, hidden.words) == (404, unknown.words)

    @pytest.mark.parametrize("path", ["", "changes/", "releases/"])
    def test_before_the_first_release_it_says_so_kindly(
        self, browser: Browser, event: Event, path: str
    ) -> None:
        with time_machine.travel(event.begins_at - timedelta(days=1)):
            page = browser.get(f"{PATH}{path}")

        assert page.status == 200
        assert page.one(".empty__title").get_text() == "The programme is still being made."
        assert (
            page.one(".empty .button")["href"]
            == "webcal://127.0.0.1:5000/events/learning-cities/programme.ics"
        )

    @pytest.mark.parametrize("is_cancelled", [True, False])
    def test_what_will_not_be_made_any_more_is_not_promised(
        self, browser: Browser, event: Event, *, is_cancelled: bool
    ) -> None:
        with transaction():
            event.lifecycle = Lifecycle.CANCELLED if is_cancelled else Lifecycle.ANNOUNCED

        with time_machine.travel(event.finishes_at + timedelta(days=0 if is_cancelled else 1)):
            page = browser.get(PATH)

        assert page.one(".empty__title").get_text() == "No programme was published here."
        assert page.select(".empty .button") == []

    @pytest.mark.usefixtures("programme")
    @pytest.mark.parametrize(
        ("lifecycle", "words"),
        [
            (Lifecycle.CANCELLED, "This event has been cancelled."),
            (Lifecycle.POSTPONED, "This event has been postponed."),
        ],
    )
    def test_a_programme_that_will_not_be_says_so_first(
        self, browser: Browser, event: Event, lifecycle: Lifecycle, words: str
    ) -> None:
        with transaction():
            event.lifecycle = lifecycle

        assert browser.get(PATH).select("main .notice")[0].get_text(strip=True).startswith(words)


class TestNow:
    @pytest.fixture(autouse=True)
    def _released(self, programme: Sequence[ProgrammeItem]) -> None: ...

    @pytest.mark.parametrize(
        ("moment", "marked"),
        [
            ("2026-09-28T06:59:59", []),
            ("2026-09-28T07:00:00", ["Opening"]),
            ("2026-09-28T08:30:00", ["Panel", "Workshop"]),
            ("2026-09-28T09:30:00", ["Panel"]),
            ("2026-09-28T10:00:00", []),
        ],
    )
    def test_what_is_on_is_marked_as_the_clock_goes(
        self, browser: Browser, moment: str, marked: list[str]
    ) -> None:
        """One kept page: it is made anew at each boundary, not before."""
        with time_machine.travel(datetime(2026, 9, 28, 5, tzinfo=UTC), tick=False) as clock:
            browser.get(PATH)
            clock.move_to(datetime.fromisoformat(moment).replace(tzinfo=UTC))

            page = browser.get(PATH)

        found = [one.select_one("h3") for one in page.select(".session--now")]
        assert [title.get_text() for title in found if title] == marked
        assert len(page.select("#now")) == bool(marked)
        assert len(page.select("a[href='#now']")) == bool(marked)

    def test_nothing_is_on_in_an_event_that_does_not_take_place(self, browser: Browser, event: Event) -> None:
        lifecycle.cancel(event, Translated({"en": "A storm is coming."}), actor=SYSTEM)

        with time_machine.travel(datetime(2026, 9, 28, 7, 30, tzinfo=UTC), tick=False):
            page = browser.get(PATH)

        assert (page.select(".session--now"), page.select("[data-component=now-marker]")) == ([], [])

    def test_the_page_tells_scripts_when_to_look_again(self, browser: Browser) -> None:
        with time_machine.travel(datetime(2026, 9, 28, 7, 30, tzinfo=UTC), tick=False):
            marker = browser.get(PATH).one("[data-component=now-marker]")

        assert marker["data-until"] == "2026-09-28T08:00:00+00:00"

    def test_today_is_marked_among_the_days(self, browser: Browser) -> None:
        with time_machine.travel(datetime(2026, 9, 29, 7, tzinfo=UTC), tick=False):
            page = browser.get(PATH)

        assert page.one(".days [aria-current=date]").get_text() == "Tue 29 Sep"


class TestSession:
    def test_it_tells_everything(self, browser: Browser, programme: Sequence[ProgrammeItem]) -> None:
        page = browser.get(f"{PATH}{programme[0].public_id}/")

        assert page.one("h1").get_text() == "Opening"
        terms = [term.get_text() for term in page.select(".facts dt")]
        facts = [" ".join(fact.get_text(" ").split()) for fact in page.select(".facts dd")]
        assert list(zip(terms, facts, strict=True)) == [
            ("When", "Monday, 28 September 2026 09:00–10:00 CEST (UTC+2)"),
            ("Where", "Hall A"),
            ("Kind", "Opening"),
            ("Languages", "English with interpretation into French"),
        ]
        assert [head.get_text() for head in page.select("h2")] == [
            "Key question", "Objective", "Focus points", "About this session", "Speaker",
        ]  # fmt: skip
        assert [point.get_text() for point in page.select(".points li")] == ["Schools", "Parks"]
        assert page.select("main script") == []
        assert page.one(".person__name").get_text(" ", strip=True) == "Ms Ada Lovelace"
        assert page.one(".neighbours__one--after .neighbours__title").get_text() == "Panel"

    def test_it_goes_into_any_calendar_with_honest_words(
        self, browser: Browser, programme: Sequence[ProgrammeItem]
    ) -> None:
        page = browser.get(f"{PATH}{programme[0].public_id}/")

        labels = [label.get_text() for label in page.select(".calendar-menu__label")]
        notes = [note.get_text() for note in page.select(".calendar-menu__note")]
        assert list(zip(labels, notes, strict=True)) == [
            ("Google Calendar", "A copy: does not update"),
            ("Outlook.com", "A copy: does not update"),
            ("Microsoft 365", "A copy: does not update"),
            ("Yahoo Calendar", "A copy: does not update"),
            ("Download", "Does not update"),
            ("Subscribe to the whole programme", "Updates itself"),
        ]
        last = page.select(".calendar-menu__list a")[-1]
        assert last["href"] == "webcal://127.0.0.1:5000/events/learning-cities/programme.ics"

    def test_machines_are_told_too(self, browser: Browser, programme: Sequence[ProgrammeItem]) -> None:
        page = browser.get(f"{PATH}{programme[0].public_id}/")

        address = f"http://127.0.0.1:5000{PATH}{programme[0].public_id}/"
        assert page.one("link[rel=canonical]")["href"] == address
        named = {meta["property"]: meta["content"] for meta in page.select("meta[property]")}
        assert (named["og:title"], named["og:url"]) == ("Opening", address)
        assert named["og:description"] == "What cities owe. alert(1)"
        node = json.loads(page.one("script[type='application/ld+json']").get_text())
        assert (node["name"], node["startDate"]) == ("Opening", "2026-09-28T09:00:00+02:00")
        alternates = {link["type"]: link["href"] for link in page.select("link[rel=alternate][type]")}
        assert alternates == {
            "text/calendar": "http://127.0.0.1:5000/events/learning-cities/programme.ics",
            "application/atom+xml": "http://127.0.0.1:5000/events/learning-cities/changes.atom",
        }

    def test_an_unlisted_event_is_not_told_to_search_engines(
        self, browser: Browser, event: Event, programme: Sequence[ProgrammeItem]
    ) -> None:
        with transaction():
            event.visibility = Visibility.UNLISTED

        page = browser.get(f"{PATH}{programme[0].public_id}/")

        assert page.status == 200
        assert page.select("script[type='application/ld+json']") == []
        assert page.one("meta[name=robots]")["content"] == "noindex"

    def test_a_cancelled_session_stays_and_says_so_first(
        self, browser: Browser, event: Event, programme: Sequence[ProgrammeItem]
    ) -> None:
        gone = programme[3].public_id
        with transaction() as session:
            session.delete(programme[3])
        released(event)

        page = browser.get(f"{PATH}{gone}/")

        assert page.status == 200
        assert page.select("main .notice")[0].get_text(strip=True) == "This session is cancelled."
        assert page.one("h1 s").get_text() == "Workshop"
        labels = [label.get_text() for label in page.select(".calendar-menu__label")]
        assert labels == ["Subscribe to the whole programme"]

    def test_a_stream_is_led_to_only_while_everybody_may_watch(
        self, browser: Browser, event: Event, programme: Sequence[ProgrammeItem]
    ) -> None:
        with transaction():
            programme[0].livestream_url = "https://stream.example/marker"
            event.livestream_is_public = True
        released(event)
        path = f"{PATH}{programme[0].public_id}/"
        with time_machine.travel(datetime(2026, 9, 28, 6, 30, tzinfo=UTC), tick=False) as clock:
            early = browser.get(path)
            clock.move_to(datetime(2026, 9, 28, 6, 45, tzinfo=UTC))
            open_, way = browser.get(path), browser.get(f"{path}join")
            clock.move_to(datetime(2026, 9, 28, 8, 15, tzinfo=UTC))
            late, no_way = browser.get(path), browser.get(f"{path}join")

        assert [len(page.select("a[href=join]")) for page in (early, open_, late)] == [0, 1, 0]
        assert (way.status, way.location) == (303, "https://stream.example/marker")
        assert (way.headers["Cache-Control"], way.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        assert (no_way.status, no_way.location) == (303, path)

    def test_without_a_public_stream_there_is_no_way(
        self, browser: Browser, event: Event, programme: Sequence[ProgrammeItem]
    ) -> None:
        with transaction():
            programme[0].livestream_url = "https://stream.example/marker"
        released(event)

        with time_machine.travel(datetime(2026, 9, 28, 7, tzinfo=UTC), tick=False):
            paths = [
                f"{PATH}{one}/join" for one in (programme[0].public_id, programme[1].public_id, "ZZZZZZ")
            ]
            answers = [browser.get(path).status for path in paths]

        assert answers == [404, 404, 404]

    def test_people_of_a_cancelled_session_have_pages_too(
        self, browser: Browser, event: Event, person: Person, programme: Sequence[ProgrammeItem]
    ) -> None:
        with transaction() as session:
            session.delete(programme[0])
        released(event)

        link = browser.get(f"{PATH}{programme[0].public_id}/").one(".person__name a")
        page = browser.get(str(link["href"]))

        assert page.one("h1").get_text(" ", strip=True) == "Ms Ada Lovelace"
        assert str(link["href"]).endswith(f"/people/{person.public_id}/")
        assert browser.get("/events/learning-cities/people/").select(".person__name") == []

    @pytest.mark.usefixtures("programme")
    @pytest.mark.parametrize("session", ["ZZZZZZ", "0", "%20", "a" * 300])
    def test_an_unknown_session_is_not_found(self, browser: Browser, session: str) -> None:
        assert browser.get(f"{PATH}{session}/").status == 404

    def test_people_come_by_role(
        self, browser: Browser, event: Event, person: Person, programme: Sequence[ProgrammeItem]
    ) -> None:
        other = make.person("Grace", "Hopper")
        with transaction() as session:
            session.add(
                Appearance(item=programme[4], person=person, position=1, role=AppearanceRole.MODERATOR,
                           job=Translated({"en": "Chair"}), country="GB")
            )  # fmt: skip
            for position in (2, 3):
                session.add(
                    Appearance(item=programme[4], person=other if position == 2 else None, position=position,
                               label=Translated({"en": "Selected mayors"}), role=AppearanceRole.PANELLIST)
                )  # fmt: skip
        released(event)

        page = browser.get(f"{PATH}{programme[4].public_id}/")

        assert [head.get_text() for head in page.select("h2")] == ["Moderator", "Panellists"]
        names = [name.get_text(" ", strip=True) for name in page.select(".person__name")]
        assert names == ["Ms Ada Lovelace", "Grace Hopper", "Selected mayors"]
        links = [link["href"] for link in page.select(".person__name a")]
        assert links == [f"/events/learning-cities/people/{one.public_id}/" for one in (person, other)]


class TestReleases:
    @pytest.fixture(autouse=True)
    def _two(self, event: Event, programme: Sequence[ProgrammeItem]) -> None:
        with transaction() as session:
            programme[0].title = Translated({"en": "Grand opening"})
            session.delete(programme[3])
        released(event, ReleaseState.FINAL, datetime(2026, 3, 1, 10, tzinfo=UTC))

    def test_what_changed_is_told_release_by_release(self, browser: Browser) -> None:
        page = browser.get(f"{PATH}changes/")

        assert [head.get_text() for head in page.select("h2")] == ["Release 2", "Release 1"]
        told = [" ".join(one.get_text(" ").split()) for one in page.select(".changes__one")]
        assert told == [
            "Grand opening Renamed Opening Grand opening",
            "Workshop Cancelled Monday, 28 September 2026, 10:30–11:30",
        ]
        assert "The programme was published with 6 sessions." in page.words

    def test_all_releases_are_listed(self, browser: Browser) -> None:
        page = browser.get(f"{PATH}releases/")

        rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
        assert rows == [
            "Release 2 Current 1 March 2026, 11:00 CET (UTC+1) Final programme",
            "Release 1 12 February 2026, 11:00 CET (UTC+1) Draft programme",
        ]

    def test_an_old_release_is_as_it_was_and_says_so(
        self, browser: Browser, programme: Sequence[ProgrammeItem]
    ) -> None:
        with time_machine.travel(datetime(2026, 9, 28, 7, 30, tzinfo=UTC), tick=False):
            page = browser.get(f"{PATH}releases/1/")

        assert "This is an earlier release, of 12 February 2026." in page.words
        assert titles(page) == ["Opening", "Coffee", "Panel", "Talk", "Workshop", "Closing"]
        assert page.select(".session--now") == []
        assert page.one("meta[name=robots]")["content"] == "noindex"
        assert page.select(".session__title a")[0]["href"] == f"{PATH}{programme[0].public_id}/"

    def test_the_current_release_has_an_address_of_its_own(self, browser: Browser) -> None:
        page = browser.get(f"{PATH}releases/2/")

        assert "This is the current release." in page.words
        assert page.select("meta[name=robots]") == []

    @pytest.mark.parametrize("number", ["0", "3", "999999999999999999999999", "-1", "one"])
    def test_an_unknown_release_is_not_found(self, browser: Browser, number: str) -> None:
        assert browser.get(f"{PATH}releases/{number}/").status == 404


@pytest.mark.usefixtures("programme")
class TestKeeping:
    """Pages are made once and then cost one question."""

    @pytest.mark.parametrize("path", ["", "?day=2026-09-28", "changes/", "releases/", "releases/1/"])
    def test_a_kept_page_costs_one_query(self, browser: Browser, count_queries: list[str], path: str) -> None:
        browser.get(f"{PATH}{path}")
        count_queries.clear()

        page = browser.get(f"{PATH}{path}")

        assert len(count_queries) == 1, count_queries
        assert "Set-Cookie" not in page.headers
        assert page.headers["Cache-Control"] == "public, no-cache"

    def test_a_session_page_costs_one_query_too(
        self, browser: Browser, programme: Sequence[ProgrammeItem], count_queries: list[str]
    ) -> None:
        path = f"{PATH}{programme[0].public_id}/"
        browser.get(path)
        count_queries.clear()

        browser.get(path)

        assert len(count_queries) == 1, count_queries

    def test_a_reader_who_has_it_is_told_so(self, browser: Browser) -> None:
        etag = browser.get(PATH).headers["ETag"]

        page = browser.get(PATH, headers={"If-None-Match": etag})

        assert (page.status, page.body) == (304, b"")


def test_making_the_page_costs_the_same_for_any_number_of_sessions(
    browser: Browser, event: Event, count_queries: list[str]
) -> None:
    counts = []
    for number in (2, 8):
        make.conference(event, number)
        released(event)
        count_queries.clear()
        browser.get(PATH)
        counts.append(len(count_queries))

    assert counts[0] == counts[1], counts


def test_the_stylesheet_has_a_class_for_every_place() -> None:
    """What grid.py may say, programme.css must know."""
    css = (SOURCE / "css" / "programme.css").read_text()
    lines = range(2, grid.MOST_LINES + 2)
    wanted = [f".row-{line}{{" for line in lines]
    wanted += [f".span-{count}{{" for count in range(1, grid.MOST_LINES)]
    wanted += [f".column-{column}{{" for column in range(2, grid.MOST_COLUMNS + 2)]
    wanted += [f".across-{count}{{" for count in range(1, grid.MOST_COLUMNS + 1)]
    wanted += [f".columns-{count}{{" for count in range(2, grid.MOST_COLUMNS + 1)]

    assert [rule for rule in wanted if rule not in css] == []


@pytest.mark.usefixtures("programme")
class TestWhatAnybodyMayMakeUp:
    """Only what the programme has is kept: whoever asks for anything else pushes out nobody's page."""

    @pytest.mark.parametrize(
        ("path", "is_kept"),
        [
            (PATH, True),
            (f"{PATH}?day=2026-09-28&kind=break", True),
            (f"{PATH}?day=2031-01-01", False),
            (f"{PATH}?room=ZZZZZZ", False),
            (f"{PATH}?track=x", False),
            (f"{PATH}?language=sw", False),
            (f"{PATH}?kind=dance", False),
            ("/events/learning-cities/programme.ics?day=2026-09-29", True),
            ("/events/learning-cities/programme.ics?room=ZZZZZZ", False),
            ("/events/learning-cities/programme.ics?alarm=15", True),
            ("/events/learning-cities/programme.ics?alarm=17", False),
            ("/events.ics?country=DE&language=fr", True),
            ("/events.ics?country=ZZ", False),
            ("/events.ics?language=zzz", False),
            ("/events/?q=cities", False),
        ],
    )
    def test_is_not_kept(self, app: Flask, browser: Browser, path: str, *, is_kept: bool) -> None:
        store = app.extensions["page_store"]
        before = store.weight

        first = browser.get(path)
        again = browser.get(path, headers={"If-None-Match": first.headers["ETag"]})

        assert (first.status, again.status) == (200, 304)
        assert (store.weight > before) is is_kept

    def test_shows_no_session(self, browser: Browser) -> None:
        page = browser.get(f"{PATH}?room=ZZZZZZ")

        assert titles(page) == []
        assert page.one(".empty__title").get_text() == "No session is like that."

    @pytest.mark.parametrize("name", ["programme/", "programme.ics"])
    def test_before_the_first_release_nothing_can_be_chosen(
        self, app: Flask, browser: Browser, name: str
    ) -> None:
        make_events.event(slug="soon")
        store = app.extensions["page_store"]
        before = store.weight

        assert browser.get(f"/events/soon/{name}?day=2026-09-28").status == 200
        assert store.weight == before


def test_before_the_first_release_one_subscribes_to_what_it_will_be(browser: Browser, event: Event) -> None:
    with time_machine.travel(event.begins_at - timedelta(days=1)):
        page = browser.get(PATH, query_string={"lang": "ar"})

    assert event.current_release is None
    assert (
        page.one(".empty a.button")["href"]
        == "webcal://127.0.0.1:5000/events/learning-cities/programme.ics?lang=ar"
    )


def test_what_takes_place_in_a_room_with_a_stream_leads_there(browser: Browser, event: Event) -> None:
    hall = make.room(event, "Hall", livestream_url="https://stream.example/hall")
    item = make.item(event, "Opening", ends=make.at("10:00"), rooms=[hall])
    with transaction():
        event.livestream_is_public = True
    released(event)

    with time_machine.travel(datetime(2026, 9, 28, 7, tzinfo=UTC), tick=False):
        page, way = browser.get(f"{PATH}{item.public_id}/"), browser.get(f"{PATH}{item.public_id}/join")

    assert len(page.select("a[href=join]")) == 1
    assert "stream.example" not in page.text
    assert (way.status, way.location) == (303, "https://stream.example/hall")


def test_what_changed_besides_the_sessions_is_told_too(browser: Browser, event: Event) -> None:
    make.item(event, "Opening")
    released(event)
    with transaction():
        event.city = Translated({"en": "Bremen"})
    released(event)

    page, news = browser.get(f"{PATH}changes/"), browser.get("/events/learning-cities/changes.atom")

    (told,) = page.select(".changes__one")
    assert " ".join(told.get_text(" ").split()) == (
        "Learning cities Details changed the place, or how one takes part"
    )
    assert "No session changed." not in page.words
    assert "Learning cities: Details changed" in news.text


def test_an_event_that_got_another_address_before_anybody_knew_it_leads_there(
    browser: Browser, event: Event
) -> None:
    item = make.item(event, "Opening", ends=make.at("10:00"))
    with transaction():
        event.lifecycle = Lifecycle.DRAFT
    released(event)
    with transaction():
        event.slug = "better"
    lifecycle.announce(event, actor=SYSTEM)

    feed = browser.get("/events/better/programme.ics").text.replace("\r\n ", "")
    page = browser.get(f"/events/better/programme/{item.public_id}/")

    assert f"URL:http://127.0.0.1:5000/events/better/programme/{item.public_id}/" in feed
    node = json.loads(page.one("script[type='application/ld+json']").get_text())
    assert node["url"] == f"http://127.0.0.1:5000/events/better/programme/{item.public_id}/"
    assert "learning-cities" not in feed + page.text
