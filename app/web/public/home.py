"""The first page: what is on next, and what has been."""

from itertools import groupby

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.core import clock
from app.events import labels, queries
from app.events.queries import Wanted, When
from app.http import access, caching, language
from app.http.page_store import Page
from app.web.public import lists

bp = Blueprint("home", __name__)

SHOWN = 12
REMEMBERED = 24


@bp.get("/")
@access.public
def show() -> ResponseReturnValue:
    revision, _changed_at = queries.catalogue_key()

    def build() -> Page:
        now = clock.now()
        coming = queries.listed(Wanted(when=When.UPCOMING), now, size=SHOWN)
        past = queries.listed(Wanted(when=When.PAST), now, size=REMEMBERED)
        return lists.page(
            "public/home.html",
            lists.rows(coming, now),
            now,
            is_more_to_come=coming.has_next,
            past_years=[
                (year, list(some)) for year, some in groupby(past.items, lambda one: one.first_day.year)
            ],
            labels=labels,
        )

    return caching.answer(("home", revision, language.current()), build)
