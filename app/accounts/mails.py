"""Letters about an account."""

from app.accounts import rules
from app.accounts.models import User
from app.core import ids
from app.outbox import services as outbox
from app.outbox.models import Priority
from app.rendering import links


def sign_in(user: User, path: str, *, language: str) -> None:
    """The link that signs in once; `path` is where it leads."""
    outbox.queue(
        "sign_in",
        to=user.email,
        language=language,
        dedupe_key=f"sign-in:{ids.public_id()}",
        thing=user,
        priority=Priority.SIGN_IN,
        link=links.absolute(path),
        minutes=int(rules.LINK_LASTS.total_seconds() // 60),
    )


def password_changed(user: User) -> None:
    """A warning, in case it was not the owner who did it."""
    outbox.queue(
        "password_changed",
        to=user.email,
        language=user.language,
        dedupe_key=f"password-changed:{ids.public_id()}",
        thing=user,
        link=links.absolute("/account/sign-in/"),
    )
