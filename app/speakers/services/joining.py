"""What two links of one person in one event say becomes one; and is taken apart again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.core.db import db
from app.people.models import Person
from app.programme.models import Appearance, ProgrammeItem
from app.speakers.models import SpeakerAnswer, SpeakerLink, SpeakerUpload

Places = Mapping[tuple[int, str], str]

_HANDED_OUT = ("email", "language", "sent_at", "reminded_at", "may_describe", "is_revoked")


def places(kept: Person, drafts: Iterable[Mapping[str, Any]]) -> Places:
    """Which appearance of the kept person stands for one that a merge has removed; nobody is twice in a role.

    By event and appearance; `drafts` is what the merge has noted of them.
    """
    mine = select(ProgrammeItem.event_id, ProgrammeItem.public_id, Appearance.role, Appearance.public_id)
    rows = db.session.execute(mine.join(Appearance.item).where(Appearance.person_id == kept.id))
    there = {(event_id, session, role.value): appearance for event_id, session, role, appearance in rows}
    found = {}
    for draft in drafts:
        for one in draft["changes"]:
            if one["kind"] == "appearance" and one["after"] is None:
                session, _slash, appearance = one["id"].partition("/")
                stays = there.get((draft["event"], session, one["before"]["role"]))
                if stays is not None:
                    found[draft["event"], appearance] = stays
    return found


def hand_over(theirs: SpeakerLink, mine: SpeakerLink, stand_for: Places) -> dict[str, Any]:
    """Let `mine` have all that was said and sent by `theirs`, which may be the same link. Both must be held.

    Returns what is needed to `give_back`.
    """
    noted = {
        "link": theirs.public_id,
        "answers": [{"id": one.id, "appearance": one.appearance} for one in theirs.answers],
        "uploads": [one.id for one in theirs.uploads],
    }
    for answer in list(theirs.answers):
        answer.link = mine
        said_of = theirs.event_id, answer.appearance
        answer.appearance = stand_for.get(said_of, answer.appearance)
    for upload in list(theirs.uploads):
        upload.link = mine
    if theirs is not mine:
        mine.news_at, theirs.news_at = mine.news_at or theirs.news_at, None
    return noted


def give_back(noted: Mapping[str, Any]) -> None:
    """Let a link have again what it had before; what has been said since stays where it was said."""
    link = _link(noted["link"])
    if link is None:
        return
    for said in noted["answers"]:
        answer = db.session.get(SpeakerAnswer, said["id"])
        if answer is not None:
            answer.link, answer.appearance = link, said["appearance"]
    for number in noted["uploads"]:
        upload = db.session.get(SpeakerUpload, number)
        if upload is not None:
            upload.link = link


def follow(mine: SpeakerLink, theirs: SpeakerLink) -> dict[str, Any] | None:
    """Where only the other link is good and in somebody's hands, let this one be what that was.

    Returns what is needed to `undo`; None where nothing has changed.
    """
    if theirs.is_revoked or not (mine.is_revoked or mine.sent_at is None):
        return None
    before = _handed_out(mine)
    _let_be(mine, _handed_out(theirs))
    mine.due_letter, theirs.due_letter = theirs.due_letter, None
    return {"link": mine.public_id, "before": before, "after": _handed_out(mine)}


def undo(noted: Mapping[str, Any]) -> None:
    """Let a link be what it was before it followed another, unless it has been sent or revoked since."""
    link = _link(noted["link"])
    if link is not None and _handed_out(link) == noted["after"]:
        _let_be(link, noted["before"])


def _let_be(link: SpeakerLink, values: Mapping[str, Any]) -> None:
    """All copies end of what was revoked, and of what could do less."""
    opens = link.is_revoked and not values["is_revoked"]
    link.version += opens or (values["may_describe"] and not link.may_describe)
    for name, value in values.items():
        is_time = name.endswith("_at") and value is not None
        setattr(link, name, datetime.fromisoformat(value) if is_time else value)


def _handed_out(link: SpeakerLink) -> dict[str, Any]:
    values = {name: getattr(link, name) for name in _HANDED_OUT}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def _link(public_id: str) -> SpeakerLink | None:
    return db.session.scalar(select(SpeakerLink).where(SpeakerLink.public_id == public_id))
