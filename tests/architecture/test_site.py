"""Addresses, access marks and templates, walked one by one."""

import re

from flask import Flask

from app.rendering import letters
from tests.architecture import tree

SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*")
WELL_KNOWN = "/.well-known/security.txt"
# Numbers that people count themselves; everything else is named by a public id or a slug.
COUNTED = {"number", "page", "year"}
INLINE = re.compile(
    r"""
    <script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)
    | <style\b | \sstyle\s*= | \son[a-z]+\s*=\s*["'] | javascript:
    """,
    re.VERBOSE,
)
ELSEWHERE = re.compile(r"""(?:src|srcset|poster|data)=["'](?:https?:)?//""")
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false")
LATIN_COMMA = re.compile(r"""\}\}(?:</\w+>)?, (?:<\w+>)?\{\{|", " if |~ ", "|join\(", "\)""")


def test_every_view_says_who_may_open_it(app: Flask) -> None:
    unmarked = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access")
    }

    assert unmarked == set()


def test_addresses_are_lower_case_words_with_hyphens(app: Flask) -> None:
    odd = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule != WELL_KNOWN
        for segment in re.sub(r"<[^>]+>", "x", rule.rule).strip("/").split("/")
        if segment and not SEGMENT.fullmatch(segment)
    }

    assert odd == set()


def test_addresses_never_hold_a_row_number(app: Flask) -> None:
    numbered = {
        rule.rule
        for rule in app.url_map.iter_rules()
        for converter, argument in re.findall(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>", rule.rule)
        if (converter == "int" and argument not in COUNTED) or argument == "id"
    }

    assert numbered == set()


def test_every_template_compiles(app: Flask) -> None:
    for path in tree.templates():
        name = path.relative_to(tree.TEMPLATES).as_posix()
        environment = letters.environment() if name.startswith("mail/") else app.jinja_env
        environment.get_template(name)


def test_no_page_has_code_or_style_inside() -> None:
    """The Content-Security-Policy would refuse it; letters may carry their style with them."""
    inline = {
        f"{tree.name(path)}: {found[0]}"
        for path in tree.templates()
        if path.relative_to(tree.TEMPLATES).parts[0] != "mail" and (found := INLINE.search(path.read_text()))
    }

    assert inline == set()


def test_no_page_loads_anything_from_elsewhere() -> None:
    loading = {tree.name(path) for path in tree.templates() if ELSEWHERE.search(path.read_text())}

    assert loading == set()


def test_nothing_is_printed_unescaped() -> None:
    unescaped = {tree.name(path) for path in tree.templates() if UNESCAPED.search(path.read_text())}

    assert unescaped == set()


def test_no_page_parts_with_the_comma_of_one_language() -> None:
    """Each language has its own: the filter `listed` knows it. Letters are written line by line."""
    latin = {
        f"{tree.name(path)}: {found[0]}"
        for path in tree.templates()
        if path.relative_to(tree.TEMPLATES).parts[0] not in {"mail", "development"}
        and (found := LATIN_COMMA.search(path.read_text()))
    }

    assert latin == set()


def test_every_letter_has_a_subject_a_text_and_a_page() -> None:
    letters = [path for path in (tree.TEMPLATES / "mail").iterdir() if path.is_dir()]

    incomplete = {
        letter.name
        for letter in letters
        if {path.name for path in letter.iterdir()} != {"subject.txt", "body.txt", "body.html"}
    }

    assert letters
    assert incomplete == set()
