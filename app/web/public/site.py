"""What the site tells machines about itself: what they may read, where everything is, whom to warn."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from app.core import clock
from app.events import queries
from app.events.errors import NoSuchEvent
from app.events.models import Visibility
from app.http import access, caching
from app.http.page_store import Page
from app.programme import queries as programmes
from app.programme.errors import NoSuchRelease
from app.rendering.links import absolute

bp = Blueprint("site", __name__)

TEXT = "text/plain; charset=utf-8"
XML = "application/xml; charset=utf-8"
_A_DAY = "public, max-age=86400"
_LISTED_ANEW = timedelta(hours=1)
# RFC 9116 wants a date in the file after which nobody should trust it any more.
_TRUSTED = timedelta(days=180)

# Nothing secret is kept secret by this list; it spares machines what is made for one reader. Not
# among them /feeds/: Google's calendar would obey, and not fetch what its reader has subscribed to.
PERSONAL = ("/organise/", "/account/", "/registrations/", "/join/", "/preferences/")


@bp.get("/robots.txt")
@access.public
def robots() -> ResponseReturnValue:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PERSONAL), ""]
    return _text([*lines, f"Sitemap: {absolute('/sitemap.xml')}"])


@bp.get("/sitemap.xml")
@access.public
def sitemaps() -> ResponseReturnValue:
    """Where the lists of pages are: one of all events, and one of each programme."""
    return _of_all_events("public/sitemaps/index.xml")


@bp.get("/sitemap-events.xml")
@access.public
def events_sitemap() -> ResponseReturnValue:
    return _of_all_events("public/sitemaps/events.xml")


@bp.get("/events/<slug>/sitemap.xml")
@access.public
def programme_sitemap(slug: str) -> ResponseReturnValue:
    """The pages of one programme: sessions by hundreds, read from a single release."""
    key = queries.public_key(slug)
    if key.visibility is not Visibility.PUBLIC:
        raise NoSuchEvent

    def build() -> Page:
        snapshot = programmes.current(queries.published(slug))
        if snapshot is None:
            raise NoSuchRelease
        body = render_template("public/sitemaps/programme.xml", slug=slug, snapshot=snapshot)
        return Page(body.encode(), XML)

    return caching.answer(("sitemap", key), build)


def _of_all_events(template: str) -> Response:
    revision, _changed_at = queries.catalogue_key()

    def build() -> Page:
        body = render_template(template, pages=queries.pages())
        return Page(body.encode(), XML, fresh_until=clock.now() + _LISTED_ANEW)

    return caching.answer((template, revision), build)


@bp.get("/.well-known/security.txt")
@access.public
def security() -> ResponseReturnValue:
    """Whom to tell of a weakness (RFC 9116)."""
    until = (clock.now() + _TRUSTED).replace(hour=0, minute=0, second=0)
    return _text(
        [
            f"Contact: mailto:{current_app.config['MAIL_DEFAULT_SENDER']}",
            f"Expires: {until.isoformat().replace('+00:00', 'Z')}",
            "Preferred-Languages: en",
            f"Canonical: {absolute('/.well-known/security.txt')}",
        ]
    )


def _text(lines: list[str]) -> Response:
    body = "\n".join(lines) + "\n"
    return Response(body, content_type=TEXT, headers={"Cache-Control": _A_DAY})
