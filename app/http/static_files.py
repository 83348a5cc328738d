"""Static files under an address that changes with their content, so browsers keep them for ever."""

import gzip
import hashlib
import shutil
import tempfile
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

SOURCE = Path(__file__).resolve().parent.parent / "static"
_COMPRESSED = {".css", ".js", ".svg", ".txt"}


def init_app(app: Flask) -> None:
    """Publish app/static with gzip twins under DATA/static/<version>/ and serve it from there."""
    version = _version()
    app.config["STATIC_VERSION"] = version
    published = _publish(Path(app.config["DATA"]) / "static" / version)
    prefix = f"static/{version}/"
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=published,
        prefix=prefix,
        allow_all_origins=False,
        immutable_file_test=lambda _path, url: url.startswith(f"/{prefix}"),
    )
    app.jinja_env.globals["static"] = lambda path: f"/{prefix}{path}"


def _version() -> str:
    digest = hashlib.sha256()
    for path in sorted(SOURCE.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(SOURCE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _publish(target: Path) -> Path:
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=target.parent))
    shutil.copytree(SOURCE, draft, dirs_exist_ok=True)
    for path in list(draft.rglob("*")):
        if path.suffix in _COMPRESSED:
            twin = path.with_name(path.name + ".gz")
            twin.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    draft.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:  # another process was first; both made the same
        shutil.rmtree(draft, ignore_errors=True)
    return target
