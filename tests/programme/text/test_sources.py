"""What a draft and a release become as text, and the draft that comes of it again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings

from app.core.actors import SYSTEM
from app.core.types import Translated
from app.events.models import Event, Lifecycle
from app.network import countries
from app.people.services import NewPerson
from app.programme import queries
from app.programme.models import (
    Appearance,
    AppearanceMode,
    AppearanceRole,
    AppearanceState,
    ProgrammeItem,
    SessionKind,
)
from app.programme.paste.parsing import Options, parse
from app.programme.services import appearances, rooms_and_tracks, sessions
from app.programme.services.appearances import NewAppearance
from app.programme.services.rooms_and_tracks import NewRoom, NewTrack
from app.programme.services.sessions import NewSession
from app.programme.text import sources, writing
from app.programme.text.sheet import Entry, Sheet, Who
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.snapshots import ADA, GREEN, HALL, PARK, STUDIO, appearance, session, snapshot, wall
from tests.programme.text.sheets import read_again, sheets


class Drafting:
    """Enters what was written into an event, as an organiser would."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._rooms = {room.name["en"]: room.public_id for room in queries.rooms(event)}
        self._tracks = {track.name["en"]: track.public_id for track in queries.tracks(event)}

    def enter(self, entries: Sequence[Entry]) -> None:
        top = ""
        for entry in entries:
            item = self._session(entry, top if entry.is_inside else "")
            top = top if entry.is_inside else item.public_id
            for who in entry.people:
                self._person(item, who)

    def _session(self, entry: Entry, parent: str) -> ProgrammeItem:
        texts = ("title", "note", "abstract", "key_question", "objective", "focus_points")
        fields: dict[str, Any] = {name: _english(getattr(entry, name)) for name in texts}
        new = NewSession(
            kind=SessionKind(entry.kind),
            parent=parent,
            starts=entry.starts,
            ends=entry.ends,
            rooms=tuple(dict.fromkeys(self._room(name) for name in entry.rooms)),
            in_all_rooms=entry.in_all_rooms,
            track=self._track(entry.track) if entry.track else "",
            **fields,
        )
        return sessions.create(self._event, new, actor=SYSTEM)

    def _room(self, name: str) -> str:
        if name not in self._rooms:
            room = rooms_and_tracks.create(self._event, NewRoom(name=_english(name)), actor=SYSTEM)
            self._rooms[name] = room.public_id
        return self._rooms[name]

    def _track(self, name: str) -> str:
        if name not in self._tracks:
            track = rooms_and_tracks.create(self._event, NewTrack(name=_english(name)), actor=SYSTEM)
            self._tracks[name] = track.public_id
        return self._tracks[name]

    def _person(self, item: ProgrammeItem, who: Who) -> Appearance:
        new = NewAppearance(
            person=who.id,
            label=_english(who.label),
            role=AppearanceRole(who.role),
            job=_english(who.position),
            organisation=_english(who.organisation),
            city=who.city,
            country=countries.find(who.country) or who.country,
            mode=AppearanceMode(who.mode),
            state=AppearanceState(who.state),
        )
        if who.id or who.label:
            return appearances.add(item, new, actor=SYSTEM)
        person = NewPerson(
            honorific=who.honorific,
            given_name=who.given_name,
            family_name=who.family_name,
            family_name_first=who.family_name_first,
        )
        return appearances.add_new_person(item, person, new, actor=SYSTEM)


def _english(value: str) -> Translated:
    return Translated({"en": value} if value else {})


def written(event: Event) -> str:
    return writing.write(sources.of_draft(queries.draft(event)))


def unnumbered(event: Event) -> list[Entry]:
    """The draft without public ids, which are new for sessions entered anew."""
    return [
        replace(one, id="", people=tuple(replace(who, id="") for who in one.people))
        for one in sources.of_draft(queries.draft(event)).entries
    ]


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(title=Translated({"en": "Learning cities"}), slug="learning-cities")


@pytest.mark.sqlite
@pytest.mark.usefixtures("app")
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets())
def test_a_draft_entered_anew_from_its_own_text_is_the_same(sheet: Sheet) -> None:
    plain = [
        replace(one, starts_fold=0, ends_fold=0, people=tuple(replace(who, id="") for who in one.people))
        for one in sheet.entries
    ]
    event = make_events.event()
    Drafting(event).enter(plain)
    before, text = unnumbered(event), written(event)

    result = parse(text, Options(event.first_day, event.timezone, event.last_day))
    for item in [one for one in queries.draft(event).timetable if one.parent_id is None]:
        sessions.remove(item, actor=SYSTEM)
    Drafting(event).enter(read_again(result))

    assert len(before) == len(sheet.entries)
    assert unnumbered(event) == before


def test_sessions_are_found_again_by_their_public_ids(event: Event) -> None:
    parent = make.item(event, "Panel", ends=make.at("11:00"), people=[make.person()])
    inner = make.item(event, "Talk", starts=make.at("09:10"), parent=parent)
    waiting = make.item(event, "Launch", starts=None)

    result = parse(written(event), Options(event.first_day))

    assert [one.public_id and one.public_id.value for one in result.sessions] == [
        parent.public_id, inner.public_id, waiting.public_id,
    ]  # fmt: skip


def test_a_draft_is_a_text_people_can_read(event: Event) -> None:
    hall = make.room(event, "Grand Hall")
    panel = make.item(
        event, "Health for all", ends=make.at("11:00"), rooms=[hall], public_id="PANE22",
        kind=SessionKind.PANEL, track=make.track(event, "Health"),
        abstract=Translated({"en": "What cities do.\n\n- Walk\n- Talk"}),
        people=[make.person("Ana María", "López", honorific="Ms")],
    )  # fmt: skip
    make.item(event, "Wells", starts=None, parent=panel, public_id="WE2222", kind=SessionKind.PRESENTATION)
    make.item(event, "Launch", starts=None, public_id="LAUN22", kind=SessionKind.LAUNCH)

    text = written(event)

    assert text == (
        "Learning cities · Plenary text 1 · en\n"
        "Time zone: Europe/Berlin\n"
        "Hint: Change this text as you like, then paste it again. "
        "The six signs behind # tell which session it is: leave them where they are.\n"
        "\n"
        "== Monday, 2026-09-28 ==\n"
        "\n"
        "09:00–11:00  Health for all [Panel]  #PANE22\n"
        "    Room: Grand Hall\n"
        "    Track: Health\n"
        "    Abstract: What cities do.\n"
        "    |\n"
        "    | - Walk\n"
        "    | - Talk\n"
        "    Speaker: Ms Ana María López\n"
        "\n"
        "    +  Wells [Presentation]  #WE2222\n"
        "\n"
        "== Not scheduled ==\n"
        "\n"
        "--:--  Launch [Launch]  #LAUN22\n"
    )


def test_two_people_of_one_name_are_told_apart(event: Event) -> None:
    one, other = make.person("Kim", "Lee"), make.person("Kim", "Lee")
    make.item(event, "Talk", people=[one, other, make.person("Ana", "Example")])

    text = written(event)

    assert f"Speaker: Kim Lee [@{one.public_id}]" in text
    assert f"Speaker: Kim Lee [@{other.public_id}]" in text
    assert "Speaker: Ana Example\n" in text


def released(*found: Any, **fields: Any) -> str:
    return writing.write(sources.of_release(snapshot(*found, **fields), "en"))


@pytest.mark.usefixtures("app")
def test_a_release_is_written_with_its_page_and_what_the_public_knows() -> None:
    text = released(
        session(
            "PANE22", "2026-09-28 09:00", "2026-09-28 11:00", rooms=["HALL22", "STUD22"], track="GREEN2",
            appearances=[
                appearance(ADA, "moderator", job={"en": "Chair"}, country="GB"),
                appearance(PARK, state="invited", mode="remote"),
            ],
        ),
        session("TALK22", "2026-09-28 09:00", "2026-09-28 11:00", parent="PANE22",
                start_is_derived=True, end_is_derived=True, kind="presentation"),
        rooms=[HALL, STUDIO], tracks=[GREEN], people={one.id: one for one in (ADA, PARK)},
    )  # fmt: skip

    assert text.split("\n")[1:4] == [
        "Time zone: Europe/Berlin",
        "Page: http://127.0.0.1:5000/events/learning-cities/programme/",
        "Release: Draft programme, release 3, 12 February 2026",
    ]
    panel = (
        "09:00–11:00  Session PANE22 [Panel]  #PANE22\n"
        "    Rooms: Main hall; Studio\n"
        "    Track: Green cities\n"
        "    Moderator: Ms Ada Lovelace, Chair (United Kingdom of Great Britain and Northern Ireland)\n"
        "    Speaker: _Park_ Seoung Won [remote, to be confirmed]"
    )
    assert text.split("\n\n")[2:] == [panel, "    +  Session TALK22 [Presentation]  #TALK22\n"]


@pytest.mark.usefixtures("app")
def test_what_is_cancelled_and_what_is_postponed_say_so() -> None:
    text = released(
        session(
            "GONE22", "2026-09-28 09:00", "2026-09-28 11:00", cancelled_at=datetime(2026, 3, 1, tzinfo=UTC)
        ),
        lifecycle=Lifecycle.POSTPONED.value,
        status_note={"en": "A storm."},
    )

    assert "Status: This event is postponed. The date shown is the old one. A storm.\n" in text
    assert "Cancelled: 09:00–11:00  Session GONE22 [Panel]  #GONE22\n" in text
    assert parse(text, Options(wall("2026-09-28").date())).sessions == ()


@pytest.mark.usefixtures("app")
def test_a_release_in_arabic_has_arabic_words() -> None:
    found = snapshot(session("PANE22", "2026-09-28 09:00", "2026-09-28 11:00"))

    text = writing.write(sources.of_release(found, "ar"))

    assert "== الاثنين، 2026-09-28 ==" in text
    assert "[حلقة نقاش]" in text
    assert parse(text, Options(wall("2026-09-28").date())).sessions[0].kind == "panel"
