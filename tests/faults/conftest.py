"""Installations to be broken, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.files import storage
from tests import servers
from tests.faults import sites
from tests.faults.sites import Site


@pytest.fixture(autouse=True)
def _files_stay_where_they_were(data_folder: Path) -> Iterator[None]:
    yield
    storage.configure(data_folder / "files")


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[Site]:
    """An empty installation on each database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'plenary.sqlite3'}"
    else:
        url = servers.fresh_database(request.getfixturevalue("postgresql_server"), f"faults_{worker_id}")
    with sites.site(url, tmp_path) as made:
        yield made
