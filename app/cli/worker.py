"""flask worker: deliver mail and run periodic jobs in a process of its own, until told to stop."""

import signal
import threading

import click
from flask.cli import with_appcontext

from app.core import schema
from app.core.db import db
from app.jobs import worker as workers

_PATIENCE = 60.0  # seconds for the message in hand


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Work until SIGTERM or Ctrl-C, then finish the message in hand. Any number may run at once."""
    schema.require(db.engine)
    told = threading.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda _number, _frame: told.set())
    db.session.remove()  # the threads have their own
    here = workers.worker()
    here.start()
    click.echo("Worker started.")
    told.wait()
    if not here.stop(_PATIENCE):
        raise click.ClickException("A message is still on its way; another worker will see to it.")
    click.echo("Worker stopped.")
