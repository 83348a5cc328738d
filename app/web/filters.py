"""What templates may ask for besides their data: texts by language, dates, static files."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, g
from markupsafe import Markup, escape

from app.core import text
from app.http import language


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(tr=tr, tr_text=tr_text)
    app.jinja_env.globals.update(
        current_language=language.current,
        languages=language.available,
        language_names=language.NAMES,
        direction=text.direction,
    )


def _wanted() -> list[str]:
    """The reader's language, then the main language of what is shown (set by the view), English."""
    return [language.current(), g.get("main_language", "en"), "en"]


def tr_text(value: Mapping[str, str] | None) -> str:
    """The text of a translated value in the best language there is, bare."""
    return text.choose(value, _wanted())[0]


def tr(value: Mapping[str, str] | None) -> Any:
    """As `tr_text`, marked with its language where that is not the page's own."""
    chosen, found = text.choose(value, _wanted())
    if not chosen or found == language.current():
        return chosen
    return Markup('<span lang="{}" dir="{}">{}</span>').format(escape(found), text.direction(found), chosen)
