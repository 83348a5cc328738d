"""Refusals: what can go wrong in the domain's own words. No HTTP here."""

from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class DomainError(Exception):
    """`code` is for machines and tests, `message` for people, `field` for forms."""

    code: ClassVar[str]
    message: LazyString
    field: str | None = None

    def __init__(self, message: LazyString | None = None, *, field: str | None = None) -> None:
        super().__init__(self.code)
        if message is not None:
            self.message = message
        if field is not None:
            self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotFound(DomainError):
    """The thing does not exist, or the actor may not know that it does."""


class Gone(NotFound):
    """It was there when the page was shown, and somebody has deleted it since."""

    code = "gone"
    message = _l("This is no longer there: somebody has deleted it.")


class NotAllowed(DomainError):
    """The actor may not do this."""


class Conflict(DomainError):
    """The request was fine; the state of the world was not."""


class Invalid(DomainError):
    """The input itself breaks a rule that no form could see."""


class Unavailable(DomainError):
    """Nothing is wrong, but it cannot be done just now; asked again in a moment, it can."""


class StaleEdit(Conflict):
    """Somebody else has saved in the meantime; nothing was overwritten."""

    code = "stale_edit"
    message = _l(
        "Somebody else has changed this in the meantime. Your text is kept below; compare and save again."
    )
