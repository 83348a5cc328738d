"""flask worker: deliver mail and run periodic jobs in a process of its own, until told to stop."""

import signal

import click
from flask.cli import with_appcontext

from app.core import schema
from app.core.db import db
from app.jobs import worker as workers

_SIGNALS = {signal.SIGTERM, signal.SIGINT}
_PATIENCE = 60.0  # seconds for the message in hand


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Work until SIGTERM or Ctrl-C, then finish the message in hand. Any number may run at once."""
    schema.require(db.engine)
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)  # threads begun from here on leave them to us
    db.session.remove()  # the threads have their own
    here = workers.worker()
    here.start()
    click.echo("Worker started.")
    signal.sigwait(_SIGNALS)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)  # a second one ends at once
    if not here.stop(_PATIENCE):
        raise click.ClickException("A message is still on its way; another worker will see to it.")
    click.echo("Worker stopped.")
