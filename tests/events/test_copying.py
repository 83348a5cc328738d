"""A new event made of an old one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from app.core.actors import SYSTEM
from app.core.db import db
from app.core.errors import DomainError
from app.core.localtime import InGap
from app.core.types import Translated
from app.events import queries, signals
from app.events.errors import MayNotCreate, MayNotEdit, SlugReserved, SlugTaken, TitleMissing
from app.events.models import Event, Lifecycle, LinkKind, RegistrationSwitch, TeamRole
from app.events.services import copying
from app.events.services.rows import Row
from tests.make import events as make

pytestmark = pytest.mark.usefixtures("app")

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
wall = datetime.fromisoformat


@pytest.fixture
def heard() -> Iterator[list[tuple[Event, Event, int]]]:
    """What the nouns above were told."""
    told: list[tuple[Event, Event, int]] = []

    def remember(event: Event, *, source: Event, days: int) -> None:
        told.append((event, source, days))

    with signals.copied.connected_to(remember):
        yield told


def new(**fields: Any) -> copying.NewCopy:
    values: dict[str, Any] = {
        "slug": "iclc-8",
        "title": Translated({"en": "8th conference"}),
        "first_day": date(2027, 10, 4),
    }
    return copying.NewCopy(**{**values, **fields})


@time_machine.travel(NOON, tick=False)
def test_a_copy_says_the_same_on_other_days(heard: list[tuple[Event, Event, int]]) -> None:
    source = make.event(
        series=make.series(), edition=7, postcode="20095", topics=["SDG 4"], accent="#336699",
        lifecycle=Lifecycle.CANCELLED, status_note=Translated({"en": "Storm"}), sequence=4, revision=9,
        current_release=3, announced_at=NOON, registration_switch=RegistrationSwitch.CLOSED,
        frozen_from=wall("2026-09-20T18:00"), begins_at=NOON, external_url="https://zoom.example.org/old",
        livestream_url="https://live.example.org/old",
    )  # fmt: skip
    actor = make.actor(source)

    event = copying.copy(source, new(edition=8), actor=actor)

    db.session.expire_all()
    assert (event.slug, event.title, event.edition) == ("iclc-8", {"en": "8th conference"}, 8)
    assert (event.postcode, event.topics, event.accent, event.series) == (
        "20095", ["SDG 4"], "#336699", source.series,
    )  # fmt: skip
    assert (event.first_day, event.last_day) == (date(2027, 10, 4), date(2027, 10, 6))
    assert event.begins_at == datetime(2027, 10, 4, 7, tzinfo=UTC)
    assert event.frozen_from == wall("2027-09-26T18:00")
    assert (event.lifecycle, event.status_note, event.announced_at) == (Lifecycle.DRAFT, {}, None)
    assert (event.sequence, event.current_release) == (0, None)
    assert event.registration_switch is RegistrationSwitch.BY_CLOCK
    assert (event.external_url, event.livestream_url) == ("", "")
    assert event.calendar_uid != source.calendar_uid
    assert event.public_id != source.public_id
    assert [(member.user_id, member.role) for member in event.members] == [(actor.id, TeamRole.OWNER)]
    assert heard == [(event, source, 371)]


def test_a_copy_has_rows_of_its_own() -> None:
    source = make.event()
    block = make.block()
    featured = make.featured(source, role=Translated({"en": "Keynote"}))
    make.link(source, "https://video.example.org/", 2, kind=LinkKind.RECORDING)
    made: list[Row] = [
        make.party(source),
        make.link(source),
        make.section(source, block_id=block.id),
        featured,
    ]

    event = queries.event_page(copying.copy(source, new(), actor=SYSTEM).id)

    assert [party.name for party in event.parties] == [{"en": "City of Hamburg"}]
    assert [link.url for link in event.links] == ["https://example.org/"]
    assert [section.block for section in event.sections] == [block]
    assert [(one.person, one.role) for one in event.featured] == [(featured.person, {"en": "Keynote"})]
    copies: list[Row] = [*event.parties, *event.links, *event.sections, *event.featured]
    assert not {row.public_id for row in copies} & {row.public_id for row in made}
    assert len(queries.event_page(source.id).parties) == 1


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"slug": "taken"}, SlugTaken),
        ({"slug": "new"}, SlugReserved),
        ({"title": Translated({"fr": "x"})}, TitleMissing),
    ],
)
def test_a_refused_copy_leaves_nothing_behind(
    fields: dict[str, Any], refusal: type[DomainError], heard: list[Any]
) -> None:
    source = make.event(slug="taken")

    with pytest.raises(refusal):
        copying.copy(source, new(**fields), actor=SYSTEM)

    assert db.session.scalar(select(func.count()).select_from(Event)) == 1
    assert heard == []


def test_a_start_that_no_clock_shows_on_the_new_day_is_refused() -> None:
    source = make.event(
        first_day=date(2026, 3, 22), last_day=date(2026, 3, 22), daily_start=None, daily_end=None,
        starts_local=wall("2026-03-22T02:30"), ends_local=wall("2026-03-22T05:00"),
    )  # fmt: skip

    with pytest.raises(InGap) as refused:
        copying.copy(source, new(first_day=date(2026, 3, 29)), actor=SYSTEM)

    assert refused.value.field == "starts_local"


def test_who_may_copy_may_edit_the_one_and_create_the_other() -> None:
    source = make.event()

    with pytest.raises(MayNotEdit):
        copying.copy(source, new(), actor=make.actor(source, TeamRole.VIEWER))
    with pytest.raises(MayNotCreate):
        copying.copy(source, new(), actor=make.actor(source, may_create_events=False))
