"""Passwords: kept as argon2id, compared in the same time whoever asks, changed for all browsers."""

import threading
import unicodedata
from typing import TYPE_CHECKING

from app.accounts import mails, queries, rules
from app.accounts.errors import WeakPassword, WrongCredentials, WrongPassword
from app.accounts.models import User
from app.accounts.services import links, sessions
from app.audit import services as audit
from app.core import lazy
from app.core.actors import Actor
from app.core.db import lock, transaction

if TYPE_CHECKING:
    from app.accounts import hashing
else:
    hashing = lazy.module("app.accounts.hashing")

# Compared with where there is no password, so that an unknown address takes as long as a known one.
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$DuMmZLxacAfULDu3kTPCPw$xJUvpDx66h4BWFmo9fRz2RMrrnJ2hEeK2ipgYC/XjD0"
# Each comparison takes 19 MiB: a crowd of them waits its turn instead of filling the memory.
_turns = threading.BoundedSemaphore(2)


def check(address: str, password: str) -> User:
    """The active user with this address and password. Raises WrongCredentials, never saying why."""
    user = queries.by_email(address)
    stored = (user.password_hash if user else None) or NOBODY
    is_right = fits(stored, password)
    if user is None or not is_right or not user.is_active:
        raise WrongCredentials
    if hashing.is_weaker(stored):
        _hash_anew(user, stored, password)
    return user


def change(user: User, *, current: str, new: str, keep: str, actor: Actor) -> None:
    """Replace a password that is known. Raises WrongPassword or WeakPassword."""
    known = user.password_hash
    if not fits(known or NOBODY, current):
        raise WrongPassword
    hashed = _judged(user, new)
    with transaction():
        if lock(user).password_hash != known:  # somebody was faster; theirs is the present one
            raise WrongPassword
        _replace(user, hashed, keep=keep, actor=actor)


def put(user: User, new: str, *, actor: Actor, keep: str = "", tell: bool = True) -> None:
    """Set a password; every other browser and every mailed link ends. Raises WeakPassword.

    `keep` is the secret of the session that may go on. The owner is written to, unless whoever
    makes the account chooses the first password with them (`tell`).
    """
    hashed = _judged(user, new)
    with transaction():
        lock(user)
        _replace(user, hashed, keep=keep, actor=actor, tell=tell)


def _hash_anew(user: User, checked: str, password: str) -> None:
    """Keep a password that has just been checked with the costs of today, unless it was changed meanwhile."""
    hashed = _hash(password)  # before the lock, for which others wait
    with transaction():
        if lock(user).password_hash != checked:
            raise WrongCredentials
        user.password_hash = hashed


def _judged(user: User, new: str) -> str:
    """What is stored of a new password that is good enough. Raises WeakPassword."""
    weakness = rules.weakness(new, email=user.email, name=user.name)
    if weakness is not None:
        raise WeakPassword(weakness)
    return _hash(new)


def _replace(user: User, hashed: str, *, keep: str, actor: Actor, tell: bool = True) -> None:
    """The user is locked: from here on only `hashed` opens the account."""
    user.password_hash = hashed
    sessions.end_others(user, keep=keep)
    links.end_all(user)
    if tell:
        mails.password_changed(user)
    audit.record(actor, "user.password_changed", user)


def _hash(password: str) -> str:
    with _turns:
        return hashing.made_of(_octets(password))


def fits(stored: str, password: str) -> bool:
    """Whether what is stored was made of this password."""
    # Nothing longer was ever set; hashing megabytes would only be work for an attacker's sake.
    offered = password if len(password) <= rules.LONGEST else ""
    with _turns:
        return hashing.fits(stored, _octets(offered))


def _octets(password: str) -> bytes:
    """One spelling for letters that keyboards compose differently."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace")
