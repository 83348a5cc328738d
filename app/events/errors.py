"""What can be refused about events."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Conflict, Invalid, NotAllowed, NotFound


class NoSuchEvent(NotFound):
    code = "no_such_event"
    message = _l("There is no such event.")


class NoSuchSeries(NotFound):
    code = "no_such_series"
    message = _l("There is no such series.")


class MayNotEdit(NotAllowed):
    code = "may_not_edit_event"
    message = _l("Your role in this event's team does not allow this.")


class SlugTaken(Conflict):
    code = "slug_taken"
    message = _l("This address is taken. Choose another one.")
    field = "slug"


class SlugReserved(Invalid):
    code = "slug_reserved"
    message = _l("This word is needed for another page. Choose another address.")
    field = "slug"


class StaleEdit(Conflict):
    """Somebody else has saved in the meantime; nothing was overwritten."""

    code = "stale_edit"
    message = _l(
        "Somebody else has changed this in the meantime. Your text is kept below; compare and save again."
    )
