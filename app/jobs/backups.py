"""Backups: database, uploads and secret in one archive; made while the site runs, checked, restored."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from app.core import clock, schema
from app.jobs import archives, dumps
from app.jobs.archives import BadArchive, Manifest

DATABASE = "database"
FILES = "files"
SECRET = "secret_key"  # noqa: S105 - the name of a file
COUNTED = ("users", "events", "registrations", "messages", "stored_files")


@dataclass(frozen=True, slots=True)
class Site:
    """What a backup is of: a database and the folder of uploads and made secrets."""

    database: URL
    data: Path


@dataclass(frozen=True, slots=True)
class Content:
    """What a backup was found to hold."""

    manifest: Manifest
    counts: dict[str, int]


def make(site: Site, target: Path) -> Manifest:
    """Write everything acknowledged until now to `target`. Raises DumpFailed.

    First the database, then the files: a stored file never changes and stays for a day after its
    row has gone, so that each one the database knows is there, and perhaps a few newer ones too.
    """
    with tempfile.TemporaryDirectory(prefix="plenary-", dir=target.resolve().parent) as folder:
        copy = Path(folder) / DATABASE
        keys = _keys(site.database)
        dumps.dump(site.database, copy)
        keys |= _keys(site.database)
        members = {DATABASE: copy, **_uploads(site.data / FILES, keys)}
        if (site.data / SECRET).exists():
            members[SECRET] = site.data / SECRET
        return archives.write(
            target,
            members,
            database=dumps.kind(site.database),
            step=_step(site.database),
            made_at=clock.now(),
        )


def check(site: Site, archive: Path) -> Content:
    """Restore the archive into a scratch database and look at it; the site is not touched.

    Raises BadArchive or DumpFailed with what is wrong.
    """
    with archives.unpacked(archive) as (folder, manifest):
        return _examine(site, folder, manifest)


def restore(site: Site, archive: Path, *, replace: bool = False) -> Content:
    """Check the archive, then put it in place of the site's database, files and secret.

    Without `replace` only an empty database is filled. Raises BadArchive or DumpFailed.
    """
    if not replace and not _is_empty(site.database):
        raise BadArchive("the database holds data already; say --replace to put the backup in its place.")
    with archives.unpacked(archive) as (folder, manifest):
        content = _examine(site, folder, manifest)
        for name in manifest.digests:
            if name not in {DATABASE, SECRET}:
                _put(folder / name, site.data / name)
        dumps.load(site.database, folder / DATABASE)
        # Last: should the database not load, the old one keeps the secret that signs its links.
        if SECRET in manifest.digests:
            _put(folder / SECRET, site.data / SECRET)
    return content


def _keys(url: URL) -> set[str]:
    """The files the database knows now; asked before and after the dump, these are all it can hold."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if not inspect(connection).has_table("stored_files"):
            return set()
        return set(connection.execute(text("SELECT storage_key FROM stored_files")).scalars())


def _uploads(folder: Path, keys: set[str]) -> dict[str, Path]:
    """The known files with everything made of them; what is nobody's may be removed any moment."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    return {
        f"{FILES}/{name}": path
        for name, path in found.items()
        if name.partition(".")[0] in keys and path.is_file()
    }


def _examine(site: Site, folder: Path, manifest: Manifest) -> Content:
    if manifest.database != dumps.kind(site.database):
        raise BadArchive(
            f"the backup is of {manifest.database}, DATABASE_URL names {dumps.kind(site.database)}."
        )
    with dumps.scratch(site.database, folder / DATABASE) as engine, engine.connect() as connection:
        problems = dumps.damage(connection) + _missing_files(connection, folder)
        newer = schema.problem(connection)
        if newer and schema.UPGRADE not in newer:
            problems.append(newer)
        if problems:
            raise BadArchive("the backup cannot be used: " + "; ".join(problems[:5]))
        return Content(manifest, _counts(connection))


def _missing_files(connection: Connection, folder: Path) -> list[str]:
    keys = connection.execute(text("SELECT storage_key FROM stored_files ORDER BY id")).scalars()
    return [f"the file {key} is missing" for key in keys if not (folder / FILES / key).is_file()]


def _counts(connection: Connection) -> dict[str, int]:
    known = set(inspect(connection).get_table_names())
    return {
        table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - ours
        for table in COUNTED
        if table in known
    }


def _put(source: Path, target: Path) -> None:
    """Move a file into place, whole or not at all, readable by its owner only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.part")
    shutil.copyfile(source, draft)
    draft.chmod(0o600)
    draft.replace(target)


def _step(url: URL) -> str:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return ", ".join(schema.steps(connection))


def _is_empty(url: URL) -> bool:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return schema.is_empty(connection) or not any(_counts(connection).values())
