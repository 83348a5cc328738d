"""The command door: flask <noun> <verb>. One line here per group."""

from flask import Flask
from flask.cli import AppGroup

GROUPS: tuple[AppGroup, ...] = ()


def init_app(app: Flask) -> None:
    """Register every group of commands."""
    for group in GROUPS:
        app.cli.add_command(group)
