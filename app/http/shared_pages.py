"""Rendered pages that processes share through Redis. Loaded only where REDIS_URL is set."""

import hashlib
import logging
import pickle
from collections.abc import Hashable

import redis

from app.http.page_store import StoredPage

log = logging.getLogger(__name__)

_KEPT = 7 * 24 * 3600  # seconds; keys contain the revision, so old pages just fade
_PATIENCE = 1  # seconds for an answer; whoever gets none builds the page


class SharedPages:
    """Looks pages up in Redis and puts them there; its absence costs time, never an answer."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE)

    def get(self, key: Hashable) -> StoredPage | None:
        try:
            data = self._redis.get(_name(key))
        except redis.RedisError as error:
            log.warning("shared pages: Redis does not answer: %s", type(error).__name__)
            return None
        if not isinstance(data, bytes):
            return None
        page: StoredPage = pickle.loads(data)  # noqa: S301 - Redis holds only what we wrote
        return page

    def set(self, key: Hashable, page: StoredPage) -> None:
        try:
            self._redis.set(_name(key), pickle.dumps(page), ex=_KEPT)
        except redis.RedisError as error:
            log.warning("shared pages: Redis does not answer: %s", type(error).__name__)


def _name(key: Hashable) -> str:
    return "plenary:page:" + hashlib.sha256(repr(key).encode()).hexdigest()
