"""The languages a printed programme has words of its own in: more than the pages have."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask_babel import Domain, force_locale, get_babel, get_domain

PRINTS = "prints"  # the catalogue of those words alone
_PAGES = "messages"
_WRITTEN = "en"  # what stands in the code
_prints = Domain(domain=PRINTS)


def language(wanted: str) -> str:
    """`wanted` where there is a catalogue of it; else English."""
    return wanted if _has(wanted, PRINTS) or _has(wanted, _PAGES) else _WRITTEN


@contextmanager
def spoken(wanted: str) -> Iterator[str]:
    """Say things as prints in `wanted` do; tells in which language that is."""
    with force_locale(wanted):
        before = get_domain()
        if _has(wanted, PRINTS):
            _prints.as_default()
        try:
            yield language(wanted)
        finally:
            before.as_default()


def _has(wanted: str, domain: str) -> bool:
    folders = map(Path, get_babel().translation_directories)
    return any((folder / wanted / "LC_MESSAGES" / f"{domain}.mo").is_file() for folder in folders)
