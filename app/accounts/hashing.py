"""What is kept of a password: argon2id. Loaded when the first is compared, as most pages never do."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def made_of(password: bytes) -> str:
    """What is to be kept of it."""
    return HASHER.hash(password)


def fits(stored: str, password: bytes) -> bool:
    """Whether what is stored was made of this password."""
    try:
        return HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def is_weaker(stored: str) -> bool:
    """Whether it was made with less effort than is usual by now."""
    return HASHER.check_needs_rehash(stored)
