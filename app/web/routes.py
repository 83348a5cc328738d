"""The HTML door: which module serves which audience, under which prefix."""

from collections.abc import Sequence
from types import ModuleType

from flask import Blueprint, Flask

from app.web import errors, filters
from app.web.public import home

# Audience: prefix of its addresses, and its modules; each has a blueprint called `bp`.
AUDIENCES: dict[str, tuple[str, Sequence[ModuleType]]] = {
    "public": ("", (home,)),
    "attendee": ("", ()),
    "account": ("/account", ()),
    "organiser": ("/organise", ()),
}


def init_app(app: Flask) -> None:
    """Register every audience's pages, the filters and the error pages."""
    errors.init_app(app)
    filters.init_app(app)
    for audience, (prefix, modules) in AUDIENCES.items():
        parent = Blueprint(audience, __name__, url_prefix=prefix or None)
        for module in modules:
            parent.register_blueprint(module.bp)
        app.register_blueprint(parent)
