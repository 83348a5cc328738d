"""News of all events: which were announced or have changed. Pure: loaded events in, bytes out."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from app.core import text
from app.events.ical import path
from app.events.models import Event, Lifecycle
from app.rendering import atom, dates, lists, summary
from app.rendering.links import absolute

PATH = "/events.atom"


def feed(events: Iterable[Event], host: str, language: str, *, changed_at: datetime) -> bytes:
    """The events as they come, each with when and where it is."""
    with force_locale(language):
        about = atom.Feed(
            id=atom.tag(host, "events"),
            title=_("Events"),
            author="Plenary",
            self_url=absolute(PATH),
            page_url=absolute("/events/"),
            updated=changed_at,
            language=language,
        )
        return atom.render(about, [_entry(event, host, language) for event in events])


def _entry(event: Event, host: str, language: str) -> atom.Entry:
    def choose(value: dict[str, str] | None) -> str:
        return text.choose(value, (language, event.main_language, "en"))[0]

    when = dates.days(event.first_day, event.last_day, language)
    where = lists.join((choose(event.venue_name), choose(event.city)), language)
    words = [" · ".join(part for part in (when, where) if part), summary.plain(choose(event.summary))]
    return atom.Entry(
        id=atom.tag(host, f"event/{event.calendar_uid}"),
        title=_title(event, choose(event.title)),
        link=absolute(path(event)),
        updated=event.calendar_changed_at,
        published=event.announced_at or event.created_at,
        content="\n\n".join(word for word in words if word),
    )


def _title(event: Event, title: str) -> str:
    if event.lifecycle is Lifecycle.CANCELLED:
        return _("CANCELLED: %(title)s", title=title)
    if event.lifecycle is Lifecycle.POSTPONED:
        return _("POSTPONED: %(title)s", title=title)
    return title
