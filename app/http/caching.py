"""Answers from stored pages: conditional requests, compression, and nothing personal inside."""

from collections.abc import Callable, Hashable
from typing import cast

from flask import Response, current_app, request
from werkzeug.http import http_date

from app.core import clock
from app.http.page_store import Page, PageStore, StoredPage

# Proxies and browsers keep a copy and ask whether it still holds; the answer costs us 304.
PUBLIC = "public, no-cache"
FEED = "public, max-age=300, must-revalidate"


def answer(
    key: Hashable,
    build: Callable[[], Page],
    *,
    cache_control: str = PUBLIC,
    headers: dict[str, str] | None = None,
) -> Response:
    """The page under `key`, or 304 when the reader has it already.

    `key` must contain everything the bytes depend on: a revision, the language, the zone, the
    kind. What else they depend on is in the fingerprint, which is added here.
    """
    page = store().get((fingerprint(), key), clock.now(), build)
    gzipped = request.accept_encodings.quality("gzip") > 0 and len(page.gzipped) < len(page.body)
    response = Response(status=304) if _is_known(page) else _full(page, gzipped=gzipped)
    out = response.headers
    out["ETag"] = f'"{page.etag}-gz"' if gzipped else f'"{page.etag}"'
    out["Cache-Control"] = cache_control
    out["Vary"] = "Accept-Encoding"
    if page.last_modified is not None:
        out["Last-Modified"] = http_date(page.last_modified)
    if headers:
        out.update(headers)
    return response


def store() -> PageStore:
    """The pages of this process."""
    return cast("PageStore", current_app.extensions["page_store"])


def fingerprint() -> str:
    """Changes with code, templates, catalogues, libraries and settings: with all but the data."""
    return cast("str", current_app.config["RENDERING_FINGERPRINT"])


def _full(page: StoredPage, *, gzipped: bool) -> Response:
    response = Response(page.gzipped if gzipped else page.body, content_type=page.content_type)
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _is_known(page: StoredPage) -> bool:
    """If-None-Match decides; If-Modified-Since only where it is absent (RFC 9110 section 13.2.2)."""
    if request.method not in {"GET", "HEAD"}:
        return False
    if "If-None-Match" in request.headers:
        known = request.if_none_match
        return known.contains_weak(page.etag) or known.contains_weak(f"{page.etag}-gz")
    since = request.if_modified_since
    return since is not None and page.last_modified is not None and page.last_modified <= since
