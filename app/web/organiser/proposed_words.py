"""What is said of a pasted programme once something has been decided about it."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.http import language
from app.programme.proposals.decisions import Decision
from app.programme.proposals.proposal import ProposedSession
from app.rendering import lists
from app.web.organiser.forms.appearances import described
from app.web.organiser.forms.paste import choices_of, named

_FIELDS = {
    "title": _l("Title"),
    "kind": _l("Kind"),
    "parent": _l("Part of"),
    "same_as": _l("Which session of the draft it is"),
    "times": _l("Time"),
    "rooms": _l("Rooms"),
    "in_all_rooms": _l("Rooms"),
    "track": _l("Track"),
    "people": _l("People"),
    "abstract": _l("Abstract"),
    "key_question": _l("Key question"),
    "objective": _l("Objective"),
    "focus_points": _l("Focus points"),
    "note": _l("Note on delivery"),
}


def corrected(before: ProposedSession, after: ProposedSession) -> str:
    """Which fields of a session have been corrected, in a sentence."""
    names = [str(name) for field, name in _FIELDS.items() if getattr(before, field) != getattr(after, field)]
    (title,) = lists.isolated([after.title], language.current())
    if not names:
        return _("“%(session)s” stays as it was: nothing was corrected.", session=title)
    fields = lists.join(dict.fromkeys(names), language.current())
    return _("“%(session)s” is kept as corrected: %(fields)s.", session=title, fields=fields)


def taken(decisions: Sequence[Decision]) -> list[tuple[str, str]]:
    """Names of an applied text, and for whom each was taken."""
    return [(named(one.who), _taken(one)) for one in decisions]


def _taken(one: Decision) -> str:
    """What was chosen, as it was offered; what is no longer there to be offered is told by who it is."""
    if one.said in dict(offered := choices_of(one.who)):
        return dict(offered)[one.said]
    return described(one.person) if one.person else _("Somebody new")
