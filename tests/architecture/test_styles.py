"""Style sheets and scripts: right in both directions of writing, and ours alone."""

import re
from pathlib import Path

from tests.architecture import tree

SHEETS = sorted((tree.APP / "static").rglob("*.css"))
SCRIPTS = sorted((tree.APP / "static").rglob("*.js"))
PHYSICAL = re.compile(
    r"""
    (?<![\w-])(left|right)\s*:
    | (?<![\w-])(margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b
    | (?<![\w-])border-(top|bottom)-(left|right)-radius
    | (?<![\w-])(text-align|float|clear)\s*:\s*(left|right)\b
    """,
    re.VERBOSE,
)
REMOTE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]{2,}|@import", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def code(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


def test_no_sheet_knows_left_from_right() -> None:
    physical = {
        f"{tree.name(path)}: {found[0]}" for path in SHEETS for found in PHYSICAL.finditer(code(path))
    }

    assert SHEETS
    assert physical == set()


def test_nothing_is_fetched_from_other_people() -> None:
    remote = {
        f"{tree.name(path)}: {found[0]}"
        for path in (*SHEETS, *SCRIPTS)
        for found in REMOTE.finditer(code(path))
    }

    assert remote == set()


def test_scripts_make_no_code_from_text() -> None:
    eager = {
        tree.name(path)
        for path in SCRIPTS
        if re.search(r"\beval\(|new Function|document\.write", path.read_text())
    }

    assert eager == set()
