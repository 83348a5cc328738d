"""Letters in the reader's language, with what visitors typed made harmless."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import get_babel, lazy_gettext
from jinja2 import UndefinedError

from app.core.types import Translated
from app.rendering import letters

pytestmark = pytest.mark.usefixtures("app")

AT = datetime(2026, 9, 28, 7, 5, tzinfo=UTC)
ARABIC = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: ar\\n"

msgid "Mail from this site arrives"
msgstr "بريد هذا الموقع يصل"
"""


@pytest.fixture
def arabic(app: Flask, tmp_path: Path) -> Iterator[None]:
    """A catalogue of one sentence."""
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as compiled:
        write_mo(compiled, read_po(io.BytesIO(ARABIC.encode()), locale="ar"))
    babel = get_babel(app)
    before = babel.translation_directories
    babel.translation_directories = [str(tmp_path)]
    babel.instance.domain_instance.cache.clear()
    yield
    babel.translation_directories = before
    babel.instance.domain_instance.cache.clear()


def filled(source: str, **context: object) -> str:
    return letters.environment().from_string(source).render(context)


@pytest.mark.usefixtures("arabic")
def test_a_letter_speaks_the_readers_language_and_runs_in_its_direction() -> None:
    letter = letters.render("delivery_test", "ar", at=AT)

    assert letter.language == "ar"
    assert letter.subject == "بريد هذا الموقع يصل"
    assert '<html lang="ar" dir="rtl">' in letter.html
    assert "28 سبتمبر 2026" in letter.text


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(
    ("asked", "written"), [("ar-EG", "ar"), ("en-GB", "en"), ("fr", "en"), ("tlh", "en"), ("", "en")]
)
def test_a_language_without_a_catalogue_becomes_its_plainer_form_or_english(asked: str, written: str) -> None:
    letter = letters.render("delivery_test", asked, at=AT)

    assert letter.language == written
    assert f'lang="{written}"' in letter.html


@pytest.mark.usefixtures("arabic")
def test_the_language_of_the_page_is_the_same_after_the_letter(app: Flask) -> None:
    lazy = lazy_gettext("Mail from this site arrives")

    with app.test_request_context("/"):
        letters.render("delivery_test", "ar", at=AT)
        assert str(lazy) == "Mail from this site arrives"


def test_words_and_look_say_the_same_and_why_one_got_them() -> None:
    letter = letters.render("delivery_test", "en", at=AT, sender_name="ICLC 7 & friends")

    assert letter.text == (
        "ICLC 7 & friends\n\n"
        "This is a test of mail delivery. If you can read it, letters from this site reach you.\n\n"
        "Site: http://127.0.0.1:5000/\nAsked for: 28 September 2026, 07:05 UTC\n\n"
        "--\nYou get this because the operator of this site asked for a test to your address.\n\n"
        "http://127.0.0.1:5000/\n"
    )
    assert "ICLC 7 &amp; friends" in letter.html
    assert "You get this because the operator" in letter.html


def test_a_variable_that_is_missing_stops_the_letter() -> None:
    with pytest.raises(UndefinedError):
        filled("{{ missing }}")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("محمد بن سلمان", "محمد بن سلمان"),
        ("María José (she/her)", "María José (she/her)"),
        ("C:\\Users\\Jo", "C:\\Users\\Jo"),
        ("J.R.R. Tolkien", "J. R. R. Tolkien"),
        ("Visit https://phish.test now", "Visit phish. test now"),
        ("HTTP://phish.test/a", "phish. test/a"),
        ("http://http://phish.test", "phish. test"),
        ("www.phish.test", "www. phish. test"),
        ("phish。test", "phish。 test"),
        ("ada@phish.test", "ada@phish. test"),
        ("innocent\n\nhttps://phish.test\n\nhi", "innocent phish. test hi"),
        ("Anna \u202egnp.exe", "Anna gnp. exe"),
        ("hthttp://tp://phish.test", "phish. test"),
        ("ftp:/phish.test", "phish. test"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
    ],
)
def test_t11_what_a_visitor_typed_is_no_link_in_any_mail_program(typed: str, written: str) -> None:
    assert letters.typed(typed) == written


@pytest.mark.parametrize("typed", ["<script>x(1)</script>", '"><svg/onload=x(1)>', "{{7*7}}", "&lt;b&gt;"])
def test_t11_markup_stays_text(typed: str) -> None:
    template = letters.environment().get_template("mail/parts.html")
    html = str(template.module.facts([("Name", letters.typed(typed))]))  # type: ignore[attr-defined]

    assert "<script" not in html
    assert "<svg" not in html
    assert "49" not in html
    assert "&lt;b&gt;" not in html  # it shows as it was typed, not decoded


@pytest.mark.parametrize(
    ("value", "header"),
    [
        ("You are\r\nin", "You are in"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a b c d e f"),
        ("a\x00b", "ab"),
        ("=?utf-8?q?=0ABcc:_eve@example.org?=", "= ?utf-8?q?=0ABcc:_eve@example.org?="),
        ("Anna \u202egnp.exe", "Anna gnp.exe"),
        ("half \ud83d", "half ?"),
        ("x" * 400, "x" * 149 + "…"),
    ],
)
def test_t13_a_header_is_one_line_that_says_what_it_shows(value: str, header: str) -> None:
    assert letters.header(value) == header


def test_content_is_taken_in_the_letters_language_then_the_events_then_english() -> None:
    title = Translated({"fr": "Villes", "en": "Cities"})

    assert filled("{{ title|tr_text }}", title=title) == "Cities"
    assert filled("{{ title|tr_text }}", title=Translated({"fr": "Villes"})) == "Villes"
    assert filled("{{ none|tr_text }}", none=None) == ""


def test_dates_and_instants_read_as_on_pages() -> None:
    assert filled("{{ at|instant('Europe/Berlin') }}", at=AT) == "28 September 2026, 09:05 CEST (UTC+2)"
    assert filled("{{ at|day }} {{ at|clock }}", at=AT) == "28 September 2026 07:05"
    assert filled("{{ at|short_day }}, {{ at|weekday_day }}", at=AT) == (
        "28 Sep 2026, Monday, 28 September 2026"
    )
    assert filled("{{ first|days(last) }}", first=date(2026, 9, 28), last=date(2026, 9, 30)) == (
        "28–30 September 2026"
    )


def test_a_text_in_another_language_is_marked_in_html_only() -> None:
    html, text = "{{ title|tr }}", "{% autoescape false %}{{ title|tr }}{% endautoescape %}"

    assert (
        filled(html, title=Translated({"ar": "مدن <1>"})) == '<span lang="ar" dir="rtl">مدن &lt;1&gt;</span>'
    )
    assert filled(html, title=Translated({"en": "Cities"})) == "Cities"
    assert filled(text, title=Translated({"ar": "مدن"})) == "مدن"
    assert (
        filled(html, title=Translated({"ar": "مدن", "fr": "Villes"}), main_language="fr").count("Villes") == 1
    )


def test_t14_links_come_from_the_settings_and_not_from_the_request(app: Flask) -> None:
    with app.test_request_context("/", base_url="http://evil.test"):
        letter = letters.render("delivery_test", "en", at=AT)

    assert "evil.test" not in letter.text + letter.html
    assert "http://127.0.0.1:5000/" in letter.text
