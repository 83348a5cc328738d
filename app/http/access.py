"""Access marks: every view says who may open it, and the application does not start without."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Flask, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.core.actors import Permission
from app.core.errors import NotAllowed
from app.http import csrf, next_page
from app.http.identity import current_account, current_actor

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def public(view: View[P]) -> View[P]:
    """Everybody."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def link_holder(view: View[P]) -> View[P]:
    """Whoever holds the secret in the address; the view answers 404 to everybody else."""
    view.access = "link"  # type: ignore[attr-defined]
    return view


def development(view: View[P]) -> View[P]:
    """Everybody, and only where the site is not public (the blueprint is not registered elsewhere)."""
    view.access = "development"  # type: ignore[attr-defined]
    return view


def signed_in(view: View[P]) -> View[P]:
    """Whoever has signed in; others are asked to."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if current_account() is None:
            return ask_to_sign_in()
        return view(*args, **kwargs)

    guarded.access = "signed in"  # type: ignore[attr-defined]
    return guarded


def team(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Members of the team of `g.event` who hold `permission`.

    Who is not in the team learns nothing: the same 404 as for an event that does not exist
    (`g.event` is None then).
    """

    def mark(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if current_account() is None:
                return ask_to_sign_in()
            if g.event is None or not current_actor().is_member(g.event.id):
                g.event = None
                abort(404)
            if not current_actor().may(permission, g.event.id):
                raise MayNot
            return view(*args, **kwargs)

        guarded.access = permission.value  # type: ignore[attr-defined]
        return guarded

    return mark


class MayNot(NotAllowed):
    code = "may_not"
    message = _l("Your role in this event's team does not allow this.")


class SignedOut(NotAllowed):
    """Nobody is signed in any more, and a form was sent; web.errors keeps what was typed."""

    code = "signed_out"
    message = _l("You are signed out.")


def refuse_unmarked(app: Flask) -> None:
    """Deny by default: a route without a declared rule stops the start (trust rule T17)."""
    unmarked = sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access")
    )
    if unmarked:
        raise RuntimeError(f"views without an access mark: {', '.join(unmarked)}")


def ask_to_sign_in() -> ResponseReturnValue:
    """Lead a reader to the sign-in page and back; what a form has sent is kept instead of lost."""
    if request.method not in csrf.SAFE:
        raise SignedOut
    wanted = next_page.safe(request.full_path.removesuffix("?"))
    return redirect(url_for("account.sign_in.new", next=wanted or None))
