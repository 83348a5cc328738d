"""What can be refused about accounts."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Conflict, Invalid, NotFound


class WrongCredentials(Invalid):
    """Unknown address, wrong password or disabled account: never said which (trust rule T22)."""

    code = "wrong_credentials"
    message = _l("This address and password do not fit together. Check both, or ask for a link by mail.")


class WrongPassword(Invalid):
    code = "wrong_password"
    message = _l("This is not your present password.")
    field = "current_password"


class WeakPassword(Invalid):
    """`message` says which rule it breaks."""

    code = "weak_password"
    field = "new_password"


class LinkEnded(NotFound):
    code = "sign_in_link_ended"
    message = _l("This link has been used or is too old. Ask for a new one.")


class AddressTaken(Conflict):
    code = "address_taken"
    message = _l("There is an account with this address already.")
    field = "email"


class NoSuchUser(NotFound):
    code = "no_such_user"
    message = _l("There is no account with this address.")


class NoSuchSession(NotFound):
    code = "no_such_session"
    message = _l("This browser is signed out already.")
