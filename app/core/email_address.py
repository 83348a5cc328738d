"""E-mail addresses as identities: compared without case, never merged by look-alike letters."""

import unicodedata
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l

from app.core.errors import Invalid

_LOWER_ASCII = str.maketrans(ascii_uppercase, ascii_lowercase)


class NotAnAddress(Invalid):
    code = "not_an_address"
    message = _l("Enter an e-mail address, like name@example.org.")
    field = "email"


def key(address: str) -> str:
    """What makes two spellings one address (trust rule T06).

    NFC and ASCII lower case only, the domain as A-label. Compatibility folding or full case
    folding would merge different people. Raises NotAnAddress.
    """
    return spellings(address)[1]


def spellings(address: str) -> tuple[str, str]:
    """The address as it is stored, and the key it is compared by. Raises NotAnAddress."""
    stored = canonical(address)
    return stored, stored.translate(_LOWER_ASCII)


@lru_cache(maxsize=64)  # a form and the service behind it ask about the same one
def canonical(address: str) -> str:
    """The address as it is stored and written to: as typed, but NFC and the domain as A-label.

    Raises NotAnAddress, also when a letter in it only looks like ASCII:
    NFC alone makes the Kelvin sign a K, and the mail would go to somebody else.
    """
    address = address.strip()
    if any(not letter.isascii() and unicodedata.normalize("NFC", letter).isascii() for letter in address):
        raise NotAnAddress
    try:
        valid = validate_email(address, check_deliverability=False, test_environment=True, strict=True)
    except EmailNotValidError as error:
        raise NotAnAddress from error
    local = unicodedata.normalize("NFC", valid.local_part)
    return f"{local}@{valid.ascii_domain}"
