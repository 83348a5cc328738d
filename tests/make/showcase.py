"""Events that show every state and every block of a page, for browsers to look at."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from PIL import Image

from app.core import clock, localtime
from app.core.db import transaction
from app.core.types import Translated
from app.events import rules
from app.events.models import (
    Attendance,
    Event,
    EventKind,
    EventLink,
    EventSection,
    FeaturedPerson,
    Lifecycle,
    LinkKind,
    Participation,
    Party,
    PartyRole,
    Series,
)
from app.events.services import revisions
from app.files import services as files
from app.programme.models import SessionKind
from tests.make import documents, events, programme, registrations

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
NOWHERE: dict[str, Any] = {"city": Translated({}), "country": "", "venue_name": Translated({})}


def everything() -> None:
    """One event of each kind a visitor can meet."""
    rich()
    live()
    planned(events.event(**bare("cancelled", 20, f"A {LONG_WORD}"), lifecycle=Lifecycle.CANCELLED))
    planned(events.event(**bare("postponed", 30), lifecycle=Lifecycle.POSTPONED))
    planned(events.event(**bare("invited", 50), participation=Participation.INVITATION))
    planned(
        events.event(
            **bare("external", 60),
            participation=Participation.EXTERNAL,
            external_url="https://zoom.example/webinar/register/WN_A",
            external_provider="Zoom",
        )
    )
    over = planned(events.event(**bare("over", -400), image_credit="© Getty Images"))
    label = text("Whole recording")
    url = "https://video.example.org/"
    with transaction() as session:
        session.add(EventLink(event_id=over.id, position=1, kind=LinkKind.RECORDING, label=label, url=url))


def text(english: str, arabic: str = "") -> Translated:
    return Translated({"en": english} | ({"ar": arabic} if arabic else {}))


def bare(slug: str, days: int, title: str = "") -> dict[str, Any]:
    """A whole-day event that many days from now."""
    day = clock.now().date() + timedelta(days=days)
    return {
        "slug": slug,
        "title": text(title or f"The {slug} event"),
        "first_day": day,
        "last_day": day,
        "daily_start": None,
        "daily_end": None,
    }


def planned(event: Event) -> Event:
    """With everything that follows from its dates and texts."""
    with transaction():
        event.begins_at, event.finishes_at = rules.begins_and_finishes(event)
        revisions.touch(event, catalogue=True)
    return event


def live() -> Event:
    """A webinar with a public livestream that began half an hour ago."""
    event = events.event(
        **bare("live", 0), **NOWHERE,
        kind=EventKind.WEBINAR,
        attendance=Attendance.ONLINE,
        participation=Participation.NONE,
        livestream_url="https://stream.example/secret-4711",
        livestream_is_public=True,
        timezone="Africa/Addis_Ababa",
        accent="#8a2be2",
    )  # fmt: skip
    began = localtime.to_local(clock.now() - timedelta(minutes=30), event.timezone).replace(tzinfo=None)
    with transaction():
        event.starts_local, event.ends_local = began, began + timedelta(hours=2)
        event.first_day, event.last_day = began.date(), event.ends_local.date()
    return planned(event)


def rich() -> Event:
    """A conference with everything an event can have, in English and some of it in Arabic."""
    first = clock.now().date() + timedelta(days=40)
    with transaction() as session:
        series = Series(slug="iclc", acronym="ICLC", name=text("Conference on Learning Cities"))
        session.add(series)
    event = planned(
        events.event(
            slug="rich",
            series_id=series.id,
            edition=7,
            acronym="ICLC 7",
            title=text("7th Conference on Learning Cities", "المؤتمر السابع لمدن التعلّم"),
            theme=text("Cities that learn together", "مدن تتعلّم معًا"),
            summary=text("Mayors, teachers and neighbours **compare** what works."),
            audience=text("Mayors and their administrations"),
            figures=[{"value": "600+", "label": {"en": "participants"}}],
            first_day=first,
            last_day=first + timedelta(days=2),
            daily_start=time(9),
            daily_end=time(17),
            working_languages=["en", "ar"],
            interpretation_languages=["fr"],
            address_lines=["Congressplatz 1"],
            postcode="20355",
            accessibility=text("Step-free throughout"),
            topics=["SDG 4", "SDG 11"],
            image=files.store_image(_picture(), "harbour.png"),
            image_alt=text("A harbour at dawn"),
            image_credit="© City archive",
            accent="#0f6b5c",
        )
    )
    registrations.category(event, capacity=600)
    _around(event)
    _programme(event, first)
    return event


def _around(event: Event) -> None:
    """Texts, organisations, people, documents and links."""
    park = programme.person(
        "Seoung Won", "Park", family_name_first=True, honorific="Mr",
        affiliations=[{"position": {"en": "Mayor"}, "organisation": {"en": "Gwangmyeong"}, "country": "KR"}],
        photo=files.store_image(_picture("#a07860"), "park.png"), photo_credit="© City of Gwangmyeong",
    )  # fmt: skip
    with transaction() as session:
        session.add_all(
            [
                EventSection(event_id=event.id, position=1, title=text("Aims"), body=text("- one\n- two")),
                EventSection(
                    event_id=event.id, position=2, title=text("Visa"), body=text("Write **early**.")
                ),
                Party(event_id=event.id, position=1, role=PartyRole.HOST, name=text("Hamburg"), country="DE"),
                Party(event_id=event.id, position=2, role=PartyRole.PARTNER, name=text(LONG_WORD)),
                FeaturedPerson(
                    event_id=event.id, person_id=park.id, position=1, quotation=text("Cities learn.")
                ),
                EventLink(
                    event_id=event.id, position=1, label=text("Declaration"), url="https://example.org/"
                ),
            ]
        )
    note = documents.document(event, slug="note")
    documents.version(note, "en", file=documents.file())
    documents.version(note, "ar", file=documents.file())


def _programme(event: Event, first: date) -> None:
    hall = programme.room(event, "Great hall")
    for day in range(3):
        nine = datetime.combine(first + timedelta(days=day), time(9))
        programme.item(event, f"Opening of day {day + 1}", starts=nine, ends=nine + timedelta(hours=1),
                       rooms=[hall], kind=SessionKind.OPENING)  # fmt: skip
        programme.item(event, "Coffee", starts=nine + timedelta(hours=1), kind=SessionKind.BREAK)
    programme.release(event)


def _picture(colour: str = "#7090a0") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1600, 900), colour).save(out, "PNG")
    return out.getvalue()
