"""References that can be read aloud: ICLC7-4KQ7-M2. The last letter tells a slip of the tongue."""

import re

from app.core import ids, text, tokens
from app.events.models import Event
from app.registration.models import Registration

LETTERS = ids.READABLE
_RANDOM = 5  # letters by chance; the sixth is computed from them
_LONGEST_PREFIX = 8
_TICKET = "ticket"
_PARTS = re.compile(rf"([A-Z0-9]{{1,{_LONGEST_PREFIX}}})-([{LETTERS}]{{4}})-([{LETTERS}]{{2}})")
# What people type between the parts: any hyphen or space, or nothing.
_BETWEEN = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212]+")


def new(event: Event) -> str:
    """A reference for a registration of `event`. Chance alone does not make it unique."""
    letters = ids.code(_RANDOM)
    letters += check_letter(letters)
    return f"{prefix(event)}-{letters[:4]}-{letters[4:]}"


def ticket(registration: Registration) -> str:
    """What the QR code says: the reference for eyes, and a secret that only proves the seat.

    It opens no page. Whoever photographs the code can neither read nor change the registration.
    """
    secret = tokens.sign(_TICKET, registration.public_id)
    return f"{registration.reference}:{secret}"


def prefix(event: Event) -> str:
    """What names the event: acronym and edition, or the initials of its slug."""
    name = re.sub(r"[^A-Z0-9]", "", text.searchable(event.acronym).upper())
    if not name:
        words = event.slug.split("-")
        name = "".join(word if word.isdigit() else word[:1] for word in words).upper()
    edition = str(event.edition) if event.edition and not name.endswith(str(event.edition)) else ""
    return name[: _LONGEST_PREFIX - len(edition)] + edition


def check_letter(letters: str) -> str:
    """Luhn's letter over our alphabet: finds any single slip and nearly every swap of neighbours."""
    size = len(LETTERS)
    total = 0
    for place, letter in enumerate(reversed(letters)):
        value = LETTERS.index(letter) * (2 if place % 2 == 0 else 1)
        total += value // size + value % size
    return LETTERS[-total % size]


def read(typed: str) -> str | None:
    """The reference somebody typed or spelt, in its true form; None when it cannot be one."""
    bare = _BETWEEN.sub("", typed.strip()).upper()
    if not bare.isascii() or len(bare) <= _RANDOM + 1:
        return None
    letters = bare[-_RANDOM - 1 :]
    whole = f"{bare[: -_RANDOM - 1]}-{letters[:4]}-{letters[4:]}"
    if _PARTS.fullmatch(whole) is None or check_letter(letters[:-1]) != letters[-1]:
        return None
    return whole
