"""From a cookie to an Actor. Flask-Login lives here and nowhere else."""

from flask import Flask, Response, current_app, g, request, session
from flask_login import UserMixin, current_user, login_user, logout_user
from werkzeug.exceptions import Unauthorized

from app.accounts import queries as accounts
from app.accounts import rules
from app.accounts.models import Proof, User, UserSession
from app.accounts.services import sessions
from app.core.actors import ANONYMOUS, Actor, ActorKind
from app.events import queries as events
from app.extensions import login_manager

HINT_COOKIE = "signed_in"  # holds nothing; lets cached pages ask for the signed-in bar


class SignedIn(UserMixin):
    """A user together with this browser's session and its secret."""

    def __init__(self, secret: str, user_session: UserSession) -> None:
        self.secret = secret
        self.session = user_session
        self.user = user_session.user

    def get_id(self) -> str:
        return self.secret


def init_app(app: Flask) -> None:
    # All that login_manager.init_app does, except its remember-me cookie: we have none, and
    # looking for it would touch the session, and so say Vary: Cookie, on every cached page.
    app.login_manager = login_manager  # type: ignore[attr-defined]
    login_manager.session_protection = None  # the row in user_sessions decides, not the address
    login_manager.user_loader(_load)
    app.after_request(_hint)


def _load(secret: str) -> SignedIn | None:
    found = accounts.session_by_secret(secret)
    return SignedIn(secret, found) if found else None


def _signed_in() -> SignedIn | None:
    found = current_user._get_current_object()  # noqa: SLF001
    return found if isinstance(found, SignedIn) else None


def current_account() -> User | None:
    """The user signed in, or None."""
    found = _signed_in()
    return found.user if found else None


def signed_in_account() -> User:
    """The user signed in, where the access mark has made sure that there is one."""
    return _certain().user


def current_session() -> UserSession:
    """The session of this browser, where somebody is signed in."""
    return _certain().session


def current_secret() -> str:
    """The secret of this browser's session: the one to keep when all others end."""
    return _certain().secret


def _certain() -> SignedIn:
    found = _signed_in()
    if found is None:
        raise Unauthorized
    return found


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


def sign_in(user: User, proof: Proof = Proof.PASSWORD) -> None:
    """Begin a new session for `user` in this browser; nothing of the one before is kept."""
    sign_out()
    secret, user_session = sessions.begin(user, user_agent=request.user_agent.string, proof=proof)
    login_user(SignedIn(secret, user_session))
    g.pop("actor", None)


def renew() -> None:
    """Let this browser stay signed in by another cookie: whoever has a copy of the present one is out."""
    found = _certain()
    login_user(SignedIn(sessions.renew(found.secret), found.session))


def sign_out() -> None:
    """End this browser's session on the server, so that a copied cookie is worth nothing."""
    found = _signed_in()
    if found is not None:
        sessions.end(found.secret)
        logout_user()
    session.clear()
    g.pop("actor", None)


def _hint(response: Response) -> Response:
    """Keep the hint cookie in step with the session, on answers that have asked who is there."""
    if "_login_user" not in g:
        return response
    is_hinted, is_signed_in = HINT_COOKIE in request.cookies, _signed_in() is not None
    if is_signed_in and not is_hinted:
        # Scripts read it, so it is the one cookie that is not HttpOnly.
        response.set_cookie(
            HINT_COOKIE,
            "1",
            max_age=int(rules.SESSION_LASTS.total_seconds()),
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            samesite="Lax",
        )
    elif is_hinted and not is_signed_in:
        response.delete_cookie(
            HINT_COOKIE, secure=current_app.config["SESSION_COOKIE_SECURE"], samesite="Lax"
        )
    return response
