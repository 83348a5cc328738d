"""E-mail addresses as identities: compared without case, never merged by look-alike letters."""

import unicodedata

from email_validator import EmailNotValidError, validate_email


def key(address: str) -> str:
    """What makes two spellings one address (trust rule T06).

    NFC and ASCII lower case only, the domain as A-label. Compatibility folding or full case
    folding would merge different people. Raises ValueError when it is not an address.
    """
    try:
        valid = validate_email(
            address.strip(), check_deliverability=False, test_environment=True, strict=True
        )
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error
    local = unicodedata.normalize("NFC", valid.local_part)
    return _lower_ascii(f"{local}@{valid.ascii_domain}")


def _lower_ascii(value: str) -> str:
    return "".join(chr(ord(letter) + 32) if "A" <= letter <= "Z" else letter for letter in value)
