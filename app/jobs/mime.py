"""A row of the outbox as the message a mail server wants. Pure: the same row, the same bytes."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from css_inline import CSSInliner
from email_validator import EmailNotValidError, validate_email

from app.outbox.models import Message
from app.rendering import letters

# Every server takes seven bits; UTF-8 in headers only where an address leaves no choice.
_PLAIN = SMTP.clone(cte_type="7bit")
_INTERNATIONAL = _PLAIN.clone(utf8=True)

_inliner = CSSInliner(
    keep_at_rules=True,  # or the rules for small and dark screens would be lost
    load_remote_stylesheets=False,
    extra_css=(letters.TEMPLATES / "mail" / "letter.css").read_text(encoding="utf-8"),
)


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
    mail.add_alternative(styled(message.html), subtype="html")
    return mail


def styled(html: str) -> str:
    """A letter's HTML with the style of all letters written into its elements."""
    return _inliner.inline(html)


def _address(value: str, *, name: str = "") -> Address:
    """An address as headers take it: the domain as A-label, the local part as it is."""
    try:
        valid = validate_email(value, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error
    return Address(display_name=name, username=valid.local_part, domain=valid.ascii_domain)
