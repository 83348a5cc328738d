"""What sessions are part of once a text has been applied."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.programme.proposals.nesting import settle

sessions = some.sampled_from("ABCDE")
parents = some.dictionaries(sessions, sessions | some.just(""), max_size=5)


@pytest.mark.parametrize(
    ("there", "wanted", "settled"),
    [
        ({"A": "", "B": "A"}, {"N": "B"}, {"A": "", "B": "A", "N": "A"}),
        ({"A": "", "B": ""}, {"B": "A", "N": "B"}, {"A": "", "B": "A", "N": "A"}),
        ({"A": "", "B": "", "C": "B"}, {"B": "A"}, {"A": "", "B": "A", "C": "A"}),
        ({"A": "", "B": "A", "C": "B"}, {}, {"A": "", "B": "A", "C": "A"}),
        ({"A": "", "B": "A"}, {"A": "B", "B": ""}, {"A": "B", "B": ""}),
        ({"A": "", "B": "A"}, {"A": "B"}, {"A": "", "B": "A"}),
        ({"A": "A", "B": "gone"}, {"N": "nowhere"}, {"A": "", "B": "", "N": ""}),
    ],
    ids=[
        "new in a part", "new in what becomes a part", "what has parts becomes one", "an old part of a part",
        "change places", "would be part of itself", "nothing to be part of",
    ],
)  # fmt: skip
def test_nothing_becomes_part_of_a_part(
    there: dict[str, str], wanted: dict[str, str], settled: dict[str, str]
) -> None:
    assert settle(there, wanted) == settled


@given(parents, parents)
def test_whatever_is_wanted_there_are_two_levels(there: dict[str, str], wanted: dict[str, str]) -> None:
    settled = settle(there, wanted)

    assert settled.keys() == there.keys() | wanted.keys()
    assert all(not settled[outer] for outer in settled.values() if outer)
