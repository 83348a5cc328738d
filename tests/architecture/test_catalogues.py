"""Every sentence a visitor, an attendee or a reader of our letters meets is in their language."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.architecture import tree

TRANSLATIONS = tree.APP / "translations"
LANGUAGES = sorted(path.parent.parent.name for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
# Prints speak more languages than pages do; their catalogues hold what these modules say, and nothing else.
PRINTS = sorted(path.parent.parent.name for path in TRANSLATIONS.glob("*/LC_MESSAGES/prints.po"))
PRINTED = {
    "app/programme/booklet/content.py",
    "app/programme/labels.py",
    *(f"app/programme/timetable/{module}.py" for module in ("days", "faces", "reader")),
}
CATALOGUES = [
    *((language, "messages") for language in LANGUAGES),
    *((language, "prints") for language in PRINTS),
]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
# What only organisers see may follow later; everything else may not.
FOR_ORGANISERS = (
    "app/cli/",
    "app/web/account/",
    "app/web/organiser/",
    "templates/account/",
    "templates/development/",
    "templates/layouts/account.html",
    "templates/layouts/organiser.html",
    "templates/organiser/",
    *(
        f"app/{noun}/{part}"
        for noun in ("accounts", "documents", "events", "files", "outbox", "people", "programme")
        for part in ("errors", "rules", "services")
    ),
)


@cache
def sources() -> dict[str | tuple[str, ...], set[str]]:
    """Every message of the code and templates, with the files it stands in."""
    mappings = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(one["pattern"], one["method"]) for one in mappings]
    options = {
        one["pattern"]: {k: v for k, v in one.items() if k not in {"pattern", "method"}} for one in mappings
    }
    found: dict[str | tuple[str, ...], set[str]] = {}
    for path, _line, message, _comments, _context in extract_from_dir(
        tree.ROOT, methods, options, keywords=KEYWORDS
    ):
        found.setdefault(message, set()).add(Path(path).as_posix())
    return found


def wanted() -> Iterator[str | tuple[str, ...]]:
    for message, paths in sources().items():
        if not all(path.startswith(FOR_ORGANISERS) for path in paths):
            yield message


def printed() -> set[str]:
    return {key(message) for message, paths in sources().items() if paths & PRINTED}


def catalogue(language: str, domain: str = "messages") -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language)


def is_complete(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts)


def test_there_are_sentences_to_translate() -> None:
    assert len(list(wanted())) > 100


def test_arabic_proves_that_pages_can_run_the_other_way() -> None:
    assert "ar" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_visitors_attendees_and_readers_of_letters_meet_is_translated(language: str) -> None:
    known = catalogue(language)

    missing = [message for message in wanted() if not is_complete(known.get(key(message)))]

    assert missing == []


def test_prints_speak_the_official_languages_of_the_united_nations_and_more() -> None:
    assert {*LANGUAGES, *PRINTS} >= {"ar", "de", "es", "fr", "pt", "ru", "zh"}
    assert set(LANGUAGES) & set(PRINTS) == set()  # pages have the same words, and said once is enough


@pytest.mark.parametrize("language", PRINTS)
def test_whatever_a_print_says_by_itself_is_translated(language: str) -> None:
    known = catalogue(language, "prints")

    assert [message for message in printed() if not is_complete(known.get(message))] == []
    assert {key(message.id) for message in known if message.id} == printed()


def key(message: str | list[str] | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_translations_keep_their_placeholders_and_all_forms_of_the_plural(language: str, domain: str) -> None:
    known = catalogue(language, domain)

    broken = {key(message.id): [str(error) for error in errors] for message, errors in known.check()}
    short = [
        key(message.id)
        for message in known
        if isinstance(message.string, tuple)
        and any(message.string)
        and len(message.string) != known.num_plurals
    ]

    assert broken == {}
    assert short == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_hold_nothing_that_is_no_longer_said(language: str) -> None:
    said = {key(message) for message in sources()}

    assert {key(message.id) for message in catalogue(language) if message.id} - said == set()
