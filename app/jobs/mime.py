"""A row of the outbox as the message a mail server wants. Pure: the same row, the same bytes."""

import base64
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from typing import Any

from email_validator import EmailNotValidError, validate_email

from app.core import lazy
from app.outbox.models import Message
from app.rendering import letters

css_inline = lazy.module("css_inline")

_PICTURE = re.compile(r'src="data:image/png;base64,([A-Za-z0-9+/=]+)"')
# Every server takes seven bits; UTF-8 in headers only where an address leaves no choice.
_PLAIN = SMTP.clone(cte_type="7bit")
_INTERNATIONAL = _PLAIN.clone(utf8=True)


def build(message: Message, *, sender: str) -> EmailMessage:
    """Headers of a service mail (trust rule P17), text and HTML; one recipient.

    Raises ValueError when the row's addresses are none.
    """
    recipient = _address(message.recipient)
    mail = EmailMessage(policy=_PLAIN if recipient.username.isascii() else _INTERNATIONAL)
    mail["From"] = _address(sender, name=message.sender_name or letters.SITE_NAME)
    mail["To"] = recipient
    if message.reply_to:
        mail["Reply-To"] = _address(message.reply_to)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.first_tried_at or message.created_at)
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = message.language
    mail.set_content(message.text)
    _add_html(mail, styled(message.html))
    return mail


def without_pictures(html: str) -> str:
    """The letter as others than its reader may see it: a picture in it can be a code that admits them."""
    return _PICTURE.sub('src=""', html)


def styled(html: str) -> str:
    """A letter's HTML with the style of all letters written into its elements."""
    return str(_inliner().inline(html))


def _add_html(mail: EmailMessage, html: str) -> None:
    """Pictures travel beside the words: mail programs show none that is written into an address."""
    pictures: list[bytes] = []

    def move(found: re.Match[str]) -> str:
        pictures.append(base64.b64decode(found[1]))
        return f'src="cid:{_name(len(pictures))}"'

    mail.add_alternative(_PICTURE.sub(move, html), subtype="html")
    (*_text, part) = mail.iter_parts()
    for number, picture in enumerate(pictures, start=1):
        part.add_related(
            picture,
            maintype="image",
            subtype="png",
            disposition="inline",
            filename=f"{number}.png",
            cid=f"<{_name(number)}>",
        )


def _name(number: int) -> str:
    return f"picture-{number}@plenary"


@cache
def _inliner() -> Any:
    return css_inline.CSSInliner(
        keep_at_rules=True,  # or the rules for small and dark screens would be lost
        load_remote_stylesheets=False,
        extra_css=(letters.TEMPLATES / "mail" / "letter.css").read_text(encoding="utf-8"),
    )


def _address(value: str, *, name: str = "") -> Address:
    """An address as headers take it: the domain as A-label, the local part as it is.

    Whatever core.email_address lets people register with must pass here too.
    """
    try:
        valid = validate_email(
            value, check_deliverability=False, globally_deliverable=False, test_environment=True
        )
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error
    return Address(display_name=name, username=valid.local_part, domain=valid.ascii_domain)
