"""All checks at once. Pure: facts in, findings out, in the order of the programme."""

import hashlib
from collections.abc import Iterable, Mapping

from app.programme.checks import (
    page,
    people,
    rooms,
    spellings,
    texts,
    times,
    translations,
    written_dates,
)
from app.programme.checks.finding import Finding, Rule, Severity
from app.programme.checks.known import Known

SUBJECTS = (texts, times, rooms, people, written_dates, spellings, translations, page)
_GRAVITY = tuple(Severity)  # errors first
RULES: dict[str, Rule] = {rule.code: rule for subject in SUBJECTS for rule in subject.RULES}


def run(known: Known) -> list[Finding]:
    """Everything the checks find, by session in the order of the programme and in each the gravest first.

    What is about no session comes last. What two languages of one text have in common is told once.
    """
    found = [finding for subject in SUBJECTS for check in subject.CHECKS for finding in check(known)]
    order = {item.id: place for place, item in enumerate(known.items)}
    once = {finding.fingerprint: finding for finding in found}
    return sorted(once.values(), key=lambda one: _place(one, order))


def _place(finding: Finding, order: Mapping[int, int]) -> tuple[int, int]:
    place = order[finding.item.id] if finding.item is not None else len(order)
    return place, _GRAVITY.index(finding.severity)


def errors(found: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.severity is Severity.ERROR]


def warnings(found: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.severity is Severity.WARNING]


def hints(found: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.severity is Severity.HINT]


def mark(found: Iterable[Finding]) -> str:
    """Tells later whether these are still the findings somebody has looked at; empty for none."""
    told = ",".join(sorted(finding.fingerprint for finding in found))
    return hashlib.sha256(told.encode()).hexdigest()[:32] if told else ""
