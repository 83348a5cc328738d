"""What an organiser fills in about rooms and tracks."""

from abc import abstractmethod

from flask_babel import lazy_gettext as _l
from wtforms import ColorField

from app.programme.models import Room, Track
from app.programme.services.rooms_and_tracks import NewRoom, NewTrack
from app.rendering import colour
from app.web.fields import longest
from app.web.forms import TranslatedField
from app.web.organiser.forms.fields import SeatsField, WebAddressField
from app.web.organiser.forms.once import OnceForm
from app.web.organiser.forms.versioned import VersionedForm, event_languages


class NamedForm(OnceForm, VersionedForm):
    name = TranslatedField(_l("Name"), is_required=True, longest=200)

    def __init__(self, stored: Room | Track | None = None, **kwargs: object) -> None:
        super().__init__(obj=stored, **kwargs)
        if stored is not None:
            del self.form_key
        self.show_in(event_languages())

    @abstractmethod
    def data_for_service(self) -> NewRoom | NewTrack:
        """All values as they shall be."""


class RoomForm(NamedForm):
    capacity = SeatsField(
        _l("Seats"),
        description=_l("Leave empty when it is not known."),
    )
    note = TranslatedField(_l("Note"), description=_l("For example: second floor, step-free access."))
    livestream_url = WebAddressField(_l("Address of the room's livestream"))

    def data_for_service(self) -> NewRoom:
        return NewRoom(
            name=self.name.data,
            capacity=self.capacity.data,
            note=self.note.data,
            livestream_url=self.livestream_url.data or "",
        )


class TrackForm(NamedForm):
    colour = ColorField(
        _l("Colour"),
        description=_l("Pages darken or lighten it until text in it can be read."),
        default=colour.DEFAULT,
        validators=[longest(20)],
    )

    def data_for_service(self) -> NewTrack:
        return NewTrack(name=self.name.data, colour=self.colour.data or "")
