"""An installation on a database of its own, and what it must be able to say of itself at any time."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy import func, select

import config
from app import create_app
from app.cli.bench import data
from app.core.db import db
from app.events.models import Event
from app.registration.models import Registration, RegistrationState
from app.registration.queries import invariants

_numbers = itertools.count(1)
KEY = "a key of a test, which protects nothing at all"


@dataclass(frozen=True, slots=True)
class Site:
    """The environment its processes need. Inside the test, the same database is at hand in `db`."""

    app: Flask
    settings: dict[str, str]


@contextmanager
def site(database_url: str, folder: Path) -> Iterator[Site]:
    """A migrated, empty installation; servers and workers are for the test to start."""
    settings = {
        "DATABASE_URL": database_url,
        "PLENARY_DATA": str(folder),
        "SECRET_KEY": KEY,
        "EMBED_WORKER": "0",
        "FORM_SECONDS": "0",
    }
    app = create_app(config.load(settings))
    with app.app_context():
        try:
            flask_migrate.upgrade()
            yield Site(app, settings)
        finally:
            db.session.remove()
            db.engine.dispose()


def opening(*, seats: int | None) -> Event:
    """An event that takes registrations now; whoever comes too late waits."""
    # An address of its own: forms at one address are taken for copies of one form.
    event = data.conference(f"opening-{next(_numbers)}", sessions=3)
    data.category(event, capacity=seats)
    return event


def register_path(event: Event) -> str:
    return f"/events/{event.slug}/register/"


def states() -> dict[RegistrationState, int]:
    """How many people are in each state; what only looks like a registration is not counted."""
    _look_again()
    rows = db.session.execute(
        select(Registration.state, func.count())
        .where(Registration.duplicate_of_id.is_(None))
        .group_by(Registration.state)
    )
    return {RegistrationState(state): number for state, number in rows}


def stored() -> dict[str, str]:
    """The key of the address of every person's registration, by its public id."""
    _look_again()
    rows = db.session.execute(
        select(Registration.public_id, Registration.email_key).where(Registration.duplicate_of_id.is_(None))
    )
    return {row.public_id: row.email_key for row in rows}


def broken() -> list[invariants.Broken]:
    """Every promise that does not hold."""
    _look_again()
    return invariants.broken()


def _look_again() -> None:
    """Read what the servers have committed, not what this process saw before."""
    db.session.rollback()
