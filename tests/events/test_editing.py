"""Making events and changing their parts, proved by what is left behind."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.core import clock
from app.core.actors import ANONYMOUS, SYSTEM, Actor, ActorKind
from app.core.db import db
from app.core.email_address import NotAnAddress
from app.core.errors import DomainError, Gone, StaleEdit
from app.core.localtime import InGap
from app.core.types import Translated
from app.events import rules
from app.events.errors import (
    BadAddress,
    BadColour,
    BadCoordinates,
    DayOutOfRange,
    EndBeforeStart,
    ExternalAddressMissing,
    HoursOutOfRange,
    MayNotCreate,
    MayNotEdit,
    MayNotJoinSeries,
    NoSuchSeries,
    SeriesMissing,
    SlugFixed,
    SlugMalformed,
    SlugReserved,
    SlugTaken,
    TitleMissing,
    UnknownCountry,
    UnknownLanguage,
)
from app.events.models import (
    Attendance,
    Event,
    EventKind,
    Lifecycle,
    Participation,
    Series,
    TeamRole,
    Visibility,
)
from app.events.rules import ROLE_PERMISSIONS, Schedule
from app.events.services import editing, parts, shared
from app.events.services.parts import (
    Basics,
    Description,
    Details,
    Languages,
    Part,
    Picture,
    Place,
    TakingPart,
)
from tests.make import events as make

pytestmark = pytest.mark.usefixtures("app")

wall = datetime.fromisoformat
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WEBINAR = Schedule(
    timezone="Europe/Berlin",
    first_day=date(2024, 2, 14),
    last_day=date(2024, 2, 14),
    starts_local=wall("2024-02-14T12:30"),
    ends_local=wall("2024-02-14T14:00"),
)


def new(**fields: Any) -> editing.NewEvent:
    values: dict[str, Any] = {
        "slug": "new-learning-cities-2024",
        "kind": EventKind.WEBINAR,
        "attendance": Attendance.ONLINE,
        "title": Translated({"en": "New learning cities"}),
        "main_language": "en",
        "schedule": WEBINAR,
    }
    return editing.NewEvent(**{**values, **fields})


def stored(event: Event) -> Event:
    db.session.expire_all()
    found = db.session.get(Event, event.id)
    assert found is not None
    return found


def change(event: Event, part: Part, actor: Actor = SYSTEM) -> None:
    editing.change(event, part, seen=rules.fingerprint(parts.read(type(part), event)), actor=actor)


def acts() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_new_event_is_a_draft_of_whoever_began_it() -> None:
    make.catalogue()
    actor = make.actor()

    event = stored(editing.create(new(), actor=actor))

    assert (event.lifecycle, event.visibility, event.sequence) == (Lifecycle.DRAFT, Visibility.PUBLIC, 0)
    assert event.begins_at == datetime(2024, 2, 14, 11, 30, tzinfo=UTC)
    assert [(member.user_id, member.role) for member in event.members] == [(actor.id, TeamRole.OWNER)]
    assert event.search_text == "new-learning-cities-2024 new learning cities"
    assert acts() == ["event.created"]


def test_an_address_is_made_of_the_title_and_of_a_number_when_it_is_taken() -> None:
    make.catalogue()

    slugs = [editing.create(new(slug="", title=Translated({"en": title})), actor=SYSTEM).slug
             for title in ("Villes en fête!", "Villes en fête", "New", "a" * 80, "a" * 80)]  # fmt: skip

    assert slugs == ["villes-en-fete", "villes-en-fete-2", "new-2", "a" * 60, "a" * 56 + "-2"]


def test_a_title_that_gives_no_address_needs_one_beside_it() -> None:
    make.catalogue()
    korean = new(slug="", main_language="ko", title=Translated({"ko": "학습도시"}))

    with pytest.raises(SlugMalformed):
        editing.create(korean, actor=SYSTEM)


def test_an_event_is_found_by_its_country_in_six_languages() -> None:
    event = make.event()

    change(event, Place(country="MX"))

    found = stored(event).search_text.split()
    assert {"mexico", "mexique", "мексика", "墨西哥"} <= set(found)


def test_the_system_makes_events_that_belong_to_nobody_yet() -> None:
    make.catalogue()

    assert editing.create(new(), actor=SYSTEM).members == []


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"slug": "new"}, SlugReserved),
        ({"slug": "taken"}, SlugTaken),
        ({"title": Translated({"fr": "Villes"})}, TitleMissing),
        ({"main_language": "xx"}, UnknownLanguage),
        ({"schedule": replace(WEBINAR, ends_local=wall("2024-02-14T12:00"))}, EndBeforeStart),
    ],
)
def test_a_refused_event_leaves_nothing_behind(fields: dict[str, Any], refusal: type[DomainError]) -> None:
    make.event(slug="taken")

    with pytest.raises(refusal):
        editing.create(new(**fields), actor=make.actor())

    assert db.session.scalar(select(func.count()).select_from(Event)) == 1
    assert acts() == []


def test_who_may_not_create_events_is_told_so() -> None:
    make.catalogue()
    actor = make.actor(may_create_events=False)

    for nobody in (actor, ANONYMOUS):
        with pytest.raises(MayNotCreate):
            editing.create(new(), actor=nobody)


@time_machine.travel(NOON, tick=False)
def test_a_part_replaces_its_fields_and_no_others() -> None:
    event = make.event(acronym="ICLC")
    actor = make.actor(event)
    place = Place(
        venue_name=Translated({"es": "Centro de Congresos"}),
        address_lines=["Paseo de las Artes 1531-B", "Delegación Josefa Vergara"],
        postcode="C.P. 76090",
        city=Translated({"es": "Querétaro"}),
        state="Qro.",
        country="MX",
        map_url="https://maps.example.org/?q=1",
        latitude=20.57,
        longitude=-100.36,
    )

    change(event, place, actor)

    changed = stored(event)
    assert parts.read(Place, changed) == place
    assert (changed.acronym, changed.revision, changed.updated_at) == ("ICLC", 2, NOON)
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.actor_id, entry.event_id) == ("event.changed", actor.id, event.id)
    assert entry.changes["part"] == "place"


def test_a_part_that_says_nothing_new_changes_nothing() -> None:
    event = make.event()

    change(event, parts.read(Place, event))

    assert (stored(event).revision, acts()) == (1, [])


def test_a_stale_edit_is_refused_and_the_other_one_kept() -> None:
    event = make.event()
    seen = rules.fingerprint(parts.read(Place, event))
    editing.change(event, Place(country="KR"), seen=seen, actor=SYSTEM)

    with pytest.raises(StaleEdit):
        editing.change(event, Place(country="MX"), seen=seen, actor=SYSTEM)

    assert stored(event).country == "KR"


def test_another_part_changed_meanwhile_makes_no_edit_stale() -> None:
    event = make.event()
    seen = rules.fingerprint(parts.read(Place, event))
    change(event, Details(slug=event.slug, contact_name="Office"))

    editing.change(event, Place(country="KR"), seen=seen, actor=SYSTEM)

    assert (stored(event).country, stored(event).contact_name) == ("KR", "Office")


def test_t06_the_address_to_ask_at_is_kept_in_the_spelling_mail_is_sent_to() -> None:
    event = make.event()

    change(event, Details(slug=event.slug, contact_email=" B\u00fcro@b\u00fccher.example "))

    assert stored(event).contact_email == "B\u00fcro@xn--bcher-kva.example"


@pytest.mark.parametrize("role", [TeamRole.VIEWER, TeamRole.PROGRAMME_EDITOR, TeamRole.REGISTRATION_DESK])
def test_who_may_not_edit_changes_nothing(role: TeamRole) -> None:
    event = make.event()

    with pytest.raises(MayNotEdit):
        change(event, Place(country="KR"), make.actor(event, role))

    assert stored(event).country == "DE"


BASICS: dict[str, Any] = {"kind": EventKind.FORUM, "attendance": Attendance.ONLINE}


@pytest.mark.parametrize(
    ("part", "refusal", "field"),
    [
        (Basics(**BASICS, title=Translated({"fr": "Forum"})), TitleMissing, "title"),
        (Basics(**BASICS, title=Translated({"en": "Forum"}), edition=7), SeriesMissing, "series"),
        (Place(country="XX"), UnknownCountry, "country"),
        (Place(map_url="javascript:__xss(1)"), BadAddress, "map_url"),
        (Place(latitude=1.0), BadCoordinates, "longitude"),
        (Place(longitude=1.0), BadCoordinates, "latitude"),
        (Place(latitude=91.0, longitude=0.0), BadCoordinates, "latitude"),
        (Place(latitude=0.0, longitude=-181.0), BadCoordinates, "longitude"),
        (Place(latitude=float("nan"), longitude=0.0), BadCoordinates, "latitude"),
        (Languages(working_languages=["en", "xx"]), UnknownLanguage, "working_languages"),
        (Languages(main_language="x"), UnknownLanguage, "main_language"),
        (TakingPart(participation=Participation.EXTERNAL), ExternalAddressMissing, "external_url"),
        (TakingPart(external_url="data:text/html,x"), BadAddress, "external_url"),
        (TakingPart(livestream_url="x.test"), BadAddress, "livestream_url"),
        (TakingPart(hold_hours=-1), HoursOutOfRange, "hold_hours"),
        (TakingPart(offer_hours=721), HoursOutOfRange, "offer_hours"),
        (TakingPart(frozen_from=wall("2026-03-29T02:30")), InGap, "frozen_from"),
        (TakingPart(frozen_from=wall("0001-01-01T00:00")), DayOutOfRange, "frozen_from"),
        (TakingPart(frozen_from=wall("9999-12-31T23:59")), DayOutOfRange, "frozen_from"),
        (Details(slug="iclc", accent="red;}body{display:none}"), BadColour, "accent"),
        (Details(slug="iclc", contact_email="nobody"), NotAnAddress, "contact_email"),
        (Details(slug="events"), SlugReserved, "slug"),
        (Details(slug="taken"), SlugTaken, "slug"),
        (Schedule("Europe/Berlin", date(2026, 5, 2), date(2026, 5, 1)), None, "last_day"),
    ],
)
def test_what_breaks_a_rule_is_refused_at_its_field(
    part: Part, refusal: type[DomainError] | None, field: str
) -> None:
    make.event(slug="taken")
    event = make.event(slug="iclc", lifecycle=Lifecycle.DRAFT)

    with pytest.raises(refusal or DomainError) as refused:
        change(event, part)

    assert refused.value.field == field
    assert stored(event).revision == 1


def test_a_time_that_comes_twice_may_end_the_changes_by_participants() -> None:
    """The form says that the first of the two counts (registration.rules.is_frozen)."""
    event = make.event(timezone="Europe/Berlin")

    change(event, TakingPart(frozen_from=wall("2026-10-25T02:30")))

    assert stored(event).frozen_from == wall("2026-10-25T02:30")


def test_the_main_language_is_first_among_those_of_the_texts() -> None:
    event = make.event()

    change(
        event, Languages(main_language="es", content_languages=["en", "es", "fr"], working_languages=["es"])
    )

    assert stored(event).content_languages == ["es", "en", "fr"]


def test_new_dates_move_the_instants() -> None:
    event = make.event()

    change(event, Schedule("Asia/Kathmandu", date(2026, 5, 1), date(2026, 5, 2), time(9), time(17)))

    moved = stored(event)
    assert moved.begins_at == datetime(2026, 5, 1, 3, 15, tzinfo=UTC)
    assert moved.finishes_at == datetime(2026, 5, 2, 11, 15, tzinfo=UTC)
    assert moved.starts_local is None


def test_an_address_may_change_until_it_is_public() -> None:
    draft = make.event(slug="draft", lifecycle=Lifecycle.DRAFT)
    announced = make.event(slug="announced", announced_at=NOON)

    change(draft, Details(slug="better"))

    assert stored(draft).slug == "better"
    with pytest.raises(SlugFixed):
        change(announced, Details(slug="other"))


def edition_of(series: Series | None) -> Basics:
    return Basics(
        kind=EventKind.CONFERENCE,
        attendance=Attendance.HYBRID,
        title=Translated({"en": "Casino Congress"}),
        series_id=series.id if series else None,
    )


def test_nobody_puts_an_event_into_a_series_of_strangers() -> None:
    series = make.series()
    make.event(series=series)
    event = make.event()
    before = rules.fingerprint(parts.read(Basics, event))

    with pytest.raises(MayNotJoinSeries):
        editing.change(event, edition_of(series), seen=before, actor=make.actor(event))

    assert stored(event).series_id is None


def test_an_event_joins_the_series_of_its_maker_and_of_its_own_team() -> None:
    maker = make.actor()
    made, known = make.series("made", made_by_id=maker.id), make.series("known")
    event, edition = make.event(), make.event(series=known)
    both = replace(maker, grants={one.id: ROLE_PERMISSIONS[TeamRole.OWNER] for one in (event, edition)})

    for series in (made, known):
        seen = rules.fingerprint(parts.read(Basics, event))
        editing.change(event, edition_of(series), seen=seen, actor=both)
        assert stored(event).series_id == series.id


def test_an_event_that_is_in_a_series_stays_there_whoever_saves_its_title() -> None:
    series = make.series()
    event = make.event(series=series)
    seen = rules.fingerprint(parts.read(Basics, event))

    editing.change(event, edition_of(series), seen=seen, actor=make.actor(event, may_create_events=False))

    assert stored(event).title == {"en": "Casino Congress"}


def test_a_series_that_was_removed_meanwhile_is_missed_by_its_name() -> None:
    event, series = make.event(), make.series()
    chosen = edition_of(series)
    shared.remove(series, actor=SYSTEM)

    with pytest.raises(NoSuchSeries) as refused:
        change(event, chosen)

    assert refused.value.field == "series"


def test_an_image_that_was_forgotten_meanwhile_is_gone_and_takes_no_address() -> None:
    with pytest.raises(Gone):
        change(make.event(), Picture(image_id=4711))


def test_an_address_that_somebody_else_has_is_taken() -> None:
    make.event(slug="taken")

    with pytest.raises(SlugTaken):
        change(make.event(lifecycle=Lifecycle.DRAFT), Details(slug="taken"))


EARLIER = datetime(2026, 2, 1, tzinfo=UTC)
TITLE = Translated({"en": "Learning cities"})
ELSEWHERE = Place(city=Translated({"en": "Cork"}), country="IE")


@pytest.mark.parametrize(
    ("part", "sequence"),
    [
        (ELSEWHERE, 1),
        (Schedule("Europe/Berlin", date(2026, 9, 28), date(2026, 9, 29)), 1),
        (Schedule("Europe/Lisbon", date(2026, 9, 28), date(2026, 9, 30), time(9), time(17)), 1),
        (Basics(kind=EventKind.CONFERENCE, attendance=Attendance.HYBRID, title=Translated({"en": "New"})), 1),
        (TakingPart(livestream_url="https://live.example.org/", livestream_is_public=True), 1),
        (Basics(kind=EventKind.CONFERENCE, attendance=Attendance.HYBRID, title=TITLE, topics=["SDG 4"]), 0),
        (Basics(kind=EventKind.FORUM, attendance=Attendance.HYBRID, title=TITLE), 0),
        (Basics(kind=EventKind.CONFERENCE, attendance=Attendance.HYBRID, title=TITLE, theme=TITLE), 0),
        (Basics(kind=EventKind.CONFERENCE, attendance=Attendance.HYBRID, title=TITLE, summary=TITLE), 0),
        (Details(slug="iclc", contact_email="other@example.org"), 0),
        (Details(slug="iclc", contact_email="office@example.org", accent="#123456"), 0),
        (Languages(main_language="fr"), 0),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_calendars_count_what_they_show_and_note_the_rest(part: Part, sequence: int) -> None:
    event = make.event(slug="iclc", title=TITLE, announced_at=EARLIER, calendar_changed_at=EARLIER)

    change(event, part)

    assert (stored(event).sequence, stored(event).calendar_changed_at) == (sequence, NOON)


@pytest.mark.parametrize(
    "part",
    [
        Basics(kind=EventKind.CONFERENCE, attendance=Attendance.ONLINE, title=TITLE, acronym="ICLC"),
        TakingPart(livestream_url="https://live.example.org/secret"),
        Details(slug="iclc", contact_name="Office", contact_email="office@example.org"),
        Languages(working_languages=["fr"]),
        Description(audience=Translated({"en": "Mayors"})),
        Picture(image_credit="© City of Hamburg"),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_what_no_entry_says_moves_no_entry(part: Part) -> None:
    event = make.event(slug="iclc", title=TITLE, announced_at=EARLIER, calendar_changed_at=EARLIER)

    change(event, part)

    found = stored(event)
    assert (found.sequence, found.calendar_changed_at, found.revision) == (0, EARLIER, 2)


@time_machine.travel(NOON, tick=False)
def test_calendars_know_nothing_of_a_draft() -> None:
    event = make.event(lifecycle=Lifecycle.DRAFT, calendar_changed_at=EARLIER)

    change(event, ELSEWHERE)

    assert (stored(event).sequence, stored(event).calendar_changed_at) == (0, EARLIER)


def test_a_new_event_needs_an_account_that_exists() -> None:
    make.catalogue()

    with pytest.raises(MayNotCreate):
        editing.create(new(), actor=Actor(ActorKind.USER, id=10_000))


class TestMovedFrom:
    """The start an event was announced with, for those who tell others that it is another one now."""

    @staticmethod
    def plan(event: Event, **fields: Any) -> str:
        schedule = parts.read(rules.Schedule, event)
        editing.change(event, replace(schedule, **fields), seen=rules.fingerprint(schedule), actor=SYSTEM)
        db.session.expire_all()
        return event.moved_from

    def test_an_announced_event_remembers_its_last_start(self) -> None:
        event = make.event(announced_at=clock.now())

        later = self.plan(event, first_day=date(2026, 9, 29))
        earlier = self.plan(event, daily_start=time(8))

        assert (later, earlier) == ("2026-09-28T09:00:00+02:00", "2026-09-29T09:00:00+02:00")

    def test_a_draft_has_told_nobody(self) -> None:
        assert self.plan(make.event(lifecycle=Lifecycle.DRAFT), first_day=date(2026, 9, 29)) == ""

    def test_another_end_moves_no_start(self) -> None:
        assert self.plan(make.event(announced_at=clock.now()), last_day=date(2026, 10, 1)) == ""

    def test_hours_that_are_announced_later_move_nothing(self) -> None:
        event = make.event(announced_at=clock.now(), daily_start=None, daily_end=None)

        assert self.plan(event, daily_start=time(9), daily_end=time(17)) == ""
        assert self.plan(event, first_day=date(2026, 9, 27), daily_start=None, daily_end=None) == (
            "2026-09-28T09:00:00+02:00"
        )
