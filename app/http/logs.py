"""What is logged and how: one line each, with the request's id, without secrets or anybody's data."""

import json
import logging
import re
import secrets
from datetime import UTC, datetime
from typing import TextIO, cast

from flask import Flask, Response, g, has_request_context
from flask.logging import wsgi_errors_stream

HIDDEN = "[hidden]"
# Addresses of ours that open something for whoever knows them (trust rule T38).
_SECRET_PATHS = re.compile(
    r"(/(?:registrations|previews|speakers|join|feeds|account/sign-in/link)/)[^/\s\"'<>?#]+", re.IGNORECASE
)
# Whatever else looks like one of our tokens, wherever it stands: long, and in both cases.
_TOKENS = re.compile(r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[A-Za-z0-9_-]{40,}(?![\w-])")
_CREDENTIALS = re.compile(r"(?<=://)[^/\s@]+(?=@)")
_MAIL_ADDRESSES = re.compile(r"[^\s@<>()\[\]\"',:;=/]+@[^\s@<>()\[\]\"',:;=/]+\.[^\s@<>()\[\]\"',:;=/]+")
_DATABASE_DETAIL = re.compile(r"^DETAIL:.*$", re.MULTILINE)  # quotes the row that was refused


def init_app(app: Flask) -> None:
    """Log through one formatter: JSON where the site is public, plain lines in development."""
    formatter = JsonFormatter() if app.config["PRODUCTION"] else PlainFormatter()
    root = logging.getLogger()
    if _handler not in root.handlers:
        root.addHandler(_handler)
    servers = [logging.getLogger(name) for name in ("gunicorn.error", "gunicorn.access")]
    for handler in (_handler, *(handler for server in servers for handler in server.handlers)):
        handler.setFormatter(formatter)
    logging.getLogger("app").setLevel(logging.INFO)
    app.after_request(_tell_id)


def mask_links(value: str) -> str:
    """`value` with every link of ours that opens something for its holder made useless."""
    return _TOKENS.sub(HIDDEN, _SECRET_PATHS.sub(rf"\1{HIDDEN}", value))


def mask(value: str) -> str:
    """`value` without tokens, passwords in addresses, e-mail addresses and quoted rows."""
    value = _CREDENTIALS.sub(HIDDEN, mask_links(value))
    return _DATABASE_DETAIL.sub("", _MAIL_ADDRESSES.sub("[address]", value))


def request_id() -> str:
    """The id of the present request, the same in every line it logs; empty outside one."""
    if not has_request_context():
        return ""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    found: str = g.request_id
    return found


class PlainFormatter(logging.Formatter):
    """For a developer's eyes."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object per line, for whatever collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": mask(record.getMessage()),
        }
        identity = request_id()
        if identity:
            line["request"] = identity
        if record.exc_info:
            line["exception"] = mask(self.formatException(record.exc_info))
        return json.dumps(line)


def _tell_id(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    return response


# Finds the stream anew for every line: the server's own during a request, else standard error.
_handler = logging.StreamHandler(cast("TextIO", wsgi_errors_stream))
