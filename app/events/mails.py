"""Letters about an event's team, and whose name letters about an event bear."""

from collections.abc import Sequence

from app.accounts import rules
from app.accounts.models import User
from app.core import ids, text
from app.core.actors import Actor
from app.events import labels
from app.events.models import Event, TeamRole
from app.outbox import services as outbox
from app.rendering import letters, links


def sender_name(event: Event, language: str) -> str:
    """Who writes to people about the event: the organisers' own name, else the event's."""
    title = text.choose(event.title, (language, event.main_language, "en"))[0]
    return letters.header(event.contact_name or title)


def team_invitation(
    event: Event, user: User, roles: Sequence[TeamRole], path: str, *, signs_in: bool, actor: Actor
) -> None:
    """Tell somebody that they are in a team now; `path` signs them in or opens the workspace.

    The message belongs to no event: who may read the event's messages must not find a link in
    them that signs in as somebody else.
    """
    outbox.queue(
        outbox.message(
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
    )
