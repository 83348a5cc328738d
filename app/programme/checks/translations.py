"""Texts that are there in the event's main language and not yet in another one of its languages."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from app.core import text
from app.programme.checks.finding import Finding, Language, Place, Rule, Severity
from app.programme.checks.known import Known, Several

SESSIONS_UNTRANSLATED = Rule(
    "sessions_untranslated",
    Severity.WARNING,
    _l("Sessions not translated"),
    _l("Not in %(language)s yet: texts of %(sessions)s."),
)
NAMES_UNTRANSLATED = Rule(
    "names_untranslated",
    Severity.HINT,
    _l("Names not translated"),
    _l("Names and positions that are not in %(language)s yet: %(names)s."),
)
PAGE_UNTRANSLATED = Rule(
    "page_untranslated",
    Severity.WARNING,
    _l("Page not translated"),
    _l("Not in %(language)s yet: %(texts)s."),
)

_ENOUGH = 40  # letters
_ON_PAGE = frozenset({Place.PAGE, Place.ROW, Place.BLOCK})
_NAMES = frozenset(
    {"name", "label", "job", "organisation", "role", "city", "venue_name"}
)  # many need no other


def translations(known: Known) -> Iterator[Finding]:
    """One finding for each language and kind of text, however much is missing."""
    main = known.event.main_language
    for language in known.event.content_languages:
        if language == main:
            continue
        missing = [one for one in known.translated if one.value.get(main) and not one.value.get(language)]
        yield from _told(missing, Language(language), main)


def _told(missing: list[Several], language: Language, main: str) -> Iterator[Finding]:
    names = [one for one in missing if one.target.field in _NAMES]
    rest = [one for one in missing if one.target.field not in _NAMES]
    sessions = [one for one in rest if one.target.place is Place.SESSION]
    page = [one for one in rest if one.target.place in _ON_PAGE]
    if sessions:
        items = list({one.target.id: one.item for one in sessions}.values())
        yield SESSIONS_UNTRANSLATED.at(sessions[0].target, language=language, sessions=items)
    if page:
        texts = list(dict.fromkeys(_beginning(one.value[main]) for one in page))
        yield PAGE_UNTRANSLATED.at(page[0].target, language=language, texts=texts)
    if names:
        texts = list(dict.fromkeys(_beginning(one.value[main]) for one in names))
        yield NAMES_UNTRANSLATED.at(names[0].target, language=language, names=texts)


def _beginning(value: str) -> str:
    """Enough to know a text by."""
    line = value.strip().split("\n", 1)[0]
    return f"“{text.shorten(line, _ENOUGH)}”"


CHECKS = (translations,)
RULES = (SESSIONS_UNTRANSLATED, PAGE_UNTRANSLATED, NAMES_UNTRANSLATED)
