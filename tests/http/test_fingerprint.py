"""A stored page does not outlive what it was made with: code, templates, words, libraries, settings."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app.http import caching, fingerprint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "site"
    for name, content in {
        "views.py": b"NUMBER = 1\n",
        "templates/page.html": b"<p>one</p>",
        "translations/ar/LC_MESSAGES/messages.mo": b"\xde\x12\x04\x95 one",
        "network/countries.csv": b"DE,Germany\n",
        "templates/sitemap.xml": b"<urlset/>",
    }.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return made


def replace(path: Path, content: bytes) -> None:
    """Write as many other bytes, with the date of the old ones: as a reproducible image does."""
    times = path.stat()
    assert len(content) == times.st_size
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "code": lambda folder: replace(folder / "views.py", b"NUMBER = 2\n"),
    "a template": lambda folder: replace(folder / "templates/page.html", b"<p>two</p>"),
    "a template that is no HTML": lambda folder: replace(folder / "templates/sitemap.xml", b"<urlsot/>"),
    "a compiled catalogue": lambda folder: replace(
        folder / "translations/ar/LC_MESSAGES/messages.mo", b"\xde\x12\x04\x95 two"
    ),
    "reference data": lambda folder: replace(folder / "network/countries.csv", b"DE,germany\n"),
    "a new file": lambda folder: (folder / "new.py").write_bytes(b""),
    "a file that has gone": lambda folder: (folder / "views.py").unlink(),
    "another name": lambda folder: (folder / "views.py").rename(folder / "pages.py"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_another_version_of_ours_is_another_fingerprint(folder: Path, what: str) -> None:
    before = fingerprint.of([folder], ["3.11"])

    CHANGES[what](folder)

    assert fingerprint.of([folder], ["3.11"]) != before


def test_the_same_version_on_another_machine_has_the_same_fingerprint(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(folder, copy, copy_function=shutil.copyfile)  # with dates of its own
    (copy / "__pycache__").mkdir()
    (copy / "__pycache__" / "views.pyc").write_bytes(b"compiled when first used")

    assert fingerprint.of([copy], ["3.11"]) == fingerprint.of([folder], ["3.11"])


@pytest.mark.parametrize("library", ["tzdata", "babel", "jinja2", "icalendar", "markdown_it_py", "nh3"])
def test_another_version_of_what_pages_are_made_with_is_another_fingerprint(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, library: str
) -> None:
    installed = next(
        info
        for entry in sys.path
        for info in Path(entry).glob("*.dist-info")
        if info.name.lower().startswith(f"{library}-")
    )
    fingerprint.init_app(app)
    before = caching.fingerprint()
    (tmp_path / f"{installed.name.partition('-')[0]}-9999.1.dist-info").mkdir()

    monkeypatch.syspath_prepend(str(tmp_path))
    fingerprint.init_app(app)
    after = caching.fingerprint()
    monkeypatch.undo()
    fingerprint.init_app(app)

    assert after != before
    assert caching.fingerprint() == before


def test_another_address_of_the_site_is_another_fingerprint(app: Flask) -> None:
    fingerprint.init_app(app)
    before, address = caching.fingerprint(), app.config["BASE_URL"]

    app.config["BASE_URL"] = "https://events.example.org"
    fingerprint.init_app(app)
    after = caching.fingerprint()
    app.config["BASE_URL"] = address
    fingerprint.init_app(app)

    assert after != before
    assert caching.fingerprint() == before
