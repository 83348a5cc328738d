"""The command door: flask <noun> <verb>. One line here per group."""

import click
from flask import Flask

from app.cli import backup, outbox, users, worker

GROUPS: tuple[click.Command, ...] = (backup.backup, backup.restore, users.cli, outbox.cli, worker.worker)


def init_app(app: Flask) -> None:
    """Register every group of commands."""
    for group in GROUPS:
        app.cli.add_command(group)
