"""Style sheets and scripts: right in both directions of writing, and ours alone."""

import re
from hashlib import sha256
from pathlib import Path

from tests.architecture import tree

STATIC = tree.APP / "static"
SHEETS = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(STATIC.rglob("*.js"))
# Other people's, byte for byte as they publish it; its sentences may name addresses nobody asks.
VENDORED = {
    "event-calendar.min.css": "14abac982c42d2cdd42721fedc4a95d4f9e2f4d03e78bd4b167c2e803f870c73",
    "event-calendar.min.js": "dd9806e839c10232b8f740ef59899c853b4ca2653719f858206c16c76c2a80f6",
}
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
    """What is no comment, on its own lines."""
    return COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), path.read_text())


def test_no_sheet_knows_left_from_right() -> None:
    physical = {
        f"{tree.name(path)}: {found[0]}" for path in SHEETS for found in PHYSICAL.finditer(code(path))
    }

    assert SHEETS
    assert physical == set()


def test_every_layer_begins_outside_of_everything_else() -> None:
    """A brace left open shuts what follows into the rule before it, or into the widths that is for."""
    shut_in = set()
    for path in SHEETS:
        if STATIC / "vendor" in path.parents:
            continue
        depth = 0
        for number, line in enumerate([*code(path).splitlines(), "@layer end"], start=1):
            if line.strip().startswith("@layer") and depth:
                shut_in.add(f"{tree.name(path)}:{number}")
            depth += line.count("{") - line.count("}")

    assert shut_in == set()


def test_nothing_is_fetched_from_other_people() -> None:
    remote = {
        f"{tree.name(path)}: {found[0]}"
        for path in (*SHEETS, *SCRIPTS)
        if path.suffix == ".css" or STATIC / "vendor" not in path.parents
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


def test_what_is_other_peoples_is_as_they_publish_it_with_its_licence() -> None:
    folder = STATIC / "vendor"
    found = {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "LICENSE.txt"
    }

    assert found == VENDORED
    for path in folder.iterdir():
        words = (path / "LICENSE.txt").read_text()
        version = words.splitlines()[0]
        assert version in (tree.ROOT / "docs" / "dependencies.md").read_text()
        assert "Copyright (c)" in words
