"""Public identifiers: random, so that nobody can count or guess their neighbours."""

import secrets
import uuid

# Crockford's alphabet without letters that are read wrongly aloud or on paper.
READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def public_id() -> str:
    """128 random bits for addresses of things that are not public, 22 characters."""
    return secrets.token_urlsafe(16)


def code(length: int) -> str:
    """A short readable code for things that are public anyway: sessions, people, rooms."""
    return "".join(secrets.choice(READABLE) for _ in range(length))


def session_code() -> str:
    """Six characters, as frab's schedule format wants them."""
    return code(6)


def person_code() -> str:
    """Eight characters: persons are known across events."""
    return code(8)


def calendar_uid() -> str:
    """The unchanging half of a calendar entry's UID (RFC 7986 section 5.3)."""
    return str(uuid.uuid4())


def revision() -> int:
    """Where the count of edits goes on for a thing that comes back: at a number nobody can have seen.

    Half of what a column holds, so that it can be counted on from there.
    """
    return 2**16 + secrets.randbelow(2**30)
