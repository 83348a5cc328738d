"""From a cookie to an Actor. Flask-Login lives here and nowhere else."""

from flask import Flask, g, request, session
from flask_login import UserMixin, current_user, login_user

from app.accounts import queries as accounts
from app.accounts import services as account_services
from app.accounts.models import User, UserSession
from app.core.actors import ANONYMOUS, Actor, ActorKind
from app.events import queries as events
from app.extensions import login_manager

HINT_COOKIE = "signed_in"  # holds nothing; lets cached pages ask for the signed-in bar


class SignedIn(UserMixin):
    """A user together with the secret of this browser's session."""

    def __init__(self, secret: str, user_session: UserSession) -> None:
        self.secret = secret
        self.user = user_session.user

    def get_id(self) -> str:
        return self.secret


def init_app(app: Flask) -> None:
    login_manager.init_app(app, add_context_processor=False)
    login_manager.session_protection = None  # the row in user_sessions decides, not the address
    login_manager.user_loader(_load)


def _load(secret: str) -> SignedIn | None:
    found = accounts.session_by_secret(secret)
    return SignedIn(secret, found) if found else None


def current_account() -> User | None:
    """The user signed in, or None."""
    return current_user.user if isinstance(current_user._get_current_object(), SignedIn) else None  # noqa: SLF001


def current_actor() -> Actor:
    """Who is acting in this request. Costs two queries the first time, then nothing."""
    if "actor" not in g:
        user = current_account()
        g.actor = ANONYMOUS if user is None else _actor(user)
    actor: Actor = g.actor
    return actor


def _actor(user: User) -> Actor:
    return Actor(
        ActorKind.USER,
        id=user.id,
        label=user.name,
        is_administrator=user.is_administrator,
        grants=events.grants_of(user),
    )


def sign_in(user: User) -> None:
    """Begin a new session for `user` in this browser; nothing of the anonymous one is kept."""
    session.clear()
    secret, user_session = account_services.begin_session(user, user_agent=request.user_agent.string)
    login_user(SignedIn(secret, user_session))
    g.pop("actor", None)


def sign_out() -> None:
    """End this browser's session on the server, so that a copied cookie is worth nothing."""
    signed_in = current_user._get_current_object()  # noqa: SLF001
    if isinstance(signed_in, SignedIn):
        account_services.end_session(signed_in.secret)
    session.clear()
    g.pop("actor", None)


def current_secret() -> str:
    """The secret of this browser's session: the one to keep when all others end."""
    return current_user.get_id() or ""
