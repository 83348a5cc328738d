"""News of one programme: what each release changed. Pure: releases in, bytes out."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from app.core import text
from app.events.models import Event
from app.programme import labels
from app.programme.models import Release
from app.programme.snapshot import Snapshot
from app.programme.timetable import changes
from app.programme.timetable.changes import Changed
from app.programme.timetable.reader import Reader
from app.rendering import atom, lists
from app.rendering.links import absolute

MOST_RELEASES = 20  # older news is on the pages of old releases


def feed(snapshot: Snapshot, releases: Sequence[Release], language: str, *, self_url: str) -> bytes:
    """One entry for each session a release changed. `releases` begin with the newest."""
    with force_locale(language):
        reader = Reader(snapshot, language)
        about = atom.Feed(
            id=_identity(snapshot.calendar_host, snapshot.event_id),
            title=_("Changes to the programme: %(event)s", event=reader.title),
            author=snapshot.contact_name or reader.title,
            self_url=self_url,
            page_url=absolute(f"{reader.path}changes/"),
            updated=snapshot.released_at,
            language=language,
        )
        return atom.render(
            about, [entry for release in releases[:MOST_RELEASES] for entry in _news(reader, release)]
        )


def nothing_yet(event: Event, host: str, language: str, *, self_url: str, changed_at: datetime) -> bytes:
    """The feed of a programme that is still to be released."""
    with force_locale(language):
        title = text.choose(event.title, (language, event.main_language, "en"))[0]
        about = atom.Feed(
            id=_identity(host, event.public_id),
            title=_("Changes to the programme: %(event)s", event=title),
            author=event.contact_name or title,
            self_url=self_url,
            page_url=absolute(f"/events/{event.slug}/programme/changes/"),
            updated=changed_at,
            language=language,
        )
        return atom.render(about, [])


def _identity(host: str, event_id: str) -> str:
    return atom.tag(host, f"changes/{event_id}")


def _news(reader: Reader, release: Release) -> Iterator[atom.Entry]:
    """The first release is one piece of news; listing all its sessions as new would bury the rest."""
    if release.number == 1:
        title = _("The programme is published")
        yield _entry(reader, release, thing="release/1", title=title, path=reader.path)
        return
    for changed in changes.by_session(release.changes, reader):
        page = f"{reader.path}{changed.session}/" if changed.is_here else f"{reader.path}changes/"
        thing = f"change/{changed.session or 'event'}/{release.number}"
        title, content = _title(changed, reader.language), _content(changed, release)
        yield _entry(reader, release, thing=thing, title=title, path=page, content=content)


def _entry(
    reader: Reader, release: Release, *, thing: str, title: str, path: str, content: str = ""
) -> atom.Entry:
    snapshot = reader.snapshot
    return atom.Entry(
        id=atom.tag(snapshot.calendar_host, f"{snapshot.event_id}/{thing}"),
        title=title,
        link=absolute(path),
        updated=release.released_at,
        published=release.released_at,
        content=content,
    )


def _title(changed: Changed, language: str) -> str:
    kinds = lists.join(dict.fromkeys(line.label for line in changed.lines), language)
    return _("%(title)s: %(changes)s", title=changed.title, changes=kinds)


def _content(changed: Changed, release: Release) -> str:
    lines = [line.sentence for line in changed.lines]
    state = labels.RELEASE[release.state]
    lines.append(_("%(state)s, release %(number)s", state=state, number=release.number))
    return "\n".join(lines)
