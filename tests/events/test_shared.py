"""Series and text blocks: changed once, changed on every page."""

from typing import Any

import pytest
from sqlalchemy import select

from app.core.actors import ANONYMOUS, SYSTEM, Actor, ActorKind, Permission
from app.core.db import db
from app.core.errors import DomainError
from app.core.types import Translated
from app.events import queries, rules
from app.events.errors import (
    InUse,
    MayNotEditShared,
    NoSuchSeries,
    NoSuchTextBlock,
    SlugFixed,
    SlugReserved,
    SlugTaken,
    StaleEdit,
)
from app.events.models import Event, Series
from app.events.services import shared
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
    used, unused = make.series("used"), make.series("unused")
    make.event(series=used)

    shared.remove(unused, actor=make.actor())

    with pytest.raises(InUse):
        shared.remove(used, actor=SYSTEM)
    assert queries.all_series() == [used]


def test_strangers_share_nothing() -> None:
    series = make.series()

    with pytest.raises(MayNotEditShared):
        shared.create_series(SeriesText(slug="other", name=Translated({"en": "x"})), actor=ANONYMOUS)
    with pytest.raises(MayNotEditShared):
        shared.remove(series, actor=ANONYMOUS)
