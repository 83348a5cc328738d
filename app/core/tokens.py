"""Links that prove something: signed, revocable by version, never stored."""

import base64
import hashlib
import hmac
import secrets

from flask import current_app

_ID_LENGTH = 22  # ids.public_id()
_MARK_LENGTH = 27  # 162 bits of HMAC-SHA256


def sign(purpose: str, public_id: str, version: int = 1) -> str:
    """The token that proves `purpose` for one thing. Raising `version` ends all older ones."""
    return public_id + _mark(purpose, public_id, version)


def read_id(token: str) -> str | None:
    """The public id a token speaks of, before anything is proved; None when it cannot be one."""
    if len(token) != _ID_LENGTH + _MARK_LENGTH or not token.isascii():
        return None
    return token[:_ID_LENGTH]


def proves(token: str, purpose: str, version: int = 1) -> bool:
    """Whether `token` was made by `sign` with the same purpose and version."""
    public_id = read_id(token)
    if public_id is None:
        return False
    expected = _mark(purpose, public_id, version)
    return hmac.compare_digest(token[_ID_LENGTH:].encode(), expected.encode())


def random() -> str:
    """A secret of 256 bits for things that are kept as their `digest`."""
    return secrets.token_urlsafe(32)


def derived(purpose: str, key: str) -> str:
    """The same secret for the same key, which is a secret itself and kept nowhere either."""
    signing_key = hashlib.sha256(b"plenary.tokens|" + current_app.config["SECRET_KEY"].encode()).digest()
    mark = hmac.digest(signing_key, f"{purpose}|{key}".encode(), "sha256")
    return base64.urlsafe_b64encode(mark).decode().rstrip("=")


def digest(secret: str) -> str:
    """What the database keeps of a secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _mark(purpose: str, public_id: str, version: int) -> str:
    return derived(purpose, f"{public_id}|{version}")[:_MARK_LENGTH]
