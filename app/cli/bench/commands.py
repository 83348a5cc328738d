"""flask bench …: what the pages cost, and whether the promises hold under a crowd."""

import sys
from collections.abc import Sequence

import click
from flask.cli import AppGroup

from app.cli.bench import crowds, pages, paste, registrations, releases, report

cli = AppGroup("bench", help="Measure this machine: own data, a scratch database, the real server.")

database = click.option(
    "--database", help="A PostgreSQL address; a scratch database is made beside it. Default: SQLite."
)
size = click.option("--size", default=300, show_default=True, help="Sessions of the measured programme.")
json_file = click.option("--json", "json_path", help="Write the figures to this file too.")
workers = click.option("--workers", default=2, show_default=True, help="Web processes of the server.")


@cli.command("pages")
@database
@size
@json_file
@workers
def pages_command(database: str | None, size: int, json_path: str | None, workers: int) -> None:
    """Public pages: from the store, answered 304, and built anew after a release."""
    _finish(*pages.measure_pages(database, size=size, workers=workers), json_path)


@cli.command("feeds")
@database
@size
@json_file
@workers
def feeds_command(database: str | None, size: int, json_path: str | None, workers: int) -> None:
    """Calendar feeds, in the same way."""
    _finish(*pages.measure_feeds(database, size=size, workers=workers), json_path)


@cli.command("register")
@database
@json_file
@workers
@click.option("--clients", default=8, show_default=True)
@click.option("--registrations", "count", default=400, show_default=True, help="In each round.")
def register_command(
    database: str | None, json_path: str | None, workers: int, clients: int, count: int
) -> None:
    """Complete registrations: the form and its sending."""
    _finish(*registrations.measure(database, workers=workers, clients=clients, count=count), json_path)


@cli.command("crowd")
@database
@json_file
@click.option("--clients", default=2000, show_default=True, help="At one barrier.")
@click.option("--seats", default=600, show_default=True)
@click.option("--trials", default=100, show_default=True, help="Rushes of 8 clients for one last seat.")
def crowd_command(database: str | None, json_path: str | None, clients: int, seats: int, trials: int) -> None:
    """A rush at the opening, and the last seat a hundred times. Exit code 1 if a promise is broken."""
    promises, facts = crowds.measure(database, clients=clients, seats=seats, trials=trials)
    report.show([], facts, json_path)
    for promise, kept in promises.items():
        click.echo(f"{'kept  ' if kept else 'BROKEN'}  {promise}")
    if not all(promises.values()):
        sys.exit(1)


@cli.command("release")
@database
@size
@json_file
def release_command(database: str | None, size: int, json_path: str | None) -> None:
    """A release with its change list and the pages made before anybody asks."""
    _finish(*releases.measure_release(database, size=size), json_path)


@cli.command("pdf")
@database
@size
@json_file
def pdf_command(database: str | None, size: int, json_path: str | None) -> None:
    """A released programme as PDF and as a Word document."""
    _finish(*releases.measure_pdf(database, size=size), json_path)


@cli.command("paste")
@database
@size
@json_file
def paste_command(database: str | None, size: int, json_path: str | None) -> None:
    """A pasted programme read, and a draft checked, without a server."""
    _finish(*paste.measure(database, size=size), json_path)


def _finish(rows: Sequence[report.Row], facts: dict[str, object], json_path: str | None) -> None:
    report.show(rows, facts, json_path)
    if not all(row.is_kept for row in rows):
        click.echo("A budget is broken. On a busy machine, measure again before believing it.", err=True)
