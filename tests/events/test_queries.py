"""Finding events for public lists, for their page, and for their neighbours in a series."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.core.db import db
from app.core.types import Translated
from app.events import queries
from app.events.errors import NoSuchEvent
from app.events.models import Event, EventKind, Lifecycle, Visibility
from app.events.queries import Wanted, When
from app.events.services import revisions
from tests.make import events as make

pytestmark = pytest.mark.usefixtures("app")

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
UPCOMING, PAST = Wanted(when=When.UPCOMING), Wanted(when=When.PAST)


def on(day: str, **fields: Any) -> Event:
    first = date.fromisoformat(day)
    return make.event(first_day=first, last_day=first, **fields)


def slugs(events: Any) -> list[str]:
    return [event.slug for event in events.items]


def test_the_next_event_is_first_and_the_latest_past_one() -> None:
    for slug, day in [("b", "2026-06-01"), ("a", "2026-05-01"), ("d", "2025-01-01"), ("c", "2026-01-01")]:
        on(day, slug=slug)

    assert slugs(queries.listed(Wanted(), NOW)) == ["a", "b", "c", "d"]
    assert slugs(queries.listed(UPCOMING, NOW)) == ["a", "b"]
    assert slugs(queries.listed(PAST, NOW)) == ["c", "d"]


def test_an_event_is_upcoming_until_it_is_over() -> None:
    event = on("2026-03-01")

    assert slugs(queries.listed(UPCOMING, event.finishes_at)) == []
    assert slugs(queries.listed(UPCOMING, event.begins_at)) == [event.slug]
    assert slugs(queries.listed(PAST, event.finishes_at)) == [event.slug]


def test_lists_show_what_is_public_and_nothing_else() -> None:
    on("2026-05-01", slug="draft", lifecycle=Lifecycle.DRAFT)
    on("2026-05-01", slug="unlisted", visibility=Visibility.UNLISTED)
    on("2026-05-01", slug="private", visibility=Visibility.PRIVATE)
    on("2026-05-01", slug="cancelled", lifecycle=Lifecycle.CANCELLED)

    assert slugs(queries.listed(UPCOMING, NOW)) == ["cancelled"]


@pytest.mark.parametrize("typed", ["abc7", "ABC 7", "abc-7"])
@pytest.mark.parametrize("title", ["ABC 7", "ABC-7", "ABC7"])
def test_an_acronym_is_found_with_its_number_however_they_are_joined(typed: str, title: str) -> None:
    found = on("2026-05-01", slug="letters", title=Translated({"en": title}))
    other = on("2026-06-01", slug="others", title=Translated({"en": "ABC 8"}))
    for event in (found, other):
        revisions.touch(event, catalogue=True)

    assert slugs(queries.listed(Wanted(text=typed), NOW)) == ["letters"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["queretaro", "seoul"]),
        (Wanted(text="querétaro"), ["queretaro"]),
        (Wanted(text="QUERETARO  ciudades"), ["queretaro"]),
        (Wanted(text="queretaro seoul"), []),
        (Wanted(text="100%"), []),
        (Wanted(text="_"), []),
        (Wanted(text="서울"), ["seoul"]),
        (Wanted(text="' OR 1=1 --"), []),
        (Wanted(kind=EventKind.FORUM), ["seoul"]),
        (Wanted(country="MX"), ["queretaro"]),
        (Wanted(language="es"), ["queretaro"]),
        (Wanted(language="s"), []),
        (Wanted(language='"', country="MX"), []),
        (Wanted(text="ciudades", country="KR"), []),
    ],
)
def test_a_visitor_narrows_the_list(wanted: Wanted, expected: list[str]) -> None:
    mexico = on(
        "2026-05-01", slug="queretaro", title=Translated({"es": "Ciudades en Querétaro"}), country="MX",
        city=Translated({"es": "Querétaro"}), working_languages=["es", "en"],
    )  # fmt: skip
    korea = on(
        "2026-06-01", slug="seoul", title=Translated({"ko": "서울 학습도시"}), kind=EventKind.FORUM,
        city=Translated({"ko": "서울"}), country="KR", working_languages=["ko"],
    )  # fmt: skip
    for event in (mexico, korea):
        revisions.touch(event, catalogue=True)

    assert slugs(queries.listed(wanted, NOW)) == expected


def test_events_of_one_day_keep_their_order_from_page_to_page() -> None:
    made = [on("2026-05-01").slug for _ in range(5)]

    pages = [queries.listed(UPCOMING, NOW, number=number, size=2) for number in (1, 2, 3)]

    assert [slug for page in pages for slug in slugs(page)] == made
    assert [page.total for page in pages] == [5, 5, 5]


@pytest.mark.parametrize("rows", [3, 30])
def test_a_list_costs_the_same_for_any_number_of_events(count_queries: list[str], rows: int) -> None:
    for _ in range(rows):
        on("2026-05-01")
    db.session.expire_all()
    count_queries.clear()

    page = queries.listed(UPCOMING, NOW)
    read = [(event.title, event.image, event.city) for event in page.items]

    assert len(read) == rows
    assert len(count_queries) == 2, count_queries  # total, page


@pytest.mark.parametrize("rows", [3, 30])
def test_an_events_page_costs_the_same_for_any_number_of_rows(count_queries: list[str], rows: int) -> None:
    event = make.event(series=make.series())
    block = make.block()
    for number in range(rows):
        make.party(event, position=number)
        make.link(event, position=number)
        make.section(event, position=number, block_id=block.id)
        make.featured(event, position=number)
    number = event.id
    db.session.expire_all()
    count_queries.clear()

    page = queries.event_page(number)  # event, sections, parties, people, links
    shown = [page.series, page.image, *(section.block for section in page.sections)]
    shown += [one.person.photo for one in page.featured]

    assert (len(shown), len(page.parties), len(page.links)) == (2 + 2 * rows, rows, rows)
    assert len(count_queries) == 5, count_queries


def test_rows_come_in_the_order_their_organiser_gave_them() -> None:
    event = make.event()
    for name, position in [("B", 2), ("A", 1), ("C", 3)]:
        make.party(event, name, position)

    assert [party.name["en"] for party in queries.event_page(event.id).parties] == ["A", "B", "C"]


def test_a_page_of_nothing_is_refused() -> None:
    with pytest.raises(NoSuchEvent):
        queries.event_page(10_000)


def test_neighbours_are_the_editions_before_and_after_and_those_that_may_not_be_seen_are_none() -> None:
    series = make.series()
    first = on("2013-10-21", series=series, edition=1)
    second = on("2015-09-28", series=series, edition=2)
    third = on("2017-09-18", series=series, edition=3)
    on("2016-01-01", series=series, edition=2, lifecycle=Lifecycle.DRAFT)
    on("2016-01-01", series=make.series("other"), edition=2)

    assert queries.neighbours(first) == (None, second)
    assert queries.neighbours(second) == (first, third)
    assert queries.neighbours(third) == (second, None)
    assert queries.neighbours(on("2016-01-01")) == (None, None)


def test_the_newest_edition_comes_last_also_without_a_number() -> None:
    series = make.series()
    first, newest = on("2013-10-21", series=series, edition=1), on("2026-09-28", series=series)

    assert queries.neighbours(first) == (None, newest)
    assert queries.neighbours(newest) == (first, None)


def test_neighbours_without_numbers_follow_the_date() -> None:
    series = make.series()
    later, earlier = on("2022-09-08", series=series), on("2022-09-07", series=series)

    assert queries.neighbours(earlier) == (None, later)
    assert queries.neighbours(later) == (earlier, None)


def test_the_key_of_a_page_moves_with_the_other_events_of_its_series_only() -> None:
    edition, other, alone = make.event(series=make.series()), make.event(), make.event()
    before = queries.public_key(edition.slug), queries.public_key(alone.slug)

    revisions.touch(other, catalogue=True)

    after = queries.public_key(edition.slug), queries.public_key(alone.slug)
    assert (after[0].lists - before[0].lists, after[1].lists, before[1].lists) == (1, 0, 0)
    assert after == before  # what the other pages of the event are keyed by


def test_what_uses_a_series_or_a_block_is_known_also_while_it_is_a_draft() -> None:
    series, block = make.series(), make.block()
    draft = on("2026-05-01", series=series, lifecycle=Lifecycle.DRAFT)
    later = on("2026-06-01", series=series)
    make.section(draft, block_id=block.id)

    assert queries.events_using(series) == [later, draft]
    assert queries.events_using(block) == [draft]
