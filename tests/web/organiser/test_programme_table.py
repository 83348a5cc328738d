"""The draft as a table: every line saved by itself."""

from datetime import datetime

import pytest
from flask import Flask

from app.core.actors import SYSTEM
from app.core.db import db
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.models import ProgrammeItem, SessionKind
from app.programme.services import sessions
from app.programme.services.sessions import LineChanges
from tests.browserless import Browser, Page
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at
from tests.web.organiser.conflicts import choose, versions


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def url(event: Event, day: str = "2026-09-28") -> str:
    return f"/organise/events/{event.slug}/programme/table/?day={day}"


def names(page: Page) -> list[str]:
    return [str(one["value"]) for one in page.select("input[name$='-title']")]


def cells(item: ProgrammeItem, **fields: str) -> dict[str, str]:
    return {f"{item.public_id}-{name}": value for name, value in fields.items()}


def fresh(item: ProgrammeItem) -> ProgrammeItem:
    db.session.rollback()
    db.session.refresh(item)
    return item


def retitled(item: ProgrammeItem, title: str) -> LineChanges:
    return LineChanges(
        title=Translated({"en": title}), kind=item.kind, starts=item.starts_local, ends=item.ends_local,
        rooms=[], in_all_rooms=False, track="", revision=item.revision,
    )  # fmt: skip


def test_a_page_holds_one_day_with_talks_under_their_panel(editor: Browser, event: Event) -> None:
    panel = make.item(event, "Panel", starts=at("10:00"))
    make.item(event, "Talk", starts=at("10:30"), parent=panel)
    make.item(event, "Opening")
    make.item(event, "Tomorrow", starts=at("09:00", 29))
    make.item(event, "Idea", starts=None)

    assert names(editor.get(url(event))) == ["Opening", "Panel", "Talk"]
    assert names(editor.get(url(event, "2026-09-29"))) == ["Tomorrow"]
    assert names(editor.get(url(event, "none"))) == ["Idea"]
    assert names(editor.get(url(event, "nonsense"))) == ["Opening", "Panel", "Talk"]


def test_titles_begin_where_their_own_script_does(editor: Browser, event: Event) -> None:
    make.item(event, "Who is still outside, and who holds the door?")

    page = editor.get(f"{url(event)}&lang=ar")

    assert [one["dir"] for one in page.select("input[name$='-title']")] == ["auto"]


def test_all_lines_are_saved_at_once(editor: Browser, event: Event) -> None:
    hall, studio, track = make.room(event), make.room(event), make.track(event)
    first, second = make.item(event, "First"), make.item(event, "Second", rooms=[hall, studio])
    typed = {
        **cells(first, starts="11:00", ends="12:15", title="Renamed", kind="panel", rooms=hall.public_id),
        **cells(second, day="2026-09-29", rooms="*", track=track.public_id),
    }

    page = editor.submit(editor.get(url(event)), **typed)

    assert page.location == url(event)
    assert editor.follow(page).one(".notice--success").get_text(strip=True) == "2 sessions are saved."
    one, other = fresh(first), fresh(second)
    assert (one.starts_local, one.ends_local, one.title) == (at("11:00"), at("12:15"), {"en": "Renamed"})
    assert (one.kind, one.rooms) == (SessionKind.PANEL, [hall])
    assert (other.starts_local, other.in_all_rooms, other.rooms) == (at("09:00", 29), True, [])
    assert other.track == track


def test_a_table_sent_back_untouched_changes_nothing(editor: Browser, event: Event) -> None:
    items = [
        make.item(event, "Several", rooms=[make.room(event), make.room(event)], track=make.track(event)),
        make.item(event, "Everywhere", in_all_rooms=True),
        make.item(event, "Long night", starts=at("19:00"), ends=at("01:00", 29)),
        make.item(event, "Open end"),
    ]

    editor.submit(editor.get(url(event)))

    assert [fresh(item).revision for item in items] == [1, 1, 1, 1]


def test_a_night_stays_a_night_when_its_start_moves(editor: Browser, event: Event) -> None:
    item = make.item(event, "Gala", starts=at("19:00"), ends=at("01:00", 29))

    editor.submit(editor.get(url(event)), **cells(item, day="2026-09-29", starts="20:00", ends="02:00"))

    assert (fresh(item).starts_local, item.ends_local) == (at("20:00", 29), at("02:00", 30))


@pytest.mark.parametrize(
    ("before", "typed", "expected"),
    [
        # From a night to an evening, and back: the end is on the day of the start, or just past midnight.
        ((at("23:00"), at("01:00", 29)), ("20:00", "22:00"), (at("20:00"), at("22:00"))),
        ((at("20:00"), at("22:00")), ("23:00", "01:00"), (at("23:00"), at("01:00", 29))),
        ((at("20:00"), at("22:00")), ("22:00", "00:00"), (at("22:00"), at("00:00", 29))),
        # What lasts for days keeps them.
        ((at("09:00"), at("17:00", 30)), ("10:00", "16:00"), (at("10:00"), at("16:00", 30))),
        ((at("20:00"), at("10:00", 30)), ("21:00", "10:00"), (at("21:00"), at("10:00", 30))),
        # A long night is left alone as long as nobody touches its times.
        ((at("18:00"), at("09:00", 29)), ("18:00", "09:00"), (at("18:00"), at("09:00", 29))),
    ],
)
def test_an_end_belongs_to_the_day_of_its_start_or_to_the_night_after(
    editor: Browser,
    event: Event,
    before: tuple[datetime, datetime],
    typed: tuple[str, str],
    expected: tuple[datetime, datetime],
) -> None:
    item = make.item(event, "Gala", starts=before[0], ends=before[1])

    editor.submit(editor.get(url(event)), **cells(item, title="Ball", starts=typed[0], ends=typed[1]))

    assert (fresh(item).title, item.starts_local, item.ends_local) == ({"en": "Ball"}, *expected)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Enter a title."),
        ({"title": "x" * 10_000}, "Shorten this to 300 characters or fewer."),
        ({"starts": "10:00", "ends": "09:00"}, "The end is before the start. Correct one of them."),
        ({"starts": "9 o'clock"}, "Enter a time, for example 09:00."),
        ({"day": ""}, "Enter both day and start, or neither."),
        ({"day": "9999-12-31"}, "Enter a day between 1900 and 2199."),
        ({"day": "2026-03-29", "starts": "02:30"},
         "This time does not exist: the clocks go forward then. Choose another time."),
        ({"rooms": "NOROOM"}, "Choose one of these."),
    ],
)  # fmt: skip
def test_one_wrong_line_keeps_what_was_typed_and_stops_no_other(
    editor: Browser, event: Event, typed: dict[str, str], sentence: str
) -> None:
    wrong, right = make.item(event, "Wrong"), make.item(event, "Right")

    page = editor.submit(
        editor.get(url(event)),
        **cells(wrong, **{"kind": "panel", **typed}),
        **cells(right, title="Better"),
    )

    assert page.status == 422
    assert page.one(".error-summary li").get_text().endswith(f": {sentence}")
    assert page.select(f"[id='{str(page.one('.error-summary a')['href']).removeprefix('#')}']") != []
    row = page.one("tr.lines__wrong")
    assert row["id"] == wrong.public_id
    assert [one.get_text() for one in row.select(".field__error")] == [sentence]
    assert page.form("form.lines")[f"{wrong.public_id}-kind"] == "panel"
    assert (fresh(wrong).title, wrong.kind) == ({"en": "Wrong"}, SessionKind.OTHER)
    assert fresh(right).title == {"en": "Better"}
    again = editor.submit(
        page, selector="form.lines",
        **cells(wrong, day="2026-09-28", starts="09:00", ends="", title="Corrected", rooms=""),
    )  # fmt: skip
    assert again.status == 302
    assert (fresh(wrong).title, wrong.kind) == ({"en": "Corrected"}, SessionKind.PANEL)
    assert fresh(right).revision == 2


def test_a_kind_nobody_offered_is_refused_once(editor: Browser, event: Event) -> None:
    item = make.item(event, "Opening")

    page = editor.submit(editor.get(url(event)), **cells(item, kind="dance"))

    assert page.status == 422
    assert [one.get_text() for one in page.select(".field__error")] == [
        "Lines marked below are not saved yet. All others are.", "Choose one of these.",
    ]  # fmt: skip
    assert fresh(item).kind is SessionKind.OTHER


def test_a_stale_line_is_refused_alone_with_both_versions(editor: Browser, event: Event) -> None:
    stale, other = make.item(event, "Stale"), make.item(event, "Other")
    page = editor.get(url(event))
    sessions.edit_line(stale, retitled(stale, "Theirs"), actor=SYSTEM)

    refused = editor.submit(page, **cells(stale, title="Mine"), **cells(other, title="Saved"))

    assert refused.status == 409
    assert versions(refused) == [["Title", "Theirs", "Mine"]]
    assert (fresh(stale).title, fresh(other).title) == ({"en": "Theirs"}, {"en": "Saved"})
    assert refused.one(".error-summary a")["href"] == f"#{stale.public_id}"
    assert editor.submit(refused, selector="form.lines", **choose(refused, "mine")).status == 302
    assert fresh(stale).title == {"en": "Mine"}


def test_lines_of_two_who_edit_are_merged_each_by_itself(editor: Browser, event: Event) -> None:
    first, second = make.item(event, "First"), make.item(event, "Second")
    page = editor.get(url(event))
    for item in (first, second):
        sessions.edit_line(item, retitled(item, "Theirs"), actor=SYSTEM)

    refused = editor.submit(page, **cells(first, title="Mine"), **cells(second, kind="panel"))
    saved = editor.submit(refused, selector="form.lines", **choose(refused, "theirs"))

    assert refused.status == 409
    assert versions(refused) == [
        ["Title", "Theirs", "Mine"],
        ["Title", "Theirs", "Second"],
        ["Kind", "Other", "Panel"],
    ]
    assert saved.status == 302
    assert (fresh(first).title, fresh(second).title) == ({"en": "Theirs"}, {"en": "Theirs"})
    assert (first.kind, second.kind) == (SessionKind.OTHER, SessionKind.PANEL)


def test_a_line_nobody_touched_is_not_stale(editor: Browser, event: Event) -> None:
    moved, mine = make.item(event, "Moved"), make.item(event, "Mine")
    page = editor.get(url(event))
    sessions.edit_line(moved, retitled(moved, "Theirs"), actor=SYSTEM)

    saved = editor.submit(page, **cells(mine, title="New"))

    assert saved.status == 302
    assert (fresh(moved).title, fresh(mine).title) == ({"en": "Theirs"}, {"en": "New"})


def warning(page: Page) -> str:
    return page.one(".notice--warning").get_text(strip=True)


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (["Gone"], "“Gone” has been removed by somebody else in the meantime."),
        (
            ["Gone", "Also", "Too"],
            "“Gone” and 2 other sessions have been removed by somebody else in the meantime.",
        ),
    ],
)
def test_what_has_gone_meanwhile_is_told_by_its_title(
    editor: Browser, event: Event, titles: list[str], said: str
) -> None:
    gone = [make.item(event, title, rooms=[make.room(event)], ends=at("09:30")) for title in titles]
    there = make.item(event, "There")
    page = editor.get(url(event))
    for item in gone:
        sessions.remove(item, actor=SYSTEM)

    answer = editor.submit(page, **cells(there, title="New"))

    assert warning(editor.follow(answer)) == said
    assert fresh(there).title == {"en": "New"}


def test_what_was_typed_into_it_can_become_a_new_session(editor: Browser, event: Event) -> None:
    halls, track = [make.room(event), make.room(event)], make.track(event)
    gone = make.item(event, "Gone", rooms=halls, track=track, kind=SessionKind.PANEL)
    there = make.item(event, "There")
    page = editor.get(url(event))
    sessions.remove(gone, actor=SYSTEM)

    answer = editor.submit(
        page, **cells(gone, title="My title", starts="10:00", ends="11:00"), **cells(there, title="New")
    )

    assert answer.status == 409
    (line,) = answer.select(".notice--error li")
    assert line.select("bdi")[0].get_text() == "My title"
    assert fresh(there).title == {"en": "New"}
    editor.submit(editor.get(str(line.select("a")[0]["href"])))
    db.session.rollback()
    (made,) = (one for one in queries.draft(event).timetable if one.title == {"en": "My title"})
    assert (made.starts_local, made.ends_local, made.kind) == (at("10:00"), at("11:00"), SessionKind.PANEL)
    assert (made.rooms, made.track) == (halls, track)


def test_what_cannot_be_is_shown_as_it_was_typed_and_left_out_of_the_new_session(
    editor: Browser, event: Event
) -> None:
    make.room(event)
    gone = make.item(event, "Gone")
    page = editor.get(url(event))
    sessions.remove(gone, actor=SYSTEM)

    answer = editor.submit(page, **cells(gone, title="<b>", starts="25:99", rooms="*"))

    (line,) = answer.select(".notice--error li")
    assert [one.get_text() for one in line.select("bdi")] == ["<b>", "2026-09-28 25:99"]
    form = editor.get(str(line.select("a")[0]["href"])).form()
    assert (form["title-en"], form["starts"], form["in_all_rooms"]) == ("<b>", "", "y")


def test_a_line_moved_to_another_day_by_somebody_else_is_still_saved(editor: Browser, event: Event) -> None:
    item = make.item(event, "Here")
    page = editor.get(url(event))
    changes = LineChanges(
        title=item.title, kind=item.kind, starts=at("09:00", 29), ends=None, rooms=[],
        in_all_rooms=False, track="", revision=1,
    )  # fmt: skip
    sessions.edit_line(item, changes, actor=SYSTEM)

    refused = editor.submit(page, **cells(item, title="Mine"))

    assert refused.status == 409
    assert versions(refused) == [["Day", "2026-09-29", "2026-09-28"], ["Title", "Here", "Mine"]]
    assert editor.submit(refused, selector="form.lines").status == 302
    assert (fresh(item).title, fresh(item).starts_local) == ({"en": "Mine"}, at("09:00", 29))


def test_t36_a_time_that_comes_twice_is_asked_about_in_its_line(editor: Browser, event: Event) -> None:
    item = make.item(event, "Night")

    asked = editor.submit(editor.get(url(event)), **cells(item, day="2026-10-25", starts="02:30"))
    assert asked.status == 422
    assert len(asked.select(".lines__fold input[type=radio]")) == 2
    answered = editor.submit(asked, selector="form.lines", **cells(item, starts_fold="1"))

    assert answered.status == 302
    assert fresh(item).starts_fold == 1


def test_t18_sessions_of_another_event_cannot_be_slipped_in(editor: Browser, event: Event) -> None:
    make.item(event, "Mine")
    other = make.item(make_events.event(), "Secret")

    page = editor.submit(
        editor.get(url(event)), **cells(other, was="x", title="Stolen", kind="panel", revision="1")
    )

    assert "Secret" not in page.text
    assert fresh(other).title == {"en": "Secret"}


def test_an_expired_token_keeps_the_whole_table(editor: Browser, event: Event) -> None:
    item = make.item(event, "Before")
    page = editor.submit(editor.get(url(event)), **cells(item, title="Typed"), csrf_token="old")

    assert page.status == 400
    assert names(page) == ["Typed"]
    assert fresh(item).title == {"en": "Before"}
    assert editor.submit(page, selector="form.lines").status == 302
    assert fresh(item).title == {"en": "Typed"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_costs_the_same_for_any_number_of_rows(
    editor: Browser, event: Event, count_queries: list[str], rows: int
) -> None:
    for _ in range(rows):
        item = make.item(event, rooms=[make.room(event)], track=make.track(event), people=[make.person()])
        make.item(event, parent=item)
    count_queries.clear()

    page = editor.get(url(event))

    assert len(names(page)) == rows * 2
    # session, grants, event; the draft: five; its ends: two; what the checks know beside the draft: eight
    assert len(count_queries) == 18, count_queries


def test_a_table_without_sessions_says_so(editor: Browser, event: Event) -> None:
    page = editor.get(url(event))

    assert page.one(".empty__title").get_text() == "No session here"
    assert queries.draft(event).timetable.days() == {}
