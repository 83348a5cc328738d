"""Settings: a bad one stops the start with one sentence and exit code 1 (trust rule T39)."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

import config
from config import BadSetting

ROOT = Path(config.__file__).resolve().parent
GOOD_SECRET = "Zq3-vT8_mK1xWc5RbY7uNh2LpD9sGf4J"
PUBLIC = {
    "BASE_URL": "https://events.example.org",
    "SECRET_KEY": GOOD_SECRET,
    "MAIL_SERVER": "mail.example.org",
}


def load(folder: Path, **values: str) -> dict[str, object]:
    return config.load({"PLENARY_DATA": str(folder), **values})


def start(quick_python: tuple[str, ...], folder: Path, **values: str) -> subprocess.CompletedProcess[str]:
    """Start the application as a web server would, in a process of its own."""
    environment = {"PATH": os.defpath, "PLENARY_DATA": str(folder), **values}
    return subprocess.run(
        [*quick_python, "wsgi"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"SECRET_KEY": "dev"}, "SECRET_KEY is weak; use at least 32 random characters."),
        ({"BASE_URL": "https://events.example.org"}, "MAIL_SERVER is needed where BASE_URL is public."),
        (
            {"BASE_URL": "https://events.example.org", "MAIL_SERVER": "mail.example.org"},
            "SECRET_KEY is needed where BASE_URL is public.",
        ),
    ],
)
def test_t39_the_process_ends_with_one_sentence(
    tmp_path: Path, quick_python: tuple[str, ...], values: dict[str, str], sentence: str
) -> None:
    ended = start(quick_python, tmp_path, **values)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"Plenary cannot start: {sentence}\n"


def test_a_good_setting_starts(tmp_path: Path, quick_python: tuple[str, ...]) -> None:
    ended = start(quick_python, tmp_path, **PUBLIC)

    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    "secret",
    [
        "dev",
        "DEV",
        "changeme",
        "secret",
        "plenary",
        "x" * 64,
        "abcabcabc" * 8,
        GOOD_SECRET[:31],
        "1234567" * 6,
    ],
)
def test_t39_a_known_short_or_monotonous_secret_is_refused(tmp_path: Path, secret: str) -> None:
    for values in ({}, PUBLIC):
        with pytest.raises(BadSetting, match="SECRET_KEY is weak"):
            load(tmp_path, **{**values, "SECRET_KEY": secret})


def test_t39_without_one_a_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first, second = load(tmp_path)["SECRET_KEY"], load(tmp_path)["SECRET_KEY"]

    file = tmp_path / "secret_key"
    assert isinstance(first, str)
    assert first == second == file.read_text()
    assert len(set(first)) > 16
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_two_sites_never_share_a_made_secret(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"

    assert load(one)["SECRET_KEY"] != load(other)["SECRET_KEY"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"BASE_URL": "events.example.org"}, "BASE_URL must be an address like"),
        ({"BASE_URL": "ftp://events.example.org"}, "BASE_URL must be an address like"),
        ({"BASE_URL": "https://"}, "BASE_URL must be an address like"),
        ({"BASE_URL": "http://[::1]:8000"}, "BASE_URL must be an address like"),
        ({"BASE_URL": "https://events.example.org/meetings"}, "BASE_URL must be an address like"),
        ({"BASE_URL": "https://events.example.org?a=b"}, "BASE_URL must be an address like"),
        ({"BASE_URL": "https://user@events.example.org"}, "BASE_URL must be an address like"),
        ({"BASE_URL": "https://events.example.org:port"}, "BASE_URL must be an address like"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must begin with"),
        ({"DATABASE_URL": "postgresql://u:secret@host:port/name"}, "DATABASE_URL cannot be read"),
        ({"LIMITER_URL": "localhost"}, "LIMITER_URL must begin with redis://"),
        ({"REDIS_URL": "http://localhost"}, "REDIS_URL must begin with redis://"),
        ({"MAIL_PORT": "99999"}, "MAIL_PORT must be a number from 1 to 65535, not 99999"),
        ({"WEB_CONCURRENCY": "0"}, "WEB_CONCURRENCY must be a number from 1 to 1000, not 0"),
        ({"MAIL_PORT": "²"}, "MAIL_PORT must be a whole number"),
        ({"MAIL_PORT": "twenty-five"}, "MAIL_PORT must be a whole number"),
        ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES must be a whole number"),
        ({"TRUSTED_PROXIES": "yes"}, "TRUSTED_PROXIES must be a whole number"),
        ({"EMBED_WORKER": "maybe"}, "EMBED_WORKER must be 1 or 0"),
        ({"MAIL_USE_TLS": "2"}, "MAIL_USE_TLS must be 1 or 0"),
        ({"MAIL_SENDER": "plenary"}, "MAIL_SENDER must be an address like"),
        ({**PUBLIC, "WEB_CONCURRENCY": "2"}, "several web processes need LIMITER_URL"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(
    tmp_path: Path, values: dict[str, str], sentence: str
) -> None:
    with pytest.raises(BadSetting, match=sentence):
        load(tmp_path, **values)


@pytest.mark.parametrize(
    "sender",
    [
        "events",
        "@example.org",
        "events@",
        "events@example..org",
        "two words@example.org",
        "Events <events@example.org>",
        "events@example.org, other@example.org",
        "events@example.org\nBcc: all@example.org",
        "events@localhost",
        "events@host.local",
        "events@HOST.LOCAL",
        "events@localhost.localdomain",
        "events@192.168.1.5",
    ],
)
def test_a_public_site_writes_from_an_address_that_can_be_found(tmp_path: Path, sender: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        load(tmp_path, **PUBLIC, MAIL_SENDER=sender)

    assert str(refusal.value) == (
        "Plenary cannot start: MAIL_SENDER must be an address like events@example.org, "
        "at a domain other mail servers can find."
    )


@pytest.mark.parametrize("host", ["192.168.1.5", "intranet", "events.local"])
def test_where_the_sites_own_host_is_no_domain_for_mail_a_sender_must_be_given(
    tmp_path: Path, host: str
) -> None:
    values = {**PUBLIC, "BASE_URL": f"https://{host}"}
    with pytest.raises(BadSetting, match="MAIL_SENDER must be an address like"):
        load(tmp_path, **values)

    settings = load(tmp_path, **values, MAIL_SENDER="events@mail.example.org")

    assert settings["MAIL_DOMAIN"] == "mail.example.org"


@pytest.mark.parametrize(
    ("values", "sender", "domain"),
    [
        ({}, "plenary@localhost.localdomain", "localhost.localdomain"),
        ({"MAIL_SENDER": "me@localhost"}, "me@localhost", "localhost"),
        (PUBLIC, "plenary@events.example.org", "events.example.org"),
        ({**PUBLIC, "MAIL_SENDER": "Events+7@Mail-1.xn--bcher-kva.example"},
         "Events+7@Mail-1.xn--bcher-kva.example", "Mail-1.xn--bcher-kva.example"),
    ],
)  # fmt: skip
def test_letters_are_from_the_sender_given_or_from_the_sites_own_host(
    tmp_path: Path, values: dict[str, str], sender: str, domain: str
) -> None:
    settings = load(tmp_path, **values)

    assert (settings["MAIL_DEFAULT_SENDER"], settings["MAIL_DOMAIN"]) == (sender, domain)


@pytest.mark.parametrize(
    ("base_url", "is_public"),
    [
        ("http://127.0.0.1:5000", False),
        ("http://localhost", False),
        ("https://events.example.org", True),
        ("http://192.168.1.5", True),
    ],
)
def test_a_site_is_in_production_unless_its_address_is_this_machine(
    tmp_path: Path,
    base_url: str,
    is_public: bool,  # noqa: FBT001 - a case
) -> None:
    settings = load(tmp_path, **{**PUBLIC, "BASE_URL": base_url, "MAIL_SENDER": "events@example.org"})

    assert settings["PRODUCTION"] is is_public


def test_t14_only_the_sites_own_name_is_trusted_in_production(tmp_path: Path) -> None:
    assert load(tmp_path, **PUBLIC)["TRUSTED_HOSTS"] == ["events.example.org"]


def test_t31_no_proxy_is_trusted_unless_it_is_said(tmp_path: Path) -> None:
    assert load(tmp_path, **PUBLIC)["TRUSTED_PROXIES"] == 0


@pytest.mark.parametrize(
    ("base_url", "is_secure"), [("https://x.example", True), ("http://x.example", False)]
)
def test_t24_cookies_are_secure_where_the_site_is(
    tmp_path: Path,
    base_url: str,
    is_secure: bool,  # noqa: FBT001 - a case
) -> None:
    settings = load(tmp_path, **{**PUBLIC, "BASE_URL": base_url})

    assert settings["SESSION_COOKIE_SECURE"] is is_secure
    assert settings["SESSION_COOKIE_HTTPONLY"] is True
    assert settings["SESSION_COOKIE_SAMESITE"] == "Lax"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_is_spoken_to_by_one_driver(tmp_path: Path, scheme: str) -> None:
    settings = load(tmp_path, DATABASE_URL=f"{scheme}://plenary@db/plenary")

    assert settings["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://plenary@db/plenary"


def test_an_empty_environment_is_a_site_on_this_machine(tmp_path: Path) -> None:
    settings = load(tmp_path)

    assert settings["BASE_URL"] == "http://127.0.0.1:5000"
    assert settings["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path / 'plenary.sqlite3'}"
    assert settings["MAIL_SERVER"] == ""


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(BadSetting, match="PLENARY_DATA is no folder Plenary can use"):
        load(tmp_path / "file")


def test_the_sites_address_is_kept_as_links_shall_begin(tmp_path: Path) -> None:
    settings = load(tmp_path, **{**PUBLIC, "BASE_URL": "https://Events.Example.org:8443/"})

    assert settings["BASE_URL"] == "https://events.example.org:8443"
