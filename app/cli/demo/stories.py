"""The example events as files tell them, with days relative to today made real."""

import csv
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from app.core import localtime
from app.core.types import Translated
from app.events.rules import Schedule

DATA = Path(__file__).resolve().parent / "data"
# In the order they are made: the past first, so that a series knows its earlier editions.
EVENTS = (
    "iclc-2", "health-learning-2022", "literacy-spaces-2022", "regional-meeting-latin-america-2023",
    "new-learning-cities-2024", "iclc-7", "regional-meeting-arab-states", "reading-the-city-live",
)  # fmt: skip

STRIDE = 19  # takes the list of people, which goes region by region, in long steps

Story = dict[str, Any]


def event(name: str) -> Story:
    return _read(f"events/{name}.toml")


def shared() -> Story:
    return _read("shared.toml")


def conference_programme() -> Story:
    return _read("iclc-7-programme.toml")


def people() -> list[dict[str, str]]:
    """Invented people with the cities they come from, regions mixed as on a stage."""
    with (DATA / "people.csv").open(encoding="utf-8", newline="") as file:
        by_region = list(csv.DictReader(file))
    return [row for first in range(STRIDE) for row in by_region[first::STRIDE]]


def texts(value: Mapping[str, str] | None) -> Translated:
    return Translated({language: text.strip() for language, text in (value or {}).items()})


def schedule(story: Story, now: datetime) -> Schedule:
    """When the event is: at its own time, live at `now`, or so many days ahead on a weekday."""
    when = dict(story["when"])
    zone = when.pop("timezone")
    if "live_minutes" in when:
        return _live(now, timedelta(minutes=when["live_minutes"]), zone)
    if "starts" in when:
        return _exact(when["starts"], when["ends"], zone)
    if "in_days" in when:
        when["first_day"] = _weekday_after(
            now.date() + timedelta(days=when.pop("in_days")), when.pop("weekday")
        )
        when["last_day"] = when["first_day"] + timedelta(days=when.pop("days") - 1)
    return Schedule(timezone=zone, **when)


def announced_at(story: Story, plan: Schedule, now: datetime) -> datetime:
    """The moment the example tells as the one when the page went public."""
    if "announced_days_ago" in story:
        return now - timedelta(days=story["announced_days_ago"])
    first = datetime.combine(plan.first_day, datetime.min.time(), UTC)
    return first - timedelta(days=story["announced_days_before"])


def _live(now: datetime, length: timedelta, zone: str) -> Schedule:
    """Begun at the last half hour but one, so that there is something to watch already."""
    begun = now.replace(minute=now.minute // 30 * 30, second=0) - timedelta(minutes=30)
    starts, ends = localtime.to_local(begun, zone), localtime.to_local(begun + length, zone)
    return _exact(starts.replace(tzinfo=None), ends.replace(tzinfo=None), zone, starts.fold, ends.fold)


def _exact(starts: datetime, ends: datetime, zone: str, starts_fold: int = 0, ends_fold: int = 0) -> Schedule:
    return Schedule(
        timezone=zone,
        first_day=starts.date(),
        last_day=ends.date(),
        starts_local=starts.replace(fold=0),
        ends_local=ends.replace(fold=0),
        starts_fold=starts_fold,
        ends_fold=ends_fold,
    )


def _weekday_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _read(name: str) -> Story:
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)
