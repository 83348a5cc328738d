"""What an organiser fills in about rooms and tracks."""

from flask_babel import lazy_gettext as _l
from wtforms import ColorField, IntegerField, URLField
from wtforms.validators import Length, NumberRange, Optional

from app.core.web_address import LONGEST as LONGEST_ADDRESS
from app.programme.models import Room, Track
from app.programme.services.drafting import LARGEST_COUNT
from app.programme.services.rooms import NewRoom, RoomChanges
from app.programme.services.tracks import NewTrack, TrackChanges
from app.rendering import colour
from app.web.forms import TranslatedField
from app.web.organiser.forms.versioned import VersionedForm, event_languages


class RoomForm(VersionedForm):
    name = TranslatedField(_l("Name"), is_required=True, longest=200)
    capacity = IntegerField(
        _l("Seats"),
        description=_l("Leave empty when it is not known."),
        validators=[
            Optional(),
            NumberRange(
                0, LARGEST_COUNT, _l("Enter a whole number from 0 to 1,000,000, or leave this empty.")
            ),
        ],
    )
    note = TranslatedField(_l("Note"), description=_l("For example: second floor, step-free access."))
    livestream_url = URLField(
        _l("Address of the room's livestream"), validators=[Length(max=LONGEST_ADDRESS)]
    )

    def __init__(self, room: Room | None = None, **kwargs: object) -> None:
        super().__init__(obj=room, **kwargs)
        self.show_in(event_languages())

    def data_for_service(self) -> NewRoom:
        return NewRoom(
            name=self.name.data,
            capacity=self.capacity.data,
            note=self.note.data,
            livestream_url=self.livestream_url.data or "",
        )

    def changes(self) -> RoomChanges:
        new = self.data_for_service()
        return RoomChanges(
            name=new.name,
            capacity=new.capacity,
            note=new.note,
            livestream_url=new.livestream_url,
            revision=self.seen(),
        )


class TrackForm(VersionedForm):
    name = TranslatedField(_l("Name"), is_required=True, longest=200)
    colour = ColorField(
        _l("Colour"),
        description=_l("Pages darken or lighten it until text in it can be read."),
        default=colour.DEFAULT,
        validators=[Length(max=20)],
    )

    def __init__(self, track: Track | None = None, **kwargs: object) -> None:
        super().__init__(obj=track, **kwargs)
        self.show_in(event_languages())

    def data_for_service(self) -> NewTrack:
        return NewTrack(name=self.name.data, colour=self.colour.data or "")

    def changes(self) -> TrackChanges:
        return TrackChanges(name=self.name.data, colour=self.colour.data or "", revision=self.seen())
