"""Letters about a programme in the making."""

from collections.abc import Sequence

from app.accounts.models import User
from app.events.models import Event
from app.outbox import services as outbox
from app.programme.models import PreviewComment
from app.rendering import links

SHOWN = 10  # comments in one letter; all of them are on the page it leads to


def preview_comments(event: Event, user: User, comments: Sequence[PreviewComment]) -> None:
    """Tell somebody who builds the programme what was said of the draft.

    The message belongs to no event: a draft nobody else has heard of can still be deleted.
    """
    outbox.queue(
        outbox.message(
            "preview_comments",
            to=user.email,
            language=user.language,
            dedupe_key=f"preview-comments:{comments[0].public_id}:{user.public_id}",
            thing=user,
            main_language=event.main_language,
            event=event,
            comments=comments[:SHOWN],
            count=len(comments),
            link=links.absolute(f"/organise/events/{event.slug}/programme/comments/"),
        )
    )
