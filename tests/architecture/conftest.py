"""Empty databases of both kinds, and the application on them as an operator would start it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import config
from app import create_app
from app.core.db import db
from app.files import storage
from tests import servers

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> str:
    """The address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    server = request.getfixturevalue("postgresql_server")
    return servers.fresh_database(server, f"architecture_{worker_id}")


@pytest.fixture
def empty_app(database_url: str, tmp_path: Path, data_folder: Path) -> Iterator[Flask]:
    """The application on an empty database, with a context for migrating it."""
    settings = config.load({"DATABASE_URL": database_url, "PLENARY_DATA": str(tmp_path)})
    app = create_app({**settings, "TESTING": True})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    storage.configure(data_folder / "files")  # back to where all other tests keep theirs


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A copy of migrations/ that a test may add steps to."""
    target = tmp_path / "migrations"
    (target / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako", "alembic.ini"):
        (target / name).write_bytes((ROOT / "migrations" / name).read_bytes())
    for step in (ROOT / "migrations" / "versions").glob("*.py"):
        (target / "versions" / step.name).write_bytes(step.read_bytes())
    return target
