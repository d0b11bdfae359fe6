"""Files and functions stay short enough to be read in one sitting."""

import ast

from tests.support.source import CODE, ROOT, at, files, tree

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
WRITTEN_BY_HAND = (".py", ".js", ".mjs", ".css", ".html")
GENERATED = ROOT / "adapters" / "storage" / "migrations" / "versions"


def test_no_file_is_longer_than_300_lines() -> None:
    too_long = []
    for path in files(*CODE, "tests", suffixes=WRITTEN_BY_HAND):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            too_long.append(at(path, lines))
    assert too_long == []


def test_no_function_is_longer_than_50_lines() -> None:
    too_long = [
        f"{at(path, node.lineno)} {node.name}"
        for path in files(*CODE, "tests")
        if path.parent != GENERATED
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert too_long == []
