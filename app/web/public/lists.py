"""What pages that list events have in common: how each stands, what they can be narrowed by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template

from app.core import languages, pages
from app.events import labels, queries
from app.events.models import Event
from app.http import language
from app.http.page_store import Page
from app.network import countries
from app.registration.queries import attendee
from app.web.public.standing import Standing, standing

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; `number` counts from 1, and finds its colour among the page's tones."""

    number: int
    event: Event
    standing: Standing
    is_over: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list can be narrowed by: pairs of value and label."""

    kinds: Sequence[tuple[str, str]]
    countries: Sequence[tuple[str, str]]
    languages: Sequence[tuple[str, str]]


def rows(found: pages.Page[Event], now: datetime) -> list[Row]:
    """Each event of one page with its standing, from one more query."""
    openness = attendee.openness_of(found.items, now)
    return [
        Row(
            number,
            event,
            standing(event, openness[event.id], now, language.current()),
            is_over=event.finishes_at <= now,
        )
        for number, event in enumerate(found.items, start=1)
    ]


def page(template: str, shown: Sequence[Row], now: datetime, **context: Any) -> Page:
    """A list as bytes, true until one of its events stands otherwise or the next one is over."""
    changes = [row.standing.changes_at for row in shown] + [queries.next_end(now)]
    return Page(
        render_template(template, rows=shown, choices=choices(), **context).encode(),
        HTML,
        fresh_until=min((moment for moment in changes if moment is not None), default=None),
    )


def choices() -> Choices:
    """Kinds, and the countries and languages there are events for, in the reader's order."""
    codes, spoken = queries.countries_and_languages()
    names = [(code, languages.name(code, language.current())) for code in spoken]
    return Choices(
        kinds=[(kind.value, str(label)) for kind, label in labels.KIND.items()],
        countries=[pair for pair in countries.choices(language.current()) if pair[0] in codes],
        languages=sorted(names, key=lambda pair: pair[1]),
    )
