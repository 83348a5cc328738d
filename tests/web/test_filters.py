"""What templates may ask for: texts in the best language, dates, sizes."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask, g, render_template_string

from app.web import filters

TITLE = {"en": "Opening <b>", "ar": "الافتتاح"}


@pytest.fixture
def arabic_page(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a page that is read in Arabic, whether its catalogue is there yet or not."""
    catalogue = tmp_path / "ar" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    monkeypatch.setitem(app.config, "BABEL_TRANSLATION_DIRECTORIES", str(tmp_path))
    return "/?lang=ar"


def shown(name: str, value: dict[str, str] | None) -> str:
    """What the filter `name` makes of `value` in a page."""
    return render_template_string("{{ value|" + name + " }}", value=value)


def test_a_text_is_shown_in_the_page_s_language(app: Flask, arabic_page: str) -> None:
    with app.test_request_context(arabic_page):
        assert shown("tr", TITLE) == "الافتتاح"
        assert shown("tr_text", TITLE) == "الافتتاح"


def test_a_text_in_another_language_says_so(app: Flask, arabic_page: str) -> None:
    with app.test_request_context(arabic_page):
        assert shown("tr", {"en": "Opening <b>"}) == '<span lang="en" dir="ltr">Opening &lt;b&gt;</span>'
        assert filters.tr_text({"en": "Opening <b>"}) == "Opening <b>"


def test_the_main_language_comes_before_english(app: Flask) -> None:
    with app.test_request_context("/"):
        g.main_language = "es"

        assert shown("tr", {"en": "", "es": "Apertura", "fr": "Ouverture"}) == (
            '<span lang="es" dir="ltr">Apertura</span>'
        )
        assert shown("tr", {"fr": "Ouverture"}) == '<span lang="fr" dir="ltr">Ouverture</span>'


@pytest.mark.parametrize("nothing", [None, {}, {"en": ""}])
def test_no_text_is_an_empty_text(app: Flask, nothing: dict[str, str] | None) -> None:
    with app.test_request_context("/"):
        assert shown("tr", nothing) == ""
        assert shown("tr_text", nothing) == ""
        assert shown("tr_markdown", nothing) == ""


def test_markdown_is_made_safe_and_marked_with_its_language(app: Flask) -> None:
    with app.test_request_context("/"):
        assert shown("tr_markdown", {"en": "**Yes** <script>"}) == (
            "<p><strong>Yes</strong> &lt;script&gt;</p>\n"
        )
        assert shown("tr_markdown", {"ar": "نعم"}) == '<div lang="ar" dir="rtl"><p>نعم</p>\n</div>'


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ day|day }}", "28 September 2026"),
        ("{{ day|short_day }}", "28 Sep 2026"),
        ("{{ day|weekday }}", "Monday"),
        ("{{ day|weekday_day }}", "Monday, 28 September 2026"),
        ("{{ day|short_month }}", "Sep"),
        ("{{ day|days(last) }}", "28–30 September 2026"),
        ("{{ day|short_days(last) }}", "28–30 Sep"),
        ("{{ moment|clock }}", "07:00"),
        ("{{ moment|instant('Europe/Berlin') }}", "28 September 2026, 09:00 CEST (UTC+2)"),
        ("{{ moment|zone_label }}", "UTC"),
        ("{{ 'MX'|country }}", "Mexico"),
        ("{{ 'es'|language_name }}", "Spanish"),
        ("{{ 1|file_size }}", "1\N{NO-BREAK SPACE}kB"),
        ("{{ 840200|file_size }}", "840\N{NO-BREAK SPACE}kB"),
        ("{{ 2400000|file_size }}", "2.4\N{NO-BREAK SPACE}MB"),
        ("{{ '*x*'|markdown }}", "<p><em>x</em></p>\n"),
        ("{{ absolute('/events/') }}", "http://127.0.0.1:5000/events/"),
        ("{{ direction('ar') }}{{ direction(current_language()) }}", "rtlltr"),
        ("{{ current_actor().label }}", ""),
    ],
)
def test_templates_may_ask_for(app: Flask, template: str, expected: str) -> None:
    with app.test_request_context("/"):
        shown = render_template_string(
            template,
            day=date(2026, 9, 28),
            last=date(2026, 9, 30),
            moment=datetime(2026, 9, 28, 7, tzinfo=UTC),
        )

    assert shown == expected
