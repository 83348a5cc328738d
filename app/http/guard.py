"""Before any view: what no honest browser sends is refused in a sentence, never a crash (T34)."""

from flask import Flask, abort, request
from flask_babel import lazy_gettext as _l

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def init_app(app: Flask) -> None:
    app.before_request(_refuse_broken_text)


def _refuse_broken_text() -> None:
    suspects = [request.path]
    if request.query_string:
        suspects += [part for pair in request.args.items(multi=True) for part in pair]
    if any("\0" in part or _REPLACEMENT in part for part in suspects):
        abort(400, description=str(_l("The address contains characters that mean nothing.")))
