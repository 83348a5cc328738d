"""Refusals of the parser: limits that keep a hostile text from taking the process with it."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Invalid


class TextTooLong(Invalid):
    """More than a programme of many days would need."""

    code = "text_too_long"
    message = _l("This text is longer than 200,000 characters. Paste it in parts.")


class TooManyItems(Invalid):
    """More sessions than one event can hold."""

    code = "too_many_items"
    message = _l("This text has more than 2,000 sessions. Paste it in parts.")
