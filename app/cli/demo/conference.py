"""The example conference: six rooms, some 120 sessions, 150 people; two releases and a cancelled session."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Any

from app.cli.demo import stories
from app.cli.demo.stories import Story
from app.core import clock
from app.core.actors import Actor
from app.core.types import Translated
from app.events.models import Event
from app.people import services as people_services
from app.people.models import Person
from app.people.services import Affiliation, NewPerson
from app.programme.models import AppearanceMode, AppearanceRole, ProgrammeItem, ReleaseState, SessionKind
from app.programme.services import appearances, drafting, releasing, rooms_and_tracks, sessions
from app.programme.services.appearances import NewAppearance
from app.programme.services.releasing import NewRelease
from app.programme.services.rooms_and_tracks import NewRoom, NewTrack
from app.programme.services.sessions import LineChanges, NewSession

# Who sits in a session of that kind, where the file does not say.
CAST: dict[str, tuple[str, ...]] = {
    "panel": ("moderator", "panellist", "panellist", "panellist"),
    "presentation": ("presenter", "presenter"),
    "workshop": ("facilitator", "facilitator"),
    "discussion": ("host", "host"),
    "thematic forum": ("moderator", "rapporteur"),
    "regional forum": ("chair", "rapporteur"),
    "mayors' forum": ("moderator",),
    "launch": ("presenter", "respondent"),
}
BY_DISTANCE = {"by video": AppearanceMode.VIDEO_MESSAGE, "by link": AppearanceMode.REMOTE}
TALK = timedelta(minutes=20)
MAYORS = Translated({"en": "Mayors of member cities", "ar": "رؤساء بلديات المدن الأعضاء"})
IN_HALL = ("fr", "es")


@dataclass(slots=True)
class Stage:
    """What sessions are put together from."""

    event: Event
    actor: Actor
    told: Story
    rooms: list[str]
    tracks: dict[str, str]
    people: Iterator[tuple[Person, Translated]]
    by_key: dict[str, ProgrammeItem] = field(default_factory=dict)


def build(event: Event, actor: Actor, now: datetime) -> None:
    """Enter the draft, release it, go on editing, release it again."""
    told = stories.conference_programme()
    with drafting.editing(event, actor):  # one step; a step of each act would read the draft 600 times
        stage = Stage(
            event=event,
            actor=actor,
            told=told,
            rooms=[_room(event, one, actor) for one in told["rooms"]],
            tracks={one["key"]: _track(event, one, actor) for one in told["tracks"]},
            people=cycle(_enter_people(event, told, actor)),
        )
        for one in told["common"]:
            _common(stage, one)
        cities = iter(told["talks"]["cities"])
        parallel = [item for slot in told["parallel"] for item in _parallel(stage, slot, cities)]
    note = Translated({"en": "First complete programme.", "ar": "أول برنامج كامل."})
    with clock.held_at(now - timedelta(days=12)):
        releasing.release(event, NewRelease(state=ReleaseState.PROVISIONAL, note=note), actor=actor)
    with clock.held_at(now - timedelta(days=3)):
        _change(stage, parallel)
        note = Translated(
            {
                "en": "Rooms and times after the speakers’ replies.",
                "ar": "القاعات والمواعيد بعد ردود المتحدثين.",
            }
        )
        releasing.release(event, NewRelease(state=ReleaseState.PROVISIONAL, note=note), actor=actor)


def _room(event: Event, told: Story, actor: Actor) -> str:
    new = NewRoom(
        name=stories.texts(told["name"]),
        capacity=told["capacity"],
        note=stories.texts(told.get("note")),
        livestream_url=told.get("livestream_url", ""),
    )
    return rooms_and_tracks.create(event, new, actor=actor).public_id


def _track(event: Event, told: Story, actor: Actor) -> str:
    new = NewTrack(name=stories.texts(told["name"]), colour=told["colour"])
    return rooms_and_tracks.create(event, new, actor=actor).public_id


def _enter_people(event: Event, told: Story, actor: Actor) -> list[tuple[Person, Translated]]:
    """Everybody with the position they appear in."""
    jobs = cycle(told["jobs"]["names"])
    entered = []
    for row in stories.people():
        job = stories.texts(next(jobs))
        organisation = _named(told["jobs"]["organisation"], row["city"], row["city"])
        place = Affiliation(position=job, organisation=organisation, city=row["city"], country=row["country"])
        new = NewPerson(
            honorific=row["honorific"],
            given_name=row["given"],
            family_name=row["family"],
            family_name_first=row["order"] == "f",
            country=row["country"],
            affiliations=[place],
        )
        entered.append((people_services.create(new, event_id=event.id, actor=actor), job))
    return entered


def _common(stage: Stage, told: Story) -> None:
    parent = stage.by_key[told["parent"]].public_id if "parent" in told else ""
    new = NewSession(
        title=stories.texts(told["title"]),
        kind=SessionKind(told["kind"]),
        parent=parent,
        rooms=[stage.rooms[told["room"] - 1]] if told.get("room") else [],
        in_all_rooms=told.get("room") == 0,
        abstract=stories.texts(told.get("abstract")),
        key_question=stories.texts(told.get("key_question")),
        note=stories.texts(told.get("note")),
        interpretation=IN_HALL if told.get("room") == 1 else (),
        has_captions=told.get("room") == 1,
        **_at(stage.event, told),
    )
    item = sessions.create(stage.event, new, actor=stage.actor)
    if "key" in told:
        stage.by_key[told["key"]] = item
    for role in told.get("people", ()):
        _appear(stage, item, role)
    for label in told.get("groups", ()):
        group = NewAppearance(label=stories.texts(label), role=AppearanceRole.PANELLIST)
        appearances.add(item, group, actor=stage.actor)


def _parallel(stage: Stage, slot: Story, cities: Iterator[tuple[str, str]]) -> list[ProgrammeItem]:
    """One session in every room; in some slots with short talks inside."""
    made = []
    for room, (kind, track, english, arabic) in zip(stage.rooms, slot["sessions"], strict=True):
        new = NewSession(
            title=Translated({"en": english, "ar": arabic}),
            kind=SessionKind(kind),
            rooms=[room],
            track=stage.tracks[track] if track else "",
            abstract=stories.texts(stage.told["abstracts"][kind]),
            interpretation=IN_HALL if room == stage.rooms[0] else (),
            **_at(stage.event, slot),
        )
        item = sessions.create(stage.event, new, actor=stage.actor)
        made.append(item)
        for role in CAST[kind]:
            _appear(stage, item, role)
        if kind == SessionKind.MAYORS_FORUM:
            group = NewAppearance(label=MAYORS, role=AppearanceRole.PANELLIST)
            appearances.add(item, group, actor=stage.actor)
        if slot.get("talks") and room != stage.rooms[-1]:
            _talks(stage, item, slot, cities)
    return made


def _talks(stage: Stage, item: ProgrammeItem, slot: Story, cities: Iterator[tuple[str, str]]) -> None:
    day = _at(stage.event, slot)["starts"]
    for number in range(3):
        english, arabic = next(cities)
        new = NewSession(
            title=_named(stage.told["talks"]["title"], english, arabic),
            kind=SessionKind.PRESENTATION,
            parent=item.public_id,
            starts=day + number * TALK,
            ends=day + (number + 1) * TALK,
            rooms=[room.public_id for room in item.rooms],
        )
        _appear(stage, sessions.create(stage.event, new, actor=stage.actor), "speaker")


def _appear(stage: Stage, item: ProgrammeItem, told: str) -> None:
    """The next person takes the role; "speaker by video" says how they take part."""
    role, _, distance = told.partition(" ")
    person, job = next(stage.people)
    new = NewAppearance(
        person=person.public_id,
        role=AppearanceRole(role),
        mode=BY_DISTANCE.get(distance, AppearanceMode.IN_PERSON),
        job=job,
        organisation=person.affiliations[0]["organisation"],
        city=person.affiliations[0]["city"],
        country=person.country,
    )
    appearances.add(item, new, actor=stage.actor)


def _change(stage: Stage, parallel: list[ProgrammeItem]) -> None:
    """What happens between two releases: moved, another room, renamed, cancelled, added."""
    moved, larger, smaller, renamed, cancelled = (parallel[number] for number in (8, 15, 14, 27, 29))
    later = timedelta(minutes=15)
    _edit(stage, moved, starts=_plus(moved.starts_local, later), ends=_plus(moved.ends_local, later))
    _edit(stage, larger, rooms=[stage.rooms[2]])
    _edit(stage, smaller, rooms=[stage.rooms[3]])
    title = Translated({"en": "Inviting those who never reply, by name", "ar": "دعوة من لا يردّون، بأسمائهم"})
    _edit(stage, renamed, title=title)
    sessions.remove(cancelled, actor=stage.actor)
    new = NewSession(
        title=Translated({"en": "Choir for everybody, no notes needed", "ar": "جوقة للجميع بلا نوتات"}),
        kind=SessionKind.OTHER,
        rooms=[stage.rooms[0]],
        starts=datetime.combine(stage.event.last_day, time(8, 15)),
        ends=datetime.combine(stage.event.last_day, time(8, 45)),
    )
    sessions.create(stage.event, new, actor=stage.actor)


def _edit(stage: Stage, item: ProgrammeItem, **changes: object) -> None:
    line = {
        "title": item.title,
        "kind": item.kind,
        "starts": item.starts_local,
        "ends": item.ends_local,
        "rooms": [room.public_id for room in item.rooms],
        "in_all_rooms": item.in_all_rooms,
        "track": item.track.public_id if item.track else "",
        "revision": item.revision,
    }
    sessions.edit_line(item, LineChanges(**{**line, **changes}), actor=stage.actor)  # type: ignore[arg-type]


def _at(event: Event, told: Story) -> dict[str, Any]:
    day: date = event.first_day + timedelta(days=told["day"] - 1)
    return {"starts": datetime.combine(day, told["starts"]), "ends": datetime.combine(day, told["ends"])}


def _plus(moment: datetime | None, step: timedelta) -> datetime | None:
    return moment and moment + step


def _named(pattern: Story, english: str, arabic: str) -> Translated:
    return Translated({"en": pattern["en"] % english, "ar": pattern["ar"] % arabic})
