"""flask users: accounts of organisers, made and disabled by the operator."""

import sys
from datetime import timedelta

import click
from flask.cli import AppGroup

from app.accounts import queries
from app.accounts.errors import NoSuchUser
from app.accounts.models import User
from app.accounts.services import links, passwords, users
from app.accounts.services.users import NewUser
from app.core import schema, text
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.errors import DomainError
from app.http import language
from app.rendering.links import absolute

FIRST_LINK_LASTS = timedelta(days=1)

cli = AppGroup("users", help="Accounts of organisers.")


@cli.command("create")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--language", "spoken", default="en", show_default=True, help="Of letters to this person.")
@click.option("--administrator", is_flag=True, help="May see and do everything in every event.")
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from the first line of standard input."
)
@click.option("--ask-password", is_flag=True, help="Ask for the password on the terminal.")
def create(
    *, email: str, name: str, spoken: str, administrator: bool, password_stdin: bool, ask_password: bool
) -> None:
    """Make an account. Without a password it prints a link that signs in once, within a day."""
    if spoken not in language.available():
        raise click.ClickException(
            f"There is no catalogue for {spoken!r}: {', '.join(language.available())}."
        )
    if text.is_blank(name):
        raise click.ClickException("Say whose account it is: --name is empty.")
    schema.require(db.engine)
    password = _password(from_stdin=password_stdin, ask=ask_password)
    new = NewUser(email=email, name=text.clean_line(name), language=spoken, is_administrator=administrator)
    try:
        with transaction():
            user = users.create(new, actor=SYSTEM)
            if password is not None:
                passwords.put(user, password, actor=SYSTEM, tell=False)
            secret = links.issue(user, lasts=FIRST_LINK_LASTS) if password is None else None
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Account made for {user.email}.")
    if secret is not None:
        click.echo(f"Sign in within a day at {absolute(links.path(secret))}")


@cli.command("list")
def show() -> None:
    """All accounts, one per line: address, name, what is special."""
    schema.require(db.engine)
    for user in queries.everybody():
        click.echo("\t".join((user.email, user.name, _remarks(user))).rstrip())


@cli.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Sign an account out everywhere and let nothing sign it in again."""
    users.disable(_found(email), actor=SYSTEM)
    click.echo("Disabled.")


@cli.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Let a disabled account sign in again."""
    users.enable(_found(email), actor=SYSTEM)
    click.echo("Enabled.")


def _found(email: str) -> User:
    schema.require(db.engine)
    user = queries.by_email(email)
    if user is None:
        raise click.ClickException(str(NoSuchUser()))
    return user


def _password(*, from_stdin: bool, ask: bool) -> str | None:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if ask:
        answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return answer
    return None


def _remarks(user: User) -> str:
    remarks = {
        "administrator": user.is_administrator,
        "no password": user.password_hash is None,
        "disabled": not user.is_active,
    }
    return ", ".join(remark for remark, applies in remarks.items() if applies)
