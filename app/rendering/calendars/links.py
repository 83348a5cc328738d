"""Ways into somebody's calendar, each saying honestly whether it keeps up with changes.

Built on the server: no third-party script sees who looks at the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote, urlencode, urlsplit

from flask_babel import gettext as _

from app.core import localtime, text
from app.rendering.calendars.entry import Days, Entry, Times

_LONGEST = 600  # characters of a description in an address; the entry's page is in it anyway


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the menu."""

    label: str
    href: str
    note: str


def for_entry(entry: Entry, file_url: str) -> list[Link]:
    """Ways to put one entry into a calendar once. `file_url` is its .ics address."""
    details = _details(entry)
    copied = _("A copy: does not update")
    return [
        Link(_("Google Calendar"), _google(entry, details), copied),
        Link(_("Outlook.com"), _outlook("outlook.live.com", entry, details), copied),
        Link(_("Microsoft 365"), _outlook("outlook.office.com", entry, details), copied),
        Link(_("Yahoo Calendar"), _yahoo(entry, details), copied),
        Link(_("Download"), f"{file_url}{'&' if '?' in file_url else '?'}download=1", _("Does not update")),
    ]


def for_feed(feed_url: str, name: str) -> list[Link]:
    """Ways to subscribe to a whole calendar, which then follows every change."""
    daily = _("Updates itself once or twice a day")
    itself = _("Updates itself")
    return [
        Link(_("Subscribe"), webcal(feed_url), itself),
        Link(_("Subscribe with Google Calendar"), _google_feed(feed_url), daily),
        Link(_("Subscribe with Outlook.com"), _outlook_feed("outlook.live.com", feed_url, name), itself),
        Link(_("Subscribe with Microsoft 365"), _outlook_feed("outlook.office.com", feed_url, name), itself),
    ]


def webcal(url: str) -> str:
    """The address that makes a calendar program offer a subscription."""
    parts = urlsplit(url)
    return parts._replace(scheme="webcal").geturl()


def _google(entry: Entry, details: str) -> str:
    query = {"action": "TEMPLATE", "text": entry.summary}
    if isinstance(entry.when, Days):
        query["dates"] = f"{_day(entry.when.first)}/{_day(entry.when.day_after)}"
    else:
        query["dates"] = f"{_instant(entry.when.starts_at)}/{_instant(entry.when.ends_at)}"
        query["ctz"] = entry.when.zone
    address = "https://calendar.google.com/calendar/render"
    return _address(address, query, location=entry.place, details=details)


def _outlook(host: str, entry: Entry, details: str) -> str:
    query = {"path": "/calendar/action/compose", "rru": "addevent", "subject": entry.summary}
    if isinstance(entry.when, Days):
        query |= {"startdt": f"{entry.when.first:%Y-%m-%d}", "enddt": f"{entry.when.day_after:%Y-%m-%d}"}
        query["allday"] = "true"
    else:  # with Z: a time without it would mean the reader's zone
        query |= {"startdt": _extended(entry.when.starts_at), "enddt": _extended(entry.when.ends_at)}
    address = f"https://{host}/calendar/0/deeplink/compose"
    return _address(address, query, location=entry.place, body=details)


def _yahoo(entry: Entry, details: str) -> str:
    when = entry.when if isinstance(entry.when, Times) else _times(entry.when)
    query = {"v": "60", "title": entry.summary}
    query |= {"st": _instant(when.starts_at), "et": _instant(when.ends_at)}
    return _address("https://calendar.yahoo.com/", query, in_loc=entry.place, desc=details)


def _times(days: Days) -> Times:
    """Whole days as times: Yahoo knows all-day entries of one day only."""
    first, end = localtime.start_of_day(days.first, days.zone), localtime.end_of_day(days.last, days.zone)
    return Times(first, end, days.zone)


def _day(value: date) -> str:
    """As these addresses want it; the same as in calendar files, whose library a page need not load."""
    return f"{value:%Y%m%d}"


def _instant(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _google_feed(url: str) -> str:
    return _address("https://calendar.google.com/calendar/r", {"cid": webcal(url)})


def _outlook_feed(host: str, url: str, name: str) -> str:
    return _address(f"https://{host}/calendar/0/addfromweb", {"url": url, "name": name})


def _details(entry: Entry) -> str:
    described = text.shorten(text.clean(entry.description), _LONGEST)
    return described if entry.url in described else f"{described}\n\n{entry.url}".strip()


def _address(base: str, query: Mapping[str, str], **more: str) -> str:
    """With %20 for spaces: Outlook shows a plus as a plus."""
    filled = {name: value for name, value in {**query, **more}.items() if value}
    return f"{base}?{urlencode(filled, quote_via=quote, safe='')}"


def _extended(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
