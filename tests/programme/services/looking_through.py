"""A pasted text is looked through before it enters the draft: what is corrected, and what comes of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import note
from hypothesis import strategies as st

from app.core.actors import SYSTEM
from app.core.errors import StaleEdit
from app.programme.models import PastedText
from app.programme.proposals.differences import added_key
from app.programme.proposals.proposal import ProposedSession, load
from app.programme.proposals.queries import Review
from app.programme.services import pasting
from tests.programme.services.watching import State

MINUTES = st.integers(-6, 6).map(lambda steps: timedelta(minutes=steps * 5))


def correct(data: st.DataObject, text: PastedText, titles: list[str]) -> dict[int, ProposedSession]:
    """Correct up to three sessions. Each correction changes its session of the proposal, and nothing else."""
    corrected: dict[int, ProposedSession] = {}
    for _correction in range(data.draw(st.integers(0, 3))):
        before, seen = load(text.proposal), text.revision
        one = data.draw(st.sampled_from(before.sessions))
        wish = wished(data, one, titles, {other.title for other in before.sessions})
        note(f"corrected: {one.number} {wish.title} {wish.starts}–{wish.ends}")

        pasting.correct(text, wish, seen=seen, actor=SYSTEM)

        now = load(text.proposal)
        assert [other.number for other in now.sessions] == [other.number for other in before.sessions]
        for was, other in zip(before.sessions, now.sessions, strict=True):
            assert other.says_as(wish if was.number == one.number else was)
        assert (text.revision != seen) is not one.says_as(wish)
        corrected[one.number] = wish
        once_more(text, wish, seen)
    return corrected


def wished(data: st.DataObject, one: ProposedSession, titles: list[str], taken: set[str]) -> ProposedSession:
    by = data.draw(MINUTES) if one.starts else timedelta()
    title = data.draw(st.sampled_from([one.title, *(free for free in titles if free not in taken)]))
    ends = one.ends and one.ends + by
    return replace(one, title=title, starts=one.starts and one.starts + by, ends=ends)


def once_more(text: PastedText, wish: ProposedSession, seen: int) -> None:
    """The same again changes nothing, and what somebody says who has not seen it is refused."""
    revision, proposal = text.revision, text.proposal
    pasting.correct(text, wish, seen=seen, actor=SYSTEM)
    if revision != seen:
        unseen = replace(wish, note=f"{wish.note} unseen")
        with pytest.raises(StaleEdit):
            pasting.correct(text, unseen, seen=seen, actor=SYSTEM)
    assert (text.revision, text.proposal) == (revision, proposal)


def arrives(corrected: Mapping[int, ProposedSession], review: Review, text: PastedText, after: State) -> None:
    """What was corrected stands in the draft as it was corrected, unless it was decided otherwise."""
    met, applied = review.differences, load(text.proposal)
    for number, wish in corrected.items():
        pair = met.pairs.get(number)
        became = applied.session(number)
        assert became is not None
        if pair is None and not review.is_coming(became):
            assert added_key(became) in review.proposal.ticks or met.staying_out or became.parent is not None
            continue
        left = {
            change.what
            for change in (pair.changes if pair else ())
            if not review.is_ticked(change.key, proposed=change.is_proposed)
        }
        there = after.session(became.became)
        if "title" not in left:
            assert there["title"]["en"] == wish.title, (there, wish)
        if "times" not in left and wish.starts:
            assert there["starts_local"] == wish.starts.isoformat(), (there, wish)
