"""Letters about an event's team."""

from collections.abc import Sequence

from app.accounts import rules
from app.accounts.models import User
from app.core import ids
from app.core.actors import Actor
from app.events import labels
from app.events.models import Event, TeamRole
from app.outbox import services as outbox
from app.rendering import links


def team_invitation(
    event: Event, user: User, roles: Sequence[TeamRole], path: str, *, signs_in: bool, actor: Actor
) -> None:
    """Tell somebody that they are in a team now; `path` signs them in or opens the workspace.

    The message belongs to no event: who may read the event's messages must not find a link in
    them that signs in as somebody else.
    """
    outbox.queue(
        "team_invitation",
        to=user.email,
        language=user.language,
        dedupe_key=f"team-invitation:{ids.public_id()}",
        thing=user,
        main_language=event.main_language,
        event=event,
        inviter=actor.label,
        roles=[labels.TEAM_ROLE[role] for role in roles],
        link=links.absolute(path),
        signs_in=signs_in,
        lasts=rules.INVITATION_LASTS.days,
    )
