"""The audit log of an event: who did what, and when."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts import queries as accounts
from app.audit import labels, queries
from app.audit.models import AuditEntry
from app.audit.queries import Filter
from app.core import text
from app.core.actors import ActorKind, Permission
from app.events import labels as event_labels
from app.http import access, language
from app.programme import labels as programme_labels
from app.programme.checks.running import RULES
from app.registration import labels as registration_labels
from app.rendering import lists
from app.web.organiser import event_pages, scope

bp = scope.bind(Blueprint("audit", __name__, url_prefix="/events/<slug>/audit"))

USERS = "users"  # the kind of things whose names we know
FIELDS = "fields"  # a list of names, however long
BEFORE_AND_AFTER = 2
_FOR_MACHINES = frozenset({"source"})  # the number of a row
# What choices are called, under the names they are noted by.
_CHOICES: dict[str, Mapping[Any, LazyString]] = {
    "direction": {"up": _l("Up"), "down": _l("Down")},
    "lifecycle": event_labels.LIFECYCLE,
    "part": {
        "basics": event_pages.PARTS["basics"],
        "schedule": event_pages.PARTS["dates"],
        "place": event_pages.PARTS["place"],
        "languages": event_pages.PARTS["languages"],
        "takingpart": event_pages.PARTS["taking-part"],
        "description": event_pages.PARTS["description"],
        "picture": _l("Image"),
        "details": event_pages.PARTS["details"],
    },
    "roles": event_labels.TEAM_ROLE,
    "rule": {code: rule.name for code, rule in RULES.items()},
    "state": {**registration_labels.STATE, **programme_labels.RELEASE},
    "visibility": event_labels.VISIBILITY,
}


@bp.get("/")
@access.team(Permission.AUDIT_VIEW)
def index() -> ResponseReturnValue:
    action, person = request.args.get("action", ""), request.args.get("person", "")
    people = queries.users(g.event.id)
    wanted = _wanted(action, person, people)
    page = queries.of_event(g.event.id, wanted, number=request.args.get("page", 1, type=int))
    names = accounts.names({*people, *_users_in(page.items)})
    return render_template(
        "organiser/audit/index.html",
        page=page,
        names=names,
        actions=_sorted((name, labels.action(name)) for name in queries.actions(g.event.id)),
        people=_sorted((str(user), names[user]) for user in people if user in names),
        action=action,
        person=person,
        action_label=labels.action,
        actor_labels=labels.ACTOR,
        describe=describe,
        address=url_for(".index", action=action or None, person=person or None),
    )


def _sorted(options: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices of a filter by what people read."""
    return sorted(options, key=lambda option: text.searchable(option[1]))


def describe(changes: dict[str, Any]) -> list[tuple[str, str]]:
    """What changed, as pairs of a name and its value; two values are before and after."""
    part = changes.get("part", "")
    return [
        (labels.field(name), _value(name, value, part))
        for name, value in changes.items()
        if name not in _FOR_MACHINES
    ]


def _value(name: str, value: Any, part: str) -> str:
    if name == FIELDS:
        return lists.join(dict.fromkeys(labels.field(one, part=part) for one in value), language.current())
    if isinstance(value, list) and len(value) == BEFORE_AND_AFTER:
        before, after = (_words(name, side) for side in value)
        return before if before == after else _("%(before)s → %(after)s", before=before, after=after)
    return _words(name, value)


def _words(name: str, value: Any) -> str:
    if isinstance(value, list):
        return lists.join((_words(name, one) for one in value), language.current()) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value is None else str(_CHOICES.get(name, {}).get(str(value), value))


def _wanted(action: str, person: str, people: Iterable[int]) -> Filter:
    """`person` is the number of a user who has acted here, or the kind of an actor who is no user."""
    numbers = {str(number): number for number in people}
    if person in numbers:
        return Filter(action=action, actor_kind=ActorKind.USER, actor_id=numbers[person])
    known = {kind.value for kind in ActorKind} - {ActorKind.USER.value}
    return Filter(action=action, actor_kind=ActorKind(person) if person in known else None)


def _users_in(entries: Iterable[AuditEntry]) -> set[int]:
    return {entry.thing_id for entry in entries if entry.thing_kind == USERS and entry.thing_id is not None}
