"""How much is kept of what speakers send: nobody fills our disk with one link, nor all together with many."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app.core import site
from app.core.db import db
from app.documents.models import Document, DocumentVersion
from app.events.models import Event
from app.files.models import StoredFile
from app.speakers import rules
from app.speakers.errors import NoSpaceInEvent, NoSpaceOfLink, TooManySent
from app.speakers.models import SpeakerLink, SpeakerUpload


@dataclass(frozen=True, slots=True)
class Space:
    """What is kept, versions counted singly: files and addresses, and the bytes of the files."""

    count: int
    size: int


def refuse_too_much(link: SpeakerLink, size: int = 0) -> None:
    """Raises TooManySent, NoSpaceOfLink or NoSpaceInEvent when one more of this size cannot be kept.

    Certain only while the link's event is held; before a file is stored, it spares the disk.
    """
    own = _space(SpeakerUpload.link_id == link.id)
    if own.count >= rules.MOST_SENT:
        raise TooManySent
    if size and own.size + size > site.speaker_space():
        raise NoSpaceOfLink
    if size and of_event(link.event).size + size > site.speakers_space():
        raise NoSpaceInEvent


def of_event(event: Event) -> Space:
    """What all speakers of the event have sent, as far as it is kept."""
    return _space(SpeakerUpload.link_id.in_(select(SpeakerLink.id).where(SpeakerLink.event_id == event.id)))


def is_scarce(event: Event) -> bool:
    """Whether organisers should make room before speakers are refused."""
    return of_event(event).size >= rules.SCARCE * site.speakers_space()


def _space(mine: ColumnElement[bool]) -> Space:
    sent = Document.id.in_(select(SpeakerUpload.document_id).where(mine))
    kept = func.count(DocumentVersion.id), func.coalesce(func.sum(StoredFile.size), 0)
    versions = select(*kept).join(DocumentVersion.document).outerjoin(DocumentVersion.file).where(sent)
    count, size = db.session.execute(versions).one()
    return Space(count, int(size))
