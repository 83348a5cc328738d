"""Uploaded files: who may open one, and how it is sent (T28)."""

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from app.core import clock
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event, FeaturedPerson, Lifecycle, TeamRole, Visibility
from app.files import rules, services, storage
from app.files.models import StoredFile
from tests.browserless import Browser
from tests.make import accounts, documents, programme
from tests.make import events as make


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "#336699").save(out, "PNG")
    return out.getvalue()


def image_of(**fields: Any) -> tuple[Event, StoredFile]:
    file = services.store_image(png(), "harbour.png")
    return make.event(image=file, **fields), file


def test_an_image_is_shown_and_can_run_nothing(browser: Browser) -> None:
    _event, file = image_of()

    page = browser.get(rules.public_path(file))

    assert page.status == 200
    assert page.headers["Content-Type"] == "image/png"
    assert page.headers["Content-Disposition"] == "inline; filename=harbour.png"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert page.headers["Cache-Control"] == "public, max-age=86400"
    assert "Set-Cookie" not in page.headers


def test_a_file_whose_bytes_are_lost_is_unknown_and_no_crash(browser: Browser) -> None:
    _event, file = image_of()
    storage.path(file).unlink()

    assert browser.get(rules.public_path(file)).status == 404


@pytest.mark.parametrize(
    ("variant", "content_type"),
    [("480.webp", "image/webp"), ("600.webp", "image/webp"), ("share.jpg", "image/jpeg")],
)
def test_an_image_comes_in_the_sizes_made_of_it(browser: Browser, variant: str, content_type: str) -> None:
    _event, file = image_of()

    page = browser.get(rules.public_path(file, variant))

    assert (page.status, page.headers["Content-Type"]) == (200, content_type)


@pytest.mark.parametrize("name", ["other.png", "960.webp", "share.png", "..%2F..%2Fsecret_key", "%00"])
def test_only_its_own_names_open_a_file(browser: Browser, name: str) -> None:
    _event, file = image_of()

    assert browser.get(f"/files/{file.public_id}/{name}").status in {400, 404}


def test_a_document_is_downloaded(browser: Browser) -> None:
    event, file = make.event(), documents.file(filename="Concept note.pdf")
    documents.version(documents.document(event), file=file)

    page = browser.get(rules.public_path(file))

    assert page.headers["Content-Disposition"] == 'attachment; filename="Concept note.pdf"'


@pytest.mark.parametrize(
    ("typed", "disposition"),
    [
        ("برنامج.pdf",
         "attachment; filename=document.pdf; filename*=UTF-8''%D8%A8%D8%B1%D9%86%D8%A7%D9%85%D8%AC.pdf"),
        ("日程 – 2026.pdf",
         "attachment; filename=2026.pdf; filename*=UTF-8''%E6%97%A5%E7%A8%8B%20%E2%80%93%202026.pdf"),
        ("été (2).pdf", "attachment; filename=\"ete (2).pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%20%282%29.pdf"),
    ],
)  # fmt: skip
def test_a_name_in_any_script_arrives_whole_and_beside_it_one_in_plain_letters(
    browser: Browser, typed: str, disposition: str
) -> None:
    event, file = make.event(), documents.file(filename=typed)
    documents.version(documents.document(event), file=file)

    page = browser.get(rules.public_path(file))

    assert page.headers["Content-Disposition"] == disposition


@pytest.mark.parametrize("hidden", [{"lifecycle": Lifecycle.DRAFT}, {"visibility": Visibility.PRIVATE}])
def test_files_of_a_hidden_event_open_for_its_team_alone(app: Flask, hidden: dict[str, Any]) -> None:
    event, file = image_of(**hidden)
    member, stranger = accounts.user(), accounts.user()
    make.member(event, member, TeamRole.VIEWER)
    make.member(make.event(), stranger)

    answers = {}
    for name, user in (("anybody", None), ("stranger", stranger), ("member", member)):
        browser = Browser(app)
        if user is not None:
            browser.sign_in(user)
        answers[name] = browser.get(rules.public_path(file))

    assert {name: page.status for name, page in answers.items()} == {
        "anybody": 404,
        "stranger": 404,
        "member": 200,
    }
    assert answers["member"].headers["Cache-Control"] == "private, no-store"


def test_an_upload_that_nothing_shows_is_not_public(browser: Browser) -> None:
    event, unpublished = make.event(), documents.file()
    documents.version(documents.document(event, is_published=False), file=unpublished)
    loose = services.store_image(png(), "loose.png")

    assert browser.get(rules.public_path(unpublished)).status == 404
    assert browser.get(rules.public_path(loose)).status == 404


def test_a_photo_is_public_once_its_person_is(browser: Browser) -> None:
    private, secret = make.event(visibility=Visibility.PRIVATE), make.event()
    photos = [services.store_image(png(), f"{number}.png") for number in range(3)]
    drafted = programme.person("A", "Draft", photo=photos[0])
    programme.person("B", "Released", photo=photos[1], published_at=clock.now())
    featured = programme.person("C", "Featured", photo=photos[2])
    with transaction() as session:
        session.add(FeaturedPerson(event_id=private.id, person_id=drafted.id, position=1))
        session.add(
            FeaturedPerson(event_id=secret.id, person_id=featured.id, position=1, role=Translated({}))
        )

    assert [browser.get(rules.public_path(photo)).status for photo in photos] == [404, 200, 200]


@pytest.mark.parametrize(
    ("visibility", "is_released", "status"),
    [
        (Visibility.UNLISTED, True, 200),
        (Visibility.UNLISTED, False, 404),
        (Visibility.PRIVATE, True, 404),
    ],
)
def test_a_photo_is_public_where_a_programme_that_may_be_read_shows_it(
    browser: Browser, *, visibility: Visibility, is_released: bool, status: int
) -> None:
    event, photo = make.event(visibility=visibility), services.store_image(png(), "portrait.png")
    person = programme.person("A", "Speaker", photo=photo)
    programme.item(event, "Opening", people=[person])
    if is_released:
        programme.release(event)

    assert browser.get(rules.public_path(photo)).status == status
    assert person.published_at is None


def test_a_photo_opens_for_the_team_that_entered_its_person(app: Flask) -> None:
    event, member = make.event(), accounts.user()
    make.member(event, member, TeamRole.VIEWER)
    photo = services.store_image(png(), "portrait.png")
    programme.person("A", "Draft", photo=photo, home_event_id=event.id)
    browser = Browser(app)
    browser.sign_in(member)

    assert Browser(app).get(rules.public_path(photo)).status == 404
    assert browser.get(rules.public_path(photo)).status == 200


@pytest.mark.parametrize(
    ("visibility", "status", "robots"),
    [(Visibility.PUBLIC, 200, None), (Visibility.UNLISTED, 200, "noindex"), (Visibility.PRIVATE, 404, None)],
)
def test_an_old_release_keeps_the_photo_it_was_released_with(
    browser: Browser, visibility: Visibility, status: int, robots: str | None
) -> None:
    event, old = make.event(visibility=visibility), services.store_image(png(), "old.png")
    person = programme.person("A", "Speaker", photo=old)
    programme.item(event, "Opening", people=[person])
    programme.release(event)
    with transaction():
        person.photo = services.store_image(png(), "new.png")
    programme.release(event)

    page = browser.get(rules.public_path(old))

    assert (page.status, page.headers.get("X-Robots-Tag")) == (status, robots)


def test_files_of_an_event_that_is_not_listed_are_not_listed_either(browser: Browser) -> None:
    event, image = image_of(visibility=Visibility.UNLISTED)
    paper = documents.file()
    document = documents.document(event)
    documents.version(document, file=paper)
    address = f"/events/{event.slug}/documents/{document.slug}"

    pages = [browser.get(path) for path in (rules.public_path(image), rules.public_path(paper), address)]

    assert [(page.status, page.headers["X-Robots-Tag"]) for page in pages] == [(200, "noindex")] * 3


def test_files_of_a_listed_event_may_be_found(browser: Browser) -> None:
    _event, image = image_of()

    assert "X-Robots-Tag" not in browser.get(rules.public_path(image)).headers
