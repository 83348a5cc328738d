"""The HTML door: which module serves which audience, under which prefix."""

from collections.abc import Sequence
from types import ModuleType

from flask import Blueprint, Flask

from app.web import errors, filters, preview
from app.web.account import bar, password, profile, sessions, sign_in
from app.web.attendee import register
from app.web.attendee import registrations as attendee_registrations
from app.web.organiser import (
    audit,
    categories,
    events_list,
    members,
    messages,
    overview,
    people,
    programme,
    registration_exports,
    registration_numbers,
    registrations,
    shared_texts,
)
from app.web.organiser import documents as organiser_documents
from app.web.organiser import events as organiser_events
from app.web.public import (
    accents,
    calendars,
    development,
    documents,
    events,
    exports,
    files,
    health,
    home,
    live,
    preferences,
    previews,
    prints,
    site,
    styleguide,
)
from app.web.public import people as public_people
from app.web.public import programme as public_programme
from app.web.speaker import details as speaker_details
from app.web.speaker import files as speaker_files
from app.web.speaker import page as speaker_page

# Audience: prefix of its addresses, and its modules; each has a blueprint called `bp`.
AUDIENCES: dict[str, tuple[str, Sequence[ModuleType]]] = {
    "public": (
        "",
        (
            home,
            events,
            public_programme,
            public_people,
            live,
            documents,
            files,
            calendars,
            prints,
            exports,
            previews,
            accents,
            preferences,
            site,
            health,
        ),
    ),
    "attendee": ("", (register, attendee_registrations)),
    "speaker": ("", (speaker_page, speaker_details, speaker_files)),
    "account": ("/account", (sign_in, profile, password, sessions, bar)),
    "organiser": (
        "/organise",
        (
            events_list,
            overview,
            organiser_events,
            organiser_documents,
            preview,
            shared_texts,
            programme,
            people,
            registrations,
            registration_numbers,
            registration_exports,
            categories,
            messages,
            members,
            audit,
        ),
    ),
}
# For those who build: not there at all where the site is public.
DEVELOPMENT: Sequence[ModuleType] = (styleguide, development)


def init_app(app: Flask) -> None:
    """Register every audience's pages, the filters and the error pages."""
    errors.init_app(app)
    filters.init_app(app)
    audiences = dict(AUDIENCES)
    if not app.config["PRODUCTION"]:
        audiences["development"] = ("", DEVELOPMENT)
    for audience, (prefix, modules) in audiences.items():
        parent = Blueprint(audience, __name__, url_prefix=prefix or None)
        for module in modules:
            parent.register_blueprint(module.bp)
        app.register_blueprint(parent)
