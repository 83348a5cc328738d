"""What a list says of a step, kept beside it: lists do not read what a step has changed."""

from collections.abc import Sequence
from typing import Any

from app.people.models import full_name
from app.programme.services.memento import Fields, Key, Memento

_FIRST = ("session", "room", "track", "person", "appearance")  # what a step is called after


def told(changes: Sequence[dict[str, Any]], before: Memento, after: Memento) -> dict[str, Any]:
    """What a step is called after, under the name it has left it, and how many more there are of the kind."""
    main = min(changes, key=lambda change: _FIRST.index(change["kind"]))
    named_after = _named_after(main)
    return {
        "kind": main["kind"],
        "id": main["id"],
        "name": _name(after.get(named_after) or before.get(named_after) or {}),
        "what": _what(main),
        "more": sum(change["kind"] == main["kind"] for change in changes) - 1,
    }


def _named_after(change: dict[str, Any]) -> Key:
    """Whose name stands for the change: people are told by the session they are in."""
    is_appearance = change["kind"] == "appearance"
    return ("session", change["id"].partition("/")[0]) if is_appearance else (change["kind"], change["id"])


def _name(fields: Fields) -> dict[str, str]:
    if "given_name" in fields:  # the same in every language
        given, family = fields["given_name"], fields["family_name"]
        return {"en": full_name(given, family, family_name_first=fields["family_name_first"])}
    return dict(fields.get("title") or fields.get("name") or {})


def _what(change: dict[str, Any]) -> str:
    if change["before"] is None:
        return "added"
    return "removed" if change["after"] is None else "changed"
