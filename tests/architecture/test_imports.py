"""Who may import whom: nouns in their order, doors above them, nothing sideways."""

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from sqlalchemy.orm import configure_mappers

from app.core.db import Base
from tests.architecture import tree

OURS = {"app", "config", "tests"}
# Published on their own, and yet a part of Flask or of Flask-Limiter.
PARTS = {"werkzeug", "jinja2", "markupsafe", "limits"}


def test_imports_point_down_never_up_or_sideways() -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout


def test_every_package_has_a_place_in_the_order() -> None:
    contracts = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = {name for line in contracts[0]["layers"] for name in line.split(" | ")}
    packages = {path.parent.name for path in tree.APP.glob("*/__init__.py")}

    assert layers == packages | {"extensions"}


def test_relationships_back_and_forth_stay_inside_their_package() -> None:
    configure_mappers()

    across = {
        f"{mapper.class_.__name__}.{relationship.key}"
        for mapper in Base.registry.mappers
        for relationship in mapper.relationships
        if relationship.back_populates and package(mapper.class_) != package(relationship.mapper.class_)
    }

    assert across == set()


def package(model: type) -> str:
    return model.__module__.rpartition(".")[0]


def test_packages_have_no_code_of_their_own() -> None:
    full = {
        tree.name(path)
        for path in tree.APP.rglob("__init__.py")
        if path.read_text().strip() and path.parent != tree.APP
    }

    assert full == set()


def test_nothing_is_imported_that_requirements_do_not_name() -> None:
    """What a dependency brings along may leave with its next version."""
    asked = {
        canonicalize_name(Requirement(line).name)
        for line in (tree.ROOT / "requirements.in").read_text().splitlines()
        if line and not line.startswith("#")
    }
    sources = packages_distributions()

    borrowed = {
        f"{module} in {tree.name(path)}"
        for path in tree.modules()
        for module in imported(path)
        if module not in sys.stdlib_module_names | OURS
        and not {canonicalize_name(name) for name in sources[module]} & asked
    }

    assert {one for one in borrowed if one.split()[0] not in PARTS} == set()


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found
