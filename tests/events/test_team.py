"""The team of an event: changed by its owners, never without one, at once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts import queries as accounts
from app.accounts.models import SignInLink, User
from app.accounts.services import links
from app.audit.models import AuditEntry
from app.core.actors import SYSTEM, Actor, ActorKind, Permission
from app.core.db import db
from app.core.email_address import NotAnAddress
from app.events import queries
from app.events.errors import AlreadyInTeam, LastOwner, MayNotEdit, NoRole, NotInTeam
from app.events.models import Event, TeamMember, TeamRole
from app.events.rules import ROLE_PERMISSIONS
from app.events.services import team
from app.events.services.team import NewMember
from app.outbox.models import Message
from tests.make import accounts as make_accounts
from tests.make import events as make
from tests.make.accounts import PASSWORD

pytestmark = pytest.mark.usefixtures("app")

DESK, VIEWER, OWNER = TeamRole.REGISTRATION_DESK, TeamRole.VIEWER, TeamRole.OWNER


def new(
    email: str = "ben@example.org", roles: Sequence[TeamRole] = (VIEWER,), name: str = "Ben"
) -> NewMember:
    return NewMember(email=email, name=name, language="en", roles=tuple(roles))


def owned_event() -> tuple[Event, User, Actor]:
    """An event with one owner, and that owner as an actor."""
    event, owner = make.event(), make_accounts.user(name="Olga Owner")
    make.member(event, owner)
    return event, owner, acting(owner)


def acting(user: User) -> Actor:
    return Actor(ActorKind.USER, id=user.id, label=user.name, grants=queries.grants_of(user))


def roles(event: Event, user: User) -> list[TeamRole]:
    db.session.expire_all()
    query = select(TeamMember.role).where(TeamMember.event_id == event.id, TeamMember.user_id == user.id)
    return sorted(db.session.scalars(query))


def letters() -> list[Message]:
    return list(db.session.scalars(select(Message).order_by(Message.id)))


def test_somebody_with_an_account_is_added_and_told_where_to_go() -> None:
    event, _, owner = owned_event()
    ben = make_accounts.user(email="ben@example.org", password=PASSWORD)

    team.add(event, new("BEN@example.org", [DESK, VIEWER]), actor=owner)

    assert roles(event, ben) == [DESK, VIEWER]
    letter = letters()[0]
    assert (letter.template, letter.recipient) == ("team_invitation", "ben@example.org")
    assert f"http://127.0.0.1:5000/organise/events/{event.slug}/" in letter.text
    assert "/account/sign-in/link/" not in letter.text
    assert db.session.scalars(select(SignInLink)).all() == []


def test_an_unknown_address_gets_an_account_and_a_link_that_signs_in() -> None:
    event, _, owner = owned_event()

    ben = team.add(event, new(), actor=owner)

    assert (ben.name, ben.password_hash, ben.may_create_events) == ("Ben", None, False)
    assert roles(event, ben) == [VIEWER]
    secret = letters()[0].text.split("/account/sign-in/link/")[1].split("/")[0]
    assert f"next=%2Forganise%2Fevents%2F{event.slug}%2F" in letters()[0].text
    assert links.use(secret).id == ben.id


def test_the_letter_is_not_among_the_messages_of_the_event() -> None:
    """Whoever may read those must not find a link in them that signs in as somebody else."""
    event, _, owner = owned_event()

    team.add(event, new(), actor=owner)

    assert [letter.event_id for letter in letters()] == [None]


def test_a_name_cannot_put_a_link_of_its_own_into_the_letter() -> None:
    event = make.event()
    owner = make_accounts.user(name="Win at https://evil.test/now <b>x</b>")
    make.member(event, owner)

    team.add(event, new(), actor=acting(owner))

    assert "evil.test" not in letters()[0].text
    assert "evil.test" not in letters()[0].html
    assert "<b>" not in letters()[0].html


def test_a_disabled_account_is_added_without_a_letter() -> None:
    event, _, owner = owned_event()
    ben = make_accounts.user(email="ben@example.org", is_active=False)

    team.add(event, new(), actor=owner)

    assert roles(event, ben) == [VIEWER]
    assert letters() == []


def test_who_is_in_the_team_is_not_added_again() -> None:
    event, _, owner = owned_event()
    ben = team.add(event, new(), actor=owner)

    with pytest.raises(AlreadyInTeam):
        team.add(event, new(roles=[OWNER]), actor=owner)

    assert roles(event, ben) == [VIEWER]
    assert len(letters()) == 1


@pytest.mark.parametrize(("wrong", "refusal"), [(new("no address"), NotAnAddress), (new(roles=[]), NoRole)])
def test_a_refused_addition_leaves_nothing_behind(wrong: NewMember, refusal: type[Exception]) -> None:
    event, _, owner = owned_event()

    with pytest.raises(refusal):
        team.add(event, wrong, actor=owner)

    assert len(db.session.scalars(select(TeamMember)).all()) == 1
    assert len(accounts.everybody()) == 1
    assert letters() == []


@pytest.mark.parametrize("role", [role for role in TeamRole if role is not OWNER])
def test_only_owners_decide_who_is_in_the_team(role: TeamRole) -> None:
    event, owner, _ = owned_event()
    helper = make_accounts.user(name="Helper")
    make.member(event, helper, role)

    with pytest.raises(MayNotEdit):
        team.add(event, new(), actor=acting(helper))
    with pytest.raises(MayNotEdit):
        team.change_roles(event, helper, [OWNER], actor=acting(helper))
    with pytest.raises(MayNotEdit):
        team.remove(event, owner, actor=acting(helper))

    assert roles(event, helper) == [role]
    assert roles(event, owner) == [OWNER]


def test_an_owner_elsewhere_is_nobody_here() -> None:
    event, owner, _ = owned_event()
    _, _, other_owner = owned_event()

    with pytest.raises(MayNotEdit):
        team.remove(event, owner, actor=other_owner)

    assert roles(event, owner) == [OWNER]


def test_roles_are_replaced_and_count_at_once() -> None:
    event, _, owner = owned_event()
    ben = team.add(event, new(roles=[DESK]), actor=owner)
    assert queries.grants_of(ben)[event.id] == ROLE_PERMISSIONS[DESK]

    team.change_roles(event, ben, [TeamRole.PROGRAMME_EDITOR, VIEWER], actor=owner)

    assert roles(event, ben) == [TeamRole.PROGRAMME_EDITOR, VIEWER]
    assert Permission.REGISTRATIONS_VIEW not in queries.grants_of(ben)[event.id]


def test_who_is_removed_may_nothing_any_more() -> None:
    event, _, owner = owned_event()
    ben = team.add(event, new(), actor=owner)

    team.remove(event, ben, actor=owner)

    assert roles(event, ben) == []
    assert queries.grants_of(ben) == {}
    with pytest.raises(NotInTeam):
        team.remove(event, ben, actor=owner)
    with pytest.raises(NotInTeam):
        team.change_roles(event, ben, [OWNER], actor=owner)


def test_the_last_owner_stays() -> None:
    event, owner, actor = owned_event()
    team.add(event, new(), actor=actor)

    with pytest.raises(LastOwner):
        team.remove(event, owner, actor=actor)
    with pytest.raises(LastOwner):
        team.change_roles(event, owner, [VIEWER], actor=SYSTEM)
    with pytest.raises(NoRole):
        team.change_roles(event, owner, [], actor=actor)

    assert roles(event, owner) == [OWNER]


def test_an_owner_may_leave_when_there_is_another() -> None:
    event, owner, actor = owned_event()
    ben = team.add(event, new(roles=[OWNER]), actor=actor)

    team.remove(event, owner, actor=actor)

    assert (roles(event, owner), roles(event, ben)) == ([], [OWNER])


def test_two_owners_who_remove_each_other_at_once_leave_one(app: Flask) -> None:
    event, olga, _ = owned_event()
    ben = make_accounts.user(name="Ben")
    make.member(event, ben)
    event_id, pairs = event.id, [(acting(olga), ben.id), (acting(ben), olga.id)]
    db.session.rollback()

    def remove(pair: tuple[Actor, int]) -> str:
        actor, other = pair
        with app.app_context():
            try:
                team.remove(db.session.get_one(Event, event_id), db.session.get_one(User, other), actor=actor)
            except LastOwner as refusal:
                return refusal.code
            return "removed"

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(remove, pairs))

    assert sorted(answers) == ["last_owner", "removed"]
    owners = select(TeamMember.user_id).where(TeamMember.role == OWNER)
    assert len(db.session.scalars(owners).all()) == 1


def test_every_change_is_in_the_events_log_without_names() -> None:
    event, _, owner = owned_event()

    ben = team.add(event, new(), actor=owner)
    team.change_roles(event, ben, [DESK], actor=owner)
    team.change_roles(event, ben, [DESK], actor=owner)
    team.remove(event, ben, actor=owner)

    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.event_id == event.id).order_by(AuditEntry.id)
    ).all()
    assert [(entry.action, entry.thing_id, entry.changes) for entry in entries] == [
        ("member.added", ben.id, {"roles": [[], ["viewer"]]}),
        ("member.roles_changed", ben.id, {"roles": [["viewer"], ["registration desk"]]}),
        ("member.removed", ben.id, {"roles": [["registration desk"], []]}),
    ]
