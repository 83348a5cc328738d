"""Finding events: for the public, for their team, for lists."""

from collections import defaultdict

from sqlalchemy import select

from app.accounts.models import User
from app.core.actors import Permission
from app.core.db import db
from app.events.models import Event, TeamMember
from app.events.rules import ROLE_PERMISSIONS


def grants_of(user: User) -> dict[int, frozenset[Permission]]:
    """What `user` may do, by event number."""
    grants: dict[int, frozenset[Permission]] = defaultdict(frozenset)
    rows = db.session.execute(
        select(TeamMember.event_id, TeamMember.role).where(TeamMember.user_id == user.id)
    )
    for event_id, role in rows:
        grants[event_id] |= ROLE_PERMISSIONS[role]
    return dict(grants)


def by_slug(slug: str) -> Event | None:
    """The event with this slug, whatever its state; None when there is none."""
    return db.session.scalar(select(Event).where(Event.slug == slug))
