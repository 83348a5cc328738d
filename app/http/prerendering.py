"""What many read first of a new release, made before they come.

May fail: then the first reader waits a moment.
"""

import logging

from flask import Flask, current_app

from app.events.models import Event, Lifecycle, Visibility
from app.http import language

log = logging.getLogger(__name__)

PAGES = ("", "programme/", "people/", "programme.ics")
BROKEN = 500


def of_release(event: Event) -> int:
    """Make the pages of the current release in the languages of its texts; returns how many there are now.

    The release is stored and whole before: whatever goes wrong here is only logged.
    """
    if event.lifecycle is Lifecycle.DRAFT or event.visibility is Visibility.PRIVATE:
        return 0
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    spoken = [code for code in event.content_languages if code in language.available()]
    codes = spoken or list(language.available()[:1])
    return sum(_is_made(app, f"/events/{event.slug}/{page}?lang={code}") for code in codes for page in PAGES)


def _is_made(app: Flask, address: str) -> bool:
    """Ask for a page as a stranger does, in a context of its own: nothing of the organiser gets into it."""
    try:
        with app.app_context(), app.test_request_context(address, base_url=app.config["BASE_URL"]):
            status = app.full_dispatch_request().status_code
    except Exception:
        log.exception("pre-rendering of a release failed")
        return False
    if status >= BROKEN:
        log.error("pre-rendering of a release: a page answered %s", status)
    return status < BROKEN
