"""What the operator has decided about this site as a whole: its address, its name in mails."""

from flask import current_app


def base_url() -> str:
    """The public address of this site, without a slash at its end (trust rule T14)."""
    address: str = current_app.config["BASE_URL"]
    return address


def mail_domain() -> str:
    """The domain our mails come from."""
    domain: str = current_app.config["MAIL_DOMAIN"]
    return domain
