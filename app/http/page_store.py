"""Rendered pages kept as bytes: bounded, one builder per key, shared through Redis when configured."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import Flask
from werkzeug.utils import import_string

_GZIP_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Page:
    """What a builder returns. `fresh_until`: when the clock alone makes it say something else.

    A page whose address anybody may make up `is_kept` nowhere: it would push out what many ask for.
    """

    body: bytes
    content_type: str
    last_modified: datetime | None = None
    fresh_until: datetime | None = None
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page with everything an answer needs, computed once."""

    body: bytes
    gzipped: bytes
    etag: str
    content_type: str
    last_modified: datetime | None
    fresh_until: datetime | None

    @property
    def weight(self) -> int:
        return len(self.body) + len(self.gzipped) + 500

    def is_fresh(self, now: datetime) -> bool:
        return self.fresh_until is None or now < self.fresh_until


class SharedPages(Protocol):
    """Where processes leave pages for each other."""

    def get(self, key: Hashable) -> StoredPage | None: ...

    def set(self, key: Hashable, page: StoredPage) -> None: ...


def finish(page: Page) -> StoredPage:
    """Compress and fingerprint. The same bytes always get the same strong ETag."""
    return StoredPage(
        body=page.body,
        gzipped=gzip.compress(page.body, _GZIP_LEVEL, mtime=0),
        etag=hashlib.sha256(page.body).hexdigest()[:32],
        content_type=page.content_type,
        last_modified=page.last_modified,
        fresh_until=page.fresh_until,
    )


class PageStore:
    """A least-recently-used store of pages, bounded in bytes.

    `get` builds a missing page once even when many ask at the same time. With Redis, other
    processes find it there; without an answer from Redis this process builds for itself.
    """

    def __init__(self, limit: int, shared: "SharedPages | None" = None) -> None:
        self.limit = limit
        self.weight = 0
        self._pages: OrderedDict[Hashable, StoredPage] = OrderedDict()
        self._lock = threading.Lock()
        self._builders: dict[Hashable, threading.Lock] = {}
        self._shared = shared

    def get(self, key: Hashable, now: datetime, build: Callable[[], Page]) -> StoredPage:
        """The page under `key`, built if it is missing or no longer fresh at `now`."""
        found = self._find(key, now)
        if found is not None:
            return found
        with self._lock:
            builder = self._builders.setdefault(key, threading.Lock())
        try:
            with builder:
                found = self._find(key, now) or self._find_shared(key, now)
                if found is None:
                    page = build()
                    found = finish(page)
                    if not page.is_kept:
                        return found
                    if self._shared is not None:
                        self._shared.set(key, found)
                self._keep(key, found)
        finally:
            with self._lock:
                self._builders.pop(key, None)
        return found

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.weight = 0

    def _find(self, key: Hashable, now: datetime) -> StoredPage | None:
        with self._lock:
            page = self._pages.get(key)
            if page is None or not page.is_fresh(now):
                return None
            self._pages.move_to_end(key)
            return page

    def _keep(self, key: Hashable, page: StoredPage) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            if old is not None:
                self.weight -= old.weight
            self._pages[key] = page
            self.weight += page.weight
            while self.weight > self.limit and len(self._pages) > 1:
                self.weight -= self._pages.popitem(last=False)[1].weight

    def _find_shared(self, key: Hashable, now: datetime) -> StoredPage | None:
        page = self._shared.get(key) if self._shared is not None else None
        return page if page is not None and page.is_fresh(now) else None


def init_app(app: Flask) -> None:
    """Give this process its store; Redis's client weighs 20 MB and is loaded only when it is used."""
    url = app.config["REDIS_URL"]
    shared: SharedPages | None = import_string("app.http.shared_pages.SharedPages")(url) if url else None
    app.extensions["page_store"] = PageStore(app.config["PAGE_CACHE_BYTES"], shared)
