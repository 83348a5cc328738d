"""What is wrong with a draft, or looks so."""

from dataclasses import replace

import pytest

from app.programme import checks
from tests.make.programme import at, local
from tests.programme.releases.drafts import Fact, Facts, draft


def found(*facts: Fact, timezone: str = "Europe/Berlin") -> list[tuple[int, str, bool]]:
    findings = checks.findings(draft(Facts(sessions=facts, timezone=timezone)))
    return [(one.item.id, one.code, one.is_error) for one in findings]


def test_a_sound_draft_has_no_findings() -> None:
    assert found(Fact(1, ends=at("10:00")), Fact(2, starts=at("09:00"), ends=at("10:00"), parent=1)) == []


@pytest.mark.parametrize(
    ("fact", "code", "is_error"),
    [
        (Fact(1, title=""), "no_title", True),
        (Fact(1, ends=at("08:59")), "end_before_start", True),
        (Fact(1, starts=None), "not_scheduled", False),
        (Fact(1, starts=at("09:00", 27)), "outside_days", False),
    ],
)
def test_each_slip_is_found_by_its_code(fact: Fact, code: str, is_error: bool) -> None:  # noqa: FBT001
    assert found(fact) == [(1, code, is_error)]


def test_a_talk_that_leaves_its_panel_is_pointed_at() -> None:
    panel, talk = Fact(1, ends=at("10:00")), Fact(2, starts=at("09:30"), ends=at("10:15"), parent=1)

    assert found(panel, talk) == [(2, "outside_parent", False)]


def test_a_time_that_fell_into_a_gap_with_a_new_zone_is_pointed_at() -> None:
    night = Fact(1, starts=local("2027-03-28 02:30"), ends=local("2027-03-28 04:00"))

    assert found(night) == [(1, "outside_days", False), (1, "in_gap", False)]
    assert found(night, timezone="Africa/Nairobi") == [(1, "outside_days", False)]


def test_errors_and_warnings_are_told_apart() -> None:
    findings = checks.findings(draft(Facts(sessions=[Fact(1, ends=at("08:00")), Fact(2, starts=None)])))

    assert [one.code for one in checks.errors(findings)] == ["end_before_start"]
    assert [one.code for one in checks.warnings(findings)] == ["not_scheduled"]


def test_findings_follow_the_order_of_the_programme() -> None:
    late, early = Fact(1, starts=at("15:00"), ends=at("14:00")), Fact(2, ends=at("08:00"))

    assert [item for item, _code, _is_error in found(late, early, replace(early, number=3))] == [2, 3, 1]
