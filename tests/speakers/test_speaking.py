"""What speakers say of themselves: answers, corrections, photos, slides; steps organisers can undo."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from threading import Thread

import pytest
import time_machine
from flask import Flask
from PIL import Image
from sqlalchemy import delete, select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM, Actor, ActorKind
from app.core.db import db, lock, transaction
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.documents.models import Document, DocumentKind
from app.events.models import Event, TeamRole
from app.files import services as files
from app.files.models import StoredFile
from app.outbox.models import Message
from app.people import services as people_services
from app.people.errors import NameMissing, OtherTeamsPerson
from app.people.models import Person
from app.programme import queries as programmes
from app.programme import snapshot
from app.programme.errors import (
    MayNotEditProgramme,
    NoSuchStep,
    NothingToRedo,
    NothingToUndo,
    SpokenSince,
    StepOutOfDate,
)
from app.programme.models import AppearanceState, DraftStep, ProgrammeItem, ReleaseState
from app.programme.services import (
    appearances,
    drafting,
    restoring,
    rooms_and_tracks,
    sessions,
    steps,
    undoing,
)
from app.programme.services.appearances import NewAppearance
from app.programme.services.rooms_and_tracks import NewRoom
from app.speakers import queries, rules
from app.speakers.errors import LinkEnded, NotYours, OthersDescribe
from app.speakers.models import SpeakerLink
from app.speakers.services import answering, correcting, links, telling, uploading
from app.speakers.services.correcting import Capacity, Corrections, Description, Portrait
from tests.make import documents as make_documents
from tests.make import events as make_events
from tests.make import programme as make
from tests.make import speakers

CONFIRMED, DECLINED = AppearanceState.CONFIRMED, AppearanceState.DECLINED


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(content_languages=["en", "ar"])


@pytest.fixture
def link(event: Event) -> SpeakerLink:
    person = make.person(home_event_id=event.id, email="ana@example.org")
    make.item(event, "Opening", people=[person])
    return speakers.link(event, person)


def holder(link: SpeakerLink) -> Actor:
    return Actor(ActorKind.SPEAKER, id=link.id)


def say(link: SpeakerLink, state: AppearanceState, message: str = "") -> None:
    (one,) = queries.own_appearances(link)
    answering.answer(link, one.item.public_id, one.public_id, state, message=message, actor=holder(link))


def state(link: SpeakerLink) -> AppearanceState:
    db.session.expire_all()
    (one,) = queries.own_appearances(link)
    return one.state


def last(event: Event) -> str:
    """The step that was taken last."""
    return undoing.newest(event)[0].public_id


def told() -> list[tuple[str, str]]:
    db.session.expire_all()
    return [(one.template, one.text) for one in db.session.scalars(select(Message).order_by(Message.id))]


def corrections(link: SpeakerLink, **fields: object) -> Corrections:
    (one,) = queries.own_appearances(link)
    person = link.person
    values = {
        "honorific": person.honorific, "given_name": person.given_name, "family_name": person.family_name,
        "family_name_first": person.family_name_first, "biography": person.biography,
        "revision": person.revision,
    }  # fmt: skip
    described = Description(**{**values, **{key: value for key, value in fields.items() if key in values}})  # type: ignore[arg-type]
    job = fields.get("job", one.job)
    capacity = Capacity(
        session=one.item.public_id, appearance=one.public_id, job=job,  # type: ignore[arg-type]
        organisation=one.organisation, revision=one.revision,
    )  # fmt: skip
    return Corrections(description=described if link.may_describe else None, capacities=[capacity])


def picture(colour: str = "teal") -> StoredFile:
    data = BytesIO()
    Image.new("RGB", (60, 80), colour).save(data, "PNG")
    return files.store_image(data.getvalue(), "me.png")


def portrait(link: SpeakerLink, photo: StoredFile | None, alt: str = "") -> Portrait:
    known = Translated({"en": alt} if alt else {})
    return Portrait(photo=photo, credit="Kim Lee", alt=known, revision=link.person.revision)


def test_a_no_is_in_the_draft_and_told_to_those_who_build_it(event: Event, link: SpeakerLink) -> None:
    make_events.actor(event, email="owner@example.org")

    say(link, DECLINED, "I am <b>ill</b>, see https://evil.example/ …")

    assert state(link) is DECLINED
    assert [(one.state, one.message[:4]) for one in link.answers] == [(DECLINED, "I am")]
    ((template, text),) = told()
    assert template == "speaker_answered"
    assert "https://evil" not in text
    step = db.session.scalars(select(DraftStep)).one()
    assert (step.actor_kind, step.actor_id) == ("speaker", link.id)
    undoing.take_back(event, last(event), actor=SYSTEM)
    assert state(link) is CONFIRMED


def test_a_yes_without_a_word_troubles_nobody(event: Event, link: SpeakerLink) -> None:
    make_events.actor(event)

    say(link, CONFIRMED)

    assert told() == []
    assert [one.state for one in link.answers] == [CONFIRMED]
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.actor_kind, entry.changes) == (
        "speaker.answered",
        "speaker",
        {"state": "confirmed"},
    )


def test_what_somebody_corrects_is_one_step_and_can_be_undone(event: Event, link: SpeakerLink) -> None:
    make_events.actor(event)
    before = link.person.revision

    new = {"honorific": "Dr", "given_name": "Ana María", "biography": Translated({"ar": "سيرة"})}
    job = Translated({"en": "Mayor"})

    changed = correcting.correct(link, corrections(link, **new, job=job), actor=holder(link))

    db.session.expire_all()
    (one,) = queries.own_appearances(link)
    person = link.person
    assert changed is True
    assert (person.name, person.honorific, one.job) == ("Ana María López", "Dr", {"en": "Mayor"})
    assert person.revision == before + 1
    assert [template for template, _text in told()] == ["speaker_changed"]
    assert len(db.session.scalars(select(DraftStep)).all()) == 1

    undoing.take_back(event, last(event), actor=SYSTEM)
    db.session.expire_all()
    assert (person.name, person.honorific, person.biography, one.job) == ("Ana López", "", {}, {})
    undoing.let_stand(event, last(event), actor=SYSTEM)
    db.session.expire_all()
    assert (person.name, person.biography) == ("Ana María López", {"ar": "سيرة"})


def add_room(event: Event, name: str = "Hall") -> None:
    rooms_and_tracks.create(event, NewRoom(name=Translated({"en": name})), actor=SYSTEM)


def names_of_rooms(event: Event) -> list[str]:
    return [room.name["en"] for room in programmes.rooms(event)]


def test_undo_goes_through_what_the_team_has_done_and_leaves_what_speakers_say(
    event: Event, link: SpeakerLink
) -> None:
    add_room(event)
    say(link, DECLINED)

    undoing.undo(event, actor=SYSTEM)
    assert (names_of_rooms(event), state(link)) == ([], DECLINED)

    with pytest.raises(NothingToUndo):
        undoing.undo(event, actor=SYSTEM)


def test_a_speaker_takes_nothing_from_the_team_that_it_could_do_again(
    event: Event, link: SpeakerLink
) -> None:
    add_room(event)
    undoing.undo(event, actor=SYSTEM)

    say(link, DECLINED)

    undoing.redo(event, actor=SYSTEM)
    assert (names_of_rooms(event), state(link)) == (["Hall"], DECLINED)


def test_a_step_about_a_person_of_another_team_keeps_nobody_from_undoing_their_own(
    event: Event, link: SpeakerLink
) -> None:
    add_room(event)
    correcting.correct(link, corrections(link, given_name="Ana María"), actor=holder(link))
    elsewhere = make_events.event()
    with transaction():
        link.person.home_event_id = elsewhere.id

    undoing.undo(event, actor=make_events.actor(event))

    assert names_of_rooms(event) == []


def test_what_a_speaker_said_is_not_taken_back_with_the_session_it_was_said_of(event: Event) -> None:
    ana = make.person(home_event_id=event.id)
    with drafting.editing(event, SYSTEM):
        make.item(event, "Opening", people=[ana])
    link = speakers.link(event, ana)
    say(link, DECLINED)

    with pytest.raises(SpokenSince):
        undoing.undo(event, actor=SYSTEM)
    assert state(link) is DECLINED

    undoing.take_back(event, last(event), actor=SYSTEM)
    undoing.undo(event, actor=SYSTEM)
    assert queries.own_appearances(link) == []


def undoing_meanwhile(app: Flask, link: SpeakerLink, undo: Callable[[Event], object]) -> None:
    """Undo something while somebody holds first the link's person, then the event, as a speaker who saves."""
    event_id = link.event_id
    db.session.rollback()

    def act() -> None:
        with app.app_context():
            undo(db.session.get_one(Event, event_id))

    acting = Thread(target=act)
    with transaction():
        lock(link.person)
        acting.start()
        acting.join(0.5)
        lock(link.event)
    acting.join()
    db.session.expire_all()


def test_taking_back_waits_for_the_person_before_it_holds_the_event(
    app: Flask, event: Event, link: SpeakerLink
) -> None:
    """As a speaker who saves and a merge do, or two of them would wait for each other."""
    correcting.correct(link, corrections(link, given_name="Ana María"), actor=holder(link))
    step = last(event)

    undoing_meanwhile(app, link, lambda event: undoing.take_back(event, step, actor=SYSTEM))

    assert link.person.given_name == "Ana"


def test_so_does_undoing_a_text_that_has_called_somebody_otherwise(
    app: Flask, event: Event, link: SpeakerLink
) -> None:
    with transaction() as session, steps.recorded(session, event, SYSTEM, [link.person.public_id]):
        link.person.honorific = "H.E."

    undoing_meanwhile(app, link, lambda event: undoing.undo(event, actor=SYSTEM))

    assert link.person.honorific != "H.E."


def test_what_a_speaker_said_is_taken_back_once_and_only_by_those_who_edit(
    event: Event, link: SpeakerLink
) -> None:
    say(link, DECLINED)
    step = last(event)
    viewer = make_events.actor(event, TeamRole.VIEWER)

    with pytest.raises(MayNotEditProgramme):
        undoing.take_back(event, step, actor=viewer)
    with pytest.raises(NothingToRedo):
        undoing.let_stand(event, step, actor=SYSTEM)
    undoing.take_back(event, step, actor=SYSTEM)
    with pytest.raises(NothingToUndo):
        undoing.take_back(event, step, actor=SYSTEM)

    assert state(link) is CONFIRMED


def test_only_steps_of_speakers_are_taken_back_singly(event: Event, link: SpeakerLink) -> None:
    add_room(event)
    add_room(event, "Annexe")
    other = make_events.event(slug="other")
    say(link, DECLINED)
    first, spoken = undoing.newest(event)[-1].public_id, last(event)

    for elsewhere, step in ((event, first), (other, spoken), (event, "")):
        with pytest.raises(NoSuchStep):
            undoing.take_back(elsewhere, step, actor=SYSTEM)

    assert (names_of_rooms(event), state(link)) == (["Hall", "Annexe"], DECLINED)


def test_many_corrections_of_one_speaker_displace_no_other_step(
    event: Event, link: SpeakerLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "KEPT", 2)
    monkeypatch.setattr(steps, "KEPT_OF_SPEAKER", 3)
    add_room(event)
    add_room(event, "Annexe")
    other = speakers.link(event, make.person("Lena", home_event_id=event.id))
    make.item(event, people=[other.person])
    say(other, DECLINED)

    for number in range(6):
        correcting.correct(link, corrections(link, given_name=f"Ana {number}"), actor=holder(link))

    kept = [(step.actor_kind, step.actor_id) for step in reversed(undoing.newest(event))]
    assert kept == [
        ("system", None), ("system", None), ("speaker", other.id), *[("speaker", link.id)] * 3,
    ]  # fmt: skip


def test_nothing_new_is_no_step_and_no_letter(event: Event, link: SpeakerLink) -> None:
    make_events.actor(event)

    assert correcting.correct(link, corrections(link), actor=holder(link)) is False

    assert (told(), db.session.scalars(select(DraftStep)).all()) == ([], [])


def test_of_much_that_is_changed_one_letter_comes_at_once_and_one_after_an_hour_of_peace(
    event: Event, link: SpeakerLink
) -> None:
    make_events.actor(event)
    start, letters = datetime(2026, 9, 1, 10, 59, tzinfo=UTC), []
    acts: list[tuple[int, Callable[[], object]]] = [
        (0, lambda: correcting.correct(link, corrections(link, given_name="Ana M."), actor=holder(link))),
        (2, lambda: correcting.correct(link, corrections(link, given_name="Ana María"), actor=holder(link))),
        (3, lambda: send(link)),
        (59, telling.tell_due),
        (60, telling.tell_due),
        (61, telling.tell_due),
        (200, telling.tell_due),
    ]

    for minutes, act in acts:
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            act()
            letters.append(len(told()))

    assert letters == [1, 1, 1, 1, 2, 2, 2]


def test_the_same_no_said_twice_is_said_once(event: Event, link: SpeakerLink) -> None:
    make_events.actor(event)

    for message in ("", "", "I am ill", "I am ill"):
        say(link, DECLINED, message)

    assert [one.message for one in link.answers] == ["", "I am ill"]
    assert [template for template, _text in told()] == ["speaker_answered", "speaker_answered"]


def test_a_no_said_again_after_the_organisers_hoped_otherwise_is_told(
    event: Event, link: SpeakerLink
) -> None:
    make_events.actor(event)
    say(link, DECLINED)
    (one,) = queries.own_appearances(link)
    with transaction():
        one.state = CONFIRMED

    say(link, DECLINED)

    assert state(link) is DECLINED
    assert len(told()) == 2


def test_a_stale_correction_overwrites_nothing(link: SpeakerLink) -> None:
    old = corrections(link, given_name="Mine")
    with transaction():
        link.person.given_name = "Theirs"
        link.person.revision += 1

    with pytest.raises(StaleEdit):
        correcting.correct(link, old, actor=holder(link))

    db.session.expire_all()
    assert link.person.given_name == "Theirs"


def test_a_correction_is_not_undone_over_what_was_said_since(event: Event, link: SpeakerLink) -> None:
    correcting.correct(link, corrections(link, given_name="Ana María"), actor=holder(link))
    with transaction():
        link.person.given_name = "Anna"

    with pytest.raises(StepOutOfDate):
        undoing.take_back(event, last(event), actor=SYSTEM)


def test_nor_by_a_team_that_does_not_look_after_the_person(event: Event, link: SpeakerLink) -> None:
    correcting.correct(link, corrections(link, given_name="Ana María"), actor=holder(link))
    elsewhere = make_events.event()
    with transaction():
        link.person.home_event_id = elsewhere.id

    with pytest.raises(OtherTeamsPerson):
        undoing.take_back(event, last(event), actor=make_events.actor(event))


def test_a_person_of_another_team_corrects_only_what_they_are_there(link: SpeakerLink) -> None:
    with transaction():
        link.may_describe = False
    mine = corrections(link, job=Translated({"en": "Mayor"}))
    name = Description(
        honorific="", given_name="X", family_name="", family_name_first=False,
        biography=Translated({}), revision=link.person.revision,
    )  # fmt: skip

    with pytest.raises(OthersDescribe):
        correcting.correct(link, Corrections(description=name, capacities=[]), actor=holder(link))
    with pytest.raises(OthersDescribe):
        correcting.set_photo(link, portrait(link, None), actor=holder(link))
    correcting.correct(link, mine, actor=holder(link))

    db.session.expire_all()
    (one,) = queries.own_appearances(link)
    assert (one.job, link.person.name) == ({"en": "Mayor"}, "Ana López")


def test_nobody_loses_their_name(link: SpeakerLink) -> None:
    with pytest.raises(NameMissing):
        correcting.correct(link, corrections(link, given_name="", family_name=""), actor=holder(link))


def test_a_photo_is_a_step_too(event: Event, link: SpeakerLink) -> None:
    first, second = picture(), picture("red")
    correcting.set_photo(link, portrait(link, first, "At a desk"), actor=holder(link))
    correcting.set_photo(link, portrait(link, second), actor=holder(link))
    assert link.person.photo == second

    undoing.take_back(event, last(event), actor=SYSTEM)

    db.session.expire_all()
    assert (link.person.photo, link.person.photo_alt) == (first, {"en": "At a desk"})


def test_a_stale_photo_overwrites_nothing(link: SpeakerLink) -> None:
    seen = portrait(link, None)
    with transaction():
        link.person.photo_credit = "The organisers"
        link.person.revision += 1

    with pytest.raises(StaleEdit):
        correcting.set_photo(link, seen, actor=holder(link))

    db.session.expire_all()
    assert link.person.photo_credit == "The organisers"


def send(link: SpeakerLink, url: str = "", filename: str = "Slides.pdf") -> Document:
    (one,) = queries.own_appearances(link)
    file = None if url else make_documents.file(filename=filename)
    return uploading.upload(link, one.item.public_id, language="en", file=file, url=url, actor=holder(link))


def test_slides_are_hidden_until_published_and_then_left_alone(event: Event, link: SpeakerLink) -> None:
    first = send(link)
    assert send(link, filename="Better slides.pdf") == first
    assert (first.kind, first.is_published, first.title) == (
        DocumentKind.PRESENTATION, False, {"en": "Opening – Ana López"},
    )  # fmt: skip
    assert sorted(one.number for one in first.versions) == [1, 2]

    with transaction():
        first.is_published = True
    another = send(link)

    assert another != first
    assert (another.is_published, another.event_id) == (False, event.id)


def meanwhile(app: Flask, act: Callable[[], object]) -> None:
    """Do something in another session of the database, after all that is loaded here has been read."""

    def run() -> None:
        with app.app_context():
            act()

    db.session.commit()
    thread = Thread(target=run)
    thread.start()
    thread.join()


def publish(document_id: int) -> None:
    with transaction() as session:
        session.get_one(Document, document_id).is_published = True


def test_what_was_published_while_a_file_was_on_its_way_is_left_alone(app: Flask, link: SpeakerLink) -> None:
    first = send(link)
    document_id = first.id
    assert [one.document.is_published for one in link.uploads] == [False]

    meanwhile(app, lambda: publish(document_id))
    another = send(link)

    db.session.expire_all()
    assert another != first
    assert (first.is_published, [one.number for one in first.versions]) == (True, [1])


def test_two_sendings_at_once_are_two_versions_of_one_document(app: Flask, link: SpeakerLink) -> None:
    link_id = link.id
    assert link.uploads == []

    meanwhile(app, lambda: send(db.session.get_one(SpeakerLink, link_id)))
    send(link, filename="Better slides.pdf")

    db.session.expire_all()
    (document,) = db.session.scalars(select(Document)).all()
    assert sorted(one.number for one in document.versions) == [1, 2]


def test_a_video_message_is_an_address(link: SpeakerLink) -> None:
    document = send(link, "https://videos.example/ana")

    assert (document.kind, document.versions[0].url) == (DocumentKind.RECORDING, "https://videos.example/ana")


def test_the_link_speaks_for_nobody_else(event: Event, link: SpeakerLink) -> None:
    other = make.person("Kim", "Lee", home_event_id=event.id)
    theirs = make.item(event, people=[other])
    (one,) = theirs.appearances
    stranger = Actor(ActorKind.SPEAKER, id=link.id + 1)

    with pytest.raises(NotYours):
        answering.answer(link, theirs.public_id, one.public_id, DECLINED, actor=holder(link))
    with pytest.raises(NotYours):
        uploading.upload(link, theirs.public_id, language="en", url="https://x.example/", actor=holder(link))
    foreign = Capacity(
        session=theirs.public_id, appearance=one.public_id, job=Translated({}),
        organisation=Translated({}), revision=1,
    )  # fmt: skip
    with pytest.raises(NotYours):
        correcting.correct(link, Corrections(description=None, capacities=[foreign]), actor=holder(link))
    for actor in (stranger, Actor(ActorKind.PARTICIPANT, id=link.id), Actor(ActorKind.USER, id=link.id)):
        (mine,) = queries.own_appearances(link)
        with pytest.raises(LinkEnded):
            answering.answer(link, mine.item.public_id, mine.public_id, DECLINED, actor=actor)

    assert one.state is CONFIRMED
    assert db.session.scalars(select(Document)).all() == []


def test_a_link_revoked_meanwhile_says_nothing_any_more(link: SpeakerLink) -> None:
    links.revoke(link, actor=SYSTEM)

    with pytest.raises(LinkEnded):
        say(link, DECLINED)

    assert state(link) is CONFIRMED


def test_people_have_no_rights_of_the_team_by_their_link(event: Event, link: SpeakerLink) -> None:
    person = db.session.get_one(Person, link.person_id)

    with pytest.raises(OtherTeamsPerson):
        people_services.refuse_other_teams(person, {event.id}, holder(link))


def told_by_release(event: Event, link: SpeakerLink) -> ProgrammeItem:
    """The session the link's person is in, released as it is now."""
    (one,) = queries.own_appearances(link)
    make.waive_errors(event)
    make.release(event, ReleaseState.FINAL)
    return one.item


@pytest.mark.parametrize("is_after_the_release", [True, False])
def test_an_answer_stands_where_its_session_is_put_back_from_a_release(
    event: Event, link: SpeakerLink, *, is_after_the_release: bool
) -> None:
    if not is_after_the_release:
        say(link, CONFIRMED, "With pleasure.")
    item = told_by_release(event, link)
    if is_after_the_release:
        say(link, DECLINED, "I am ill.")
    sessions.remove(item, actor=SYSTEM)

    restoring.restore(event, item.public_id, actor=SYSTEM)

    assert state(link) is (DECLINED if is_after_the_release else CONFIRMED)
    assert rules.unanswered(queries.own_appearances(link), link.answers) == []


def test_it_stands_also_where_no_step_remembers_the_session(event: Event, link: SpeakerLink) -> None:
    say(link, CONFIRMED)
    item = told_by_release(event, link)
    sessions.remove(item, actor=SYSTEM)
    with transaction() as session:
        session.execute(delete(DraftStep))

    restoring.restore(event, item.public_id, actor=SYSTEM)

    assert rules.unanswered(queries.own_appearances(link), link.answers) == []


def test_so_it_does_from_releases_that_did_not_know_appearances(event: Event, link: SpeakerLink) -> None:
    (one,) = queries.own_appearances(link)
    appearances.add(one.item, NewAppearance(label=Translated({"en": "Mayors"})), actor=SYSTEM)
    say(link, CONFIRMED)
    item = told_by_release(event, link)
    release = programmes.releases(event)[0]
    with transaction():
        known = snapshot.load(release.snapshot)
        older = [
            replace(one, appearances=[replace(person, id="") for person in one.appearances])
            for one in known.sessions
        ]
        release.snapshot = snapshot.dump(replace(known, sessions=older))
    programmes.forget_releases()
    before = [one.public_id for one in item.appearances]
    sessions.remove(item, actor=SYSTEM)

    again = restoring.restore(event, item.public_id, actor=SYSTEM)

    assert [one.public_id for one in again.appearances] == before
    assert rules.unanswered(queries.own_appearances(link), link.answers) == []
