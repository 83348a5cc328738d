"""Counting changes: what cached pages are keyed by, and what a search finds."""

from sqlalchemy import update

from app.core import clock, text
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Catalogue, Event
from app.network.countries import COUNTRIES


def touch(event: Event, *, catalogue: bool = False) -> None:
    """Say that the public sees something new of `event`.

    `catalogue` is for changes that lists, feeds of all events or the search show as well.
    """
    with transaction() as session:
        # Counted by the database, so that two who touch at once are both seen.
        event.revision = Event.revision + 1
        event.updated_at = clock.now()
        if catalogue:
            event.search_text = _search_text(event)
        session.flush()
        if catalogue:
            touch_catalogue()


def touch_catalogue() -> None:
    """Say that lists show something new. Lock events before this one row, never after."""
    with transaction() as session:
        session.execute(
            update(Catalogue)
            .values(revision=Catalogue.revision + 1, changed_at=clock.now())
            .execution_options(synchronize_session="fetch")
        )


def _search_text(event: Event) -> str:
    """Everything a visitor may remember of the event, in all its languages."""
    texts = [event.title, event.subtitle, event.theme, event.tagline, event.summary]
    texts += [event.venue_name, event.city]
    texts += [party.name for party in event.parties]
    words = [event.acronym, event.slug, event.state, *event.topics]
    country = COUNTRIES.get(event.country)
    if country is not None:
        texts.append(country.names)
    words += [featured.shown.name for featured in event.featured]
    words += event.released_names
    if event.series is not None:
        texts.append(event.series.name)
        words.append(event.series.acronym)
    return text.searchable(*words, *(part for value in texts for part in _parts(value)))


def _parts(value: Translated | None) -> list[str]:
    return list((value or {}).values())
