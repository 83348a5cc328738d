"""What templates may ask for besides their data: texts by language, dates, static files."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import Flask, g
from markupsafe import Markup, escape

from app.core import languages, text
from app.http import accent, identity, language
from app.network import countries
from app.rendering import colour, dates, links, markdown
from app.web import event_facts, forms, navigation

_KILO = 1000


def init_app(app: Flask) -> None:
    """Give every template the filters and globals it may use."""
    app.jinja_env.filters.update(
        tr=tr,
        tr_text=tr_text,
        tr_markdown=tr_markdown,
        day=day,
        short_day=short_day,
        weekday=weekday,
        weekday_day=weekday_day,
        short_month=short_month,
        days=days,
        short_days=short_days,
        clock=dates.clock,
        instant=instant,
        zone_label=dates.zone_label,
        country=country,
        markdown=markdown.to_html,
        language_name=language_name,
        file_size=file_size,
    )
    app.jinja_env.globals.update(
        absolute=links.absolute,
        accent_path=accent.path,
        default_accent=colour.DEFAULT,
        current_actor=identity.current_actor,
        current_language=language.current,
        event_menu=navigation.event_menu,
        event_time=event_facts.event_time,
        is_optional=forms.is_optional,
        rail=navigation.rail,
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


def tr_markdown(value: Mapping[str, str] | None) -> Markup:
    """A translated Markdown text as HTML, marked with its language where that is not the page's own."""
    chosen, found = text.choose(value, _wanted())
    body = markdown.to_html(chosen)
    if not chosen or found == language.current():
        return body
    return Markup('<div lang="{}" dir="{}">{}</div>').format(found, text.direction(found), body)


def day(value: date) -> str:
    """28 September 2026, in the page's language."""
    return dates.day(value, language.current())


def short_day(value: date) -> str:
    """28 Sep 2026."""
    return dates.short_day(value, language.current())


def weekday(value: date) -> str:
    """Monday."""
    return dates.weekday(value, language.current())


def weekday_day(value: date) -> str:
    """Monday, 28 September 2026."""
    return dates.weekday_day(value, language.current())


def short_month(value: date) -> str:
    """Sep."""
    return dates.short_month(value, language.current())


def days(first: date, last: date) -> str:
    """28–30 September 2026."""
    return dates.days(first, last, language.current())


def short_days(first: date, last: date) -> str:
    """28–30 Sep."""
    return dates.short_days(first, last, language.current())


def instant(moment: datetime, zone: str) -> str:
    """28 September 2026, 09:00 CEST (UTC+2)."""
    return dates.instant(moment, zone, language.current())


def country(code: str) -> str:
    """What the page's language calls a country."""
    return countries.name(code, language.current())


def language_name(code: str) -> str:
    """What the page's language calls a language."""
    return languages.name(code, language.current())


def file_size(size: int) -> str:
    """Bytes as people read them: 840 kB, 2.4 MB."""
    if size < _KILO * _KILO:
        return f"{max(1, round(size / _KILO))}\N{NO-BREAK SPACE}kB"
    return f"{size / _KILO / _KILO:.1f}\N{NO-BREAK SPACE}MB"
