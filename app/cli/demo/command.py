"""flask demo: example events to try things out with, never on a public site."""

import click
from flask import current_app
from flask.cli import AppGroup

from app.cli.demo import loading, organiser
from app.core import clock, schema
from app.core.db import db
from app.rendering.links import absolute

cli = AppGroup("demo", help="Example events to try things out with.")


@cli.command("load")
@click.option("--if-empty", is_flag=True, help="Do nothing where there are accounts or events already.")
def load(*, if_empty: bool) -> None:
    """Make the example events that are missing, and say how to sign in. Safe to run again.

    In a new database it makes the tables as well.
    """
    if current_app.config["PRODUCTION"]:
        raise click.ClickException(
            "BASE_URL is public: an account with a printed password has no place there."
        )
    schema.begin(db.engine)
    schema.require(db.engine)
    if not if_empty or loading.is_empty():
        made = loading.load(clock.now())
        click.echo(f"Example events made: {', '.join(made) or 'none, all are there'}.")
    if loading.is_there():
        click.echo(
            f"Sign in at {absolute('/account/sign-in/')} as {organiser.EMAIL} with: {organiser.PASSWORD}"
        )
