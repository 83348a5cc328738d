"""Where the bytes lie: a folder outside the web root, under random names of our own."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from app.files import rules
from app.files.errors import NoSuchFile
from app.files.models import StoredFile

_settings: dict[str, Path] = {}


def configure(folder: Path) -> None:
    """Keep files in `folder`; called once by create_app."""
    folder.mkdir(parents=True, exist_ok=True)
    _settings["folder"] = folder


def new_key() -> str:
    """A name nobody can guess, in one of 256 subfolders so that none grows too large."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


def write(key: str, data: bytes, variant: str = "") -> None:
    """Write once, whole or not at all, and not before it has reached the disk."""
    target = _place(key, variant)
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=target.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def read(file: StoredFile, variant: str = "") -> bytes:
    """The bytes of a stored file, or of something made of it. Raises NoSuchFile."""
    try:
        return path(file, variant).read_bytes()
    except FileNotFoundError as error:
        raise NoSuchFile from error


def path(file: StoredFile, variant: str = "") -> Path:
    """Where it lies. Raises NoSuchFile unless `variant` is one of rules.variants."""
    if variant and variant not in rules.variants(file):
        raise NoSuchFile
    return _place(file.storage_key, variant)


def names(file: StoredFile) -> set[str]:
    """What the file and everything made of it are called in their folder."""
    return {path(file, variant).name for variant in ("", *rules.variants(file))}


def date(file: StoredFile, moment: datetime) -> None:
    """Let its bytes be of that moment, so that they outlive their row for a while."""
    for variant in ("", *rules.variants(file)):
        with contextlib.suppress(FileNotFoundError):
            os.utime(path(file, variant), (moment.timestamp(), moment.timestamp()))


def folders() -> list[str]:
    """The subfolders files lie in; none before the first file."""
    folder = _settings["folder"]
    return sorted(one.name for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []


def names_older_than(moment: datetime, folder: str) -> set[str]:
    """What lies in the subfolder since before that moment."""
    found = (one for one in (_settings["folder"] / folder).iterdir() if one.is_file())
    return {one.name for one in found if one.stat().st_mtime < moment.timestamp()}


def remove(folder: str, unknown: Collection[str]) -> int:
    """Remove these from the subfolder; returns how many. Somebody else may remove them as well."""
    for name in unknown:
        (_settings["folder"] / folder / name).unlink(missing_ok=True)
    return len(unknown)


def _place(key: str, variant: str) -> Path:
    return _settings["folder"] / (f"{key}.{variant}" if variant else key)
