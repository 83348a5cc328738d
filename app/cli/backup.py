"""flask backup and flask restore: the whole site in one file, and back."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import make_url

from app.core import schema
from app.core.db import db
from app.jobs import backups
from app.jobs.archives import BadArchive
from app.jobs.backups import Content, Site
from app.jobs.dumps import DumpFailed


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Write database, uploads and secret to FILE, while the site runs."""
    if schema.is_new(db.engine):
        raise click.ClickException("The database has no tables yet: there is nothing to back up.")
    try:
        manifest = backups.make(_site(), file)
    except DumpFailed as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:  # no such folder, no room, not ours to write to
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
    size = file.stat().st_size / 1_000_000
    click.echo(f"{file}: step {manifest.step}, {len(manifest.digests) - 1} files, {size:.1f} MB.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--check", is_flag=True, help="Only look whether FILE could be restored.")
@click.option("--replace", is_flag=True, help="Put FILE in place of the data that is there.")
@with_appcontext
def restore(file: Path, *, check: bool, replace: bool) -> None:
    """Put the backup FILE into the configured database and data folder. Stop the site first."""
    schema.require_answer(db.engine)
    try:
        content = backups.check(_site(), file) if check else backups.restore(_site(), file, replace=replace)
    except (BadArchive, DumpFailed) as error:
        raise click.ClickException(str(error)) from error
    click.echo(_summary(file, content))
    if not check:
        click.echo(
            "Restored. Run `flask --app wsgi db upgrade`, empty Redis if there is one, start the site."
        )


def _site() -> Site:
    return Site(make_url(current_app.config["SQLALCHEMY_DATABASE_URI"]), Path(current_app.config["DATA"]))


def _summary(file: Path, content: Content) -> str:
    counts = ", ".join(f"{count} {table.replace('_', ' ')}" for table, count in content.counts.items())
    return f"{file}: made {content.manifest.made_at}, step {content.manifest.step}: {counts}. It is sound."
