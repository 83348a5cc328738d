"""The unit of work: one commit per use case, and no write outside it."""

import logging
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    Connection,
    CursorResult,
    Date,
    Executable,
    MetaData,
    Time,
    event,
    inspect,
)
from sqlalchemy.exc import InvalidRequestError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, registry

from app.core import sqlite, types
from app.core.errors import Gone

log = logging.getLogger(__name__)

_HOOKS = "after_commit_hooks"
_ENDINGS = "before_commit_acts"
_CONNECTION = "connection"

T = TypeVar("T", bound="Base")

# Every constraint has a name, or SQLite's batch migrations could never drop it again.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every model inherits: one metadata, one map from Python types to columns."""

    # On the registry, not the class: Flask-SQLAlchemy cannot take a base with its own map.
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            types.pk: types.PRIMARY_KEY,
            types.short: types.SHORT,
            types.long: types.LONG,
            types.Translated: types.TranslatedText(),
            types.Strings: JSON(),
            types.Objects: JSON(),
            types.LocalDateTime: types.LocalTime(),
            datetime: types.Instant(),
            date: Date(),
            time: Time(),
            types.Choice: types.CHOICE,
        },
    )


db = SQLAlchemy(
    model_class=Base,
    # What a request has loaded stays readable after its commit; services refresh what they lock.
    session_options={"expire_on_commit": False},
)


@contextmanager
def transaction() -> Iterator[Session]:
    """Open a unit of work, or join the one already open.

    Only the outermost block commits, and any exception rolls everything back, so services
    may call services and still succeed or fail as one. On SQLite the outermost block takes
    the write lock at once: a transaction that reads first and writes later would be refused. On
    PostgreSQL it goes on with the one that reads: each statement sees what is committed by then.
    """
    session = db.session()
    if _HOOKS in session.info:
        yield session
        return
    begin = {}
    if sqlite.speaks(db.engine):
        session.commit()  # ends the reading transaction, if any; nothing can be pending outside
        begin = {"sqlite_begin": "IMMEDIATE"}
    hooks: list[Callable[[], object]] = []
    endings: dict[Hashable, Callable[[], object]] = {}
    session.info.update({_HOOKS: hooks, _ENDINGS: endings})
    try:
        with sqlite.turn(db.engine):
            try:
                session.info[_CONNECTION] = session.connection(execution_options=begin)
                yield session
                for act in endings.values():
                    act()
                session.commit()
            except BaseException:
                session.rollback()
                raise
    finally:
        for name in (_HOOKS, _ENDINGS, _CONNECTION):
            session.info.pop(name, None)
    for hook in hooks:
        try:
            hook()
        except Exception:
            log.exception("after-commit hook failed")


def end_reading(_error: BaseException | None = None) -> None:
    """Commit what has only been read, before it is closed, which is a ROLLBACK.

    With every ROLLBACK psycopg forgets its prepared statements, and PostgreSQL plans each anew. There
    is nothing to store: whoever writes has committed or rolled back before, or is interrupted now.
    """
    if not db.session.registry.has():
        return
    session = db.session()
    is_clean = _HOOKS not in session.info and not (session.new or session.dirty or session.deleted)
    if is_clean and session.in_transaction() and not sqlite.speaks(db.engine):
        with suppress(SQLAlchemyError):  # closing comes next and sees to whatever is broken
            session.commit()


def on_commit(hook: Callable[[], object]) -> None:
    """Run `hook` once the outermost transaction is safely committed.

    Only for what may be lost (a cache, a wake-up); what must not be lost is a row.
    """
    db.session().info[_HOOKS].append(hook)


def in_the_end(key: Hashable, act: Callable[[], object]) -> None:
    """Run `act` as the last thing of the outermost transaction, just before its commit.

    For what depends on how all things stand then, or locks a row that many wait for. Of several
    acts with one `key` the first stays.
    """
    db.session().info[_ENDINGS].setdefault(key, act)


def execute(statement: Executable, values: Mapping[str, Any]) -> CursorResult[Any]:
    """Run a statement about tables in the open transaction, past the session, which costs as much again.

    It sees what has been flushed. RuntimeError outside transaction().
    """
    session = db.session()
    _refuse_stray_write(session)
    connection: Connection = session.info[_CONNECTION]
    return connection.execute(statement, values)


def lock(thing: T, *, alone: bool = False) -> T:
    """Read the row of `thing` anew and keep others from changing it until the commit.

    First lock, then decide: what was loaded before the transaction may be out of date.
    Only the columns are read again: what relationships have loaded stays as it was, so ask the
    database for what you decide from. Others may still refer to the row: a draft being saved does
    not hold up who registers (FOR NO KEY UPDATE). Not so with `alone`, for what is about to be
    deleted. Raises Gone when somebody was faster.
    """
    names = [attribute.key for attribute in inspect(type(thing)).column_attrs]
    session = db.session()
    session.flush()  # or what is already decided about it in this transaction would be read over
    try:
        session.refresh(thing, names, with_for_update={"key_share": not alone})
    except InvalidRequestError as error:
        state = inspect(thing)
        if state.persistent or state.was_deleted:
            raise Gone from error
        raise  # a mistake of the caller's: it has never been stored
    return thing


@event.listens_for(Session, "before_flush")
def _refuse_stray_write(session: Session, *_args: Any) -> None:
    """A write outside transaction() is a bug in the caller, so fail loudly."""
    if _HOOKS not in session.info:
        raise RuntimeError("write outside transaction()")
