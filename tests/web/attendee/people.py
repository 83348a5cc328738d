"""What people do on the pages of registration, step by step."""

import re
from typing import Any, TypeVar

from sqlalchemy import func, select

from app.core.db import db
from app.outbox.models import Message
from app.registration.models import Category, Registration
from tests.browserless import Browser, Page

M = TypeVar("M", Message, Registration)

ANSWERS = {
    "name": "Amina Diallo",
    "email": "amina@example.org",
    "organisation": "City of Dakar",
    "country": "SN",
    "attendance": "in person",
    "consent": "y",
}


def form_path(category: Category) -> str:
    return f"/events/{category.event.slug}/register/"


def fill(browser: Browser, of: Category, /, **answers: Any) -> Page:
    """Open the form, fill it in and send it."""
    page = browser.get(form_path(of))
    return browser.submit(page, **{**ANSWERS, "category": of.public_id, **answers})


def register(browser: Browser, of: Category, /, **answers: Any) -> Page:
    """As `fill`, and follow to the page of the registration."""
    sent = fill(browser, of, **answers)
    assert sent.status == 303, sent.words
    return browser.follow(sent)


def mailed_path(address: str) -> str:
    """The link in the newest letter to an address."""
    letter = newest_letter(address)
    found = re.search(r"/registrations/[\w-]{49}/", letter.text)
    assert found is not None, letter.text
    return found[0]


def newest_letter(address: str) -> Message:
    db.session.rollback()
    return db.session.scalars(
        select(Message).where(Message.recipient == address).order_by(Message.id.desc()).limit(1)
    ).one()


def all_of(model: type[M]) -> list[M]:
    """Every row as the database holds it now."""
    db.session.rollback()
    return list(db.session.scalars(select(model).order_by(model.id)))


def count(model: type[Any] = Registration) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables: what must not change by looking."""
    db.session.rollback()
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
        for table in Registration.metadata.sorted_tables
    }
