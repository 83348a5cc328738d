"""What can be refused about registrations."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Conflict, Invalid, NotAllowed, NotFound


class NoSuchRegistration(NotFound):
    code = "no_such_registration"
    message = _l("There is no such registration.")


class NoSuchCategory(Invalid):
    code = "no_such_category"
    message = _l("Choose one of the kinds of participation.")
    field = "category"


class NotOpen(Conflict):
    """The event takes no registrations here and now, or this category does not."""

    code = "registration_not_open"
    message = _l("Registration is not open.")
    field = "category"


class NoSeatLeft(Conflict):
    """Full, and without a waiting list one could join."""

    code = "no_seat_left"
    message = _l("All seats are taken.")
    field = "category"


class AlreadyRegistered(Conflict):
    """Said to organisers only; the public is never told whether an address is known."""

    code = "already_registered"
    message = _l("This address is already registered for the event.")
    field = "email"


class WrongAttendance(Invalid):
    code = "wrong_attendance"
    message = _l("Say whether you take part in person or online.")
    field = "attendance"


class ConsentMissing(Invalid):
    code = "consent_missing"
    message = _l("We cannot register you without your consent.")
    field = "consent"


class MayNot(NotAllowed):
    code = "may_not_change_registration"
    message = _l("You may not do this with this registration.")


class NoLongerPossible(Conflict):
    """The button was true when the page was shown, and is not any more."""

    code = "no_longer_possible"
    message = _l("This is no longer possible. The page shows how things stand now.")


class Moved(Conflict):
    """Another change came in between; nothing was done."""

    code = "changed_in_between"
    message = _l("Something changed in between. Please try again.")


class ReasonMissing(Invalid):
    code = "reason_missing"
    message = _l("Give a reason. It is kept with the registration.")
    field = "reason"


class CategoryInUse(Conflict):
    code = "category_in_use"
    message = _l("People have registered in this category. Close it instead of deleting it.")


class WindowOutOfOrder(Invalid):
    code = "window_out_of_order"
    message = _l("Registration must open before it closes.")
    field = "closes_local"
