"""Before any view: what no honest browser sends is refused in a sentence, never a crash (T34)."""

import contextlib
import sys
import time
from collections.abc import Callable
from typing import IO, Any, ParamSpec
from urllib.parse import parse_qsl

from flask import Flask, Request, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_range_header
from werkzeug.routing import IntegerConverter

from app.http import csrf

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_LARGEST = 2**63 - 1  # what a database can count to
_DIGITS = len(str(_LARGEST))
_URLENCODED = "application/x-www-form-urlencoded"
_FIELDS = 2000  # in a form without files; a page of 50 rows has some hundred

# Of a body nobody has read: as much as this, and as long, and the answer is heard.
_UNREAD = 128 * 1024 * 1024
_PATIENCE = 4.0  # seconds
_PIECE = 16 * 1024


class Number(IntegerConverter):
    """`<int:…>` in an address: few enough digits for Python and the databases, and ours only."""

    regex = r"[0-9]{1,9}"


class FormReader(FormDataParser):
    """Reads bytes that are no text as a sign for them; Werkzeug takes them for a typed `%FF`.

    A part without a name is no field; Werkzeug calls it None, and everybody takes names for text.
    """

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        if mimetype != _URLENCODED:
            rest, fields, files = super().parse(stream, mimetype, content_length, options)
            for nameless in files.getlist(None):  # type: ignore[call-overload]
                nameless.close()
            return rest, self._named(fields), self._named(files)
        body = stream.read().decode(errors="replace")
        return stream, self.cls(parse_qsl(body, keep_blank_values=True, errors="replace")), self.cls()

    def _named(self, parts: MultiDict[str, Any]) -> MultiDict[str, Any]:
        return self.cls(pair for pair in parts.items(multi=True) if pair[0] is not None)


class Body:
    """What has been sent, as the server reads it.

    Servers have exceptions of their own for a body that is not made as HTTP wants it. Werkzeug
    answers an OSError as what it is, a mistake of whoever has sent it; others would be ours.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._read = 0  # bytes

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self._stream.read(size)
        except Exception as error:
            raise OSError("the body cannot be read") from error
        self._read += len(piece)
        return piece

    def hear_out(self, length: int) -> None:
        """Let whoever is still sending a body of `length` bytes finish, in bounds, and keep nothing of it.

        One who sends all before reading an answer would find the line closed instead of the answer
        (RFC 9112 section 9.6).
        """
        deadline = time.monotonic() + _PATIENCE
        end = min(length, self._read + _UNREAD)
        while self._read < end and time.monotonic() < deadline:
            if not self.read(min(_PIECE, end - self._read)):
                break


class GuardedRequest(Request):
    form_data_parser_class = FormReader

    def __init__(self, environ: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(environ, *args, **kwargs)
        if "HTTP_HOST" in environ:  # capitals mean nothing there; Werkzeug compares letter by letter
            environ["HTTP_HOST"] = environ["HTTP_HOST"].lower()
        environ["wsgi.input"] = Body(environ["wsgi.input"])
        if environ.get("CONTENT_LENGTH"):
            # A server that says so ends a body where the connection was lost, too. Werkzeug, which
            # would believe it, then counts for itself: half of what was typed is never stored.
            environ.pop("wsgi.input_terminated", None)
        # Who asks for several parts, or in other units, is sent the whole (RFC 9110 section 14.2);
        # Werkzeug would say that there is no such part.
        if (wanted := environ.get("HTTP_RANGE")) and not _is_one_part(wanted):
            del environ["HTTP_RANGE"]


def init_app(app: Flask) -> None:
    app.request_class = GuardedRequest
    app.url_map.converters["int"] = Number
    # The first thing that runs: what loads an event from its slug already asks the database.
    app.url_value_preprocessor(_refuse_broken_text)
    app.before_request(_refuse_endless_form)
    app.before_request(_refuse_broken_button)
    app.after_request(_hear_out)


def _is_one_part(wanted: str) -> bool:
    parts = parse_range_header(wanted)
    return parts is not None and parts.units == "bytes" and len(parts.ranges) == 1


def is_broken(sent: str) -> bool:
    """Whether this holds what nobody types: NUL, or the sign that bytes which are no text have become."""
    return "\0" in sent or _REPLACEMENT in sent


def _refuse_broken_text(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    query = _query() if request.query_string else []
    if any(map(is_broken, (request.path, *query))):
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


def many_fields(view: View[P]) -> View[P]:
    """Mark a view whose form, sent in parts, holds all that was read out of a text."""
    view.has_many_fields = True  # type: ignore[attr-defined]
    return view


def _refuse_endless_form() -> None:
    """What is said of multipart forms in config.py holds for the others too; Werkzeug cannot bound them."""
    if request.mimetype != _URLENCODED:
        view = current_app.view_functions.get(request.endpoint or "")
        if getattr(view, "has_many_fields", False):
            request.max_form_parts = _FIELDS
        return
    request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
    if request.get_data(parse_form_data=False).count(b"&") >= _FIELDS:
        abort(413)


def _refuse_broken_button() -> None:
    """A form that can be shown again says at its field what has not arrived; a button cannot."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in csrf.SAFE or getattr(view, "keeps_form", False):
        return
    # What is no text in the token is said by http.csrf, which asks next.
    sent = (value for name, value in request.form.items(multi=True) if name != "csrf_token")
    if any(map(is_broken, sent)):
        abort(400)


def _hear_out(response: Response) -> Response:
    """Whatever the answer is: it comes when all has been sent."""
    # Sent in chunks, it ends where the server says so. Most requests have no body at all.
    is_endless = "HTTP_TRANSFER_ENCODING" in request.environ and "wsgi.input_terminated" in request.environ
    length = sys.maxsize if is_endless else request.content_length
    if length:
        with contextlib.suppress(OSError):  # they have gone; nobody waits for the answer
            request.environ["wsgi.input"].hear_out(length)
    return response
