"""The lists on an event's page: added, changed, moved, removed, one row at a time."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM
from app.core.db import db
from app.core.errors import DomainError, Gone, StaleEdit
from app.core.types import Translated
from app.events import queries, rules
from app.events.errors import (
    AlreadyFeatured,
    BadAddress,
    MayNotEdit,
    NoSuchRow,
    NoSuchTextBlock,
    SectionEmpty,
    UnknownCountry,
)
from app.events.models import Event, FeaturedPerson, LinkKind, Party, PartyRole, TeamRole
from app.events.services import rows, shared
from app.events.services.rows import Content, FeaturedRow, LinkRow, PartyRow, SectionRow
from tests.make import events as make

pytestmark = pytest.mark.usefixtures("app")

KALLC = PartyRow(role=PartyRole.CO_HOST, name=Translated({"en": "Network of cities"}), country="KR")
DECLARATION = LinkRow(
    kind=LinkKind.RELATED, label=Translated({"en": "Declaration"}), url="https://example.org/d"
)


def parties(event: Event) -> list[tuple[int, str]]:
    db.session.expire_all()
    found = db.session.scalars(select(Party).where(Party.event_id == event.id).order_by(Party.position))
    return [(party.position, party.name["en"]) for party in found]


def three(event: Event) -> list[Party]:
    return [make.party(event, name, position) for position, name in enumerate(["A", "B", "C"], start=1)]


def test_a_row_goes_to_the_end_of_its_list() -> None:
    event = make.event()
    make.party(event, "City of Gwangmyeong")

    rows.add(event, KALLC, actor=make.actor(event))

    assert parties(event) == [(1, "City of Gwangmyeong"), (2, "Network of cities")]


def test_whoever_finds_the_event_finds_it_by_its_parties_and_people() -> None:
    event = make.event()
    person = make.featured(event, "Behrens")

    rows.add(event, KALLC, actor=SYSTEM)

    db.session.refresh(event)
    assert "network of cities" in event.search_text
    assert person.person.name.casefold() in event.search_text
    assert event.revision == 2


def test_a_heading_alone_is_no_text() -> None:
    with pytest.raises(SectionEmpty):
        rows.add(make.event(), SectionRow(title=Translated({"en": "Aims"})), actor=SYSTEM)


def test_a_block_that_was_removed_meanwhile_is_missed_by_its_name() -> None:
    event, block = make.event(), make.block()
    chosen = SectionRow(block_id=block.id)
    shared.remove(block, actor=SYSTEM)

    with pytest.raises(NoSuchTextBlock) as refused:
        rows.add(event, chosen, actor=SYSTEM)

    assert refused.value.field == "block"


def test_a_person_who_was_deleted_meanwhile_is_gone_and_not_there_already() -> None:
    event = make.event()

    with pytest.raises(Gone):
        rows.add(event, FeaturedRow(person_id=4711), actor=SYSTEM)


def test_each_kind_of_row_keeps_what_it_says() -> None:
    event = make.event()
    block = make.block()
    person = make.featured(make.event()).person
    contents: list[Content] = [
        KALLC,
        DECLARATION,
        SectionRow(title=Translated({"en": "Aims"}), body=Translated({"en": "- learn"})),
        SectionRow(block_id=block.id),
        FeaturedRow(person_id=person.id, quotation=Translated({"en": "Learn!"})),
    ]

    added = [rows.add(event, content, actor=SYSTEM) for content in contents]

    assert [rows.read(type(content), row) for content, row in zip(contents, added, strict=True)] == contents
    page = queries.event_page(event.id)
    assert [section.block for section in page.sections] == [None, block]
    assert [entry.action for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))] == [
        "event.party_added", "event.link_added", "event.section_added", "event.section_added",
        "event.featured_person_added",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("moved", "up", "expected"),
    [(0, True, "ABC"), (0, False, "BAC"), (1, True, "BAC"), (1, False, "ACB"), (2, False, "ABC")],
)
def test_a_row_changes_places_with_its_neighbour(moved: int, up: bool, expected: str) -> None:  # noqa: FBT001
    event = make.event()
    made = three(event)

    rows.move(made[moved], up=up, actor=SYSTEM)

    assert parties(event) == list(enumerate(expected, start=1))


def test_a_removed_row_leaves_no_gap() -> None:
    event = make.event()
    made = three(event)

    rows.remove(made[1], actor=SYSTEM)

    assert parties(event) == [(1, "A"), (2, "C")]


def test_a_stale_edit_of_a_row_is_refused() -> None:
    event = make.event()
    party = make.party(event)
    seen = rules.fingerprint(rows.read(PartyRow, party))
    rows.change(party, KALLC, seen=seen, actor=SYSTEM)

    with pytest.raises(StaleEdit):
        rows.change(
            party, PartyRow(role=PartyRole.HOST, name=Translated({"en": "C"})), seen=seen, actor=SYSTEM
        )

    assert parties(event) == [(1, "Network of cities")]


def test_one_person_is_on_the_page_once() -> None:
    event = make.event()
    featured = make.featured(event)

    with pytest.raises(AlreadyFeatured):
        rows.add(event, FeaturedRow(person_id=featured.person_id), actor=SYSTEM)

    assert len(db.session.scalars(select(FeaturedPerson)).all()) == 1


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (
            LinkRow(kind=LinkKind.RELATED, label=Translated({"en": "x"}), url="javascript:__xss(1)"),
            BadAddress,
        ),
        (PartyRow(role=PartyRole.HOST, name=Translated({"en": "x"}), url="ftp://example.org"), BadAddress),
        (PartyRow(role=PartyRole.HOST, name=Translated({"en": "x"}), country="XX"), UnknownCountry),
        (SectionRow(), SectionEmpty),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(content: Content, refusal: type[DomainError]) -> None:
    event = make.event()

    with pytest.raises(refusal):
        rows.add(event, content, actor=SYSTEM)

    db.session.refresh(event)
    assert event.revision == 1


@pytest.mark.parametrize("act", ["add", "change", "move", "remove"])
def test_who_may_not_edit_moves_nothing(act: str) -> None:
    event = make.event()
    party = make.party(event, "A")
    actor = make.actor(event, TeamRole.VIEWER)
    acts: dict[str, Any] = {
        "add": lambda: rows.add(event, KALLC, actor=actor),
        "change": lambda: rows.change(party, KALLC, seen="", actor=actor),
        "move": lambda: rows.move(party, up=True, actor=actor),
        "remove": lambda: rows.remove(party, actor=actor),
    }

    with pytest.raises(MayNotEdit):
        acts[act]()

    assert parties(event) == [(1, "A")]


def test_t18_a_row_of_another_event_does_not_exist() -> None:
    event, other = make.event(), make.event()
    party = make.party(other)

    assert queries.row(Party, other, party.public_id) is party
    with pytest.raises(NoSuchRow):
        queries.row(Party, event, party.public_id)


@pytest.mark.parametrize(
    "act",
    [
        lambda row: rows.move(row, up=True, actor=SYSTEM),
        lambda row: rows.remove(row, actor=SYSTEM),
    ],
)
def test_a_row_somebody_has_just_removed_is_gone(act: Callable[[Party], None]) -> None:
    """A second click on the button, while the first was still on its way."""
    event = make.event()
    last = three(event)[-1]
    with db.engine.begin() as other:
        other.execute(delete(Party).where(Party.id == last.id))

    with pytest.raises(Gone):
        act(last)

    assert parties(event) == [(1, "A"), (2, "B")]
    assert db.session.scalars(select(AuditEntry)).all() == []
