"""Who will hear of a release, and who will not, in sentences an organiser can rely on."""

from flask_babel import gettext as _
from flask_babel import ngettext

from app.events.models import Event, Lifecycle, Visibility
from app.registration.queries import desk


def told(event: Event) -> list[str]:
    """What happens by itself the moment after the click, as things are now."""
    if event.lifecycle is Lifecycle.DRAFT:
        return [_("Nobody yet: the event is a draft. Once it is announced, everybody reads this release.")]
    if event.visibility is Visibility.PRIVATE:
        return [_("Nobody outside the team: the event is private, and so are its pages and calendars.")]
    return [
        _("Everybody who opens the programme’s pages reads the new release at once."),
        _("Calendars that follow the programme change when they look next, most of them within a day."),
        _("The list of changes goes into the news feed, for programs that read it."),
    ]


def not_told(event: Event) -> str:
    """Nobody is written to: said with their number, so that nobody relies on it."""
    count = desk.numbers(event).live
    if not count:
        return _("Nobody gets an e-mail. Nobody has registered so far.")
    return ngettext(
        "Nobody gets an e-mail: %(num)s person who has registered is not written to.",
        "Nobody gets an e-mail: %(num)s people who have registered are not written to.",
        count,
    )
