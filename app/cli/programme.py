"""flask programme: what the parser of pasted programmes makes of a text."""

import json
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import available_timezones

import click
from flask.cli import AppGroup

from app.core.errors import DomainError
from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import NOT_UNDERSTOOD, Result
from app.programme.paste.schema import as_json, clock
from app.programme.reading import files

cli = AppGroup("programme", help="Programmes as text.")
_DAY = click.DateTime(["%Y-%m-%d"])


@cli.command("parse")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--date", "first", type=_DAY, required=True, help="First day of the event.")
@click.option("--end-date", "last", type=_DAY, help="Last day of the event.")
@click.option("--timezone", required=True, help="The event's own zone, an IANA name such as Europe/Berlin.")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON instead of an outline.")
def parse_text(
    *, file: Path, first: datetime, last: datetime | None, timezone: str, wants_json: bool
) -> None:
    """Read the programme in FILE and print its sessions. Nothing is stored.

    FILE is text, .docx, .xlsx, .ods, .csv, .html or .pdf; "-" is text from standard input.
    """
    if timezone not in available_timezones():
        raise click.BadParameter(f"There is no zone {timezone!r}.", param_hint="--timezone")
    if last is not None and last < first:
        raise click.BadParameter("The last day is before the first.", param_hint="--end-date")
    options = Options(first.date(), timezone, last.date() if last else None)
    try:
        text = _typed() if str(file) == "-" else files.text_of(file.name, _beginning(file))
        result = parse(text, options)
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    if wants_json:
        click.echo(json.dumps(as_json(result), ensure_ascii=False, indent=1))
    else:
        _outline(result, text)


def _typed() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException("Save the text as UTF-8 and try again.") from error


def _beginning(file: Path) -> bytes:
    """The file, or enough of it to be refused as too large."""
    with file.open("rb") as opened:
        return opened.read(files.LARGEST + 1)


def _outline(result: Result, text: str) -> None:
    for session in result.sessions:
        end = clock(session.end) if session.end is not None else "…"
        indent = "  " if session.parent is not None else ""
        click.echo(
            f"{indent}{session.day} {clock(session.start)}–{end}  {session.title.value} [{session.kind}]"
        )
        for person in session.people:
            click.echo(f"{indent}    {person.role}: {person.name.value}")
    for line in result.lines:
        for use in line.uses:
            if use.use == NOT_UNDERSTOOD:
                click.echo(f"? line {line.number}: {text[use.span.start : use.span.end]}")
    for question in result.questions:
        click.echo(f"! {question.code}: {text[question.span.start : question.span.end]}")
