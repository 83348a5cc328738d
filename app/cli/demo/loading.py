"""Loading the example: who organises, what the events share, and each event once."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.accounts import queries as accounts
from app.accounts.models import User
from app.accounts.services import passwords, users
from app.accounts.services.users import NewUser
from app.cli.demo import conference, letters, pages, programmes, registrations, stories
from app.cli.demo.organiser import EMAIL, PASSWORD
from app.cli.demo.stories import Story
from app.core import clock
from app.core.actors import SYSTEM, Actor
from app.core.db import db, transaction
from app.events import queries as events
from app.events.models import Event, Series, TextBlock
from app.events.services import shared
from app.events.services.shared import BlockText, SeriesText
from app.registration.models import Category


def is_there() -> bool:
    """Whether the demo organiser has been made."""
    return accounts.by_email(EMAIL) is not None


def is_empty() -> bool:
    """Whether nobody has worked in this database yet."""
    return not any(db.session.scalar(select(func.count()).select_from(kind)) for kind in (User, Event))


def load(now: datetime) -> list[str]:
    """Make what is missing of the example; returns the addresses of the events made.

    Each event is one transaction: whole, or not there. What exists is left alone.
    """
    with clock.held_at(now - timedelta(days=90)):
        organiser = accounts.by_email(EMAIL) or _organiser()
        _share(stories.shared(), pages.acting(organiser))
    made = []
    for name in stories.EVENTS:
        story = stories.event(name)
        if events.by_slug(story["slug"]) is None:
            with transaction():
                first_letter = letters.last()
                _make(story, organiser, now)
                letters.keep(first_letter)
            made.append(story["slug"])
    return made


def _organiser() -> User:
    with transaction():
        user = users.create(NewUser(email=EMAIL, name="Ada Organiser"), actor=SYSTEM)
        passwords.put(user, PASSWORD, actor=SYSTEM, tell=False)
    return user


def _share(told: Story, actor: Actor) -> None:
    """Series and text blocks, those that are missing; they are the organiser's, as the events are."""
    series = set(db.session.scalars(select(Series.slug)))
    blocks = set(db.session.scalars(select(TextBlock.slug)))
    for one in told["series"]:
        if one["slug"] not in series:
            texts = {name: stories.texts(one.get(name)) for name in ("name", "description")}
            new = SeriesText(slug=one["slug"], acronym=one.get("acronym", ""), **texts)
            shared.create_series(new, actor=actor)
    for one in told["blocks"]:
        if one["slug"] not in blocks:
            texts = {name: stories.texts(one[name]) for name in ("title", "body")}
            shared.create_block(BlockText(slug=one["slug"], **texts), actor=actor)


def _make(story: Story, organiser: User, now: datetime) -> None:
    plan = stories.schedule(story, now)
    with clock.held_at(stories.announced_at(story, plan, now)):
        event = pages.publish(story, plan, organiser)
        actor = pages.acting(organiser)
        categories = pages.open_categories(event, story, actor)
        if story["slug"] == "iclc-7":
            conference.build(event, actor, now)
        else:
            programmes.build(event, story, actor)
    _fill(event, categories, actor, now)


def _fill(event: Event, categories: dict[str, Category], actor: Actor, now: datetime) -> None:
    if event.slug == "iclc-7":
        registrations.fill_conference(event, categories, actor, now)
    elif event.slug == "regional-meeting-arab-states":
        registrations.fill_meeting(event, categories, now)
    elif event.slug == "reading-the-city":
        registrations.fill_webinar(event, categories, now)
