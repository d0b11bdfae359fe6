"""Time and chance are arguments: only adapters/system asks the machine what time it is."""

import ast
from collections.abc import Iterator

from tests.support.source import CODE, ROOT, at, files, tree

CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {
        "time",
        "time_ns",
        "monotonic",
        "monotonic_ns",
        "perf_counter",
        "perf_counter_ns",
        "localtime",
        "gmtime",
    },
}
CHANCE = {"random", "secrets"}
CHANCE_IN_UUID = {"uuid1", "uuid4"}
HOME_OF_THE_CLOCK = ROOT / "adapters" / "system"


def clocks_read(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of every reading of the machine's clock, called or only mentioned."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).rsplit(".", maxsplit=1)[-1]
            if node.attr in CLOCKS.get(owner, set()):
                yield node.lineno, f"{owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            for name in node.names:
                if name.name in CLOCKS["time"]:
                    yield node.lineno, f"time.{name.name}"


def chances_taken(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of every source of chance that is imported or mentioned."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names if name.name in CHANCE]
        elif isinstance(node, ast.ImportFrom) and node.module in CHANCE:
            names = [node.module]
        elif isinstance(node, ast.ImportFrom) and node.module == "uuid":
            names = [name.name for name in node.names if name.name in CHANCE_IN_UUID]
        elif isinstance(node, ast.Attribute) and node.attr in CHANCE_IN_UUID:
            names = [node.attr]
        else:
            continue
        for name in names:
            yield node.lineno, name


def test_only_the_system_adapter_reads_the_clock() -> None:
    found = [
        f"{at(path, line)} {name}"
        for path in files(*CODE)
        if not path.is_relative_to(HOME_OF_THE_CLOCK)
        for line, name in clocks_read(tree(path))
    ]
    assert found == []


def test_the_core_leaves_nothing_to_chance() -> None:
    found = [
        f"{at(path, line)} {name}"
        for path in files("bot")
        for line, name in chances_taken(tree(path))
    ]
    assert found == []


def test_the_search_sees_clocks_and_chance_under_their_usual_names() -> None:
    module = ast.parse(
        "import random, uuid\n"
        "from time import monotonic\n"
        "a = datetime.datetime.now(UTC)\n"
        "b = field(default_factory=time.time)\n"
        "c = uuid.uuid4()\n"
        "d = session.now\n"
    )
    assert sorted(clocks_read(module)) == [
        (2, "time.monotonic"),
        (3, "datetime.now"),
        (4, "time.time"),
    ]
    assert sorted(chances_taken(module)) == [(1, "random"), (5, "uuid4")]
