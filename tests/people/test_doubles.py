"""Who among many may have been entered twice."""

import string
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.people import doubles, rules
from tests.effort import calls

WORDS = st.text(alphabet="abc", min_size=1, max_size=5)
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=12)


def test_alike_names_are_paired_once_in_the_order_of_the_list() -> None:
    names = {5: "Ana López", 3: "López Ana", 9: "A. López", 1: "Ana María López", 2: "Kim Lee"}

    found = doubles.pairs(names)

    assert found == [(5, 3), (5, 9), (5, 1), (3, 9), (3, 1)]


def test_a_name_written_together_is_found_although_no_word_is_shared() -> None:
    assert doubles.pairs({1: "박 성원", 2: "박성원"}) == [(1, 2)]


@given(NAMES)
def test_no_pair_is_missed_that_comparing_everybody_finds(found: list[str]) -> None:
    names = dict(enumerate(found))

    everybody = [pair for pair in combinations(names, 2) if rules.is_alike(names[pair[0]], names[pair[1]])]

    assert doubles.pairs(names) == everybody


@given(
    st.lists(
        st.lists(WORDS, max_size=2).map(lambda words: " ".join(["maria", *words])), min_size=41, max_size=45
    )
)
@settings(max_examples=25)
def test_nor_in_a_crowd_that_shares_a_given_name(found: list[str]) -> None:
    names = dict(enumerate(found))

    everybody = [pair for pair in combinations(names, 2) if rules.is_alike(names[pair[0]], names[pair[1]])]

    assert doubles.pairs(names) == everybody


def test_four_times_as_many_people_of_two_given_names_are_not_sixteen_times_the_work() -> None:
    letters = string.ascii_lowercase
    families = [f"{a}{b}{c}sson" for a in letters for b in letters for c in letters][::26]
    names = {place: f"{('Ana', 'Juan')[place % 2]} {family}" for place, family in enumerate(families)}
    some = {place: names[place] for place in list(names)[::4]}

    assert calls(lambda: doubles.pairs(names)) < 8 * calls(lambda: doubles.pairs(some))
