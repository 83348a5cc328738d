"""What speakers send for their sessions: slides or a video message, as a file or by its address."""

from datetime import date
from enum import StrEnum

from sqlalchemy import select

from app.audit import services as audit
from app.core import clock, localtime
from app.core.actors import Actor, Permission
from app.core.db import db, lock
from app.core.types import Translated
from app.documents import services as documents
from app.documents.models import Document, DocumentKind
from app.documents.services import DocumentText, NewVersion
from app.files.models import StoredFile
from app.programme import queries as programmes
from app.programme.models import ProgrammeItem
from app.speakers import policies, queries
from app.speakers.errors import NotYours
from app.speakers.models import SpeakerLink, SpeakerUpload
from app.speakers.services import space, telling
from app.speakers.services.answering import speaking


class Sent(StrEnum):
    SLIDES = "slides"
    VIDEO = "video"


KIND = {Sent.SLIDES: DocumentKind.PRESENTATION, Sent.VIDEO: DocumentKind.RECORDING}


def upload(
    link: SpeakerLink,
    session: str,
    *,
    language: str,
    file: StoredFile | None = None,
    url: str = "",
    actor: Actor,
) -> Document:
    """Keep slides or a video message (a file, or where it is) as a document only the team sees.

    Sent again, it is a new version of the same, unless the organisers have published that: what the public
    reads changes by nobody's hand but theirs. Raises LinkEnded, NotYours, and as space.refuse_too_much and
    documents.add_version.
    """
    is_video = file is None or file.is_video
    kind = KIND[Sent.VIDEO if is_video else Sent.SLIDES]
    team = policies.lend(actor, Permission.DOCUMENTS_EDIT, link.event_id)
    with speaking(link, actor) as unit:
        item = _own_session(link, session)
        space.refuse_too_much(link, file.size if file else 0)
        document = _earlier(link, session, kind)
        if document is None:
            text = DocumentText(kind=kind, title=_title(link, item), is_published=False)
            document = documents.create(link.event, text, actor=team)
            unit.add(SpeakerUpload(link=link, session=session, document=document))
        version = NewVersion(language=language, dated_on=_today(link), file=file, url=url)
        documents.add_version(document, version, actor=team)
        unit.flush()
        audit.record(actor, "speaker.uploaded", document, event_id=link.event_id)
        telling.tell(link)
    return document


def _own_session(link: SpeakerLink, session: str) -> ProgrammeItem:
    if session not in {one.item.public_id for one in queries.own_appearances(link)}:
        raise NotYours
    return programmes.session(link.event, session)


def _earlier(link: SpeakerLink, session: str, kind: DocumentKind) -> Document | None:
    """What was sent before, held: a large file takes minutes, in which it may have been published."""
    sent = (
        select(Document)
        .join(SpeakerUpload)
        .where(SpeakerUpload.link_id == link.id, SpeakerUpload.session == session, Document.kind == kind)
    )
    for document in db.session.scalars(sent.order_by(SpeakerUpload.id.desc())):
        if not lock(document).is_published and document.kind is kind:
            return document
    return None


def _title(link: SpeakerLink, item: ProgrammeItem) -> Translated:
    """The session's title with the speaker's name, in every language it has."""
    return Translated({language: f"{title} – {link.person.name}" for language, title in item.title.items()})


def _today(link: SpeakerLink) -> date:
    return localtime.to_local(clock.now(), link.event.timezone).date()
