"""`python -m tests.bench`: measures, prints a table and JSON, and judges nothing by its exit code.

Each group runs in a process of its own, so that memory is its own and nothing is warm from
another. What is compared is measured in the same run, since machines differ from day to day.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench import archive, core, courses, policies, recap, standings, start
from tests.bench.rows import Row, Size
from tests.bench.slack import commands as slack_commands
from tests.bench.slack import flood as slack_flood
from tests.bench.slack import rest as slack_rest
from tests.bench.wire import commands, flood, floor
from tests.bench.wire import start as discord_start

Group = Callable[[Size, Path], Awaitable[list[Row]]]
GROUPS: dict[str, Group] = {
    "core": core.throughput,
    "commands": core.commands,
    "standings": standings.standing,
    "policies": policies.changing,
    "archive": archive.search,
    "start": start.start,
    "courses": courses.many,
    "recap": recap.recap,
    "discord": flood.flood,
    "discord-commands": commands.commands,
    "discord-private": floor.private,
    "discord-history": floor.history,
    "discord-start": discord_start.start,
    "slack": slack_flood.flood,
    "slack-commands": slack_commands.commands,
    "slack-rest": slack_rest.rest,
}
QUICK = 0.05


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the groups asked for, or one of them as a child."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--quick", action="store_true", help="a twentieth of the size: a look")
    parser.add_argument("--json", type=Path, help="write the rows to this file instead")
    parser.add_argument("--child", choices=GROUPS, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.child:
        print(json.dumps([asdict(row) for row in _measured(asked.child, asked.quick)]))
        return 0
    if unknown := set(asked.groups) - set(GROUPS):
        parser.error(f"no group {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="homeroom-compiled-") as compiled:
        for name in asked.groups or GROUPS:
            print(f"Measuring {name} ...", file=sys.stderr, flush=True)
            rows += _in_child(name, asked.quick, compiled)
    _tell(rows, asked.json)
    return 0


def _measured(name: str, quick: bool) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="homeroom-bench-") as folder:
        return asyncio.run(_run(GROUPS[name], Size(QUICK if quick else 1), Path(folder)))


async def _run(group: Group, size: Size, folder: Path) -> list[Row]:
    return await group(size, folder)


def _in_child(name: str, quick: bool, compiled: str) -> list[Row]:
    """Measure a group; modules are compiled as in an installation, wherever that is off."""
    command = [sys.executable, "-m", "tests.bench", "--child", name]
    if quick:
        command.append("--quick")
    own = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, env=own)
    if done.returncode:
        return [Row(f"{name}: could not be measured (see above)", float("nan"), "", 0)]
    return [Row(**row) for row in json.loads(done.stdout)]


def _tell(rows: Sequence[Row], file: Path | None) -> None:
    machine = {
        "processors": os.cpu_count(),
        "busy": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    width = max(len(row.what) for row in rows)
    print(f"{'':{width}}  {'seen':>16}  {'aim':>12}")
    for row in rows:
        verdict = {True: "reached", False: "NOT reached", None: ""}[row.reached]
        seen, aim = f"{row.seen:,.2f} {row.unit}", _aim(row)
        print(f"{row.what:{width}}  {seen:>16}  {aim:>12}  {verdict:11}  {row.note}".rstrip())
    print(", ".join(f"{name} {value}" for name, value in machine.items()))
    told = [{**asdict(row), "reached": row.reached} for row in rows]
    text = json.dumps({"machine": machine, "rows": told}, indent=1)
    if file is None:
        print(text)
    else:
        file.write_text(text + "\n")


def _aim(row: Row) -> str:
    if row.aim is None:
        return ""
    return f"{'≤' if row.most else '≥'} {row.aim:,g} {row.unit}"


if __name__ == "__main__":
    sys.exit(main())
