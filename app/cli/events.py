"""Looking after events from the command line."""

import click
from flask.cli import AppGroup

from app.core import schema
from app.core.db import db
from app.events.services import refreshing

cli = AppGroup("events", help="Look after events.")


@cli.command("refresh-utc")
def refresh_utc() -> None:
    """Derive all instants anew after an update of the time-zone rules. Safe to run at any time."""
    schema.require(db.engine)
    refreshed = refreshing.refresh_utc()
    for slug in refreshed.moved:
        click.echo(f"moved: {slug}")
    click.echo(f"{refreshed.checked} events checked, {len(refreshed.moved)} moved.")
