"""What a snapshot takes from the draft, and when two drafts would say the same."""

from dataclasses import replace

from app.programme.releases import snapshotting
from app.programme.releases.snapshotting import NO_STAMP
from tests.make.programme import at
from tests.programme.releases.drafts import Fact, Facts, draft

ONE = Facts(sessions=[Fact(1, starts=at("09:00"), ends=at("10:00"), person="Ana")])


def test_the_mark_changes_with_what_readers_would_see_and_with_nothing_else() -> None:
    mark = snapshotting.mark(draft(ONE))

    assert snapshotting.mark(draft(ONE)) == mark
    assert snapshotting.mark(draft(ONE.change(1, title="Other"))) != mark
    assert snapshotting.mark(draft(ONE.change(1, person="Ben"))) != mark
    assert snapshotting.mark(draft(replace(ONE, city="Bremen"))) != mark


def test_derived_times_are_written_out_and_marked() -> None:
    facts = Facts(sessions=[Fact(1, ends=None), Fact(2, starts=None, parent=1), Fact(3, starts=at("11:00"))])

    sessions = snapshotting.snapshot(draft(facts), NO_STAMP).sessions

    assert [
        (one.id, one.starts_local, one.ends_local, one.start_is_derived, one.end_is_derived)
        for one in sessions
    ] == [
        ("S1", at("09:00"), at("11:00"), False, True),
        ("S2", at("09:00"), at("11:00"), True, True),
        ("S3", at("11:00"), at("17:00"), False, True),
    ]
    assert [one.parent for one in sessions] == ["", "S1", ""]
