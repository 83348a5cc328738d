"""Events as calendar entries, each one entry. Pure: loaded events in, bytes out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import force_locale
from flask_babel import gettext as _

from app.core import text
from app.events import labels
from app.events.models import Event, Lifecycle, Visibility
from app.network import countries
from app.rendering import lists, summary
from app.rendering.calendars import entry as serialising
from app.rendering.calendars import envelope
from app.rendering.calendars.entry import Days, Entry, Organiser, Status, Times, Venue
from app.rendering.links import absolute

_STATUS = {
    Lifecycle.DRAFT: Status.TENTATIVE,
    Lifecycle.ANNOUNCED: Status.CONFIRMED,
    Lifecycle.POSTPONED: Status.TENTATIVE,
    Lifecycle.CANCELLED: Status.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A calendar of several events: what it is called, where it is shown and read again."""

    name: str
    page_path: str
    source_path: str
    changed_at: datetime
    is_hurried: bool = False


def single(event: Event, host: str, language: str, *, whole_days: bool = True) -> bytes:
    """The event as one file."""
    with force_locale(language):
        return envelope.single(serialising.serialise(entry(event, host, language, whole_days=whole_days)))


def feed(listing: Listing, events: Iterable[Event], host: str, language: str) -> bytes:
    """Many events as a subscription."""
    with force_locale(language):
        made = [serialising.serialise(entry(event, host, language)) for event in events]
        about = envelope.Feed(
            name=listing.name,
            description="",
            page_url=absolute(listing.page_path),
            source_url=absolute(listing.source_path),
            changed_at=listing.changed_at,
            is_hurried=listing.is_hurried,
        )
        return envelope.feed(about, made)


def entry(event: Event, host: str, language: str, *, whole_days: bool = True) -> Entry:
    """What calendars show of an event, in the words of the current locale.

    What lasts for days would hide all else in a week's view, so it is written as whole days
    unless `whole_days` is off.
    """
    reader = _Reader(event, language)
    is_long = _is_whole_days(event)
    days = Days(event.first_day, event.last_day, event.timezone)
    # A private event has no page that whoever keeps the entry could open.
    address = "" if event.visibility is Visibility.PRIVATE else absolute(path(event))
    # Our own address leads there when it is time: it outlives a change of the stream's (product.md 6).
    is_streamed = bool(address and event.livestream_url and event.livestream_is_public)
    stream = f"{address}live/" if is_streamed else ""
    return Entry(
        uid=f"{event.calendar_uid}@{host}",
        sequence=event.sequence,
        created_at=event.announced_at or event.created_at,
        changed_at=event.calendar_changed_at,
        status=_STATUS[event.lifecycle],
        when=days if is_long and whole_days else Times(event.begins_at, event.finishes_at, event.timezone),
        title=reader.title,
        place=reader.place or stream or address,
        description=_description(reader, stream=stream, address=address),
        url=address,
        categories=[str(labels.KIND[event.kind]), *event.topics],
        organiser=Organiser(reader.text(event.title), event.contact_email) if event.contact_email else None,
        stream_url=stream,
        colour=event.accent,
        venue=_venue(reader),
        is_free_time=is_long or event.lifecycle is Lifecycle.POSTPONED,
    )


def path(event: Event) -> str:
    return f"/events/{event.slug}/"


def _is_whole_days(event: Event) -> bool:
    """Without hours there is nothing else to say; a night across midnight is still one evening."""
    has_hours = event.starts_local is not None or event.daily_start is not None
    return not has_hours or event.finishes_at - event.begins_at >= timedelta(days=1)


class _Reader:
    """An event's texts in a language."""

    def __init__(self, event: Event, language: str) -> None:
        self.event = event
        self.language = language

    def text(self, value: Mapping[str, str] | None) -> str:
        return text.choose(value, (self.language, self.event.main_language, "en"))[0]

    @property
    def title(self) -> str:
        title = self.text(self.event.title)
        if self.event.lifecycle is Lifecycle.POSTPONED:
            return _("POSTPONED: %(title)s", title=title)
        return title

    @property
    def place(self) -> str:
        """Venue, street, postcode and city, country, as far as they are known."""
        event = self.event
        city = " ".join(part for part in (event.postcode, self.text(event.city)) if part)
        country = countries.name(event.country, self.language) if event.country else ""
        parts = [self.text(event.venue_name), *event.address_lines, city, country]
        return lists.join(parts, self.language)


def _venue(reader: _Reader) -> Venue | None:
    event = reader.event
    if event.latitude is None or event.longitude is None:
        return None
    place = reader.place
    return Venue(reader.text(event.venue_name) or place, place, event.latitude, event.longitude)


def _description(reader: _Reader, *, stream: str, address: str) -> str:
    before = [*_notes(reader), _("Join: %(address)s", address=stream) if stream else ""]
    event = reader.event
    about = [reader.text(event.subtitle), reader.text(event.theme), reader.text(event.summary)]
    middle = "\n\n".join(summary.plain(part) for part in about if part)
    return serialising.describe(before, middle, [address])


def _notes(reader: _Reader) -> Iterator[str]:
    """What somebody with an older copy must learn first."""
    if reader.event.lifecycle is Lifecycle.CANCELLED:
        yield _("This event is cancelled.")
    elif reader.event.lifecycle is Lifecycle.POSTPONED:
        yield _("This event is postponed. The date shown is the old one.")
    yield reader.text(reader.event.status_note)
