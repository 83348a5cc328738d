"""Letters about an account."""

from app.accounts import rules
from app.accounts.models import User
from app.core import ids
from app.outbox import services as outbox
from app.outbox.models import Priority
from app.rendering import letters, links
from app.rendering.letters import Letter


def sign_in(user: User, letter: Letter) -> None:
    """The link that signs in once, in a letter drawn by `draft_sign_in`."""
    outbox.queue(
        outbox.message(
            "sign_in",
            to=user.email,
            language=letter.language,
            dedupe_key=f"sign-in:{ids.public_id()}",
            thing=user,
            priority=Priority.SIGN_IN,
            letter=letter,
        )
    )


def draft_sign_in(path: str, *, language: str) -> Letter:
    """The letter for whoever asks, known or not; `path` is where its link leads."""
    minutes = int(rules.LINK_LASTS.total_seconds() // 60)
    return letters.render("sign_in", language, link=links.absolute(path), minutes=minutes)


def password_changed(user: User) -> None:
    """A warning, in case it was not the owner who did it."""
    outbox.queue(
        outbox.message(
            "password_changed",
            to=user.email,
            language=user.language,
            dedupe_key=f"password-changed:{ids.public_id()}",
            thing=user,
            link=links.absolute("/account/sign-in/"),
        )
    )
