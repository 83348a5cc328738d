"""Whom a body is about that a list of people names once, for several of them."""

from app.programme.paste.drafts import PersonDraft
from app.programme.paste.han import HAN


def share_body(one: PersonDraft, other: PersonDraft) -> None:
    """Two bare names before one body are both of it: "Ada Example and Bo Sample, Delta Works"."""
    if not one.has_affiliation and not other.position and other.organisation and not other.is_bracketed:
        one.organisation = [*other.organisation]


def share_last(people: list[PersonDraft]) -> None:
    """Chinese names before one bracket are all of what it holds: "甲某、乙某（某学院）"."""
    *others, last = people
    if not all(HAN.search(one.name.text) for one in people):
        return
    if last.is_bracketed and not last.position and not any(one.has_affiliation for one in others):
        for one in others:
            one.organisation = [*last.organisation]
