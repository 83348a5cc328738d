"""Whether the database has the schema this version was written for."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from app.core import lazy

flask_migrate = lazy.module("flask_migrate")  # with Alembic it would cost every process 20 MB

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"
UPGRADE = "flask --app wsgi db upgrade"


class WrongSchema(SystemExit):
    """Work on this database would do harm. Ends the process with exit code 1 and one sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"Plenary cannot start: {sentence}")


def problem(connection: Connection) -> str | None:
    """What an operator must do before this version may work on the database; None when all is well.

    There is nothing between two steps: each migration is one transaction (migrations/env.py).
    """
    found, known = steps(connection), _known()
    if not found:
        return f"the database has no tables yet; run `{UPGRADE}`."
    if found == known[:1]:
        return None
    if set(found) <= set(known):
        return f"the database is at step {found[0]}, this version needs {known[0]}; run `{UPGRADE}`."
    return (
        f"the database is at step {', '.join(found)}, which this version does not know: a newer version "
        "has changed it. Start that version, or restore a backup from before the change."
    )


def is_empty(connection: Connection) -> bool:
    """Whether no migration has ever run here."""
    return not steps(connection)


def is_new(engine: Engine) -> bool:
    """The same, asked of a database that may not answer at all. Raises WrongSchema."""
    with _asked(engine) as connection:
        return is_empty(connection)


def begin(engine: Engine) -> None:
    """Make the tables of a database that has none, where somebody tries Plenary out (decision 16).

    Needs the application's context. Raises WrongSchema.
    """
    if is_new(engine):
        flask_migrate.upgrade()


def require_answer(engine: Engine) -> None:
    """Stop the process unless the database answers, whatever is in it. Raises WrongSchema."""
    with _asked(engine):
        pass


def require(engine: Engine) -> None:
    """Stop the process unless the database answers and has the schema this version needs.

    Raises WrongSchema.
    """
    with _asked(engine) as connection:
        sentence = problem(connection)
    if sentence:
        raise WrongSchema(sentence)


def steps(connection: Connection) -> tuple[str, ...]:
    """Where the database stands; more than one only if somebody has been at it by hand."""
    if not inspect(connection).has_table("alembic_version"):
        return ()
    return tuple(sorted(connection.scalars(text("SELECT version_num FROM alembic_version"))))


@contextmanager
def _asked(engine: Engine) -> Iterator[Connection]:
    """A connection for one question. Raises WrongSchema where there is none to be had."""
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise WrongSchema(f"the database of DATABASE_URL cannot be used: {_first_line(error)}.") from None


def _first_line(error: DBAPIError) -> str:
    """What the driver says is wrong; it names the host and the user, and never the password."""
    return str(error.orig).strip().partition("\n")[0].rstrip(".")


@lru_cache(maxsize=1)
def _known() -> tuple[str, ...]:
    """Every step this version knows, the last one first: they are numbered without gaps (tested)."""
    names = (path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
    return tuple(sorted(names, reverse=True))
