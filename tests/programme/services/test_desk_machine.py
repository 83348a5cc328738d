"""Any order of acts at the programme desk: each does what it says, and nothing else."""

from datetime import timedelta

from flask import Flask
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.core.actors import SYSTEM
from app.core.db import db
from app.programme import queries
from app.programme.errors import NothingToRelease
from app.programme.models import PastedText, ReleaseState
from app.programme.proposals import queries as pasted_texts
from app.programme.services import (
    applying,
    pasting,
)
from app.programme.services.pasting import NewText
from tests.make import programme as make
from tests.programme.services import desk, desk_calendar, desk_texts
from tests.programme.services.desk import State
from tests.programme.services.desk_acts import FEW, MANY, MINUTES, TITLES
from tests.programme.services.desk_arranging import Arranging
from tests.programme.services.desk_speaking import Speaking
from tests.programme.services.desk_texts import Block, Dialect


class DeskMachine(Arranging, Speaking):
    """Every rule is one act of an organiser, or of a speaker between them."""

    # What is pasted.

    @precondition(lambda self: len(self.desk.items()) < MANY)
    @rule(
        data=st.data(),
        dialect=st.sampled_from(Dialect),
        part=st.sampled_from(["all", "day", "room"]),
        edits=st.integers(0, 2),
        ticking=st.sampled_from(["as proposed", "nothing", "anything"]),
    )
    def a_text_is_pasted(
        self, data: st.DataObject, dialect: Dialect, part: str, edits: int, ticking: str
    ) -> None:
        blocks = self.part_of_the_programme(data, part)
        if dialect is Dialect.OTHERS:
            blocks = desk_texts.told_by_others(blocks)
        edited = {
            block.top.id for _edit in range(edits if blocks else 0) for block in [self.edited(data, blocks)]
        }
        source = desk_texts.write(desk_texts.sheet(self.desk.draft()), blocks, dialect)
        note(source)
        if not blocks:
            return
        new = NewText(source=source, first_day=self.event.first_day, language="en")
        text = pasting.paste(self.event, new, actor=SYSTEM)
        done = self.applied(data, text, ticking)
        if done and ticking == "as proposed":
            before, after = done
            told = desk_texts.told(blocks, dialect)
            same = told - before.family(*edited)
            assert [one for one in same if after.of(one) != before.of(one)] == []

    def part_of_the_programme(self, data: st.DataObject, part: str) -> list[Block]:
        blocks = desk_texts.blocks(desk_texts.sheet(self.desk.draft()).entries)
        if part == "day":
            day = self.event.first_day + timedelta(days=data.draw(st.integers(0, 2)))
            return [block for block in blocks if block.top.day == day]
        if part == "room":
            room = data.draw(st.sampled_from(desk.ROOMS))
            return [block for block in blocks if room in block.top.rooms]
        return blocks

    def edited(self, data: st.DataObject, blocks: list[Block]) -> Block:
        """Let one of them have another title, another time, or both."""
        place = data.draw(st.integers(0, len(blocks) - 1))
        title, by = data.draw(st.sampled_from(["", *TITLES])), timedelta(minutes=data.draw(MINUTES))
        blocks[place] = desk_texts.moved(blocks[place], by)
        if title:
            blocks[place] = desk_texts.renamed(blocks[place], title)
        return blocks[place]

    def applied(self, data: st.DataObject, text: PastedText, ticking: str) -> tuple[State, State] | None:
        """What is ticked is done, and nothing else."""
        boxes = desk_texts.boxes(pasted_texts.review(text))
        if ticking != "as proposed":
            ticks = {key: ticking == "anything" and data.draw(st.booleans()) for key in boxes}
            pasting.decide(text, ticks=ticks, who={}, actor=SYSTEM)
            db.session.expire_all()
        review = pasted_texts.review(text)
        ticked = desk_texts.ticked(review)
        gone = {item.public_id for item in review.differences.gone if review.is_going(item)}
        coming = sum(review.is_coming(one) for one in review.differences.added)
        note(f"{ticked=} {gone=} {coming=}")
        done = self.desk.do(
            lambda: applying.apply(text, mark=review.mark, seen=text.revision, actor=SYSTEM),
            touched=[*ticked, *self.desk.state().family(*gone)],
        )
        if done is None:
            return None
        before, after = done
        assert set(before.order) - set(after.order) == before.family(*gone)
        assert len(set(after.order) - set(before.order)) == coming
        assert ticking != "as proposed" or not gone
        for one, what in ticked.items():
            may = {name for each in what for name in desk_texts.fields_of(each)}
            assert after.changed(before, one) <= may
        return done

    # What is released.

    @rule(state=st.sampled_from(ReleaseState))
    def the_draft_is_released(self, state: ReleaseState) -> None:
        make.waive_errors(self.event)
        before, released = self.desk.state(), queries.current(self.event)
        preview = queries.preview(self.event)
        try:
            made = make.release(self.event, state)
        except NothingToRelease:
            assert released is not None
            assert released.state == state
            assert desk_calendar.said(released) == desk_calendar.said(preview.snapshot)
            return
        now = queries.current(self.event)
        assert now is not None
        assert self.desk.state() == before
        assert desk_calendar.said(now) == desk_calendar.said(preview.snapshot)
        assert [one.id for one in now.sessions if not one.is_cancelled] == [
            one for one in before.order if one in before.spans
        ]
        self.subscriber.read(now, {row["session"] for row in made.changes})
        assert not queries.preview(self.event).comparison

    # What is taken back.

    @rule(times=st.integers(1, 4))
    def steps_are_undone(self, times: int) -> None:
        for _time in range(times):
            self.desk.undo()

    @rule(times=st.integers(1, 4))
    def steps_are_done_again(self, times: int) -> None:
        for _time in range(times):
            self.desk.redo()


def machine(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=examples <= FEW,  # the suite says the same twice; a long run looks elsewhere each time
        suppress_health_check=list(HealthCheck),
    )


def test_any_order_of_acts_at_the_desk_does_what_it_says(app: Flask) -> None:  # noqa: ARG001 - it has the database
    run_state_machine_as_test(DeskMachine, settings=machine(5, 15))
