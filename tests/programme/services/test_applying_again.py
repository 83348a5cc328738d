"""A pasted text that comes once more: after its undoing, or written out of a draft it is in."""

from dataclasses import replace

import pytest

from app.core import clock
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.programme import queries
from app.programme.models import AppearanceRole, AppearanceState, PastedText
from app.programme.proposals import queries as pasted_texts
from app.programme.proposals.differences import added_key
from app.programme.proposals.proposal import NEW, load
from app.programme.services import pasting, sessions, undoing
from app.programme.services.applying import Applied
from app.programme.text import sources, writing
from tests.make import events
from tests.make import programme as make
from tests.make.pasting import apply, drafted, named, ours, pasted, put_in, tick
from tests.make.programme import at

pytestmark = pytest.mark.usefixtures("app")


LINES = (
    "09:00–10:00  One [Plenary]",
    "10:00–11:00  Two [Plenary]",
    "11:00–12:00  Three [Panel]",
    "+ Talk [Presentation]",
    "12:00–13:00  Lunch [Meal]",
)


def undone(text: PastedText) -> PastedText:
    undoing.undo(text.event, actor=SYSTEM)
    db.session.expire_all()
    return text


def correct(text: PastedText, number: int, **fields: object) -> None:
    session = replace(load(text.proposal).sessions[number], **fields)  # type: ignore[arg-type]
    pasting.correct(text, session, seen=text.revision, actor=SYSTEM)


def test_what_was_undone_and_is_applied_again_is_what_it_was_also_when_corrected_between() -> None:
    event = events.event(content_languages=["en", "de"])
    text = pasted(event, "28 September 2026\n09:00 – 09:30 Eröffnung\n10:00 – 10:30 Mittag", "de")
    apply(text)
    known = [(item.public_id, item.calendar_uid) for item in drafted(event)]
    correct(undone(text), 0, title="Empfang")

    apply(text)

    assert [(item.public_id, item.calendar_uid) for item in drafted(event)] == known
    assert drafted(event)[0].title == {"en": "Empfang", "de": "Empfang"}


def test_rooms_and_tracks_an_undone_text_had_made_are_the_same_when_it_is_applied_again() -> None:
    event = events.event()
    make.room(event, "Foyer")
    text = pasted(
        event,
        ours(
            "09:00–10:00  One", "Room: Lantern", "Track: Harbours", "10:00–11:00  Two", "Room: Foyer; Beacon"
        ),
    )
    apply(text)

    def known() -> list[tuple[str, str]]:
        rooms = [(room.name["en"], room.public_id) for room in queries.rooms(event)]
        return rooms + [(track.name["en"], track.public_id) for track in queries.tracks(event)]

    before = known()
    assert apply(undone(text)).added == 2

    assert known() == before


def test_who_is_in_a_session_that_a_text_brings_back_has_answered_already() -> None:
    event = events.event()
    ana, ben, cem = (make.person(given, home_event_id=event.id) for given in ("Ana", "Ben", "Cem"))
    make.item(event, "Farewell", starts=at("17:00"), ends=at("18:00"))
    item = make.item(event, "Welcome", ends=at("09:30"), people=[ana, ben, cem])
    make.placeholder(item, "Two mayors")
    db.session.refresh(item)
    public_id, known = item.public_id, [one.public_id for one in item.appearances]
    told = "Speakers: Ana López; Ben López; Cem López\nSpeakers: Two mayors"
    text = pasted(event, f"28 September 2026\n09:00 – 09:30 Welcome\n{told}")
    apply(text)
    declines, chairs = item.appearances[1:3]
    with transaction():
        declines.state, chairs.role = AppearanceState.DECLINED, AppearanceRole.CHAIR
    sessions.remove(named(event, "Welcome"), actor=SYSTEM)

    again = pasted(event, text.source)
    (back,) = pasted_texts.review(again).differences.added
    pasting.decide(again, ticks={added_key(back): True}, who={}, actor=SYSTEM)
    apply(again)

    found = named(event, "Welcome")
    assert found.public_id == public_id
    assert [one.public_id in known for one in found.appearances] == [True, True, False, True]
    assert [one.state.value for one in found.appearances] == [
        "confirmed",
        "declined",
        "confirmed",
        "confirmed",
    ]


MAIL = """Monday, 28 September 2026

09:00 – 09:30 Welcome
Speaker: Ana López

12:00 – 13:00 Bridges of paper
- Gardens on the roof
Speaker: Ana López

14:00 – 15:00 Harvest of ideas
Speaker: Ana López
"""


def test_what_was_new_and_undone_is_new_again_and_not_what_it_is_a_little_like() -> None:
    event = events.event()
    ana = make.person(home_event_id=event.id)
    make.item(event, "Welcome", ends=at("09:30"), people=[ana])
    forum = make.item(event, "Libraries after midnight", starts=at("12:00"), ends=at("13:00"))
    gardens = make.item(event, "Gardens on the roof", starts=None, parent=forum, people=[ana])
    make.item(event, "Harvest of ideas", starts=at("14:00"), ends=at("15:00"), people=[ana])
    text = pasted(event, MAIL)
    assert apply(text).added == 1
    bridges = named(event, "Bridges of paper").public_id

    assert apply(undone(text)).added == 1

    assert named(event, "Bridges of paper").public_id == bridges
    assert named(event, "Gardens on the roof").public_id == gardens.public_id


def test_what_an_organiser_has_said_of_a_session_still_holds_after_its_undoing() -> None:
    event = events.event()
    put_in(event, ours("09:00–10:00  One [Plenary]"))
    text = pasted(event, ours("09:00–10:00  One and all [Plenary]"))
    correct(text, 0, same_as=NEW)
    apply(text)

    assert apply(undone(text)) == Applied(added=1, changed=0, removed=0)

    assert [item.title["en"] for item in drafted(event)] == ["One", "One and all"]


def test_after_its_undoing_a_session_may_be_said_to_be_another_one() -> None:
    event = events.event()
    put_in(event, ours("09:00–10:00  One [Plenary]", "10:00–11:00  Two [Plenary]"))
    text = pasted(event, ours("09:00–10:00  One [Plenary]", "10:00–11:00  Second [Plenary]"))
    apply(text)

    correct(undone(text), 1, same_as=NEW)

    assert [one.title for one in pasted_texts.review(text).differences.added] == ["Second"]


def test_a_draft_whose_main_language_is_another_one_now_is_written_out_and_changes_nothing() -> None:
    event = events.event(content_languages=["en", "fr"])
    put_in(event)
    with transaction():
        event.main_language = "fr"
    written = writing.write(sources.of_draft(queries.draft(event)))

    review = pasted_texts.review(pasted(event, written, "fr"))

    assert "09:00–09:30  Opening [Ouverture]" in written
    assert (review.differences.changed, review.differences.added) == ([], [])


def test_the_first_title_in_the_language_of_the_text_leaves_the_other_one() -> None:
    event = events.event(content_languages=["en", "fr"])
    put_in(event)
    with transaction():
        event.main_language = "fr"
    written = writing.write(sources.of_draft(queries.draft(event)))

    put_in(event, written.replace("  Opening", "  Ouverture"))

    assert [item.title for item in drafted(event)][:1] == [{"en": "Opening", "fr": "Ouverture"}]


def test_what_was_removed_or_left_out_stays_out_while_the_text_says_the_same() -> None:
    event = events.event()
    text = pasted(event, ours(*LINES))
    tick(text, "2/added")
    apply(text)
    sessions.remove(named(event, "One"), actor=SYSTEM)
    sessions.remove(named(event, "Two"), actor=SYSTEM)
    newer = pasted(event, ours(LINES[0], LINES[1].replace("10:00", "10:15"), *LINES[2:]))

    met = pasted_texts.review(newer).differences

    assert {one.title: met.is_proposed(one) for one in met.added} == {
        "One": False, "Two": True, "Three": False, "Talk": False,
    }  # fmt: skip
    assert apply(newer) == Applied(added=1, changed=0, removed=0)


def test_an_empty_draft_is_begun_anew() -> None:
    event = events.event()
    put_in(event, ours(*LINES))
    for item in [one for one in drafted(event) if one.parent is None]:
        sessions.remove(item, actor=SYSTEM)

    assert put_in(event, ours(*LINES)) == Applied(added=5, changed=0, removed=0)


def test_what_stays_out_comes_as_what_it_was_when_it_is_ticked() -> None:
    event = events.event()
    put_in(event, ours(*LINES))
    known = [(item.public_id, item.calendar_uid) for item in drafted(event)]
    sessions.remove(named(event, "One"), actor=SYSTEM)
    newer = pasted(event, ours(*LINES))

    pasting.decide(newer, ticks={"0/added": True}, who={}, actor=SYSTEM)

    assert apply(newer) == Applied(added=1, changed=0, removed=0)
    assert [(item.public_id, item.calendar_uid) for item in drafted(event)] == known


def test_somebody_whose_name_is_only_signs_is_known_again() -> None:
    event = events.event()
    lines = ("09:00–10:00  One [Plenary]", "    Speaker: ★★★, Artist")
    put_in(event, ours(*lines))
    (before,) = named(event, "One").appearances

    text = pasted(event, ours(*lines).replace("One", "Two"))
    (who,) = pasted_texts.review(text).differences.people.values()
    assert (who.chosen, who.is_doubtful) == (before.person and before.person.public_id, False)
    apply(text)

    assert [one.person for one in named(event, "Two").appearances] == [before.person]


def test_somebody_of_the_programme_is_known_again_however_many_namesakes_there_are_elsewhere() -> None:
    event = events.event()
    for _number in range(9):
        make.person("Ana", "Díaz", published_at=clock.now())
    text = pasted(event)
    apply(text)
    before = [one.person for item in drafted(event) for one in item.appearances]

    review = pasted_texts.review(pasted(event))

    assert review.differences.changed == []
    assert review.differences.people["ana diaz"].chosen == before[0].public_id  # type: ignore[union-attr]
