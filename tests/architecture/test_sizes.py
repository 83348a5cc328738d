"""Files and functions stay small enough to be read at one sitting, and say what they are."""

import ast
import re

from tests.architecture import tree

MODULE, FUNCTION, VIEW, TEMPLATE = 400, 50, 25, 150
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"}
PROMISES = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
TEXTS = {".py", ".html", ".txt", ".css", ".js", ".md", ".yaml", ".toml", ".conf", ".sh", ".service"}


def test_modules_keep_their_budget() -> None:
    long = {
        tree.name(path): count
        for path in tree.modules()
        if (count := len(path.read_text().splitlines())) > MODULE
    }

    assert long == {}


def test_functions_and_views_keep_their_budgets() -> None:
    long = {
        f"{tree.name(path)}: {node.name}": tree.lines(node)
        for path in tree.modules()
        for node in tree.functions(path)
        if tree.lines(node) > (VIEW if tree.is_view(node) else FUNCTION)
    }

    assert long == {}


def test_templates_keep_their_budget() -> None:
    long = {
        tree.name(path): count
        for path in tree.templates()
        if (count := len(path.read_text().splitlines())) > TEMPLATE
    }

    assert long == {}


def test_every_module_begins_with_a_sentence_that_says_what_lives_there() -> None:
    silent = {
        tree.name(path)
        for path in tree.modules(
            tree.APP, tree.ROOT / "tests", tree.ROOT / "deploy", tree.ROOT / "migrations"
        )
        if not (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n\n")[0].endswith(".")
    }

    assert silent == set()


def test_no_file_is_a_drawer_for_everything() -> None:
    drawers = {tree.name(path) for path in tree.APP.rglob("*.py") if path.stem in DRAWERS}

    assert drawers == set()


def test_nothing_is_left_for_another_day() -> None:
    folders = ("app", "templates", "tests", "deploy", "docs", "migrations")
    files = [path for folder in folders for path in (tree.ROOT / folder).rglob("*")]
    files += [path for path in tree.ROOT.iterdir() if path.name[0] != "."]

    promised = {
        f"{tree.name(path)}:{number}"
        for path in files
        if path.is_file() and (path.suffix in TEXTS or path.name == "Makefile")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if PROMISES.search(line)
    }

    assert promised == set()
