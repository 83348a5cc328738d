"""What pages and letters share in their templates."""

from jinja2 import Environment

from app.rendering import filters


def said(template: str, language: str = "ar", *, is_html: bool = True) -> str:
    environment = Environment(autoescape=is_html)  # noqa: S701 - letters in plain text are one of the two
    environment.filters.update(filters.made(lambda _context: (language, "en")))
    return environment.from_string(template).render(city={"en": "Espoo"}, typed="<b>")


def test_a_list_has_the_comma_of_its_reader() -> None:
    assert said("{{ ['a', 'b']|listed }}") == "a، b"
    assert said("{{ ['a', none, 'b']|listed }}", "en") == "a, b"


def test_a_list_keeps_marked_texts_and_nothing_else_as_markup() -> None:
    assert said("{{ [city|tr, typed]|listed }}") == '<span lang="en" dir="ltr">Espoo</span>، &lt;b&gt;'


def test_a_list_in_plain_text_is_plain() -> None:
    assert said("{{ [city|tr, typed]|listed }}", is_html=False) == "Espoo، <b>"


def test_lines_are_a_list_and_markdown_stays_what_it_is() -> None:
    lines = "{{ {'en': typed}|tr_lines }}"

    def shown(typed: str) -> str:
        environment = Environment(autoescape=True)
        environment.filters.update(filters.made(lambda _context: ("en",)))
        return environment.from_string(lines).render(typed=typed)

    assert shown("mayors\n<b>ministries</b>") == (
        "<ul>\n<li>mayors</li>\n<li>&lt;b&gt;ministries&lt;/b&gt;</li>\n</ul>\n"
    )
    assert shown("- mayors\n- ministries") == "<ul>\n<li>mayors</li>\n<li>ministries</li>\n</ul>\n"
    assert shown("Mayors") == "<p>Mayors</p>\n"
    assert shown("Mayors.\n\nMinistries.") == "<p>Mayors.</p>\n<p>Ministries.</p>\n"


def test_an_empty_list_says_nothing() -> None:
    assert said("{{ [none, '']|listed or 'Online' }}") == "Online"
