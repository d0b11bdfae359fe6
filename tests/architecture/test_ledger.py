"""Whatever writes into the ledger thinks of locked weeks: only through `enter`, or as said here."""

import ast

from tests.support.source import CODE, ROOT, files, tree

THINKS_OF_IT = {
    "bot/ports/locked.py": "keeps what changes in locked weeks as differences",
    "bot/features/attendance/evidence/records.py": "is called inside `differing`",
    "bot/features/discussions/reactions.py": "withdraws, in weeks that aren't locked",
    "bot/features/disputes/records.py": "is called inside `differing`",
    "bot/features/participation/commands_credit.py": "is inside `differing`",
    "bot/features/questions/records.py": "withdraws, in weeks that aren't locked",
}


def test_nothing_else_appends_to_the_ledger() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files(*CODE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "append"
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "ledger"
    }
    assert found == set(THINKS_OF_IT)
