"""Waiving findings with a reason, and what that means for a release."""

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle, TeamRole, Visibility
from app.programme import queries
from app.programme.checks import reading, running
from app.programme.checks.finding import Finding
from app.programme.errors import (
    MayNotWaive,
    NoSuchFinding,
    NoSuchWaiver,
    NothingToWaive,
    NotReady,
    ReasonMissing,
    WarningsHaveChanged,
    WarningsNotRead,
)
from app.programme.models import FindingWaiver
from app.programme.services import waiving
from app.programme.services.waiving import NewWaiver
from tests.make import accounts, events
from tests.make import programme as make
from tests.make.programme import at

pytestmark = pytest.mark.usefixtures("app")


def checked(event: Event) -> reading.Checked:
    return reading.check(queries.draft(event))


def only(event: Event) -> Finding:
    (finding,) = checked(event).open
    return finding


def new(finding: Finding, reason: str = "Agreed with the host.") -> NewWaiver:
    return NewWaiver(code=finding.code, fingerprint=finding.fingerprint, reason=reason)


def test_a_waived_finding_is_open_no_more_and_keeps_its_reason() -> None:
    event = events.event()
    make.item(event, "Late", ends=at("17:30"))
    actor = events.actor(event)

    waiver = waiving.waive(event, new(only(event), " Dinner \u0000follows. "), actor=actor)

    found = checked(event)
    assert found.open == []
    assert [(one.finding.code, one.waiver) for one in found.waived] == [("beyond_end", waiver)]
    assert (waiver.reason, waiver.waived_by_id) == ("Dinner follows.", actor.id)


def test_a_waiver_ends_when_the_facts_change_and_holds_again_when_they_are_back() -> None:
    event = events.event()
    late = make.item(event, "Late", ends=at("17:30"))
    waiving.waive(event, new(only(event)), actor=SYSTEM)

    with transaction():
        late.ends_local = at("18:00")
    assert only(event).code == "beyond_end"

    with transaction():
        late.ends_local, late.title = at("17:30"), Translated({"en": "Renamed"})
    assert checked(event).open == []


def test_taken_back_it_counts_again_once() -> None:
    event = events.event()
    make.item(event, "Late", ends=at("17:30"))
    waiver = waiving.waive(event, new(only(event)), actor=SYSTEM)

    waiving.take_back(event, waiver.public_id, actor=SYSTEM)

    assert only(event).code == "beyond_end"
    with pytest.raises(NoSuchWaiver):
        waiving.take_back(event, waiver.public_id, actor=SYSTEM)


def test_another_events_waiver_is_none_of_its() -> None:
    event, elsewhere = events.event(), events.event()
    make.item(event, "Late", ends=at("17:30"))
    waiver = waiving.waive(event, new(only(event)), actor=SYSTEM)

    with pytest.raises(NoSuchWaiver):
        waiving.take_back(elsewhere, waiver.public_id, actor=SYSTEM)


def test_what_has_been_corrected_meanwhile_is_refused() -> None:
    event = events.event()
    late = make.item(event, "Late", ends=at("17:30"))
    seen = new(only(event))
    with transaction():
        late.ends_local = at("17:00")

    with pytest.raises(NoSuchFinding):
        waiving.waive(event, seen, actor=SYSTEM)


def test_a_second_waiver_for_the_same_facts_finds_nothing_open() -> None:
    event = events.event()
    make.item(event, "Late", ends=at("17:30"))
    seen = new(only(event))
    waiving.waive(event, seen, actor=SYSTEM)

    with pytest.raises(NoSuchFinding):
        waiving.waive(event, seen, actor=SYSTEM)


@pytest.mark.parametrize("reason", ["", "  \n", "\u200b"])
def test_a_waiver_needs_a_reason_somebody_can_read(reason: str) -> None:
    event = events.event()
    make.item(event, "Late", ends=at("17:30"))

    with pytest.raises(ReasonMissing):
        waiving.waive(event, new(only(event), reason), actor=SYSTEM)


def test_hints_need_no_waiver() -> None:
    event = events.event()
    make.item(event, "Moment", ends=at("09:00"))

    with pytest.raises(NothingToWaive):
        waiving.waive(event, new(only(event)), actor=SYSTEM)


@pytest.mark.parametrize("role", [TeamRole.VIEWER, TeamRole.COMMUNICATIONS])
def test_only_who_releases_may_waive(role: TeamRole) -> None:
    event = events.event()
    make.item(event, "Late", ends=at("17:30"))
    waiver = waiving.waive(event, new(only(event)), actor=SYSTEM)
    actor = events.actor(event, role)

    with pytest.raises(MayNotWaive):
        waiving.waive(event, NewWaiver(code="x", fingerprint="y", reason="z"), actor=actor)
    with pytest.raises(MayNotWaive):
        waiving.take_back(event, waiver.public_id, actor=actor)


def test_both_acts_are_in_the_audit_log_without_the_reason() -> None:
    event = events.event()
    make.item(event, "Late", ends=at("17:30"))
    waiver = waiving.waive(event, new(only(event), "Ana López is ill."), actor=SYSTEM)
    waiving.take_back(event, waiver.public_id, actor=SYSTEM)

    log = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()

    acts = [(entry.action, entry.changes) for entry in log if entry.action.startswith("finding.")]
    assert acts == [
        ("finding.waived", {"rule": "beyond_end"}),
        ("finding.counts_again", {"rule": "beyond_end"}),
    ]


def test_a_waived_error_blocks_no_release() -> None:
    event = events.event()
    make.item(event, "Wrong", abstract=Translated({"en": "Dear <<Name>>"}), ends=at("10:00"))
    with pytest.raises(NotReady):
        make.release(event)

    waiving.waive(event, new(only(event)), actor=SYSTEM)

    assert make.release(event).number == 1


def test_warnings_want_a_tick_for_exactly_these() -> None:
    event = events.event()
    late = make.item(event, "Late", ends=at("17:30"))
    looked_at = running.mark(running.warnings(checked(event).open))
    with pytest.raises(WarningsNotRead):
        make.release(event, looked_at="")

    with transaction():
        late.ends_local = at("18:00")
    with pytest.raises(WarningsHaveChanged):
        make.release(event, looked_at=looked_at)

    seen = running.mark(running.warnings(checked(event).open))
    assert make.release(event, looked_at=seen).number == 1


def test_without_warnings_no_tick_is_asked_for() -> None:
    event = events.event()
    make.item(event, ends=at("10:00"))

    assert make.release(event, looked_at="").number == 1


def test_waivers_go_with_their_event_and_are_not_copied() -> None:
    event = events.event(lifecycle=Lifecycle.DRAFT)
    make.item(event, "Late", ends=at("17:30"))
    waiving.waive(event, new(only(event)), actor=SYSTEM)

    with transaction() as session:
        session.delete(event)

    assert db.session.scalars(select(FindingWaiver)).all() == []


def test_headings_are_compared_with_what_everybody_may_read_of_the_same_team() -> None:
    event, public, draft = events.event(), events.event(), events.event(lifecycle=Lifecycle.DRAFT)
    unlisted, strangers = events.event(visibility=Visibility.UNLISTED), events.event()
    owner = accounts.user()
    events.member(event, owner)
    for other in (public, draft, unlisted):
        events.section(other, "Practical information on travel")
        events.member(other, owner)
    events.section(strangers, "Practical information on travel")
    events.section(event, "Practical information on travel")

    found = [finding for finding in checked(event).open if finding.code == "heading_twice"]

    assert [finding.facts["event"] for finding in found] == [public.title]
