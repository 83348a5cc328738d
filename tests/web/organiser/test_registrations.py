"""The registration desk, as somebody behind it uses it."""

import io
import re
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.event import listen, remove

from app.audit.models import AuditEntry
from app.core import text
from app.core.actors import SYSTEM
from app.core.db import db
from app.core.types import Translated
from app.events.models import Event, TeamRole
from app.outbox.models import Message, MessageState, Reason
from app.registration.models import Category, CategoryAttendance, Registration
from app.registration.queries import desk
from app.registration.queries.desk import Filter
from app.registration.services import categories, deciding
from app.registration.services.categories import CategoryDetails
from app.registration.services.deciding import NewEntry
from app.registration.services.details import Details
from tests.browserless import Browser
from tests.make import accounts, events
from tests.make import outbox as make_messages
from tests.make import registrations as make
from tests.web.attendee import people
from tests.web.organiser.conflicts import choose, open_fields, versions


def upcoming(slug: str) -> Event:
    return events.event(slug=slug, first_day=date(2097, 9, 28), last_day=date(2097, 9, 30))


@pytest.fixture
def event(browser: Browser) -> Event:  # noqa: ARG001 - it has the database
    return upcoming("iclc")


@pytest.fixture
def clerk(browser: Browser, event: Event) -> Browser:
    user = accounts.user(name="Dana Desk")
    events.member(event, user, TeamRole.REGISTRATION_DESK)
    browser.sign_in(user)
    return browser


def category(event: Event, *, capacity: int | None = 1, name: str = "Participant") -> Category:
    details = CategoryDetails(
        Translated({"en": name}), Translated({}), CategoryAttendance.IN_PERSON, capacity=capacity
    )
    return categories.create(event, details, actor=SYSTEM)


def person(event: Event, of: Category, name: str = "Amina Diallo", **about: str) -> Registration:
    address = text.slug(name) or "someone"
    details = Details(name=name, attendance=CategoryAttendance.IN_PERSON, **about)
    return deciding.add(event, NewEntry(f"{address}@example.org", of.public_id, details), actor=SYSTEM)


BASE = "/organise/events/iclc/registrations/"


def test_the_list_shows_who_registered_and_what_became_of_them(clerk: Browser, event: Event) -> None:
    seats = category(event)
    person(event, seats, "Amina Diallo", organisation="City of Dakar", country="SN")
    person(event, seats, "박승원")

    page = clerk.get(BASE)

    rows = [row.get_text(" ", strip=True) for row in page.select("#results tbody tr")]
    assert len(rows) == 2
    assert "박승원" in rows[0]
    assert "On the waiting list" in rows[0]
    assert "Amina Diallo" in rows[1]
    assert "Confirmed" in rows[1]
    assert "Senegal" in rows[1]
    heads = [head.get_text(strip=True) for head in page.select("#results thead th")]
    assert heads[-2:] == ["State", "Registered at"]  # not since when they are in that state


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=diallo", ["Amina Diallo"]),
        ("q=DÍALLO", ["Amina Diallo"]),
        ("state=waiting", ["Éva Kovács"]),
        ("country=SN", ["Amina Diallo"]),
        ("country=XX", []),
        ("state=nonsense", ["Éva Kovács", "Amina Diallo"]),
        ("q=%25", []),
        ("page=99999999999999999999", []),
        ("page=-1", ["Éva Kovács", "Amina Diallo"]),
    ],
)
def test_filters_narrow_the_list(clerk: Browser, event: Event, query: str, names: list[str]) -> None:
    seats = category(event)
    person(event, seats, "Amina Diallo", country="SN")
    person(event, seats, "Éva Kovács", country="HU")

    page = clerk.get(f"{BASE}?{query}")

    assert [link.get_text() for link in page.select("#results th a")] == names


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    clerk: Browser, event: Event, count_queries: list[str], rows: int
) -> None:
    seats = category(event, capacity=None)
    for number in range(rows):
        person(event, seats, f"Person {number}")
    clerk.get(BASE)
    count_queries.clear()

    page = clerk.get(BASE)

    assert len(page.select("#results tbody tr")) == rows
    assert len(count_queries) == 7, count_queries


def test_somebody_is_added_by_hand_and_told(clerk: Browser, event: Event) -> None:
    seats = category(event)
    form = clerk.get(f"{BASE}new")

    page = clerk.submit(form, name="Łukasz Żółć", email="lukasz@example.org", category=seats.public_id)

    shown = clerk.follow(page)
    assert shown.one("h1").get_text() == "Łukasz Żółć"
    assert "Added by hand" in shown.words
    assert clerk.get("/organise/events/iclc/registrations/?q=zolc").select("#results th a")


def test_how_somebody_takes_part_is_asked_only_where_there_is_a_choice(clerk: Browser, event: Event) -> None:
    category(event)
    assert clerk.get(f"{BASE}new").select("[name=attendance]") == []
    either = CategoryDetails(Translated({"en": "Guest"}), Translated({}), CategoryAttendance.EITHER)
    guests = categories.create(event, either, actor=SYSTEM)

    form = clerk.get(f"{BASE}new")
    unsaid = clerk.submit(form, name="Ana", email="ana@example.org", category=guests.public_id)
    told = clerk.submit(
        form, name="Ana", email="ana@example.org", category=guests.public_id, attendance="online"
    )

    assert [one["value"] for one in form.select("[name=attendance]")] == ["in person", "online"]
    assert (unsaid.status, unsaid.one("#attendance-error").get_text()) == (
        422,
        "Error: Say whether you take part in person or online.",
    )
    assert "Online" in clerk.follow(told).words


@pytest.mark.parametrize("nothing", ["", "\u200b\u2060", "\u3164"])
def test_a_name_nobody_can_see_is_asked_for(clerk: Browser, event: Event, nothing: str) -> None:
    seats = category(event)

    page = clerk.submit(
        clerk.get(f"{BASE}new"), name=nothing, email="ana@example.org", category=seats.public_id
    )

    assert (page.status, page.one("#name-error").get_text()) == (422, "Error: Enter a name.")


def test_a_second_registration_of_an_address_is_refused_and_the_text_kept(
    clerk: Browser, event: Event
) -> None:
    seats = category(event, capacity=None)
    person(event, seats, "Amina Diallo")
    form = clerk.get(f"{BASE}new")

    page = clerk.submit(form, name="Another", email="Amina-Diallo@example.org", category=seats.public_id)

    assert page.status == 422
    assert "already registered" in page.words
    assert page.one("input[name=name]")["value"] == "Another"


def test_the_enter_key_beside_the_reason_decides_nothing(clerk: Browser, event: Event) -> None:
    """A browser presses the first button there is, and presses nothing where that is disabled."""
    seats = category(event)
    confirmed, waiting = person(event, seats, "First Person"), person(event, seats, "Second Person")
    withdrawn, unverified = person(event, seats, "Third Person"), make.registration(category(event))
    deciding.withdraw(withdrawn, actor=SYSTEM)

    for one in (confirmed, waiting, withdrawn, unverified):
        buttons = clerk.get(f"{BASE}{one.public_id}/").select("form[action$='/confirm'] button")
        assert buttons[0].has_attr("disabled"), one.state


def test_keeping_an_unverified_seat_promises_no_letter(clerk: Browser, event: Event) -> None:
    registration = make.registration(category(event))
    shown = clerk.get(f"{BASE}{registration.public_id}/")
    letters = people.count(Message)

    page = clerk.follow(clerk.submit(shown, f"{BASE}{registration.public_id}/confirm"))

    assert "The seat is kept, whether the address is confirmed or not." in page.words
    assert people.count(Message) == letters


def test_giving_somebody_a_seat_writes_to_them(clerk: Browser, event: Event) -> None:
    registration = person(event, category(event))
    deciding.withdraw(registration, actor=SYSTEM)
    shown = clerk.get(f"{BASE}{registration.public_id}/")
    letters = people.count(Message)

    page = clerk.follow(clerk.submit(shown, f"{BASE}{registration.public_id}/confirm"))

    assert "The seat is confirmed, and we have written about it." in page.words
    assert people.count(Message) == letters + 1


def test_whoever_was_added_by_hand_has_nothing_to_confirm(clerk: Browser, event: Event) -> None:
    seats = category(event, capacity=None)
    vouched, unproved = person(event, seats), make.registration(seats, name="Ben Web")

    tags = [
        [tag.get_text() for tag in clerk.get(f"{BASE}{one.public_id}/").select(".desk__head .tag")]
        for one in (vouched, unproved)
    ]
    listed = [
        [link.get_text() for link in clerk.get(f"{BASE}?verified={answer}").select("#results th a")]
        for answer in ("yes", "no")
    ]

    assert tags == [["Confirmed"], ["Confirmed", "Address not verified"]]
    assert listed == [["Amina Diallo"], ["Ben Web"]]
    assert desk.numbers(event).unverified == 1


def bounced(registration: Registration) -> Message:
    letter = people.newest_letter(registration.email)
    make_messages.change(
        letter, state=MessageState.FAILED, reason=Reason.REFUSED, smtp_answer="550 No such user"
    )
    return letter


def test_p18_a_letter_that_came_back_is_shown_beside_the_person(clerk: Browser, event: Event) -> None:
    seats = category(event, capacity=None)
    registration, other = person(event, seats), person(event, seats, "Somebody Else")
    bounced(registration)

    page = clerk.get(f"{BASE}{registration.public_id}/")

    row = page.one("table a[href*='/messages/']").within("tr")
    assert row is not None
    words = row.get_text(" ", strip=True)
    assert words.startswith("You are registered: ")
    assert "Failed The mail server refused it for good. Check the address. 550 No such user" in words
    assert row.select("form") == []  # the desk may look, not send
    assert "550" not in clerk.get(f"{BASE}{other.public_id}/").words


def test_p18_whoever_may_send_tries_again_from_there(browser: Browser, event: Event) -> None:
    registration = person(event, category(event))
    letter = bounced(registration)
    owner = accounts.user()
    events.member(event, owner)
    browser.sign_in(owner)

    page = browser.submit(browser.get(f"{BASE}{registration.public_id}/"), selector="form[action$='/retry']")

    assert "The letter will be tried again at once." in browser.follow(page).words
    assert make_messages.fresh(letter).state is MessageState.QUEUED


def test_declining_needs_a_reason(clerk: Browser, event: Event) -> None:
    registration = person(event, category(event))
    shown = clerk.get(f"{BASE}{registration.public_id}/")

    refused = clerk.submit(shown, f"{BASE}{registration.public_id}/decline")
    done = clerk.submit(shown, f"{BASE}{registration.public_id}/decline", reason="Not from a member city")

    assert refused.status == 422
    assert "Give a reason" in refused.words
    assert done.status == 302
    assert "Not from a member city" in clerk.follow(done).words


def test_the_seat_of_somebody_withdrawn_is_offered_to_the_next(clerk: Browser, event: Event) -> None:
    seats = category(event)
    first, second = person(event, seats, "First Person"), person(event, seats, "Second Person")
    shown = clerk.get(f"{BASE}{first.public_id}/")

    clerk.submit(shown, f"{BASE}{first.public_id}/withdraw")

    assert "Seat offered" in clerk.get(f"{BASE}{second.public_id}/").words


def test_moving_up_puts_somebody_first_with_a_reason(clerk: Browser, event: Event) -> None:
    seats = category(event)
    people = [person(event, seats, f"Person {number}") for number in range(3)]
    last = people[-1]
    shown = clerk.get(f"{BASE}{last.public_id}/")

    clerk.submit(shown, f"{BASE}{last.public_id}/move-up", reason="Speaker")

    waiting = clerk.get(f"{BASE}?state=waiting").select("#results th a")
    assert [link.get_text() for link in waiting] == ["Person 2", "Person 1"]


def test_the_desk_can_tell_somebody_their_place_in_the_queue(clerk: Browser, event: Event) -> None:
    seats = category(event)
    seated, *waiting = [person(event, seats, f"Person {number}") for number in range(3)]

    pages = [clerk.get(f"{BASE}{one.public_id}/") for one in (seated, *waiting)]

    places = [re.search(r"Place in the queue (\d+)", page.words) for page in pages]
    assert [place and place[1] for place in places] == [None, "1", "2"]


def test_categories_are_named_in_the_words_of_the_desk(clerk: Browser, event: Event) -> None:
    named = Translated({"ar": "ضيوف", "en": "Guests"})
    make.category(event, name=named, capacity=1)
    moved = person(event, category(event, capacity=None))

    added, move = clerk.get(f"{BASE}new"), clerk.get(f"{BASE}{moved.public_id}/move")

    for page in (added, move):
        assert "Guests (1 seat free)" in page.words
        assert "ضيوف" not in page.words


def test_a_registration_moves_to_another_category(clerk: Browser, event: Event) -> None:
    registration = person(event, category(event))
    other = category(event, name="Observer")
    form = clerk.get(f"{BASE}{registration.public_id}/move")

    page = clerk.submit(form, category=other.public_id)

    assert "Observer" in clerk.follow(page).words


def test_details_and_note_are_kept(clerk: Browser, event: Event) -> None:
    registration = person(event, category(event))
    address = f"{BASE}{registration.public_id}/"

    clerk.submit(clerk.get(f"{address}edit"), organisation="Ville d’Évian")
    clerk.submit(clerk.get(address), f"{address}note", note="<b>Calls on Monday</b>")

    page = clerk.get(address)
    assert "Ville d’Évian" in page.words
    assert page.one("textarea[name=note]").get_text().strip() == "<b>Calls on Monday</b>"


def test_of_two_who_correct_one_person_neither_loses_anything(clerk: Browser, event: Event) -> None:
    of = category(event)
    address = f"/organise/events/{event.slug}/registrations/{person(event, of).public_id}/"
    mine, theirs = clerk.get(f"{address}edit"), clerk.get(f"{address}edit")
    clerk.submit(theirs, organisation="Ville d’Évian", city="Évian")

    met = clerk.submit(mine, city="Thonon", position="Mayor")
    saved = clerk.follow(clerk.submit(met, **choose(met, "mine")))

    assert met.status == 409
    assert open_fields(met) == ["City"]
    assert met.form()["organisation"] == "Ville d’Évian"
    assert all(words in saved.words for words in ("Ville d’Évian", "Thonon", "Mayor"))


def test_of_two_notes_on_one_person_the_first_is_shown_before_it_is_replaced(
    clerk: Browser, event: Event
) -> None:
    address = f"/organise/events/{event.slug}/registrations/{person(event, category(event)).public_id}/"
    mine, theirs, form = clerk.get(address), clerk.get(address), "form[action$='/note']"
    clerk.submit(theirs, selector=form, note="Calls on Monday")

    met = clerk.submit(mine, selector=form, note="Comes by train")
    kept = clerk.get(address).one("textarea[name=note]").get_text().strip()
    clerk.submit(met, selector=form)

    assert met.status == 409
    assert versions(met) == [["Note", "Calls on Monday", "Comes by train"]]
    assert kept == "Calls on Monday"
    assert clerk.get(address).one("textarea[name=note]").get_text().strip() == "Comes by train"


def test_the_export_holds_text_only_and_is_written_down(clerk: Browser, event: Event) -> None:
    seats = category(event, capacity=None)
    person(event, seats, "=HYPERLINK(evil)", accessibility_needs="wheelchair")
    page = clerk.get(BASE)

    form = "form[action$='export/csv']"
    csv = clerk.submit(page, selector=form)
    xlsx = clerk.submit(page, f"{BASE}export/xlsx", selector=form)

    assert csv.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert '"\'=HYPERLINK(evil)"' in csv.text
    assert "wheelchair" not in csv.text + str(xlsx.body)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.body)).get_sheet_by_index(0).to_python()
    assert "=HYPERLINK(evil)" in sheet[1]
    assert len(sheet) == 2


def test_p20_what_people_need_for_access_is_exported_only_on_request(clerk: Browser, event: Event) -> None:
    person(event, category(event), accessibility_needs="wheelchair")
    page = clerk.get(BASE)

    csv = clerk.submit(page, selector="form[action$='export/csv']", needs="y")

    assert "wheelchair" in csv.text
    taken = select(AuditEntry.changes).where(AuditEntry.action == "registration.exported")
    assert db.session.scalars(taken).one() == {"format": "csv", "rows": 1, "with_access_needs": True}


def test_the_export_reads_the_list_while_others_may_write(clerk: Browser, event: Event) -> None:
    person(event, category(event))
    page = clerk.get(BASE)
    statements: list[str] = []

    def remember(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    listen(db.engine, "before_cursor_execute", remember)
    clerk.submit(page, selector="form[action$='export/csv']")
    remove(db.engine, "before_cursor_execute", remember)

    before_writing = statements[: statements.index("BEGIN IMMEDIATE")]
    assert sum("FROM registrations" in statement for statement in before_writing) == 1
    assert not any("FROM registrations" in statement for statement in statements[len(before_writing) :])


def test_the_export_keeps_to_the_filter(clerk: Browser, event: Event) -> None:
    seats = category(event, capacity=None)
    person(event, seats, "Amina Diallo", country="SN")
    person(event, seats, "Eva Kovacs", country="HU")
    page = clerk.get(f"{BASE}?country=HU")

    csv = clerk.submit(page, f"{BASE}export/csv", selector="form[action$='export/csv']")

    assert "Eva Kovacs" in csv.text
    assert "Amina Diallo" not in csv.text


def test_numbers_are_counted_by_category_and_country(clerk: Browser, event: Event) -> None:
    seats = category(event, capacity=2)
    for number, country in enumerate(["SN", "SN", "HU"]):
        person(event, seats, f"Person {number}", country=country)

    page = clerk.get(f"{BASE}numbers/")

    assert "2 confirmed participants from 1 country" in page.words
    assert desk.numbers(event).by_country == {"SN": 2}


def test_foreign_registrations_are_not_found(clerk: Browser, event: Event) -> None:
    category(event)
    stranger = upcoming("foreign")
    registration = person(stranger, category(stranger))

    found = clerk.get(f"{BASE}{registration.public_id}/")
    unknown = clerk.get(f"{BASE}nobody/")

    assert found.status == unknown.status == 404
    assert found.words == unknown.words


def test_whoever_edits_the_programme_sees_no_registrations(browser: Browser, event: Event) -> None:
    person(event, category(event))
    user = accounts.user()
    events.member(event, user, TeamRole.PROGRAMME_EDITOR)
    browser.sign_in(user)

    page = browser.get(BASE)

    assert page.status == 403
    assert "Amina" not in page.text


@pytest.mark.usefixtures("event")
def test_a_category_is_made_changed_and_deleted(clerk: Browser) -> None:
    at = "/organise/events/iclc/categories/"

    clerk.submit(clerk.get(f"{at}new"), **{"name-en": "Observer", "capacity": "5", "attendance": "online"})
    made = clerk.get(at).one("th a")
    refused = clerk.submit(clerk.get(str(made["href"])), capacity="-1")
    clerk.submit(clerk.get(str(made["href"])), capacity="7")

    assert made.get_text() == "Observer"
    assert refused.status == 422
    assert "Enter a whole number from 0 to 1,000,000, or leave this empty." in refused.words
    assert clerk.get(at).select("tbody tr td")[1].get_text() == "7"
    clerk.submit(clerk.get(at), selector="form[action$='/delete']")
    assert clerk.get(at).select("tbody tr") == []


def test_fewer_seats_take_them_from_nobody_and_say_so(clerk: Browser, event: Event) -> None:
    seats = category(event, capacity=2)
    person(event, seats, "Person 1")
    person(event, seats, "Person 2")
    form = clerk.get(f"/organise/events/iclc/categories/{seats.public_id}/")

    page = clerk.follow(clerk.submit(form, capacity="1"))

    assert "1 person has a seat beyond this number and keeps it." in page.words
    assert len(list(desk.all_registrations(event, Filter()))) == 2


def test_a_window_that_closes_before_it_opens_is_refused_at_its_field(clerk: Browser, event: Event) -> None:
    seats = category(event)
    form = clerk.get(f"/organise/events/iclc/categories/{seats.public_id}/")

    page = clerk.submit(form, opens_local="2026-06-02T09:00", closes_local="2026-06-01T09:00")

    assert page.status == 422
    assert page.one("#closes_local-error").get_text(" ", strip=True).endswith("open before it closes.")
    assert page.one("#opens_local")["value"] == "2026-06-02T09:00"


def test_the_history_says_once_what_became_of_a_registration(clerk: Browser, event: Event) -> None:
    made = person(event, category(event))
    deciding.withdraw(made, actor=SYSTEM, reason="By telephone.")

    page = clerk.get(f"{BASE}{made.public_id}/")

    rows = page.select("table:has(caption:lexbor-contains('History')) tbody tr")
    told = [row.select("td")[1].get_text(strip=True) for row in rows]
    assert told == ["Added by hand → Confirmed", "Withdrawn"]
