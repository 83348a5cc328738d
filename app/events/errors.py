"""What can be refused about events."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.core.errors import Conflict, Invalid, NotAllowed, NotFound


class NoSuchEvent(NotFound):
    code = "no_such_event"
    message = _l("There is no such event.")


class NoSuchSeries(NotFound):
    code = "no_such_series"
    message = _l("There is no such series.")


class NoSuchTextBlock(NotFound):
    code = "no_such_text_block"
    message = _l("There is no such text block.")


class NoSuchRow(NotFound):
    code = "no_such_entry"
    message = _l("There is no such entry in this event.")


class MayNotEdit(NotAllowed):
    code = "may_not_edit_event"
    message = _l("Your role in this event's team does not allow this.")


class MayNotCreate(NotAllowed):
    code = "may_not_create_event"
    message = _l("Your account may not create events. Ask an administrator.")


class MayNotEditShared(NotAllowed):
    """A series or a text block shows on pages of events that this person may not edit."""

    code = "may_not_edit_shared"
    message = _l("Events of other teams use this. Ask an administrator to change it.")


class MayNotShare(NotAllowed):
    code = "may_not_share"
    message = _l("What events share is for accounts that may create events. Ask an administrator.")


class MayNotJoinSeries(NotAllowed):
    code = "may_not_join_series"
    message = _l("This series belongs to another team. Ask one of its organisers to take your event in.")


class SlugTaken(Conflict):
    code = "slug_taken"
    message = _l("This address is taken. Choose another one.")
    field = "slug"


class SlugReserved(Invalid):
    code = "slug_reserved"
    message = _l("This word is needed for another page. Choose another address.")
    field = "slug"


class SlugMalformed(Invalid):
    code = "slug_malformed"
    message = _l("Use lower-case letters a to z, digits and single hyphens, with at least one letter.")
    field = "slug"


class SlugFixed(Conflict):
    code = "slug_fixed"
    message = _l(
        "The event has been announced, so its address stays: links, calendars and mails point to it."
    )
    field = "slug"


class DayOutOfRange(Invalid):
    code = "day_out_of_range"
    message = _l("Enter a day between 1900 and 2199.")
    field = "first_day"


class LastDayBeforeFirst(Invalid):
    code = "last_day_before_first"
    message = _l("The last day is before the first. Correct one of them.")
    field = "last_day"


class EndBeforeStart(Invalid):
    code = "end_before_start"
    message = _l("The end must be after the start.")
    field = "ends_local"


class ExactTimesIncomplete(Invalid):
    code = "exact_times_incomplete"
    message = _l("Enter both the start and the end.")
    field = "ends_local"


class HoursIncomplete(Invalid):
    code = "hours_incomplete"
    message = _l("Enter both daily hours, or neither.")
    field = "daily_end"


class HoursReversed(Invalid):
    code = "hours_reversed"
    message = _l("The daily end must be after the daily start.")
    field = "daily_end"


class TitleMissing(Invalid):
    code = "title_missing"
    message = _l("Enter a title in the main language.")
    field = "title"


class SeriesMissing(Invalid):
    code = "series_missing"
    message = _l("Choose the series of this edition, or leave the number empty.")
    field = "series"


class UnknownLanguage(Invalid):
    code = "unknown_language"
    message = _l("Choose languages from the list.")
    field = "working_languages"


class UnknownCountry(Invalid):
    code = "unknown_country"
    message = _l("Choose a country from the list.")
    field = "country"


class BadCoordinates(Invalid):
    code = "bad_coordinates"
    message = _l("Enter both coordinates: latitude from -90 to 90, longitude from -180 to 180.")
    field = "latitude"


class BadAddress(Invalid):
    """An address on the web that is not one, or would run a script (trust rule T27)."""

    code = "bad_address"
    message = _l("Enter a whole address that begins with https:// or http://.")


class ExternalAddressMissing(Invalid):
    code = "external_address_missing"
    message = _l("Enter the address where people register.")
    field = "external_url"


class BadColour(Invalid):
    code = "bad_colour"
    message = _l("Enter a colour as # and six digits, for example #0b5394.")
    field = "accent"


class HoursOutOfRange(Invalid):
    code = "hours_out_of_range"
    message = _l("Enter a number of hours from 0 to 720.")
    field = "hold_hours"


class NotReady(Conflict):
    """Something must still be entered before the public may see the event."""

    code = "not_ready"
    message = _l("The event cannot be announced yet.")

    def __init__(self, missing: list[LazyString]) -> None:
        self.missing = missing
        super().__init__(_l("Before the event can be announced, enter: %(list)s.", list=_Joined(missing)))


class _Joined:
    """Put together when it is read, in the reader's language."""

    def __init__(self, parts: list[LazyString]) -> None:
        self.parts = parts

    def __str__(self) -> str:
        return "; ".join(str(part) for part in self.parts)


class WrongStep(Conflict):
    code = "wrong_step"
    message = _l("The event is in another state by now. Look at it again and decide anew.")


class NoteMissing(Invalid):
    code = "note_missing"
    message = _l("Say in a sentence why, and what participants should do.")
    field = "status_note"


class AlreadyInTeam(Conflict):
    code = "already_in_team"
    message = _l("This person is in the team already. Change their roles in the list.")
    field = "email"


class NotInTeam(NotFound):
    code = "not_in_team"
    message = _l("This person is not in the team any more.")


class NoRole(Invalid):
    code = "no_role"
    message = _l("Choose at least one role.")
    field = "roles"


class LastOwner(Conflict):
    code = "last_owner"
    message = _l("An event needs an owner. Make somebody else an owner first.")
    field = "roles"


class SectionEmpty(Invalid):
    code = "section_empty"
    message = _l("Enter a text, or choose a shared text block.")
    field = "body"


class AlreadyFeatured(Conflict):
    code = "already_featured"
    message = _l("This person is on the page already.")
    field = "person"


class InUse(Conflict):
    code = "in_use"
    message = _l("Events still use this. Take it off their pages first.")


class MayNotDelete(NotAllowed):
    code = "may_not_delete"
    message = _l("Only an owner of the event may delete it.")


class EventAnnounced(Conflict):
    """Its page was public, and may stand in calendars; the address must go on answering."""

    code = "event_announced"
    message = _l(
        "This event has been announced, so it cannot be deleted: people may have it in their calendars. "
        "Cancel it instead; its page will say so."
    )


class ParticipantsKnow(Conflict):
    code = "participants_know"
    message = _l(
        "People have registered for this event or have been written to, so it cannot be deleted. "
        "Announce it and cancel it instead; its page will tell them."
    )


class AlreadyMade(Conflict):
    """The same form has been sent before."""

    code = "already_made"
    message = _l("This draft has been made already. You find it among your events.")
