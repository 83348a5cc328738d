"""How often something may be tried. Counts in memory, or in Redis where processes share it."""

import ipaddress
import logging
from collections.abc import Callable
from functools import lru_cache
from typing import cast

from flask import Flask, current_app, request
from flask_babel import lazy_gettext as _l
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from app.core import tokens
from app.core.errors import DomainError

log = logging.getLogger(__name__)

_SUBSCRIBER = 64  # bits of an IPv6 address that name a household or an office


def init_app(app: Flask) -> None:
    """Count in memory, or where LIMITER_URL says so that processes count together."""
    storage = storage_from_string(app.config["RATELIMIT_STORAGE_URI"], wrap_exceptions=True)
    app.extensions["limits"] = FixedWindowRateLimiter(storage)


class TooMany(DomainError):
    """Tried too often; answered with 429 by web.errors."""

    code = "too_many_attempts"
    message = _l("Too many attempts. Please wait a few minutes and try again.")


class CannotCount(DomainError):
    """Nobody counts the attempts just now, and uncounted they are not allowed; answered with 503."""

    code = "cannot_count_attempts"
    message = _l("Signing in is not possible for the moment. Please try again in a few minutes.")


def hit(purpose: str, key: str, rate: str, *, fail_closed: bool = False) -> bool:
    """Count one attempt at `purpose` by `key`; False when `rate` ("5 per hour") is used up.

    When the store of counts is away everything is allowed: nobody loses a seat for it. With
    `fail_closed` nothing is; raises CannotCount then.
    """
    return _ask(_counter().hit, purpose, key, rate, fail_closed=fail_closed)


def is_free(purpose: str, key: str, rate: str, *, fail_closed: bool = False) -> bool:
    """Whether another attempt would be allowed, without counting one."""
    return _ask(_counter().test, purpose, key, rate, fail_closed=fail_closed)


def address() -> str:
    """The network of whoever asks, as the trusted proxies tell it.

    One subscriber has a whole /64 of IPv6 addresses, so those count as one.
    """
    return _subscriber(request.remote_addr or "")


@lru_cache(maxsize=256)
def _subscriber(address: str) -> str:
    try:
        told = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(told, ipaddress.IPv4Address):
        return str(told)
    return str(told.ipv4_mapped or ipaddress.ip_network((told, _SUBSCRIBER), strict=False))


@lru_cache(maxsize=64)
def _limit(rate: str) -> RateLimitItem:
    return parse(rate)


def _counter() -> FixedWindowRateLimiter:
    return cast("FixedWindowRateLimiter", current_app.extensions["limits"])


def _ask(
    question: Callable[[RateLimitItem, str, str], bool],
    purpose: str,
    key: str,
    rate: str,
    *,
    fail_closed: bool,
) -> bool:
    try:
        # The store keeps no addresses of people, only what they hash to.
        return question(_limit(rate), purpose, tokens.digest(key))
    except StorageError as error:
        log.warning("the store of counts does not answer: %s", type(error).__name__)
        if fail_closed:
            raise CannotCount from error
        return True
