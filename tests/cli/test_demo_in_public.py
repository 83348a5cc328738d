"""The example's password opens nothing on a public site, however the database came there."""

import os
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

import config
from app.accounts import queries
from app.accounts.models import User
from app.accounts.services import passwords, users
from app.accounts.services.users import NewUser
from app.cli.bench import server
from app.cli.demo.organiser import EMAIL, PASSWORD, KnownPassword, require_unknown_password
from app.core.actors import SYSTEM
from app.core.db import db
from tests.make import accounts

ROOT = Path(config.__file__).resolve().parent
PUBLIC = {
    "BASE_URL": "https://events.example.org",
    "SECRET_KEY": "kR4_0tL9-vYw2QzXn8BmC3sD6fGh1jKp",
    "MAIL_SERVER": "127.0.0.1",
    "EMBED_WORKER": "0",
}


@pytest.fixture
def demo(app: Flask) -> Iterator[Flask]:
    """A site with the example's organiser."""
    user = users.create(NewUser(email=EMAIL, name="Ada Organiser"), actor=SYSTEM)
    passwords.put(user, PASSWORD, actor=SYSTEM, tell=False)
    yield app
    db.session.remove()


def organiser() -> User:
    found = queries.by_email(EMAIL)
    assert found is not None
    return found


def test_an_organiser_with_the_known_password_is_refused(demo: Flask) -> None:
    del demo

    with pytest.raises(KnownPassword, match=f"users disable {EMAIL}"):
        require_unknown_password(db.engine)


def test_a_disabled_organiser_does_no_harm(demo: Flask) -> None:
    del demo
    users.disable(organiser(), actor=SYSTEM)

    require_unknown_password(db.engine)


def test_an_organiser_with_a_password_of_their_own_may_stay(demo: Flask) -> None:
    del demo
    passwords.put(organiser(), "nine kites over the dyke", actor=SYSTEM, tell=False)

    require_unknown_password(db.engine)


@pytest.mark.usefixtures("app")
def test_a_site_without_the_example_is_left_alone() -> None:
    accounts.user()

    require_unknown_password(db.engine)


def test_t39_a_public_server_does_not_start_with_the_known_password(
    tmp_path: Path, quick_python: tuple[str, ...]
) -> None:
    flask = partial(_flask, quick_python)
    private = {"PLENARY_DATA": str(tmp_path)}
    flask(private, "db", "upgrade")
    flask(private, "users", "create", "--email", EMAIL, "--name", "Ada", "--password-stdin", typed=PASSWORD)

    with pytest.raises(RuntimeError) as refused, server.running(private | PUBLIC):
        pass
    flask(private | PUBLIC, "users", "disable", EMAIL)

    assert str(KnownPassword()) in str(refused.value)
    with server.running(private | PUBLIC, probe="/healthz") as running:
        assert running.process.poll() is None


def _flask(quick_python: tuple[str, ...], settings: dict[str, str], *words: str, typed: str = "") -> None:
    subprocess.run(
        (*quick_python, "flask", "--app", "wsgi", *words),
        cwd=ROOT,
        env={"PATH": os.defpath, **settings},
        input=f"{typed}\n".encode(),
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=60,
    )
