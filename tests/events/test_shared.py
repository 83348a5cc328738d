"""Series and text blocks: changed once, changed on every page."""

from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.actors import ANONYMOUS, SYSTEM, Actor, ActorKind, Permission
from app.core.db import db, lock, transaction
from app.core.errors import DomainError, StaleEdit
from app.core.types import Translated
from app.events import queries, rules
from app.events.errors import (
    InUse,
    MayNotEditShared,
    MayNotShare,
    NoSuchSeries,
    NoSuchTextBlock,
    SlugFixed,
    SlugReserved,
    SlugTaken,
)
from app.events.models import Event, Lifecycle, Series, TextBlock
from app.events.services import rows, shared
from app.events.services.rows import SectionRow
from app.events.services.shared import BlockText, SeriesText
from tests.make import events as make

pytestmark = pytest.mark.usefixtures("app")

ICLC = SeriesText(slug="iclc", acronym="ICLC", name=Translated({"en": "Conference on Learning Cities"}))


def seen(thing: Any) -> str:
    return rules.fingerprint(shared.read(thing))


def revision(event: Event) -> int:
    db.session.refresh(event)
    return event.revision


def test_a_series_is_found_by_its_address() -> None:
    made = shared.create_series(ICLC, actor=make.actor())

    assert queries.series_by_slug("iclc") is made
    assert queries.all_series() == [made]
    with pytest.raises(NoSuchSeries):
        queries.series_by_slug("iclc-2")


def test_a_block_is_found_by_its_address() -> None:
    text = BlockText(slug="the-network", title=Translated({"en": "Us"}), body=Translated({"en": "We learn."}))

    made = shared.create_block(text, actor=SYSTEM)

    assert queries.block_by_slug("the-network") is made
    assert queries.all_blocks() == [made]
    with pytest.raises(NoSuchTextBlock):
        queries.block_by_slug("nothing")


@pytest.mark.parametrize(
    ("slug", "refusal"), [("iclc", SlugTaken), ("new", SlugReserved), ("events", SlugReserved)]
)
def test_a_series_needs_an_address_of_its_own(slug: str, refusal: type[DomainError]) -> None:
    make.series("iclc")

    with pytest.raises(refusal):
        shared.create_series(SeriesText(slug=slug, name=Translated({"en": "Other"})), actor=SYSTEM)

    assert len(db.session.scalars(select(Series)).all()) == 1


def test_whoever_makes_it_is_remembered() -> None:
    maker = make.actor()

    made = shared.create_series(ICLC, actor=maker)

    assert made.made_by_id == maker.id


def test_a_new_name_of_a_series_reaches_all_its_events() -> None:
    series = make.series()
    event, other = make.event(series=series), make.event()

    shared.change(series, ICLC, seen=seen(series), actor=make.actor(event))

    assert (revision(event), revision(other), series.revision) == (2, 1, 2)
    assert "conference on learning cities" in event.search_text


def test_a_new_text_of_a_block_reaches_all_pages_that_show_it() -> None:
    block = make.block()
    event, other = make.event(), make.event()
    make.section(event, block_id=block.id)
    text = BlockText(slug=block.slug, title=block.title, body=Translated({"en": "389 cities."}))

    shared.change(block, text, seen=seen(block), actor=make.actor(event))

    assert (revision(event), revision(other)) == (2, 1)
    assert queries.event_page(event.id).sections[0].block is block
    assert block.body == {"en": "389 cities."}


def test_saying_the_same_again_changes_nothing() -> None:
    series = make.series()
    event = make.event(series=series)

    text = shared.read(series)
    shared.change(series, text, seen=seen(series), actor=SYSTEM)

    assert (revision(event), series.revision) == (1, 1)


def test_what_other_teams_use_is_not_changed_over_their_heads() -> None:
    series = make.series()
    mine, theirs = make.event(series=series), make.event(series=series)
    both = Actor(
        ActorKind.USER,
        id=1,
        grants={event.id: frozenset({Permission.EVENT_EDIT}) for event in (mine, theirs)},
    )

    with pytest.raises(MayNotEditShared):
        shared.change(series, ICLC, seen=seen(series), actor=make.actor(mine))

    shared.change(series, ICLC, seen=seen(series), actor=both)
    assert series.name == ICLC.name


def test_a_draft_of_strangers_locks_nobody_out() -> None:
    maker = make.actor()
    series, block = make.series(made_by_id=maker.id), make.block(made_by_id=maker.id)
    draft = make.event(series=series, lifecycle=Lifecycle.DRAFT)
    make.section(draft, block_id=block.id)
    text = BlockText(slug=block.slug, title=block.title, body=Translated({"en": "389 cities."}))

    for thing, new in ((series, ICLC), (block, text)):
        with pytest.raises(MayNotEditShared):
            shared.change(thing, new, seen=seen(thing), actor=make.actor(draft))
        shared.change(thing, new, seen=seen(thing), actor=maker)

    assert (series.name, block.body) == (ICLC.name, {"en": "389 cities."})
    assert revision(draft) == 3


def test_a_stale_edit_of_shared_text_is_refused() -> None:
    series = make.series()
    before = seen(series)
    shared.change(series, ICLC, seen=before, actor=SYSTEM)

    with pytest.raises(StaleEdit):
        shared.change(
            series, SeriesText(slug="iclc", name=Translated({"en": "x"})), seen=before, actor=SYSTEM
        )

    assert series.name == ICLC.name


def test_a_series_with_events_keeps_its_address_for_subscribers() -> None:
    series = make.series()
    moved = SeriesText(slug="conference", name=series.name)
    shared.change(series, moved, seen=seen(series), actor=SYSTEM)
    make.event(series=series)

    with pytest.raises(SlugFixed):
        shared.change(series, SeriesText(slug="again", name=series.name), seen=seen(series), actor=SYSTEM)

    db.session.refresh(series)
    assert series.slug == "conference"


def test_only_what_nobody_shows_can_be_removed() -> None:
    maker = make.actor()
    used, unused = make.series("used", made_by_id=maker.id), make.series("unused", made_by_id=maker.id)
    make.event(series=used, lifecycle=Lifecycle.DRAFT)

    with pytest.raises(MayNotEditShared):
        shared.remove(unused, actor=make.actor())
    shared.remove(unused, actor=maker)

    with pytest.raises(InUse):
        shared.remove(used, actor=maker)
    assert queries.all_series() == [used]


def test_strangers_share_nothing() -> None:
    series = make.series()

    for stranger in (ANONYMOUS, make.actor(may_create_events=False)):
        with pytest.raises(MayNotShare):
            shared.create_series(SeriesText(slug="other", name=Translated({"en": "x"})), actor=stranger)
    with pytest.raises(MayNotEditShared):
        shared.remove(series, actor=ANONYMOUS)


def test_a_series_is_open_to_whoever_made_it_or_edits_one_of_its_events() -> None:
    maker = make.actor()
    made, joined = make.series("made", made_by_id=maker.id), make.series("joined")
    theirs = make.series("theirs")
    make.event(series=theirs)
    editor = make.actor(make.event(series=joined))

    assert shared.series_open_to(maker) == [made]
    assert shared.series_open_to(editor) == [joined]
    assert shared.series_open_to(SYSTEM) == [joined, made, theirs]


def test_a_page_that_takes_up_a_block_while_it_changes_shows_the_new_text(app: Flask) -> None:
    block = make.block()
    first, second = make.event(), make.event()
    make.section(first, block_id=block.id)
    numbers, block_id, before = (first.id, second.id), block.id, seen(block)
    text = BlockText(slug=block.slug, title=block.title, body=Translated({"en": "389 cities."}))
    db.session.rollback()

    def change_once_the_first_event_is_free() -> None:
        with app.app_context():
            shared.change(db.session.get_one(TextBlock, block_id), text, seen=before, actor=SYSTEM)

    changing = Thread(target=change_once_the_first_event_is_free)
    with transaction():
        mine = db.session.get_one(Event, numbers[0])
        lock(mine)
        changing.start()
        changing.join(timeout=0.5)  # it has read who uses the block, or waits to be let in
        rows.add(db.session.get_one(Event, numbers[1]), SectionRow(block_id=block_id), actor=SYSTEM)
    changing.join()

    db.session.expire_all()
    assert [revision(db.session.get_one(Event, number)) for number in numbers] == [2, 3]
