"""The core stands on the standard library and dateutil; lint-imports holds the directions."""

import ast
import sys

from tests.support.source import at, files, tree

ALLOWED = sys.stdlib_module_names | {"bot", "dateutil"}


def imported(node: ast.AST) -> list[str]:
    """Return the top-level names that a statement imports."""
    if isinstance(node, ast.Import):
        return [name.name.split(".")[0] for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module.split(".")[0]]
    return []


def test_the_core_imports_the_standard_library_and_dateutil_only() -> None:
    found = [
        f"{at(path, node.lineno)} {name}"
        for path in files("bot")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in imported(node)
        if name not in ALLOWED
    ]
    assert found == []
