"""Who may do what to events."""

import pytest

from app.accounts.models import User
from app.core.actors import ANONYMOUS, SYSTEM, Actor, ActorKind, Permission, participant
from app.events import policies
from app.events.models import Event

ADMINISTRATOR = Actor(ActorKind.USER, id=9, is_administrator=True)
EDITOR = Actor(ActorKind.USER, id=7, grants={1: frozenset({Permission.EVENT_EDIT})})
VIEWER = Actor(ActorKind.USER, id=7, grants={1: frozenset({Permission.EVENT_VIEW})})
ELSEWHERE = Actor(ActorKind.USER, id=7, grants={2: frozenset({Permission.EVENT_EDIT})})


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (SYSTEM, True),
        (ADMINISTRATOR, True),
        (EDITOR, True),
        (VIEWER, False),
        (ELSEWHERE, False),
        (participant(7), False),
        (ANONYMOUS, False),
    ],
)
def test_may_edit(actor: Actor, allowed: bool) -> None:  # noqa: FBT001
    assert policies.may_edit(actor, Event(id=1)) is allowed


@pytest.mark.parametrize(
    ("actor", "user", "allowed"),
    [
        (SYSTEM, None, True),
        (ADMINISTRATOR, None, True),
        (EDITOR, User(id=7, is_active=True, may_create_events=True), True),
        (EDITOR, User(id=7, is_active=True, may_create_events=False), False),
        (EDITOR, User(id=7, is_active=False, may_create_events=True), False),
        (EDITOR, User(id=8, is_active=True, may_create_events=True), False),
        (ANONYMOUS, None, False),
    ],
)
def test_may_create(actor: Actor, user: User | None, allowed: bool) -> None:  # noqa: FBT001
    assert policies.may_create(actor, user) is allowed


@pytest.mark.parametrize(
    ("actor", "maker", "shown_on", "allowed"),
    [
        (SYSTEM, None, [1, 2], True),
        (ADMINISTRATOR, None, [1, 2], True),
        (EDITOR, 7, [], True),
        (EDITOR, 8, [], False),
        (EDITOR, None, [], False),
        (EDITOR, 8, [1], True),
        (EDITOR, 7, [1, 2], False),
        (VIEWER, 7, [1], False),
        (participant(7), 7, [], False),
        (ANONYMOUS, None, [], False),
    ],
)
def test_may_edit_shared(actor: Actor, maker: int | None, shown_on: list[int], allowed: bool) -> None:  # noqa: FBT001
    assert policies.may_edit_shared(actor, maker, shown_on) is allowed


@pytest.mark.parametrize(
    ("actor", "maker", "editions", "allowed"),
    [
        (SYSTEM, None, [], True),
        (ADMINISTRATOR, 8, [], True),
        (EDITOR, 7, [], True),
        (EDITOR, 8, [3, 1], True),
        (EDITOR, 8, [3], False),
        (EDITOR, None, [], False),
        (VIEWER, 8, [1], False),
        (participant(7), 7, [], False),
        (ANONYMOUS, None, [1], False),
    ],
)
def test_may_join(actor: Actor, maker: int | None, editions: list[int], allowed: bool) -> None:  # noqa: FBT001
    assert policies.may_join(actor, maker, editions) is allowed
