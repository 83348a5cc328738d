"""Preview links and comments, as an organiser's browser sees them."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from app.core.actors import SYSTEM
from app.events.models import Event, TeamRole
from app.programme.models import PreviewComment, ProgrammeItem
from app.programme.services import commenting, previewing, sessions
from app.programme.services.commenting import NewComment
from app.programme.services.previewing import NewPreview
from tests.browserless import Browser
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def opening(event: Event) -> ProgrammeItem:
    return make.item(event, "Opening", ends=make.at("10:00"))


@pytest.fixture
def said(event: Event, opening: ProgrammeItem) -> PreviewComment:
    link, _secret = previewing.create(event, NewPreview("the city", 7), actor=SYSTEM)
    return commenting.comment(link, NewComment("Amina", "Please <b>begin</b> later", opening.public_id))


def url(event: Event, path: str) -> str:
    return f"/organise/events/{event.slug}/programme/{path}"


def test_a_link_is_shown_once_and_opens_the_draft(editor: Browser, event: Event) -> None:
    answer = editor.submit(editor.get(url(event, "previews/")), label="the Minister’s office", days="30")
    page = editor.follow(answer)

    address = str(page.one("input.copy__text")["value"])
    opened = editor.get(urlsplit(address).path)
    assert opened.status == 302
    assert "the Minister’s office" in page.words
    assert "Eve Editor" in page.words
    assert editor.get(url(event, "previews/")).select("input.copy__text") == []


def test_two_presses_make_one_link_and_show_it_twice(editor: Browser, event: Event) -> None:
    form = editor.get(url(event, "previews/"))

    answers = [editor.submit(form, label="the city", days="7") for _press in range(2)]
    page = editor.follow(answers[-1])

    assert [link.label for link in previewing.links(event)] == ["the city"]
    opened = editor.get(urlsplit(str(page.one("input.copy__text")["value"])).path)
    assert opened.status == 302


def test_a_form_sent_again_once_its_link_was_taken_back_makes_another(editor: Browser, event: Event) -> None:
    form = editor.get(url(event, "previews/"))
    editor.submit(form, label="the city", days="7")
    previewing.revoke(previewing.links(event)[0], actor=SYSTEM)

    page = editor.follow(editor.submit(form, label="the city", days="7"))

    assert [link.revoked_at is None for link in previewing.links(event)] == [True, False]
    assert editor.get(urlsplit(str(page.one("input.copy__text")["value"])).path).status == 302


def test_a_link_without_a_name_is_not_made(editor: Browser, event: Event) -> None:
    page = editor.submit(editor.get(url(event, "previews/")), label="", days="14")

    assert (page.status, "Say for whom this link is." in page.words) == (422, True)
    assert previewing.links(event) == []


def test_a_link_is_taken_back(editor: Browser, event: Event) -> None:
    link, _secret = previewing.create(event, NewPreview("the city", 7), actor=SYSTEM)
    page = editor.get(url(event, "previews/"))

    answer = editor.post(url(event, f"previews/{link.public_id}/revoke"), page.form())

    shown = editor.follow(answer)
    assert "The link for the city opens nothing any more." in shown.words
    assert "Taken back" in shown.words
    assert shown.select("form[action$=revoke]") == []


@pytest.mark.usefixtures("said")
def test_comments_stand_on_their_page_and_at_their_session_as_plain_text(
    editor: Browser, event: Event, opening: ProgrammeItem
) -> None:
    for path in ("comments/", f"sessions/{opening.public_id}/"):
        page = editor.get(url(event, path))
        assert page.one(".comment-list__text").get_text() == "Please <b>begin</b> later"
        assert ("Amina" in page.words, "the city" in page.words) == (True, True)


def test_a_comment_is_settled_with_a_name_and_opened_again(
    editor: Browser, event: Event, said: PreviewComment
) -> None:
    page = editor.get(url(event, "comments/"))
    settled = editor.follow(editor.post(url(event, f"comments/{said.public_id}/settle"), page.form()))

    assert "Eve Editor" in settled.one(".comment-list__one--settled").get_text()
    assert "0 comments are open." in settled.words
    again = editor.follow(editor.post(url(event, f"comments/{said.public_id}/reopen"), settled.form()))
    assert "1 comment is open." in again.words


@pytest.mark.usefixtures("said")
def test_who_only_looks_reads_comments_and_decides_nothing(browser: Browser, event: Event) -> None:
    viewer = accounts.user()
    make_events.member(event, viewer, TeamRole.VIEWER)
    browser.sign_in(viewer)

    page = browser.get(url(event, "comments/"))

    assert (page.status, page.select("main form")) == (200, [])
    assert page.select("a[href$='/previews/']") == []
    assert browser.get(url(event, "previews/")).status == 403


def test_another_team_finds_neither_link_nor_comment(
    editor: Browser, event: Event, said: PreviewComment
) -> None:
    other = make_events.event()
    elsewhere, _secret = previewing.create(other, NewPreview("them", 7), actor=SYSTEM)
    form = editor.get(url(event, "previews/")).form()

    answers = [
        editor.post(url(event, f"previews/{elsewhere.public_id}/revoke"), form).status,
        editor.get(url(other, "comments/")).status,
        editor.post(url(other, f"comments/{said.public_id}/settle"), form).status,
    ]

    assert answers == [404, 404, 404]


@pytest.mark.usefixtures("said")
def test_a_comment_on_a_session_that_is_gone_leads_nowhere(
    editor: Browser, event: Event, opening: ProgrammeItem
) -> None:
    sessions.remove(opening, actor=SYSTEM)

    page = editor.get(url(event, "comments/"))

    assert "Opening (no longer in the draft)" in page.words
    assert page.select(".comment-list a") == []


@pytest.mark.usefixtures("said")
def test_open_comments_want_attention(editor: Browser, event: Event) -> None:
    page = editor.get(f"/organise/events/{event.slug}/")

    assert "1 comment on the draft is open." in page.words
