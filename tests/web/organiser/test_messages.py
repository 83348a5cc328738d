"""The team sees what became of every letter, and may try again what has failed."""

from typing import Any

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core.db import db
from app.events.models import Event, TeamRole
from app.outbox.models import Message, MessageState, Reason
from tests.browserless import Browser
from tests.make import accounts, events
from tests.make import outbox as make


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return events.event(slug="iclc-7")


def sign_in(browser: Browser, event: Event, role: TeamRole = TeamRole.COMMUNICATIONS) -> None:
    user = accounts.user()
    events.member(event, user, role)
    browser.sign_in(user)


def failed(event: Event, **columns: Any) -> Message:
    return make.message(
        to="ada@example.org",
        event_id=event.id,
        state=MessageState.FAILED,
        reason=Reason.REFUSED,
        smtp_answer="550 5.1.1 User unknown",
        **columns,
    )


def test_p18_a_bounce_is_shown_in_words(browser: Browser, event: Event) -> None:
    message = failed(event)
    sign_in(browser, event)

    page = browser.get(f"/organise/events/iclc-7/messages/{message.public_id}/")

    assert page.status == 200
    assert page.one("h1").get_text() == message.subject
    facts = {
        row.select("dt")[0].get_text(): row.select("dd")[0].get_text() for row in page.select("dl > div")
    }
    assert facts["State"] == "Failed"
    assert facts["What happened"] == "The mail server refused it for good. Check the address."
    assert facts["The server's words"] == "550 5.1.1 User unknown"
    assert facts["To"] == "ada@example.org"


def test_the_list_shows_only_this_events_letters_newest_first(browser: Browser, event: Event) -> None:
    old, new = failed(event), make.message(event_id=event.id)
    make.message(event_id=events.event().id, to="eve@example.org")
    make.message(to="nobody@example.org")
    sign_in(browser, event)

    page = browser.get("/organise/events/iclc-7/messages/")

    links = [str(link["href"]) for link in page.select("tbody a")]
    assert links == [f"/organise/events/iclc-7/messages/{m.public_id}/" for m in (new, old)]
    assert "1 letter" not in page.words
    assert "One letter could not be delivered." in page.words
    assert "The oldest letter still to be sent was written on" in page.words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("?state=failed", 1),
        ("?state=sent", 0),
        ("?state=nonsense", 2),
        ("?q=ADA", 1),
        ("?q=arrives", 2),
        ("?q=%25", 0),
        ("?q=%27+OR+1%3D1--", 0),
        ("?page=99", 0),
        ("?page=-1", 2),
        ("?page=x", 2),
    ],
)
def test_the_list_is_narrowed_by_state_and_words(
    browser: Browser, event: Event, query: str, found: int
) -> None:
    failed(event)
    make.message(event_id=event.id)
    sign_in(browser, event)

    page = browser.get(f"/organise/events/iclc-7/messages/{query}")

    assert page.status == 200
    assert len(page.select("tbody tr")) == found


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_any_number_of_rows(
    browser: Browser, event: Event, count_queries: list[str], rows: int
) -> None:
    for _ in range(rows):
        make.message(event_id=event.id)
    sign_in(browser, event)
    count_queries.clear()

    browser.get("/organise/events/iclc-7/messages/")

    assert len(count_queries) == 7, count_queries  # session, event, grants, counts, oldest, total, page


def test_trying_again_is_one_button_with_a_question_and_leaves_a_trace(
    browser: Browser, event: Event
) -> None:
    message = failed(event)
    sign_in(browser, event)
    page = browser.get(f"/organise/events/iclc-7/messages/{message.public_id}/")

    answer = browser.follow(browser.submit(page))

    assert "The letter will be tried again at once." in answer.words
    assert make.fresh(message).state is MessageState.QUEUED
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "message.retried")).one()
    assert (entry.thing_kind, entry.thing_id, entry.event_id) == ("messages", message.id, event.id)


def test_a_letter_sent_meanwhile_is_not_sent_again(browser: Browser, event: Event) -> None:
    message = failed(event)
    sign_in(browser, event)
    page = browser.get(f"/organise/events/iclc-7/messages/{message.public_id}/")
    make.change(message, state=MessageState.SENT)

    answer = browser.follow(browser.submit(page))

    assert "it is not sent twice" in answer.words
    assert make.fresh(message).state is MessageState.SENT
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "message.retried")).all() == []


def test_t18_letters_of_another_event_are_unknown_here(browser: Browser, event: Event) -> None:
    other = make.message(event_id=events.event().id, state=MessageState.FAILED)
    sign_in(browser, event, TeamRole.OWNER)
    address = f"/organise/events/iclc-7/messages/{other.public_id}/"

    assert browser.get(address).status == 404
    assert browser.get(f"{address}letter").status == 404
    assert browser.get("/organise/events/iclc-7/messages/AAAAAAAAAAAAAAAAAAAAAA/").status == 404
    assert make.fresh(other).state is MessageState.FAILED


@pytest.mark.parametrize(
    ("role", "sees", "may_retry"),
    [
        (TeamRole.OWNER, 200, True),
        (TeamRole.COMMUNICATIONS, 200, True),
        (TeamRole.REGISTRATION_DESK, 200, False),
        (TeamRole.PROGRAMME_EDITOR, 403, False),
        (TeamRole.CHECK_IN, 403, False),
        (TeamRole.VIEWER, 403, False),
    ],
)
def test_t17_who_may_see_and_who_may_retry(
    browser: Browser,
    event: Event,
    role: TeamRole,
    sees: int,
    may_retry: bool,  # noqa: FBT001 - a table's column
) -> None:
    message = failed(event)
    sign_in(browser, event, role)
    address = f"/organise/events/iclc-7/messages/{message.public_id}/"

    page = browser.get(address)

    assert page.status == sees
    assert bool(page.select("form[action$='/retry']")) is may_retry


def test_a_link_that_opens_what_is_the_readers_is_hidden_in_words_and_look(
    browser: Browser, event: Event
) -> None:
    token = "AbCdEfGhIjKlMnOpQrStUvAbCdEfGhIjKlMnOpQrStUvWxYz0"
    secret = f"http://127.0.0.1:5000/registrations/{token}/"
    message = make.message(
        event_id=event.id, text=f"Open {secret}", html=f'<p><a href="{secret}">Open</a></p>'
    )
    sign_in(browser, event)
    address = f"/organise/events/iclc-7/messages/{message.public_id}/"

    words, look = browser.get(address), browser.get(f"{address}letter")

    assert token not in words.text
    assert token not in look.text
    assert "http://127.0.0.1:5000/registrations/[hidden]/" in words.text
    assert 'href="http://127.0.0.1:5000/registrations/[hidden]/"' in look.text


def test_the_look_is_shut_in_and_the_page_around_it_admits_it(browser: Browser, event: Event) -> None:
    message = failed(event)
    sign_in(browser, event)
    address = f"/organise/events/iclc-7/messages/{message.public_id}/"

    page = browser.get(address)
    look = browser.client.get(f"{address}letter")

    frame = page.one("iframe")
    assert (frame["src"], frame["sandbox"]) == (f"{address}letter", "")  # nothing is let through
    assert page.headers["Content-Security-Policy"].endswith("; frame-src 'self'")
    policy = look.headers["Content-Security-Policy"].split("; ")
    assert {"sandbox", "default-src 'none'", "frame-ancestors 'self'"} <= set(policy)
    assert "script-src" not in look.headers["Content-Security-Policy"]
    assert look.headers["Cache-Control"] == "no-store"
