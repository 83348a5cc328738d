"""The HTML door: what stands between a server and the pages, bound in the order in which it acts."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.http import (
    access,
    csrf,
    fingerprint,
    guard,
    headers,
    identity,
    limits,
    page_store,
    static_files,
)
from app.web import routes


def init_app(app: Flask) -> None:
    """Let `app` answer requests. Raises when a view does not say who may open it."""
    limits.init_app(app)
    identity.init_app(app)
    page_store.init_app(app)

    guard.init_app(app)
    csrf.init_app(app)
    headers.init_app(app)
    static_files.init_app(app)
    routes.init_app(app)

    fingerprint.init_app(app)
    access.refuse_unmarked(app)
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
