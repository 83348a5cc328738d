"""The filters that pages and letters share: texts and dates in the language of whoever reads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from app.core import text
from app.rendering import dates, lists, markdown

# Which languages a text is wanted in: the reader's first, then those that are better than none.
Wanted = Callable[[Context], Sequence[str]]

_SPAN = Markup('<span lang="{}" dir="{}">{}</span>')
_DIV = Markup('<div lang="{}" dir="{}">{}</div>')


def made(wanted: Wanted) -> dict[str, Callable[..., Any]]:
    """All of them, by their names in templates."""
    return {
        **_texts(wanted),
        "day": _spoken(wanted, dates.day),
        "short_day": _spoken(wanted, dates.short_day),
        "weekday": _spoken(wanted, dates.weekday),
        "weekday_day": _spoken(wanted, dates.weekday_day),
        "short_month": _spoken(wanted, dates.short_month),
        "days": _spoken(wanted, dates.days),
        "short_days": _spoken(wanted, dates.short_days),
        "instant": _spoken(wanted, dates.instant),
        "short_instant": _spoken(wanted, dates.short_instant),
        "listed": _listed(wanted),
        "clock_seen_from": _spoken(wanted, dates.clock_seen_from),
        "clock": dates.clock,
        "zone_label": dates.zone_label,
    }


def _texts(wanted: Wanted) -> dict[str, Callable[..., Any]]:
    """`tr_text` gives the best text bare; the others mark it where it is not in the reader's language."""

    @pass_context
    def tr_text(context: Context, value: Mapping[str, str] | None) -> str:
        return text.choose(value, wanted(context))[0]

    @pass_context
    def tr(context: Context, value: Mapping[str, str] | None) -> str:
        languages = wanted(context)
        chosen, found = text.choose(value, languages)
        return _marked(_SPAN, chosen, found, languages[0]) if context.eval_ctx.autoescape else chosen

    @pass_context
    def tr_markdown(context: Context, value: Mapping[str, str] | None) -> str:
        languages = wanted(context)
        chosen, found = text.choose(value, languages)
        return _marked(_DIV, markdown.to_html(chosen), found, languages[0])

    @pass_context
    def tr_lines(context: Context, value: Mapping[str, str] | None) -> str:
        languages = wanted(context)
        chosen, found = text.choose(value, languages)
        return _marked(_DIV, markdown.to_html(markdown.of_lines(chosen)), found, languages[0])

    return {"tr_text": tr_text, "tr": tr, "tr_markdown": tr_markdown, "tr_lines": tr_lines}


def _marked(element: Markup, body: str, language: str, reader: str) -> str:
    if not body or language == reader:
        return body
    return element.format(language, text.direction(language), body)


def _listed(wanted: Wanted) -> Callable[..., str]:
    @pass_context
    def listed(context: Context, parts: Iterable[Any]) -> str:
        language = wanted(context)[0]
        if not context.eval_ctx.autoescape:
            return lists.join(parts, language)
        # Among the parts may be texts marked with their language: what is markup stays so.
        return escape(lists.comma(language)).join(part for part in parts if part)

    return listed


def _spoken(wanted: Wanted, say: Callable[..., str]) -> Callable[..., str]:
    """A function that is told the language last, as a filter that knows it."""

    @pass_context
    def speak(context: Context, *values: Any) -> str:
        return say(*values, wanted(context)[0])

    return speak
