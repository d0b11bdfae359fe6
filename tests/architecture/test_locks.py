"""The locks pin every library by hash, for every platform, and name no registry."""

import re
import tomllib

import pytest

from tests.support.source import ROOT

LOCKS = ROOT / "config" / "locks"
PINNED = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, set[str]]:
    """Return the versions that a lock pins, by library; one library may differ by platform."""
    found: dict[str, set[str]] = {}
    for name, version in PINNED.findall((LOCKS / lock).read_text(encoding="utf-8")):
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_every_line_is_a_pin_or_a_hash(lock: str) -> None:
    for line in (LOCKS / lock).read_text(encoding="utf-8").splitlines():
        is_hash = re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
        assert is_hash or PINNED.match(line), line
        assert "://" not in line, line
        assert "@" not in line, line


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_libraries_with_compiled_parts_are_locked_for_every_platform(lock: str) -> None:
    text = (LOCKS / lock).read_text(encoding="utf-8")
    (hashes,) = re.findall(r"^pydantic-core==.*\\\n((?:    --hash=.*\n?)+)", text, re.MULTILINE)
    assert hashes.count("--hash") > len(("linux", "macos", "windows")) * 10


def test_what_is_tested_is_what_runs() -> None:
    run, dev = pins("run.txt"), pins("dev.txt")
    assert {name: dev.get(name) for name in run} == run


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {
        re.split(r"[\[<>=! ]", needed)[0].replace(".", "-").lower()
        for needed in project["project"]["dependencies"]
    }
    assert names <= pins("run.txt").keys()
