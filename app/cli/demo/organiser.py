"""The organiser of the example, whose password everybody can read here: never on a public site."""

from sqlalchemy import Engine, select

from app.accounts.models import User
from app.accounts.services import passwords
from app.core import email_address

EMAIL = "organiser@example.org"
PASSWORD = "seven lamps on the quay"  # noqa: S105 - printed for everybody; never made on a public site


class KnownPassword(SystemExit):
    """A database with the example was taken to a public site. Ends the process with one sentence."""

    def __init__(self) -> None:
        super().__init__(
            f"Plenary cannot start: BASE_URL is public, and {EMAIL} still has the password of the example. "
            f"Run `flask --app wsgi users disable {EMAIL}`, or change it where BASE_URL is not public."
        )


def require_unknown_password(engine: Engine) -> None:
    """Stop the process while anybody could sign in as the example's organiser. Raises KnownPassword."""
    theirs = User.email_key == email_address.key(EMAIL)
    with engine.connect() as connection:
        stored = connection.scalar(select(User.password_hash).where(theirs, User.is_active))
    if stored is not None and passwords.fits(stored, PASSWORD):
        raise KnownPassword
