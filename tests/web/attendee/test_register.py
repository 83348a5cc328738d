"""The registration form, as visitors meet it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.core import clock
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Lifecycle, Participation, RegistrationSwitch, Visibility
from app.outbox.models import Message, MessageState
from app.registration.models import Category, CategoryAttendance, Registration, RegistrationState
from app.web.attendee import register
from tests.browserless import Browser
from tests.make import registrations as make
from tests.web.attendee import people

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def category(app: Flask) -> Category:  # noqa: ARG001 - it has the database
    return make.category(capacity=2, name=Translated({"en": "Cities", "ar": "المدن"}))


def stored() -> Registration:
    db.session.rollback()
    return db.session.scalars(select(Registration).order_by(Registration.id.desc()).limit(1)).one()


def test_a_visitor_registers_on_one_page(browser: Browser, category: Category) -> None:
    page = people.register(browser, category, position="Mayor", city="Dakar", sector="local government",
                           language="en", accessibility_needs="A seat near the front")  # fmt: skip

    made = stored()
    assert page.one("h1").get_text(strip=True) == "You are registered"
    assert made.reference in page.words
    assert (made.name, made.email, made.organisation, made.position) == (
        "Amina Diallo", "amina@example.org", "City of Dakar", "Mayor",
    )  # fmt: skip
    assert (made.country, made.city, made.sector, made.language) == ("SN", "Dakar", "local government", "en")
    assert made.accessibility_needs == "A seat near the front"
    assert made.attendance is CategoryAttendance.IN_PERSON


def test_people_agree_to_nothing_that_nobody_keeps(browser: Browser, category: Category) -> None:
    """Nothing deletes registrations by itself, so the notice does not say so."""
    notice = browser.get(people.form_path(category)).one(".privacy")

    kept = "The organisers decide how long they need what you have entered."

    assert [line.get_text() for line in notice.select("li")][2:] == [
        f"{kept} You can withdraw your registration yourself before the event.",
        "You may ask at any time what is stored about you, have it corrected, or have it deleted.",
    ]


def test_the_post_takes_six_statements(
    browser: Browser, category: Category, count_queries: list[str]
) -> None:
    page = browser.get(people.form_path(category))
    count_queries.clear()

    sent = browser.submit(page, **people.ANSWERS, category=category.public_id)

    assert sent.status == 303
    assert len(count_queries) == 6, count_queries


def test_the_form_takes_one_statement(browser: Browser, category: Category, count_queries: list[str]) -> None:
    path = people.form_path(category)
    count_queries.clear()

    browser.get(path)

    assert len(count_queries) == 1, count_queries


def test_two_readers_get_the_same_form_with_their_own_token_and_key(app: Flask, category: Category) -> None:
    path = people.form_path(category)

    forms = [Browser(app).get(path).form() for _ in range(2)]

    assert forms[0]["csrf_token"] != forms[1]["csrf_token"]
    assert forms[0]["form_key"] != forms[1]["form_key"]
    own = {"csrf_token", "form_key"}
    assert {k: v for k, v in forms[0].items() if k not in own} == {
        k: v for k, v in forms[1].items() if k not in own
    }


@pytest.mark.parametrize("name", ["category", "lang", "tz", "next", "sent", "anything"])
def test_the_form_repeats_nothing_of_its_address_so_that_it_may_be_compressed(
    browser: Browser, category: Category, name: str
) -> None:
    """Or the length of the compressed page would tell what else is in it (BREACH); see deploy/Caddyfile."""
    page = browser.get(f"{people.form_path(category)}?{name}=zq7marker&zq7marker={name}")

    assert page.status == 200
    assert "zq7marker" not in page.text


def test_what_was_said_to_one_reader_is_not_kept_for_the_next(app: Flask, category: Category) -> None:
    """The form is drawn once for everybody: a message still to be shown must not be drawn into it."""
    one = Browser(app)
    page = people.register(one, category)
    one.submit(page, selector="main form[action$='/withdraw/']")

    first, second = one.get(people.form_path(category)), Browser(app).get(people.form_path(category))

    assert first.select(".notice") == second.select(".notice") == []


def test_the_form_says_what_is_left_at_this_moment(browser: Browser, category: Category) -> None:
    path, hint = people.form_path(category), ".choice__hint"
    words = [browser.get(path).one(hint).get_text()]
    for _ in range(3):
        make.registration(category)
        words.append(browser.get(path).one(hint).get_text())

    full = "All seats are taken. You can join the waiting list."
    assert words == ["There are seats.", "Few seats are left.", full, full]


def test_a_category_that_is_closed_is_named_with_the_reason(browser: Browser, category: Category) -> None:
    early = (clock.now() + timedelta(days=3)).replace(tzinfo=None)
    make.category(category.event, name=Translated({"en": "Press"}), opens_local=early)
    make.category(category.event, name=Translated({"en": "Board"}), capacity=0, has_waiting_list=False)
    make.category(category.event, name=Translated({"en": "Staff"}), closes_local=early - timedelta(days=9))

    page = browser.get(people.form_path(category))

    others = [item.get_text(" ", strip=True) for item in page.select(".form__others li")]
    assert [line.partition(":")[0] for line in others] == ["Press", "Board", "Staff"]
    assert "opens on" in others[0]
    assert others[1:] == ["Board: all seats are taken", "Staff: closed"]
    assert len(page.select("input[name=category]")) == 1


def test_the_only_category_is_chosen_already_and_an_address_may_choose_one(
    browser: Browser, category: Category
) -> None:
    path = people.form_path(category)
    assert browser.get(path).form()["category"] == category.public_id

    other = make.category(category.event)

    assert "category" not in browser.get(path).form()
    assert browser.get(f"{path}?category={other.public_id}").form()["category"] == other.public_id


def test_attendance_is_asked_only_where_there_is_a_choice(browser: Browser, category: Category) -> None:
    assert len(browser.get(people.form_path(category)).select("input[name=attendance]")) == 2

    online = make.category(attendance=CategoryAttendance.ONLINE)

    assert browser.get(people.form_path(online)).select("input[name=attendance]") == []
    people.register(browser, online, attendance="in person")
    assert stored().attendance is CategoryAttendance.ONLINE


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter your name."),
        ({"name": "\u200b\u3164 "}, "name", "Enter your name."),
        ({"email": "amina"}, "email", "Enter an e-mail address, like name@example.org."),
        ({"consent": ""}, "consent", "Without your consent we cannot register you."),
        ({"category": ""}, "category", "Choose one of the kinds of participation."),
        ({"category": "unknown"}, "category", "Choose one of the kinds of participation."),
        ({"attendance": ""}, "attendance", "Say whether you take part in person or online."),
        ({"attendance": "in spirit"}, "attendance", "Say whether you take part in person or online."),
        ({"country": "XX"}, "country", "Choose a country from the list."),
        ({"organisation": "x" * 201}, "organisation", "Shorten this to 200 characters or fewer."),
        (
            {"accessibility_needs": "x" * 2001},
            "accessibility_needs",
            "Shorten this to 2000 characters or fewer.",
        ),
        ({"sector": "piracy"}, "sector", "Choose one of these."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    browser: Browser, category: Category, answers: dict[str, str], field: str, sentence: str
) -> None:
    page = people.fill(browser, category, **{"city": "Thiès", **answers})

    assert page.status == 422
    assert page.one(f"#{field}-error").get_text().removeprefix("Error: ").strip() == sentence
    assert page.one(f".error-summary a[href='#{field}']").get_text() == sentence
    assert page.form()["city"] == "Thiès"
    assert people.count() == people.count(Message) == 0


def test_errors_are_summed_up_in_the_order_of_the_page(browser: Browser, category: Category) -> None:
    page = people.fill(browser, category, name="", email="", consent="", category="", city="x" * 101)

    targets = [link["href"] for link in page.select(".error-summary a")]
    assert targets == ["#category", "#name", "#email", "#city", "#consent"]


def test_a_form_sent_again_after_an_error_keeps_its_key(browser: Browser, category: Category) -> None:
    page = browser.get(people.form_path(category))
    key = page.form()["form_key"]

    again = browser.submit(page, **{**people.ANSWERS, "name": "", "category": category.public_id})

    assert again.form()["form_key"] == key
    assert again.form()["country"] == "SN"


@pytest.mark.parametrize("key", ["", "short", "x" * 500, "ключ"])
def test_a_form_without_a_sound_key_gets_a_new_one(browser: Browser, category: Category, key: str) -> None:
    people.register(browser, category, form_key=key)

    assert stored().state is RegistrationState.CONFIRMED


def test_t05_the_same_form_twice_shows_the_same_page(browser: Browser, category: Category) -> None:
    page = browser.get(people.form_path(category))

    sent = [browser.submit(page, **people.ANSWERS, category=category.public_id) for _ in range(3)]

    assert {one.status for one in sent} == {303}
    assert len({one.location for one in sent}) == 1
    assert (people.count(), people.count(Message)) == (1, 1)


def test_t05_who_goes_back_and_sends_the_form_again_meets_the_same_page(
    browser: Browser, category: Category
) -> None:
    """The page may not be kept, so browsers load it anew and put back what was typed."""
    locations = [people.fill(browser, category).location for _ in range(3)]

    assert len(set(locations)) == 1
    assert (people.count(), people.count(Message)) == (1, 1)


def test_t22_an_address_known_before_looks_the_same_to_who_goes_back(
    app: Flask, browser: Browser, category: Category
) -> None:
    people.fill(Browser(app), category)

    locations = [people.fill(browser, category).location for _ in range(2)]

    assert len(set(locations)) == 1
    assert people.count() == 2  # the owner's and one shadow


def test_who_goes_back_and_changes_an_answer_is_told_that_it_is_not_saved(
    browser: Browser, category: Category
) -> None:
    people.register(browser, category)
    said = "what you have just entered is not saved"

    same, other = people.register(browser, category), people.register(browser, category, city="Thiès")

    assert said not in same.words
    assert said in other.words
    assert stored().city == ""


def test_who_goes_back_and_chooses_another_category_is_told_that_it_is_not_saved(
    browser: Browser, category: Category
) -> None:
    people.register(browser, category)
    other = make.category(category.event, name=Translated({"en": "Press"}))

    page = people.register(browser, other)

    assert "what you have just entered is not saved" in page.words
    assert stored().category_id == category.id


def test_who_has_withdrawn_registers_anew_in_the_same_browser(browser: Browser, category: Category) -> None:
    for number in range(1, 7):
        page = people.register(browser, category)
        assert people.count() == number
        browser.submit(page, selector="main form[action$='/withdraw/']")

    people.register(browser, category)

    assert stored().state is RegistrationState.CONFIRMED


def test_the_page_promises_no_letter_that_may_not_be_sent(browser: Browser, category: Category) -> None:
    """Whoever registers anew within ten minutes gets none; the link of the first one leads on (T12)."""
    address = "amina@example.org"
    pages = [people.register(browser, category, email=address)]
    link = people.mailed_path(address)
    browser.submit(pages[0], selector="main form[action$='/withdraw/']")
    pages.append(people.register(browser, category, email=address))

    assert [letter.state for letter in people.all_of(Message)].count(MessageState.SUPPRESSED) == 2
    for page in pages:  # in the same words: they must not tell who has been written to before (T22)
        assert f"We write to {address}, at most once in ten minutes." in page.words
    earlier = browser.get(link)
    browser.submit(
        browser.get(earlier.one("main a.button")["href"]), selector="main form[action$='/verify/']"
    )
    assert stored().is_verified


def test_f02_after_a_crash_the_same_form_finds_what_was_stored(app: Flask, category: Category) -> None:
    """The answer was lost, not the registration: another browser with the same form gets its page."""
    page = Browser(app).get(people.form_path(category))
    sent = Browser(app)
    sent.client = app.test_client()
    first = people.fill(sent, category, form_key=page.form()["form_key"])

    second = people.fill(Browser(app), category, form_key=page.form()["form_key"])

    assert first.location == second.location
    assert people.count() == 1


def test_t25_without_a_token_nothing_is_stored_and_nothing_typed_is_lost(
    browser: Browser, category: Category
) -> None:
    for token in ("", "x", "é", "IjEzMjZkMzQ1YmZiYzE2ZGE3NjU2ZGU1NjBi.aaaaaa.bbbbbb"):
        page = people.fill(browser, category, csrf_token=token)

        assert page.status == 400
        assert page.form()["name"] == "Amina Diallo"
        assert "Nothing you typed is lost" in page.words
    assert people.count() == 0


def test_t25_a_form_from_another_site_is_refused(browser: Browser, category: Category) -> None:
    page = browser.get(people.form_path(category))
    data = {**page.form(), **people.ANSWERS, "category": category.public_id}

    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert browser.post(people.form_path(category), data, headers=headers).status == 400
    assert people.count() == 0


def test_t37_what_only_a_program_fills_in_stores_nothing_however_often(
    browser: Browser, category: Category
) -> None:
    page = browser.get(people.form_path(category))

    for _ in range(3):
        page = browser.submit(page, **people.ANSWERS, category=category.public_id, leave_empty="Bot")

        assert page.status == 422
        assert page.one(".error-summary a")["href"] == "#is_person"
    assert people.count() == people.count(Message) == 0


def test_t37_a_person_who_fell_into_the_trap_ticks_a_box_and_has_lost_nothing(
    browser: Browser, category: Category
) -> None:
    trapped = people.fill(browser, category, leave_empty="Amina", city="Thiès")

    assert trapped.form()["city"] == "Thiès"
    assert browser.submit(trapped, is_person="y").status == 303
    assert stored().email == "amina@example.org"


def test_people_neither_see_nor_reach_the_trap(browser: Browser, category: Category) -> None:
    page = browser.get(people.form_path(category))

    trap = page.one("input[name=leave_empty]")
    assert trap.within("*", "hidden") is not None
    assert page.select("input[name=is_person]") == []


@pytest.fixture
def _two_seconds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a site is set up when nothing else is said."""
    monkeypatch.setitem(app.config, "FORM_SECONDS", 2)


@pytest.mark.usefixtures("_two_seconds")
def test_t37_a_form_sent_the_moment_it_is_shown_is_asked_for_again(
    browser: Browser, category: Category
) -> None:
    answers = {**people.ANSWERS, "category": category.public_id}
    with time_machine.travel(NOON, tick=False) as clock:
        page = browser.get(people.form_path(category))
        clock.move_to(NOON + timedelta(seconds=1))
        hasty = browser.submit(page, **answers)
        ticked = browser.submit(hasty, **answers, is_person="y")

    assert (hasty.status, ticked.status) == (422, 303)
    assert hasty.form()["name"] == "Amina Diallo"
    assert people.count() == 1


@pytest.mark.usefixtures("_two_seconds")
def test_t37_whoever_takes_two_seconds_is_asked_nothing(browser: Browser, category: Category) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        page = browser.get(people.form_path(category))
        clock.move_to(NOON + timedelta(seconds=2))
        sent = browser.submit(page, **people.ANSWERS, category=category.public_id)

    assert sent.status == 303


@pytest.mark.usefixtures("_two_seconds")
def test_t37_nobody_makes_up_since_when_a_form_was_shown(browser: Browser, category: Category) -> None:
    key = browser.get(people.form_path(category)).form()["form_key"]
    token, _, shown = str(key).partition(".")

    made_up = [
        f"{token}.{int(shown) - 60}",
        f"{token}.-1",
        f"{token}.٣",
        f"{token}.{'9' * 500}",
        token,
        "",
        ".",
    ]
    statuses = [people.fill(browser, category, form_key=one).status for one in made_up]

    assert statuses == [422] * len(made_up)
    assert people.count() == 0


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({"participation": Participation.EXTERNAL, "external_url": "https://elsewhere.example/x"},
         "Registration is at another address"),
        ({"participation": Participation.INVITATION}, "This event is by invitation"),
        ({"participation": Participation.NONE}, "No registration is needed"),
        ({"lifecycle": Lifecycle.CANCELLED}, "This event is cancelled"),
        ({"lifecycle": Lifecycle.POSTPONED}, "This event is postponed"),
        ({"registration_switch": RegistrationSwitch.CLOSED}, "Registration is closed"),
        ({"finishes_at": clock.now()}, "This event is over"),
    ],
)  # fmt: skip
def test_where_nobody_registers_the_page_says_why_and_what_to_do(
    browser: Browser, fields: dict[str, Any], heading: str
) -> None:
    category = make.category(make.event(**fields))

    page = browser.get(people.form_path(category))

    assert page.status == 200
    assert page.one("h1").get_text(strip=True) == heading
    assert page.select("main form") == []
    assert page.select(f"main a[href='/events/{category.event.slug}/']")


def test_an_external_registration_is_one_link_away(browser: Browser) -> None:
    event = make.event(
        participation=Participation.EXTERNAL, external_url="https://zoom.example/w", external_provider="Zoom"
    )

    page = browser.get(f"/events/{event.slug}/register/")

    assert page.one("main a.button--primary")["href"] == "https://zoom.example/w"
    assert "You register with Zoom" in page.words


def test_before_the_opening_the_page_names_the_moment(browser: Browser) -> None:
    opens = (clock.now() + timedelta(days=2)).replace(tzinfo=None)
    category = make.category(opens_local=opens)

    page = browser.get(people.form_path(category))

    assert page.one("h1").get_text(strip=True) == "Registration has not opened yet"
    assert f"{opens:%H:%M}" in page.words


def test_before_there_is_anything_to_choose_registration_has_not_opened_yet(browser: Browser) -> None:
    event = make.event()

    page = browser.get(f"/events/{event.slug}/register/")

    assert page.one("h1").get_text(strip=True) == "Registration has not opened yet"
    assert "The event's page will say when it opens." in page.words
    assert "Registration is closed" not in browser.get(f"/events/{event.slug}/").words


def test_full_without_a_waiting_list_there_is_no_form(browser: Browser) -> None:
    category = make.category(capacity=0, has_waiting_list=False)

    page = browser.get(people.form_path(category))

    assert page.one("h1").get_text(strip=True) == "All seats are taken"
    assert "There is no waiting list." in page.words


def test_full_the_page_names_the_moment_another_category_opens(browser: Browser) -> None:
    category = make.category(capacity=0, has_waiting_list=False)
    opens = (clock.now() + timedelta(days=2)).replace(tzinfo=None)
    make.category(category.event, opens_local=opens)

    page = browser.get(people.form_path(category))

    assert page.one("h1").get_text(strip=True) == "All seats are taken"
    assert "Another kind of participation opens on" in page.words
    assert f"{opens:%H:%M}" in page.words
    assert "There is no waiting list." not in page.words


def test_t03_a_form_sent_after_the_closing_is_refused(browser: Browser, category: Category) -> None:
    page = browser.get(people.form_path(category))
    with transaction():
        category.event.registration_switch = RegistrationSwitch.CLOSED

    sent = browser.submit(page, **people.ANSWERS, category=category.public_id)

    assert sent.status == 422
    assert "You have not been registered." in sent.words
    assert people.count() == 0


@pytest.mark.parametrize("fields", [{"lifecycle": Lifecycle.DRAFT}, {"visibility": Visibility.PRIVATE}])
def test_t18_an_event_nobody_may_know_answers_like_one_that_is_not(
    browser: Browser, fields: dict[str, Any]
) -> None:
    hidden = make.category(make.event(**fields))

    answers = [browser.get(path) for path in (people.form_path(hidden), "/events/nowhere/register/")]

    assert [one.status for one in answers] == [404, 404]
    assert answers[0].one("h1").get_text() == answers[1].one("h1").get_text()


def test_t18_the_category_of_another_event_is_no_choice(browser: Browser, category: Category) -> None:
    foreign = make.category()

    page = people.fill(browser, category, category=foreign.public_id)

    assert page.status == 422
    assert people.count() == 0


def test_t31_three_hundred_people_behind_one_address_all_register(browser: Browser) -> None:
    category = make.category(capacity=None)
    form = browser.get(people.form_path(category)).form()

    statuses = set()
    for number in range(320):
        answers = {**people.ANSWERS, "email": f"a{number}@example.org", "category": category.public_id}
        statuses.add(browser.post(people.form_path(category), {**form, **answers}).status)

    assert statuses == {303}
    assert people.count() == 320


def test_t31_failures_from_one_address_are_counted(
    browser: Browser, category: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "FAILURES", "3 per hour")

    statuses = [people.fill(browser, category, name="").status for _ in range(4)]

    assert statuses == [422, 422, 422, 429]
    assert browser.get(people.form_path(category)).status == 200


def test_t31_that_all_seats_are_taken_is_nobodys_failure(
    browser: Browser, category: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "FAILURES", "3 per hour")
    page = browser.get(people.form_path(category))
    with transaction():
        category.capacity, category.has_waiting_list = 0, False

    answers = {**people.ANSWERS, "category": category.public_id}
    statuses = [browser.submit(page, **answers).status for _ in range(5)]

    assert statuses == [422] * 5


def test_the_page_is_never_stored_and_speaks_the_readers_language(
    browser: Browser, category: Category
) -> None:
    page = browser.get(people.form_path(category))

    assert page.headers["Cache-Control"] == "no-store"
    assert "Cities" in page.words


def test_the_form_is_found_where_its_event_is(browser: Browser, category: Category) -> None:
    page = browser.get(people.form_path(category))

    assert page.select("meta[name=robots]") == []
    assert str(page.one("link[rel=canonical]")["href"]).endswith(people.form_path(category))
    assert str(page.one("meta[name=description]")["content"]).startswith(category.event.title["en"])


def test_an_unlisted_event_keeps_its_form_to_itself(browser: Browser, category: Category) -> None:
    with transaction():
        category.event.visibility = Visibility.UNLISTED

    page = browser.get(people.form_path(category))

    assert page.one("meta[name=robots]")["content"] == "noindex"
    assert page.select("link[rel=canonical]") == []


def test_nothing_of_the_form_needs_a_script(browser: Browser, category: Category) -> None:
    page = browser.get(people.form_path(category))

    form = page.one("main form[method=post]")
    assert form["action"] == people.form_path(category)
    assert [control["name"] for control in form.select("[autocomplete]")] == [
        "name", "email", "organisation", "position", "country", "city", "leave_empty",
    ]  # fmt: skip
