"""What the operator has decided about this site as a whole: its address, its name in mails, its space."""

from flask import current_app


def base_url() -> str:
    """The public address of this site, without a slash at its end (trust rule T14)."""
    address: str = current_app.config["BASE_URL"]
    return address


def mail_domain() -> str:
    """The domain our mails come from."""
    domain: str = current_app.config["MAIL_DOMAIN"]
    return domain


def speaker_space() -> int:
    """Bytes that are kept of what one speaker sends."""
    size: int = current_app.config["SPEAKER_BYTES"]
    return size


def speakers_space() -> int:
    """Bytes that are kept of what all speakers of one event send."""
    size: int = current_app.config["SPEAKERS_BYTES"]
    return size
