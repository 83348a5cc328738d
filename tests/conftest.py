"""Fixtures every test may ask for: an application on a real database, a browser without a screen."""

import gc
import shutil
import signal
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import playwright.sync_api
import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy import event

import config
from app import create_app
from app.core.db import db
from tests import emptying, servers
from tests.browser import chromium as chromiums
from tests.browserless import Browser

# Noun packages hold the rules; their tests run on both databases. Doors are tested on SQLite.
ON_BOTH = {"accounts", "audit", "documents", "events", "files", "outbox", "people", "programme",
           "registration", "speakers", "jobs"}  # fmt: skip

# No example fails for taking long: the machine may be busy, and speed is measured by `flask bench`.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure() -> None:
    """Let Ctrl-C end what the tests start, also where a shell runs them in the background, deaf to it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported for the tests stays: nobody need look through it for what could be thrown away.

    And little of what a test makes goes in circles: looking for those less often saves an eighth.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        gc.enable()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" not in metafunc.fixturenames:
        return
    noun = Path(str(metafunc.module.__file__)).relative_to(Path(__file__).parent).parts[0]
    definition = metafunc.definition
    postgresql, sqlite = (definition.get_closest_marker(kind) for kind in ("postgresql", "sqlite"))
    kinds = [] if postgresql and postgresql.kwargs.get("alone") else ["sqlite"]
    if postgresql or (noun in ON_BOTH and not sqlite):
        kinds.append("postgresql")
    metafunc.parametrize("database", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def data_folder() -> Iterator[Path]:
    """Where this worker's files lie."""
    folder = Path(tempfile.mkdtemp(prefix="plenary-", dir=servers.QUICK))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_server(testrun_uid: str) -> Iterator[str]:
    """One server for all workers of a run, found through the name of the run."""
    with servers.postgresql(testrun_uid) as url:
        yield url


@pytest.fixture(scope="session")
def quick_python(data_folder: Path) -> Iterator[tuple[str, ...]]:
    """What to start `flask` and `gunicorn` with in place of `python -m`: a tenth of the work.

    What a whole start of the interpreter takes is tried where that is the promise.
    """
    with servers.nursery(data_folder / "nursery") as words:
        yield words


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """A Redis of the test's own."""
    with servers.redis(tmp_path) as url:
        yield url


@pytest.fixture(scope="session")
def applications() -> Iterator[dict[str, Flask]]:
    """Applications made so far in this worker, by kind of database."""
    made: dict[str, Flask] = {}
    yield made
    for application in made.values():
        with application.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="session")
def database(
    request: pytest.FixtureRequest, data_folder: Path, applications: dict[str, Flask], worker_id: str
) -> str:
    """The kind of database a test runs on; makes the application for it once."""
    kind: str = request.param
    if kind not in applications:
        if kind == "sqlite":
            url = f"sqlite:///{data_folder / 'test.sqlite3'}"
        else:
            server = request.getfixturevalue("postgresql_server")
            url = servers.fresh_database(server, f"plenary_{worker_id}")
        applications[kind] = _application(url, data_folder)
    return kind


def _application(url: str, folder: Path) -> Flask:
    given = {"DATABASE_URL": url, "PLENARY_DATA": str(folder), "EMBED_WORKER": "0", "FORM_SECONDS": "0"}
    settings = config.load(given)
    app = create_app({**settings, "TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    with app.app_context():
        db.drop_all()
        db.create_all()
    return app


@pytest.fixture
def app(database: str, applications: dict[str, Flask]) -> Iterator[Flask]:
    """The application on an empty database, with a context for calling services directly."""
    application = applications[database]
    with application.app_context():
        yield application
        db.session.remove()
        emptying.empty(db.engine)
        application.extensions["page_store"].clear()
        application.extensions["limits"].storage.reset()


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[playwright.sync_api.Browser]:
    """One Chromium for all tests of this worker: Playwright allows no second."""
    with chromiums.launched() as browser:
        yield browser


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Somebody who is not signed in, with a cookie jar and a strict eye."""
    return Browser(app)


@pytest.fixture
def count_queries(app: Flask) -> Iterator[list[str]]:  # noqa: ARG001 - it has the database
    """Every statement sent to the database, in order; clear() it before what is measured."""
    statements: list[str] = []

    def remember(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", remember)
    yield statements
    event.remove(db.engine, "before_cursor_execute", remember)
