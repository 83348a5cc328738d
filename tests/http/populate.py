"""An event with one of everything, for tests that try what names something inside an event."""

from app.core.actors import SYSTEM
from app.core.types import Translated
from app.events.models import Event
from app.programme.services import rooms_and_tracks
from app.programme.services.rooms_and_tracks import NewRoom
from tests.make import accounts, documents, events, outbox, pasting, programme, registrations, speakers


def populate(event: Event) -> None:
    """One of everything an event can hold that has a name in addresses."""
    events.member(event, accounts.user(name="Theirs"))
    hall, track, person = programme.room(event), programme.track(event), programme.person()
    programme.placeholder(programme.item(event, rooms=[hall], people=[person], track=track))
    programme.comment(event)
    pasting.pasted(event)
    programme.waiver(event)
    rooms_and_tracks.create(event, NewRoom(name=Translated({"en": "Annexe"})), actor=SYSTEM)  # a step to undo
    speakers.link(event, person)
    for part in (events.section, events.party, events.link, events.featured):
        part(event)
    documents.document(event, "en")
    outbox.message(event_id=event.id)
    registrations.registration(registrations.category(event))
