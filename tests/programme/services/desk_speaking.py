"""Acts of speakers between those of organisers: what they say of themselves stands until it is taken back."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select

from app.core.actors import Actor, ActorKind
from app.core.db import db
from app.events.models import Event
from app.people.models import Person
from app.programme.models import AppearanceState
from app.speakers.models import SpeakerLink
from app.speakers.services import answering
from tests.make import speakers
from tests.programme.services.desk_casting import Casting

Place = tuple[str, str]  # a session and an appearance in it, by public ids


class Speaking(Casting):
    """Answers, each of which changes what it is about, and no step of the organisers loses it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[Place, AppearanceState] = {}

    @rule(data=st.data(), state=st.sampled_from([AppearanceState.CONFIRMED, AppearanceState.DECLINED]))
    def a_speaker_answers(self, data: st.DataObject, state: AppearanceState) -> None:
        item = self.pick(data)
        theirs = [(one, one.person) for one in item.appearances if one.person]
        if not theirs:
            return
        one, person = theirs[data.draw(st.integers(0, len(theirs) - 1))]
        session, appearance = item.public_id, one.public_id
        link = link_of(self.event, person)
        before, steps = self.desk.state(), self.desk.steps()
        is_news = one.state is not state

        holder = Actor(ActorKind.SPEAKER, id=link.id)
        answering.answer(link, session, appearance, state, actor=holder)

        after = self.desk.state()
        key = ("appearance", f"{session}/{appearance}")
        expected = {**before.things, key: {**before.things[key], "state": state.value}}
        assert after.things == expected
        assert self.desk.steps() == steps + is_news
        self.said[session, appearance] = state
        self.desk.nobody_can_tell()

    @invariant()
    def what_speakers_have_said_stands(self) -> None:
        things = self.desk.state().things
        for (session, appearance), state in self.said.items():
            there = things.get(("appearance", f"{session}/{appearance}"))
            if there is not None:
                assert there["state"] == state.value, (session, appearance)


def link_of(event: Event, person: Person) -> SpeakerLink:
    mine = SpeakerLink.event_id == event.id, SpeakerLink.person_id == person.id
    return db.session.scalar(select(SpeakerLink).where(*mine)) or speakers.link(event, person)
