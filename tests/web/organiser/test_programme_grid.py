"""The grid without scripts, and the form every session of it leads to."""

from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from app.core.actors import SYSTEM, Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.events.models import Event, TeamRole
from app.programme.models import ProgrammeItem
from app.programme.services import placing, presence
from app.programme.services.placing import Placement
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at, local
from tests.web.organiser.conflicts import choose

SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(slug="iclc")


def url(day: str = "2026-09-28") -> str:
    return f"/organise/events/iclc/programme/grid/?day={day}"


def form_url(item: ProgrammeItem) -> str:
    return f"/organise/events/iclc/programme/sessions/{item.public_id}/place"


def fresh(item: ProgrammeItem) -> ProgrammeItem:
    db.session.rollback()
    db.session.refresh(item)
    return item


def titles(page: Page, selector: str = ".plan__board .grid-card__title") -> list[str]:
    return [one.get_text(strip=True) for one in page.select(selector)]


def flash(browser: Browser, page: Page) -> str:
    return browser.follow(page).one(".notice--success").get_text(strip=True)


def script(browser: Browser, item: ProgrammeItem, **fields: Any) -> Page:
    """What the grid's script sends."""
    token = browser.get(url()).one(".plan")["data-token"]
    data = {"revision": str(item.revision), "day": "", "starts": "", "length": "", **fields}
    return browser.post(form_url(item), data, headers={**SCRIPT, "X-CSRF-Token": str(token)})


def test_a_day_is_a_table_of_rooms_with_every_session_in_it(editor: Browser, event: Event) -> None:
    hall, studio = make.room(event, "Hall"), make.room(event, "Studio")
    panel = make.item(event, "Panel", ends=at("11:00"), rooms=[hall])
    make.item(event, "Talk", starts=at("09:30"), parent=panel)
    make.item(event, "Question", starts=None, parent=panel)
    make.item(event, "Workshop", ends=at("10:00"), rooms=[studio])
    make.item(event, "Tomorrow", starts=at("09:00", 29))
    make.item(event, "Idea", starts=None)

    page = editor.get(url())

    assert titles(page) == ["Panel", "Talk", "Workshop"]
    assert [one.get_text() for one in page.select(".timetable__room")] == ["Hall", "Studio"]
    assert "column-2" in page.one(f"[id='{panel.public_id}']")["class"].split()
    assert [one.get_text(strip=True) for one in page.select(".grid-card__untimed a:first-child")] == [
        "Question"
    ]
    assert titles(page, ".plan__tray .grid-card__title") == ["Idea"]
    assert len(page.select(".plan__desk a[href*='/place']")) == 5
    assert "Times are those of Europe/Berlin, CEST (UTC+2)." in page.words


def test_every_day_of_the_event_has_a_tab_and_nonsense_leads_to_the_first(
    editor: Browser, event: Event
) -> None:
    make.item(event, "Late", starts=at("09:00", 30))

    page = editor.get(url("nonsense"))

    tabs = page.select(".plan .tabs a")
    assert [one["href"] for one in tabs] == [url(f"2026-09-{day}") for day in (28, 29, 30)]
    assert page.one(".plan .tabs [aria-current]")["href"] == url("2026-09-30")
    assert "Nothing is planned on this day yet." in editor.get(url("2026-09-29")).words


def test_what_the_checks_have_found_is_marked_in_words(editor: Browser, event: Event) -> None:
    item = make.item(event, "Backwards", ends=at("08:00"))

    page = editor.get(url())

    mark = page.one(f"[id='{item.public_id}'] .grid-card__mark").get_text(" ", strip=True)
    assert mark == "Error It ends before it starts."
    assert "Backwards: It ends before it starts." in page.one("[data-part=findings]").get_text(
        " ", strip=True
    ).replace(" :", ":")


@pytest.mark.parametrize(
    ("day", "sentence"), [("2026-10-25", "The clocks go back"), ("2027-03-28", "The clocks go forward")]
)
def test_a_day_on_which_the_clocks_change_says_so(
    editor: Browser, event: Event, day: str, sentence: str
) -> None:
    make.item(event, "Vigil", starts=local(f"{day} 12:00"))

    assert sentence in editor.get(url(day)).one(".plan__shift").get_text()


def test_who_only_reads_the_draft_finds_nothing_to_move(browser: Browser, event: Event) -> None:
    reader = accounts.user()
    make_events.member(event, reader, TeamRole.VIEWER)
    browser.sign_in(reader)
    item = make.item(event, "Opening")
    make.item(event, "Idea", starts=None)

    page = browser.get(url())

    assert titles(page) == ["Opening"]
    assert page.select("[data-component=programme-grid], a[href*='/place'], .plan script") == []
    assert browser.get(form_url(item)).status == 403


def test_a_grid_costs_the_same_for_any_number_of_sessions(
    editor: Browser, event: Event, count_queries: list[str]
) -> None:
    counts = []
    for _number in range(2):
        for _session in range(3):
            make.item(event, rooms=[make.room(event)], track=make.track(event), people=[make.person()])
        count_queries.clear()
        editor.get(url())
        counts.append(len(count_queries))

    assert counts[0] == counts[1]


def test_the_form_moves_a_session_and_keeps_its_length(editor: Browser, event: Event) -> None:
    hall, studio = make.room(event, "Hall"), make.room(event, "Studio")
    item = make.item(event, "Opening", ends=at("09:45"), rooms=[hall])

    sent = editor.submit(editor.get(form_url(item)), starts="11:15", rooms=[studio.public_id])

    assert sent.location == f"{url()}#{item.public_id}"
    assert flash(editor, sent) == "“Opening” moved to 11:15–12:00, Studio."
    assert (fresh(item).starts_local, item.ends_local, item.rooms) == (at("11:15"), at("12:00"), [studio])


@pytest.mark.parametrize(
    ("fields", "ends"),
    [
        ({"length": "90"}, at("10:30")),
        ({"ends": "10:20"}, at("10:20")),
        ({"length": "", "ends": ""}, None),
        ({"length": "0"}, at("09:00")),
        ({"starts": "22:00", "ends": "01:00"}, at("01:00", 29)),
        ({"ends": "10:00", "ends_day": "2026-09-30"}, at("10:00", 30)),
    ],
)
def test_a_session_ends_after_its_length_or_at_a_time(
    editor: Browser, event: Event, fields: dict[str, str], ends: Any
) -> None:
    item = make.item(event, ends=at("09:45"))

    page = editor.submit(editor.get(form_url(item)), **fields)

    assert page.status == 302
    assert fresh(item).ends_local == ends


def test_what_has_no_length_has_one_time(editor: Browser, event: Event) -> None:
    item = make.item(event, "Closing", ends=at("09:00"))
    assert editor.get(url()).one("[data-time]").get_text() == "09:00"

    sent = editor.submit(editor.get(form_url(item)), starts="15:00")

    assert flash(editor, sent) == "“Closing” moved to 15:00, no room yet."


def test_an_empty_day_and_time_put_it_back_among_what_waits(editor: Browser, event: Event) -> None:
    panel = make.item(event, "Panel", ends=at("11:00"))
    talk = make.item(event, "Talk", starts=at("09:30"), parent=panel)
    page = editor.get(f"{form_url(panel)}?from=2026-09-29")
    assert page.one("[name=with_children]").has_attr("checked")

    sent = editor.submit(page, url=f"{form_url(panel)}?from=2026-09-29", day="", starts="", length="")

    assert sent.location == f"{url('2026-09-29')}#{panel.public_id}"
    assert flash(editor, sent) == "“Panel” waits to be scheduled. 1 session inside has moved with it."
    assert (fresh(panel).starts_local, fresh(talk).starts_local) == (None, None)


def test_a_session_inside_says_that_it_has_no_time_of_its_own(editor: Browser, event: Event) -> None:
    talk = make.item(event, "Talk", parent=make.item(event, "Panel", ends=at("11:00")))

    sent = editor.submit(editor.get(form_url(talk)), day="", starts="", length="")

    assert flash(editor, sent) == "“Talk” has no time of its own any more."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": ""}, "Enter the day as well."),
        ({"starts": ""}, "Enter the time as well, or remove the day."),
        ({"starts": "25:00"}, "Enter a time, for example 09:00."),
        ({"length": "-5"}, "Enter a whole number from 0 to 20160."),
        ({"ends": "08:00", "ends_day": "2026-09-28"}, "The end is before the start."),
        ({"day": "1800-01-01"}, "Enter a day between"),
        ({"rooms": "NOSUCH"}, "Choose from these."),
        ({"day": "2027-03-28", "starts": "02:30"}, "This time does not exist"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    editor: Browser, event: Event, fields: dict[str, str], sentence: str
) -> None:
    make.room(event)
    item = make.item(event, ends=at("09:45"))

    page = editor.submit(editor.get(form_url(item)), **fields)

    assert page.status == 422
    assert sentence in page.one(".error-summary").get_text()
    for name, value in fields.items():
        if name != "rooms":
            assert page.one(f"[name={name}]").get("value", "") == value
    assert (fresh(item).starts_local, item.revision) == (at("09:00"), 1)


def test_a_time_that_comes_twice_is_asked_for(editor: Browser, event: Event) -> None:
    item = make.item(event, ends=at("09:45"))

    page = editor.submit(editor.get(form_url(item)), day="2026-10-25", starts="02:30")
    assert page.status == 422
    assert "This time comes twice" in page.one(".error-summary").get_text()

    assert editor.submit(page, starts_fold="1").status == 302
    assert (fresh(item).starts_local, item.starts_fold) == (local("2026-10-25 02:30"), 1)
    assert (item.ends_local, item.ends_fold) == (local("2026-10-25 03:15"), 0)


def test_a_length_counts_the_hour_that_comes_twice(editor: Browser, event: Event) -> None:
    item = make.item(event)

    editor.submit(editor.get(form_url(item)), day="2026-10-25", starts="01:30", length="90")

    assert (fresh(item).ends_local, item.ends_fold) == (local("2026-10-25 02:00"), 1)


def moved_by_somebody_else(item: ProgrammeItem) -> None:
    placement = Placement(starts=at("15:00"), ends=at("16:00"), revision=item.revision)
    placing.place(item, placement, actor=SYSTEM)


def test_a_form_shown_before_somebody_else_saved_overwrites_nothing(editor: Browser, event: Event) -> None:
    item = make.item(event, ends=at("09:45"))
    page = editor.get(form_url(item))
    moved_by_somebody_else(item)

    page = editor.submit(page, starts="11:00")
    assert page.status == 409
    assert "Somebody else was faster" in page.words
    assert fresh(item).starts_local == at("15:00")

    assert editor.submit(page, **choose(page, "mine")).status == 302
    assert (fresh(item).starts_local, item.ends_local) == (at("11:00"), at("11:45"))  # times are not mixed


def test_who_else_is_editing_a_session_stands_on_it(editor: Browser, event: Event) -> None:
    item = make.item(event, "Opening")
    other = accounts.user(name="Olga Other")
    make_events.member(event, other)
    place = presence.place_of(item)
    presence.seen(
        event,
        place,
        actor=Actor(ActorKind.USER, id=other.id, grants={event.id: frozenset({Permission.PROGRAMME_EDIT})}),
    )

    assert editor.get(url()).one(".plan__board .presence").get_text() == "Olga Other is editing this."
    assert editor.get(form_url(item)).one(".presence").get_text() == "Olga Other is editing this too."


def test_a_script_is_told_what_is_stored_now(editor: Browser, event: Event) -> None:
    hall = make.room(event, "Hall")
    item = make.item(event, "Opening", ends=at("09:45"))

    page = script(
        editor,
        item,
        day="2026-09-28",
        starts="10:00",
        ends="10:45",
        ends_day="2026-09-28",
        rooms=hall.public_id,
    )

    assert page.status == 200
    assert page.response.get_json() == {
        "id": item.public_id,
        "revision": 2,
        "starts": "2026-09-28T10:00",
        "ends": "2026-09-28T10:45",
        "rooms": [hall.public_id],
        "in_all_rooms": False,
        "said": "“Opening” moved to 10:00–10:45, Hall.",
    }


def test_a_stale_script_is_told_what_somebody_else_has_done(editor: Browser, event: Event) -> None:
    item = make.item(event, "Opening", ends=at("09:45"))
    seen = item.revision
    moved_by_somebody_else(item)

    page = script(editor, item, revision=str(seen), day="2026-09-28", starts="10:00")

    answer = page.response.get_json()
    assert page.status == 409
    assert (answer["code"], answer["revision"], answer["starts"]) == ("stale_edit", 2, "2026-09-28T15:00")
    assert answer["said"] == (
        "Somebody else was faster. “Opening” is now on Monday, 28 September 2026, 15:00–16:00, no room yet."
    )
    assert fresh(item).starts_local == at("15:00")


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"day": "2026-10-25", "starts": "02:30"}, 422, "time_ambiguous"),
        ({"day": "2027-03-28", "starts": "02:30"}, 422, "time_in_gap"),
        ({"day": "2026-09-28", "starts": "nine"}, 422, "invalid"),
        ({"day": "2026-09-28", "starts": "10:00", "revision": "x"}, 409, "stale_edit"),
    ],
)
def test_a_refused_script_is_told_why(
    editor: Browser, event: Event, fields: dict[str, str], status: int, code: str
) -> None:
    item = make.item(event, ends=at("09:45"))

    page = script(editor, item, **fields)

    assert (page.status, page.response.get_json()["code"]) == (status, code)
    assert page.response.get_json()["said"]
    assert fresh(item).starts_local == at("09:00")


def test_a_script_without_a_token_moves_nothing(editor: Browser, event: Event) -> None:
    item = make.item(event)

    page = editor.post(
        form_url(item), {"revision": "1", "day": "2026-09-28", "starts": "12:00"}, headers=SCRIPT
    )

    assert page.status == 400
    assert fresh(item).starts_local == at("09:00")


def test_a_link_of_the_grid_has_the_form_filled_in(editor: Browser, event: Event) -> None:
    hall = make.room(event)
    item = make.item(event, ends=at("09:45"))

    page = editor.get(
        f"{form_url(item)}?day=2026-10-25&starts=02:30&length=&ends=02:45&rooms={hall.public_id}"
    )

    values = page.form()
    assert (values["day"], values["starts"], values["ends"], values["rooms"]) == (
        "2026-10-25", "02:30", "02:45", hall.public_id,
    )  # fmt: skip
    assert len(page.select("[name=starts_fold]")) == len(page.select("[name=ends_fold]")) == 2
    assert editor.get(f"{form_url(item)}?starts=%27%3E&day=x&rooms=y").status == 200


def test_undoing_comes_back_to_the_day_of_the_grid_and_nowhere_else(editor: Browser, event: Event) -> None:
    item = make.item(event, "Opening")
    moved_by_somebody_else(item)
    undo = "form[action$='/steps/undo']"
    page = editor.get(url("2026-09-29"))

    assert editor.submit(page, selector=undo).location == url("2026-09-29")
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example", "/organise/", "x/../../"):
        redo = editor.submit(
            page, url="/organise/events/iclc/programme/steps/redo", selector=undo, back=elsewhere
        )
        assert redo.location in {"/organise/events/iclc/programme/", ""}
        editor.submit(page, selector=undo)


def test_hostile_titles_are_only_text(editor: Browser, event: Event) -> None:
    hostile = "<img src=x onerror=alert(1)>\"'"
    item = make.item(event, hostile)
    with transaction():
        make.room(event, hostile)

    assert editor.get(url()).select(".plan img") == []
    assert hostile in script(editor, item, day="2026-09-28", starts="10:00").response.get_json()["said"]
    assert editor.get(f"{form_url(item)}?from={quote(hostile)}").select("main img") == []


def exhibition(event: Event) -> ProgrammeItem:
    return make.item(
        event, "Exhibition", starts=at("16:00"), ends=at("14:00", 30), rooms=[make.room(event, "Foyer")]
    )


@pytest.mark.parametrize(
    ("day", "place", "times"),
    [
        (28, ".timetable-frame", "16:00–14:00 (Wed 30 Sep)"),
        (29, ".plan__above", "16:00 (Mon 28 Sep)–14:00 (Wed 30 Sep)"),
        (30, ".timetable-frame", "16:00 (Mon 28 Sep)–14:00"),
    ],
)
def test_a_session_of_several_days_is_shown_on_each_of_them(
    editor: Browser, event: Event, day: int, place: str, times: str
) -> None:
    item = exhibition(event)

    page = editor.get(url(f"2026-09-{day}"))

    shown = page.one(f"{place} [id='{item.public_id}']")
    assert shown.select_one("[data-time]").get_text() == times  # type: ignore[union-attr]
    assert ("Continued" in shown.get_text()) == (day > at("16:00").day)
    assert [one.get_text(strip=True) for one in page.select(".plan .tabs a")] == [
        "Mon 28 Sep", "Tue 29 Sep", "Wed 30 Sep",
    ]  # fmt: skip
    assert "Nothing is planned" not in page.words


def test_the_form_keeps_the_length_of_several_days_and_comes_back_to_the_day_it_was_seen_on(
    editor: Browser, event: Event
) -> None:
    item = exhibition(event)
    page = editor.get(str(editor.get(url("2026-09-29")).one(".grid-card__move")["href"]))

    assert "Until now it ends on 30 September 2026, 14:00." in page.words

    sent = editor.submit(page, url=f"{form_url(item)}?from=2026-09-29", starts="10:00")

    assert sent.location == f"{url('2026-09-29')}#{item.public_id}"
    assert flash(editor, sent) == (
        "“Exhibition” moved to Monday, 28 September 2026, 10:00–08:00 (Wed 30 Sep), Foyer."
    )
    assert (fresh(item).starts_local, item.ends_local) == (at("10:00"), at("08:00", 30))


@pytest.mark.parametrize("day", ["2026-10-01", "2026-09-29%22x", "nonsense"])
def test_the_form_leads_to_the_first_day_from_where_the_session_is_not(
    editor: Browser, event: Event, day: str
) -> None:
    item = exhibition(event)

    assert editor.get(f"{form_url(item)}?from={day}").one(".back a")["href"] == f"{url()}#{item.public_id}"


def test_the_outline_names_the_day_on_which_a_session_of_several_days_ends(
    editor: Browser, event: Event
) -> None:
    exhibition(event)

    page = editor.get("/organise/events/iclc/programme/")

    assert page.one(".outline__time").get_text(" ", strip=True) == "16:00–14:00 (Wed 30 Sep)"
