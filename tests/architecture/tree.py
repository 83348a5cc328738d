"""The project's files, as the tests of its structure walk them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APP = ROOT / "app"
TEMPLATES = ROOT / "templates"


def modules(*folders: Path) -> list[Path]:
    """Every Python file in `folders` (default: app) that has something in it."""
    found = [path for folder in folders or (APP,) for path in folder.rglob("*.py")]
    return sorted(path for path in found if path.read_text().strip())


def templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt", ".xml"})


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in `module`, also nested ones."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def is_view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a blueprint's decorator makes this function answer requests."""
    return any(
        isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Attribute)
        and mark.func.attr in {"route", "get", "post", "put", "delete"}
        for mark in node.decorator_list
    )


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
