"""The documents say what is there: packages, dependencies, commands, links, decisions."""

import re
from pathlib import Path

import click
import pytest
from flask import Flask
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture import tree

DOCS = tree.ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *tree.ROOT.glob("*.md")])
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
PARTS = ["Status: accepted.", "## Context", "## Decision", "## Consequences"]
LONGEST = 60  # lines of a decision: one page


def first_column(text: str) -> set[str]:
    """What stands in the first column of every table, without heads."""
    cells = re.findall(r"^\| ([^|]+?) \|", text, re.MULTILINE)
    return {cell.strip("` ") for cell in cells}


def requirements(name: str) -> set[str]:
    lines = (tree.ROOT / name).read_text().splitlines()
    asked = [line for line in lines if line and not line.startswith(("#", "-r"))]
    return {canonicalize_name(Requirement(line).name) for line in asked}


def pinned(name: str) -> dict[str, str]:
    text = (tree.ROOT / name).read_text()
    return {
        canonicalize_name(package): block
        for package, block in re.findall(
            r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(.*?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL
        )
    }


def test_the_map_of_packages_is_the_tree() -> None:
    text = (DOCS / "architecture.md").read_text()
    table = text.split("## Packages, lowest first")[1].split("## ")[0]

    described = first_column(table) - {"package"}

    assert described == {path.parent.name for path in tree.APP.glob("*/__init__.py")}


def test_every_dependency_has_its_reason() -> None:
    run, build = (DOCS / "dependencies.md").read_text().split("## To build and test")

    assert {canonicalize_name(name) for name in first_column(run)} - {"package"} == requirements(
        "requirements.in"
    )
    assert {canonicalize_name(name) for name in first_column(build)} - {"package"} == requirements(
        "requirements-dev.in"
    )


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_everything_installed_is_pinned_by_its_hash_and_from_nowhere_in_particular(name: str) -> None:
    locked = pinned(f"{name}.txt")

    assert requirements(f"{name}.in") - set(locked) == set()
    assert {package for package, block in locked.items() if "--hash=sha256:" not in block} == set()
    assert "index-url" not in (tree.ROOT / f"{name}.txt").read_text()


def test_decisions_are_numbered_and_fit_on_a_page() -> None:
    names = [path.name for path in DECISIONS]

    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
    for path in DECISIONS:
        text = path.read_text()
        found = [part for part in PARTS if f"\n{part}\n" in text]
        assert found == PARTS, path.name
        assert text.startswith(f"# {int(path.name[:4])}. "), path.name
        assert len(text.splitlines()) <= LONGEST, path.name


@pytest.mark.parametrize("page", PAGES, ids=tree.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text())

    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=tree.name)
def test_documents_name_commands_that_exist(page: Path, app: Flask) -> None:
    text = page.read_text()
    makefile = (tree.ROOT / "Makefile").read_text()

    missing = []
    for words in re.findall(r"flask --app wsgi ([a-z-]+(?: [a-z-]+)?)", text):
        group, _, verb = words.partition(" ")
        command = app.cli.get_command(click.Context(app.cli), group)
        verbs = getattr(command, "commands", None)
        if command is None or (verbs is not None and verb not in verbs):
            missing.append(f"flask {words}")
    for target in re.findall(r"^ {4}make ([a-z]+)|`make ([a-z]+)", text, re.MULTILINE):
        name = "".join(target)
        if not re.search(rf"^{name}:", makefile, re.MULTILINE):
            missing.append(f"make {name}")
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=tree.name)
def test_documents_name_files_that_exist(page: Path) -> None:
    paths = re.findall(r"`((?:app|deploy|docs|migrations|templates|tests)/[\w./-]+)`", page.read_text())

    assert [path for path in paths if not (tree.ROOT / path).exists()] == []
