"""Is this address registered? No page tells: the truth goes by mail alone (T22)."""

import re
import statistics
import time
from itertools import pairwise

import pytest
from flask import Flask

from app.registration.models import Category, Registration
from app.web.attendee import register
from tests.browserless import Browser, Page
from tests.make import registrations as make
from tests.web.attendee import people

SECRETS = re.compile(
    r"/registrations/[\w-]{49}/|name=\"csrf_token\" value=\"[^\"]+\""
    r"|[A-Z0-9]+-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{2}|<path [^>]+>"
)


@pytest.fixture
def category(app: Flask) -> Category:  # noqa: ARG001 - it has the database
    return make.category(capacity=3)


def masked(page: Page) -> str:
    return SECRETS.sub("…", page.text)


def known_and_unknown(app: Flask, category: Category) -> tuple[Page, Page]:
    """The pages of somebody registered already, and of somebody new, with equal answers otherwise."""
    make.registration(category, email="known@example.org")
    pages = [
        people.register(Browser(app), category, email=f"{who}@example.org") for who in ("known", "other")
    ]
    return pages[0], pages[1]


def test_t22_registering_again_shows_the_same_page(app: Flask, category: Category) -> None:
    known, unknown = known_and_unknown(app, category)

    assert known.status == unknown.status
    assert masked(known).replace("known@", "other@") == masked(unknown)
    assert set(known.headers.keys()) == set(unknown.headers.keys())


def test_t22_registering_again_shows_the_same_queue(app: Flask) -> None:
    category = make.category(capacity=1)
    for number in range(3):
        make.registration(category, email="known@example.org" if number == 1 else f"{number}@example.org")

    pages = [
        people.register(Browser(app), category, email=f"{who}@example.org") for who in ("known", "other")
    ]

    assert masked(pages[0]).replace("known@", "other@") == masked(pages[1])


def test_t22_the_form_does_not_tell_whether_a_seat_was_taken(app: Flask) -> None:
    category = make.category(capacity=50)
    make.registration(category, email="known@example.org")

    def hint_after(address: str) -> str:
        people.register(Browser(app), category, email=address)
        return Browser(app).get(people.form_path(category)).one(".choice__hint").get_text()

    assert hint_after("known@example.org") == hint_after("other@example.org") == "There are seats."


def test_t22_the_shadow_goes_on_looking_alike(app: Flask, category: Category) -> None:
    """Edited and withdrawn, it answers like any other; the owner's registration is untouched."""
    known, unknown = known_and_unknown(app, category)
    browser = Browser(app)
    before = make_dump()

    for action in ("edit", "withdraw"):
        after = []
        for page in (known, unknown):
            path = page.response.request.path
            if action == "edit":
                form = browser.get(f"{path}edit/")
                after.append(browser.follow(browser.submit(form, name="Renamed")))
            else:
                shown = browser.get(path)
                after.append(
                    browser.follow(browser.submit(shown, selector="main form[action$='/withdraw/']"))
                )
        assert masked(after[0]).replace("known@", "other@") == masked(after[1])

    owner = before["known@example.org"]
    assert make_dump()["known@example.org"] == owner


def make_dump() -> dict[str, tuple[str, str]]:
    rows = people.everything()["registrations"]
    columns = [column.name for column in Registration.__table__.columns]
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return {
        str(row["email"]): (str(row["name"]), str(row["state"]))
        for row in found
        if row["duplicate_of_id"] is None
    }


@pytest.mark.parametrize("address", ["known@example.org", "KNOWN@example.org", "other@example.org"])
def test_t22_asking_for_the_link_always_answers_the_same(
    app: Flask, category: Category, address: str
) -> None:
    make.registration(category, email="known@example.org", is_verified=True)
    browser = Browser(app)
    path = f"{people.form_path(category)}resend/"
    reference = browser.follow(browser.submit(browser.get(path), email="nobody@example.org"))

    answer = browser.follow(browser.submit(browser.get(path), email=address))

    assert answer.status == 200
    assert answer.text == reference.text
    assert "If this address is registered" in answer.words
    assert "A link is sent at most once in ten minutes, and three times a day." in answer.words


def test_what_is_no_address_is_refused_before_anybody_looks(app: Flask, category: Category) -> None:
    browser = Browser(app)
    path = f"{people.form_path(category)}resend/"

    page = browser.submit(browser.get(path), email="nobody")

    assert page.status == 422
    assert "Enter an e-mail address" in page.words


def test_t12_the_link_is_asked_for_only_so_often(
    app: Flask, category: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "LINKS", "2 per hour")
    browser = Browser(app)
    path = f"{people.form_path(category)}resend/"

    answers = [browser.submit(browser.get(path), email=f"{n}@example.org").status for n in range(3)]

    assert answers == [303, 303, 429]


@pytest.mark.slow
@pytest.mark.parametrize("what", ["register", "resend"])
def test_t22_the_time_tells_nothing_either(app: Flask, what: str) -> None:
    """Pairs of known and unknown addresses, in turns; the medians lie within 20 ms."""
    category = make.category(capacity=None)
    for number in range(60):
        make.registration(category, email=f"known{number}@example.org")
    browser = Browser(app)
    path = people.form_path(category) + ("resend/" if what == "resend" else "")
    form = browser.get(path).form()
    times: dict[str, list[float]] = {"known": [], "other": []}

    for number in range(60):
        for who in ("known", "other") if number % 2 else ("other", "known"):
            answers = {
                **people.ANSWERS,
                "email": f"{who}{number}@example.org",
                "category": category.public_id,
            }
            begun = time.perf_counter()
            status = browser.post(path, {**form, **answers, "form_key": ""}).status
            times[who].append(time.perf_counter() - begun)
            assert status in {303, 429}

    medians = [statistics.median(times[who]) for who in ("known", "other")]
    assert all(abs(one - other) < 0.020 for one, other in pairwise(medians))
