"""The page of one registration, as the holder of its link meets it."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from app.core import actors, clock, tokens
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Attendance, Lifecycle, Visibility
from app.outbox.models import Message
from app.registration import exports, mails
from app.registration.models import Category, CategoryAttendance, Registration, RegistrationState
from app.registration.queries import desk
from app.registration.queries.desk import Filter
from app.registration.services import deciding, self_service
from app.web.attendee import registrations
from tests.browserless import Browser, Page
from tests.make import registrations as make
from tests.web.attendee import people


@pytest.fixture
def category(app: Flask) -> Category:  # noqa: ARG001 - it has the database
    return make.category(capacity=1)


def button(action: str) -> str:
    return f"main form[action$='/{action}/']"


def has(page: Page, action: str) -> bool:
    return bool(page.select(f"main [action$='/{action}/'], main a[href$='/{action}/']"))


def press(browser: Browser, page: Page, action: str) -> Page:
    return browser.follow(browser.submit(page, selector=button(action)))


def heading(page: Page) -> str:
    return page.one("h1").get_text(strip=True)


def test_the_page_is_complete_by_itself(browser: Browser, category: Category) -> None:
    page = people.register(browser, category)

    (made,) = people.all_of(Registration)
    assert heading(page) == "You are registered"
    assert made.reference in page.one(".pass__reference").get_text()
    assert page.one("figure.qr svg")["viewBox"]
    assert page.one("figure.qr")["aria-label"] == "QR code of your registration"
    assert [link["href"] for link in page.select(".calendar-menu a") if "event.ics" in str(link["href"])]
    assert "amina@example.org" in page.words
    assert has(page, "edit")
    assert has(page, "withdraw")
    assert not has(page, "verify")
    assert "look into your mail" in page.words


def test_a_private_events_page_has_no_way_that_leads_nowhere(browser: Browser, category: Category) -> None:
    made = make.registration(category)
    with transaction():
        category.event.visibility = Visibility.PRIVATE

    pages = []
    for is_verified in (False, True):
        pages += [browser.get(path) for path in (mails.page_path(made), mails.mailed_path(made))]
        with transaction():
            made.verified_at = None if is_verified else clock.now()
    press(browser, pages[-1], "withdraw")
    pages.append(browser.get(mails.mailed_path(made)))

    ours = {str(link["href"]) for page in pages for link in page.select("a[href]")}
    inside = {href.removeprefix("http://127.0.0.1:5000") for href in ours}
    statuses = {href: browser.get(href).status for href in inside if href.startswith("/")}
    assert {href: status for href, status in statuses.items() if status not in {200, 302, 303}} == {}
    assert any("/event.ics" in href for href in inside)


def test_the_entry_of_a_private_event_lies_beside_its_holders_page(
    browser: Browser, category: Category
) -> None:
    made = make.registration(category)
    with transaction():
        category.event.visibility = Visibility.PRIVATE

    found = browser.get(f"{mails.mailed_path(made)}event.ics?download=1")

    assert found.status == 200
    assert found.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert found.headers["Content-Disposition"].startswith("attachment;")
    assert found.headers["Cache-Control"] == "no-store"
    assert f"SUMMARY:{category.event.title['en']}" in found.text
    assert browser.get(f"/events/{category.event.slug}/event.ics").status == 404


@pytest.mark.parametrize("mailed", [False, True])
def test_t21_nobody_keeps_or_finds_the_page(*, browser: Browser, category: Category, mailed: bool) -> None:
    page = people.register(browser, category)
    if mailed:
        page = browser.get(people.mailed_path("amina@example.org"))

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Referrer-Policy"] == "strict-origin"  # tells others our name, never the address


def test_the_letter_leads_to_a_button_that_verifies(browser: Browser, category: Category) -> None:
    people.register(browser, category)
    page = browser.get(people.mailed_path("amina@example.org"))
    assert has(page, "verify")

    done = press(browser, page, "verify")

    assert "Thank you: your address is confirmed." in done.words
    assert "Your seat is confirmed." in done.words
    assert not has(done, "verify")


def test_after_verification_the_first_page_only_shows_how_things_stand(
    browser: Browser, category: Category
) -> None:
    first = people.register(browser, category)
    press(browser, browser.get(people.mailed_path("amina@example.org")), "verify")

    page = browser.get(first.response.request.path)

    assert heading(page) == "You are registered"
    assert "amina@example.org" not in page.words
    assert "City of Dakar" not in page.words
    assert not has(page, "edit")
    assert not has(page, "withdraw")
    assert has(page, "resend")


def test_p09_verifying_is_a_post_from_the_mailed_link_alone(browser: Browser, category: Category) -> None:
    page = people.register(browser, category)
    path = page.response.request.path

    refused = browser.follow(browser.post(f"{path}verify/", page.form(button("withdraw"))))

    assert "no longer possible" in refused.words
    assert [one.verified_at for one in people.all_of(Registration)] == [None]


def test_t15_looking_at_every_link_changes_nothing(app: Flask, category: Category) -> None:
    """Scanners open each link of each letter, several times, with GET and HEAD and without cookies."""
    browser = Browser(app)
    page = people.register(browser, category)
    people.register(Browser(app), category, email="ben@example.org")
    press(browser, page, "withdraw")
    letters = people.all_of(Message)
    links = {
        link for letter in letters for link in re.findall(r"https?://[^\s\"<>]+", letter.text + letter.html)
    }
    base = app.config["BASE_URL"]
    before = people.everything()

    for link in sorted(links):
        assert link.startswith(base)
        for path in (link.removeprefix(base), link.removeprefix(base) + "verify/"):
            for _ in range(3):
                scanner = Browser(app)
                scanner.get(path)
                scanner.head(path)

    assert len(links) > 3
    assert people.everything() == before


@pytest.mark.parametrize("action", ["verify", "accept", "refuse", "withdraw"])
def test_t15_what_a_button_does_cannot_be_asked_for_by_a_link(
    browser: Browser, category: Category, action: str
) -> None:
    path = people.register(browser, category).response.request.path

    assert browser.get(f"{path}{action}/").status == 405


@pytest.mark.parametrize("action", ["verify", "accept", "refuse", "withdraw", "edit"])
def test_t25_no_button_works_without_a_token(browser: Browser, category: Category, action: str) -> None:
    page = people.register(browser, category)
    before = people.everything()

    answer = browser.post(f"{page.response.request.path}{action}/", {"name": "x", "csrf_token": "é"})

    assert answer.status == 400
    assert people.everything() == before


def test_leaving_is_one_click_and_offers_a_way_back(browser: Browser, category: Category) -> None:
    page = people.register(browser, category)

    gone = press(browser, page, "withdraw")

    assert heading(gone) == "Your registration is withdrawn"
    assert gone.select(f"main a[href='{people.form_path(category)}']")
    assert gone.select("figure.qr") == []
    assert press(browser, page, "withdraw").status == 200  # twice is as good as once


def test_the_queue_shows_ones_place_and_can_be_left(browser: Browser, category: Category) -> None:
    for _ in range(3):
        make.registration(category)

    page = people.register(browser, category)

    assert heading(page) == "You are on the waiting list"
    assert "You are number 3 in the queue." in page.words
    assert heading(press(browser, page, "withdraw")) == "Your registration is withdrawn"


def test_whoever_is_first_in_the_queue_is_told_so(browser: Browser, category: Category) -> None:
    make.registration(category)

    assert "Nobody is before you" in people.register(browser, category).words


def offered(browser: Browser, category: Category) -> Page:
    """Somebody whose turn has come opens the letter."""
    holder = make.registration(category)
    people.register(browser, category)
    leaving = Browser(browser.app)
    press(leaving, leaving.get(mails.page_path(holder)), "withdraw")
    return browser.get(people.mailed_path("amina@example.org"))


def test_an_offered_seat_is_taken_from_the_letter(browser: Browser, category: Category) -> None:
    page = offered(browser, category)
    assert heading(page) == "A seat is free for you"
    assert "UTC" in page.one(".lead").get_text()

    done = press(browser, page, "accept")

    assert "The seat is yours." in done.words
    assert heading(done) == "You are registered"
    assert not has(done, "verify")


def test_an_offered_seat_is_handed_on(browser: Browser, category: Category) -> None:
    page = offered(browser, category)

    done = press(browser, page, "refuse")

    assert heading(done) == "Your registration is withdrawn"
    make.reread(category)
    assert category.taken == 0


def test_the_link_of_an_ended_registration_leads_to_the_one_after_it(
    browser: Browser, category: Category
) -> None:
    """Within ten minutes of the first letter none is sent about the second registration (T12)."""
    made = make.registration(category, email="amina@example.org")
    self_service.withdraw(make.paged(made), actor=actors.participant(made.id))
    again = make.registration(category, email="amina@example.org")

    by_page, by_mail = browser.get(mails.page_path(made)), browser.get(mails.mailed_path(made))

    assert mails.mailed_path(again) not in by_page.text
    assert "You have registered again since." in by_mail.words
    assert not has(by_mail, "register")
    lead = by_mail.one(f"main a[href='{mails.mailed_path(again)}']")
    assert has(browser.get(str(lead["href"])), "verify")


def test_who_was_declined_reads_whom_to_ask(browser: Browser, category: Category) -> None:
    made = make.registration(category)
    deciding.decline(made, reason="Full", actor=make.desk(category.event))

    page = browser.get(mails.page_path(made))

    assert "If you have a question, write to office@example.org" in page.words
    assert page.one(".lead a")["href"] == "mailto:office@example.org"


def test_of_an_event_that_is_not_nobody_shows_a_code(browser: Browser, category: Category) -> None:
    made = make.registration(category)

    pages = {}
    for lifecycle in (Lifecycle.ANNOUNCED, Lifecycle.POSTPONED, Lifecycle.CANCELLED):
        with transaction():
            category.event.lifecycle = lifecycle
        pages[lifecycle] = browser.get(mails.page_path(made))
    with transaction():
        category.event.lifecycle = Lifecycle.ANNOUNCED
    with time_machine.travel(category.event.finishes_at + timedelta(hours=1)):
        over = browser.get(mails.page_path(made))

    assert [bool(page.select("figure.qr")) for page in (*pages.values(), over)] == [True, True, False, False]
    assert [bool(page.select(".calendar-menu")) for page in pages.values()] == [True, False, False]
    assert "Your seat goes to somebody else" not in pages[Lifecycle.CANCELLED].words


def test_a_postponed_event_is_not_over_after_its_old_date(browser: Browser, category: Category) -> None:
    make.registration(category)
    waiting = make.registration(category)
    with transaction():
        category.event.lifecycle = Lifecycle.POSTPONED

    with time_machine.travel(category.event.finishes_at + timedelta(days=1)):
        page = browser.get(mails.page_path(waiting))

    assert heading(page) == "You are on the waiting list"
    assert "This event is postponed." in page.words
    assert "ends at" not in page.words


@pytest.mark.parametrize(
    ("event_is", "category_is", "shown"),
    [
        (Attendance.HYBRID, CategoryAttendance.EITHER, "In person"),
        (Attendance.ONLINE, CategoryAttendance.EITHER, "Online"),
        (Attendance.HYBRID, CategoryAttendance.ONLINE, "Online"),
    ],
)
def test_how_one_takes_part_follows_the_event(
    browser: Browser,
    category: Category,
    event_is: Attendance,
    category_is: CategoryAttendance,
    shown: str,
) -> None:
    made = make.registration(category, attendance="in person")
    with transaction():
        category.event.attendance, category.attendance = event_is, category_is

    page = browser.get(mails.page_path(made))

    assert f"You take part {shown}" in page.words
    (row,) = desk.all_registrations(category.event, Filter())
    setting = exports.Setting(language="en", timezone="Europe/Berlin", main_language="en")
    assert f'"{shown}"' in exports.to_csv([row], setting).decode()


def test_after_the_event_no_seat_ends_by_itself(browser: Browser, category: Category) -> None:
    made = make.registration(category)

    with time_machine.travel(category.event.finishes_at + timedelta(hours=1)):
        pages = [browser.get(path) for path in (mails.page_path(made), mails.mailed_path(made))]

    for page in pages:
        assert heading(page) == "You are registered"
        assert "this registration ends at" not in page.words


@pytest.mark.parametrize("is_offered", [False, True])
def test_after_the_event_nobody_waits_any_more(
    browser: Browser, category: Category, *, is_offered: bool
) -> None:
    seated, waiting = make.registration(category), make.registration(category)
    if is_offered:
        self_service.withdraw(make.paged(seated), actor=actors.participant(seated.id))

    with time_machine.travel(category.event.finishes_at + timedelta(hours=1)):
        pages = [browser.get(path) for path in (mails.page_path(waiting), mails.mailed_path(waiting))]

    for page in pages:
        assert heading(page) == "This event is over"
        assert "You had no seat." in page.words
        for untrue in ("When it is your turn", "next free seat", "goes to the next person", "ends at"):
            assert untrue not in page.words


def test_an_offer_whose_time_is_over_says_so(browser: Browser, category: Category) -> None:
    page = offered(browser, category)
    make.past_deadline(people.all_of(Registration)[-1])

    late = press(browser, page, "accept")

    assert "no longer possible" in late.words
    assert heading(late) == "This offer has ended"
    assert "The time to take it is over" in late.words
    assert not has(late, "accept")


def test_details_are_changed_on_a_page_of_their_own(browser: Browser, category: Category) -> None:
    page = people.register(browser, category)
    form = browser.get(f"{page.response.request.path}edit/")
    assert form.form()["name"] == "Amina Diallo"
    assert form.form()["attendance"] == "in person"

    done = browser.follow(browser.submit(form, name="Aminata Diallo", attendance="online", country=""))

    assert "Your changes are saved." in done.words
    assert "Aminata Diallo" in done.words
    assert "Senegal" not in done.words
    assert "Online" in done.words


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("country", "XX"), ("city", "x" * 101)])
def test_a_wrong_change_is_refused_at_its_field(
    browser: Browser, category: Category, field: str, value: str
) -> None:
    page = people.register(browser, category)
    form = browser.get(f"{page.response.request.path}edit/")

    again = browser.submit(form, **{"position": "kept", field: value})

    assert again.status == 422
    assert again.select(f"#{field}-error")
    assert again.form()["position"] == "kept"


def test_after_the_freeze_the_page_says_whom_to_ask(browser: Browser, category: Category) -> None:
    page = people.register(browser, category)
    with transaction():
        category.event.frozen_from = (clock.now() - timedelta(days=2)).replace(tzinfo=None)

    frozen = browser.get(page.response.request.path)

    assert not has(frozen, "edit")
    assert not has(frozen, "withdraw")
    assert "Changes are no longer possible here." in frozen.words
    assert "office@example.org" in frozen.words
    assert "no longer possible" in browser.follow(browser.get(f"{page.response.request.path}edit/")).words


@pytest.mark.parametrize(
    ("lifecycle", "words"),
    [(Lifecycle.CANCELLED, "This event is cancelled"), (Lifecycle.POSTPONED, "This event is postponed.")],
)
def test_a_cancelled_event_says_so_first(
    browser: Browser, category: Category, lifecycle: Lifecycle, words: str
) -> None:
    page = people.register(browser, category)
    with transaction():
        category.event.lifecycle = lifecycle
        category.event.status_note = Translated({"en": "The venue is flooded."})

    told = browser.get(page.response.request.path)

    assert f"{words} The venue is flooded." in told.words


@pytest.mark.parametrize(("is_public", "links"), [(True, 1), (False, 0)])
def test_who_has_a_seat_finds_the_public_livestream(
    *, browser: Browser, category: Category, is_public: bool, links: int
) -> None:
    page = people.register(browser, category)
    with transaction():
        category.event.livestream_url = "https://stream.example.org/secret"
        category.event.livestream_is_public = is_public

    told = browser.get(page.response.request.path)

    assert told.text.count(f'href="/events/{category.event.slug}/live/"') == links
    assert "stream.example.org" not in told.text


def test_of_a_cancelled_event_no_seat_is_promised_and_nobody_is_asked_to_confirm(
    browser: Browser, category: Category
) -> None:
    page = people.register(browser, category)
    with transaction():
        category.event.lifecycle = Lifecycle.CANCELLED

    told = browser.get(page.response.request.path)

    assert "A seat is kept for you." not in told.words
    assert "One more step" not in told.words
    assert "Add to calendar" not in told.words
    assert has(told, "withdraw")


@pytest.mark.parametrize("state", list(RegistrationState))
@pytest.mark.parametrize("mailed", [False, True])
def test_every_state_has_a_page(
    *, browser: Browser, category: Category, state: RegistrationState, mailed: bool
) -> None:
    made = make.registration(category)
    with transaction():
        made.state = state

    page = browser.get(mails.mailed_path(made) if mailed else mails.page_path(made))

    assert page.status == 200
    assert heading(page)
    assert made.reference in page.words


def test_the_code_opens_no_page(browser: Browser, category: Category) -> None:
    """T19: whoever photographs a pass can neither read nor change the registration."""
    made = make.registration(category)
    ticket = tokens.sign("ticket", made.public_id)

    assert browser.get(f"/registrations/{ticket}/").status == 404


@pytest.mark.parametrize("action", ["", "edit/", "verify/"])
def test_t18_a_wrong_link_answers_like_one_that_never_was(
    browser: Browser, category: Category, action: str
) -> None:
    made = make.registration(category)
    token = tokens.sign("registration", made.public_id)
    flipped = token[:-1] + ("A" if token[-1] != "A" else "B")
    unknown = tokens.sign("registration", "A" * 22)
    send = browser.post if action == "verify/" else browser.get

    answers = [send(f"/registrations/{one}/{action}") for one in (flipped, unknown, "x", "null", "%00")]

    assert {one.status for one in answers[:4]} == {404}
    assert len({one.one("h1").get_text() for one in answers[:4]}) == 1
    assert answers[4].status in {400, 404}
    assert answers[0].headers["Cache-Control"] == "no-store"


def test_t31_whoever_guesses_links_is_asked_to_wait(
    browser: Browser, category: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registrations, "GUESSES", "3 per hour")
    page = people.register(browser, category)

    statuses = [browser.get(f"/registrations/{number}/").status for number in range(5)]

    assert statuses == [404, 404, 404, 429, 429]
    assert browser.get(page.response.request.path).status == 200


def test_nothing_of_others_is_on_the_page(browser: Browser, category: Category) -> None:
    made = make.registration(category, name="Marker Person", email="marker@example.org")

    page = people.register(browser, category)

    assert "arker" not in page.text
    assert made.reference not in page.text


def test_the_page_costs_the_same_whoever_waits(
    browser: Browser, category: Category, count_queries: list[str]
) -> None:
    page = people.register(browser, category)
    count_queries.clear()

    browser.get(page.response.request.path)

    assert len(count_queries) <= 6, count_queries
