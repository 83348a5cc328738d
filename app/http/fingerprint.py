"""What shapes rendered bytes besides the data: our code and texts, the libraries, the settings."""

import hashlib
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = (ROOT / "app", ROOT / "templates")


def init_app(app: Flask) -> None:
    """Let stored pages be those of this very version and no other's."""
    settings = (app.config["BASE_URL"], str(app.config["PRODUCTION"]))
    app.config["RENDERING_FINGERPRINT"] = of(FOLDERS, (*settings, *_libraries(sys.path)))


def of(folders: Iterable[Path], words: Iterable[str]) -> str:
    """A short name for what the files in `folders` say, and for `words`.

    Contents count, not dates: images are built with dates of their own, and files copied to another
    machine must make the same name there, or processes could not share their pages.
    """
    digest = hashlib.sha256("\n".join(words).encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _libraries(search_path: Iterable[str]) -> list[str]:
    """Python and every package that can be imported, with their versions.

    Among them are the rules of time zones, the words of languages, templates and Markdown. The names
    of their folders tell; reading what is inside would cost every start a tenth of a second.
    """
    found = {info.name for entry in search_path for info in Path(entry).glob("*.dist-info")}
    return [platform.python_version(), *sorted(found)]
