"""Preview links and comments: who may make them, when they end, and who is told of what."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from app.accounts.models import User
from app.core import clock, tokens
from app.core.actors import ANONYMOUS, SYSTEM
from app.core.db import db, transaction
from app.events.models import Event, Lifecycle, TeamRole
from app.events.services import deleting
from app.outbox.models import Message
from app.programme.errors import (
    EmptyComment,
    MayNotEditProgramme,
    NoSuchComment,
    NoSuchPreview,
    NoSuchSession,
    TooManyComments,
    TooManyPreviews,
)
from app.programme.models import PreviewComment, PreviewLink
from app.programme.services import commenting, previewing, sessions
from app.programme.services.commenting import NewComment
from app.programme.services.previewing import NewPreview
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make

AUGUST = datetime(2026, 8, 1, 10, tzinfo=UTC)
MINISTER = NewPreview("the Minister’s office", 14)


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AUGUST, tick=False) as traveller:
        yield traveller


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def link(event: Event) -> PreviewLink:
    return previewing.create(event, MINISTER, actor=SYSTEM)[0]


def editor(event: Event, role: TeamRole = TeamRole.PROGRAMME_EDITOR) -> User:
    user = accounts.user()
    make_events.member(event, user, role)
    return user


def letters() -> list[tuple[str, str]]:
    found = db.session.scalars(select(Message).order_by(Message.id))
    return [(one.recipient, one.text) for one in found if one.template == "preview_comments"]


def test_a_link_is_found_by_its_secret_of_which_only_the_hash_is_kept(event: Event) -> None:
    link, secret = previewing.create(event, MINISTER, actor=SYSTEM)

    assert previewing.by_secret(secret).id == link.id
    assert (link.secret_digest, link.expires_at) == (tokens.digest(secret), AUGUST + timedelta(days=14))
    assert secret not in str(vars(link))


def test_a_link_ends_with_its_day(event: Event, travel: time_machine.Traveller) -> None:
    _link, secret = previewing.create(event, MINISTER, actor=SYSTEM)
    travel.shift(timedelta(days=14) - timedelta(seconds=1))
    assert previewing.by_secret(secret)

    travel.shift(timedelta(seconds=1))

    with pytest.raises(NoSuchPreview):
        previewing.by_secret(secret)


def test_a_link_that_was_taken_back_opens_nothing_and_takes_no_comments(event: Event) -> None:
    link, secret = previewing.create(event, MINISTER, actor=SYSTEM)

    previewing.revoke(link, actor=SYSTEM)
    previewing.revoke(link, actor=SYSTEM)

    with pytest.raises(NoSuchPreview):
        previewing.by_secret(secret)
    with pytest.raises(NoSuchPreview):
        commenting.comment(link, NewComment("Ana", "Too late"))


@pytest.mark.parametrize("secret", ["", "x", "\x00", "ü" * 43, "A" * 5000])
def test_no_other_secret_opens_anything(link: PreviewLink, secret: str) -> None:  # noqa: ARG001
    with pytest.raises(NoSuchPreview):
        previewing.by_secret(secret)


def test_only_who_builds_the_programme_makes_and_takes_back_links(event: Event, link: PreviewLink) -> None:
    with pytest.raises(MayNotEditProgramme):
        previewing.create(event, MINISTER, actor=ANONYMOUS)
    with pytest.raises(MayNotEditProgramme):
        previewing.revoke(link, actor=ANONYMOUS)

    assert [one.id for one in previewing.links(event)] == [link.id]


def test_there_are_only_so_many_open_links(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "MOST_OPEN", 1)
    link, _secret = previewing.create(event, MINISTER, actor=SYSTEM)
    with pytest.raises(TooManyPreviews):
        previewing.create(event, MINISTER, actor=SYSTEM)

    previewing.revoke(link, actor=SYSTEM)

    assert previewing.create(event, MINISTER, actor=SYSTEM)


def test_a_link_belongs_to_its_event_alone(link: PreviewLink) -> None:
    with pytest.raises(NoSuchPreview):
        previewing.by_public_id(make_events.event(), link.public_id)


def test_a_comment_knows_its_session_also_after_that_is_gone(event: Event, link: PreviewLink) -> None:
    item = make.item(event, "Opening", ends=make.at("10:00"))

    commenting.comment(link, NewComment("Ana", "Please begin later", item.public_id))
    commenting.comment(link, NewComment("Ana", "All else is fine"))
    sessions.remove(item, actor=SYSTEM)

    db.session.expire_all()
    assert [(one.name, one.session_title, one.text) for one in commenting.of_event(event)] == [
        ("Ana", {}, "All else is fine"),
        ("Ana", {"en": "Opening"}, "Please begin later"),
    ]
    assert [one.text for one in commenting.of_session(event, item.public_id)] == ["Please begin later"]


def test_a_comment_is_about_a_session_of_this_event_and_says_something(link: PreviewLink) -> None:
    elsewhere = make.item(make_events.event(), "Secret", ends=make.at("10:00"))

    with pytest.raises(NoSuchSession):
        commenting.comment(link, NewComment("Ana", "Hm", elsewhere.public_id))
    with pytest.raises(EmptyComment):
        commenting.comment(link, NewComment("Ana", ""))

    assert db.session.scalars(select(PreviewComment)).all() == []


def test_an_event_nobody_can_read_does_not_keep_other_teams_from_being_told(
    event: Event, travel: time_machine.Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    other = make_events.event()
    for one in (event, other):
        editor(one)
        link, _secret = previewing.create(one, MINISTER, actor=SYSTEM)
        commenting.comment(link, NewComment("Ana", "First"))
        commenting.comment(link, NewComment("Ana", f"Second at {one.slug}"))
    slug = other.slug
    with transaction() as session:
        session.execute(text("UPDATE events SET title = '7' WHERE id = :id"), {"id": event.id})
    db.session.expunge_all()  # everything is read anew
    travel.shift(timedelta(hours=1))

    told = commenting.tell_due()

    assert (told, letters()[-1][1].count(f"Second at {slug}")) == (1, 1)
    assert [record.getMessage() for record in caplog.records] == [
        f"comments on event {event.id} were not told"
    ]


def test_the_same_sent_twice_is_one_comment_until_it_is_settled(event: Event, link: PreviewLink) -> None:
    new = NewComment(name="Ana", text="Please begin later")
    first = commenting.comment(link, new)
    commenting.comment(link, NewComment(name="Ben", text="Please begin later"))

    assert commenting.comment(link, new) is first
    commenting.settle(first, actor=SYSTEM)
    assert commenting.comment(link, new) is not first
    assert len(commenting.of_event(event)) == 3


def test_comments_at_one_link_are_bounded_in_length_and_number(
    link: PreviewLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commenting, "MOST", 1)
    commenting.comment(link, NewComment("A" * 5000, "B" * 5000))

    with pytest.raises(TooManyComments):
        commenting.comment(link, NewComment("Ana", "One more"))

    (kept,) = commenting.at(link)
    assert (len(kept.name), len(kept.text)) == (commenting.LONGEST_NAME, commenting.LONGEST)


def test_holders_of_one_link_do_not_read_what_is_said_at_another(event: Event, link: PreviewLink) -> None:
    other, _secret = previewing.create(event, NewPreview("the city", 7), actor=SYSTEM)
    commenting.comment(link, NewComment("Ana", "Between us"))

    assert (len(commenting.at(link)), commenting.at(other)) == (1, [])


def test_whoever_builds_the_programme_is_written_to_at_most_once_an_hour(
    event: Event, link: PreviewLink, travel: time_machine.Traveller
) -> None:
    eve = editor(event)
    editor(event, TeamRole.VIEWER)

    commenting.comment(link, NewComment("Ana", "First"))
    travel.shift(timedelta(minutes=50))
    commenting.comment(link, NewComment("Ana", "Second"))
    commenting.comment(link, NewComment("Ana", "Third"))
    assert [(to, "First" in text) for to, text in letters()] == [(eve.email, True)]

    travel.shift(timedelta(minutes=9))
    assert commenting.tell_due() == 0
    travel.shift(timedelta(minutes=1))
    assert (commenting.tell_due(), commenting.tell_due()) == (1, 0)

    _first, (to, text) = letters()
    assert (to, "Second" in text, "Third" in text, "First" in text) == (eve.email, True, True, False)


def test_what_a_letter_quotes_is_no_link(event: Event, link: PreviewLink) -> None:
    editor(event)

    commenting.comment(
        link, NewComment("https://evil.example", "Sign in at https://evil.example/now <b>!</b>")
    )

    ((_to, text),) = letters()
    assert "evil.example" not in text


def test_settling_says_who_and_when_and_can_be_taken_back(event: Event, link: PreviewLink) -> None:
    made = commenting.comment(link, NewComment("Ana", "Please begin later"))
    with pytest.raises(MayNotEditProgramme):
        commenting.settle(made, actor=ANONYMOUS)

    commenting.settle(made, actor=SYSTEM)
    commenting.settle(made, actor=SYSTEM)
    assert made.settled_at == clock.now()

    commenting.reopen(made, actor=SYSTEM)
    db.session.expire(made)
    assert [made.settled_at, made.settled_by_id] == [None, None]
    with pytest.raises(NoSuchComment):
        commenting.by_public_id(make_events.event(), made.public_id)
    assert commenting.by_public_id(event, made.public_id).id == made.id


def test_open_comments_come_first(event: Event, link: PreviewLink) -> None:
    first, second = (commenting.comment(link, NewComment("Ana", text)) for text in ("One", "Two"))

    commenting.settle(second, actor=SYSTEM)

    assert [one.id for one in commenting.of_event(event)] == [first.id, second.id]


def test_links_and_comments_go_with_a_draft_that_is_deleted(app: Flask) -> None:  # noqa: ARG001 - has the database
    draft = make_events.event(lifecycle=Lifecycle.DRAFT)
    editor(draft)
    link, _secret = previewing.create(draft, MINISTER, actor=SYSTEM)
    commenting.comment(link, NewComment("Ana", "All is well"))

    deleting.delete(draft, actor=SYSTEM)

    assert [db.session.scalars(select(model)).all() for model in (PreviewLink, PreviewComment)] == [[], []]
