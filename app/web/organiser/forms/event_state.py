"""What an organiser decides about an event by hand, and its image."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField

from app.events import labels
from app.events.models import Event
from app.events.services import parts
from app.events.services.parts import Picture
from app.files.models import StoredFile
from app.web.fields import longest
from app.web.forms import BaseForm, TranslatedField
from app.web.organiser.forms.fields import RadioOfField, UploadField
from app.web.organiser.forms.seen import SeenForm
from app.web.organiser.forms.versioned import event_languages


class VisibilityForm(BaseForm):
    visibility = RadioOfField(_l("Who can see it"), labels.VISIBILITY)


class StopForm(BaseForm):
    """Why an event is postponed or cancelled; the page says it first of all."""

    status_note = TranslatedField(
        _l("What happened, and what participants should do"),
        is_multiline=True,
        is_required=True,
        longest=2000,
        description=_l("The page says it before all else."),
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.show_in(event_languages())


class ImageForm(SeenForm):
    file = UploadField(
        _l("Image"),
        description=_l(
            "PNG, JPEG or WebP, best 1,600 pixels wide or more. Cameras' notes in it are removed."
        ),
    )
    image_alt = TranslatedField(
        _l("What it shows"), description=_l("For readers who do not see it. Leave empty for mere decoration.")
    )
    image_credit = StringField(
        _l("Credit"), description=_l("For example: © City of Hamburg / A. Person."), validators=[longest(300)]
    )
    remove = BooleanField(_l("Remove the image"))

    def __init__(self, event: Event, **kwargs: Any) -> None:
        stored = parts.read(Picture, event)
        super().__init__(stored, **kwargs)
        self.stored = stored
        self.show_in(event_languages())

    def picture(self, new: StoredFile | None) -> Picture:
        """What shall be shown, `new` being what has been uploaded now."""
        kept = None if self.remove.data else self.stored.image_id
        return Picture(
            image_id=new.id if new else kept,
            image_alt=self.image_alt.data,
            image_credit=self.image_credit.data or "",
        )
