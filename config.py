"""The only reader of the environment. Checks itself, so that a bad setting stops the start."""

import contextlib
import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent
DEVELOPMENT_URL = "http://127.0.0.1:5000"
WEAK_SECRETS = frozenset(
    {"dev", "development", "secret", "changeme", "change-me", "test", "password", "plenary"}
)
SHORTEST_SECRET = 32  # characters
FEWEST_LETTERS = 8  # different ones
NO_ADDRESS = "BASE_URL must be an address like https://events.example.org, with nothing behind the host."
LOOPBACK = frozenset({"localhost", "127.0.0.1"})
SENDER = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@([a-z0-9-]+(?:\.[a-z0-9-]+)*)", re.ASCII | re.IGNORECASE)
NOWHERE = frozenset({"local", "localhost", "localdomain", "invalid", "test"})  # endings no server looks up
MEGABYTE = 1024 * 1024


class BadSetting(SystemExit):
    """A setting that must not be used. Ends the process with exit code 1 and one sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"Plenary cannot start: {sentence}")


@dataclass(frozen=True, slots=True)
class Environment:
    """Reads variables and says what is wrong with them in one sentence."""

    values: dict[str, str]

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, "").strip() or default

    def number(self, name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
        value = self.text(name)
        if not value:
            return default
        if not (value.isascii() and value.isdecimal()):
            raise BadSetting(f"{name} must be a whole number, not {value!r}.")
        if not least <= int(value) <= most:
            raise BadSetting(f"{name} must be a number from {least} to {most}, not {value}.")
        return int(value)

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name).lower()
        if not value:
            return default
        if value not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
            raise BadSetting(f"{name} must be 1 or 0, not {value!r}.")
        return value in {"1", "true", "yes", "on"}


def load(values: dict[str, str] | None = None) -> dict[str, object]:
    """Flask's configuration from `values` (default: the process's environment).

    A site whose BASE_URL is on this machine is in development; any other is in production,
    where secrets and mail must be set by hand. Raises BadSetting.
    """
    env = Environment(dict(os.environ) if values is None else values)
    base_url, host = _base_url(env)
    production = host not in LOOPBACK
    data = _data(env)
    mail_server = env.text("MAIL_SERVER")
    if production and not mail_server:
        raise BadSetting("MAIL_SERVER is needed where BASE_URL is public.")
    processes = env.number("WEB_CONCURRENCY", 1, least=1, most=1000)
    limiter = env.text("LIMITER_URL", env.text("REDIS_URL", "memory://"))
    if not limiter.startswith(("memory://", "redis://", "rediss://")):
        name = "LIMITER_URL" if env.text("LIMITER_URL") else "REDIS_URL"
        raise BadSetting(f"{name} must begin with redis://, rediss:// or memory://.")
    if production and processes > 1 and limiter.startswith("memory:"):
        raise BadSetting("several web processes need LIMITER_URL (or REDIS_URL) to count attempts together.")
    return {
        "PRODUCTION": production,
        "BASE_URL": base_url,
        "PREFERRED_URL_SCHEME": base_url.partition(":")[0],
        "TRUSTED_HOSTS": sorted({host} | (set() if production else LOOPBACK)),
        "SECRET_KEY": _secret(env, data, production=production),
        "DATA": data,
        **_database(env, data),
        **_mail(env, mail_server, _sender(env, host, production=production)),
        "QUEUE_URL": _queue(env, data),
        "REDIS_URL": env.text("REDIS_URL"),
        "RATELIMIT_STORAGE_URI": limiter,
        "WEB_CONCURRENCY": processes,
        "EMBED_WORKER": env.flag("EMBED_WORKER", default=True),
        "TRUSTED_PROXIES": env.number("TRUSTED_PROXIES", 0),
        "PAGE_CACHE_BYTES": env.number("PAGE_CACHE_MB", 48) * MEGABYTE,
        # Who sends a registration form sooner than this after it was shown is asked once more. Where
        # somebody tries things out with programs of their own, nobody is.
        "FORM_SECONDS": env.number("FORM_SECONDS", 2 if production else 0),
        # What is kept of all that one speaker, and all speakers of one event, send by their links.
        "SPEAKER_BYTES": env.number("SPEAKER_MB", 200) * MEGABYTE,
        "SPEAKERS_BYTES": env.number("SPEAKERS_MB", 10_000) * MEGABYTE,
        # Bodies: one upload of 20 MB at most; text fields 2 MB together; 400 fields.
        "MAX_CONTENT_LENGTH": 21 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE,
        "MAX_FORM_PARTS": 400,
        "SESSION_COOKIE_NAME": "plenary",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": base_url.startswith("https:"),
        "WTF_CSRF_CHECK_DEFAULT": False,  # http.csrf asks on every unsafe request, also anonymous
        "WTF_CSRF_TIME_LIMIT": 6 * 3600,
        "WTF_CSRF_SSL_STRICT": False,  # http.csrf compares Origin instead
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "app" / "translations"),
    }


def _base_url(env: Environment) -> tuple[str, str]:
    """The site's address without a slash at its end, and the host in it."""
    base_url = env.text("BASE_URL", DEVELOPMENT_URL).rstrip("/")
    try:
        address = urlsplit(base_url)
        whole = f"{address.scheme}://{address.hostname}{f':{address.port}' if address.port else ''}"
    except ValueError:  # a port that is none
        raise BadSetting(NO_ADDRESS) from None
    # Werkzeug compares names up to a colon: no request for an IPv6 address would ever be answered.
    # Links in pages begin at the root, so the site cannot live in a folder of another.
    if address.scheme not in {"http", "https"} or not address.hostname or ":" in address.hostname:
        raise BadSetting(NO_ADDRESS)
    if base_url.lower() != whole:
        raise BadSetting(NO_ADDRESS)
    return whole, address.hostname


def _data(env: Environment) -> Path:
    folder = Path(env.text("PLENARY_DATA", str(ROOT / "instance"))).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"PLENARY_DATA is no folder Plenary can use: {folder}: {error.strerror}.") from None
    return folder


def _secret(env: Environment, data: Path, *, production: bool) -> str:
    given = env.text("SECRET_KEY")
    if given:
        if given.lower() in WEAK_SECRETS or len(given) < SHORTEST_SECRET or len(set(given)) < FEWEST_LETTERS:
            raise BadSetting(f"SECRET_KEY is weak; use at least {SHORTEST_SECRET} random characters.")
        return given
    if production:
        raise BadSetting("SECRET_KEY is needed where BASE_URL is public.")
    return _made_secret(data / "secret_key")


def _made_secret(path: Path) -> str:
    """The secret made at the first start, readable by its owner only; the first of several wins."""
    if not path.exists():
        descriptor, draft = tempfile.mkstemp(dir=path.parent)  # made with mode 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            Path(path).hardlink_to(draft)  # whole or not at all, unlike a write in place
        Path(draft).unlink()
    return path.read_text().strip()


def _database(env: Environment, data: Path) -> dict[str, object]:
    url = env.text("DATABASE_URL", f"sqlite:///{data / 'plenary.sqlite3'}")
    for old in ("postgres://", "postgresql://"):  # the driver is always psycopg 3
        if url.startswith(old):
            url = "postgresql+psycopg://" + url.removeprefix(old)
    options: dict[str, object] = {
        "pool_size": 20,
        "pool_use_lifo": True,  # the one used last is the one whose caches are warm
        "max_overflow": 20,
        "pool_timeout": 20,
        "hide_parameters": True,  # errors are logged, and parameters are people's data
    }
    if url.startswith("postgresql"):
        options["connect_args"] = {"connect_timeout": 5, "options": "-c lock_timeout=15000"}
    elif not url.startswith("sqlite:"):
        raise BadSetting("DATABASE_URL must begin with sqlite:// or postgresql://.")
    try:
        make_url(url)
    except (ArgumentError, ValueError):  # its text is not shown: it holds a password
        raise BadSetting(
            "DATABASE_URL cannot be read; write it like postgresql://user:password@host:5432/name."
        ) from None
    return {"SQLALCHEMY_DATABASE_URI": url, "SQLALCHEMY_ENGINE_OPTIONS": options}


def _queue(env: Environment, data: Path) -> str:
    url = env.text("QUEUE_URL", env.text("REDIS_URL", f"sqlite:///{data / 'queue.sqlite3'}"))
    if not url.startswith(("sqlite:///", "redis://", "rediss://", "postgresql://", "postgres://")):
        raise BadSetting("QUEUE_URL must begin with sqlite:///, redis://, rediss:// or postgresql://.")
    return url


def _sender(env: Environment, host: str, *, production: bool) -> str:
    """Who letters are from: in public at a domain that the servers of their readers can look up."""
    sender = env.text("MAIL_SENDER", f"plenary@{host if production else 'localhost.localdomain'}")
    address = SENDER.fullmatch(sender)
    name, _dot, ending = address[1].lower().rpartition(".") if address else ("", "", "")
    is_nowhere = not name or ending in NOWHERE or ending.isdecimal()
    if address is None or (production and is_nowhere):
        raise BadSetting(
            "MAIL_SENDER must be an address like events@example.org, at a domain other mail servers can find."
        )
    return sender


def _mail(env: Environment, server: str, sender: str) -> dict[str, object]:
    return {
        "MAIL_SERVER": server,  # empty: kept in the outbox, readable at /dev/mail
        "MAIL_PORT": env.number("MAIL_PORT", 25, least=1, most=65535),
        "MAIL_USERNAME": env.text("MAIL_USERNAME") or None,
        "MAIL_PASSWORD": env.text("MAIL_PASSWORD") or None,
        "MAIL_USE_TLS": env.flag("MAIL_USE_TLS", default=False),
        "MAIL_DEFAULT_SENDER": sender,
        "MAIL_DOMAIN": sender.rpartition("@")[2],
    }
