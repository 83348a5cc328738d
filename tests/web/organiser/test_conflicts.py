"""Two who edit one session: what each has changed is kept, what both have is decided by who saves last."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, TeamRole
from app.http.language import LANGUAGE_COOKIE
from app.people.models import Person
from app.programme.models import ProgrammeItem
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at
from tests.web.organiser.conflicts import choose, open_fields, versions


@pytest.fixture(autouse=True)
def _before_the_event() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 8, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(content_languages=["en", "fr"])


@pytest.fixture
def other(app: Flask, event: Event) -> Browser:
    """A second browser, in which somebody else of the team is signed in."""
    user = accounts.user(name="Ola Other")
    make_events.member(event, user, TeamRole.PROGRAMME_EDITOR)
    browser = Browser(app)
    browser.sign_in(user)
    return browser


@pytest.fixture
def item(event: Event) -> ProgrammeItem:
    abstract = Translated({"en": "First line.\n\nSecond line."})
    made = make.item(event, starts=at("09:00"), ends=at("10:00"), abstract=abstract)
    with transaction():
        made.title = Translated({"en": "Opening", "fr": "Ouverture"})
    return made


def url(item: ProgrammeItem) -> str:
    return f"/organise/events/{item.event.slug}/programme/sessions/{item.public_id}/"


def fresh(item: ProgrammeItem) -> ProgrammeItem:
    db.session.rollback()
    db.session.refresh(item)
    return item


def save(browser: Browser, page: Page, **fields: Any) -> Page:
    return browser.submit(
        page, selector="main form.form", **{name.replace("__", "-"): value for name, value in fields.items()}
    )


def test_what_two_have_changed_in_different_places_is_all_kept(
    editor: Browser, other: Browser, item: ProgrammeItem, event: Event
) -> None:
    room = make.room(event, "Hall")
    mine, theirs = editor.get(url(item)), other.get(url(item))
    save(other, theirs, abstract__en="Theirs.\n\nIn two parts.", ends="10:30", rooms=[room.public_id])

    refused = save(editor, mine, title__fr="Accueil", seats="40", has_captions="y")

    assert refused.status == 409
    assert open_fields(refused) == []
    assert versions(refused) == [
        ["Title (French)", "Ouverture", "Accueil"], ["Ends at", "10:30", "10:00"], ["Rooms", "Hall", "–"],
        ["Seats", "–", "40"], ["With captions", "No", "Yes"],
        ["Abstract (English)", "Theirs.\n\nIn two parts.", "First line.\n\nSecond line."],
    ]  # fmt: skip
    assert save(editor, refused).status == 302
    saved = fresh(item)
    assert saved.title == {"en": "Opening", "fr": "Accueil"}
    assert saved.abstract == {"en": "Theirs.\n\nIn two parts."}
    assert (saved.ends_local, saved.seats, saved.has_captions) == (at("10:30"), 40, True)
    assert [one.public_id for one in saved.rooms] == [room.public_id]


@pytest.mark.parametrize(("choice", "title"), [("theirs", "Theirs"), ("mine", "Mine")])
def test_of_what_both_have_changed_one_is_chosen(
    editor: Browser, other: Browser, item: ProgrammeItem, choice: str, title: str
) -> None:
    mine = editor.get(url(item))
    save(other, other.get(url(item)), title__en="Theirs", kind="panel")

    refused = save(editor, mine, title__en="Mine")
    saved = save(editor, refused, **choose(refused, choice))

    assert open_fields(refused) == ["Title (English)"]
    assert refused.form("main form.form")["title-en"] == "Mine"
    assert saved.status == 302
    assert (fresh(item).title["en"], item.kind) == (title, "panel")


def test_nothing_is_saved_before_everything_is_decided(
    editor: Browser, other: Browser, item: ProgrammeItem
) -> None:
    mine = editor.get(url(item))
    save(other, other.get(url(item)), title__en="Theirs", abstract__en="Theirs.")
    refused = save(editor, mine, title__en="Mine", abstract__en="Mine.")
    one, _same, another, _again = (str(radio["name"]) for radio in refused.select("input[type=radio]"))

    undecided = save(editor, refused, **{one: "theirs"})
    nonsense = save(editor, undecided, **{another: "both"})

    assert (undecided.status, nonsense.status) == (409, 409)
    assert open_fields(refused) == ["Title (English)", "Abstract (English)"]
    assert open_fields(undecided) == open_fields(nonsense) == ["Abstract (English)"]
    assert fresh(item).abstract == {"en": "Theirs."}
    assert save(editor, nonsense, **{another: "mine"}).status == 302
    assert (fresh(item).title["en"], item.abstract["en"]) == ("Theirs", "Mine.")


def test_a_version_can_be_written_anew_from_both(
    editor: Browser, other: Browser, item: ProgrammeItem
) -> None:
    mine = editor.get(url(item))
    save(other, other.get(url(item)), title__en="Theirs")
    refused = save(editor, mine, title__en="Mine")

    save(editor, refused, **choose(refused, "mine"), title__en="Mine and theirs")

    assert fresh(item).title["en"] == "Mine and theirs"


def test_a_third_who_is_faster_again_leads_to_the_next_choice(
    editor: Browser, other: Browser, item: ProgrammeItem
) -> None:
    mine = editor.get(url(item))
    save(other, other.get(url(item)), title__en="Second", note__en="Second")
    refused = save(editor, mine, title__en="Mine", note__en="Mine")
    save(other, other.get(url(item)), title__en="Third", seats="7")

    again = save(editor, refused, **choose(refused, "mine"))

    assert again.status == 409
    assert versions(again) == [
        ["Title (English)", "Third", "Mine"],
        ["Seats", "7", "–"],
        ["Note on delivery (English)", "Second", "Mine"],
    ]
    assert open_fields(again) == ["Title (English)"]
    assert save(editor, again, **choose(again, "theirs")).status == 302
    saved = fresh(item)
    assert (saved.title["en"], saved.note["en"], saved.seats) == ("Third", "Mine", 7)


def test_a_choice_counts_also_where_something_else_is_refused_then(
    editor: Browser, other: Browser, item: ProgrammeItem
) -> None:
    mine = editor.get(url(item))
    save(other, other.get(url(item)), title__en="Theirs")
    refused = save(editor, mine, title__en="Mine", seats="40")

    wrong = save(editor, refused, **choose(refused, "theirs"), ends="08:00")
    saved = save(editor, wrong, ends="11:00")

    assert (wrong.status, wrong.form("main form.form")["title-en"]) == (422, "Theirs")
    assert saved.status == 302
    assert (fresh(item).title["en"], item.seats, item.ends_local) == ("Theirs", 40, at("11:00"))


def test_times_that_both_have_changed_are_not_mixed(
    editor: Browser, other: Browser, item: ProgrammeItem
) -> None:
    mine = editor.get(url(item))
    save(other, other.get(url(item)), starts="15:00", ends="16:00", seats="5")

    refused = save(editor, mine, ends="10:30")

    assert versions(refused) == [
        ["Starts at", "15:00", "09:00"],
        ["Ends at", "16:00", "10:30"],
        ["Seats", "5", "–"],
    ]
    assert open_fields(refused) == ["Starts at", "Ends at"]
    assert refused.form("main form.form")["starts"] == "09:00"
    assert save(editor, refused, **choose(refused, "theirs")).status == 302
    assert (fresh(item).starts_local, item.ends_local, item.seats) == (at("15:00"), at("16:00"), 5)


def test_what_both_have_typed_alike_is_no_conflict(
    editor: Browser, other: Browser, item: ProgrammeItem
) -> None:
    mine = editor.get(url(item))
    save(other, other.get(url(item)), title__en="Same", seats="3")

    refused = save(editor, mine, title__en="Same", seats="3")

    assert (refused.status, versions(refused)) == (409, [])
    assert save(editor, refused).status == 302


def test_what_was_taken_out_stays_out(editor: Browser, other: Browser, item: ProgrammeItem) -> None:
    mine = editor.get(url(item))
    save(other, other.get(url(item)), title__fr="", abstract__en="")

    save(editor, save(editor, mine, title__en="Mine"))

    assert (fresh(item).title, item.abstract) == ({"en": "Mine"}, {})


@pytest.mark.parametrize(
    "memory", ["", "title.en=", "title.en=????????", "x" * 30_000, "\u202e=\x00", "=" * 5000]
)
def test_without_knowing_what_was_seen_everything_is_asked(
    editor: Browser, other: Browser, item: ProgrammeItem, memory: str
) -> None:
    mine = editor.get(url(item))
    save(other, other.get(url(item)), kind="panel")

    refused = save(editor, mine, title__en="Mine", base=memory)

    assert refused.status == 409
    assert open_fields(refused) == ["Title (English)", "Kind"]


def test_a_removed_room_is_taken_over_with_the_choices_there_are(
    editor: Browser, other: Browser, item: ProgrammeItem, event: Event
) -> None:
    track = make.track(event, "Cities")
    mine = editor.get(url(item))
    save(other, other.get(url(item)), track=track.public_id)

    refused = save(editor, mine, title__en="Mine")

    assert refused.form("main form.form")["track"] == track.public_id


def test_what_somebody_is_elsewhere_is_merged_row_by_row(
    editor: Browser, other: Browser, event: Event
) -> None:
    person = make.person(
        home_event_id=event.id,
        affiliations=[{"position": {"en": "Mayor"}, "organisation": {}, "city": "", "country": ""}],
    )
    address = f"/organise/events/{event.slug}/people/{person.public_id}/"
    form = "main form.form:not([enctype])"
    mine = editor.get(address)
    other.submit(other.get(address), selector=form, **{"affiliation-0-city": "Cork", "honorific": "Dr"})

    refused = editor.submit(mine, selector=form, **{"affiliation-0-position-en": "Governor"})

    assert (refused.status, open_fields(refused)) == (409, [])
    assert editor.submit(refused, selector=form).status == 302
    db.session.expire_all()
    (affiliation,) = db.session.get_one(Person, person.id).affiliations
    assert (affiliation["position"], affiliation["city"]) == ({"en": "Governor"}, "Cork")


def test_hidden_memories_stay_small(editor: Browser, item: ProgrammeItem) -> None:
    page = editor.get(url(item))

    assert len(str(page.one("main form.form input[name=base]")["value"])) < 1000


def test_several_are_listed_as_the_reader_s_language_lists_them(
    editor: Browser, other: Browser, item: ProgrammeItem
) -> None:
    stale = editor.get(url(item))
    other.submit(other.get(url(item)), languages=["en", "fr"])
    editor.client.set_cookie(LANGUAGE_COOKIE, "ar")

    asked = editor.submit(stale, languages=["ar", "en"])

    assert [one.get_text() for one in asked.select(".as-typed")] == [
        "الإنجليزية، الفرنسية", "العربية، الإنجليزية",
    ]  # fmt: skip
