"""Reading what the checks must know beside the draft, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.core.db import db
from app.documents.models import Document, DocumentVersion
from app.events.models import (
    Event,
    EventLink,
    EventSection,
    FeaturedPerson,
    Lifecycle,
    Party,
    TeamMember,
    Visibility,
)
from app.events.queries import sections
from app.people import queries as people
from app.programme.checks import running
from app.programme.checks.finding import Finding
from app.programme.checks.known import Elsewhere, Known
from app.programme.models import FindingWaiver
from app.programme.rules import Draft

R = TypeVar("R", Party, EventLink)
_COMPARED = 2000  # headings of other events, of the newest; a team has some hundreds


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that need not be corrected, and why."""

    finding: Finding
    waiver: FindingWaiver


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks find: what is open, and what has been waived."""

    draft: Draft
    open: list[Finding]
    waived: list[Waived]


def check(draft: Draft) -> Checked:
    """Everything the checks find in the draft and on its event's page, apart from what is waived."""
    waivers = {(one.code, one.fingerprint): one for one in _waivers(draft.event)}
    found = running.run(known(draft))
    if not waivers:
        return Checked(draft, found, [])
    pairs = [(finding, waivers.get((finding.code, finding.fingerprint))) for finding in found]
    return Checked(
        draft=draft,
        open=[finding for finding, waiver in pairs if waiver is None],
        waived=[Waived(finding, waiver) for finding, waiver in pairs if waiver is not None],
    )


def known(draft: Draft) -> Known:
    """The draft with the page of its event and the headings of others."""
    event = draft.event
    featured = select(FeaturedPerson).options(joinedload(FeaturedPerson.person))
    mine = featured.where(FeaturedPerson.event_id == event.id).order_by(
        FeaturedPerson.position, FeaturedPerson.id
    )
    presented = db.session.scalars(mine).all()
    appearing = (one.person_id for item in draft.timetable for one in item.appearances)
    shown = (*appearing, *(one.person_id for one in presented))
    return Known(
        draft=draft,
        sections=sections(event),
        parties=_rows(Party, event),
        featured=presented,
        links=_rows(EventLink, event),
        empty_documents=_empty_documents(event),
        elsewhere=_elsewhere(event),
        told_apart=people.told_apart({number for number in shown if number is not None}),
    )


def _waivers(event: Event) -> Sequence[FindingWaiver]:
    return db.session.scalars(select(FindingWaiver).where(FindingWaiver.event_id == event.id)).all()


def _rows(kind: type[R], event: Event) -> Sequence[R]:
    query = select(kind).where(kind.event_id == event.id).order_by(kind.position, kind.id)
    return db.session.scalars(query).all()


def _empty_documents(event: Event) -> Sequence[Document]:
    """Published, and yet nothing to be read."""
    has_version = exists().where(DocumentVersion.document_id == Document.id)
    query = select(Document).where(Document.event_id == event.id, Document.is_published, ~has_version)
    return db.session.scalars(query.order_by(Document.position, Document.id)).all()


def _elsewhere(event: Event) -> list[Elsewhere]:
    """The other events of the team, or of the series, that everybody may read anyway.

    Drafts of others stay unknown: whoever works on this event need not know of them (trust rule T18).
    """
    query = (
        select(Event.id, Event.title, Event.series_id, EventSection.title)
        .outerjoin(EventSection, EventSection.event_id == Event.id)
        .where(
            Event.id != event.id,
            Event.lifecycle != Lifecycle.DRAFT,
            Event.visibility == Visibility.PUBLIC,
            _is_related(event),
        )
        .order_by(Event.id.desc(), EventSection.position, EventSection.id)
        .limit(_COMPARED)
    )
    found: dict[int, Elsewhere] = {}
    headings: dict[int, list[Mapping[str, str]]] = defaultdict(list)
    for number, title, series, heading in db.session.execute(query):
        found[number] = Elsewhere(title, series, headings[number])
        if heading:
            headings[number].append(heading)
    return list(found.values())


def _is_related(event: Event) -> ColumnElement[bool]:
    mine, theirs = aliased(TeamMember), aliased(TeamMember)
    shares_somebody = (
        select(theirs.id)
        .join(mine, mine.user_id == theirs.user_id)
        .where(mine.event_id == event.id, theirs.event_id == Event.id)
        .exists()
    )
    if event.series_id is None:
        return shares_somebody
    return or_(shares_somebody, Event.series_id == event.series_id)
