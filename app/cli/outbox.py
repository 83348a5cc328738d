"""flask outbox: look after mail that waits to be sent."""

import click
from flask.cli import AppGroup

from app.core import clock, email_address, ids, schema
from app.core.db import db
from app.core.email_address import NotAnAddress
from app.jobs import outbox as delivery
from app.outbox import queries, services
from app.outbox.models import MessageState, Priority

cli = AppGroup("outbox", help="Mail that waits to be sent.")


@cli.command("deliver")
def deliver() -> None:
    """Deliver everything that is due, then stop. Safe to run from cron, beside workers, or twice at once."""
    schema.require(db.engine)
    tally = delivery.deliver_due()
    again = tally[MessageState.DEFERRED] + tally[MessageState.QUEUED]
    click.echo(
        f"{tally[MessageState.SENT]} sent, {again} to be tried again, {tally[MessageState.FAILED]} failed; "
        f"{queries.unfinished()} still waiting."
    )


@cli.command("test")
@click.argument("address")
def test(address: str) -> None:
    """Write a short letter to ADDRESS, to see whether mail from this site arrives."""
    try:
        email_address.key(address)
    except NotAnAddress as error:
        raise click.ClickException(str(error)) from error
    schema.require(db.engine)
    services.queue(
        services.message(
            "delivery_test",
            to=address,
            language="en",
            dedupe_key=f"delivery-test:{ids.public_id()}",
            priority=Priority.SIGN_IN,
            at=clock.now(),
        )
    )
    click.echo(
        "Queued. A worker sends it within seconds; without one, run `flask --app wsgi outbox deliver`."
    )
