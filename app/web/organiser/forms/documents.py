"""What an organiser fills in about a document and its versions."""

from datetime import date
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.core import clock
from app.documents import labels
from app.documents.services import DocumentText, NewVersion
from app.files.models import StoredFile
from app.web.forms import BaseForm, TranslatedField
from app.web.organiser.forms.fields import DayField, LanguageField, OneOfField, UploadField, WebAddressField
from app.web.organiser.forms.seen import SeenForm
from app.web.organiser.forms.versioned import event_languages


class DocumentForm(SeenForm):
    kind = OneOfField(_l("Kind"), labels.KIND)
    title = TranslatedField(
        _l("Title"), description=_l("Leave empty when the kind says it all, as with the programme.")
    )
    is_published = BooleanField(_l("Show it on the page"), default=True)

    def __init__(self, text: DocumentText | None = None, **kwargs: Any) -> None:
        super().__init__(text, **kwargs)
        self.show_in(event_languages())

    def data_for_service(self) -> DocumentText:
        return DocumentText(kind=self.kind.data, title=self.title.data, is_published=self.is_published.data)


class VersionForm(BaseForm):
    """A file, or the address of something that lies elsewhere."""

    language = LanguageField()
    file = UploadField(
        _l("File"),
        description=_l("PDF, Word, Excel, PowerPoint or an image, up to 20 MB, without macros."),
    )
    url = WebAddressField(
        _l("Or its address elsewhere"), description=_l("For recordings and publications on other sites.")
    )
    dated_on = DayField(
        _l("Date of the document"),
        default=lambda: clock.now().date(),
        validators=[InputRequired(_l("Enter a date."))],
    )

    def version(self, file: StoredFile | None) -> NewVersion:
        return NewVersion(
            language=self.language.data,
            dated_on=cast("date", self.dated_on.data),  # required above
            file=file,
            url=self.url.data or "",
        )
