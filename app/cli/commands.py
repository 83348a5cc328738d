"""The command door: flask <noun> <verb>. One line here per group, loaded when it is asked for."""

import click
from flask import Flask
from flask.cli import AppGroup
from werkzeug.utils import import_string

# Measuring, backups and workers bring drivers and servers that no web process should carry:
# loading them all at start would cost it a third of a second and 20 MB.
GROUPS = {
    "backup": "app.cli.backup.backup",
    "bench": "app.cli.bench.commands.cli",
    "db": "flask_migrate.cli.db",
    "demo": "app.cli.demo.command.cli",
    "events": "app.cli.events.cli",
    "outbox": "app.cli.outbox.cli",
    "programme": "app.cli.programme.cli",
    "restore": "app.cli.backup.restore",
    "users": "app.cli.users.cli",
    "worker": "app.cli.worker.worker",
}


class Commands(AppGroup):
    """The application's commands by name; only the one that is called is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *GROUPS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in GROUPS:
            command: click.Command = import_string(GROUPS[cmd_name])
            return command
        return super().get_command(ctx, cmd_name)


def init_app(app: Flask) -> None:
    """Let the application know its commands."""
    ours = Commands(app.name)
    ours.commands.update(app.cli.commands)  # what extensions have added: flask db
    app.cli = ours
