"""What templates may ask for besides their data: texts by language, dates, static files."""

from collections.abc import Mapping

from flask import Flask, g
from jinja2.runtime import Context

from app.core import languages, text
from app.events import times
from app.events.models import Event
from app.events.times import EventTime
from app.http import accent, identity, language
from app.network import countries
from app.rendering import colour, filters, links, markdown
from app.web import forms, navigation

_KILO = 1000


def init_app(app: Flask) -> None:
    """Give every template the filters and globals it may use."""
    app.jinja_env.filters.update(
        filters.made(_wanted),
        country=country,
        markdown=markdown.to_html,
        language_name=language_name,
        mailto=links.mailto,
        file_size=file_size,
    )
    app.jinja_env.globals.update(
        absolute=links.absolute,
        accent_path=accent.path,
        default_accent=colour.DEFAULT,
        current_actor=identity.current_actor,
        current_language=language.current,
        event_menu=navigation.event_menu,
        event_time=event_time,
        is_optional=forms.is_optional,
        in_address=language.in_address,
        rail=navigation.rail,
        languages=language.available,
        language_names=language.NAMES,
        direction=text.direction,
    )


def _wanted(_context: Context | None = None) -> tuple[str, str, str]:
    """The reader's language, then the main language of what is shown (set by the view), English."""
    return language.current(), g.get("main_language", "en"), "en"


def event_time(event: Event) -> EventTime:
    """When an event is, for the reader of this page."""
    return times.event_time(event, language.current(), language.zone(event.timezone))


def tr_text(value: Mapping[str, str] | None) -> str:
    """As the filter of this name, for what is put together outside of templates."""
    return text.choose(value, _wanted())[0]


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
