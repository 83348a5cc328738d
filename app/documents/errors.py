"""What can be refused about documents."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Invalid, NotAllowed, NotFound


class NoSuchDocument(NotFound):
    code = "no_such_document"
    message = _l("There is no such document.")


class MayNotEditDocuments(NotAllowed):
    code = "may_not_edit_documents"
    message = _l("Your role in this event's team does not allow this.")


class FileOrAddress(Invalid):
    code = "file_or_address"
    message = _l("Choose a file or enter an address, one of the two.")
    field = "file"


class BadDocumentAddress(Invalid):
    """Would not open, or would run a script (trust rule T27)."""

    code = "bad_document_address"
    message = _l("Enter a whole address that begins with https:// or http://.")
    field = "url"


class UnknownDocumentLanguage(Invalid):
    code = "unknown_document_language"
    message = _l("Choose a language from the list.")
    field = "language"


class DocumentDayOutOfRange(Invalid):
    code = "document_day_out_of_range"
    message = _l("Enter a day between 1900 and 2199.")
    field = "dated_on"
