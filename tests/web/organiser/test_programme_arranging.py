"""The pages on which sessions and days are arranged: what would happen first, then what has been done."""

import pytest
from flask import Flask

from app.accounts.models import User
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, TeamRole
from app.http.language import LANGUAGE_COOKIE
from app.programme import queries
from app.programme.models import ProgrammeItem, SessionKind
from app.programme.services import entering
from app.programme.services.entering import Retitling
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at

DO = "#results form[method=post]"
ACTS = ("shift", "fit", "swap", "merge", "duplicate", "split")


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def panel(event: Event) -> ProgrammeItem:
    """A panel with two talks, between an opening and a lunch for all, and a workshop beside it."""
    hall, studio = make.room(event, "Hall"), make.room(event, "Studio")
    make.item(event, "Opening", starts=at("09:00"), ends=at("10:00"), rooms=[hall])
    made = make.item(
        event, "Panel", starts=at("10:00"), ends=at("11:00"), rooms=[hall], people=[make.person()]
    )
    make.item(event, "One", starts=at("10:00"), ends=at("10:20"), parent=made)
    make.item(event, "Two", starts=at("10:20"), ends=at("10:30"), parent=made)
    make.item(event, "Workshop", starts=at("10:00"), ends=at("11:00"), rooms=[studio])
    make.item(event, "Lunch", starts=at("12:00"), ends=at("13:00"), in_all_rooms=True, kind=SessionKind.MEAL)
    return made


def url(event: Event, path: str = "") -> str:
    return f"/organise/events/{event.slug}/programme/{path}"


def act(item: ProgrammeItem, name: str = "") -> str:
    return url(item.event, f"sessions/{item.public_id}/arrange/{name}")


def moves(page: Page) -> list[str]:
    return [" ".join(one.get_text(" ", strip=True).split()) for one in page.select(".moves li")]


def told(page: Page) -> list[str]:
    return [one.get_text(strip=True) for one in page.select("#results .notice p")]


def look_again() -> None:
    """Forget what has been read: the pages have changed it since."""
    db.session.rollback()
    db.session.expire_all()


def titles(event: Event) -> list[str]:
    look_again()
    return [
        f"{item.starts_local:%H:%M} {item.title['en']}" if item.starts_local else item.title["en"]
        for item in queries.draft(event).timetable
    ]


def test_what_would_move_is_shown_first_and_then_done(
    editor: Browser, event: Event, panel: ProgrammeItem
) -> None:
    page = editor.get(act(panel, "shift"))
    assert moves(page) == [
        "10:00–11:00 10:15–11:15 Panel", "10:00–10:20 10:15–10:35 One", "10:20–10:30 10:35–10:45 Two",
        "12:00–13:00 12:15–13:15 Lunch",
    ]  # fmt: skip
    assert titles(event)[1] == "10:00 Panel"

    page = editor.get(act(panel, "shift") + "?minutes=-30&rooms=all&until=break")
    assert page.one("#results h2").get_text() == "These 4 sessions move"
    assert page.one(f"{DO} button").get_text(strip=True) == "Move these 4 sessions"
    done = editor.submit(page, selector=DO)

    here = panel.public_id
    assert done.location == url(event, f"?at={here}#{here}")
    assert "4 sessions have moved." in editor.follow(done).words
    assert titles(event) == [
        "09:00 Opening", "09:30 Panel", "09:30 One", "09:50 Two", "09:30 Workshop", "12:00 Lunch",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("minutes=", "Enter how many minutes."),
        ("minutes=x", "Enter a whole number from -1439 to 1439."),
        ("minutes=9999", "Enter a whole number from -1439 to 1439."),
        ("minutes=0", "Nothing would move."),
        ("minutes=800", "“Panel” would leave its day. Shift by less, or move it by itself."),
        ("minutes=90&until=break", "“Panel” would run into “Lunch”, which begins at 12:00."),
        ("minutes=5&rooms=nowhere", "Choose one of these."),
    ],
)
def test_what_cannot_move_says_why_and_offers_no_button(
    editor: Browser, panel: ProgrammeItem, query: str, sentence: str
) -> None:
    page = editor.get(f"{act(panel, 'shift')}?{query}&x=1")

    assert page.status == 200
    assert told(page) == [sentence]
    assert page.select(DO) == []


def test_a_draft_that_has_changed_since_is_shown_again_before_anything_moves(
    editor: Browser, event: Event, panel: ProgrammeItem
) -> None:
    page = editor.get(act(panel, "shift"))
    make.item(event, "New", starts=at("11:00"), in_all_rooms=True)

    again = editor.submit(page, selector=DO)
    assert again.status == 422
    assert told(again) == ["The draft has changed since you looked. See what will move now, then do it."]
    assert len(moves(again)) == 5
    assert titles(event)[1] == "10:00 Panel"
    editor.submit(again, selector=DO)

    assert "11:15 New" in titles(event)


def test_an_expired_token_shows_it_once_more(editor: Browser, event: Event, panel: ProgrammeItem) -> None:
    page = editor.get(act(panel, "shift"))

    again = editor.submit(page, selector=DO, csrf_token="old")

    assert again.status == 400
    assert titles(event)[1] == "10:00 Panel"
    editor.submit(again, selector=DO)
    assert "10:15 Panel" in titles(event)


def test_without_rooms_nobody_is_asked_about_them_and_late_ends_are_pointed_out(
    editor: Browser, event: Event
) -> None:
    late = make.item(event, "Late", starts=at("16:00"), ends=at("17:00"))

    page = editor.get(act(late, "shift"))

    assert page.select("[name=rooms]") == []
    assert told(page) == ["One of them then ends after the hours of the event’s day."]


def test_talks_are_fitted_into_their_panel(editor: Browser, event: Event, panel: ProgrammeItem) -> None:
    page = editor.get(act(panel, "fit") + "?way=in+proportion")
    assert moves(page) == ["10:00–10:20 10:00–10:40 One", "10:20–10:30 10:40–11:00 Two"]

    editor.submit(page, selector=DO)

    assert titles(event)[2:4] == ["10:00 One", "10:40 Two"]


def test_two_sessions_are_swapped_by_choosing_the_other(
    editor: Browser, event: Event, panel: ProgrammeItem
) -> None:
    page = editor.get(act(panel, "swap"))
    assert [one.get_text() for one in page.select("[name=other] option")] == [
        "Choose a session", "09:00 Opening (Hall)", "10:00 Workshop (Studio)", "12:00 Lunch",
    ]  # fmt: skip
    assert page.select(DO) == []
    assert told(editor.get(act(panel, "swap") + "?other=nobody")) == ["Choose one of these."]
    other = next(one for one in queries.draft(event).timetable if one.title["en"] == "Workshop")

    page = editor.get(f"{act(panel, 'swap')}?other={other.public_id}")
    assert moves(page) == ["10:00–11:00 Panel Hall Studio", "10:00–11:00 Workshop Studio Hall"]
    editor.submit(page, selector=DO)

    look_again()
    assert [room.name["en"] for room in panel.rooms] == ["Studio"]


def test_choices_are_in_the_language_of_the_page(editor: Browser, event: Event, panel: ProgrammeItem) -> None:
    opening = queries.draft(event).timetable.top[0]
    with transaction():
        opening.title = Translated({"en": "Opening", "ar": "الافتتاح"})
        opening.rooms[0].name = Translated({"en": "Hall", "ar": "القاعة"})
    editor.client.set_cookie(LANGUAGE_COOKIE, "ar")

    swap, form = editor.get(act(panel, "swap")), editor.get(url(event, f"sessions/{panel.public_id}/"))

    assert swap.select("[name=other] option")[1].get_text() == "09:00 الافتتاح (القاعة)"
    assert form.select("[name=parent] option")[1].get_text() == "الافتتاح"


def test_who_changes_days_is_told_the_days(editor: Browser, event: Event, panel: ProgrammeItem) -> None:
    hall = panel.rooms
    other = make.item(event, "Later", starts=at("10:00", 29), ends=at("11:00", 29), rooms=hall)

    page = editor.get(f"{act(panel, 'swap')}?other={other.public_id}")

    assert moves(page)[0] == "10:00 (Mon 28 Sep)–11:00 10:00 (Tue 29 Sep)–11:00 Panel Hall"
    assert moves(page)[-1] == "10:00 (Tue 29 Sep)–11:00 10:00 (Mon 28 Sep)–11:00 Later Hall"


def test_neighbours_are_merged_and_the_page_says_what_goes(
    editor: Browser, event: Event, panel: ProgrammeItem
) -> None:
    make.release(event)

    page = editor.get(act(panel, "merge"))
    assert page.select("#results dd")[0].get_text(strip=True) == "Panel / Lunch"
    assert told(page) == ["The public has read of the one that goes. The next release shows it as cancelled."]
    done = editor.submit(page, selector=DO)

    assert done.location == url(event, f"sessions/{panel.public_id}/")
    assert titles(event) == [
        "09:00 Opening",
        "10:00 Panel / Lunch",
        "10:00 One",
        "10:20 Two",
        "10:00 Workshop",
    ]


def test_a_session_is_split_and_duplicated(editor: Browser, event: Event, panel: ProgrammeItem) -> None:
    refused = editor.submit(editor.get(act(panel, "split")), at="09:00")
    assert refused.status == 422
    assert "Choose a time between the start and the end of the session." in refused.words
    editor.submit(refused, at="10:30", **{"title-en": "Panel, second part"})
    twin = editor.submit(editor.get(act(panel, "duplicate")), day="2026-09-29", starts="11:00")

    assert titles(event) == [
        "09:00 Opening", "10:00 Panel", "10:00 One", "10:20 Two", "10:00 Workshop",
        "10:30 Panel, second part", "12:00 Lunch", "11:00 Panel", "11:00 One", "11:20 Two",
    ]  # fmt: skip
    assert "Give it a title of its own." in editor.follow(twin).words
    half = editor.submit(editor.get(act(panel, "duplicate")), day="", starts="11:00")
    assert "Enter both day and start, or neither." in half.words


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("days/2026-09-28/copy", {}),
        ("sessions/{}/arrange/duplicate", {"starts": "15:00"}),
        ("sessions/{}/arrange/split", {"at": "10:35"}),
        ("sessions/{}/arrange/merge", {}),
    ],
)
def test_a_second_click_does_nothing_again(
    editor: Browser, event: Event, panel: ProgrammeItem, path: str, typed: dict[str, str]
) -> None:
    selector = "main form[method=post]"
    make.item(event, "Closing", starts=at("14:00"), ends=at("15:00"), in_all_rooms=True)
    page = editor.get(url(event, path.format(panel.public_id)))
    assert editor.submit(page, selector=selector, **typed).status == 302
    once = titles(event)

    again = editor.submit(page, selector=selector, **typed)

    assert again.status == 422
    assert titles(event) == once


@pytest.mark.parametrize("name", ["duplicate", "split", "merge"])
def test_what_has_changed_since_it_was_shown_is_looked_at_again(
    editor: Browser, event: Event, panel: ProgrammeItem, name: str
) -> None:
    selector = "main form[method=post]"
    page = editor.get(act(panel, name))
    entering.retitle(panel, Retitling(line="Theirs", revision=panel.revision), actor=SYSTEM)
    before = titles(event)

    again = editor.submit(page, selector=selector)
    assert again.status == 422
    assert "The draft has changed since you looked" in again.words
    assert titles(event) == before

    assert editor.submit(again, selector=selector).status == 302


def test_t36_times_that_come_twice_are_asked_about(editor: Browser, event: Event) -> None:
    night = make.item(event, "Night", starts=at("02:15"), ends=at("02:45"))
    copy = url(event, "days/2026-09-28/copy?day=2026-10-25")

    asked = editor.get(copy)
    assert "Say whether you mean the first or the second." in " ".join(told(asked))
    assert len(asked.select("form[method=get] [name=fold]")) == 2
    editor.submit(editor.get(f"{copy}&fold=1"), selector=DO)
    twin = editor.submit(editor.get(act(night, "duplicate")), day="2026-10-25", starts="02:30")
    editor.submit(twin, starts_fold="0")
    pause = editor.submit(
        editor.get(url(event, "days/2026-10-25/break")),
        **{"title-en": "Rest", "starts": "01:00", "ends": "02:30"},
    )
    editor.submit(pause, ends_fold="1")
    fit = editor.get(url(event, "days/2026-10-25/fit?starts=02:00&ends=03:30&way=evenly"))

    look_again()
    found = {(item.title["en"], item.starts_fold, item.ends_fold) for item in queries.draft(event).timetable}
    assert found == {("Night", 0, 0), ("Night", 1, 1), ("Night", 0, 1), ("Rest", 0, 1)}
    assert len(fit.select("form[method=get] [name=starts_fold]")) == 2


def test_a_day_is_copied_to_another_day(editor: Browser, event: Event, panel: ProgrammeItem) -> None:
    make.item(event, "There", starts=at("09:00", 29))

    page = editor.get(url(event, "days/2026-09-28/copy"))
    assert page.one("form[method=get] [name=day]")["value"] == "2026-09-29"
    assert page.one("#results h2").get_text() == "New on Tuesday, 29 September 2026"
    assert told(page) == ["There is a session on that day already. It stays."]
    editor.submit(page, selector=DO)

    assert titles(event)[6:] == [
        "09:00 There", "09:00 Opening", "10:00 Panel", "10:00 One", "10:20 Two", "10:00 Workshop",
        "12:00 Lunch",
    ]  # fmt: skip
    assert told(editor.get(url(event, "days/2026-09-28/copy?day=2026-09-28"))) == ["Choose another day."]
    assert panel.starts_local == at("10:00")
    outside = editor.get(url(event, "days/2026-09-28/copy?day=2026-12-24"))
    assert told(outside) == ["This is not one of the event’s days."]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-09-31", "today"])
@pytest.mark.parametrize("act", ["", "copy", "fit", "break"])
def test_a_day_no_event_can_be_on_has_no_page(editor: Browser, event: Event, day: str, act: str) -> None:
    assert editor.get(url(event, f"days/{day}/{act}")).status == 404


def test_sessions_of_a_room_are_fitted_between_two_times(
    editor: Browser, event: Event, panel: ProgrammeItem
) -> None:
    hall = panel.rooms[0].public_id
    page = editor.get(url(event, "days/2026-09-28/fit"))
    usual = [page.one(f"form[method=get] [name={name}]")["value"] for name in ("starts", "ends")]
    assert usual == ["09:00", "13:00"]

    page = editor.get(url(event, f"days/2026-09-28/fit?starts=09:00&ends=11:30&room={hall}&way=evenly"))
    editor.submit(page, selector=DO)

    assert titles(event) == [
        "09:00 Opening", "10:00 Workshop", "10:15 Panel", "10:15 One", "11:05 Two", "12:00 Lunch",
    ]  # fmt: skip
    assert told(editor.get(url(event, "days/2026-09-28/fit?starts=&ends=11:30&way=evenly"))) == [
        "Enter a time, for example 09:00."
    ]
    assert editor.get(url(event, "days/2026-09-30/fit")).select(DO) == []


def test_a_break_is_in_all_rooms_and_says_what_is_beside_it(
    editor: Browser, event: Event, panel: ProgrammeItem
) -> None:
    day = url(event, "days/2026-09-28/break")

    refused = editor.submit(editor.get(day), **{"title-en": "", "starts": "", "ends": "10:30"})
    assert [one.get_text() for one in refused.select(".error-summary li")] == [
        "Enter a text here.", "Enter a time, for example 09:00.",
    ]  # fmt: skip
    done = editor.submit(refused, **{"title-en": "Coffee", "starts": "10:15", "ends": "10:30"})

    words = editor.follow(done).words
    assert "The break is in the draft, in all rooms." in words
    assert "2 other sessions are on at that time." in words
    made = next(one for one in queries.draft(event).timetable if one.title["en"] == "Coffee")
    assert (made.in_all_rooms, made.kind, made.starts_local) == (True, SessionKind.BREAK, at("10:15"))
    assert panel.rooms != []


def test_the_lists_of_what_can_be_done_offer_only_what_can(
    editor: Browser, event: Event, panel: ProgrammeItem
) -> None:
    idea = make.item(event, "Idea", starts=None)

    full, short = editor.get(act(panel)), editor.get(act(idea))
    day, empty = editor.get(url(event, "days/2026-09-28/")), editor.get(url(event, "days/2026-09-30/"))

    assert [one.get_text() for one in full.select(".ways__name")] == [
        "Shift it and what follows", "Swap it with another session", "Fit the sessions inside",
        "Duplicate it", "Split it in two", "Merge it with its neighbour", "Edit its title in one line",
    ]  # fmt: skip
    assert [one.get_text() for one in short.select(".ways__name")] == [
        "Swap it with another session", "Duplicate it", "Edit its title in one line",
    ]  # fmt: skip
    assert [one.get_text() for one in day.select(".ways__name")] == [
        "A break in all rooms", "Shift the whole day", "Fit sessions between two times", "Copy the day",
    ]  # fmt: skip
    assert [one.get_text() for one in empty.select(".ways__name")] == ["A break in all rooms"]
    assert (
        moves(editor.get(str(day.select(".ways__name")[1]["href"])))[0] == "09:00–10:00 09:15–10:15 Opening"
    )
    assert "There is no session right before or after it" in editor.get(act(idea, "merge")).words
    assert editor.get(act(idea, "split")).status == 422
    assert editor.get(url(event, "days/yesterday/")).status == 404


def test_a_line_of_a_day_becomes_a_session_and_the_next_line_waits(editor: Browser, event: Event) -> None:
    hall = make.room(event, "Hall A")
    make.item(event, "First", starts=at("09:00"))

    done = editor.submit(editor.get(url(event)), selector=".quick-entry", entry="9:30-10:15 Opening; Hall A")

    made = next(one for one in queries.draft(event).timetable if one.title["en"] == "Opening")
    assert (made.starts_local, made.ends_local, made.rooms) == (at("09:30"), at("10:15"), [hall])
    assert done.location == url(event, f"?entered={made.public_id}#{made.public_id}")
    page = editor.follow(done)
    assert "“Opening” is in the draft." in page.words
    assert [one["id"] for one in page.select("[autofocus]")] == ["entry-2026-09-28"]


def test_a_refused_line_keeps_what_was_typed_and_can_be_sent_again(editor: Browser, event: Event) -> None:
    page = editor.submit(
        editor.get(url(event)), selector=".quick-entry", day="2026-10-25", entry="2:30 Night"
    )

    assert page.status == 422
    assert page.one("[name=entry]")["value"] == "2:30 Night"
    editor.submit(page, starts_fold="1")
    (made,) = queries.draft(event).timetable
    assert made.starts_fold == 1
    empty = editor.submit(editor.get(url(event)), selector=".quick-entry", entry="")
    assert (empty.status, "Enter a title." in empty.words) == (422, True)


def test_a_title_is_typed_in_one_line_and_a_stale_one_shows_both(
    editor: Browser, event: Event, panel: ProgrammeItem
) -> None:
    page = editor.get(url(event, f"sessions/{panel.public_id}/title"))
    entering.retitle(panel, Retitling(line="Theirs", revision=panel.revision), actor=SYSTEM)

    stale = editor.submit(page, entry="10:10-10:50 Mine")
    assert stale.status == 409
    assert [one.get_text(strip=True) for one in stale.select("[data-refusal] td")] == [
        "Theirs", "10:10-10:50 Mine",
    ]  # fmt: skip
    editor.submit(stale)

    look_again()
    assert (panel.title, panel.starts_local, panel.ends_local) == ({"en": "Mine"}, at("10:10"), at("10:50"))


def pressed(editor: Browser, item: ProgrammeItem, name: str) -> Page:
    """What is answered to one of the buttons of a session in the outline."""
    outline = editor.get(url(item.event))
    return editor.submit(
        outline, url=url(item.event, f"sessions/{item.public_id}/{name}"), selector="#outline-acts"
    )


def test_moving_and_nesting_by_button_says_what_has_become_of_it(
    editor: Browser, event: Event, panel: ProgrammeItem
) -> None:
    def press(item: ProgrammeItem, name: str) -> str:
        target = f"sessions/{item.public_id}/{name}"
        assert editor.get(url(event)).select(f"button[formaction$='{target}'][form=outline-acts]")
        return editor.follow(pressed(editor, item, name)).one(".notice--success").get_text(strip=True)

    lunch = queries.draft(event).timetable.top[-1]
    talk = queries.children(panel)[1]

    assert press(panel, "move/up") == "“Panel” has changed places."
    assert press(lunch, "nest") == "“Lunch” is inside “Workshop” now."
    assert press(talk, "unnest") == "“Two” stands by itself now."
    assert [one.get_text(strip=True) for one in editor.get(url(event)).select(".outline__list--inside a")]


def test_what_is_not_possible_says_why_where_it_is_seen(
    editor: Browser, event: Event, panel: ProgrammeItem
) -> None:
    """At the top: an address that leads to the session would scroll past the sentence."""
    talk = queries.children(panel)[0]
    why = {
        (talk, "nest"): "This session is inside another one already; sessions nest two levels deep.",
        (queries.draft(event).timetable.top[0], "move/up"): "There is no session on that side of “Opening”.",
    }

    for (item, name), words in why.items():
        done = pressed(editor, item, name)
        assert done.location == f"{url(event)}?at={item.public_id}"
        assert editor.follow(done).one(".notice--error").get_text(strip=True) == words


@pytest.mark.parametrize("path", [*(f"arrange/{name}" for name in ("", *ACTS)), "title"])
def test_only_who_builds_the_programme_gets_there(
    browser: Browser, event: Event, panel: ProgrammeItem, path: str
) -> None:
    viewer = accounts.user()
    make_events.member(event, viewer, TeamRole.VIEWER)
    browser.sign_in(viewer)
    elsewhere = make.item(make_events.event(), "Elsewhere")

    assert browser.get(url(event, f"sessions/{panel.public_id}/{path}")).status == 403
    browser.sign_in(_editor_of(event))
    assert browser.get(url(event, f"sessions/{elsewhere.public_id}/{path}")).status == 404


def _editor_of(event: Event) -> User:
    user = accounts.user()
    make_events.member(event, user, TeamRole.PROGRAMME_EDITOR)
    return user
