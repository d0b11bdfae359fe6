"""The project's own source, as the tests of the house rules read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("bot", "adapters", "config", "homeroom")


def files(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> Iterator[Path]:
    """Yield the files below `folders` of the repository that end in one of `suffixes`, sorted."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                yield path


def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def at(path: Path, line: int) -> str:
    """Return where something stands, as `bot/model/time/weeks.py:12`."""
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


@cache
def sentences() -> str:
    """Return every text in the code that people may be shown, pieces of f-strings among them."""
    return "\n".join(
        node.value
        for path in files("bot", "adapters", "config")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
