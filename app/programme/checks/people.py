"""People in the programme: at two places at once, without an organisation, not confirmed, not named."""

from collections import defaultdict
from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from app.people.models import Person
from app.programme.checks.clashing import Occupied, clashes
from app.programme.checks.finding import Finding, Rule, Severity, at_session
from app.programme.checks.known import Known, at_appearance, at_person
from app.programme.checks.words import is_to_be_confirmed
from app.programme.models import (
    Appearance,
    AppearanceMode,
    AppearanceRole,
    AppearanceState,
    SessionKind,
)

PERSON_TWICE = Rule(
    "person_twice",
    Severity.WARNING,
    _l("Person in two places at once"),
    _l("%(person)s is also in “%(other)s” from %(start)s to %(end)s."),
)
NO_MODERATOR = Rule(
    "no_moderator",
    Severity.WARNING,
    _l("Panel without a moderator"),
    _l("Nobody moderates this panel."),
)
NO_ORGANISATION = Rule(
    "no_organisation",
    Severity.WARNING,
    _l("Person without an organisation"),
    _l("Without an organisation: %(people)s."),
)
NOT_CONFIRMED = Rule(
    "not_confirmed",
    Severity.WARNING,
    _l("Speaker not confirmed"),
    _l("Not confirmed yet: %(people)s."),
)
DECLINED = Rule(
    "declined",
    Severity.HINT,
    _l("Speaker who has declined"),
    _l("Declined and not shown to readers: %(people)s."),
)
NOT_NAMED = Rule(
    "not_named",
    Severity.HINT,
    _l("Nobody named"),
    _l("Not named one by one: %(label)s."),
)
TO_BE_CONFIRMED = Rule(
    "to_be_confirmed",
    Severity.WARNING,
    _l("To be confirmed"),
    _l("Somebody is still to be found here: %(label)s."),
)
PHOTO_CREDIT_ALONE = Rule(
    "photo_credit_alone",
    Severity.WARNING,
    _l("Credit without a photo"),
    _l("There is a credit, “%(credit)s”, but no photo."),
)
PHOTO_UNCREDITED = Rule(
    "photo_uncredited",
    Severity.HINT,
    _l("Photo without a credit"),
    _l("The photo names nobody who took it."),
)

_MODERATING = frozenset(
    {AppearanceRole.MODERATOR, AppearanceRole.CHAIR, AppearanceRole.FACILITATOR, AppearanceRole.HOST}
)
_WAITING = frozenset({AppearanceState.PROPOSED, AppearanceState.INVITED})


def person_twice(known: Known) -> Iterator[Finding]:
    """A message on video needs nobody to be there, and whoever has declined is not."""
    taken: dict[str, list[Occupied]] = defaultdict(list)
    people: dict[str, Person] = {}
    for item, one in known.appearing:
        span = known.draft.timetable.span(item)
        if one.person is None or span is None or not _comes(one):
            continue
        if one.mode is not AppearanceMode.VIDEO_MESSAGE:
            people[one.person.public_id] = one.person
            taken[one.person.public_id].append(Occupied(item, span))
    for public_id, occupied in taken.items():
        for clash in clashes(occupied) if len(occupied) > 1 else ():
            yield PERSON_TWICE.at(
                at_session(clash.item, "starts"), clash.item, person=people[public_id], other=clash.other,
                start=clash.starts, end=clash.ends,
            )  # fmt: skip


def moderators(known: Known) -> Iterator[Finding]:
    """A panel without a moderator; one inside another session may have that one's."""
    for item in known.items:
        if item.kind is not SessionKind.PANEL:
            continue
        parent = known.parent(item)
        present = [*item.appearances, *(parent.appearances if parent is not None else ())]
        if not any(one.role in _MODERATING and _comes(one) for one in present):
            yield NO_MODERATOR.at(at_session(item), item)


def standing(known: Known) -> Iterator[Finding]:
    """Of each session: who is there for nobody, who has not confirmed, who will not come."""
    for item in known.items:
        named = [one for one in item.appearances if one.person is not None]
        groups = (
            (NO_ORGANISATION, [one for one in named if _comes(one) and not (one.organisation or one.city)]),
            (NOT_CONFIRMED, [one for one in item.appearances if one.state in _WAITING]),
            (DECLINED, [one for one in item.appearances if not _comes(one)]),
        )
        for rule, those in groups:
            if those:
                target = at_appearance(item, those[0]) if len(those) == 1 else at_session(item)
                yield rule.at(target, item, people=[_who(one) for one in those])


def unnamed(known: Known) -> Iterator[Finding]:
    """Groups and gaps: "Selected mayors", "N. N.", "to be confirmed"."""
    for item, one in known.appearing:
        if one.person is not None:
            if is_to_be_confirmed(one.person.name):
                yield TO_BE_CONFIRMED.at(at_appearance(item, one), item, label=one.person.name)
        elif any(map(is_to_be_confirmed, one.label.values())):
            yield TO_BE_CONFIRMED.at(at_appearance(item, one), item, label=one.label)
        else:
            yield NOT_NAMED.at(at_appearance(item, one), item, label=one.label)


def photos(known: Known) -> Iterator[Finding]:
    """A credit and its photo belong together."""
    for person in known.people:
        has_photo = person.photo_id is not None
        if person.photo_credit and not has_photo:
            yield PHOTO_CREDIT_ALONE.at(at_person(person, "photo_credit"), credit=person.photo_credit)
        elif has_photo and not person.photo_credit:
            yield PHOTO_UNCREDITED.at(at_person(person, "photo_credit"))


def _comes(one: Appearance) -> bool:
    return one.state is not AppearanceState.DECLINED


def _who(one: Appearance) -> Person | dict[str, str]:
    return one.person if one.person is not None else one.label


CHECKS = (person_twice, moderators, standing, unnamed, photos)
RULES = (
    PERSON_TWICE, NO_MODERATOR, NO_ORGANISATION, NOT_CONFIRMED, DECLINED, NOT_NAMED, TO_BE_CONFIRMED,
    PHOTO_CREDIT_ALONE, PHOTO_UNCREDITED,
)  # fmt: skip
