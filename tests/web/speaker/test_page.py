"""The page of somebody who appears, as their browser sees it: no account, no cookie before a form."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import icalendar
import pytest
import time_machine
from flask import Flask
from PIL import Image
from sqlalchemy import select

from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.documents import services as documents
from app.documents.models import Document, DocumentKind
from app.events.models import Event, Lifecycle, Visibility
from app.files import rules as file_rules
from app.files import services as files
from app.files import storage
from app.outbox.models import Message
from app.programme.models import AppearanceState, ProgrammeItem
from app.programme.services import sessions
from app.speakers import queries
from app.speakers.models import SpeakerLink
from app.speakers.services import links
from tests.browserless import Browser, Page
from tests.make import events as make_events
from tests.make import programme as make
from tests.make import speakers

NOW = datetime(2026, 9, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _before_the_event() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(
        slug="cities",
        content_languages=["en", "es"],
        lifecycle=Lifecycle.DRAFT,
        visibility=Visibility.PRIVATE,
    )


@pytest.fixture
def item(event: Event) -> ProgrammeItem:
    person = make.person(home_event_id=event.id, email="ana@example.org", honorific="Ms")
    return make.item(event, "Opening", starts=make.at("09:00"), ends=make.at("09:30"), people=[person])


@pytest.fixture
def link(event: Event, item: ProgrammeItem) -> SpeakerLink:
    (one,) = item.appearances
    assert one.person is not None
    return speakers.link(event, one.person)


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def picture() -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", (60, 80), "teal").save(data, "PNG")
    data.seek(0)
    return data


def appearance(item: ProgrammeItem) -> AppearanceState:
    db.session.rollback()
    db.session.expire_all()
    (one,) = item.appearances
    return one.state


def test_the_page_says_when_where_and_how_and_tells_nobody(browser: Browser, link: SpeakerLink) -> None:
    page = browser.get(queries.path(link))

    assert page.one("h1").get_text(" ", strip=True) == "Ms Ana López"
    assert page.one(".slot h3").get_text() == "Opening"
    assert "Monday, 28 September 2026, 09:00–09:30 CEST (UTC+2)" in page.one(".slot__when").get_text()
    assert [one.get_text() for one in page.select(".proof__language")] == ["English", "Spanish"]
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_form_of_address_stands_before_the_name_in_every_script(
    browser: Browser, link: SpeakerLink
) -> None:
    """Set apart as a whole: a page from right to left would put each part where its own language has it."""
    page = browser.get(f"{queries.path(link)}?lang=ar")

    assert page.one("h1 bdi").get_text(" ", strip=True) == "Ms Ana López"


def test_times_are_told_in_the_zone_that_is_asked_for_without_a_cookie(
    browser: Browser, link: SpeakerLink
) -> None:
    page = browser.get(f"{queries.path(link)}?tz=Asia/Seoul")

    assert "Your time: 16:00–16:30 KST (UTC+9)" in page.words
    assert page.one("#zone option[selected]")["value"] == "Asia/Seoul"


def test_another_language_leads_back_to_the_page(browser: Browser, link: SpeakerLink) -> None:
    path = queries.path(link)
    (arabic,) = browser.get(path).select("a[hreflang=ar]")

    chosen = browser.get(str(arabic["href"]))

    assert (chosen.status, chosen.location) == (303, path)
    assert browser.get(path).one("html")["dir"] == "rtl"


def test_looking_changes_nothing(browser: Browser, link: SpeakerLink, count_queries: list[str]) -> None:
    path = queries.path(link)
    count_queries.clear()
    for _time in range(3):
        for page in ("", "details/", "photo/"):
            browser.get(path + page)
            browser.head(path + page)

    assert [one for one in count_queries if not one.startswith("SELECT")] == []


def test_one_confirms_and_declines_with_a_word(
    browser: Browser, link: SpeakerLink, item: ProgrammeItem
) -> None:
    path = queries.path(link)
    page = browser.get(path)
    state, message = (str(page.one(one)["name"]) for one in ("button[value=confirmed]", "textarea"))

    thanks = browser.follow(browser.submit(page, **{state: "confirmed"}))
    assert "Thank you: you are confirmed." in thanks.words
    sorry = browser.follow(browser.submit(thanks, **{state: "declined", message: "I am <b>ill</b>."}))

    assert appearance(item) is AppearanceState.DECLINED
    assert "You wrote: I am <b>ill</b>." in sorry.words
    assert sorry.select("button[value=declined]") == []


@pytest.mark.parametrize("value", ["proposed", "", "x" * 300])
def test_an_answer_that_is_none_is_asked_again_with_what_was_typed(
    browser: Browser, link: SpeakerLink, item: ProgrammeItem, value: str
) -> None:
    page = browser.get(queries.path(link))
    state, message = (str(page.one(one)["name"]) for one in ("button[value=confirmed]", "textarea"))

    again = browser.submit(page, **{state: value, message: "A long word"})

    assert again.status == 422
    assert again.one("textarea").get_text().strip() == "A long word"
    assert appearance(item) is AppearanceState.CONFIRMED


def test_one_corrects_how_one_appears(browser: Browser, link: SpeakerLink, item: ProgrammeItem) -> None:
    path = queries.path(link)
    form = browser.get(f"{path}details/")
    prefix = f"{item.public_id}-{item.appearances[0].public_id}-"

    page = browser.follow(
        browser.submit(form, honorific="Dr", given_name="Ana María",
                       **{f"{prefix}job-es": "Alcaldesa", "biography-es": "<script>x</script>"})
    )  # fmt: skip

    db.session.expire_all()
    assert "Your corrections are saved." in page.words
    assert page.one("h1").get_text(" ", strip=True) == "Dr Ana María López"
    assert item.appearances[0].job == {"es": "Alcaldesa"}
    assert "<script>x" not in page.text
    assert "Missing Not in this language: position (“Opening”)" in page.words


def test_nobody_is_described_in_a_language_the_organisers_do_not_read(
    browser: Browser, link: SpeakerLink, item: ProgrammeItem
) -> None:
    """What is not asked for stands in no form of theirs, but readers of that language would be shown it."""
    person, own = link.person, item.appearances[0]
    with transaction():
        person.biography, person.photo_alt = Translated({"ru": "Биография"}), Translated({"ru": "Портрет"})
    prefix = f"{item.public_id}-{own.public_id}-"
    said = {"biography-en": "Mayor", "biography-fr": "Secret", "biography-ru": "Secret"}
    jobs = {f"{prefix}job-fr": "Secret", f"{prefix}organisation-zz": "Secret"}

    form = browser.get(f"{queries.path(link)}details/").form()
    browser.post(f"{queries.path(link)}details/", {**form, **said, **jobs})
    form = browser.get(f"{queries.path(link)}photo/").form()
    files = {"file": (picture(), "me.png"), "alt-es": "Sonríe", "alt-fr": "Secret", "alt-ru": "Secret"}
    browser.post(f"{queries.path(link)}photo/", {**form, **files})

    db.session.expire_all()
    assert person.biography == {"en": "Mayor", "ru": "Биография"}
    assert person.photo_alt == {"es": "Sonríe", "ru": "Портрет"}
    assert (own.job, own.organisation) == ({}, {})


def test_a_save_on_top_of_the_organisers_shows_both_and_then_goes_through(
    browser: Browser, link: SpeakerLink
) -> None:
    form = browser.get(f"{queries.path(link)}details/")
    with transaction():
        link.person.given_name = "Theirs"
        link.person.revision += 1

    asked = browser.submit(form, given_name="Mine")
    assert asked.status == 422
    assert asked.one("[name=given_name]")["value"] == "Mine"
    assert "Ms Theirs López" in asked.words

    done = browser.submit(asked)
    db.session.expire_all()
    assert (done.status, link.person.given_name) == (303, "Mine")


def test_what_was_typed_for_a_session_that_has_gone_is_not_said_to_be_saved(
    browser: Browser, link: SpeakerLink, item: ProgrammeItem
) -> None:
    form = browser.get(f"{queries.path(link)}details/")
    prefix = f"{item.public_id}-{item.appearances[0].public_id}-"
    sessions.remove(item, actor=SYSTEM)

    page = browser.follow(browser.submit(form, given_name="Anna", **{f"{prefix}job-en": "Mayor"}))

    told = [one.get_text(" ", strip=True) for one in page.select(".notice--success, .notice--warning")]
    assert told == [
        "Your corrections are saved. The organisers are told.",
        "The organisers have changed this since: you are not in this session any more.",
    ]


def test_a_name_is_asked_for_and_nothing_typed_is_lost(browser: Browser, link: SpeakerLink) -> None:
    form = browser.get(f"{queries.path(link)}details/")

    page = browser.submit(form, given_name="", family_name="", **{"biography-en": "About me"})

    assert (page.status, errors(page)) == (422, ["Enter a given name or a family name."])
    assert page.one("[name=biography-en]").get_text().strip() == "About me"


def test_whom_another_team_looks_after_is_told_so(browser: Browser, link: SpeakerLink) -> None:
    with transaction():
        link.may_describe = False

    page = browser.get(f"{queries.path(link)}details/")

    assert page.select("[name=given_name]") == []
    assert "looked after by another team" in page.words
    assert browser.get(f"{queries.path(link)}photo/").status == 403


def test_a_photo_is_sent_seen_and_described(browser: Browser, link: SpeakerLink) -> None:
    path = queries.path(link)
    missing = browser.submit(browser.get(f"{path}photo/"))
    assert (missing.status, errors(missing)) == (422, ["Choose a file."])
    wrong = browser.submit(missing, file=(io.BytesIO(b"<svg onload=alert(1)>"), "me.png"), credit="Kim")
    assert wrong.status == 422
    assert wrong.one("[name=credit]")["value"] == "Kim"

    page = browser.follow(
        browser.submit(wrong, file=(picture(), "me.png"), credit="Kim Lee", **{"alt-en": "At a desk"})
    )

    assert page.one(".speaker__photo img")["alt"] == "At a desk"
    shown = browser.get(f"{path}photo.webp")
    assert (shown.status, shown.headers["Content-Type"]) == (200, "image/webp")
    browser.submit(browser.get(f"{path}photo/"), credit="Kim")
    db.session.expire_all()
    assert (link.person.photo_credit, link.person.photo is None) == ("Kim", False)


def test_a_photo_on_top_of_the_organisers_shows_both_and_then_goes_through(
    browser: Browser, link: SpeakerLink
) -> None:
    person, theirs = link.person, files.store_image(picture().read(), "theirs.png")
    form = browser.get(f"{queries.path(link)}photo/")
    with transaction():
        person.photo, person.photo_credit, person.revision = theirs, "Theirs", person.revision + 1

    asked = browser.submit(form, file=(picture(), "me.png"), credit="Mine")
    db.session.expire_all()
    assert (asked.status, person.photo, person.photo_credit) == (422, theirs, "Theirs")
    assert asked.one("[name=credit]")["value"] == "Mine"
    assert asked.one("figcaption").get_text() == "Theirs"

    done = browser.submit(asked, file=(picture(), "me.png"))
    db.session.rollback()
    assert (done.status, person.photo_credit) == (303, "Mine")


def test_nothing_is_called_optional_of_which_one_is_needed(
    browser: Browser, link: SpeakerLink, item: ProgrammeItem
) -> None:
    path = queries.path(link)

    photo, upload = browser.get(f"{path}photo/"), browser.get(f"{path}sessions/{item.public_id}/files/")

    assert photo.one("label[for=file]").get_text(strip=True) == "Photo"
    assert [one.get_text(strip=True) for one in upload.select("main label")] == [
        "Slides or a video message", "Or the address of a longer video message", "Language",
    ]  # fmt: skip


def send(browser: Browser, path: str, **fields: object) -> Page:
    return browser.post(path, {**browser.get(path).form(), **fields}, content_type="multipart/form-data")


def test_slides_are_sent_and_stay_hidden(browser: Browser, link: SpeakerLink, item: ProgrammeItem) -> None:
    path = f"{queries.path(link)}sessions/{item.public_id}/files/"
    both = send(browser, path, file=(io.BytesIO(b"%PDF-1.4"), "a.pdf"), url="https://x.example/")
    assert (both.status, errors(both)) == (422, ["Choose a file or enter an address, one of the two."])

    page = browser.follow(browser.submit(browser.get(path), file=(io.BytesIO(b"%PDF-1.4"), "Talk.pdf")))

    assert "Talk.pdf" in page.one("#files + p + ul").get_text()
    document = db.session.scalars(select(Document)).one()
    assert document.is_published is False


def test_what_the_organisers_have_taken_out_again_can_be_sent_anew(
    browser: Browser, link: SpeakerLink, item: ProgrammeItem
) -> None:
    path = queries.path(link)
    upload = f"{path}sessions/{item.public_id}/files/"
    send(browser, upload, url="https://video.example.org/1")
    document = db.session.scalars(select(Document)).one()
    documents.remove_version(document.versions[0], actor=SYSTEM)

    page = browser.get(path)
    assert (page.status, page.select(".rows__kind")) == (200, [])
    assert send(browser, upload, url="https://video.example.org/2").status == 303
    assert browser.get(path).one(".rows__kind").get_text() == "https://video.example.org/2"


def test_what_was_sent_for_a_session_that_has_gone_is_still_there(
    browser: Browser, link: SpeakerLink, item: ProgrammeItem
) -> None:
    path = queries.path(link)
    send(browser, f"{path}sessions/{item.public_id}/files/", url="https://video.example.org/1")

    sessions.remove(item, actor=SYSTEM)

    (kept,) = browser.get(path).select("#files ~ .rows .rows__words")
    assert kept.get_text(" ", strip=True) == "Opening – Ana López https://video.example.org/1"


def test_a_video_s_address_may_run_no_script(
    browser: Browser, link: SpeakerLink, item: ProgrammeItem
) -> None:
    path = f"{queries.path(link)}sessions/{item.public_id}/files/"

    page = send(browser, path, url="javascript:alert(1)")

    assert page.status == 422
    assert db.session.scalars(select(Document)).all() == []


def test_a_photo_whose_bytes_are_gone_is_not_found(browser: Browser, link: SpeakerLink) -> None:
    photo = files.store_image(picture().read(), "me.png")
    with transaction():
        link.person.photo = photo
    path = f"{queries.path(link)}photo.webp"
    assert browser.get(path).status == 200

    storage.path(photo, f"{file_rules.widths(photo)[0]}.webp").unlink()

    assert browser.get(path).status == 404


@pytest.mark.parametrize(
    ("extension", "kind"),
    [("pdf", DocumentKind.PRESENTATION), ("png", DocumentKind.PRESENTATION), ("mp4", DocumentKind.RECORDING)],
)
def test_what_the_form_says_it_takes_is_taken(
    browser: Browser, link: SpeakerLink, item: ProgrammeItem, extension: str, kind: DocumentKind
) -> None:
    path = f"{queries.path(link)}sessions/{item.public_id}/files/"
    film = io.BytesIO(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42")
    data = {"pdf": io.BytesIO(b"%PDF-1.4 x"), "png": picture(), "mp4": film}[extension]
    form = browser.get(path)
    assert f".{extension}" in str(form.one("[type=file]")["accept"]).split(",")
    assert "an image, or a video as MP4, MOV or WebM; up to 20 MB, without macros." in form.words

    page = browser.submit(form, file=(data, f"mine.{extension}"))

    assert page.status == 303
    (document,) = db.session.scalars(select(Document)).all()
    assert (document.kind, document.is_published) == (kind, False)
    (version,) = document.versions
    assert version.file is not None
    assert version.file.filename == f"mine.{extension}"


def test_a_session_is_put_into_a_calendar(browser: Browser, link: SpeakerLink, item: ProgrammeItem) -> None:
    page = browser.get(f"{queries.path(link)}sessions/{item.public_id}.ics")

    (entry,) = icalendar.Calendar.from_ical(page.body).walk("VEVENT")
    assert str(entry["UID"]) == f"speaker-{item.calendar_uid}@calendar.example.org"
    assert str(entry["SUMMARY"]) == "Opening"
    assert "/speakers/" not in page.text
    assert browser.get(f"{queries.path(link)}sessions/nosuch.ics").status == 404


def test_somebody_else_s_session_is_not_there(browser: Browser, event: Event, link: SpeakerLink) -> None:
    other = make.item(event, people=[make.person("Kim", "Lee")])
    path, (one,) = queries.path(link), other.appearances

    answers = [
        browser.get(f"{path}sessions/{other.public_id}.ics"),
        browser.get(f"{path}sessions/{other.public_id}/files/"),
    ]

    assert [page.status for page in answers] == [404, 404]
    home = browser.get(path)
    page = browser.post(f"{path}sessions/{other.public_id}/{one.public_id}/answer", home.form())
    assert page.status == 404


def test_a_link_that_has_ended_says_so_and_guesses_are_counted(browser: Browser, link: SpeakerLink) -> None:
    path = queries.path(link)
    links.revoke(link, actor=SYSTEM)

    gone = browser.get(path)
    assert (gone.status, gone.one("h1").get_text().strip()) == (
        410, "This link has ended. If you need a new one, ask the organisers.",
    )  # fmt: skip
    assert gone.headers["Cache-Control"] == "no-store"
    statuses = {browser.get(f"/speakers/{'x' * 49}/").status for _guess in range(61)}
    assert statuses == {404, 429}


HOSTILE = [
    "\0", "a\0b", "\ud800", "<script>__xss()</script>", "{{ 7*7 }}", "' OR 1=1 --", '=HYPERLINK("x")',
    "x\r\nBcc: all@example.org", "\u202etxt.exe", "9" * 5000, "e\u0301" * 200, "😀" * 150,
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_breaks_a_page_or_a_letter(
    browser: Browser, event: Event, link: SpeakerLink, item: ProgrammeItem, typed: str
) -> None:
    make_events.actor(event, email="owner@example.org")
    path, prefix = queries.path(link), f"{item.public_id}-{item.appearances[0].public_id}-"
    token = {"csrf_token": browser.get(path).form()["csrf_token"]}
    typed = typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")

    names = ("given_name", "honorific", "biography-en", "revision", f"{prefix}job-en", f"{prefix}revision")
    answer = {f"{prefix}state": "declined", f"{prefix}message": typed}
    photo = {"credit": typed, "alt-en": typed, "file": (picture(), typed[:50])}
    session = f"{path}sessions/{item.public_id}"
    answers = [
        browser.post(f"{path}details/", {**token, **dict.fromkeys(names, typed)}),
        browser.post(f"{path}details/", {**browser.get(f"{path}details/").form(), "given_name": typed}),
        browser.post(f"{session}/{item.appearances[0].public_id}/answer", {**token, **answer}),
        browser.post(f"{path}photo/", {**token, **photo}, content_type="multipart/form-data"),
        browser.post(f"{session}/files/", {**token, "language": typed, "url": typed}),
        browser.get(path),
        browser.get(f"{path}?tz={'x' * 500}"),
    ]

    assert [page.status for page in answers if page.status >= 500] == []
    assert "<script>__xss" not in answers[-2].text
    db.session.rollback()
    for message in db.session.scalars(select(Message)):
        assert "\n" not in message.subject
        assert "<script>" not in message.html
