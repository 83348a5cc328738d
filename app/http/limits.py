"""How often something may be tried. Counts in memory, or in Redis where processes share it."""

from flask import request
from flask_babel import lazy_gettext as _l
from limits import parse

from app.core.errors import DomainError
from app.extensions import limiter


class TooMany(DomainError):
    """Tried too often; answered with 429 by web.errors."""

    code = "too_many_attempts"
    message = _l("Too many attempts. Please wait a few minutes and try again.")


def hit(purpose: str, key: str, rate: str) -> bool:
    """Count one attempt at `purpose` by `key`; False when `rate` ("5 per hour") is used up."""
    return limiter.limiter.hit(parse(rate), purpose, key)


def is_free(purpose: str, key: str, rate: str) -> bool:
    """Whether another attempt would be allowed, without counting one."""
    return limiter.limiter.test(parse(rate), purpose, key)


def address() -> str:
    """The network address of whoever asks, as the trusted proxies tell it."""
    return request.remote_addr or "unknown"
