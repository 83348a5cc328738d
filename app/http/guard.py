"""Before any view: what no honest browser sends is refused in a sentence, never a crash (T34)."""

from typing import Any

from flask import Flask, abort, current_app, request
from flask_babel import lazy_gettext as _l
from werkzeug.routing import IntegerConverter

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_LARGEST = 2**63 - 1  # what a database can count to
_DIGITS = len(str(_LARGEST))
_FIELDS = 2000  # in a form without files; a page of 50 rows has some hundred


class Number(IntegerConverter):
    """`<int:…>` in an address: few enough digits for Python and the databases, and ours only."""

    regex = r"[0-9]{1,9}"


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = Number
    # The first thing that runs: what loads an event from its slug already asks the database.
    app.url_value_preprocessor(_refuse_broken_text)
    app.before_request(_refuse_endless_form)


def _refuse_broken_text(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    query = _query() if request.query_string else []
    if any("\0" in part or _REPLACEMENT in part for part in (request.path, *query)):
        abort(400, description=str(_l("The address contains characters that mean nothing.")))
    if any(_is_too_large(part) for part in query):
        abort(400, description=str(_l("The address contains a number that is too large.")))


def _query() -> list[str]:
    try:
        return [part for pair in request.args.items(multi=True) for part in pair]
    except UnicodeDecodeError:  # bytes that are neither escaped nor UTF-8
        request.query_string = b""  # the error page asks for a language there
        return [_REPLACEMENT]


def _is_too_large(part: str) -> bool:
    digits = part.strip().lstrip("+-")
    return len(digits) >= _DIGITS and digits.isdecimal() and (len(digits) > _DIGITS or int(digits) > _LARGEST)


def _refuse_endless_form() -> None:
    """What is said of multipart forms in config.py holds for the others too; Werkzeug cannot bound them."""
    if request.mimetype != "application/x-www-form-urlencoded":
        return
    request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
    if request.get_data(parse_form_data=False).count(b"&") >= _FIELDS:
        abort(413)
