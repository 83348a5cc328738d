"""Letters: templates/mail rendered in the reader's language, whatever the page's own is.

Each letter is a folder with `subject.txt`, `body.txt` and `body.html`; the bodies extend
`mail/layout.*` and say in the block `why` for what reason somebody gets this letter. Templates
know `language`, `direction`, `sender_name` and, in the bodies, `subject` besides what they are given.
What a visitor typed is written with `|typed`, so that no mail program makes a link of it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import flask_babel
from babel import Locale
from flask_babel import force_locale, get_babel
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.runtime import Context

from app.core import text
from app.rendering import filters, links

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LONGEST_HEADER = 150
SITE_NAME = "Plenary"

_SCHEMES = re.compile(r"\b[a-z][a-z0-9+.-]*:/{1,3}(?=\S)", re.IGNORECASE)
_INNER_DOTS = re.compile(r"(?<=\w)([.．。｡])(?=\w)")
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK_LINES = re.compile(r"\n{3,}")
_LINE_TAILS = re.compile(r"[ \t]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be sent, in the language it was really written in."""

    language: str
    subject: str
    text: str
    html: str


def render(template: str, language: str, *, sender_name: str = "", **context: Any) -> Letter:
    """The letter in templates/mail/<template>, in `language` or, without a catalogue, in English.

    A variable the context lacks is an error. `main_language` in the context says which text of
    a translated value to take where the reader's language has none.
    """
    language = _spoken(language)
    values = {
        **context,
        "language": language,
        "direction": text.direction(language),
        "sender_name": sender_name or SITE_NAME,
    }
    with force_locale(_locale(language)):
        subject = header(_fill(f"mail/{template}/subject.txt", values))
        values["subject"] = subject
        return Letter(
            language=language,
            subject=subject,
            text=_tidy(_fill(f"mail/{template}/body.txt", values)),
            html=_encodable(_fill(f"mail/{template}/body.html", values)).strip() + "\n",
        )


def typed(value: str) -> str:
    """What a visitor typed, on one line, with nothing a mail program would turn into a link (T11)."""
    bare = _SCHEMES.sub("", _BIDI_CONTROLS.sub("", text.clean_line(value)))
    return _INNER_DOTS.sub(r"\1 ", bare)


def header(value: str) -> str:
    """What may stand in a mail's headers: one line that says only what it shows (T13).

    Control characters would break the headers; a word already encoded would be decoded by
    whoever reads it, line ends and all.
    """
    bare = _BIDI_CONTROLS.sub("", text.clean_line(value)).replace("=?", "= ?")
    return text.shorten(_encodable(bare), LONGEST_HEADER)


def _fill(name: str, values: Mapping[str, Any]) -> str:
    return environment().get_template(name).render(values)


def _tidy(value: str) -> str:
    return _BLANK_LINES.sub("\n\n", _LINE_TAILS.sub("", _encodable(value))).strip() + "\n"


def _encodable(value: str) -> str:
    """Half a character would stop the row from being written."""
    return value.encode("utf-8", "replace").decode()


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of letters with all they may use; apart from the web's, which knows requests."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        flask_babel.gettext,
        flask_babel.ngettext,
        newstyle=True,
        pgettext=flask_babel.pgettext,
        npgettext=flask_babel.npgettext,
    )
    made.globals["absolute"] = links.absolute
    made.filters.update(filters.made(_wanted), typed=typed)
    return made


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


@lru_cache(maxsize=8)
def _languages(folders: tuple[str, ...]) -> frozenset[str]:
    found = {
        path.parent.parent.name
        for folder in folders
        for path in Path(folder).glob("*/LC_MESSAGES/messages.mo")
    }
    return frozenset({"en", *found})


def _spoken(language: str) -> str:
    """The language itself or its plainer form, if we have its words; else English."""
    known = _languages(tuple(get_babel().translation_directories))
    for candidate in (language, language.partition("-")[0]):
        if candidate in known:
            return candidate
    return "en"


def _current() -> str:
    return str(flask_babel.get_locale())


def _wanted(context: Context) -> tuple[str, str, str]:
    """The letter's language, the main language of what it is about, English."""
    return _current(), context.get("main_language", "en"), "en"
